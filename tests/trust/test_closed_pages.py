"""What a closed project looks like: to residents, on the page where it is closed, in lists and reminders."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.test import Client
from django.urls import reverse

from drafting.models import Consultation, DraftVersion
from implementation.phase import work_of as delivery_of
from implementation.queries.reminders import delivery_reminders
from monitoring.phase import work_of as follow_up_of
from monitoring.queries.reminders import follow_up_reminders
from participation.models import Contribution, Response
from projects.domain.project import reopen_project
from projects.models import Project, ProjectEvent
from projects.queries.project import due_rows
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.tokens import receipt_code
from servicelofte.portal.queries import promises_in_force, ways_to_take_part
from tests.factories.world import World
from tests.trust.closed import settle, shut
from tests.trust.worlds import signed_in, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NOON = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)
DAY = "10\u00a0March 2027"


@pytest.fixture
def world(db):
    with clock.fixed(NOON):
        made = whole_world("ours", "OurCanary")
        with region_scope(made.region):
            DraftVersion.objects.update(state="decided")
        yield made


def public(world: World, name: str, *keys: object) -> str:
    return reverse(name, args=[world.region.slug, world.project.slug, *keys])


def read(address: str) -> str:
    return Client().get(address).content.decode()


PUBLIC = (
    "public_project",
    "monitoring:promise",
    "drafting:draft",
    "drafting:comment_list",
    "drafting:answers",
)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_says_at_once_when_the_project_was_closed(
    world, name, django_capture_on_commit_callbacks
):
    """It stood in the store of kept pages before, and does again once the project is taken up."""
    settle(world)
    address = public(world, name)
    assert "The project was closed" not in read(address)
    with django_capture_on_commit_callbacks(execute=True):
        shut(world)
    page = read(address)
    assert f"The project was closed on {DAY}" in page
    assert "Nu är det klart" not in page, "the reason was written for those who work on the project"
    with region_scope(world.region), django_capture_on_commit_callbacks(execute=True):
        project = Project.objects.select_related("region").get(pk=world.project.pk)
        reopen_project(project=project, actor=world.owner, reason="Vi fortsätter")
    assert "The project was closed" not in read(address)


def test_promise_of_a_closed_project_is_no_longer_followed_and_asks_for_no_feedback(world):
    promise, feedback = public(world, "monitoring:promise"), public(world, "monitoring:feedback_form")
    assert feedback in read(promise)
    shut(world)
    pages = [read(f"{promise}?x=1"), read(f"{public(world, 'public_project')}?x=1")]
    assert "no longer followed up" in pages[0]
    assert [feedback in page for page in pages] == [False, False]
    figures = read(f"{public(world, 'monitoring:indicator', world.rows['indicator'].pk)}?x=1")
    assert "no longer followed up" in figures
    with region_scope(world.region):
        assert ways_to_take_part(world.region).feedback == []
        assert [row.is_followed for row in promises_in_force(world.region)] == [False]


def test_form_for_feedback_of_a_closed_project_says_so_and_leads_on(world):
    address = public(world, "monitoring:feedback_form")
    shut(world)
    page = read(address)
    assert "Feedback on this promise is no longer taken" in page
    assert "<form" not in page
    assert reverse("participation:receipt_open") in page


def test_feedback_begun_before_the_closing_keeps_its_words(world):
    from tests.trust.forms import forms_of

    address, client = public(world, "monitoring:feedback_form"), Client()
    form = forms_of(address, client.get(address).content)[0]
    shut(world)
    sent = {**form.values(), "words": ["Telefonen ringer bara"], "website": [""]}
    with region_scope(world.region):
        before = Contribution.objects.count()
    answer = client.post(form.action, {name: values[0] for name, values in sent.items()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nothing more is taken in" in page
    assert "Telefonen ringer bara" in page
    with region_scope(world.region):
        assert Contribution.objects.count() == before


def test_receipt_in_a_closed_project_offers_everything_but_new_words(world):
    with region_scope(world.region):
        row = Contribution.objects.get(channel="feedback")
    code = receipt_code(purpose="receipt", uuid=row.uuid, generation=1)
    address = reverse("participation:receipt")
    change = reverse("participation:receipt_change")
    assert change in Client().post(address, {"code": code}).content.decode()
    shut(world)
    page = Client().post(address, {"code": code}).content.decode()
    assert f"The project was closed on {DAY}" in page
    assert change not in page
    for name in ("withdraw", "erase", "renew", "follow"):
        assert reverse(f"participation:receipt_{name}") in page
    refused = Client().post(change, {"code": code, "words": "Hellre så här"})
    assert refused.status_code == 422
    assert "Hellre så här" in refused.content.decode()


def test_page_of_closing_lists_what_is_open_and_leads_there(world):
    client = signed_in(world)
    address = reverse("projects:project_close", args=[world.region.slug, world.project.pk])
    page = client.get(address).content.decode()
    survey = reverse(
        "participation:survey_detail",
        args=[world.region.slug, world.project.pk, world.rows["survey"].pk],
    )
    versions = reverse("drafting:version_list", args=[world.region.slug, world.project.pk])
    assert [f'href="{survey}"' in page, f'href="{versions}?promise={world.promise.pk}"' in page] == [
        True,
        True,
    ]
    assert "open until and including 11\u00a0March 2027" in page
    assert 'name="reason"' not in page, "no button that can only be refused"
    sent = client.post(address, {"reason": "Vi slår ihop löftena"})
    assert sent.status_code in (200, 422)
    assert "Vi slår ihop löftena" in sent.content.decode(), "a reason once written is kept"
    assert "still open to others" in sent.content.decode()
    settle(world)
    assert 'name="reason"' in client.get(address).content.decode()
    assert client.post(address, {"reason": "Vi slår ihop löftena"}).status_code == 302
    with region_scope(world.region):
        assert Project.objects.get(pk=world.project.pk).state == "closed"


def test_form_of_a_closed_project_gives_way_to_the_way_on(world):
    shut(world)
    client = signed_in(world)
    address = reverse("implementation:action_create", args=[world.region.slug, world.project.pk])
    page = client.get(address).content.decode()
    assert "This cannot be done in a closed project" in page
    assert reverse("projects:project_reopen", args=[world.region.slug, world.project.pk]) in page


def test_nobody_is_reminded_of_a_closed_project_but_of_what_waits_for_an_answer(world):
    with region_scope(world.region):
        Response.objects.all().delete()
        for name in ("action", "indicator", "corrective", "feedback"):
            type(world.rows[name]).objects.update(owner=world.owner)
        type(world.rows["indicator"]).objects.update(next_due_on=clock.today())
        type(world.rows["producer"]).objects.update(user=world.owner)

    def waiting() -> list[int]:
        with every_region():
            mails = [len(list(source(NOON))) for source in (delivery_reminders, follow_up_reminders)]
        with region_scope(world.region):
            project = Project.objects.get(pk=world.project.pk)
            return [
                *mails,
                len(list(delivery_of(world.owner, world.region.pk))),
                len(list(follow_up_of(world.owner, world.region.pk))),
                len(due_rows(project, limit=50)),
            ]

    before = waiting()
    shut(world)
    assert before[:4] == [1, 1, 1, 3]
    assert before[4] > 4
    assert waiting() == [0, 1, 0, 1, 1]


def test_opinion_that_is_awaited_is_not_asked_for_again_after_the_closing(world):
    from drafting.models import Opinion, OpinionRequest, OpinionStance

    with region_scope(world.region):
        OpinionStance.objects.all().delete()
        Opinion.objects.all().delete()
        OpinionRequest.objects.update(state="invited", invited_at=NOON - dt.timedelta(days=9))

    def asked() -> int:
        with every_region():
            return len(list(registry.reminders["drafting.opinions"](NOON)))

    assert asked() == 1
    with region_scope(world.region):
        Project.objects.update(state="closed")
    assert asked() == 0


def test_package_of_a_closed_project_waits_for_nobody(world):
    with region_scope(world.region):
        type(world.rows["milestone"]).objects.update(calendar="council")
        found = [len(list(registry.my_work["decisions.packages"](world.owner, world.region.pk)))]
        shut(world)
        found.append(len(list(registry.my_work["decisions.packages"](world.owner, world.region.pk))))
    assert found == [1, 0]


def test_nothing_is_said_to_be_open_in_a_project_that_is_closed(world):
    """Should a consultation still stand open when a project was closed, nobody is led to it."""
    with region_scope(world.region):
        assert len(ways_to_take_part(world.region).open_now) == 2
        Project.objects.update(state="closed")
        assert Consultation.objects.get().is_open()
        assert ways_to_take_part(world.region).open_now == []
        assert not ProjectEvent.objects.filter(kind="project.closed").exists()


def test_note_and_coding_begun_before_the_closing_are_refused_in_sight(world):
    """Their forms stand on pages that no longer offer them: what was written and why it was refused is shown."""
    shut(world)
    client, place = signed_in(world), [world.region.slug, world.project.pk]
    row = world.rows["contribution"]
    note = client.post(
        reverse("participation:contribution_note", args=[*place, row.pk]), {"body": "Ring upp henne"}
    )
    coded = client.post(
        reverse("participation:inbox_code", args=place), {"ids": [row.pk], "code-about": ["quality:resident"]}
    )
    for answer in (note, coded):
        assert answer.status_code == 422
        assert "The project is closed. Open it again before you change it." in html.unescape(
            answer.content.decode()
        )
    assert "Ring upp henne" in note.content.decode()
