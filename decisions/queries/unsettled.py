"""What a package would leave unheard if it were frozen, and what a decision finds undone; none of it is a hindrance."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drafting.enums import OPEN_STATES, ConsultationState
from drafting.models import Consultation, OpinionRequest
from drafting.queries.bodies import body_name
from drafting.queries.gate import voices_answered
from projects.enums import PhaseKey, PhaseState, ProjectState
from projects.models import Project, ProjectPhase, ServicePromise
from projects.queries.closing import still_open
from servicelofte.common import clock
from servicelofte.common.registry import StillOpen


@dataclass(frozen=True)
class Unsettled:
    """Who can still speak and until when, and how many comments and opinions nobody has gone through."""

    open: list[StillOpen]
    voices: int
    voices_url: str

    def __bool__(self) -> bool:
        return bool(self.open or self.voices)


def unsettled(project: Project) -> Unsettled:
    """Return what of a project is not settled; one query, and those of `registry.still_open`.

    It is asked of the whole project: a hearing about one of its promises may concern the other.
    """
    done, wanted = voices_answered(project.pk)
    url = reverse("drafting:analysis", args=[project.region.slug, project.pk])
    return Unsettled(
        open=still_open(project), voices=wanted - done, voices_url=f"{url}?{urlencode({'outcome': 'none'})}"
    )


def still_asked(promise: ServicePromise) -> list[StillOpen]:
    """Return who is still asked for their view of a promise's draft, though nothing can come of it once the council has
    decided: open commenting and awaited opinions, the soonest first; two queries.
    """
    place = [promise.project.region.slug, promise.project_id]
    today = clock.today()
    consultations = Consultation.objects.filter(draft__promise=promise, closes_on__gte=today)
    versions = reverse("drafting:version_list", args=place)
    found = [
        StillOpen(
            label=_("Comments on version %(number)s of the draft") % {"number": row.draft.number},
            until=row.closes_on,
            url=f"{versions}?{urlencode({'promise': promise.pk})}",
            todo="",
        )
        for row in consultations.exclude(state=ConsultationState.CLOSED)
        .select_related("draft")
        .defer("draft__snapshot")
    ]
    awaited = OpinionRequest.objects.filter(
        consultation__draft__promise=promise, state__in=OPEN_STATES, due_on__gte=today
    )
    found += [
        StillOpen(
            label=_("Statement of opinion: %(body)s") % {"body": body_name(row.body).text},
            until=row.due_on,
            url=reverse("drafting:request_list", args=place),
            todo="",
        )
        for row in awaited.select_related("body").order_by("pk")
    ]
    return sorted(found, key=lambda row: row.until)


@dataclass(frozen=True)
class PhaseBehind:
    """A phase in which the project still stands, though what it prepares has been decided."""

    title: str
    url: str


def phase_behind(project: Project) -> PhaseBehind | None:
    """Return the first phase before the council's decision that is neither finished nor left out, or None; one query.

    Until it is passed, everybody reads of a decided promise that it is still being prepared. None of a closed project:
    nobody can pass a phase of it.
    """
    if project.state == ProjectState.CLOSED:
        return None
    keys = list(PhaseKey)
    before = keys[: keys.index(PhaseKey.DECISION)]
    unfinished = ProjectPhase.objects.filter(
        project=project, key__in=before, state__in=(PhaseState.WAITING, PhaseState.CURRENT)
    )
    phase = unfinished.order_by("number").first()
    if phase is None:
        return None
    url = reverse("projects:phase_detail", args=[project.region.slug, project.pk, phase.key])
    return PhaseBehind(title=phase.title, url=url)
