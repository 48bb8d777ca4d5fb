"""Feedback: open to everybody at any time, kept once, seen to by somebody, answered by a day."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from monitoring.domain.feedback import handle_feedback, receive_feedback
from monitoring.models import Feedback
from monitoring.queries.feedback import feedback_list, feedback_subjects
from participation.domain.response import Answer, write_response
from participation.models import Contribution
from projects.models import PromiseText
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.factories.accounts import make_region, make_user
from tests.factories.monitoring import decide, make_feedback
from tests.factories.projects import make_project, make_promise, make_statement

NOON = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)


def send(cast, **values):
    defaults = {
        "region": cast.region,
        "project": cast.project,
        "lineage": cast.first.lineage,
        "kind": "proposal",
        "language": "sv",
        "words": "Svara också på kvällen.",
        "nonce": uuid.uuid4().hex,
    }
    with region_scope(cast.region):
        return receive_feedback(**{**defaults, **values})


@pytest.fixture
def address(cast):
    with translation.override("sv"):
        return reverse("monitoring:feedback_form", args=[cast.region.slug, cast.project.slug])


def form_data(cast, *, age=10, **values):
    with clock.fixed(clock.now()):
        token = make_form_token(purpose=f"feedback:{cast.project.pk}")
    return {
        "form_token": token,
        "kind": "problem",
        "words": "Ingen svarade.",
        "language": "sv",
        "statement": str(cast.first.lineage),
        **values,
    }


@pytest.mark.requirement(108, 109)
def test_feedback_is_tied_to_its_statement_and_given_owner_and_day(cast, noon):
    contribution = send(cast)
    with region_scope(cast.region):
        row = Feedback.objects.get(contribution=contribution)
        codes = list(contribution.codes.values_list("perspective", "viewpoint"))
    assert (row.statement, row.kind, row.owner, row.due_on) == (
        cast.first,
        "proposal",
        cast.owner,
        dt.date(2027, 3, 24),
    )
    assert codes == [("availability", "resident")]


def test_feedback_on_an_unknown_statement_is_about_the_whole(cast, noon):
    with region_scope(cast.region):
        for lineage in (None, uuid.uuid4()):
            assert Feedback.objects.get(contribution=send(cast, lineage=lineage)).statement is None


def test_statement_of_another_project_is_not_spoken_of_here(cast, noon):
    other = make_statement(make_promise(make_project(cast.region)))
    contribution = send(cast, lineage=other.lineage)
    with region_scope(cast.region):
        row = Feedback.objects.get(contribution=contribution)
    assert (row.statement, row.promise) == (None, cast.promise)


def test_same_sending_twice_is_one_feedback(cast, noon):
    first, second = send(cast, nonce="a" * 32), send(cast, nonce="a" * 32)
    with region_scope(cast.region):
        assert Feedback.objects.count() == Contribution.objects.count() == 1
    assert first.pk == second.pk


def test_feedback_without_words_is_refused_and_nothing_is_kept(cast, noon):
    with pytest.raises(DomainError):
        send(cast, words=" \x00 ")
    with region_scope(cast.region):
        assert not Feedback.objects.exists()


@pytest.mark.requirement(101, 102)
def test_form_is_open_without_account_or_cookie_and_answers_with_a_receipt(client, cast, address):
    decide(cast.promise)
    shown = client.get(f"{address}?statement={cast.first.lineage}")
    assert shown.status_code == 200
    assert "Du får svar samma dag." in shown.content.decode()
    assert not shown.cookies
    response = client.post(address, form_data(cast))
    assert response.status_code == 201
    assert response.context["code"] in response.content.decode()
    assert '<h1 tabindex="-1" data-focus>' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    with region_scope(cast.region):
        assert Feedback.objects.get().statement == cast.first


@pytest.mark.requirement(17, 101)
def test_form_and_receipt_lead_back_to_the_sentence_it_is_about(client, cast, address):
    lineage = str(cast.first.lineage)
    place = f'/promise/#s-{lineage}"'
    form = client.get(f"{address}?statement={lineage}")
    received = client.post(address, form_data(cast))
    assert [page.text.count(place) for page in (form, received)] == [1, 1]


def test_form_is_open_in_every_phase_once_there_is_a_promise(client, cast):
    with translation.override("sv"):
        early = make_project(cast.region)
        closed = reverse("monitoring:feedback_form", args=[cast.region.slug, early.slug])
    assert client.get(closed).status_code == 404
    make_promise(early)
    assert client.get(closed).status_code == 200


def test_double_click_gives_the_same_receipt(client, cast, address):
    data = form_data(cast)
    codes = {client.post(address, data).context["code"] for _press in range(2)}
    with region_scope(cast.region):
        assert (len(codes), Feedback.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "x" * 10_001}, "words"),
        ({"kind": "nonsense"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"language": "xx"}, "language"),
        ({"wants_answer": "on"}, "email"),
        ({"email": "not an address"}, "email"),
        ({"statement": "\x00"}, "statement"),
        ({"form_token": "forged"}, "__all__"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_words_are_kept(client, cast, address, values, field):
    response = client.post(address, form_data(cast, **values))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    if "words" not in values:
        assert "Ingen svarade." in response.content.decode()
    with region_scope(cast.region):
        assert not Feedback.objects.exists()


def test_kind_of_feedback_is_chosen_by_who_writes_it(client, cast, address):
    """Nobody's thanks are counted as a problem because the form had chosen so."""
    assert " checked" not in client.get(address).text
    data = form_data(cast)
    del data["kind"]
    page = client.post(address, data)
    assert page.context["form"].errors["kind"] == ["Välj vilken typ av respons det är."]
    assert "Ingen svarade." in page.text


def test_trap_sends_to_moderation_and_never_to_the_floor(client, cast, address):
    response = client.post(address, form_data(cast, website="https://spam.example"))
    assert response.status_code == 201
    with region_scope(cast.region):
        row = Contribution.objects.get()
    assert (row.is_suspect, row.moderation) == (True, "pending")


def test_post_from_another_site_is_refused(client, cast, address):
    response = client.post(address, form_data(cast), headers={"origin": "https://evil.example"})
    assert response.status_code == 403


def test_feedback_of_a_closed_project_is_not_found(client, cast, address):
    with region_scope(cast.region):
        cast.project.is_public, cast.project.closed_reason = False, "Sekretess"
        cast.project.save()
    assert client.get(address).status_code == 404
    assert client.post(address, form_data(cast)).status_code == 404


@pytest.mark.requirement(109)
def test_feedback_is_classified_assigned_and_its_effect_told(cast, noon):
    row = make_feedback(cast.promise, cast.first)
    with region_scope(cast.region):
        handle_feedback(
            feedback=row,
            expected=1,
            actor=cast.manager,
            values={"kind": "question", "owner": cast.observer, "effect_sv": "Telefonen är öppen till 20."},
        )
        with pytest.raises(EditConflict):
            handle_feedback(feedback=row, expected=1, actor=cast.manager, values={})
        stored = Feedback.objects.get()
    assert (stored.kind, stored.owner, stored.effect_sv) == (
        "question",
        cast.observer,
        "Telefonen är öppen till 20.",
    )


def test_stranger_sees_to_nothing(cast, noon):
    row, stranger = make_feedback(cast.promise), make_user(make_region(), "manager")
    with region_scope(cast.region), pytest.raises(DomainError):
        handle_feedback(feedback=row, expected=1, actor=cast.manager, values={"owner": stranger})


@pytest.mark.requirement(109)
def test_list_tells_what_is_unanswered_late_and_answered(cast):
    late = make_feedback(cast.promise, cast.first, due_on=dt.date(2027, 3, 9))
    answered = make_feedback(cast.promise, cast.first, due_on=dt.date(2027, 3, 9))
    make_feedback(cast.promise, due_on=dt.date(2027, 4, 1))
    with clock.fixed(NOON), region_scope(cast.region):
        write_response(
            contribution=answered.contribution,
            actor=cast.preparer,
            answer=Answer(outcome="accepted", body="Vi svarar nu även på kvällen.", language="sv"),
            publish=True,
        )
        page = feedback_list(cast.project, {})
        shown = {
            name: [row.pk for row in feedback_list(cast.project, {"answer": name}).rows]
            for name in ("late", "yes")
        }
        by_perspective = feedback_list(cast.project, {"perspective": "availability"}).rows
    assert (page.all, page.unanswered, page.late) == (3, 2, 1)
    assert shown == {"late": [late.pk], "yes": [answered.pk]}
    assert {row.pk for row in by_perspective} == {late.pk, answered.pk}


def test_withdrawn_words_are_not_listed(cast):
    from participation.domain.contribution import withdraw_contribution

    row = make_feedback(cast.promise, words="Ångrat")
    with region_scope(cast.region):
        withdraw_contribution(contribution=row.contribution)
        assert feedback_list(cast.project, {}).rows == []


def test_writer_sees_what_the_feedback_is_about_and_led_to(client, cast):
    decide(cast.promise)
    row = make_feedback(cast.promise, cast.first, effect_sv="Telefonen är öppen till 20.")
    from participation.domain.receipt import code_of

    with translation.override("sv"):
        receipt = reverse("participation:receipt")
    page = client.post(receipt, {"code": code_of(contribution=row.contribution)}).content.decode()
    assert "Du får svar samma dag." in page
    assert "Telefonen är öppen till 20." in page
    assert "Inte besvarad än. Vi svarar på respons inom två veckor." in page
    assert "Se löftet som din respons gäller" in page


def test_writer_is_not_shown_words_that_are_being_worked_on(cast):
    decide(cast.promise)
    row = make_feedback(cast.promise, cast.first)
    with region_scope(cast.region):
        PromiseText.objects.filter(statement=cast.first, language="sv").update(body="Du får vänta.")
        assert feedback_subjects([row.contribution_id], "sv")[row.contribution_id].quote == (
            "Du får svar samma dag."
        )


def test_one_row_of_the_feedback_list_speaks_of_one(cast, client):
    with region_scope(cast.region):
        row = make_feedback(cast.promise)
        write_response(
            contribution=row.contribution,
            actor=make_user(cast.region, "manager"),
            answer=Answer(outcome="noted", language="sv", body="Tack."),
            publish=True,
        )
    client.force_login(make_user(cast.region, "preparer"))
    with translation.override("sv"):
        address = reverse("monitoring:feedback_list", args=[cast.region.slug, cast.project.pk])
    shown = client.get(address).text
    assert '<span class="tag tag-success">Besvarad</span>' in shown
    assert '<span class="stat-value">1</span> <span class="stat-label">inkommet inlägg</span>' in shown


def test_language_is_switched_with_the_words_kept_and_nothing_sent(client, cast, address):
    response = client.post(address, form_data(cast, words="Ing", email="anna@", show_in="sv"))
    form = response.context["form"]
    assert (response.status_code, form.errors, form["words"].value()) == (200, {}, "Ing")
    assert form["kind"].value() == "problem"
    with region_scope(cast.region):
        assert not Feedback.objects.exists()


def test_empty_list_offers_the_form_only_while_there_is_a_promise_to_speak_of(client, cast):
    client.force_login(cast.preparer)
    with translation.override("en"):
        address = reverse("monitoring:feedback_list", args=[cast.region.slug, cast.project.pk])
        form = reverse("monitoring:feedback_form", args=[cast.region.slug, cast.project.slug])
    early = client.get(address).text
    assert "Once the decision on the promise is published" in early
    assert f'href="{form}"' not in early
    decide(cast.promise)
    open_form = client.get(address).text
    assert "The form is open all year" in open_form
    assert f'href="{form}"' in open_form
    with region_scope(cast.region):
        type(cast.project).objects.filter(pk=cast.project.pk).update(state="closed")
    closed = client.get(address).text
    assert "no more feedback is taken" in closed
    assert f'href="{form}"' not in closed
