"""A closed project is read, not written: whatever the verb, the page or the role; but what came in is seen to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
import rules
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from lxml import html

from accounts.enums import Role
from accounts.models import User
from projects.access import goes_on
from projects.domain.ledger import record_event
from projects.enums import ProjectGroup
from projects.models import ProjectEvent, ProjectMember
from servicelofte.common import registry
from servicelofte.common.errors import IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.world import World
from tests.servicelofte.addresses import fill
from tests.trust.closed import shut
from tests.trust.database import region_digest
from tests.trust.forms import forms_of, send
from tests.trust.worlds import ALL, signed_in, whole_world

pytestmark = pytest.mark.django_db

IN_PROJECT = [address for address in ALL if address.is_workspace and "project" in dict(address.parameters)]
# What a closed project's pages may still send: signing out, and what goes on.
SENT = {
    "account_logout",
    "participation:moderate",
    "participation:contribution_redact",
    "participation:contribution_respond",
    "monitoring:feedback_edit",
    "projects:project_reopen",
}
# Kinds of event that belong to the region alone; the ledger is never given a project with them.
OF_REGION = {"body.registered", "body.changed"}
REFUSED = sorted({kind for kind, _words in registry.event_kinds.items()} - OF_REGION) if registry else []


@pytest.fixture
def world(db) -> World:
    return whole_world("ours", "OurCanary")


@pytest.fixture
def closed(world) -> World:
    shut(world)
    return world


def match(page: str, href: str) -> ResolverMatch | None:
    """Return which view a link or form leads to, None outside the house."""
    parts = urlsplit(urljoin(page, href))
    with translation.override(translation.get_language_from_path(parts.path) or translation.get_language()):
        try:
            return resolve(parts.path) if not parts.netloc else None
        except Resolver404:
            return None


def permission_of(found: ResolverMatch) -> str:
    return getattr(getattr(found.func, "view_class", found.func), "permission", "")


def offered(page: str, content: bytes) -> Iterator[str]:
    """Yield the views that the page offers to write in a project: by a form, or by a link to one."""
    document = html.fromstring(content)
    for node in document.iter("form"):
        if (node.get("method") or "get").lower() == "post":
            found = match(page, node.get("action") or "")
            yield found.view_name if found else "?"
    here = match(page, page)
    for node in document.iter("a"):
        found = match(page, node.get("href") or "")
        is_this_page = found and (found.view_name, found.kwargs) == (here.view_name, here.kwargs)
        is_in_project = found and "project" in found.kwargs and not is_this_page  # not the language switch
        permission = permission_of(found) if is_in_project else ""
        if permission and not goes_on(permission):
            yield found.view_name


def member(world: World, role: str) -> User:
    """Return somebody with the role who sits in the project's groups and owns what a person can own in it."""
    person = make_user(world.region, role)
    with region_scope(world.region):
        for group in (ProjectGroup.PROJECT, ProjectGroup.STEERING):
            ProjectMember.objects.create(region=world.region, project=world.project, group=group, user=person)
        for name in ("action", "indicator", "corrective"):
            type(world.rows[name]).objects.update(owner=person)
        type(world.rows["producer"]).objects.update(user=person)
    return person


@pytest.mark.once
@pytest.mark.parametrize("role", Role.values)
def test_no_page_of_a_closed_project_offers_what_would_be_refused(closed, role):
    client = Client()
    client.force_login(member(closed, role))
    wrong, read = [], 0
    for address in IN_PROJECT:
        url = fill(address, closed)
        response = client.get(url)
        if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
            continue
        read += 1
        wrong += [f"{address.name}: {name}" for name in offered(url, response.content) if name not in SENT]
    assert wrong == []
    assert read > (30 if role != Role.PRODUCER else 0)


@pytest.mark.once
def test_the_same_pages_do_offer_it_before(world):
    """Else the test above would be content with pages that offer nothing at all."""
    client = signed_in(world)
    names = {
        name
        for address in IN_PROJECT
        for name in _offered_at(client, fill(address, world))
        if name not in SENT
    }
    assert len(names) > 60


def _offered_at(client: Client, url: str) -> Iterator[str]:
    response = client.get(url)
    if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
        yield from offered(url, response.content)


@pytest.mark.once
def test_form_opened_before_the_closing_writes_nothing_and_never_fails(world):
    """Each form of the project's pages, in the workspace and in public, sent after the closing."""
    client = signed_in(world)
    forms = {}
    for address in ALL:
        if "project" not in dict(address.parameters):
            continue
        url = fill(address, world)
        response = client.get(url)
        if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
            for form in forms_of(url, response.content):
                forms.setdefault((form.action, frozenset(form.fields)), form)
    shut(world)
    before, wrong = region_digest(world.region.pk), []
    for form in forms.values():
        name = match(form.page, form.action).view_name
        if name in SENT:
            continue
        status = send(client, form.action, form.values())
        if status >= 500:
            wrong.append(f"{name}: {status}")
        after = region_digest(world.region.pk)
        if after != before:
            wrong.append(f"{name}: wrote")
            before = after
    assert wrong == []
    assert len(forms) > 60


def test_every_kind_of_event_but_those_named_is_refused(closed):
    taken = []
    with region_scope(closed.region):
        before = region_digest(closed.region.pk)
        for kind in REFUSED:
            if registry.events_when_closed.get(kind) is not None:
                continue
            for actor in (None, closed.owner):
                try:
                    record_event(region=closed.region, project=closed.project, kind=kind, actor=actor)
                    taken.append(kind)
                except IllegalTransition:
                    pass
        assert taken == []
        assert region_digest(closed.region.pk) == before


def test_every_kind_that_goes_on_is_taken(closed):
    with region_scope(closed.region):
        kinds = [kind for kind, _why in registry.events_when_closed.items()]
        for kind in kinds:
            record_event(region=closed.region, project=closed.project, kind=kind)
        told = ProjectEvent.objects.order_by("-pk").values_list("kind", flat=True)[: len(kinds)]
        assert sorted(told) == sorted(kinds)


def test_what_goes_on_is_named_by_words_that_exist():
    kinds = {kind for kind, _words in registry.event_kinds.items()}
    assert {kind for kind, _why in registry.events_when_closed.items()} <= kinds
    assert [
        name for name, _why in registry.permissions_when_closed.items() if not rules.perm_exists(name)
    ] == []


def test_staff_and_residents_are_told_in_their_own_words(closed, in_english):
    with region_scope(closed.region):
        with pytest.raises(IllegalTransition, match="Open it again before you change it"):
            record_event(
                region=closed.region, project=closed.project, kind="action.moved", actor=closed.owner
            )
        with pytest.raises(IllegalTransition, match="nothing more is taken in"):
            record_event(region=closed.region, project=closed.project, kind="contribution.received")
