"""What a package would leave unheard if it were frozen now: nothing of it hinders, all of it is said first."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from drafting.queries.gate import voices_answered
from projects.models import Project
from projects.queries.closing import still_open
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
