"""Building, publishing, answering and closing a survey."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import translation

from accounts.enums import LanguageStatus
from jobs.domain.house import do_due_work
from participation.domain.ballot import (
    GivenAnswer,
    release_held,
    submission_code,
    withdraw_submission,
)
from participation.domain.survey import (
    NotReady,
    add_question,
    change_question,
    change_survey,
    close_due_surveys,
    close_survey,
    move_last_day,
    move_question,
    publish_survey,
    remove_question,
)
from participation.enums import QuestionKind, SurveyState
from participation.models import Survey, SurveyAnswer, SurveyOption, SurveyQuestion, SurveySubmission
from participation.phase import deadlines, public_pages
from participation.queries.missing import what_is_missing
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition, PeriodClosed
from servicelofte.common.formatting import full_day
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.factories.accounts import make_region, make_user
from tests.factories.participation import answer, make_open_survey, make_question, make_survey
from tests.factories.projects import make_project
from tests.participation.conftest import url
from tests.support import assert_constant_queries, send

pytestmark = pytest.mark.usefixtures("in_english")

HELSINKI = ZoneInfo("Europe/Helsinki")
LATER = dt.timedelta(minutes=3)


@pytest.fixture
def survey(project):
    return make_open_survey(project)


def public(survey, name="survey"):
    return reverse(f"participation:{name}", args=[survey.region.slug, survey.project.slug, survey.pk])


def work(project, name, *args):
    return reverse(f"participation:{name}", args=[project.region.slug, project.pk, *args]).replace(
        "/sv/", "/en/"
    )


def questions(survey):
    with region_scope(survey.region):
        return {row.kind: row for row in survey.questions.prefetch_related("options")}


def filled(survey, **values):
    """Return the fields of a form that was opened three minutes ago."""
    asked = questions(survey)
    options = list(asked["one"].options.all())
    with clock.fixed(clock.now()):
        token = make_form_token(purpose=f"survey:{survey.pk}")
    fields = {
        f"q{asked['one'].pk}": str(options[0].pk),
        f"q{asked['scale'].pk}": "4",
        f"q{asked['text'].pk}": "Telefonen borde svara.",
        "form_token": token,
    }
    return {**fields, **values}


def post(client, survey, data):
    """Send a form three minutes after it was opened."""
    with clock.fixed(clock.now() + LATER):
        return client.post(public(survey, "survey_form"), data)


# ---- building ----


@pytest.mark.requirement(1)
def test_publishing_refuses_while_a_language_of_the_region_is_missing_and_names_the_fields(project, region):
    survey = make_survey(project, intro_fi="")
    question = make_question(survey, text_fi="")
    with region_scope(region):
        SurveyOption.objects.filter(question=question, order=2).update(label_fi="")
        with pytest.raises(NotReady) as refused:
            publish_survey(survey=survey, actor=None)
    assert [str(place) for place in refused.value.missing] == [
        "Introduction (Finnish)",
        "Question 1 (Finnish)",
        "Question 1, choice 2 (Finnish)",
    ]


def test_unilingual_region_publishes_in_its_own_language_alone(db):
    region = make_region(language_status=LanguageStatus.FINNISH)
    survey = make_survey(make_project(region), title_sv="", intro_sv="")
    make_question(survey, "scale", text_sv="")
    with region_scope(region):
        assert what_is_missing(survey) == []
        assert publish_survey(survey=survey, actor=None).state == SurveyState.OPEN


def test_survey_without_questions_or_choices_or_days_left_is_not_published(project, region):
    empty, barren, late = make_survey(project), make_survey(project), make_survey(project)
    make_question(barren, "many", choices=1)
    make_question(late)
    with region_scope(region):
        for survey in (empty, barren):
            with pytest.raises(NotReady):
                publish_survey(survey=survey, actor=None)
        with clock.fixed(clock.now() + dt.timedelta(days=30)), pytest.raises(NotReady):
            publish_survey(survey=late, actor=None)


def test_published_survey_cannot_be_changed(survey, region):
    question = questions(survey)["one"]
    with region_scope(region):
        days = {"opens_on": survey.opens_on, "closes_on": survey.closes_on}
        with pytest.raises(IllegalTransition):
            change_survey(survey=survey, values=days, expected=survey.version, actor=None)
        question.survey = survey
        with pytest.raises(IllegalTransition):
            remove_question(question=question, actor=None)
        with pytest.raises(IllegalTransition):
            publish_survey(survey=survey, actor=None)


def test_question_from_a_page_opened_before_the_survey_was_published_is_refused(project, region):
    survey = make_survey(project)
    question = make_question(survey)
    opened = question.survey
    with region_scope(region):
        publish_survey(survey=Survey.objects.get(pk=survey.pk), actor=None)
        assert opened.state == SurveyState.DRAFT
        with pytest.raises(IllegalTransition):
            remove_question(question=question, actor=None)
        assert SurveyQuestion.objects.filter(pk=question.pk).exists()


def test_last_day_is_not_moved_before_the_first_of_a_survey_that_has_not_begun(project, region):
    begins = clock.today() + dt.timedelta(days=5)
    survey = make_survey(project, opens_on=begins, closes_on=begins + dt.timedelta(days=9))
    make_question(survey)
    with region_scope(region):
        row = publish_survey(survey=survey, actor=None)
        with pytest.raises(DomainError) as refused:
            move_last_day(
                survey=row, closes_on=begins - dt.timedelta(days=1), expected=row.version, actor=None
            )
        assert refused.value.field == "closes_on"
        assert (
            move_last_day(survey=row, closes_on=begins, expected=row.version, actor=None).closes_on == begins
        )


@pytest.mark.parametrize("options", [[{"sv": "Val"}] * 21, [{"sv": "Val"}, {"fi": "x" * 201}]])
def test_more_or_longer_choices_than_a_form_holds_are_refused(project, region, options):
    survey = make_survey(project)
    values = {"kind": "one", "perspective": "", "is_required": False, "text_sv": "Fråga?"}
    with region_scope(region):
        with pytest.raises(DomainError) as refused:
            add_question(survey=survey, values=values, options=options, actor=None)
        assert refused.value.field == "choices"
        room = [{"sv": "x" * 200}] * 20
        assert add_question(survey=survey, values=values, options=room, actor=None).options.count() == 20


def test_last_day_of_an_open_survey_moves_but_not_into_the_past(survey, region):
    with region_scope(region):
        later = survey.closes_on + dt.timedelta(days=5)
        moved = move_last_day(survey=survey, closes_on=later, expected=survey.version, actor=None)
        assert moved.closes_on == later
        yesterday = clock.today() - dt.timedelta(days=1)
        with pytest.raises(DomainError):
            move_last_day(survey=moved, closes_on=yesterday, expected=moved.version, actor=None)
        with pytest.raises(EditConflict):
            move_last_day(survey=survey, closes_on=survey.closes_on, expected=1, actor=None)


def test_choices_keep_their_rows_when_reworded_and_go_when_taken_away(project, region):
    survey = make_survey(project)
    question = make_question(survey, choices=3)
    with region_scope(region):
        before = list(question.options.values_list("pk", flat=True))
        values = {"kind": "one", "text_sv": "Ny?", "text_fi": "Uusi?"}
        options = [{"sv": "Ja", "fi": "Kyllä"}, {"sv": "Nej", "fi": "Ei"}]
        change_question(question=question, values=values, options=options, expected=1, actor=None)
        kept = list(SurveyOption.objects.filter(question=question).values_list("pk", "label_sv", "label_fi"))
        assert kept == [(before[0], "Ja", "Kyllä"), (before[1], "Nej", "Ei")]


def test_questions_change_places(project, region):
    survey = make_survey(project)
    first, second = make_question(survey), make_question(survey)
    with region_scope(region):
        move_question(question=second, up=True, actor=None)
        move_question(question=second, up=True, actor=None)
        assert list(SurveyQuestion.objects.filter(survey=survey)) == [second, first]


def test_second_of_two_who_change_the_choices_alone_is_shown_the_conflict(project, region, preparer, client):
    with region_scope(region):
        survey = make_survey(project)
        question = make_question(survey, choices=2)
    there = url(project, "question_edit", survey.pk, question.pk)
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    theirs, mine = {**sent, "choices_sv": "Deras\nVal 2"}, {**sent, "choices_sv": "Mitt\nVal 2"}
    assert client.post(there, theirs).status_code == 302
    assert client.post(there, theirs).status_code == 302  # sent twice
    refused = client.post(there, mine)
    assert refused.status_code == 409
    assert "Deras" in refused.text
    assert "Mitt" in refused.text
    with region_scope(region):
        assert list(SurveyOption.objects.values_list("label_sv", flat=True)) == ["Deras", "Val 2"]
    again = {name: refused.context["form"][name].value() or "" for name in sent}
    assert client.post(there, again).status_code == 302
    with region_scope(region):
        assert list(SurveyOption.objects.values_list("label_sv", flat=True)) == ["Mitt", "Val 2"]


@pytest.mark.parametrize(("text", "choice"), [("Skrivet efteråt?", ""), ("", "Annat")])
def test_survey_that_was_changed_after_it_was_seen_is_not_published(
    project, region, preparer, client, text, choice
):
    """Its words, or the choices of a question alone."""
    with region_scope(region):
        survey = make_survey(project)
        question = make_question(survey, choices=2)
    there = url(project, "survey_publish", survey.pk)
    sent = {"seen": client.get(there).context["form"]["seen"].value()}
    with region_scope(region):
        options = [{"sv": row.label_sv, "fi": row.label_fi} for row in question.options.order_by("order")]
        options[0]["sv"] = choice or options[0]["sv"]
        values = {"kind": question.kind, "text_sv": text or question.text_sv, "text_fi": question.text_fi}
        change_question(
            question=question, values=values, options=options, expected=question.version, actor=None
        )
    refused = client.post(there, sent)
    assert refused.status_code == 409
    assert "Somebody changed the survey after you opened this page." in refused.text
    link = f'<a href="{url(project, "survey_detail", survey.pk)}">Read the survey on its page</a></li>'
    assert link in refused.text
    with region_scope(region):
        assert Survey.objects.get().state == SurveyState.DRAFT
    assert client.post(there, {"seen": refused.context["form"]["seen"].value()}).status_code == 302


def test_survey_is_built_and_published_on_its_pages(project, region, preparer, client):
    days = {
        "opens_on": clock.today().isoformat(),
        "closes_on": clock.today().isoformat(),
        "opened_version": "1",
    }
    data = {"title_sv": "Hur går det?", "title_fi": "Miten menee?", "group": "", **days}
    response = client.post(url(project, "survey_create"), data)
    with region_scope(region):
        survey = Survey.objects.get()
    assert response.url == url(project, "survey_detail", survey.pk)
    data = {
        "kind": "many",
        "text_sv": "Vilka?",
        "text_fi": "Mitkä?",
        "choices_sv": "En\n\nTvå\n",
        "choices_fi": "Yksi\nKaksi",
        "opened_version": "1",
    }
    assert client.post(url(project, "question_create", survey.pk), data).status_code == 302
    assert "Publish the survey" in client.get(url(project, "survey_detail", survey.pk)).text
    assert "the questions cannot be changed" in client.get(url(project, "survey_publish", survey.pk)).text
    unread = client.post(url(project, "survey_publish", survey.pk))
    assert unread.status_code == 409, "nobody publishes what they do not say they have seen"
    assert send(client, url(project, "survey_publish", survey.pk)).status_code == 302
    with region_scope(region):
        survey.refresh_from_db()
        assert survey.state == SurveyState.OPEN
        assert list(SurveyOption.objects.values_list("label_sv", "label_fi")) == [
            ("En", "Yksi"),
            ("Två", "Kaksi"),
        ]


def test_survey_that_is_being_built_is_tried_as_residents_meet_it_in_each_language(project, preparer, client):
    survey = make_survey(project)
    make_question(survey, text_sv="Hur går det?", text_fi="Miten menee?")
    address = url(project, "survey_preview", survey.pk)
    assert f'href="{address}"' in client.get(url(project, "survey_detail", survey.pk)).text
    for language, words in (("sv", "Hur går det?"), ("fi", "Miten menee?")):
        page = client.get(address.replace("/en/", f"/{language}/"))
        assert words in page.text
        assert page.text.count("<form") == client.get(url(project, "survey_list")).text.count("<form")
    assert client.post(address).status_code == 405
    with region_scope(survey.region):
        assert not SurveySubmission.objects.exists()


def test_closing_a_survey_is_asked_on_a_page_that_says_what_happens(project, preparer, client):
    survey = make_open_survey(project)
    page = client.get(url(project, "survey_detail", survey.pk)).text
    address = url(project, "survey_close", survey.pk)
    assert f'href="{address}"' in page
    assert f'action="{address}"' not in page
    question = client.get(address)
    assert (question.status_code, "cannot be opened again" in question.text) == (200, True)
    with region_scope(project.region):
        survey.refresh_from_db()
        assert survey.state == SurveyState.OPEN
    client.post(address)
    with region_scope(project.region):
        survey.refresh_from_db()
        assert survey.state == SurveyState.CLOSED


def test_removing_a_question_is_asked_on_a_page_that_quotes_it(project, preparer, client):
    survey = make_survey(project)
    with region_scope(project.region):
        question = make_question(survey)
    address = url(project, "question_remove", survey.pk, question.pk)
    page = client.get(url(project, "survey_detail", survey.pk)).text
    assert f'href="{address}"' in page
    assert f'action="{address}"' not in page
    asked = client.get(address)
    assert (asked.status_code, question.text_sv in asked.text) == (200, True)
    with region_scope(project.region):
        assert survey.questions.filter(pk=question.pk).exists()
    assert client.post(address).url == url(project, "survey_detail", survey.pk)
    with region_scope(project.region):
        assert not survey.questions.filter(pk=question.pk).exists()


def test_choices_of_different_number_are_told_beside_their_language(project, preparer, client):
    survey = make_survey(project)
    data = {
        "kind": "one",
        "text_sv": "Vilka?",
        "choices_sv": "En\nTvå\nTre",
        "choices_fi": "Yksi\nKaksi",
        "opened_version": "1",
    }
    response = client.post(url(project, "question_create", survey.pk), data)
    assert "There are 2 choices here and 3 in another language" in response.text
    assert 'href="#id_choices_fi"' in response.text


def test_choice_that_stands_there_twice_is_told_beside_its_language(project, preparer, client):
    survey = make_survey(project)
    data = {
        "kind": "one",
        "text_sv": "Vilka?",
        "choices_sv": "Ja\nNej",
        "choices_fi": "Kyllä\nkyllä",
        "opened_version": "1",
    }
    response = client.post(url(project, "question_create", survey.pk), data)
    assert response.context["form"].errors == {
        "choices_fi": ["“kyllä” stands here twice. Each choice is written once."]
    }


def test_perspective_of_a_question_stands_beside_its_kind(project, preparer, client):
    survey = make_survey(project)
    make_question(survey, perspective="quality")
    assert "· Quality" in client.get(url(project, "survey_detail", survey.pk)).text


def test_closing_before_five_have_answered_warns_that_nothing_will_be_shown(project, preparer, client):
    survey = make_open_survey(project)
    warning = "No figures are shown of fewer than 5 people."
    assert warning in client.get(url(project, "survey_close", survey.pk)).text
    with region_scope(project.region):
        Survey.objects.filter(pk=survey.pk).update(submission_count=5)
    assert warning not in client.get(url(project, "survey_close", survey.pk)).text


def test_missing_words_lead_to_where_they_are_written(project, preparer, client):
    survey = make_survey(project)
    question = make_question(survey, text_fi="")
    page = client.get(url(project, "survey_detail", survey.pk)).text
    assert url(project, "question_edit", survey.pk, question.pk) in page
    assert "Publish the survey" not in page


# ---- answering ----


@pytest.mark.requirement(16)
def test_anybody_answers_without_account_or_cookie_and_gets_a_receipt(survey, client):
    response = post(client, survey, filled(survey))
    assert response.status_code == 201
    assert response.cookies == {}
    assert '<h1 tabindex="-1" data-focus>' in response.text
    # A device that several people use keeps no answers that have been received.
    assert f'data-kept-received="survey-{survey.pk}"' in response.text
    assert "<title>Thank you, your answers are received: " in response.text
    with region_scope(survey.region):
        submission = SurveySubmission.objects.get()
        assert submission_code(submission=submission) in response.text
        assert submission.is_held is False
        assert list(submission.answers.values_list("number", "text").order_by("pk")) == [
            (None, ""),
            (4, ""),
            (None, "Telefonen borde svara."),
        ]
        assert Survey.objects.get().submission_count == 1


def test_receipt_has_a_link_to_keep_that_opens_the_answers_again_and_is_told_to_no_other_site(survey, client):
    response = post(client, survey, filled(survey))
    with region_scope(survey.region):
        code = submission_code(submission=SurveySubmission.objects.get())
    link = reverse("participation:receipt_link", args=[code])
    assert f'<a href="http://testserver{link}">Link to your receipt</a>' in response.text
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert f'value="{code}"' in client.get(link).text


def test_double_click_gives_the_same_receipt_and_one_submission(survey, client):
    data = filled(survey)
    first, second = post(client, survey, data), post(client, survey, data)
    assert (first.status_code, second.status_code) == (201, 201)
    with region_scope(survey.region):
        code = submission_code(submission=SurveySubmission.objects.get())
    assert code in first.text
    assert code in second.text


def test_other_answers_from_the_same_form_have_a_receipt_of_their_own(survey, client):
    data = filled(survey)
    other = {**data, f"q{questions(survey)['scale'].pk}": "2"}
    assert [post(client, survey, sent).status_code for sent in (data, other)] == [201, 201]
    with region_scope(survey.region):
        assert SurveySubmission.objects.count() == 2


def test_word_that_answers_were_taken_back_takes_the_focus(survey, client):
    post(client, survey, filled(survey))
    with region_scope(survey.region):
        code = submission_code(submission=SurveySubmission.objects.get())
    page = client.post(reverse("participation:submission_withdraw"), {"code": code, "confirm": "yes"}).text
    assert '<div tabindex="-1" data-focus><div class="notice notice-success">' in page


def test_answers_that_were_taken_back_are_not_said_to_be_in_again(survey, client):
    data = filled(survey)
    post(client, survey, data)
    with region_scope(survey.region):
        withdraw_submission(submission=SurveySubmission.objects.get())
    assert post(client, survey, data).status_code == 422


def test_language_is_switched_with_the_answers_kept_and_nothing_sent(survey, client):
    typed = filled(survey, show_in="sv")
    response = post(client, survey, typed)
    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, {})
    assert {name: form[name].value() for name in typed if name != "show_in"} == {
        name: value for name, value in typed.items() if name != "show_in"
    }
    with region_scope(survey.region):
        assert not SurveySubmission.objects.exists()


def test_database_itself_refuses_the_same_ballot_twice(survey):
    sent = answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), nonce="same")
    with region_scope(survey.region), pytest.raises(IntegrityError):
        SurveySubmission.objects.create(
            region=survey.region,
            survey=survey,
            language="sv",
            submission_key=sent.submission_key,
            received_at=clock.now(),
        )


def test_nothing_answered_is_told_and_nothing_is_stored(survey, client):
    response = post(client, survey, {"form_token": filled(survey)["form_token"]})
    assert response.status_code == 422
    assert "Answer at least one question before you send." in response.text
    with region_scope(survey.region):
        assert SurveySubmission.objects.count() == 0


def test_required_question_is_told_beside_its_field_and_the_words_are_kept(project, client):
    survey = make_survey(project)
    must = make_question(survey, "scale", is_required=True)
    words = make_question(survey, "text")
    with region_scope(project.region):
        publish_survey(survey=survey, actor=None)
    token = make_form_token(purpose=f"survey:{survey.pk}")
    response = post(client, survey, {"form_token": token, f"q{words.pk}": "Mina egna ord"})
    assert response.status_code == 422
    assert f'href="#id_q{must.pk}_0"' in response.text
    assert "Choose one of the answers." in response.text
    assert "Mina egna ord" in response.text


def test_oversized_answer_is_told_beside_its_field_and_kept(survey, client):
    text = questions(survey)["text"]
    response = post(client, survey, filled(survey, **{f"q{text.pk}": "x" * 4001}))
    assert response.status_code == 422
    assert "This is longer than 4,000 characters" in response.text
    assert "x" * 4001 in response.text


@pytest.mark.parametrize(
    "hostile", ["NUL \x00 i texten", "\u202egnirts", "\ud800 halv", "<script>alert(1)</script>"]
)
def test_hostile_words_are_plain_text_and_never_an_error(hostile, survey, client):
    asked = questions(survey)
    data = filled(survey, **{f"q{asked['text'].pk}": hostile.encode("utf-8", "replace").decode()})
    assert post(client, survey, data).status_code == 201
    with region_scope(survey.region):
        kept = SurveyAnswer.objects.get(question=asked["text"]).text
    assert "\x00" not in kept
    assert "\u202e" not in kept


@pytest.mark.parametrize("value", ["999999", "\x00", "ä", "1; DROP TABLE", "-1"])
def test_choice_that_does_not_exist_is_told_beside_its_field(value, survey, client):
    asked = questions(survey)
    response = post(client, survey, filled(survey, **{f"q{asked['one'].pk}": value}))
    assert response.status_code == 422
    assert f'href="#id_q{asked["one"].pk}_0"' in response.text


def test_choice_of_another_survey_is_refused(project, survey, client):
    other = make_open_survey(project)
    foreign = questions(other)["one"].options.first()
    data = filled(survey, **{f"q{questions(survey)['one'].pk}": str(foreign.pk)})
    assert post(client, survey, data).status_code == 422
    with region_scope(survey.region), pytest.raises(DomainError):
        answer(survey, GivenAnswer(questions(survey)["one"].pk, option_id=foreign.pk))


def test_expired_token_keeps_the_words_and_asks_to_press_once_more(survey, client):
    data = filled(survey, form_token="old:token:x")
    response = post(client, survey, data)
    assert response.status_code == 422
    assert "press the button once more" in response.text
    assert "Telefonen borde svara." in response.text
    data["form_token"] = response.context["form"].data["form_token"]
    assert post(client, survey, data).status_code == 201


def test_closed_period_is_told_and_the_words_are_kept(survey, client):
    data = filled(survey)
    with region_scope(survey.region):
        close_survey(survey=survey)
    response = post(client, survey, data)
    assert response.status_code == 422
    assert "The survey has closed." in response.text
    assert "Telefonen borde svara." in response.text


def test_post_from_another_site_is_refused(survey, client):
    response = client.post(
        public(survey, "survey_form"), filled(survey), headers={"origin": "https://elsewhere.example"}
    )
    assert response.status_code == 403


def test_trap_holds_the_answers_and_does_not_lose_them(survey, client):
    assert post(client, survey, filled(survey, website="http://spam.example")).status_code == 201
    with region_scope(survey.region):
        assert SurveySubmission.objects.get().is_held is True
        assert Survey.objects.get().submission_count == 0
        assert release_held(survey=survey, actor=None) == 1
        assert Survey.objects.get().submission_count == 1
        assert SurveyAnswer.objects.filter(is_held=True).count() == 0


def test_held_answers_that_were_taken_back_are_not_released(survey):
    sent = answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), is_held=True)
    with region_scope(survey.region):
        withdraw_submission(submission=sent)
        assert release_held(survey=survey, actor=None) == 0
        assert Survey.objects.get().submission_count == 0


def test_sums_stand_when_answers_are_taken_back_after_closing(survey):
    sent = answer(
        survey,
        GivenAnswer(questions(survey)["scale"].pk, number=1),
        GivenAnswer(questions(survey)["text"].pk, text="Mina ord"),
    )
    with region_scope(survey.region):
        close_survey(survey=survey)
        withdraw_submission(submission=sent)
        assert list(SurveyAnswer.objects.order_by("pk").values_list("number", "text")) == [
            (1, ""),
            (None, ""),
        ]
        assert Survey.objects.get().submission_count == 1


@pytest.mark.parametrize(
    ("number", "words"), [(1, ("It came", "Count it<")), (2, ("They came", "Count them<"))]
)
def test_notice_of_held_answers_speaks_of_as_many_as_there_are(survey, client, number, words):
    for _ in range(number):
        answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), is_held=True)
    client.force_login(make_user(survey.region))
    with translation.override("en"):
        page = reverse("participation:survey_detail", args=[survey.region.slug, survey.project_id, survey.pk])
    told = client.get(page).text
    assert all(each in told for each in words)


def test_held_answers_are_counted_after_a_question(survey, client):
    for _ in range(2):
        answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), is_held=True)
    client.force_login(make_user(survey.region))
    keys = [survey.region.slug, survey.project_id, survey.pk]
    with translation.override("en"):
        page, address = (
            reverse(f"participation:{name}", args=keys) for name in ("survey_detail", "survey_release")
        )
    assert f'href="{address}"' in client.get(page).text
    question = client.get(address).text
    assert "2 submissions are held back: they came faster" in question
    assert "they cannot be held back again" in question
    with region_scope(survey.region):
        assert Survey.objects.get().submission_count == 0
    told = client.post(address, follow=True).text
    assert "2 submissions are counted now." in told
    with region_scope(survey.region):
        assert Survey.objects.get().submission_count == 2


def test_held_answers_are_not_released_after_closing(survey):
    answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), is_held=True)
    with region_scope(survey.region):
        close_survey(survey=survey)
        with pytest.raises(IllegalTransition):
            release_held(survey=survey, actor=None)


def test_closed_survey_says_how_many_held_answers_were_left_out(survey, client):
    for _ in range(2):
        answer(survey, GivenAnswer(questions(survey)["scale"].pk, number=1), is_held=True)
    with region_scope(survey.region):
        close_survey(survey=survey)
    client.force_login(make_user(survey.region))
    page = client.get(work(survey.project, "survey_detail", survey.pk)).content.decode()
    assert "2 held submissions were left out of the results" in page


def test_what_a_region_of_one_language_must_write_is_not_called_optional_and_names_no_language(db, client):
    region = make_region(language_status=LanguageStatus.FINNISH)
    project = make_project(region)
    survey = make_survey(project)
    client.force_login(make_user(region))
    title = client.get(work(project, "survey_create")).context["form"]["title_fi"]
    shown = client.get(work(project, "question_create", survey.pk)).context["form"]
    assert (title.label, title.field.needed_later) == ("Title", True)
    assert (shown["text_fi"].field.needed_later, shown["choices_fi"].label) == (True, "Choices, one a line")
    assert shown["choices_fi"].field.needed_later


def test_title_of_which_one_language_is_enough_is_not_called_optional(project, preparer, client):
    page = client.get(url(project, "survey_create")).context["form"]
    assert page["title_sv"].field.needed_later
    assert page["title_fi"].field.needed_later
    assert not page["intro_sv"].field.needed_later


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (dt.datetime(2026, 10, 24, 23, 59, 59, 999_000, tzinfo=HELSINKI), False),
        (dt.datetime(2026, 10, 25, 0, 0, tzinfo=HELSINKI), True),
        (dt.datetime(2026, 10, 25, 23, 59, 59, 999_000, tzinfo=HELSINKI), True),
        (dt.datetime(2026, 10, 26, 0, 0, tzinfo=HELSINKI), False),
        (dt.datetime(2026, 10, 26, 0, 0, 0, 1000, tzinfo=HELSINKI), False),
    ],
)
def test_survey_is_open_for_whole_local_days_also_when_the_clock_changes(moment, is_open, project, client):
    day = dt.date(2026, 10, 25)
    with clock.fixed(dt.datetime(2026, 10, 1, 12, tzinfo=HELSINKI)):
        survey = make_open_survey(project, opens_on=day, closes_on=day)
    scale = questions(survey)["scale"]
    with clock.fixed(moment):
        page = client.get(public(survey))
        assert ("Answer the survey" in page.text) is is_open
        if is_open:
            answer(survey, GivenAnswer(scale.pk, number=3))
        else:
            with pytest.raises(PeriodClosed):
                answer(survey, GivenAnswer(scale.pk, number=3))


def test_answers_are_taken_back_by_code_while_the_survey_is_open(survey, client):
    sent = answer(survey, GivenAnswer(questions(survey)["text"].pk, text="Ångrar mig"))
    code = submission_code(submission=sent)
    found = client.post(reverse("participation:receipt"), {"code": code.lower()})
    assert "Take my answers back" in found.text
    assert "Ångrar mig" not in found.text
    done = client.post(reverse("participation:submission_withdraw"), {"code": code, "confirm": "yes"})
    assert "Your answers were taken back." in done.text
    with region_scope(survey.region):
        assert SurveyAnswer.objects.count() == 0
        assert Survey.objects.get().submission_count == 0
        with pytest.raises(IllegalTransition):
            withdraw_submission(submission=sent)


@pytest.mark.parametrize(
    ("is_open", "words"),
    [(True, "you can answer anew"), (False, "the figures stand")],
    ids=["open", "closed"],
)
def test_whether_answers_are_taken_back_is_asked_first(survey, client, is_open, words):
    sent = answer(survey, GivenAnswer(questions(survey)["text"].pk, text="Kvar"))
    code = submission_code(submission=sent)
    if not is_open:
        with region_scope(survey.region):
            close_survey(survey=survey)
    address = reverse("participation:submission_withdraw")
    asked = client.post(address, {"code": code})
    assert asked.context["question"] == "Take your answers back?"
    assert words in asked.text
    assert '<input type="hidden" name="confirm" value="yes">' in asked.text
    assert (
        client.post(address, {"code": code, "show_in": "sv"}).context["question"] == "Take your answers back?"
    )
    with region_scope(survey.region):
        assert SurveySubmission.objects.get().withdrawn_at is None
    client.post(address, {"code": code, "confirm": "yes"})
    assert "Your answers were taken back." in client.post(address, {"code": code}).text, "not asked once more"


# ---- closing ----


def test_survey_closes_by_itself_when_its_last_day_is_over(survey):
    last = clock.end_of(survey.closes_on)
    assert close_due_surveys(last - dt.timedelta(seconds=1)) == 0
    with clock.fixed(last):
        assert do_due_work() == 1
        assert do_due_work() == 0
    with region_scope(survey.region):
        survey.refresh_from_db()
        assert (survey.state, survey.closed_at) == (SurveyState.CLOSED, last)


def test_survey_closed_before_its_last_day_says_the_day_on_which_it_was_closed(survey, client):
    client.force_login(make_user(survey.region))
    address = work(survey.project, "survey_detail", survey.pk)
    assert client.get(address).context["page"]["days"].endswith(full_day(survey.closes_on))
    with region_scope(survey.region):
        close_survey(survey=survey)
    assert survey.closes_on > clock.today()
    assert client.get(address).context["page"]["days"].endswith(full_day(clock.today()))
    with region_scope(survey.region), clock.fixed(clock.end_of(survey.closes_on)):
        Survey.objects.update(closed_at=clock.now())
    assert client.get(address).context["page"]["days"].endswith(full_day(survey.closes_on))


def test_closing_twice_is_told_once(survey):
    with region_scope(survey.region):
        close_survey(survey=survey)
        close_survey(survey=survey)
        assert ProjectEvent.objects.filter(kind="survey.closed").count() == 1


def test_open_survey_stands_among_the_deadlines_and_public_pages(survey, project):
    with region_scope(project.region):
        [deadline] = deadlines(project.pk)
        assert (deadline.day, deadline.label) == (survey.closes_on, "Survey closes: Hur går det?")
        assert public_pages(project) == [("Survey: Hur går det?", public(survey))]


# ---- what everybody sees ----


def test_draft_of_a_survey_is_invisible(project, client):
    survey = make_survey(project)
    assert client.get(public(survey)).status_code == 404
    assert client.get(public(survey, "survey_form")).status_code == 404


def test_survey_of_a_closed_preparation_is_invisible(region, client):
    survey = make_open_survey(make_project(region, is_public=False, closed_reason="Anbud"))
    assert client.get(public(survey)).status_code == 404


def test_landing_page_is_kept_for_everybody_and_the_form_never(survey, client):
    landing, form = client.get(public(survey)), client.get(public(survey, "survey_form"))
    assert landing.headers["Cache-Control"] == "public, no-cache"
    assert landing.cookies == {}
    assert form.headers["Cache-Control"] == "private, max-age=0"
    assert "form_token" not in landing.text


def test_words_in_another_language_than_the_page_say_so(survey, client):
    page = client.get(public(survey)).text
    assert '<h1 lang="sv">Hur går det?</h1>' in page
    with translation.override("fi"):
        page = client.get(public(survey)).text
    assert "<h1>Miten menee?</h1>" in page


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("name", ["survey", "survey_form"])
def test_public_page_opens_in_each_language(name, language, survey, client):
    with translation.override(language):
        assert client.get(public(survey, name)).status_code == 200


def test_form_costs_the_same_with_many_questions(project, region, client):
    survey = make_open_survey(project)

    def make_rows(number):
        for order in range(number):
            question = SurveyQuestion.objects.create(
                region=region, survey=survey, order=90 + order, kind="one", text_sv="F", text_fi="K"
            )
            SurveyOption.objects.create(region=region, question=question, label_sv="A", label_fi="B")

    def rows(number):
        with region_scope(region):
            make_rows(number)

    assert_constant_queries(lambda: client.get(public(survey, "survey_form")), rows)


@pytest.mark.parametrize("name", ["survey_list", "survey_detail"])
def test_workspace_page_costs_the_same_with_many_rows(name, project, region, preparer, client):
    survey = make_survey(project)
    args = [survey.pk] if name == "survey_detail" else []

    def make_rows(number):
        for _ in range(number):
            make_question(survey, QuestionKind.MANY)
            make_survey(project)

    assert_constant_queries(lambda: client.get(url(project, name, *args)), make_rows)


def test_sending_costs_no_more_than_twenty_statements(survey, client, django_assert_max_num_queries):
    data = filled(survey)
    client.get(public(survey, "survey_form"))
    with django_assert_max_num_queries(22):
        assert post(client, survey, data).status_code == 201


def test_form_of_a_closed_survey_leads_to_its_page(survey, client):
    address = reverse("participation:survey", args=[survey.region.slug, survey.project.slug, survey.pk])
    assert client.get(f"{address}answer/").status_code == 200
    with region_scope(survey.region):
        close_survey(survey=survey)
    page = client.get(f"{address}answer/")
    assert (page.status_code, page.url) == (302, address)


def test_page_without_surveys_offers_one_main_way_on(client, project, preparer):
    page = client.get(url(project, "survey_list")).content.decode()
    assert page.count("btn-primary") == 1
    assert "Build a survey" in page
