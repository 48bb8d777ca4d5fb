"""How far the preparation by officials is: figures for the gate of phase 3, each with a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafting.enums import OpinionState
from drafting.models import Consultation, OpinionRequest, TargetCount
from participation.enums import GONE, Channel, Moderation
from participation.models import Contribution
from projects.enums import Register, StatementState
from projects.handbook import load_handbook
from projects.models import Cell, PromiseText, ServicePromise, Statement
from servicelofte.common import clock, registry
from servicelofte.common.formatting import day, percent_done
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import current_region, region_url


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


def cells_check(project_id: int) -> GateResult:
    """Every goal has words in every required language (Handbook p. 24); those of the example are told."""
    done, wanted = cells_written(project_id, current_region().languages)
    value = _("%(done)s of %(all)s cells") % {"done": done, "all": wanted or 10}
    if untouched := goals_of_the_example(project_id):
        words = ngettext(
            "%(count)d is the handbook’s example", "%(count)d are the handbook’s example", untouched
        )
        value += " · " + words % {"count": untouched}
    return GateResult(share_state(done, wanted), value, region_url("drafting:editor", project_id))


def comments_check(project_id: int) -> GateResult:
    """Everybody has had the time to comment on the draft (Handbook p. 24)."""
    found = comment_round(project_id)
    url = region_url("drafting:version_list", project_id)
    if found.consultation is None:
        return GateResult("missing", _("not opened yet"), url)
    count = ngettext("%(count)d comment", "%(count)d comments", found.comments) % {"count": found.comments}
    last = found.consultation.closes_on
    if found.consultation.is_over():
        return GateResult("done", _("%(comments)s, time is over") % {"comments": count}, url)
    if found.consultation.is_open():
        return GateResult(
            "partial", _("%(comments)s, ends %(day)s") % {"comments": count, "day": day(last)}, url
        )
    return GateResult("missing", _("opens %(day)s") % {"day": day(found.consultation.opens_on)}, url)


def opinions_check(project_id: int) -> GateResult:
    """Statements of opinion were asked for, and have come in (Handbook p. 24)."""
    found = opinions_asked(project_id)
    url = region_url("drafting:request_list", project_id)
    if not found.asked:
        return GateResult("missing", _("none asked for yet"), url)
    state = "done" if found.received == found.asked else "partial"
    value = _("%(done)s of %(all)s received") % {"done": found.received, "all": found.asked}
    left = (found.due_on - clock.today()).days if found.due_on else 0
    if state == "partial" and left >= 0:
        value += " · " + ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    elif state == "partial":
        value += " · " + _("the time is over")
    return GateResult(state, value, url)


def analysis_check(project_id: int) -> GateResult:
    """Every comment and opinion is gone through (Handbook p. 25)."""
    done, wanted = voices_answered(project_id)
    url = region_url("drafting:analysis", project_id)
    if not wanted:
        return GateResult("missing", _("nothing has come in yet"), url)
    percent = percent_done(done, wanted)
    value = _("%(percent)s %%") % {"percent": percent}
    return GateResult(share_state(done, wanted), value, url, percent=percent)


def follow_up_check(project_id: int) -> GateResult:
    """Every statement has an indicator or another way of follow-up (Handbook p. 25)."""
    done, wanted = statements_followed_up(project_id)
    url = region_url("drafting:editor", project_id)
    if not wanted:
        return GateResult("missing", _("no statements yet"), url)
    missing = wanted - done
    if not missing:
        return GateResult("done", _("all %(count)s") % {"count": wanted}, url)
    value = ngettext(
        "%(count)d statement lacks a way of follow-up",
        "%(count)d statements lack a way of follow-up",
        missing,
    )
    return GateResult("failed", value % {"count": missing}, url)
