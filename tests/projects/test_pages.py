"""Pages of the workspace: who may open them, what they show, what a form does, what they cost at any size."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import escape

from drafting.models import Consultation, OpinionRequest
from projects.domain.guide import answer_item
from projects.domain.ledger import record_event
from projects.domain.member import add_member
from projects.domain.milestone import add_milestone
from projects.domain.phase import pass_gate
from projects.domain.project import close_project, update_project
from projects.domain.resource import add_resource
from projects.enums import AnswerState, GuideKind, PhaseKey, ProjectGroup, ResourceKind
from projects.models import GuideAnswer, GuideItem, Milestone, Project, ProjectMember, ProjectPhase
from servicelofte.common import clock, registry
from servicelofte.common.registry import HeardRow
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.decisions import make_version
from tests.factories.drafting import make_consultation
from tests.factories.monitoring import decide, make_feedback, make_indicator, make_measurement, make_status
from tests.factories.projects import make_statement, start
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.support import assert_constant_queries

PAGES = [
    "project_detail",
    "project_edit",
    "member_list",
    "member_create",
    "resource_list",
    "resource_create",
    "milestone_list",
    "milestone_create",
    "project_plan",
    "event_list",
    "project_close",
]
PHASE_PAGES = [
    "phase_detail",
    "phase_edit",
    "phase_intent",
    "phase_pass",
    "phase_reopen",
    "phase_leave_out",
    "guide_create",
]


@pytest.fixture
def project(region):
    return start(region)


def url(project, name, *args):
    return reverse(f"projects:{name}", args=[project.region.slug, project.pk, *args])


def in_language(address, language):
    return f"/{language}{address[3:]}"


def phase_url(project, name, key=PhaseKey.START):
    return url(project, name, key.value)


def question(project):
    with region_scope(project.region):
        return GuideItem.objects.filter(phase__project=project, kind=GuideKind.QUESTION).order_by(
            "phase__number", "order"
        )[0]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_in_every_language(client, preparer, project, name, language):
    response = client.get(in_language(url(project, name), language))
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("name", PHASE_PAGES)
def test_phase_page_opens(client, preparer, project, name):
    assert client.get(phase_url(project, name)).status_code == 200


@pytest.mark.requirement(134)
@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [
        ("administrator", 200, 200),
        ("preparer", 200, 200),
        ("secretary", 200, 403),
        ("manager", 200, 403),
        ("observer", 200, 403),
        ("producer", 403, 403),
    ],
)
def test_roles_read_and_change_as_far_as_they_reach(client, project, role, reads, changes):
    client.force_login(make_user(project.region, role))
    assert client.get(url(project, "project_detail")).status_code == reads
    assert client.get(phase_url(project, "phase_detail")).status_code == reads
    for address in (
        url(project, "project_edit"),
        phase_url(project, "phase_pass"),
        url(project, "member_create"),
    ):
        assert client.get(address).status_code == changes
    start_address = reverse("projects:project_create", args=[project.region.slug])
    assert client.get(start_address).status_code == changes


def test_manager_in_the_project_group_works_on_the_project(client, project):
    user = make_user(project.region, "manager")
    with region_scope(project.region):
        add_member(project=project, actor=None, group=ProjectGroup.PROJECT, user=user)
    client.force_login(user)
    assert client.get(url(project, "project_edit")).status_code == 200
    assert client.post(url(project, "guide_switch", question(project).pk), {"on": "0"}).status_code == 302
    assert client.get(phase_url(project, "phase_pass")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_colleague_of_another_region_finds_nothing(client, project, twin_region, name):
    client.force_login(make_user(twin_region, "administrator"))
    assert client.get(url(project, name)).status_code == 404
    borrowed = reverse(f"projects:{name}", args=[twin_region.slug, project.pk])
    assert client.get(borrowed).status_code == 404


def test_signed_out_visitor_is_sent_to_sign_in_whether_or_not_the_project_exists(client, project):
    there = client.get(url(project, "project_detail"))
    missing = client.get(reverse("projects:project_detail", args=[project.region.slug, 987654]))
    assert (there.status_code, missing.status_code) == (302, 302)


def test_project_is_started_from_the_form(client, preparer, region):
    address = reverse("projects:project_create", args=[region.slug])
    values = {
        "title_sv": "Löftet",
        "title_fi": "Lupaus",
        "period_from": 2027,
        "period_to": 2029,
        "starts_on": "2026-02-01",
        "parent_document": "service_strategy",
        "is_public": "on",
        "opened_version": 1,
    }
    response = client.post(address, values)
    with region_scope(region):
        project = Project.objects.get(title_sv="Löftet")
    assert response.url.endswith(f"/projects/{project.pk}/")
    refused = client.post(address, {**values, "title_fi": "", "period_to": 2026})
    assert set(refused.context["form"].errors) == {"title_fi", "period_to"}


@pytest.mark.requirement(135)
def test_closing_the_preparation_without_a_reason_is_refused_beside_the_field(client, preparer, project):
    form = client.get(url(project, "project_edit")).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    values["is_public"] = ""
    response = client.post(url(project, "project_edit"), values)
    assert response.status_code == 200
    assert "closed_reason" in response.context["form"].errors
    response = client.post(url(project, "project_edit"), {**values, "closed_reason": "Upphandling"})
    assert response.status_code == 302
    with region_scope(project.region):
        assert not Project.objects.get(pk=project.pk).is_public


def test_second_editor_sees_the_conflict_and_keeps_the_text(client, preparer, project):
    with region_scope(project.region):
        phase = ProjectPhase.objects.get(project=project, key=PhaseKey.START)
    address = phase_url(project, "phase_intent")
    assert client.post(address, {"intent": "Först", "opened_version": phase.version}).status_code == 302
    response = client.post(address, {"intent": "Sedan", "opened_version": phase.version})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Först" in page
    assert "Sedan" in page
    with region_scope(project.region):
        assert ProjectPhase.objects.get(pk=phase.pk).intent == "Först"
    merged = {"intent": "Sedan", "opened_version": response.context["form"]["opened_version"].value()}
    assert client.post(address, merged).status_code == 302


def test_conflict_over_a_form_of_a_reason_alone_keeps_the_reason_and_sending_again_saves(
    client, preparer, project, monkeypatch
):
    """Such a form has no stored text of its own to stand beside the person's."""

    def after_a_colleague(*, project, **values):
        monkeypatch.setattr("projects.views.project.close_project", close_project)
        changes = {"title_sv": "Kollegans namn"}
        update_project(project=_stored(project), actor=None, expected=project.version, changes=changes)
        return close_project(project=project, **values)

    monkeypatch.setattr("projects.views.project.close_project", after_a_colleague)
    client.force_login(preparer)
    refused = client.post(url(project, "project_close"), {"reason": "Lades ned"})
    assert refused.status_code == 409
    assert "Lades ned" in refused.content.decode()
    assert client.post(url(project, "project_close"), {"reason": "Lades ned"}).status_code == 302
    assert _stored(project).state == "closed"
    assert _stored(project).title_sv == "Kollegans namn"


def _stored(project):
    with region_scope(project.region):
        return Project.objects.select_related("region").get(pk=project.pk)


def test_second_answer_is_a_conflict_that_keeps_the_text(client, preparer, project):
    address = url(project, "guide_answer", question(project).pk)
    values = {"state": "done", "words": "Först", "opened_version": 0}
    assert client.post(address, values).status_code == 302
    response = client.post(address, {**values, "words": "Sedan"})
    assert response.status_code == 409
    assert "Sedan" in response.content.decode()
    with region_scope(project.region):
        assert GuideAnswer.objects.get(item=question(project)).words == "Först"


def test_answering_goes_on_to_the_next_question_when_asked(client, preparer, project):
    address = url(project, "guide_answer", question(project).pk)
    response = client.post(address, {"state": "done", "opened_version": 0, "go_on": "on"})
    assert "/answer/" in response.url
    assert response.url != address


def test_question_left_empty_is_passed_by_without_an_answer(client, preparer, project):
    address = url(project, "guide_answer", question(project).pk)
    response = client.post(address, {"opened_version": 0, "go_on": "on"}, follow=True)
    assert "/answer/" in response.redirect_chain[0][0]
    assert response.redirect_chain[0][0] != address
    assert "Du skrev ingenting, och ingenting har ändrats." in response.text
    assert "Svaret är sparat." not in response.text
    with region_scope(project.region):
        assert not GuideAnswer.objects.exists()


def test_words_answer_a_question_and_leave_a_line_to_be_judged(client, preparer, project):
    client.post(url(project, "guide_answer", question(project).pk), {"opened_version": 0, "words": "En del."})
    with region_scope(project.region):
        assert GuideAnswer.objects.get().state == "done"
        line = GuideItem.objects.filter(phase__project=project, kind=GuideKind.CHECKLIST).first()
    response = client.post(url(project, "guide_answer", line.pk), {"opened_version": 0, "words": "En del."})
    assert response.context["form"].errors == {"state": ["Välj hur det ser ut."]}
    with region_scope(project.region):
        assert GuideAnswer.objects.count() == 1


def test_statement_of_intent_is_written_before_it_is_saved_and_can_be_taken_back(client, preparer, project):
    address = phase_url(project, "phase_intent")
    response = client.post(address, {"intent": "", "opened_version": 1})
    assert response.context["form"].errors == {
        "intent": ["Skriv med en eller två meningar vad ni vill med löftet."]
    }
    client.post(address, {"intent": "Ingen väntar.", "opened_version": 1})
    assert client.post(address, {"intent": "", "reason": "Rådet", "opened_version": 2}).status_code == 302


def test_phase_page_says_what_the_phase_is_for_and_what_is_wanted_with_the_promise(client, preparer, project):
    client.post(phase_url(project, "phase_intent"), {"intent": "Ingen väntar ensam.", "opened_version": 1})
    page = client.get(phase_url(project, "phase_detail")).text
    with region_scope(project.region):
        phase = project.phases.get(key=PhaseKey.START)
    assert phase.intent == "Ingen väntar ensam."
    for words in (phase.intent, phase.purpose, "Innan fas 1 kan avslutas"):
        assert words in page


def test_rows_of_the_gate_that_stay_on_the_page_lead_to_the_part_they_name(client, preparer, project):
    address = phase_url(project, "phase_detail")

    def led_to():
        response = client.get(address)
        links = [row.url.partition("#") for row in response.context["page"]["gate"]]
        anchors = [anchor for page, _mark, anchor in links if page == address]
        assert [name for name in anchors if f'id="{name}"' not in response.content.decode()] == []
        return anchors

    first = question(project)
    assert len(led_to()) == 3
    assert f"item-{first.pk}" in led_to()
    with region_scope(project.region):
        answer_item(item=first, actor=None, expected=0, state=AnswerState.DONE, words="Ja")
    assert f"item-{first.pk}" not in led_to(), "it leads to the first that is still open"


def test_open_gate_asks_for_the_reason_beside_the_field(client, preparer, project):
    response = client.post(phase_url(project, "phase_pass"), {"reason": ""})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["reason"]
    response = client.post(phase_url(project, "phase_pass"), {"reason": "Vi går vidare"})
    assert response.url == url(project, "project_detail")
    page = client.get(phase_url(project, "phase_detail")).content.decode()
    assert "Vi går vidare" in page


def test_passing_a_gate_that_is_not_under_way_is_told_on_the_page(client, preparer, project):
    response = client.post(phase_url(project, "phase_pass", PhaseKey.DECISION), {"reason": "x"})
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


@pytest.mark.requirement(19)
def test_phase_and_step_and_text_are_switched_by_buttons(client, preparer, project):
    leave_out = phase_url(project, "phase_leave_out", PhaseKey.DECISION)
    assert client.post(leave_out, {"reason": "Behövs inte"}).status_code == 302
    assert client.post(phase_url(project, "phase_take_up", PhaseKey.DECISION)).status_code == 302
    item = question(project)
    assert client.post(url(project, "guide_switch", item.pk), {"on": "0"}).status_code == 302
    step = url(project, "step_switch", PhaseKey.START.value, item.step_key)
    assert client.post(step, {"on": "0"}).status_code == 302
    with region_scope(project.region):
        assert not GuideItem.objects.filter(
            phase__project=project, step_key=item.step_key, is_on=True
        ).exists()


def test_phase_that_is_left_out_is_to_be_done_by_no_day(client, preparer, project):
    address = phase_url(project, "phase_detail", PhaseKey.DECISION)
    with region_scope(project.region):
        ProjectPhase.objects.filter(project=project).update(ends_on=clock.today())
    terms = [fact["term"] for fact in client.get(address).context["facts"]]
    client.post(phase_url(project, "phase_leave_out", PhaseKey.DECISION), {"reason": "Behövs inte"})
    left = [fact["term"] for fact in client.get(address).context["facts"]]
    assert [term for term in terms if term not in left] == ["Ska vara klar senast"]


def test_step_switched_twice_is_switched_once_and_an_unknown_one_is_not_found(client, preparer, project):
    step = url(project, "step_switch", PhaseKey.START.value, question(project).step_key)
    again = [client.post(step, {"on": "0"}, follow=True) for _press in range(2)]
    assert [page.status_code for page in again] == [200, 200]
    assert client.post(url(project, "step_switch", PhaseKey.START.value, "no-such-step")).status_code == 404


def test_what_a_button_does_in_vain_is_told_on_the_page_it_leads_to(client, preparer, project):
    refused = client.post(phase_url(project, "phase_take_up", PhaseKey.DECISION), follow=True)
    assert refused.status_code == 200
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]


def test_state_changes_by_post_only(client, preparer, project):
    item = question(project)
    step = url(project, "step_switch", PhaseKey.START.value, item.step_key)
    for address in (phase_url(project, "phase_take_up"), url(project, "guide_switch", item.pk), step):
        assert client.get(address).status_code == 405


def test_unknown_phase_step_and_text_are_not_found(client, preparer, project):
    for address in (
        url(project, "phase_detail", "no_such_phase"),
        url(project, "step_edit", PhaseKey.START.value, "no_such_step"),
        url(project, "guide_answer", 987654),
    ):
        assert client.get(address).status_code == 404


def test_second_of_two_who_name_a_step_is_told_and_overwrites_nothing_unread(client, preparer, project):
    item = question(project)
    there = url(project, "step_edit", PhaseKey.START.value, item.step_key)
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    theirs = {**sent, "title_sv": "Deras", "title_fi": "Heidän"}
    mine = {**sent, "title_sv": "Min", "title_fi": "Minun"}
    assert client.post(there, theirs).status_code == 302
    assert client.post(there, theirs).status_code == 302  # sent twice
    refused = client.post(there, mine)
    assert refused.status_code == 409
    assert refused.context["form"]["title_sv"].value() == "Min"
    told = [(field["theirs"], field["mine"]) for field in refused.context["fields"]]
    assert told[:2] == [("Deras", "Min"), ("Heidän", "Minun")]
    assert '<input type="hidden" name="seen"' in refused.text
    with region_scope(project.region):
        assert GuideItem.objects.get(pk=item.pk).step_title_sv == "Deras"
    again = {**mine, "seen": refused.context["form"]["seen"].value()}
    assert client.post(there, again).status_code == 302
    with region_scope(project.region):
        assert GuideItem.objects.get(pk=item.pk).step_title_sv == "Min"


@pytest.mark.requirement(39)
def test_members_are_added_changed_and_let_go(client, preparer, project):
    values = {"group": "steering", "user": preparer.pk, "name": "", "duty": "Ordförande", "opened_version": 1}
    assert client.post(url(project, "member_create"), values).status_code == 302
    again = client.post(url(project, "member_create"), values)
    assert "user" in again.context["form"].errors
    with region_scope(project.region):
        member = ProjectMember.objects.get()
    edit = url(project, "member_edit", member.pk)
    assert client.post(edit, {"duty": "Sekreterare", "opened_version": 1}).status_code == 302
    assert client.post(url(project, "member_deactivate", member.pk)).status_code == 302
    with region_scope(project.region):
        member.refresh_from_db()
        assert (member.duty, member.is_active) == ("Sekreterare", False)


def test_resource_takes_a_decimal_comma(client, preparer, project):
    values = {"kind": "money", "label": "Budget", "amount": "12 500,50", "opened_version": 1}
    assert client.post(url(project, "resource_create"), values).status_code == 302
    page = client.get(url(project, "resource_list")).content.decode()
    assert "Budget" in page


def test_milestone_is_reached_and_removed(client, preparer, project):
    values = {
        "title_sv": "Fullmäktige",
        "title_fi": "",
        "day": "2027-02-09",
        "calendar": "council",
        "opened_version": 1,
    }
    assert client.post(url(project, "milestone_create"), values).status_code == 302
    with region_scope(project.region):
        milestone = Milestone.objects.get()
    assert client.post(url(project, "milestone_done", milestone.pk), {"done": "1"}).status_code == 302
    with region_scope(project.region):
        assert Milestone.objects.get().is_done
    assert client.post(url(project, "milestone_remove", milestone.pk)).status_code == 302
    assert client.get(url(project, "milestone_edit", milestone.pk)).status_code == 404


def test_taking_a_milestone_or_a_resource_away_is_asked_on_a_page_that_names_it(client, preparer, project):
    with region_scope(project.region):
        milestone = add_milestone(
            project=project, actor=preparer, title="Fullmäktige", day=dt.date(2031, 2, 9)
        )
        resource = add_resource(project=project, actor=preparer, kind="money", label="Tryck", amount=100)
    for row, listed, name, words in (
        (milestone, "milestone_list", "milestone_remove", "Fullmäktige"),
        (resource, "resource_list", "resource_remove", "Tryck"),
    ):
        address = url(project, name, row.pk)
        page = client.get(url(project, listed)).content.decode()
        assert f'href="{address}"' in page
        assert f'action="{address}"' not in page
        asked = client.get(address)
        assert (asked.status_code, words in asked.content.decode()) == (200, True)
        with region_scope(project.region):
            assert type(row).objects.filter(pk=row.pk).exists()
        assert client.post(address).url == url(project, listed)
        with region_scope(project.region):
            assert not type(row).objects.filter(pk=row.pk).exists()


def test_title_of_a_milestone_is_read_in_the_readers_language_and_marked_when_it_is_in_another(
    client, preparer, project
):
    day = dt.date(2031, 2, 9)
    with region_scope(project.region):
        add_milestone(project=project, actor=None, day=day, title_sv="Beslut", title_fi="Päätös")
        add_milestone(project=project, actor=None, day=day, title_sv="Mangling")
    for name in ("milestone_list", "project_plan", "project_detail"):
        page = client.get(in_language(url(project, name), "fi")).content.decode()
        assert "Päätös" in page, name
        assert "Beslut" not in page, name
        assert re.search(r'lang="sv">(<a [^>]*>)?Mangling', page), name
    values = {"title_sv": " ", "title_fi": "", "day": "2027-02-09", "calendar": "council"}
    refused = client.post(url(project, "milestone_create"), {**values, "opened_version": 1})
    assert refused.context["form"].errors["title_sv"]


def test_rows_of_another_project_are_not_found(client, preparer, project, region):
    other = start(region)
    with region_scope(region):
        member = add_member(project=other, actor=None, group=ProjectGroup.OTHER, name="Matti")
        row = add_milestone(project=other, actor=None, title="Beslut", day=dt.date(2027, 2, 9))
        item = GuideItem.objects.filter(phase__project=other)[0]
    assert client.get(url(project, "member_edit", member.pk)).status_code == 404
    assert client.post(url(project, "milestone_remove", row.pk)).status_code == 404
    assert client.post(url(project, "guide_switch", item.pk), {"on": "0"}).status_code == 404


def test_project_page_shows_gate_due_heard_and_last_events(client, preparer, project, monkeypatch):
    rows = [HeardRow("Ungdomsfullmäktige", gap="inte hörda än"), HeardRow("Äldrerådet", percent=100)]
    monkeypatch.setattr(registry.heard, "_entries", {"test": lambda slug, project_id: rows})
    with region_scope(project.region):
        add_milestone(project=project, actor=preparer, title="Fullmäktige", day=dt.date(2031, 2, 9))
    page = client.get(in_language(url(project, "project_detail"), "en")).content.decode()
    for words in (
        "Before phase 1 can be closed",
        "Ungdomsfullmäktige",
        "inte hörda än",
        "Fullmäktige",
        "A milestone was added to the timetable",
        "The project was started",
    ):
        assert words in page


def test_project_whose_phases_are_finished_leads_to_closing_it(client, preparer, project):
    address = url(project, "project_close")
    assert address not in client.get(url(project, "project_detail")).text
    with region_scope(project.region):
        project.phases.update(state="done")
    assert f'href="{address}"' in client.get(url(project, "project_detail")).text


def test_closing_tells_what_would_be_left_undone_and_hinders_nothing(client, preparer, project):
    year = clock.today().year
    draft = make_version(project)
    promise = draft.promise
    with region_scope(project.region):
        measured, judged = promise.statements.all()
    neither = make_statement(promise)
    make_measurement(make_indicator(promise, measured), clock.today(), 50)
    make_indicator(promise, neither)
    make_status(judged, "kept")
    make_status(neither, "not_measured")
    make_feedback(promise)
    for channel in ("comment", "opinion"):
        make_contribution(project, "Hellre så.", channel=channel)
    asked = make_request(make_consultation(draft), preparer)
    with region_scope(project.region):
        OpinionRequest.objects.filter(pk=asked.pk).update(
            state="missed", due_on=clock.today() - dt.timedelta(days=1)
        )
        Consultation.objects.update(state="closed")
        Project.objects.filter(pk=project.pk).update(period_from=year + 1, period_to=year + 2)
    address = in_language(url(project, "project_close"), "en")
    page = client.get(address)
    assert [row.label for row in page.context["left_undone"]] == [
        f"The period of the promise, {year + 1}–{year + 2}, has not begun",
        "3 contributions wait to be read",
        "3 contributions are not coded",
        "2 comments and opinions have not been gone through",
        "1 statement of opinion has not come in",
        "The council has not decided on the promise",
        "1 piece of feedback is unanswered",
    ]
    assert all(f'<a href="{escape(row.url)}">' in page.text for row in page.context["left_undone"])
    assert all(client.get(row.url).status_code == 200 for row in page.context["left_undone"])
    decide(promise, is_published=False)
    decided = client.get(address).context["left_undone"]
    labels = [row.label for row in decided]
    assert "1 decision is not published" in labels
    assert "The council has not decided on the promise" not in labels
    with region_scope(project.region):
        Project.objects.filter(pk=project.pk).update(period_from=year, period_to=year)
    begun = [row.label for row in client.get(address).context["left_undone"]]
    assert "has not ended" in begun[0]
    assert "1 statement has never been measured or judged" in begun
    assert client.post(address, {"reason": "Klart"}).status_code == 302
    with region_scope(project.region):
        assert Project.objects.get(pk=project.pk).state == "closed"


def test_closing_a_project_whose_period_is_over_and_of_which_nothing_is_left_says_nothing(
    client, preparer, project
):
    with region_scope(project.region):
        Project.objects.filter(pk=project.pk).update(period_from=2020, period_to=2021)
    page = client.get(in_language(url(project, "project_close"), "en"))
    assert page.context["left_undone"] == []
    assert "What remains" not in page.text


def test_unknown_kind_of_event_is_told_neutrally(client, preparer, project):
    with region_scope(project.region):
        record_event(region=project.region, kind="future.kind", project=project)
    page = client.get(in_language(url(project, "event_list"), "en")).content.decode()
    assert "future.kind" not in page
    assert "The project was worked on" in page


def test_ledger_is_paged_by_key(client, preparer, project):
    with region_scope(project.region):
        for _number in range(60):
            record_event(region=project.region, kind="project.updated", project=project)
    first = client.get(url(project, "event_list"))
    assert len(first.context["page"]["entries"]) == 50
    second = client.get(first.context["older_url"])
    assert len(second.context["page"]["entries"]) < 50
    back = client.get(second.context["newer_url"])
    assert back.context["page"]["entries"] == first.context["page"]["entries"]
    assert client.get(url(project, "event_list") + "?before=nonsense").status_code == 200


@pytest.mark.parametrize(
    "page", ["projects:project_detail", "projects:member_create", "implementation:action_create"]
)
def test_every_page_of_a_closed_project_says_once_that_it_is_closed(client, preparer, project, region, page):
    address = reverse(page, args=[region.slug, project.pk]).replace("/sv/", "/en/")
    words = "The project is closed"
    before = client.get(address).content.decode().count(words)
    with region_scope(region):
        close_project(project=project, actor=None, reason="Klart")
    assert (before, client.get(address).content.decode().count(words)) == (0, 1)


def test_closed_project_is_in_its_own_list(client, preparer, project, region):
    address = reverse("projects:project_list", args=[region.slug])
    assert client.post(url(project, "project_close"), {"reason": "Klart"}).status_code == 302
    assert client.get(address).context["page"]["rows"] == []
    assert len(client.get(address + "?state=closed").context["page"]["rows"]) == 1
    assert client.post(url(project, "project_reopen"), {"reason": "Igen"}).status_code == 302
    assert len(client.get(address).context["page"]["rows"]) == 1


@pytest.mark.requirement(28)
def test_law_page_keeps_the_bill_apart(client, preparer, region):
    page = client.get(reverse("projects:law", args=[region.slug])).content.decode()
    present, history = page.split('id="history"')
    assert "611/2021" in present
    assert "15/2017" not in present
    assert "15/2017" in history


def test_project_list_costs_the_same_for_more_projects(client, preparer, region):
    address = reverse("projects:project_list", args=[region.slug])

    def make(count):
        for _number in range(count):
            with region_scope(region):
                add_milestone(project=start(region), actor=None, title="Beslut", day=dt.date(2031, 2, 9))

    assert assert_constant_queries(lambda: client.get(address), make) <= 12


@pytest.mark.parametrize(
    "name", ["project_detail", "member_list", "resource_list", "milestone_list", "project_plan", "event_list"]
)
def test_page_costs_the_same_for_more_rows(client, preparer, project, name):
    def make(count):
        with region_scope(project.region):
            for number in range(count):
                user = make_user(project.region)
                add_member(project=project, actor=user, group=ProjectGroup.PROJECT, user=user)
                add_resource(
                    project=project, actor=user, kind=ResourceKind.OTHER, label=f"{number}", amount=Decimal(1)
                )
                add_milestone(project=project, actor=user, title=f"{number}", day=dt.date(2031, 2, 9))

    assert assert_constant_queries(lambda: client.get(url(project, name)), make) <= 45


def test_phase_page_costs_the_same_for_more_answers(client, preparer, project):
    with region_scope(project.region):
        items = list(
            GuideItem.objects.filter(phase__project=project, phase__key=PhaseKey.START, kind="question")
        )

    def make(count):
        with region_scope(project.region):
            for _number in range(count):
                answer_item(item=items.pop(), actor=preparer, expected=0, state=AnswerState.DONE)

    assert assert_constant_queries(lambda: client.get(phase_url(project, "phase_detail")), make) <= 30


def test_moves_of_a_phase_cost_the_same(client, preparer, project):
    from projects.domain.phase import reopen_phase

    def make(count):
        with region_scope(project.region):
            for _number in range(count):
                phase = ProjectPhase.objects.select_related("project").get(
                    project=project, key=PhaseKey.START
                )
                pass_gate(phase=phase, actor=preparer, reason="x")
                phase.refresh_from_db()
                reopen_phase(phase=phase, actor=preparer, reason="x")

    assert_constant_queries(lambda: client.get(phase_url(project, "phase_detail")), make)


def test_title_of_a_workspace_page_names_its_project_once(client, region):
    project = start(region)
    client.force_login(make_user(region))
    for name in ("project_detail", "milestone_list"):
        address = reverse(f"projects:{name}", args=[region.slug, project.pk])
        title = re.search(r"<title>(.*?)</title>", client.get(address).text, re.DOTALL)[1]
        assert title.count(str(project)) == 1


def test_empty_choice_says_what_to_do_instead_of_dashes(client, project):
    client.force_login(make_user(project.region))
    page = client.get(url(project, "member_create")).text.partition("<main")[2]
    assert 'name="group"' in page
    assert "---" not in page


def test_no_phase_of_a_closed_project_is_under_way_or_to_come(client, preparer, project, region):
    address = reverse("projects:project_detail", args=[region.slug, project.pk])

    def states():
        page = client.get(address).text
        return set(re.findall(r"rail-step rail-(\w+)", page))

    assert states() == {"current", "coming"}
    with region_scope(region):
        close_project(project=project, actor=None, reason="Klart")
    assert states() == {"left"}
