"""How far the preparation by officials is: figures for the gate of phase 3, each with a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from drafting.enums import OpinionState
from drafting.models import Consultation, OpinionRequest, TargetCount
from participation.enums import GONE, Channel, Moderation
from participation.models import Contribution
from projects.enums import Register, StatementState
from projects.handbook import load_handbook
from projects.models import Cell, PromiseText, ServicePromise, Statement
from servicelofte.common import registry


@dataclass(frozen=True, slots=True)
class Round:
    """The newest consultation of a project, if any, and how many comments are shown."""

    consultation: Consultation | None
    comments: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Opinions asked for: how many, how many came, and the last day of the latest one."""

    asked: int
    received: int
    due_on: date | None


def cells_written(project_id: int, languages: list[str]) -> tuple[int, int]:
    """Return (cells with words in every one of `languages`, cells wanted) over the project's promises; three queries.

    Cells of perspectives that are left out are not wanted.
    """
    left_out = dict(ServicePromise.objects.filter(project=project_id).values_list("pk", "left_out"))
    wanted = {
        pk
        for pk, promise, perspective in Cell.objects.filter(promise__project=project_id).values_list(
            "pk", "promise_id", "perspective"
        )
        if perspective not in left_out.get(promise, {})
    }
    written: dict[int, set[str]] = defaultdict(set)
    texts = PromiseText.objects.filter(
        promise__project=project_id, cell__isnull=False, register=Register.STANDARD
    ).exclude(body="")
    for cell, language in texts.values_list("cell_id", "language"):
        written[cell].add(language)
    return sum(set(languages) <= written[pk] for pk in wanted), len(wanted)


def goals_of_the_example(project_id: int) -> int:
    """Return how many goals of the project's promises are still the handbook's, word for word in every language
    written; one query.
    """
    example = load_handbook().promise_example
    own: dict[int, bool] = {}
    texts = PromiseText.objects.filter(
        promise__project=project_id, cell__isnull=False, register=Register.STANDARD
    ).exclude(body="")
    fields = ("cell", "cell__perspective", "cell__viewpoint", "language", "body")
    for cell, perspective, viewpoint, language, body in texts.values_list(*fields):
        offered = example.cell(perspective, viewpoint).goal.as_dict()
        own[cell] = own.get(cell, False) or body.strip() != offered.get(language)
    return sum(not is_own for is_own in own.values())


def comment_round(project_id: int) -> Round:
    """Return the project's newest consultation and the number of comments that are shown; two queries."""
    rows = Consultation.objects.filter(draft__promise__project=project_id).order_by("-pk")
    shown = TargetCount.objects.filter(draft__promise__project=project_id).aggregate(all=Sum("shown"))
    return Round(rows.first(), shown["all"] or 0)


def asked_requests() -> QuerySet[OpinionRequest]:
    """Return the requests for an opinion but for those called off before it was given."""
    return OpinionRequest.objects.exclude(state=OpinionState.CALLED_OFF, opinion=None)


def opinions_asked(project_id: int) -> Asked:
    """Return how many opinions were asked for and received, but for those called off before they were given; one
    query.
    """
    rows = asked_requests().filter(consultation__draft__promise__project=project_id)
    found = rows.aggregate(
        asked=Count("pk"), received=Count("pk", filter=Q(opinion__isnull=False)), due_on=Max("due_on")
    )
    return Asked(**found)


def voices_answered(project_id: int) -> tuple[int, int]:
    """Return (gone through, all) of the comments and opinions that were not withdrawn or erased; one query.

    What the moderation refused has been gone through: its writer was told why, and no answer is expected.
    """
    rows = Contribution.objects.filter(
        project=project_id, channel__in=(Channel.COMMENT, Channel.OPINION)
    ).exclude(moderation__in=GONE)
    through = Q(response__isnull=False) | Q(moderation=Moderation.HIDDEN)
    found = rows.aggregate(done=Count("pk", filter=through), all=Count("pk"))
    return found["done"], found["all"]


def statements_followed_up(project_id: int) -> tuple[int, int]:
    """Return (statements with a way of follow-up, all statements with a place): Handbook p. 25.

    A way is written on the statement, or known to a later app that registered in `registry.statement_checks`.
    """
    rows = Statement.objects.filter(
        promise__project=project_id, state=StatementState.ACTIVE, cell__isnull=False
    ).values_list("pk", "verification")
    found = dict(rows)
    covered = {pk for pk, verification in found.items() if verification}
    for check in registry.statement_checks.values():
        covered |= check(list(found)) & found.keys()
    return len(covered), len(found)
