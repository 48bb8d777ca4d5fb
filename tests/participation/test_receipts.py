"""With the code on the receipt, and nothing else, a person follows, changes, withdraws and erases what they said."""

import re
from collections import Counter

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from drafting.domain.consultation import close_consultation
from notices.domain.mail import send_due_mail
from notices.models import OutboxMail
from participation.domain.ballot import GivenAnswer, submission_code
from participation.domain.moderation import redact_contribution
from participation.domain.response import ANSWER_MAIL, Answer, write_response
from participation.enums import Moderation, ModerationReason, Outcome
from participation.models import Contribution, ContributionContact
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import CELL, draft, say
from tests.factories.accounts import make_user
from tests.factories.participation import answer, make_open_survey
from tests.factories.projects import make_project
from tests.factories.voices import code_of
from tests.support import assert_constant_queries


def post(name, code, language="en", **values):
    with translation.override(language):
        address = reverse(f"participation:{name}")
    return Client(enforce_csrf_checks=True).post(address, {"code": code, **values})


def fresh(row):
    with region_scope(row.region):
        return Contribution.objects.get(pk=row.pk)


@pytest.fixture
def said(region):
    _project, version, _statement = draft(region)
    return say(version, CELL, words="Öppna på kvällar.")


def test_link_shows_a_button_and_opens_nothing_by_itself(client, said):
    response = client.get(reverse("participation:receipt_link", args=[code_of(said)]))
    assert response.status_code == 200
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Öppna på kvällar." not in response.text
    assert response.cookies == {}


def test_page_of_a_link_has_the_information_pages_of_its_region_at_its_foot(client, region, said):
    survey = make_open_survey(make_project(region))
    with region_scope(region):
        text = survey.questions.get(kind="text")
    answers = submission_code(submission=answer(survey, GivenAnswer(text.pk, text="Ja.")))
    for code in (code_of(said), answers):
        page = client.get(reverse("participation:receipt_link", args=[code])).text
        assert f"/{region.slug}/about/privacy/" in page
        assert region.name in page
    unknown = client.get(reverse("participation:receipt_link", args=["AAAA-AAAA-AAAA-AAAA"])).text
    assert region.slug not in unknown
    assert "/about/privacy/" in unknown


@pytest.mark.parametrize("moderation", ["published", "hidden"])
def test_words_that_nothing_was_taken_out_of_stand_once_on_the_receipt(said, moderation):
    with region_scope(said.region):
        Contribution.objects.filter(pk=said.pk).update(moderation=moderation, public_text=said.original)
    page = post("receipt", code_of(said))
    assert page.context["words"] == said.original
    assert page.context["public_words"] == ""


@pytest.mark.requirement(75)
def test_receipt_shows_state_marker_answer_and_thread(region, said):
    staff = make_user(region)
    assert "Waiting to be read" in post("receipt", code_of(said)).text
    with region_scope(region):
        redact_contribution(
            contribution=said,
            actor=staff,
            opened=1,
            public_text="Öppna […]",
            reason=ModerationReason.OFF_TOPIC,
            note="Andra meningen",
        )
        write_response(
            contribution=said, actor=staff, answer=Answer(Outcome.ACCEPTED, "Det gör vi.", "sv"), publish=True
        )
    page = post("receipt", code_of(said)).text
    for words in (
        "Öppna på kvällar.",
        "Öppna […]",
        "about something else",
        "Andra meningen",
        "Accepted",
        "Det gör vi.",
        f"/thread/contribution/{said.pk}/",
        "Mål availability resident",
    ):
        assert words in page, words


def test_what_was_answered_before_it_was_published_is_not_said_to_wait_to_be_read(region, said):
    with region_scope(region):
        write_response(
            contribution=said,
            actor=make_user(region),
            answer=Answer(Outcome.NOTED, "Det gör vi.", "sv"),
            publish=True,
        )
    page = post("receipt", code_of(said)).text
    assert "Not shown to everybody yet" in page
    assert "Everybody can read both once your text is published." in page
    assert "Waiting to be read" not in page


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
def test_code_is_read_however_it_is_typed(said, typed):
    assert "Öppna på kvällar." in post("receipt", typed(code_of(said))).text


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX-XXXX", "\x00\x00", "x" * 5000, "’; DROP TABLE"])
def test_unknown_code_says_what_to_do(said, code):
    response = post("receipt", code)
    assert response.status_code == 422
    assert "receipt" in response.text


def test_guessing_is_limited(said, monkeypatch):
    monkeypatch.setattr("participation.pages.TRIES", 3)
    answers = [post("receipt", "AAAA-BBBB").status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]


def test_what_was_done_or_refused_takes_the_focus(said):
    assert "data-focus" not in post("receipt", code_of(said)).text
    done = post("receipt_withdraw", code_of(said), confirm="yes")
    refused = post("receipt_withdraw", code_of(said), confirm="yes")
    for response, kind in ((done, "success"), (refused, "danger")):
        assert f'<div tabindex="-1" data-focus><div class="notice notice-{kind}">' in response.text


def test_changed_words_are_read_again(said):
    response = post("receipt_change", code_of(said), words="Öppna på lördagar.")
    row = fresh(said)
    assert (response.status_code, row.original, row.moderation) == (
        200,
        "Öppna på lördagar.",
        Moderation.PENDING,
    )


def test_refused_change_keeps_the_new_words(region, said):
    response = post("receipt_change", code_of(said), words="")
    assert response.status_code == 422
    with region_scope(region):
        consultation = said.comment.consultation
        close_consultation(
            consultation=consultation, actor=None, expected=consultation.version, reason="Klart"
        )
    response = post("receipt_change", code_of(said), words="Mina nya ord")
    assert (response.status_code, fresh(said).original) == (422, "Öppna på kvällar.")
    assert "The time for comments is over" in response.text


def test_withdrawing_asks_first_and_works_after_the_last_day(region, said):
    asked = post("receipt_withdraw", code_of(said))
    assert "Withdraw what you wrote?" in asked.text
    assert fresh(said).moderation == Moderation.PENDING
    post("receipt_withdraw", code_of(said), confirm="yes")
    assert fresh(said).moderation == Moderation.WITHDRAWN
    again = post("receipt_withdraw", code_of(said), confirm="yes")
    assert again.status_code == 422


def test_erasing_leaves_a_receipt_that_says_so(said):
    post("receipt_erase", code_of(said), confirm="yes")
    row = fresh(said)
    page = post("receipt", code_of(row))
    assert (row.original, row.moderation) == ("", Moderation.ERASED)
    assert "have been erased" in page.text


def test_new_code_revokes_the_old_one(said):
    old = code_of(said)
    page = post("receipt_renew", old, confirm="yes")
    new = re.search(r'id="receipt-code"[^>]*>([^<]+)<', page.text).group(1)
    assert new != old
    assert post("receipt", old).status_code == 422
    assert post("receipt", new).status_code == 200


@pytest.mark.requirement(75)
def test_writer_who_follows_is_told_of_the_answer_once(region, said):
    post("receipt_follow", code_of(said), email="Eva@example.fi")
    staff = make_user(region)
    with region_scope(region):
        answer = Answer(Outcome.NOTED, "Tack för orden.", "sv")
        first = write_response(contribution=said, actor=staff, answer=answer, publish=True)
        write_response(contribution=said, actor=staff, answer=answer, publish=True, opened=first.version)
    send_due_mail()
    subjects = [message.subject for message in mail.outbox]
    assert len(subjects) == 2
    assert [message.to for message in mail.outbox] == [["eva@example.fi"]] * 2
    assert all(code_of(said) in message.body for message in mail.outbox)
    assert not any("Tack för orden" in message.body or "Öppna på" in message.body for message in mail.outbox)
    stops = [message.extra_headers["List-Unsubscribe"] for message in mail.outbox]
    assert all(stop.startswith("<http") and stop.endswith(f"{code_of(said)}/>") for stop in stops)


def test_nothing_is_sent_after_the_writer_stops_following(region, said):
    post("receipt_follow", code_of(said), email="eva@example.fi")
    post("receipt_follow", code_of(said), stop="yes")
    with region_scope(region):
        assert ContributionContact.objects.count() == 0
        assert OutboxMail.objects.filter(recipient="eva@example.fi").count() == 0
        write_response(
            contribution=said,
            actor=make_user(region),
            answer=Answer(Outcome.NOTED, "Tack.", "sv"),
            publish=True,
        )
    send_due_mail()
    assert mail.outbox == []


def test_answer_on_its_way_is_not_lost_when_the_same_address_follows_again(region, said):
    post("receipt_follow", code_of(said), email="eva@example.fi")
    with region_scope(region):
        write_response(
            contribution=said,
            actor=make_user(region),
            answer=Answer(Outcome.NOTED, "Tack.", "sv"),
            publish=True,
        )
    post("receipt_follow", code_of(said), email="eva@example.fi")
    with region_scope(region):
        assert OutboxMail.objects.filter(kind=ANSWER_MAIL, recipient="eva@example.fi").count() == 1


def test_address_of_another_is_sent_at_most_five_confirmations_an_hour(region):
    _project, version, _statement = draft(region)
    for _ in range(8):
        post("receipt_follow", code_of(say(version)), email="annan@example.fi")
    send_due_mail()
    assert len(mail.outbox) == 5


def test_with_one_receipt_nobody_makes_the_region_write_to_many_strangers(region, said):
    for number in range(12):
        assert post("receipt_follow", code_of(said), email=f"frammande{number}@example.fi").status_code == 200
        send_due_mail()
    assert len(mail.outbox) == 5
    with region_scope(region):
        assert ContributionContact.objects.get().email == "frammande11@example.fi"


def test_confirmations_of_a_region_end_before_it_floods_anybody_and_the_other_regions_go_on(
    region, twin_region, monkeypatch
):
    monkeypatch.setattr("participation.domain.receipt.MAILS_OF_REGION_AN_HOUR", 3)
    for place in (region, twin_region):
        _project, version, _statement = draft(place)
        for number in range(5):
            post("receipt_follow", code_of(say(version)), email=f"n{number}@{place.slug}.example")
    send_due_mail()
    assert sorted(Counter(message.to[0].split("@")[1] for message in mail.outbox).values()) == [3, 3]


@pytest.mark.parametrize(
    "email", ["", "eva@", "eva@example.fi\nBcc: x@example.fi", "a" * 300 + "@example.fi"]
)
def test_bad_address_is_refused_with_what_to_mend(said, email):
    response = post("receipt_follow", code_of(said), email=email)
    assert response.status_code == 422


def test_receipt_costs_the_same_with_more_marks(region, said):
    staff = make_user(region)

    def mark(number):
        with region_scope(region):
            for _ in range(number):
                opened = fresh(said).version
                redact_contribution(
                    contribution=said, actor=staff, opened=opened, public_text=f"x{opened}", reason="insult"
                )

    assert assert_constant_queries(lambda: post("receipt", code_of(said)), mark) <= 12


@pytest.mark.parametrize("deed", ["receipt_withdraw", "receipt_erase"])
def test_what_was_taken_back_awaits_no_answer(said, deed):
    assert "Not answered yet" in post("receipt", code_of(said)).text
    page = post(deed, code_of(said), confirm="yes")
    assert page.status_code == 200
    assert "Not answered yet" not in page.text
    assert "The answer" not in page.text


def test_receipt_itself_has_the_whole_address_to_keep_until_it_is_erased(said):
    with translation.override("en"):
        link = f"http://testserver{reverse('participation:receipt_link', args=[code_of(said)])}"
    assert f'<a href="{link}">Link to your receipt</a>' in post("receipt", code_of(said)).text
    assert link not in post("receipt_erase", code_of(said), confirm="yes").text


def test_erased_receipt_has_no_code_to_keep(said):
    assert 'id="receipt-code"' in post("receipt_withdraw", code_of(said), confirm="yes").text
    assert 'id="receipt-code"' not in post("receipt_erase", code_of(said), confirm="yes").text


@pytest.mark.parametrize(
    ("name", "field", "value"), [("receipt_change", "words", ""), ("receipt_follow", "email", "roska")]
)
def test_refused_field_is_told_first_with_a_way_to_it(said, name, field, value):
    page = post(name, code_of(said), **{field: value})
    assert page.status_code == 422
    assert 'class="error-summary"' in page.text
    assert f'<a href="#id_{field}">' in page.text
    assert f'aria-describedby="id_{field}' in page.text
    assert "<title>Error:" in page.text


def test_new_words_are_kept_when_the_language_of_the_receipt_is_switched(said):
    response = post("receipt", code_of(said), "fi", words="Öppna på mor", show_in="fi")
    assert "Öppna på mor" in response.text
    assert "<details open>" in response.text
    assert fresh(said).original == "Öppna på kvällar."


def test_address_is_kept_when_the_language_of_the_receipt_is_switched(said):
    response = post("receipt", code_of(said), "fi", words=said.original, email="eva@", show_in="fi")
    assert 'value="eva@"' in response.text
    assert response.text.count("<details open>") == 1
    assert "error-summary" not in response.text
    with region_scope(said.region):
        assert not ContributionContact.objects.filter(contribution=said).exclude(email="").exists()


def test_words_of_several_lines_do_not_look_changed_after_a_switch(region):
    _project, version, _statement = draft(region)
    row = say(version, CELL, words="Öppna\npå kvällar.")
    response = post("receipt", code_of(row), "fi", words="Öppna\r\npå kvällar.", show_in="fi")
    assert "<details open>" not in response.text


def test_enter_in_the_address_follows_and_leaves_the_words_as_they_are(said):
    page = post("receipt_change", code_of(said), words=said.original, email="eva@example.fi")
    assert "We write to you when the answer comes." in page.text
    assert fresh(said).version == said.version


@pytest.mark.parametrize(
    ("name", "kept"), [("receipt_change", 'value="eva@example.fi"'), ("receipt_follow", "Nya ord")]
)
def test_what_is_typed_in_the_other_field_of_the_receipt_is_kept(said, name, kept):
    page = post(name, code_of(said), words="Nya ord", email="eva@example.fi")
    assert page.status_code == 200
    assert kept in page.text
    assert page.text.count("<details open>") == 1
    assert (fresh(said).original == "Nya ord") is (name == "receipt_change")


def test_who_follows_an_answer_that_came_is_told_of_changes_only(region, said):
    with region_scope(region):
        answer = Answer(Outcome.NOTED, "Tack.", "sv")
        write_response(contribution=said, actor=make_user(region), answer=answer, publish=True, opened=0)
    assert "Hear by e-mail if the answer changes" in post("receipt", code_of(said)).text
    page = post("receipt_follow", code_of(said), email="eva@example.fi")
    assert "We write to you if the answer changes." in page.text
    assert "We write to eva@example.fi if the answer changes." in page.text


def test_writer_is_told_again_when_another_outcome_is_given_in_the_same_words(region, said):
    post("receipt_follow", code_of(said), email="eva@example.fi")
    staff, opened = make_user(region), 0
    with region_scope(region):
        for outcome in (Outcome.NOTED, Outcome.NOTED, Outcome.ACCEPTED):
            answer = Answer(outcome, "Tack.", "sv")
            opened = write_response(
                contribution=said, actor=staff, answer=answer, publish=True, opened=opened
            ).version
        assert OutboxMail.objects.filter(kind=ANSWER_MAIL, recipient="eva@example.fi").count() == 2
