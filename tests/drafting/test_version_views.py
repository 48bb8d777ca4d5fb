"""The list of versions, publishing, taking back, comparing, and the days for comments, in the workspace."""

import datetime as dt

import pytest

from drafting.domain.version import publish_version
from drafting.enums import ConsultationState, VersionState
from drafting.models import Consultation, DraftVersion
from drafting.views import versions
from projects.handbook import load_handbook
from projects.models import PromiseText
from servicelofte.common import clock
from tests.drafting.test_version import reword
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_statement
from tests.support import assert_constant_queries, send


def day(days=0):
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def test_empty_list_offers_to_publish_the_first_version(cast, client):
    cast.sign_in()
    assert "Publish the first version" in client.get(cast.path("versions/")).content.decode()


def test_version_is_published_from_the_form(cast, client):
    user = cast.sign_in()
    assert client.get(cast.path("versions/publish/")).status_code == 200
    answer = send(client, cast.path("versions/publish/"), {"summary_sv": "Allt är nytt", "summary_fi": ""})
    assert answer.status_code == 302
    version = DraftVersion.objects.get()
    assert (version.published_by, version.summary) == (user, {"sv": "Allt är nytt"})
    assert "Allt är nytt" in client.get(cast.path("versions/")).content.decode()


def test_publishing_says_that_a_running_consultation_goes_on_over_the_new_version(cast, client):
    cast.sign_in()
    there, said = cast.path("versions/publish/"), "goes on with the new version"
    consultation = make_consultation(make_version(cast.promise))
    reword(cast.statement, "Skrivet efteråt", "Kirjoitettu jälkeenpäin")
    assert client.get(there).text.count(said) == 1
    closed = {"state": ConsultationState.CLOSED, "closed_at": clock.now()}
    Consultation.objects.filter(pk=consultation.pk).update(**closed)
    assert said not in client.get(there).text


def test_promise_that_was_changed_after_it_was_seen_is_not_published(cast, client):
    cast.sign_in()
    there = cast.path("versions/publish/")
    # The page in the other language sees the same promise.
    form = client.get(there.replace("/en/", "/sv/")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    reword(cast.statement, "Skrivet efteråt", "Kirjoitettu jälkeenpäin")
    refused = client.post(there, {**sent, "summary_sv": "Kvar i fältet"})
    assert refused.status_code == 409
    assert "Somebody changed the promise after you opened this page." in refused.text
    assert "Kvar i fältet" in refused.text
    link = (
        f'<a href="{cast.path("promise/")}?promise={cast.promise.pk}">Read the promise in the editor</a></li>'
    )
    assert link in refused.text
    assert DraftVersion.objects.count() == 0
    form = refused.context["form"]
    assert client.post(there, {name: form[name].value() or "" for name in form.fields}).status_code == 302
    assert DraftVersion.objects.get().summary == {"sv": "Kvar i fältet"}


@pytest.mark.parametrize("seen", [{}, {"seen": ""}], ids=["missing", "empty"])
def test_promise_is_not_published_by_somebody_who_does_not_say_what_was_seen(cast, client, seen):
    cast.sign_in()
    refused = client.post(cast.path("versions/publish/"), seen)
    assert refused.status_code == 409
    assert refused.context["form"]["seen"].value()
    assert DraftVersion.objects.count() == 0


def test_promise_that_is_changed_while_it_is_being_published_is_asked_about_as_it_stands_then(
    cast, client, monkeypatch
):
    cast.sign_in()
    there = cast.path("versions/publish/")
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}

    def after_a_colleague(**values):
        monkeypatch.setattr(versions, "publish_version", publish_version)
        reword(cast.statement, "Skrivet under tiden", "Kirjoitettu sillä välin")
        return publish_version(**values)

    monkeypatch.setattr(versions, "publish_version", after_a_colleague)
    refused = client.post(there, sent)
    assert refused.status_code == 409
    form = refused.context["form"]
    assert client.post(there, {name: form[name].value() or "" for name in form.fields}).status_code == 302


@pytest.mark.requirement(1)
def test_publishing_lists_what_is_missing_and_offers_no_button(cast, client):
    cast.sign_in()
    PromiseText.objects.filter(
        cell__perspective="quality", cell__viewpoint="resident", language="fi"
    ).delete()
    page = client.get(cast.path("versions/publish/")).content.decode()
    assert "Quality" in page
    assert "<strong>Finnish</strong>" in page
    assert "Publish the version" not in page
    send(client, cast.path("versions/publish/"), {})
    assert DraftVersion.objects.count() == 0


@pytest.mark.requirement(1)
def test_word_on_stale_translations_is_asked_again_once_the_promise_was_changed(cast, client):
    cast.sign_in()
    there = cast.path("versions/publish/")
    reword(cast.statement, "Nytt", "Uusi")
    reword(cast.statement, "Nyare", "Uusi")
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    reword(cast.statement, "Nyast", "Uusi")
    refused = client.post(there, {**sent, "accepts_stale": "on"})
    assert refused.status_code == 409
    assert not refused.context["form"]["accepts_stale"].value()


def test_stale_translations_need_a_tick(cast, client):
    cast.sign_in()
    reword(cast.statement, "Nytt", "Uusi")
    reword(cast.statement, "Nyare", "Uusi")
    answer = send(client, cast.path("versions/publish/"), {"summary_sv": "Kvar i fältet"})
    page = answer.content.decode()
    assert "Some translations lag behind" in page
    assert "Kvar i fältet" in page
    send(client, cast.path("versions/publish/"), {"accepts_stale": "on"})
    assert DraftVersion.objects.count() == 1


def test_version_is_taken_back_with_a_reason(cast, client):
    cast.sign_in()
    version = make_version(cast.promise)
    path = cast.path(f"versions/{version.pk}/take-back/")
    assert client.get(path).status_code == 200
    assert client.post(path, {"reason": ""}).status_code == 200
    client.post(path, {"reason": "Fel text"})
    version.refresh_from_db()
    assert version.state == VersionState.WITHDRAWN
    assert client.get(cast.path("versions/")).status_code == 200


@pytest.mark.parametrize(
    ("page", "role", "status"),
    [
        ("versions/", "observer", 200),
        ("compare/", "observer", 200),
        ("versions/", "producer", 403),
        ("versions/publish/", "observer", 403),
        ("versions/publish/", "secretary", 403),
        ("consultations/new/", "manager", 403),
        ("consultations/new/", "preparer", 200),
    ],
)
def test_pages_are_opened_by_role(cast, client, page, role, status):
    if page == "consultations/new/":
        make_version(cast.promise)
    cast.sign_in(role)
    assert client.get(cast.path(page)).status_code == status


def test_signed_out_person_is_sent_to_sign_in(cast, client):
    answer = client.get(cast.path("versions/"))
    assert (answer.status_code, "account" in answer.url) == (302, True)


@pytest.mark.requirement(81)
def test_present_wording_is_compared_with_the_newest_version(cast, client):
    cast.sign_in()
    make_version(cast.promise)
    reword(cast.statement, "Jag får svar nästa dag.", "Saan vastauksen seuraavana päivänä.")
    page = client.get(cast.path("compare/")).content.decode()
    assert "As it is written now" in page
    assert "</span>nästa<span" in page
    assert "</span>seuraavana<span" in page


@pytest.mark.requirement(81)
def test_comparison_opens_on_the_two_newest_versions_right_after_publishing(cast, client):
    cast.sign_in()
    make_version(cast.promise)
    reword(cast.statement, "Jag får svar nästa dag.", "Saan vastauksen seuraavana päivänä.")
    make_version(cast.promise)
    page = client.get(cast.path("compare/")).context["page"]
    assert (page.before, page.after, bool(page.comparison.sections)) == ("1", "2", True)
    # A choice is a choice, and what is not published yet comes first again.
    assert client.get(cast.path("compare/?from=2&to=now")).context["page"].before == "2"
    reword(cast.statement, "Jag får svar samma dag.", "Saan vastauksen samana päivänä.")
    page = client.get(cast.path("compare/")).context["page"]
    assert (page.before, page.after) == ("2", "now")


def test_comparison_does_not_open_on_a_version_that_was_taken_back(cast, client):
    cast.sign_in()
    for words in ("Två dagar", "Tre dagar", "En dag"):
        reword(cast.statement, words, f"{words} fi")
        make_version(cast.promise)
    DraftVersion.objects.filter(number=2).update(state=VersionState.WITHDRAWN)
    page = client.get(cast.path("compare/")).context["page"]
    assert (page.before, page.after) == ("1", "3")


def test_lists_cost_the_same_however_many_versions_there_are(cast, client):
    cast.sign_in()

    def add(count):
        for _number in range(count):
            make_statement(cast.promise, "quality", "organiser")
            make_version(cast.promise)

    assert assert_constant_queries(lambda: client.get(cast.path("versions/")), add) <= 16
    assert assert_constant_queries(lambda: client.get(cast.path("compare/")), add, few=2, many=4) <= 20


def test_days_for_comments_are_set_changed_closed_and_opened_again(cast, client):
    cast.sign_in()
    make_version(cast.promise)
    page = client.get(cast.path("consultations/new/")).content.decode()
    assert f'value="{day()}"' in page
    answer = client.post(cast.path("consultations/new/"), {"opens_on": day(), "closes_on": day(-2)})
    assert "The last day is before the first." in answer.content.decode()
    client.post(cast.path("consultations/new/"), {"opens_on": day(), "closes_on": day(20)})
    row = Consultation.objects.get()
    base = cast.path(f"consultations/{row.pk}/")
    assert (row.moderates_first, client.get(base).status_code) == (False, 200)
    client.post(base, {"opens_on": day(), "closes_on": day(30), "opened_version": 1, "reason": "Fler hinner"})
    assert "Fler hinner" in client.get(base).content.decode()
    stale = client.post(base, {"opens_on": day(), "closes_on": day(40), "opened_version": 1, "reason": ""})
    assert stale.status_code == 409
    assert day(40) in stale.content.decode()
    assert client.get(f"{base}close/").status_code == 200
    client.post(f"{base}close/", {"reason": "Klart", "opened_version": 2})
    row.refresh_from_db()
    assert (row.state, row.closes_on.isoformat()) == (ConsultationState.CLOSED, day(30))
    assert "Open again" in client.get(cast.path("versions/")).content.decode()
    client.post(f"{base}reopen/", {"closes_on": day(9), "reason": "", "opened_version": 3})
    row.refresh_from_db()
    assert (row.state, row.closes_on.isoformat()) == (ConsultationState.RUNNING, day(9))


@pytest.mark.parametrize("role", ["preparer", "observer", "manager"])
def test_list_leads_to_the_comments_that_have_come_in(cast, client, role):
    cast.sign_in(role)
    comments = f'{cast.path("inbox/")}?channel=comment"'
    version = make_version(cast.promise)
    assert comments not in client.get(cast.path("versions/")).text
    make_consultation(version)
    assert comments in client.get(cast.path("versions/")).text
    assert client.get(comments.strip('"')).status_code == 200


def test_days_without_a_version_are_refused_with_what_to_do_first(cast, client):
    cast.sign_in()
    answer = client.post(cast.path("consultations/new/"), {"opens_on": day(), "closes_on": day(9)})
    assert "Publish a version first" in answer.content.decode()


def test_consultation_of_another_project_is_not_there(cast, client):
    cast.sign_in(region=cast.twin)
    consultation = make_consultation(make_version(cast.promise))
    path = f"/en/work/{cast.twin.slug}/projects/{cast.project.pk}/consultations/{consultation.pk}/"
    assert client.get(path).status_code == 404


def test_core_and_principles_of_the_handbook_are_told_before_publishing_too(cast, client):
    cast.sign_in()
    example = load_handbook().promise_example
    for language in ("sv", "fi"):
        texts = PromiseText.objects.filter(promise=cast.promise, language=language, cell=None, statement=None)
        texts.filter(principle=None).update(body=example.core.in_language(language))
        resident = example.principle("resident").in_language(language)
        texts.filter(principle__viewpoint="resident").update(body=resident)
    page = client.get(cast.path("versions/publish/"))
    assert [part.part for part in page.context["check"].untouched] == ["core", "principle/resident"]


def test_publishing_tells_what_is_still_the_example_of_the_handbook_and_blocks_nothing(cast, client):
    cast.sign_in()
    PromiseText.objects.filter(cell__isnull=False).update(body="Eget mål")
    title = "Still the handbook’s example, word for word"
    assert title not in client.get(cast.path("versions/publish/")).content.decode()
    model = load_handbook().promise_example.cell("quality", "resident")
    for language in ("sv", "fi"):
        PromiseText.objects.filter(
            cell__perspective="quality", cell__viewpoint="resident", language=language
        ).update(body=model.goal.in_language(language))
    moved = model.statements[0]
    row = make_statement(cast.promise, sv=moved.sv, fi=moved.fi)
    page = client.get(cast.path("versions/publish/"))
    assert title in page.content.decode()
    assert [(part.anchor, part.part) for part in page.context["check"].untouched] == [
        (f"s-{row.lineage}", str(row.lineage)),
        ("quality-resident", "quality/resident"),
    ]
    reword(row, f"{moved.sv} Alltid.", moved.fi)
    assert [part.part for part in client.get(cast.path("versions/publish/")).context["check"].untouched] == [
        "quality/resident"
    ]
    send(client, cast.path("versions/publish/"), {"accepts_stale": "on"})
    assert DraftVersion.objects.count() == 1
