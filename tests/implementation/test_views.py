"""Pages of phase 5: what they show, what they refuse, what they cost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from implementation.domain.contract import confirm_clause
from implementation.models import Action, Clause, Communication, Contract, Producer
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import (
    make_action,
    make_clause,
    make_communication,
    make_contract,
    make_producer,
)
from tests.factories.projects import make_project, make_promise, make_statement
from tests.support import assert_constant_queries


def url(cast, name, *keys, language="sv"):
    from django.utils import translation

    with translation.override(language):
        return reverse(f"implementation:{name}", args=[cast.region.slug, cast.project.pk, *keys])


def action_data(cast, **values):
    return {
        "title_sv": "Nya telefontider",
        "title_fi": "Uudet puhelinajat",
        "statements": [cast.first.pk],
        "owner": cast.manager.pk,
        "due_on": "2027-05-01",
        "budget": "12 500,50",
        "opened_version": 1,
        **values,
    }


def test_observer_is_offered_no_button_of_a_plan(visit, cast):
    action = make_action(cast.first)
    line = make_communication(cast.project)
    offers = {
        url(cast, "communication_list"): (
            url(cast, "communication_create"),
            url(cast, "communication_edit", line.pk),
        ),
        url(cast, "action_list"): (url(cast, "action_create"),),
        url(cast, "action_detail", action.pk): (url(cast, "action_edit", action.pk), "<form"),
    }
    for page, buttons in offers.items():
        for who, is_offered in (("preparer", True), ("observer", False)):
            shown = visit(who).get(page).text.split("<main")[1].split("</main>")[0]
            assert {button in shown for button in buttons} == {is_offered}, (page, who)


@pytest.mark.requirement(95)
def test_action_is_planned_through_the_form(visit, cast):
    response = visit("manager").post(url(cast, "action_create"), action_data(cast))
    with region_scope(cast.region):
        action = Action.objects.get()
        assert response.url == url(cast, "action_detail", action.pk)
        assert (action.title_fi, str(action.budget), list(action.statements.all())) == (
            "Uudet puhelinajat",
            "12500.50",
            [cast.first],
        )


def test_days_of_an_action_in_the_wrong_order_are_told_together_with_the_rest(visit, cast):
    data = action_data(cast, starts_on="2027-06-01", budget="mycket")
    shown = visit("manager").post(url(cast, "action_create"), data).text
    assert "Åtgärden måste börja innan den ska vara klar." in shown
    assert 'id="error_1_id_budget"' in shown


def test_cents_of_an_actions_budget_are_shown(visit, cast):
    action = make_action(cast.first, budget=Decimal("12500.50"))
    page = visit("observer").get(url(cast, "action_detail", action.pk)).text
    assert "12 500,50 €" in page.replace("&nbsp;", " ").replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("state", "tone"),
    [("planned", "plain"), ("under_way", "info"), ("done", "success"), ("stopped", "plain")],
)
def test_state_of_an_action_stands_in_its_tone(visit, cast, state, tone):
    make_action(cast.first, state=state)
    page = visit("observer").get(url(cast, "action_list"))
    (row,) = page.context["page"].rows
    assert f'<span class="tag tag-{tone}">{row.state_label}</span>' in page.text


@pytest.mark.parametrize(("state", "tone"), [("draft", "plain"), ("in_force", "success"), ("ended", "plain")])
def test_state_of_a_contract_stands_in_its_tone(visit, cast, state, tone):
    make_contract(cast.promise, make_producer(cast.region), state=state)
    page = visit("manager").get(url(cast, "contract_list"))
    (row,) = page.context["contracts"]
    assert f'<span class="tag tag-{tone}">{row.state_label}</span>' in page.text


def test_empty_form_says_what_to_write_beside_each_field(visit, cast):
    response = visit("manager").post(url(cast, "action_create", language="en"), {"opened_version": 1})
    errors = response.context["form"].errors
    assert response.status_code == 200
    assert set(errors) == {"title_sv", "statements", "due_on"}
    assert errors["title_sv"] == ["Say in a few words what is done."]


def test_form_offers_only_the_regions_languages(visit, cast):
    fields = visit("manager").get(url(cast, "action_create")).context["form"].fields
    assert [name for name in fields if name.startswith("title")] == ["title_sv", "title_fi"]


def test_action_is_changed_and_a_late_editor_sees_both_texts(visit, cast):
    action = make_action(cast.first)
    client = visit("manager")
    edit = url(cast, "action_edit", action.pk)
    assert client.post(edit, action_data(cast, reason="Nytt beslut")).status_code == 302
    late = client.post(edit, action_data(cast, title_sv="Min rubrik"))
    assert late.status_code == 409
    assert ("Nya telefontider", "Min rubrik") in [
        (row["theirs"], row["mine"]) for row in late.context["fields"]
    ]
    again = client.post(edit, action_data(cast, title_sv="Min rubrik", opened_version=2))
    with region_scope(cast.region):
        assert again.status_code == 302
        assert Action.objects.get().title_sv == "Min rubrik"


def test_history_shows_who_and_why(visit, cast):
    action = make_action(cast.first)
    client = visit("manager")
    client.post(url(cast, "action_edit", action.pk), action_data(cast, reason="Nytt beslut"))
    entries = client.get(url(cast, "action_detail", action.pk)).context["page"]["history"]
    assert (entries[0]["who"], entries[0]["reason"]) == ("Mats Chef", "Nytt beslut")


def test_owner_who_is_no_manager_moves_the_own_action_only(visit, cast):
    own, other = make_action(cast.first, owner=cast.observer), make_action(cast.first)
    client = visit("observer")
    assert client.post(url(cast, "action_move", own.pk), {"state": "done"}).status_code == 302
    assert client.post(url(cast, "action_move", other.pk), {"state": "done"}).status_code == 403
    with region_scope(cast.region):
        assert [row.state for row in Action.objects.order_by("pk")] == ["done", "planned"]


def test_stopping_an_action_is_asked_first_and_keeps_the_reason(visit, cast):
    action, other = make_action(cast.first, owner=cast.observer), make_action(cast.first)
    client, stop = visit("observer"), url(cast, "action_stop", action.pk)
    page = client.get(url(cast, "action_detail", action.pk)).text
    assert f'href="{stop}"' in page
    assert 'value="stopped"' not in page
    assert "can be planned anew" in client.get(stop.replace("/sv/", "/en/")).text
    with region_scope(cast.region):
        assert Action.objects.get(pk=action.pk).state == "planned"
    assert client.get(url(cast, "action_stop", other.pk)).status_code == 403
    assert client.post(stop, {"reason": "Pengarna tog slut"}).status_code == 302
    detail = client.get(url(cast, "action_detail", action.pk))
    assert detail.context["page"]["history"][0]["reason"] == "Pengarna tog slut"
    assert stop not in detail.text
    with region_scope(cast.region):
        assert Action.objects.get(pk=action.pk).state == "stopped"
    # Sent once more, it is told on the form that it is stopped already.
    assert client.post(stop, {"reason": ""}).status_code == 200


@pytest.mark.parametrize(
    ("state", "asked"), [("under_way", "Hur långt har det kommit?"), ("done", "Ska"), ("stopped", "Ska")]
)
def test_action_that_is_over_is_asked_only_whether_to_take_it_up_again(visit, cast, state, asked):
    action = make_action(cast.first, state=state)
    page = visit("manager").get(url(cast, "action_detail", action.pk)).context["page"]
    assert str(page["move_title"]).startswith(asked)


def test_illegal_move_is_told_and_changes_nothing(visit, cast):
    action = make_action(cast.first, state="done")
    response = visit("manager").post(url(cast, "action_move", action.pk), {"state": "stopped"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    with region_scope(cast.region):
        assert Action.objects.get().state == "done"


def test_state_changes_by_post_only(visit, cast):
    action = make_action(cast.first)
    assert visit("manager").get(url(cast, "action_move", action.pk)).status_code == 405


@pytest.mark.requirement(86)
def test_list_shows_goals_without_owner(visit, cast):
    response = visit("observer").get(url(cast, "action_list"))
    assert "Du får svar samma dag." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Sen", "Snart", "Klar"]),
        ("?state=late", ["Sen"]),
        ("?state=open", ["Sen", "Snart"]),
        ("?state=done", ["Klar"]),
        ("?owner=none", ["Klar"]),
        ("?perspective=availability", ["Sen", "Snart", "Klar"]),
        ("?perspective=quality", []),
        ("?state=nonsense", ["Sen", "Snart", "Klar"]),
        ("?after=nonsense&before=_", ["Sen", "Snart", "Klar"]),
    ],
)
def test_list_is_narrowed(visit, cast, query, titles):
    make_action(cast.first, title_sv="Sen", owner=cast.manager, due_on=dt.date(2027, 1, 1))
    make_action(cast.first, title_sv="Snart", owner=cast.manager, due_on=dt.date(2027, 3, 1))
    make_action(cast.first, cast.second, title_sv="Klar", state="done", due_on=dt.date(2027, 4, 1))
    with clock.fixed(dt.datetime(2027, 2, 1, 12, tzinfo=clock.HELSINKI)):
        response = visit("observer").get(url(cast, "action_list") + query)
    assert [row.title for row in response.context["page"].rows] == titles


def test_list_is_paged_by_day_both_ways(visit, cast):
    for number in range(60):
        make_action(cast.first, title_sv=f"A{number:02}", due_on=dt.date(2027, 1, 1 + number // 3))
    client, start = visit("observer"), url(cast, "action_list")
    first = client.get(start)
    second = client.get(start + first.context["later_url"])
    third = client.get(start + second.context["later_url"])
    back = client.get(start + third.context["earlier_url"])
    titles = [[row.title for row in response.context["page"].rows] for response in (first, second, third)]
    assert [title for page_titles in titles for title in page_titles] == [f"A{n:02}" for n in range(60)]
    assert (first.context["earlier_url"], third.context["later_url"]) == ("", "")
    assert [row.title for row in back.context["page"].rows] == titles[1]


def test_action_list_costs_the_same_with_more_rows(visit, cast):
    client = visit("preparer")
    assert_constant_queries(
        lambda: client.get(url(cast, "action_list")),
        lambda count: [make_action(cast.first, cast.second, owner=cast.manager) for _ in range(count)],
    )


def test_action_page_costs_the_same_with_more_statements(visit, cast):
    client, action = visit("preparer"), make_action(cast.first)

    def more(count):
        with region_scope(cast.region):
            action.statements.add(*[make_statement(cast.promise) for _ in range(count)])

    assert_constant_queries(lambda: client.get(url(cast, "action_detail", action.pk)), more)


def test_communication_plan_costs_the_same_with_more_lines(visit, cast):
    client = visit("preparer")
    assert_constant_queries(
        lambda: client.get(url(cast, "communication_list")),
        lambda count: [make_communication(cast.project) for _ in range(count)],
    )


def test_contract_list_costs_the_same_with_more_contracts(visit, cast):
    client = visit("preparer")

    def more(count):
        for _number in range(count):
            producer = make_producer(cast.region, make_user(cast.region, "producer"))
            make_clause(make_contract(cast.promise, producer), cast.first)

    assert_constant_queries(lambda: client.get(url(cast, "contract_list")), more)


def test_contract_page_costs_the_same_with_more_clauses(visit, cast):
    client = visit("preparer")
    contract = make_contract(cast.promise, make_producer(cast.region))
    assert_constant_queries(
        lambda: client.get(url(cast, "contract_detail", contract.pk)),
        lambda count: [make_clause(contract, make_statement(cast.promise)) for _ in range(count)],
    )


def test_promise_carried_in_two_languages_stands_once_in_the_contract(visit, cast):
    contract = make_contract(cast.promise, make_producer(cast.region))
    make_clause(contract, cast.first, words="Producenten svarar samma dag.")
    make_clause(contract, cast.second, words="Producenten frågar kunden.")
    make_clause(contract, cast.first, words="Tuottaja vastaa samana päivänä.", language="fi")
    page = visit("preparer").get(url(cast, "contract_detail", contract.pk))
    assert [[clause.words for clause in row.clauses] for row in page.context["page"]["promises"]] == [
        ["Producenten svarar samma dag.", "Tuottaja vastaa samana päivänä."],
        ["Producenten frågar kunden."],
    ]


def test_producers_contracts_cost_the_same_with_more_of_them(client, cast):
    client.force_login(cast.producer)
    address = reverse("implementation:own_contracts", args=[cast.region.slug])
    producer = make_producer(cast.region, cast.producer)
    assert_constant_queries(
        lambda: client.get(address),
        lambda count: [make_contract(cast.promise, producer) for _ in range(count)],
    )


@pytest.mark.requirement(98, 100)
def test_contract_goes_from_producer_to_confirmation(visit, cast):
    client = visit("preparer")
    client.post(
        url(cast, "producer_create"),
        {"name": "Bolaget", "user": cast.producer.pk, "opened_version": 1},
    )
    with region_scope(cast.region):
        producer = Producer.objects.get()
    client.post(
        url(cast, "contract_create"),
        {
            "producer": producer.pk,
            "title": "Hemvård 2027",
            "participation_plan": "Klientråd.",
            "opened_version": 1,
        },
    )
    with region_scope(cast.region):
        contract = Contract.objects.get()
    client.post(
        url(cast, "clause_create", contract.pk),
        {"statement": cast.first.pk, "language": "sv", "words": "Vi svarar samma dag."},
    )
    force = url(cast, "contract_force", contract.pk)
    assert f'href="{force}"' in client.get(url(cast, "contract_detail", contract.pk)).text
    question = client.get(force).text
    assert "Avtalet innehåller 1 punkt." in question
    assert "Producenten har inte bekräftat 1 av dem." in question
    with region_scope(cast.region):
        assert Contract.objects.get().state == "draft"
        clause = Clause.objects.get()
    client.post(force)
    assert force not in client.get(url(cast, "contract_detail", contract.pk)).text
    client = visit("producer")
    shown = client.get(url(cast, "contract_detail", contract.pk))
    assert "Vi svarar samma dag." in shown.content.decode()
    confirm = url(cast, "clause_confirm", contract.pk, clause.pk)
    assert f'href="{confirm}"' in shown.text
    question = client.get(confirm).text
    assert "Vi svarar samma dag." in question
    with region_scope(cast.region):
        assert Clause.objects.get().confirmed_by is None
    client.post(confirm, {"opened_version": clause.version})
    with region_scope(cast.region):
        assert Clause.objects.get().confirmed_by == cast.producer
        assert Contract.objects.get().state == "in_force"
    client = visit("preparer")
    page = client.get(url(cast, "contract_detail", contract.pk)).text
    address = url(cast, "contract_end", contract.pk)
    assert f'href="{address}"' in page
    assert 'value="ended"' not in page
    assert "avtalet går inte att ta upp igen" in client.get(address).text
    client.post(address)
    with region_scope(cast.region):
        assert Contract.objects.get().state == "ended"
    assert address not in client.get(url(cast, "contract_detail", contract.pk)).text


@pytest.mark.parametrize("name", ["action_list", "communication_list", "contract_create", "producer_create"])
def test_producer_is_kept_out_of_the_rest(visit, cast, name):
    assert visit("producer").get(url(cast, name)).status_code == 403


def test_producer_sees_neither_other_contracts_nor_their_register(visit, cast):
    own = make_contract(cast.promise, make_producer(cast.region, cast.producer), title="Eget avtal")
    other = make_contract(cast.promise, make_producer(cast.region, name="Konkurrenten"))
    client = visit("producer")
    listing = client.get(url(cast, "contract_list")).content.decode()
    assert "Eget avtal" in listing
    assert "Konkurrenten" not in listing
    assert client.get(url(cast, "contract_detail", own.pk)).status_code == 200
    assert client.get(url(cast, "contract_detail", other.pk)).status_code == 404


def test_confirmation_of_changed_words_is_told(visit, cast):
    contract = make_contract(cast.promise, make_producer(cast.region, cast.producer))
    clause = make_clause(contract, cast.first)
    client = visit("producer")
    confirm = url(cast, "clause_confirm", contract.pk, clause.pk)
    with region_scope(cast.region):
        Clause.objects.update(words="Vi svarar inom en timme.")
    response = client.post(confirm, {"opened_version": 7})
    assert response.status_code == 409
    assert "Vi svarar inom en timme." in response.text
    assert f'name="opened_version" value="{clause.version}"' in response.text
    assert client.post(confirm, {"opened_version": "x"}).status_code == 200
    with region_scope(cast.region):
        assert Clause.objects.get().confirmed_by is None


def test_contract_that_is_not_ready_says_what_it_needs_and_offers_no_button(visit, cast):
    contract = make_contract(cast.promise, make_producer(cast.region), participation_plan="")
    make_clause(contract, cast.first)
    page = visit("preparer").get(url(cast, "contract_detail", contract.pk)).text
    assert "Avtalet kan träda i kraft när" in page
    assert f'href="{url(cast, "contract_edit", contract.pk)}#div_id_participation_plan"' in page
    assert url(cast, "contract_force", contract.pk) not in page


def test_empty_list_of_contracts_leads_to_the_first_step(visit, cast):
    def step(who="preparer"):
        page = visit(who).get(url(cast, "contract_list")).text
        empty = page.partition('class="empty"')[2]
        return empty.partition("</div>")[0]

    assert url(cast, "producer_create") in step()
    make_producer(cast.region)
    assert url(cast, "contract_create") in step()
    assert "href" not in step("observer")


def test_contract_is_for_the_promise_that_is_chosen_where_there_are_several(visit, cast):
    producer = make_producer(cast.region)
    client, address = visit("preparer"), url(cast, "contract_create")
    values = {"producer": producer.pk, "title": "Hemvård 2027", "opened_version": 1}
    assert 'name="promise"' not in client.get(address).text
    other = make_promise(cast.project, customer_group="Unga")
    assert "Unga" in client.get(address).text
    assert "Välj det löfte som det gäller." in client.post(address, values).text
    client.post(address, {**values, "promise": other.pk})
    with region_scope(cast.region):
        assert Contract.objects.get().promise == other


@pytest.mark.requirement(87)
def test_line_of_the_communication_plan_is_written_changed_and_removed(visit, cast):
    client = visit("preparer")
    line = {
        "channel": "website",
        "audience": "public",
        "message": "Löftet är beslutat.",
        "day": "2027-03-01",
        "responsible": "Chefen",
        "opened_version": 1,
    }
    assert client.post(url(cast, "communication_create"), line).status_code == 302
    with region_scope(cast.region):
        row = Communication.objects.get()
    client.post(url(cast, "communication_edit", row.pk), {**line, "is_done": "on"})
    with region_scope(cast.region):
        assert Communication.objects.get().is_done
    remove = url(cast, "communication_remove", row.pk)
    page = client.get(url(cast, "communication_edit", row.pk)).text
    assert f'href="{remove}"' in page
    assert f'action="{remove}"' not in page
    assert "Löftet är beslutat." in client.get(remove).text
    with region_scope(cast.region):
        assert Communication.objects.exists()
    assert client.post(remove).url == url(cast, "communication_list")
    with region_scope(cast.region):
        assert not Communication.objects.exists()


def test_line_without_responsible_is_refused(visit, cast):
    response = visit("preparer").post(
        url(cast, "communication_create"), {"channel": "website", "audience": "public", "opened_version": 1}
    )
    assert set(response.context["form"].errors) == {"message", "day", "responsible"}


def test_anonymous_is_sent_to_sign_in(client, cast):
    assert client.get(url(cast, "action_list")).status_code == 302


def test_another_regions_rows_are_not_found(visit, cast):
    twin = make_region()
    project = make_project(twin)
    promise = make_promise(project)
    action = make_action(make_statement(promise))
    contract = make_contract(promise, make_producer(twin))
    client = visit("preparer")
    for name, pk in (
        ("action_detail", action.pk),
        ("action_edit", action.pk),
        ("contract_detail", contract.pk),
        ("contract_edit", contract.pk),
    ):
        assert client.get(url(cast, name, pk)).status_code == 404
    foreign = reverse("implementation:action_list", args=[twin.slug, project.pk])
    assert client.get(foreign).status_code == 404


@pytest.mark.parametrize(("language", "title"), [("sv", "Åtgärden"), ("fi", "Toimi"), ("en", "Åtgärden")])
def test_list_shows_titles_in_the_pages_language_or_the_nearest(visit, cast, language, title):
    make_action(cast.first, title_sv="Åtgärden", title_fi="Toimi")
    response = visit("observer").get(url(cast, "action_list", language=language))
    assert [row.title for row in response.context["page"].rows] == [title]
    if language == "en":
        assert '<h3 class="h5 mb-1" lang="sv">' in response.content.decode()


def test_change_of_a_confirmed_clause_is_warned_of_and_stands_in_the_history(visit, cast):
    producer = make_user(cast.region, "producer")
    contract = make_contract(cast.promise, make_producer(cast.region, producer))
    clause = make_clause(contract, cast.first, words="Producenten svarar samma dag.")
    client = visit("preparer")
    page = url(cast, "contract_detail", contract.pk, language="en")
    edit = url(cast, "clause_edit", contract.pk, clause.pk, language="en")
    assert "confirmation falls away" not in client.get(edit).text
    with region_scope(cast.region):
        confirm_clause(clause=clause, version=clause.version, actor=producer)
        version = Clause.objects.get(pk=clause.pk).version
    assert "If you change them, the confirmation falls away" in client.get(edit).text
    same = {"words": "Producenten svarar samma dag.", "opened_version": version}
    assert "The words of the clause are as they were." in client.post(edit, same, follow=True).text
    new = {"words": "Producenten svarar inom två dagar.", "opened_version": version, "reason": "Helger"}
    told = client.post(edit, new, follow=True)
    assert "The producer is asked to confirm the new words." in told.text
    entries = client.get(page).context["page"]["clause_history"]
    assert [(row["what"], row["reason"]) for row in entries] == [
        ("A clause was changed, and its confirmation fell away", "Helger"),
        ("The producer confirmed a clause", ""),
    ]
    assert entries[1]["who"] == producer.get_full_name()


def test_nobody_is_missed_where_every_clause_is_confirmed(visit, cast):
    contract = make_contract(cast.promise, make_producer(cast.region))
    clause, page = make_clause(contract, cast.first), url(cast, "contract_detail", contract.pk, language="en")
    assert "Nobody can confirm the clauses yet" in visit("preparer").get(page).text
    with region_scope(cast.region):
        Clause.objects.filter(pk=clause.pk).update(confirmed_at=clock.now())
    assert "Nobody can confirm the clauses yet" not in visit("preparer").get(page).text


def test_nothing_is_said_to_have_somebody_responsible_before_there_is_a_goal(visit, cast):
    project = make_project(cast.region)
    page = reverse("implementation:action_list", args=[cast.region.slug, project.pk])
    assert 'id="unowned"' not in visit("preparer").get(page).text
    assert 'id="unowned"' in visit("preparer").get(url(cast, "action_list")).text


@pytest.mark.parametrize("has_person", [True, False])
def test_producer_is_said_to_be_asked_only_when_somebody_can_be(visit, cast, has_person):
    person = make_user(cast.region, "producer") if has_person else None
    contract = make_contract(cast.promise, make_producer(cast.region, person))
    page = visit("preparer").post(
        url(cast, "clause_create", contract.pk, language="en"),
        {"statement": cast.first.pk, "language": "sv", "words": "Producenten svarar samma dag."},
        follow=True,
    )
    text = page.content.decode()
    assert "The promise stands in the contract." in text
    assert ("is asked to confirm" in text, "Nobody can confirm the clauses yet" in text) == (
        has_person,
        not has_person,
    )


def test_empty_list_of_actions_leads_to_the_first_and_shows_no_zeros(visit, cast):
    create = url(cast, "action_create")
    empty = visit("manager").get(url(cast, "action_list"))
    assert empty.text.count(f'href="{create}"') == 1
    assert 'class="stats' not in empty.text
    assert 'name="perspective"' not in empty.text
    assert f'href="{create}"' not in visit("observer").get(url(cast, "action_list")).text
    make_action(cast.first, state="stopped")
    listed = visit("manager").get(url(cast, "action_list"))
    assert f'href="{create}"' in listed.text
    assert 'class="stats' in listed.text
    assert 'name="perspective"' in listed.text
    narrowed = visit("manager").get(url(cast, "action_list") + "?state=done")
    assert 'name="perspective"' in narrowed.text


def test_unit_and_position_are_marked_where_the_page_is_in_another_language(visit, cast):
    action = make_action(cast.first, unit_sv="Närservice", owner_position_fi="Palvelupäällikkö")
    for name, keys in (("action_list", ()), ("action_detail", (action.pk,))):
        swedish = visit("preparer").get(url(cast, name, *keys)).text
        finnish = visit("preparer").get(url(cast, name, *keys, language="fi")).text
        assert '<span lang="fi">Palvelupäällikkö</span>' in swedish
        assert '<span lang="sv">Närservice</span>' in finnish
        assert '<span lang="sv">' not in swedish
        assert '<span lang="fi">' not in finnish
