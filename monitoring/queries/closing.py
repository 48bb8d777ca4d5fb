"""What phase 6 would leave undone if its project were closed now: one line a thing, whatever its number."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from drafting.enums import VersionState
from drafting.models import DraftVersion
from monitoring.enums import CorrectiveState, RoundState, Status
from monitoring.models import CorrectiveAction, EvaluationRound, Feedback, Measurement, StatementStatus
from monitoring.queries.feedback import unanswered
from participation.enums import OF_NO_USE
from projects.enums import StatementState
from projects.models import Statement
from servicelofte.common import clock
from servicelofte.common.registry import LeftUndone
from servicelofte.common.tenancy import region_url


def left_undone(project_id: int) -> Iterator[LeftUndone]:
    """Yield how much nobody has measured or judged, put right, concluded or answered; four queries."""
    if count := never_measured(project_id):
        words = ngettext(
            "%(count)d statement has never been measured or judged",
            "%(count)d statements have never been measured or judged",
            count,
        )
        yield LeftUndone(words % {"count": count}, region_url("monitoring:status_list", project_id))
    mending = CorrectiveAction.objects.filter(statement__promise__project_id=project_id)
    if count := mending.filter(state=CorrectiveState.OPEN).count():
        words = ngettext(
            "%(count)d corrective action is not done", "%(count)d corrective actions are not done", count
        )
        yield LeftUndone(words % {"count": count}, region_url("monitoring:status_list", project_id))
    rounds = EvaluationRound.objects.filter(promise__project_id=project_id).exclude(state=RoundState.DONE)
    if count := rounds.count():
        words = ngettext(
            "%(count)d evaluation round is not finished",
            "%(count)d evaluation rounds are not finished",
            count,
        )
        yield LeftUndone(words % {"count": count}, region_url("monitoring:round_list", project_id))
    feedback = Feedback.objects.filter(unanswered(), promise__project_id=project_id)
    if count := feedback.exclude(contribution__moderation__in=OF_NO_USE).count():
        words = ngettext(
            "%(count)d piece of feedback is unanswered", "%(count)d pieces of feedback are unanswered", count
        )
        yield LeftUndone(
            words % {"count": count}, f"{region_url('monitoring:feedback_list', project_id)}?answer=no"
        )


def never_measured(project_id: int) -> int:
    """Return how many statements of a project have neither a measured value nor a judgement, where the council has
    decided on the promise and its period has begun: before that there is nothing to measure; one query.
    """
    decided = DraftVersion.objects.filter(promise=OuterRef("promise"), state=VersionState.DECIDED)
    statements = Statement.objects.filter(
        Exists(decided),
        promise__project_id=project_id,
        promise__project__period_from__lte=clock.today().year,
        state=StatementState.ACTIVE,
    )
    measured = Measurement.objects.filter(indicator__statements=OuterRef("pk"))
    judged = StatementStatus.objects.filter(statement=OuterRef("pk")).exclude(status=Status.NOT_MEASURED)
    return statements.filter(~Exists(measured), ~Exists(judged)).count()
