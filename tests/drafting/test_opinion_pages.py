"""An invited body reads and answers by one link; the preparers see who has answered."""

import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from drafting.domain.answers import Answers
from drafting.domain.opinion import save_opinion, submit_opinion
from drafting.domain.remiss import arrange_request, opinion_code
from drafting.enums import OpinionState
from drafting.models import Body, Opinion, OpinionRequest
from drafting.queries.closing import left_undone
from participation.models import Contribution
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.drafting.test_remiss import FULL
from tests.factories.accounts import make_user
from tests.factories.drafting import make_version
from tests.factories.projects import make_statement
from tests.factories.remiss import make_body, make_request
from tests.support import assert_constant_queries

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def asked(region, staff):
    _project, version, _statement = draft(region, days=30)
    with region_scope(region):
        return make_request(version.consultations.select_related("region").get(), staff)


def post(row, act="", language="en", words_in="", **values):
    """Send the form on the page in `language`; its words are in `words_in`."""
    with translation.override(language):
        address = reverse("drafting:opinion")
    data = {"code": opinion_code(opinion_request=row), "act": act, "opened_version": row.version, **values}
    data["language"] = words_in
    return Client(enforce_csrf_checks=True).post(address, data)


def fresh(row):
    with region_scope(row.region):
        return OpinionRequest.objects.get(pk=row.pk)


def publish_newer(row):
    with region_scope(row.region):
        consultation = row.consultation
        make_statement(consultation.draft.promise, "quality")
        consultation.draft = make_version(consultation.draft.promise)
        consultation.save()


def move_invitation(row, days):
    """Invite a body later, so that nothing but what is kept tells which version it read."""
    with region_scope(row.region):
        OpinionRequest.objects.filter(pk=row.pk).update(invited_at=row.invited_at + dt.timedelta(days=days))


def work(name, row, *args):
    project = row.consultation.draft.promise.project
    return reverse(f"drafting:{name}", args=[row.region.slug, project.pk, *args])


def test_link_opens_nothing_by_itself_and_is_told_to_nobody(client, asked):
    response = client.get(reverse("drafting:opinion_link", args=[opinion_code(opinion_request=asked)]))
    assert (response.status_code, response.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert f"/{asked.region.slug}/about/privacy/" in response.text
    assert fresh(asked).state == OpinionState.INVITED


@pytest.mark.requirement(72)
def test_form_shows_the_draft_and_a_stance_and_words_for_each_of_ten_cells(asked):
    page = post(asked, language="sv").text
    assert page.count('name="words_') == 10
    # With that of the language.
    assert page.count("<fieldset") == 11
    assert "Mål availability resident" in page
    assert "Jag får svar samma dag." in page
    assert opinion_code(opinion_request=asked) in page


@pytest.mark.requirement(72)
def test_what_is_needed_to_submit_is_not_called_optional(asked):
    shown = " ".join(post(asked).text.split())
    assert "Who gives the opinion? </label>" in shown
    assert "The opinion in general </label>" in shown
    assert '<span class="field-optional">' in shown


def test_word_that_the_answers_were_saved_takes_the_focus(asked):
    page = post(asked, "save", general="Vi börjar").text
    assert re.search(r'<div tabindex="-1" data-focus[^>]*><div class="notice notice-success">', page)


@pytest.mark.parametrize(("act", "is_received"), [("save", True), ("submit", True), ("back", False)])
def test_unsent_words_are_kept_on_the_device_until_they_were_received(asked, act, is_received):
    page = post(asked, act, general="Vi börjar", signed_by="Anna").text
    assert (f'data-keep="opinion-{asked.pk}"' in page) == (act != "submit")
    assert (f'data-kept-received="opinion-{asked.pk}"' in page) == is_received
    assert 'data-kept-received="' not in post(fresh(asked)).text


def test_saved_answers_are_there_for_a_colleague_with_the_same_link(asked):
    post(asked, "save", general="Vi börjar", stance_quality_resident="supports")
    page = post(fresh(asked)).text
    assert "Vi börjar" in page
    assert fresh(asked).draft_answers["cells"] == {"quality/resident": {"stance": "supports", "words": ""}}


@pytest.mark.requirement(72)
def test_submitting_gives_a_dated_receipt_that_the_link_shows_again(asked):
    response = post(
        asked,
        "submit",
        general="Vi stöder.",
        signed_by="Anna Holm, chair",
        stance_quality_resident="opposes",
        words_quality_resident="Inte så bra",
    )
    assert response.status_code == 201
    for words in ("Your opinion is received", "Anna Holm, chair", asked.body.name):
        assert words in response.text
    receipt = post(asked).text
    for words in ("Your opinion is received", "Vi stöder.", "Opposes", "Inte så bra"):
        assert words in receipt
    assert post(asked, "submit", general="Igen", signed_by="B").status_code == 422
    with region_scope(asked.region):
        assert Opinion.objects.get().contribution.original == "Vi stöder."


def test_words_are_in_the_language_that_the_body_says_and_can_say_anew(asked):
    """The mail offers another language than the one that the register has for the body."""
    form = post(asked, language="fi").context["form"]
    assert (form["language"].value(), [code for code, _name in form.fields["language"].choices]) == (
        "fi",
        ["sv", "fi"],
    )
    cell = {"stance_availability_resident": "supports", "words_availability_resident": "Hyvä."}
    said = {"general": "Kannatamme.", "signed_by": "Anna", **cell}
    received = post(asked, "submit", language="sv", words_in="fi", **said).text
    assert '<dd lang="fi">Kannatamme.</dd>' in received
    assert '<dd>Stöder</dd><dd lang="fi">Hyvä.</dd>' in received
    with region_scope(asked.region):
        assert set(Contribution.objects.values_list("original", "language")) == {
            ("Kannatamme.", "fi"),
            ("Hyvä.", "fi"),
        }
    laid_out = post(fresh(asked), "reopen", language="sv").context["form"]
    assert laid_out["language"].value() == "fi"
    post(fresh(asked), "submit", language="sv", words_in="sv", **said)
    with region_scope(asked.region):
        assert set(Contribution.objects.values_list("language", flat=True)) == {"sv"}


def test_answers_that_do_not_say_their_language_are_in_the_bodys(asked):
    with region_scope(asked.region):
        OpinionRequest.objects.filter(pk=asked.pk).update(draft_answers={"general": "Ja", "cells": {}})
    post(fresh(asked), "submit", language="fi", general="Ja", signed_by="Anna")
    with region_scope(asked.region):
        assert Contribution.objects.get().language == asked.body.language == "sv"


def test_missing_words_are_told_beside_the_field_and_the_rest_is_kept(asked):
    response = post(asked, "submit", general="Vi stöder.", words_quality_resident="Behåll detta")
    assert response.status_code == 422
    assert "Write who gives the opinion" in response.text
    assert "Behåll detta" in response.text


def test_all_that_is_missing_is_told_at_once_in_the_order_of_the_form(asked):
    page = post(asked, "submit", words_quality_resident="Behåll detta").text
    summary = page.split('class="error-summary', 1)[1].split("</ul>", 1)[0]
    assert re.findall(r'href="#id_(\w+)"', summary) == [
        "general",
        "stance_quality_resident_0",
        "signed_by",
    ]
    assert "Write the opinion in general." in summary


def test_body_is_spoken_to_as_several_of_words_put_back_and_of_privacy(asked):
    page = post(asked, language="sv").text
    assert "Vi har lagt tillbaka det som ni skrev här tidigare" in page
    assert "Så hanterar vi det ni skriver" in page


def test_each_goal_that_lacks_a_stance_is_named_where_it_is_told(asked):
    said = {f"words_{cell}": "Skriv ut tiden." for cell in ("quality_resident", "integration_organiser")}
    page = post(asked, "submit", general="Ja", signed_by="Anna", **said).text
    for field, name in (("quality_resident", "Quality, "), ("integration_organiser", "Integration, ")):
        assert re.search(rf'<a href="#id_stance_{field}[^"]*">{name}[^<]*: you wrote on this goal', page)


def test_body_is_told_that_what_it_says_is_published_under_its_name(asked):
    shown = " ".join(post(asked).text.split())
    assert "is published under the name of" in shown
    assert "Not shown on the public pages." in shown
    assert f'href="/en/{asked.region.slug}/about/privacy/">How we handle what you write' in shown


def test_conflict_between_colleagues_shows_both_texts(asked):
    with region_scope(asked.region):
        stance = {("quality", "resident"): ("opposes", "")}
        theirs = Answers(general="Kollegans ord", cells=stance)
        save_opinion(opinion_request=asked, answers=theirs, opened=asked.version)
    response = post(asked, "save", general="Mina ord")
    assert response.status_code == 409
    assert "A colleague saved the opinion meanwhile." in response.text
    for words in ("Kollegans ord", "<p>Opposes</p>", "Mina ord", 'name="opened_version" value="2"'):
        assert words in response.text
    assert post(fresh(asked), "save", general="Mina ord").status_code == 200
    assert fresh(asked).draft_answers["general"] == "Mina ord"


def test_after_the_last_day_the_text_is_kept_on_the_page(asked):
    with clock.fixed(clock.end_of(asked.due_on)):
        response = post(asked, "submit", general="För sent", signed_by="Anna")
    assert response.status_code == 422
    for words in ("The last day has passed", "För sent"):
        assert words in response.text
    assert fresh(asked).state == OpinionState.INVITED


def test_body_is_asked_before_it_declines_and_keeps_what_it_wrote(asked):
    question = post(asked, "decline", general="Halvskrivet").text
    assert fresh(asked).state == OpinionState.INVITED
    assert 'name="confirm" value="yes"' in question
    form = post(asked, "back", general="Halvskrivet")
    assert (form.status_code, fresh(asked).state) == (200, OpinionState.INVITED)
    assert "Halvskrivet" in question
    assert "Halvskrivet</textarea>" in form.text


def test_body_may_decline(asked):
    assert "Noted: you give no opinion" in post(asked, "decline", confirm="yes").text
    assert fresh(asked).state == OpinionState.DECLINED
    opened = post(fresh(asked)).text
    assert "You have said that you give no opinion" in opened
    assert 'value="decline"' not in opened


def test_body_that_declined_may_give_its_opinion_after_all(asked):
    post(asked, "decline", confirm="yes")
    response = post(fresh(asked), "submit", general="Vi stöder.", signed_by="Anna Holm, chair")
    assert response.status_code == 201
    assert fresh(asked).state == OpinionState.SUBMITTED


@pytest.mark.parametrize("code", ["", "XXXX-XXXX", "\x00", "9" * 4000])
def test_unknown_code_says_where_the_link_is(asked, code):
    response = Client().post(reverse("drafting:opinion"), {"code": code})
    assert response.status_code == 422


def test_scripts_in_an_opinion_are_inert(asked):
    page = post(asked, "save", general=SCRIPT, words_quality_resident=SCRIPT, signed_by=SCRIPT).text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"code=" + b"x" * 10_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"code=%00%ED%A0%80", "application/x-www-form-urlencoded"),
        (b"\xff", "multipart/form-data; boundary=x"),
    ],
)
def test_raw_post_is_never_a_server_error(db, body, kind):
    response = Client(raise_request_exception=False).generic(
        "POST", reverse("drafting:opinion"), body, content_type=kind
    )
    assert response.status_code in (400, 413, 422)


@pytest.mark.parametrize("name", ["stance_quality_resident", "opened_version", "general", "act"])
def test_hostile_values_are_refused_and_never_a_server_error(asked, name):
    for value in ("\x00", "9" * 40, "‮", "x" * 20_000, "-1"):
        data = {"code": opinion_code(opinion_request=asked), "act": "save", "opened_version": 1, name: value}
        assert Client().post(reverse("drafting:opinion"), data).status_code in (200, 409, 422)


@pytest.mark.requirement(72)
def test_list_shows_received_awaited_and_missing(client, region, asked, staff):
    consultation = asked.consultation
    done = make_request(consultation, staff)
    late = make_request(consultation, staff, due_on=clock.today() + dt.timedelta(days=1))
    with region_scope(region):
        submit_opinion(opinion_request=done, answers=FULL, opened=1)
    with clock.fixed(clock.end_of(late.due_on)):
        page = client.get(work("request_list", asked).replace("/sv/", "/en/")).text
    for words in ("Received", "Invited", "Late", "Anna Holm, ordförande"):
        assert words in page


@pytest.mark.requirement(72)
def test_several_bodies_are_invited_from_the_register(client, region, asked, staff):
    bodies = [make_body(staff, region) for _ in range(2)]
    address = work("request_create", asked)
    page = client.get(address).text
    assert page.count('name="bodies"') == 2
    assert page.count('data-pick-all="bodies"') == 1
    day = (clock.today() + dt.timedelta(days=5)).isoformat()
    values = {"letter_sv": "Vad anser ni?", "letter_fi": "Mitä mieltä olette?", "due_on": day}
    response = client.post(address, {"bodies": [body.pk for body in bodies], **values})
    assert response.status_code == 302
    with region_scope(region):
        assert OpinionRequest.objects.count() == 3


def test_bad_day_is_told_beside_the_field(client, region, asked, staff):
    body = make_body(staff, region)
    for day in ("", "x", "2020-01-01"):
        response = client.post(work("request_create", asked), {"bodies": [body.pk], "due_on": day})
        assert response.status_code == 200
        assert "error-summary" in response.text


def test_more_time_and_register_number(client, asked):
    address = work("request_edit", asked, asked.pk)
    day = (asked.due_on + dt.timedelta(days=3)).isoformat()
    values = {"due_on": day, "registry_number": "VAL/1", "opened_version": asked.version}
    assert client.post(address, values).status_code == 302
    assert (fresh(asked).registry_number, fresh(asked).due_on.isoformat()) == ("VAL/1", day)
    assert client.post(address, values).status_code == 409


def test_request_whose_opinion_is_in_offers_its_register_number(client, region, asked):
    pages = [work("request_list", asked), work("request_letter", asked, asked.pk)]
    assert all("Ändra begäran" in client.get(page).text for page in pages)
    with region_scope(region):
        submit_opinion(opinion_request=asked, answers=FULL, opened=fresh(asked).version)
    for number, words in (("", "Fyll i diarienumret"), ("VAL/1", "Rätta diarienumret")):
        with region_scope(region):
            OpinionRequest.objects.update(registry_number=number)
        for page in pages:
            text = client.get(page).text
            assert words in text
            assert "Ändra begäran" not in text


def test_new_link_is_sent_by_post_only(client, asked):
    address = work("request_resend", asked, asked.pk)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert fresh(asked).generation == 2


def test_register_of_bodies_is_kept(client, region, asked):
    address = reverse("drafting:body_create", args=[region.slug])
    values = {
        "name_sv": "Ungdomsfullmäktige",
        "name_fi": "Nuorisovaltuusto",
        "kind": "influence_body",
        "email": "u@example.fi",
        "language": "fi",
        "is_active": "on",
        "opened_version": 1,
    }
    assert client.post(address, values).status_code == 302
    assert client.post(address, values).status_code == 200
    with region_scope(region):
        body = Body.objects.get(name_sv="Ungdomsfullmäktige")
    edit = reverse("drafting:body_edit", args=[region.slug, body.pk])
    assert client.post(edit, {**values, "name_sv": "De ungas råd"}).status_code == 302
    assert client.post(edit, {**values, "name_sv": "Annat"}).status_code == 409
    assert "De ungas råd" in client.get(reverse("drafting:body_list", args=[region.slug])).text
    nameless = client.post(address, {**values, "name_sv": " ", "name_fi": ""}).context["form"]
    assert nameless.errors == {"name_sv": ["Skriv remissinstansens namn."]}


def test_body_missing_from_the_register_leads_back_to_the_request(client, region, asked):
    request = work("request_create", asked)
    page = client.get(request).text
    address = reverse("drafting:body_create", args=[region.slug])
    there = f"{address}?{urlencode({'next': request})}"
    assert f'href="{there}"' in page
    values = {
        "name_sv": "Nya rådet",
        "kind": "partner",
        "email": "n@example.fi",
        "language": "sv",
        "is_active": "on",
    }
    assert client.post(there, {**values, "opened_version": 1}).url == request
    foreign = f"{address}?{urlencode({'next': 'https://other.example/'})}"
    sent = client.post(foreign, {**values, "name_sv": "Ännu ett", "opened_version": 1})
    assert sent.url == reverse("drafting:body_list", args=[region.slug])


@pytest.mark.parametrize(
    ("role", "reads", "invites"), [("preparer", 200, 200), ("observer", 200, 403), ("producer", 403, 403)]
)
def test_staff_read_and_preparers_invite(client, region, asked, role, reads, invites):
    client.force_login(make_user(region, role))
    listed = client.get(work("request_list", asked))
    assert listed.status_code == reads
    for name, *row in (("request_create",), ("request_edit", asked.pk), ("request_resend", asked.pk)):
        assert (f'"{work(name, asked, *row)}"' in listed.text) is (invites == 200), name
    assert client.get(work("request_create", asked)).status_code == invites
    assert client.get(work("request_edit", asked, asked.pk)).status_code == invites
    assert client.post(work("request_resend", asked, asked.pk)).status_code == (
        302 if invites == 200 else 403
    )
    assert client.get(reverse("drafting:body_list", args=[region.slug])).status_code == reads
    assert client.get(reverse("drafting:body_create", args=[region.slug])).status_code == invites
    with region_scope(region):
        submit_opinion(opinion_request=asked, answers=FULL, opened=fresh(asked).version)
    edit = work("request_edit", asked, asked.pk)
    assert (f'href="{edit}"' in client.get(work("request_list", asked)).text) is (invites == 200)


def test_twin_regions_bodies_and_requests_are_not_found(client, region, twin_region, asked, staff):
    other = make_user(twin_region)
    _project, version, _statement = draft(twin_region)
    with region_scope(twin_region):
        foreign = make_request(version.consultations.select_related("region").get(), other)
    assert client.get(work("request_edit", asked, foreign.pk)).status_code == 404
    assert client.post(work("request_resend", asked, foreign.pk)).status_code == 404
    assert client.get(reverse("drafting:body_edit", args=[region.slug, foreign.body_id])).status_code == 404
    day = (clock.today() + dt.timedelta(days=5)).isoformat()
    client.post(work("request_create", asked), {"bodies": [foreign.body_id], "due_on": day})
    assert fresh(foreign).version == 1
    with region_scope(region):
        assert OpinionRequest.objects.count() == 1


def test_list_and_form_cost_the_same_with_more_rows(client, region, asked, staff):
    def invite(number):
        for _ in range(number):
            make_request(asked.consultation, staff)

    def register(number):
        for _ in range(number):
            make_body(staff, region)

    assert assert_constant_queries(lambda: client.get(work("request_list", asked)), invite) <= 20
    assert assert_constant_queries(lambda: client.get(work("request_create", asked)), register) <= 20
    bodies = reverse("drafting:body_list", args=[region.slug])
    assert assert_constant_queries(lambda: client.get(bodies), register) <= 15


@pytest.mark.requirement(72)
def test_receipt_offers_a_change_until_the_last_day_and_tells_what_was_replaced(asked):
    post(asked, "submit", general="Vi stöder.", signed_by="Anna Holm, chair")
    assert 'value="reopen"' in post(asked).text
    form = post(asked, "reopen").text
    assert "stands until you submit again" in form
    assert "Vi stöder." in form
    assert 'value="keep"' in form
    assert 'value="decline"' not in form
    changed = post(fresh(asked), "submit", general="Vi stöder inte.", signed_by="Anna Holm, chair")
    assert "It replaces the opinion that was received" in changed.text
    with clock.fixed(clock.end_of(asked.due_on)):
        assert 'value="reopen"' not in post(asked).text
        assert post(asked, "reopen").status_code == 422


def test_body_may_keep_the_opinion_as_it_was_submitted(asked):
    post(asked, "submit", general="Vi stöder.", signed_by="Anna Holm, chair")
    post(asked, "reopen")
    assert "Your opinion is received" in post(fresh(asked), "keep").text


@pytest.mark.requirement(73)
def test_preparer_reads_the_whole_opinion_also_a_stance_without_words(client, region, asked, staff):
    assert client.get(work("opinion_read", asked, asked.pk)).status_code == 404
    with region_scope(region):
        submit_opinion(opinion_request=asked, answers=FULL, opened=1)
    listed = client.get(work("request_list", asked).replace("/sv/", "/en/")).text
    address = work("opinion_read", asked, asked.pk).replace("/sv/", "/en/")
    assert f'href="{address}"' in listed
    assert "How do they stand to each goal?" in listed
    page = client.get(address).text
    for words in ("Vi stöder utkastet.", "Skriv ut tiden.", "Supports with changes", "Quality: "):
        assert words in page
    client.force_login(make_user(region, "producer"))
    assert client.get(address).status_code == 403


def test_reading_an_opinion_costs_the_same_with_more_goals(client, region, asked, staff):
    keys = [("availability", "resident"), ("quality", "organiser"), ("quality", "resident")]
    with region_scope(region):
        submit_opinion(opinion_request=asked, answers=Answers(general="Ja", signed_by="A"), opened=1)
        opinion = Opinion.objects.get()

    def answer(number):
        with region_scope(region):
            for _ in range(number):
                perspective, viewpoint = keys.pop()
                opinion.stances.create(
                    region=region, perspective=perspective, viewpoint=viewpoint, stance="supports"
                )

    address = work("opinion_read", asked, asked.pk)
    assert assert_constant_queries(lambda: client.get(address), answer) <= 20


def test_closed_consultation_offers_no_invitation_and_leads_to_where_one_is_opened(
    client, region, asked, staff
):
    create, versions = work("request_create", asked), work("version_list", asked)
    assert f'href="{create}"' in client.get(work("request_list", asked)).text
    with clock.fixed(clock.end_of(asked.consultation.closes_on)):
        page = client.get(work("request_list", asked)).text
    assert f'href="{create}"' not in page
    assert f'href="{versions}"' in page


@pytest.mark.requirement(73)
def test_receipt_names_the_version_that_was_answered_when_the_consultation_has_moved_on(region, asked):
    post(asked, "submit", general="Vi stöder.", signed_by="Anna Holm, chair")
    publish_newer(asked)
    assert "version 1." in post(asked).text
    assert "version 2" in post(asked, "reopen").text


@pytest.mark.requirement(73)
def test_opinion_is_not_given_on_a_version_that_was_published_while_it_was_written(asked):
    publish_newer(asked)
    words = {"general": "Vi stöder.", "signed_by": "Anna Holm, chair"}
    refused = post(asked, "submit", read_version=1, **words)
    assert refused.status_code == 409
    assert "Opinions are now asked for on another version of the draft" in refused.text
    assert "Vi stöder." in refused.text
    assert fresh(asked).state == OpinionState.INVITED
    assert refused.context["form"]["read_version"].value() == "2"
    assert "/draft/compare/?promise=" in refused.text
    assert post(asked, "submit", read_version=2, **words).status_code == 201
    with region_scope(asked.region):
        assert Opinion.objects.get().draft.number == 2


NEWER = "Version 2 has been published since the text below was written."


def test_text_that_was_saved_before_a_newer_version_came_is_pointed_out(asked, staff):
    assert NEWER not in post(asked, "save", general="Vi börjar", read_version=1).text
    publish_newer(asked)
    assert NEWER in post(asked).text
    with region_scope(asked.region):
        row, later = fresh(asked), clock.today() + dt.timedelta(days=20)
        arrange_request(
            opinion_request=row, due_on=later, registry_number="", actor=staff, opened=row.version
        )
    assert NEWER in post(fresh(asked)).text
    assert NEWER not in post(fresh(asked), "save", general="Vi har läst", read_version=2).text
    assert NEWER not in post(fresh(asked)).text


def test_colleague_is_told_that_saved_text_was_written_beside_the_goals_of_an_earlier_version(asked):
    publish_newer(asked)
    move_invitation(asked, days=1)
    saved = post(asked, "save", general="Vi börjar", read_version=1)
    assert "Saved." in saved.text
    assert NEWER in saved.text
    assert NEWER in post(fresh(asked)).text


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, False)])
def test_text_that_says_no_version_is_pointed_out_when_one_came_after_the_invitation(asked, days, is_told):
    post(asked, "save", general="Vi börjar")
    publish_newer(asked)
    move_invitation(asked, days=days)
    assert (NEWER in post(asked).text) is is_told


def test_body_that_has_written_nothing_is_told_of_no_newer_version(asked):
    publish_newer(asked)
    assert NEWER not in post(asked).text


def test_opinion_that_is_opened_again_is_pointed_out_when_it_was_given_on_an_earlier_version(asked):
    post(asked, "submit", general="Vi stöder.", signed_by="Anna Holm, chair", read_version=1)
    assert NEWER not in post(fresh(asked), "reopen").text
    publish_newer(asked)
    move_invitation(asked, days=1)
    assert NEWER in post(fresh(asked)).text
    assert NEWER not in post(fresh(asked), "keep").text
    assert NEWER in post(fresh(asked), "reopen").text


def test_what_to_mend_stands_before_the_letter_and_the_draft(asked, staff):
    with region_scope(asked.region):
        arrange_request(
            opinion_request=asked,
            due_on=asked.due_on,
            registry_number="",
            actor=staff,
            opened=asked.version,
            letter={"sv": "Vi ber om ert utlåtande.", "fi": "Pyydämme lausuntoa."},
        )
    refused = post(fresh(asked), "submit", general="Vi stöder.").text
    places = [
        refused.index(part) for part in ("<h1", "error-summary", "Vi ber om ert utlåtande.", "<form id")
    ]
    assert places == sorted(places)


def test_opinion_that_was_given_and_opened_again_is_not_left_undone_when_its_day_is_over(region, asked):
    project = asked.consultation.draft.promise.project
    yesterday = clock.today() - dt.timedelta(days=1)

    def undone(number):
        with region_scope(region):
            OpinionRequest.objects.update(due_on=yesterday)
            return [
                row.label for row in left_undone(project.pk) if row.label.startswith(f"{number} statement")
            ]

    with translation.override("en"):
        assert undone(1) == ["1 statement of opinion has not come in"]
        OpinionRequest._base_manager.update(due_on=clock.today())
        post(asked, "submit", general="Vi stöder det", signed_by="Anna Holm")
        assert post(fresh(asked), "reopen").status_code == 200
        assert fresh(asked).state == OpinionState.STARTED
        assert undone(1) == []


def test_preparer_calls_off_after_a_question_and_the_link_says_so(client, region, asked):
    with region_scope(region):
        save_opinion(opinion_request=asked, answers=Answers(general="Halvfärdigt " + SCRIPT), opened=1)
    address = work("request_call_off", asked, asked.pk)
    assert f'href="{address}"' in client.get(work("request_list", asked)).text
    question = client.get(address.replace("/sv/", "/en/")).text
    assert "Call off the opinion?" in question
    assert "Write in its language: Swedish" in question
    assert client.post(address, {"reason": "", "opened_version": 2}).status_code == 200
    assert fresh(asked).state == OpinionState.STARTED
    values = {"reason": "Beredningen börjar om.", "opened_version": 2}
    assert client.post(address, values).status_code == 302
    listed = client.get(work("request_list", asked).replace("/sv/", "/en/")).text
    assert 'Called off because: <span lang="sv">Beredningen börjar om.</span>' in listed
    assert "Ask again" in listed
    assert '<input type="hidden" name="ask_again" value="yes">' in listed
    opened = post(asked)
    assert "The opinion is no longer asked for" in opened.text
    assert '<div lang="sv"><p>Beredningen börjar om.</p>' in opened.text
    assert "Halvfärdigt" in opened.text
    assert SCRIPT not in opened.text
    assert 'name="general"' not in opened.text
    late = post(fresh(asked), act="submit", general="Vi hann inte", signed_by="Anna Holm")
    assert late.status_code == 422
    assert "Vi hann inte" in late.text
    assert "no longer asked for, so it cannot be saved" in late.text
    assert "The last day was" not in late.text
    resend = work("request_resend", asked, asked.pk)
    for sent, state in (({}, OpinionState.CALLED_OFF), ({"ask_again": "yes"}, OpinionState.INVITED)):
        assert client.post(resend, sent).status_code == 302
        assert fresh(asked).state == state


def test_body_reads_its_opinion_when_no_more_changes_are_taken(client, region, asked):
    post(asked, act="submit", general="Vi stöder det", signed_by="Anna Holm")
    post(asked, "reopen")
    address = work("request_call_off", asked, asked.pk)
    question = client.get(address.replace("/sv/", "/en/")).text
    assert "Take no more changes of the opinion?" in question
    values = {"reason": "Nämnden behandlar dem i dag.", "opened_version": fresh(asked).version}
    told = client.post(address.replace("/sv/", "/en/"), values, follow=True).text
    assert "The opinion stands as it was given." in told
    receipt = post(asked).text
    assert "Your opinion is received" in receipt
    assert "Vi stöder det" in receipt
    assert "Nämnden behandlar dem i dag." in receipt
    assert 'value="reopen"' not in receipt
    assert "is changing its opinion" not in client.get(work("opinion_read", asked, asked.pk)).text


def test_language_is_switched_with_the_unsaved_words_kept(asked):
    typed = {"general": "Vi börj", "stance_quality_resident": "supports", "signed_by": ""}
    response = post(asked, "", "fi", show_in="fi", **typed)
    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, {})
    assert {name: form[name].value() for name in typed} == typed
    assert not fresh(asked).draft_answers


def test_question_before_declining_is_shown_in_another_language_and_nothing_is_declined(asked):
    question = post(asked, "decline", general="Halvskrivet").text
    with translation.override("fi"):
        assert f'form="said" formaction="{reverse("drafting:opinion")}"' in question
    assert '<form id="said"' in question
    shown = post(asked, "", "fi", confirm="yes", general="Halvskrivet", show_in="fi").text
    assert "<h1>Jätetäänkö lausunto antamatta?</h1>" in shown
    assert 'name="general" value="Halvskrivet"' in shown
    assert fresh(asked).state == OpinionState.INVITED


def test_enter_in_a_field_saves_and_does_not_submit(asked):
    address, code = reverse("drafting:opinion"), opinion_code(opinion_request=asked)
    data = {"code": code, "opened_version": asked.version, "general": "Vi börjar", "signed_by": "Anna Holm"}
    Client().post(address, data)
    assert fresh(asked).draft_answers["general"] == "Vi börjar"
    assert fresh(asked).state != OpinionState.SUBMITTED


def test_where_nobody_is_asked_yet_the_empty_page_invites(client, region, staff):
    project, _version, _statement = draft(region, days=30)
    keys = [region.slug, project.pk]
    link = f'href="{reverse("drafting:request_create", args=keys)}"'
    page = client.get(reverse("drafting:request_list", args=keys)).text
    assert page.partition('class="empty"')[2].count(link) == 1
    assert page.count(link) == 1


def test_words_submitted_anew_after_going_back_in_the_browser_are_shown_as_not_received(asked):
    first = {"act": "submit", "general": "Vi stöder utkastet.", "signed_by": "Anna Holm"}
    assert [post(asked, **first).status_code for _time in range(2)] == [201, 201]
    late = post(asked, **{**first, "general": "Vi stöder det inte."})
    assert late.status_code == 422
    assert "Vi stöder det inte." in late.text
