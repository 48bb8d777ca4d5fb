"""Builds the demo: what is missing of each region is made in one transaction, in the order in which it happened."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import translation

from accounts.models import Region
from notices.enums import MailState
from notices.models import OutboxMail
from projects.domain.ledger import seal_events
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.management.demo import (
    beginnings,
    content_files,
    decisions,
    deliveries,
    drafts,
    followups,
    hearings,
    regions,
    remiss,
    surveys,
)
from servicelofte.management.demo.agenda import Agenda
from servicelofte.management.demo.story import Cast, Story

PLANS: tuple[Callable[[Story], None], ...] = (
    beginnings.plan,
    hearings.plan,
    surveys.plan,
    drafts.plan,
    remiss.plan,
    decisions.plan,
    deliveries.plan,
    followups.plan,
)


def build_demo() -> dict[str, Cast]:
    """Make the operator and both regions with their projects, where they are missing; returns the casts by region."""
    regions.make_operator()
    casts = {}
    for facts in content_files.regions():
        with transaction.atomic(), translation.override("sv"):
            casts[facts["slug"]] = _build_region(facts)
    return casts


def _build_region(facts: dict) -> Cast:
    cast = regions.cast_region(facts)
    with region_scope(cast.region):
        keys = [
            key for key in content_files.projects_of(facts["slug"]) if find_project(cast.region, key) is None
        ]
        agenda = Agenda()
        for key in keys:
            story = Story(key, cast, agenda, content_files.project(key))
            for plan in PLANS:
                plan(story)
        agenda.run()
        seal_events(region=cast.region)
        _settle_mail()
    return cast


def _settle_mail() -> None:
    """Count the mail of earlier days as sent then, so that nobody is invited today to what closed years ago."""
    old = OutboxMail.objects.filter(state=MailState.DUE, due_at__lt=clock.start_of(clock.today()))
    old.update(state=MailState.SENT, sent_at=F("due_at"))


def find_project(region: Region, key: str) -> Project | None:
    """Return the project of the demo that was built from the content `key`, by its title, or None."""
    title = content_files.project(key)["project"]["titles"][region.languages[0]]
    return Project.objects.filter(**{f"title_{region.languages[0]}": title}).order_by("pk").first()
