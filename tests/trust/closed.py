"""A project with one row of everything, made ready to be closed, and closed."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from drafting.models import Consultation
from participation.models import ParticipationEvent, Survey
from projects.domain.project import close_project
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.world import World


def settle(world: World) -> None:
    """Close what is open to others: the survey and the consultation of the world; the event is over."""
    with region_scope(world.region):
        ParticipationEvent.objects.update(day=clock.today() - dt.timedelta(days=1))
        Survey.objects.update(state="closed")
        Consultation.objects.update(state="closed")


def shut(world: World, *, actor: User | None = None) -> None:
    """Close the world's project, after what is open in it; its rows know of it."""
    settle(world)
    with region_scope(world.region):
        project = Project.objects.select_related("region").get(pk=world.project.pk)
        close_project(project=project, actor=actor or world.owner, reason="Nu är det klart")
    world.project.state, world.project.version = project.state, project.version
