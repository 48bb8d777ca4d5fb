"""The workspace's pages of phase 6: what they show, what they refuse, what they cost."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from monitoring.domain.round import create_round, edit_round, move_round
from monitoring.domain.status import set_status
from monitoring.enums import ROUND_MOVES, RoundState
from monitoring.exports import export_project
from monitoring.models import (
    CorrectiveAction,
    EvaluationRound,
    Feedback,
    Indicator,
    Measurement,
    StatementStatus,
)
from monitoring.phase import project_deadlines, public_pages, work_of
from participation.models import Response
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.implementation import make_action
from tests.factories.monitoring import (
    decide,
    make_corrective,
    make_feedback,
    make_indicator,
    make_measurement,
    make_round,
    make_status,
)
from tests.factories.projects import make_project, make_promise, make_statement
from tests.support import as_written, assert_constant_queries, count_queries, send


def url(cast, name, *keys, language="sv"):
    with translation.override(language):
        return reverse(f"monitoring:{name}", args=[cast.region.slug, cast.project.pk, *keys])


def indicator_data(cast, **values):
    return {
        "name_sv": "Svar samma dag",
        "name_fi": "Vastaus samana päivänä",
        "unit_sv": "%",
        "source_sv": "Växeln",
        "kind": "progress",
        "direction": "up",
        "statements": [cast.first.pk],
        "owner": cast.observer.pk,
        "baseline": "61,5",
        "tolerance": "10",
        "months_between": "3",
        "is_central": "on",
        "target_2027": "70",
        "target_2028": "1 080,25",
        "opened_version": 1,
        **values,
    }


def test_observer_is_offered_no_button_of_a_round_or_an_indicator(visit, cast):
    make_round(cast.promise)
    indicator = make_indicator(cast.promise, cast.first)
    offers = {
        url(cast, "round_list"): ("/rounds/new/", "<form"),
        url(cast, "indicator_list"): (url(cast, "indicator_create"),),
        url(cast, "indicator_detail", indicator.pk): (url(cast, "indicator_edit", indicator.pk),),
    }
    for page, buttons in offers.items():
        for who, is_offered in (("preparer", True), ("observer", False)):
            shown = visit(who).get(page).text.split("<main")[1].split("</main>")[0]
            assert {button in shown for button in buttons} == {is_offered}, (page, who)


@pytest.mark.requirement(112, 116)
def test_indicator_is_chosen_through_the_form(visit, cast):
    response = visit("manager").post(url(cast, "indicator_create"), indicator_data(cast))
    with region_scope(cast.region):
        row = Indicator.objects.get()
        targets = dict(row.targets.values_list("year", "value"))
    assert response.url == url(cast, "indicator_detail", row.pk)
    assert (row.baseline, targets) == (Decimal("61.5"), {2027: Decimal(70), 2028: Decimal("1080.25")})
    assert row.owner == cast.observer


def test_empty_form_says_what_to_write(visit, cast):
    response = visit("manager").post(url(cast, "indicator_create"), {"opened_version": 1, "baseline": "many"})
    assert set(response.context["form"].errors) == {
        "name_sv",
        "unit_sv",
        "source_sv",
        "kind",
        "direction",
        "tolerance",
        "months_between",
        "baseline",
    }


def test_indicator_is_changed_and_a_late_editor_sees_both_texts(visit, cast):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 70})
    client, edit = visit("manager"), url(cast, "indicator_edit", indicator.pk)
    begun = client.get(edit).context["form"]
    assert begun["target_2027"].value() == "70"
    data = indicator_data(cast, is_active="on", reason="Nytt mål", target_2027="75")
    assert client.post(edit, data).status_code == 302
    assert client.post(edit, {**data, "name_sv": "Mitt namn"}).status_code == 409
    assert client.post(edit, {**data, "name_sv": "Mitt namn", "opened_version": 2}).status_code == 302
    with region_scope(cast.region):
        row = Indicator.objects.get()
        assert (row.name_sv, row.targets.get(year=2027).value) == ("Mitt namn", 75)


@pytest.mark.requirement(113, 114)
def test_list_warns_of_what_is_missing_in_the_set(visit, cast):
    make_indicator(cast.promise, cast.first)
    choice = visit("observer").get(url(cast, "indicator_list")).context["page"]["choice"]
    assert (choice.too_few, choice.outcome_only, choice.has_client_experience) == (True, True, False)


@pytest.mark.parametrize(("typed", "stored"), [("75,5", "75.5"), ("75.5", "75.5"), ("1 234,5", "1234.5")])
def test_value_is_entered_with_comma_or_point_by_the_owner(visit, cast, noon, typed, stored):
    indicator = make_indicator(cast.promise, cast.first, owner=cast.observer, targets={2027: 80})
    response = visit("observer").post(
        url(cast, "measurement_create", indicator.pk),
        {"day": "2027-03-01", "value": typed, "opened_version": 1},
    )
    assert response.url == url(cast, "indicator_detail", indicator.pk)
    with region_scope(cast.region):
        assert Measurement.objects.get().value == Decimal(stored)
        assert StatementStatus.objects.count() == 1


def test_somebody_elses_indicator_is_not_measured(visit, cast):
    indicator = make_indicator(cast.promise, cast.first)
    page = url(cast, "measurement_create", indicator.pk)
    assert visit("observer").get(page).status_code == 403
    assert visit("observer").post(page, {"day": "2027-03-01", "value": "1"}).status_code == 403


@pytest.mark.parametrize("typed", ["", "many", "1,2,3", "NaN", "Infinity", "1e5", "--1", "²", "1" * 20])
def test_value_that_is_no_number_is_told(visit, cast, noon, typed):
    indicator = make_indicator(cast.promise)
    response = visit("manager").post(
        url(cast, "measurement_create", indicator.pk),
        {"day": "2027-03-01", "value": typed, "opened_version": 1},
    )
    assert set(response.context["form"].errors) == {"value"}


@pytest.mark.requirement(119)
def test_value_that_breaks_a_promise_leads_to_what_is_done_about_it(visit, cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 80})
    response = visit("manager").post(
        url(cast, "measurement_create", indicator.pk),
        {"day": "2027-03-01", "value": "10", "opened_version": 1},
    )
    assert response.url == url(cast, "corrective_create", cast.first.pk)
    with region_scope(cast.region):
        assert Measurement.objects.exists()
    place = f"{url(cast, 'status_list')}#s-{cast.first.pk}"
    assert f'<a href="{place}">' in visit("manager").get(response.url).text
    assert f'id="s-{cast.first.pk}"' in visit("manager").get(url(cast, "status_list")).text


def test_value_is_corrected_and_double_day_is_told(visit, cast, noon):
    indicator = make_indicator(cast.promise)
    first = make_measurement(indicator, dt.date(2027, 1, 1), 10)
    make_measurement(indicator, dt.date(2027, 2, 1), 20)
    client, edit = visit("manager"), url(cast, "measurement_edit", indicator.pk, first.pk)
    clash = client.post(edit, {"day": "2027-02-01", "value": "11", "opened_version": 1})
    assert set(clash.context["form"].errors) == {"day"}
    done = client.post(edit, {"day": "2027-01-01", "value": "11", "reason": "Skrivfel", "opened_version": 1})
    assert done.status_code == 302
    with region_scope(cast.region):
        assert Measurement.objects.get(pk=first.pk).value == 11


def status_data(cast, **values):
    return {
        "status": "broken",
        "since": "2027-03-01",
        "evidence_sv": "Växeln svarade på hälften.",
        "evidence_fi": "",
        "opened": 0,
        **values,
    }


@pytest.mark.requirement(107, 119)
def test_status_form_asks_for_the_corrective_action_in_the_same_form(visit, cast, noon):
    client, page = visit("manager"), url(cast, "status_edit", cast.first.pk)
    asked = client.post(page, status_data(cast))
    assert set(asked.context["form"].errors) == {"title_sv"}
    assert "Växeln svarade på hälften." in asked.content.decode()
    half = client.post(page, status_data(cast, title_sv="Fler svarar"))
    assert set(half.context["form"].errors) == {"owner"}
    assert half.context["form"].fields["owner"].needed_later, "it is not called optional and then asked for"
    done = client.post(
        page,
        status_data(cast, title_sv="Fler svarar", owner=cast.observer.pk, due_on="2027-06-01"),
    )
    assert done.url == url(cast, "status_list")
    with region_scope(cast.region):
        assert StatementStatus.objects.get().status == "broken"
        assert CorrectiveAction.objects.get().owner == cast.observer


def test_status_form_begins_with_what_the_rule_proposes(visit, cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 80})
    make_measurement(indicator, dt.date(2027, 3, 1), 75)
    form = visit("manager").get(url(cast, "status_edit", cast.first.pk)).context["form"]
    assert form["status"].value() == "at_risk"


def test_status_form_tells_of_a_colleague_and_keeps_the_words(visit, cast, noon):
    client, page = visit("manager"), url(cast, "status_edit", cast.first.pk)
    make_status(cast.first, "at_risk")
    late = client.post(page, status_data(cast, status="kept"))
    assert late.status_code == 409
    assert "Växeln svarade på hälften." in late.content.decode()
    again = client.post(page, status_data(cast, status="kept", opened=late.context["form"]["opened"].value()))
    assert again.status_code == 302


def test_status_that_a_colleague_sets_meanwhile_stands_beside_the_form(visit, cast, noon, monkeypatch):
    def late(**values):
        make_status(cast.first, "at_risk")
        return set_status(**values)

    monkeypatch.setattr("monitoring.views.statuses.set_status", late)
    client = visit("manager")
    shown = client.post(url(cast, "status_edit", cast.first.pk), status_data(cast, status="kept"))
    assert shown.status_code == 409
    assert [row["status"] for row in shown.context["page"]["history"]] == ["at_risk"]


def test_observer_sees_statuses_and_sets_none(visit, cast):
    client = visit("observer")
    assert client.get(url(cast, "status_list")).status_code == 200
    assert client.get(url(cast, "status_edit", cast.first.pk)).status_code == 403


@pytest.mark.parametrize(("who", "offered"), [("observer", ["own"]), ("manager", ["own", "other"])])
def test_corrective_action_is_offered_as_done_to_whoever_may_say_so(visit, cast, noon, who, offered):
    rows = {"own": make_corrective(cast.first, owner=cast.observer), "other": make_corrective(cast.second)}
    make_corrective(cast.second, owner=cast.observer, state="done", done_on=noon.date())
    page = visit(who).get(url(cast, "status_list")).text
    assert [name for name, row in rows.items() if url(cast, "corrective_finish", row.pk) in page] == offered
    assert page.count("/done/") == len(offered)


@pytest.mark.parametrize(
    ("status", "is_offered"), [("broken", True), ("at_risk", True), ("kept", False), ("not_measured", False)]
)
def test_statement_is_put_right_where_it_does_not_hold_or_soon_may_not(visit, cast, noon, status, is_offered):
    make_status(cast.first, status)
    page = visit("manager").get(url(cast, "status_list")).text
    assert (url(cast, "corrective_create", cast.first.pk) in page) == is_offered


def test_corrective_action_is_begun_changed_and_finished_by_its_owner(visit, cast, noon):
    data = {"title_sv": "Fler svarar", "owner": cast.observer.pk, "due_on": "2027-06-01", "opened_version": 1}
    client = visit("manager")
    assert client.post(url(cast, "corrective_create", cast.first.pk), data).status_code == 302
    with region_scope(cast.region):
        row = CorrectiveAction.objects.get()
    client.post(url(cast, "corrective_edit", row.pk), {**data, "due_on": "2027-07-01"})
    client = visit("observer")
    assert client.post(url(cast, "corrective_edit", row.pk), data).status_code == 403
    address = url(cast, "corrective_finish", row.pk)
    assert f'href="{address}"' in client.get(url(cast, "status_list")).text
    question = client.get(address).text
    assert "Fler svarar" in question
    assert "går inte att öppna igen" in question
    with region_scope(cast.region):
        assert CorrectiveAction.objects.get().state == "open"
    assert client.post(address, {"opened_version": 1}).status_code == 409
    assert client.post(address, {"opened_version": 2}).status_code == 302
    with region_scope(cast.region):
        stored = CorrectiveAction.objects.get()
    assert (stored.state, stored.due_on) == ("done", dt.date(2027, 7, 1))


@pytest.mark.requirement(109)
def test_feedback_is_seen_to_through_the_form(visit, cast):
    row = make_feedback(cast.promise, cast.first)
    data = {
        "kind": "question",
        "owner": cast.observer.pk,
        "due_on": "2027-04-01",
        "effect_sv": "Telefonen är öppen till 20.",
        "opened_version": 1,
    }
    client = visit("manager")
    assert client.post(url(cast, "feedback_edit", row.pk), data).status_code == 302
    assert client.post(url(cast, "feedback_edit", row.pk), {**data, "effect_sv": "Annat"}).status_code == 409
    with region_scope(cast.region):
        assert Feedback.objects.get().effect_sv == "Telefonen är öppen till 20."


@pytest.mark.requirement(103, 109)
def test_manager_who_sees_to_feedback_answers_it_and_others_are_told_who_does(client, cast):
    own = make_feedback(cast.promise, owner=cast.manager, moderates_first=False)
    other = make_feedback(cast.promise, owner=cast.owner)
    client.force_login(cast.manager)
    assert client.get(url(cast, "feedback_list")).context["answerable"] == {own.pk}
    address = client.get(url(cast, "feedback_edit", own.pk)).context["respond_url"]
    answer = {"outcome": "noted", "body": "Tack.", "language": "sv", "publish": "yes", "opened_version": 0}
    assert client.get(address).status_code == 200
    assert send(client, address, answer).url == url(cast, "feedback_edit", own.pk)
    with region_scope(cast.region):
        assert Response.objects.get().contribution == own.contribution
    page = client.get(url(cast, "feedback_edit", other.pk))
    assert "respond_url" not in page.context
    assert "Olle Ägare besvarar responsen" in page.text
    client.force_login(cast.observer)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(("state", "tone"), [("planned", "plain"), ("open", "info"), ("done", "success")])
def test_state_of_a_round_stands_in_its_tone(visit, cast, state, tone):
    make_round(cast.promise, state=state)
    page = visit("observer").get(url(cast, "round_list"))
    (row,) = page.context["rounds"]
    assert f'<span class="tag tag-{tone}">{row["state_label"]}</span>' in page.text


def test_feedback_is_paged_by_key(visit, cast):
    rows = [make_feedback(cast.promise) for _number in range(30)]
    client, start = visit("observer"), url(cast, "feedback_list")
    first = client.get(start)
    second = client.get(start + first.context["older_url"])
    shown = [row.pk for page in (first, second) for row in page.context["page"].rows]
    assert shown == [row.pk for row in reversed(rows)]
    assert second.context["older_url"] == ""
    assert client.get(start + "?before=nonsense").status_code == 200


@pytest.mark.requirement(120)
def test_round_is_planned_concluded_and_finished(visit, cast):
    client = visit("preparer")
    data = {"title_sv": "Efter första året", "day": "2028-01-15", "opened_version": 1}
    client.post(url(cast, "round_create"), data)
    with region_scope(cast.region):
        row = EvaluationRound.objects.get()
    client.post(url(cast, "round_move", row.pk), {"state": "open"})
    refused = client.post(url(cast, "round_move", row.pk), {"state": "done"}, follow=True)
    assert [message.level_tag for message in refused.context["messages"]][-1] == "error"
    edited = {**data, "conclusions_sv": "Valen håller.", "opened_version": 2}
    assert client.post(url(cast, "round_edit", row.pk), edited).status_code == 302
    client.post(url(cast, "round_move", row.pk), {"state": "done"})
    with region_scope(cast.region):
        assert EvaluationRound.objects.get().state == "done"


def test_round_is_for_the_promise_that_is_chosen_where_there_are_several(visit, cast):
    client, address = visit("preparer"), url(cast, "round_create")
    data = {"title_sv": "Efter första året", "day": "2028-01-15", "opened_version": 1}
    assert 'name="promise"' not in client.get(address).text
    other = make_promise(cast.project, customer_group="Unga")
    assert "Välj det löfte som det gäller." in client.post(address, data).text
    client.post(address, {**data, "promise": other.pk})
    with region_scope(cast.region):
        assert EvaluationRound.objects.get().promise == other


@pytest.mark.parametrize("source", RoundState.values)
@pytest.mark.parametrize("target", RoundState.values)
def test_round_moves_as_the_table_says(cast, source, target):
    row = make_round(cast.promise, state=source, conclusions_sv="Valen håller.")
    with region_scope(cast.region):
        if ROUND_MOVES.allows(source, target):
            assert move_round(evaluation=row, target=target, actor=cast.preparer).state == target
        else:
            with pytest.raises(IllegalTransition):
                move_round(evaluation=row, target=target, actor=cast.preparer)


def test_finished_round_keeps_its_conclusions(cast):
    with region_scope(cast.region):
        row = create_round(
            promise=cast.promise,
            actor=cast.preparer,
            values={"title_sv": "A", "day": dt.date(2028, 1, 1), "conclusions_sv": "B"},
        )
        move_round(evaluation=row, target="open", actor=cast.preparer)
        move_round(evaluation=row, target="done", actor=cast.preparer)
        with pytest.raises(DomainError):
            edit_round(
                evaluation=row, expected=row.version, actor=cast.preparer, values={"conclusions_sv": ""}
            )
        with pytest.raises(EditConflict):
            edit_round(evaluation=row, expected=1, actor=cast.preparer, values={"conclusions_sv": "Igen"})


def more_of_everything(cast):
    def more(number):
        for _each in range(number):
            row = make_statement(cast.promise)
            indicator = make_indicator(cast.promise, row, owner=cast.observer, targets={2027: 80})
            value = make_measurement(indicator, dt.date(2027, 3, 1), 50, entered_by=cast.manager)
            make_status(row, "broken", indicator=indicator, measurement=value, evidence={})
            make_corrective(row, owner=cast.manager)
            make_feedback(cast.promise, row, owner=cast.manager)
            make_round(cast.promise)

    return more


@pytest.mark.parametrize("name", ["indicator_list", "status_list", "feedback_list", "round_list"])
def test_list_costs_the_same_with_more_rows(visit, cast, noon, name):
    client = visit("preparer")
    assert_constant_queries(lambda: client.get(url(cast, name)), more_of_everything(cast))


def test_indicator_page_costs_the_same_with_more_values(visit, cast, noon):
    client, indicator = visit("preparer"), make_indicator(cast.promise, cast.first, targets={2027: 80})
    days = iter(range(1, 28))

    def more(number):
        for _each in range(number):
            make_measurement(indicator, dt.date(2027, 2, next(days)), 1, entered_by=cast.manager)
            with region_scope(cast.region):
                indicator.statements.add(make_statement(cast.promise))

    assert_constant_queries(lambda: client.get(url(cast, "indicator_detail", indicator.pk)), more)


def test_status_form_costs_the_same_with_more_indicators_and_history(visit, cast, noon):
    client = visit("preparer")

    def more(number):
        for _each in range(number):
            indicator = make_indicator(cast.promise, cast.first, targets={2027: 80})
            value = make_measurement(indicator, dt.date(2027, 3, 1), 50)
            make_status(cast.first, "at_risk", indicator=indicator, measurement=value, set_by=cast.manager)
            make_corrective(cast.first)

    assert_constant_queries(lambda: client.get(url(cast, "status_edit", cast.first.pk)), more)


def test_another_regions_rows_are_not_found(visit, cast):
    twin = make_region()
    project = make_project(twin)
    promise = make_promise(project)
    statement = make_statement(promise)
    indicator, corrective = make_indicator(promise, statement), make_corrective(statement)
    feedback, evaluation = make_feedback(promise), make_round(promise)
    client = visit("preparer")
    for name, pk in (
        ("indicator_detail", indicator.pk),
        ("indicator_edit", indicator.pk),
        ("measurement_create", indicator.pk),
        ("status_edit", statement.pk),
        ("corrective_create", statement.pk),
        ("corrective_edit", corrective.pk),
        ("feedback_edit", feedback.pk),
        ("round_edit", evaluation.pk),
    ):
        assert client.get(url(cast, name, pk)).status_code == 404, name
    for name, pk in (("corrective_finish", corrective.pk), ("round_move", evaluation.pk)):
        assert client.post(url(cast, name, pk)).status_code == 404, name


def test_what_is_due_stands_on_the_project_and_before_its_owner(cast, noon):
    make_indicator(cast.promise, owner=cast.observer, next_due_on=dt.date(2027, 3, 12))
    make_corrective(cast.first, owner=cast.observer)
    make_feedback(cast.promise, owner=cast.observer)
    make_round(cast.promise)
    with region_scope(cast.region):
        assert len(list(project_deadlines(cast.project.pk))) == 4
        assert len(list(work_of(cast.observer, cast.region.pk))) == 3
        assert list(work_of(cast.manager, cast.region.pk)) == []


def test_what_waits_says_in_which_language_it_was_written(cast, noon, client):
    make_corrective(cast.first, owner=cast.observer, title_sv="Fler svarar", title_fi="")
    make_action(cast.first, owner=cast.observer, title_sv="Fler tider", title_fi="")
    client.force_login(cast.observer)
    page = client.get(f"/fi/work/{cast.region.slug}/").text
    for title in ("Fler svarar", "Fler tider"):
        assert re.search(f'<a [^>]*lang="sv">{title}</a>', page), title


def test_public_pages_name_promise_and_feedback_once_it_is_decided(cast, noon):
    with region_scope(cast.region):
        assert public_pages(cast.project) == []
    decide(cast.promise)
    with region_scope(cast.region):
        assert len(public_pages(cast.project)) == 2


def test_export_holds_figures_words_and_lineages(cast, noon):
    more_of_everything(cast)(1)
    with region_scope(cast.region):
        exported = as_written(export_project(cast.project.pk))
    assert exported["indicators"][0]["measurements"] == [{"day": "2027-03-01", "value": "50.000", "note": ""}]
    assert {name: len(rows) for name, rows in exported.items()} == {
        "indicators": 1,
        "statuses": 1,
        "corrective_actions": 1,
        "feedback": 1,
        "evaluation_rounds": 1,
    }


def test_export_leads_from_feedback_to_its_words_and_holds_none_itself(cast):
    """What nobody has read yet may hold health data: only participation knows what is shown."""
    waiting = make_feedback(cast.promise, words="Min diabetes", moderates_first=True)
    shown = make_feedback(cast.promise, words="Svaret dröjer", moderates_first=False)
    other = make_promise(make_project(cast.region))
    make_feedback(other, words="Annanstans", moderates_first=False)
    make_round(other)
    with region_scope(cast.region):
        exported = as_written(export_project(cast.project.pk))
    ids = [row["contribution"] for row in exported["feedback"]]
    assert ids == [waiting.contribution_id, shown.contribution_id]
    assert not {"Min diabetes", "Svaret dröjer"} & set(str(exported).split("'"))
    assert exported["evaluation_rounds"] == []


def test_export_costs_the_same_with_more_of_everything(cast, noon):
    more = more_of_everything(cast)
    more(1)
    with region_scope(cast.region):
        few, _sql = count_queries(lambda: export_project(cast.project.pk))
    more(2)
    with region_scope(cast.region):
        many, sql = count_queries(lambda: export_project(cast.project.pk))
    assert few == many == 8, "\n".join(sql)


@pytest.mark.parametrize(
    ("role", "listed", "create"),
    [("manager", "indicator_list", "indicator_create"), ("preparer", "round_list", "round_create")],
)
def test_empty_list_offers_the_first_once_and_to_those_who_may(visit, cast, role, listed, create):
    link = f'href="{url(cast, create)}"'
    empty = visit(role).get(url(cast, listed)).text
    assert empty.partition('class="empty"')[2].count(link) == 1
    assert empty.count(link) == 1
    assert link not in visit("observer").get(url(cast, listed)).text


def test_empty_feedback_shows_no_zeros_and_no_filters(visit, cast):
    page = url(cast, "feedback_list")
    empty = visit("preparer").get(page).text
    assert 'class="empty"' in empty
    assert 'class="stats' not in empty
    assert "filter-bar" not in empty
    make_feedback(cast.promise, cast.first)
    assert "filter-bar" in visit("preparer").get(page).text
    nothing_fits = visit("preparer").get(page, {"answer": "yes"}).text
    assert "filter-bar" in nothing_fits
    assert 'class="empty"' not in nothing_fits


def test_indicators_are_not_warned_about_before_there_is_one(visit, cast):
    page = url(cast, "indicator_list", language="en")
    empty = visit("preparer").get(page).text
    assert "central indicators. Three to five" not in empty
    assert "how clients experience the services.</li>" not in empty
    assert "2 promises are followed up by nothing" in empty
    make_indicator(cast.promise, cast.first)
    assert "Three to five are enough" in visit("preparer").get(page).text


def test_statuses_of_a_promise_without_sentences_lead_to_writing_it(visit, cast):
    with region_scope(cast.region):
        for statement in (cast.first, cast.second):
            statement.state = "removed"
            statement.save()
    page = visit("manager").get(url(cast, "status_list"))
    assert page.text.count('class="empty"') == 1
    assert "status-count" not in page.text


def test_round_without_conclusions_leads_to_where_they_are_written(visit, cast):
    row = make_round(cast.promise, state="open", conclusions_sv="", conclusions_fi="")
    client = visit("preparer")
    page = client.post(url(cast, "round_move", row.pk), {"state": "done"}, follow=True)
    [told] = page.context["messages"]
    place = f"{url(cast, 'round_edit', row.pk)}#div_id_conclusions_sv"
    assert f'<a href="{place}">' in told.message
    form = client.get(place.partition("#")[0].replace("/sv/", "/en/", 1)).text
    asked = form.partition('id="div_id_conclusions_sv"')[2].partition("<textarea")[0]
    assert "Needed before the round is finished" in asked
    assert "optional" not in asked
