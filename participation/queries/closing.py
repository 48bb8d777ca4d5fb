"""What phase 2 would leave undone if its project were closed now: one line a thing, whatever its number."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import ngettext

from participation.enums import OF_NO_USE, Channel, EventState, Moderation, SurveyState, SynthesisState
from participation.models import (
    Contribution,
    ContributionCode,
    ParticipationEvent,
    Survey,
    SurveySubmission,
    Synthesis,
    SynthesisSentence,
)
from participation.queries.coverage import groups_heard
from participation.queries.events import still_to_come
from servicelofte.common import clock
from servicelofte.common.registry import LeftUndone
from servicelofte.common.tenancy import region_url

# What is said in these is answered in phases 3 and 6, which tell themselves what of it is not.
ANSWERED_ELSEWHERE = (Channel.COMMENT, Channel.OPINION, Channel.FEEDBACK)


def left_undone(project_id: int) -> Iterator[LeftUndone]:
    """Yield what nobody has read, coded, answered, counted, held, written down or approved, and who was not heard (p.
    19, 22); twelve queries. What residents can still take part in hinders the closing, and is not told here.
    """
    yield from _contributions(project_id)
    yield from _surveys(project_id)
    yield from _events(project_id)
    yield from _syntheses(project_id)
    if silent := sum(not row.heard for row in groups_heard(project_id)):
        words = ngettext(
            "Nobody has been heard in %(count)d group", "Nobody has been heard in %(count)d groups", silent
        )
        yield LeftUndone(words % {"count": silent}, region_url("participation:coverage", project_id))


def _contributions(project_id: int) -> Iterator[LeftUndone]:
    rows = Contribution.objects.filter(project_id=project_id)
    is_of_use = ~Q(moderation__in=OF_NO_USE)
    waits = Q(contact__wants_answer=True, response=None) & ~Q(channel__in=ANSWERED_ELSEWHERE)
    found = rows.order_by().aggregate(
        unread=Count("pk", filter=Q(moderation=Moderation.PENDING)),
        uncoded=Count("pk", filter=is_of_use & Q(is_coded=False)),
        waiting=Count("pk", filter=is_of_use & waits),
        unseen=Count("pk", filter=is_of_use & Q(response__isnull=False, response__published_at=None)),
    )
    inbox = region_url("participation:inbox", project_id)
    if count := found["unread"]:
        words = ngettext(
            "%(number)s contribution waits to be read", "%(number)s contributions wait to be read", count
        )
        url = f"{inbox}?{urlencode({'moderation': Moderation.PENDING.value})}"
        yield LeftUndone(words % {"number": count}, url)
    if count := found["uncoded"]:
        words = ngettext(
            "%(count)d contribution is not coded", "%(count)d contributions are not coded", count
        )
        yield LeftUndone(words % {"count": count}, f"{inbox}?coded=no")
    if count := found["waiting"]:
        words = ngettext(
            "%(count)d person of whom something was written down waits for an answer",
            "%(count)d people of whom something was written down wait for an answer",
            count,
        )
        yield LeftUndone(words % {"count": count}, f"{inbox}?answered=no")
    if count := found["unseen"]:
        words = ngettext(
            "%(count)d answer is written but not published",
            "%(count)d answers are written but not published",
            count,
        )
        yield LeftUndone(words % {"count": count}, f"{inbox}?answered=unseen")


def _surveys(project_id: int) -> Iterator[LeftUndone]:
    rows = Survey.objects.filter(project_id=project_id).order_by()
    is_over = Q(state=SurveyState.OPEN, closes_on__lt=clock.today())
    is_counted = Q(counted_at__gte=F("closed_at"))
    found = rows.aggregate(
        draft=Count("pk", filter=Q(state=SurveyState.DRAFT)),
        closed=Count("pk", filter=Q(state=SurveyState.CLOSED)),
        counted=Count("pk", filter=Q(state=SurveyState.CLOSED) & is_counted),
        over=Count("pk", filter=is_over),
    )
    url = region_url("participation:survey_list", project_id)
    if count := found["draft"]:
        words = ngettext(
            "%(count)d survey was begun but never published",
            "%(count)d surveys were begun but never published",
            count,
        )
        yield LeftUndone(words % {"count": count}, url)
    if count := found["over"] + found["closed"] - found["counted"]:
        words = ngettext(
            "The answers to %(count)d survey are not counted",
            "The answers to %(count)d surveys are not counted",
            count,
        )
        yield LeftUndone(words % {"count": count}, url)
    held = SurveySubmission.objects.filter(is_held=True, withdrawn_at=None, survey__in=rows)
    if count := held.filter(survey__state=SurveyState.CLOSED).count():
        words = ngettext(
            "%(count)d submission to a survey was held back and is not counted",
            "%(count)d submissions to surveys were held back and are not counted",
            count,
        )
        yield LeftUndone(words % {"count": count}, url)


def _events(project_id: int) -> Iterator[LeftUndone]:
    url = region_url("participation:event_list", project_id)
    if count := still_to_come(project_id).filter(state=EventState.INSIDE).count():
        words = ngettext(
            "%(count)d event is prepared but not held", "%(count)d events are prepared but not held", count
        )
        yield LeftUndone(words % {"count": count}, url)
    over = ParticipationEvent.objects.filter(
        project_id=project_id, begins__isnull=False, day__lt=clock.today(), participants=0
    )
    if count := over.exclude(state=EventState.CALLED_OFF).count():
        words = ngettext(
            "It is not written down who came to %(count)d event",
            "It is not written down who came to %(count)d events",
            count,
        )
        yield LeftUndone(words % {"count": count}, url)


def _syntheses(project_id: int) -> Iterator[LeftUndone]:
    """Yield how many syntheses are not approved of those that something is written in or was said about."""
    sentences = SynthesisSentence.objects.filter(synthesis=OuterRef("pk"))
    said = ContributionCode.objects.filter(
        contribution__project=OuterRef("project"), perspective=OuterRef("perspective")
    ).exclude(contribution__moderation__in=OF_NO_USE)
    drafts = Synthesis.objects.filter(Exists(sentences) | Exists(said), project_id=project_id)
    if count := drafts.filter(state=SynthesisState.DRAFT).count():
        words = ngettext("%(count)d synthesis is not approved", "%(count)d syntheses are not approved", count)
        yield LeftUndone(words % {"count": count}, region_url("participation:synthesis_list", project_id))
