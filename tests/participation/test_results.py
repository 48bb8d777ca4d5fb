"""Counting answers, hiding small groups, and handing free words to the inbox."""

import datetime as dt
from collections import defaultdict
from itertools import combinations, permutations

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.domain.job import run_due_jobs
from jobs.enums import JobState
from jobs.models import Job
from participation.domain import counting
from participation.domain.ballot import GivenAnswer, withdraw_submission
from participation.domain.counting import count_answers, hand_over_words
from participation.domain.survey import close_survey, publish_survey
from participation.enums import COUNT_JOB, Channel, Moderation, QuestionKind
from participation.models import Contribution, Survey, SurveyAnswer, SurveyCount
from participation.phase_voices import question_subjects
from participation.queries.disclosure import SMALLEST_GROUP, hide_exclusive, hide_independent
from participation.queries.results import results
from projects.enums import Perspective
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.participation import answer, make_group, make_open_survey, make_question, make_survey
from tests.support import count_queries

pytestmark = pytest.mark.usefixtures("in_english")


def survey_of(project, kind, **values):
    """Return an open survey with one question, and the question."""
    survey = make_survey(project)
    question = make_question(survey, kind, **values)
    with region_scope(project.region):
        return publish_survey(survey=survey, actor=None), question


def closed(survey):
    """Close a survey, count it in the background and return it as it stands."""
    with region_scope(survey.region):
        close_survey(survey=survey)
    run_due_jobs()
    with region_scope(survey.region):
        return Survey.objects.select_related("project__region", "region").get(pk=survey.pk)


def counts(survey):
    with region_scope(survey.region):
        rows = SurveyCount.objects.filter(question__survey=survey)
        return sorted(rows.values_list("question", "option", "number", "answers"), key=str)


# ---- counting ----


def test_count_equals_the_raw_answers(project):
    survey = make_open_survey(project)
    with region_scope(project.region):
        one, many, scale, text = survey.questions.order_by("order")
        first, second, _third = many.options.all()
        choice = one.options.first()
    for number in range(7):
        answer(
            survey,
            GivenAnswer(one.pk, option_id=choice.pk),
            GivenAnswer(many.pk, option_id=first.pk),
            *([GivenAnswer(many.pk, option_id=second.pk)] if number < 5 else []),
            GivenAnswer(scale.pk, number=5),
            GivenAnswer(text.pk, text="Bra"),
        )
    with region_scope(project.region):
        assert count_answers(survey_id=survey.pk) == 5
    expected = [
        (one.pk, choice.pk, None, 7),
        (many.pk, first.pk, None, 7),
        (many.pk, second.pk, None, 5),
        (scale.pk, None, 5, 7),
        (text.pk, None, None, 7),
    ]
    assert counts(survey) == sorted(expected, key=str)


def test_counting_broken_off_half_way_equals_a_recount(project, monkeypatch):
    survey, question = survey_of(project, "scale")
    for number in (1, 2, 3):
        answer(survey, GivenAnswer(question.pk, number=number))
    with region_scope(project.region):
        count_answers(survey_id=survey.pk)
    before = counts(survey)
    answer(survey, GivenAnswer(question.pk, number=3))

    def die(rows):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched, region_scope(project.region):
        patched.setattr(SurveyCount.objects, "bulk_create", die)
        with pytest.raises(RuntimeError):
            count_answers(survey_id=survey.pk)
    assert counts(survey) == before
    with region_scope(project.region):
        count_answers(survey_id=survey.pk)
    assert [row[3] for row in counts(survey)] == [1, 1, 2]


def test_counting_costs_one_grouped_statement_whatever_the_number_of_answers(project):
    survey, question = survey_of(project, "scale")

    def statements():
        with region_scope(project.region):
            return count_queries(lambda: count_answers(survey_id=survey.pk))

    answer(survey, GivenAnswer(question.pk, number=1))
    few, _sql = statements()
    for _ in range(4):
        answer(survey, GivenAnswer(question.pk, number=1))
    many, sql = statements()
    assert many == few
    [grouped] = [text for text in sql if "GROUP BY" in text]
    assert "JOIN" not in grouped


def test_held_and_withdrawn_answers_are_not_counted(project):
    survey, question = survey_of(project, "scale")
    answer(survey, GivenAnswer(question.pk, number=1))
    answer(survey, GivenAnswer(question.pk, number=1), is_held=True)
    gone = answer(survey, GivenAnswer(question.pk, number=1))
    with region_scope(project.region):
        withdraw_submission(submission=gone)
        count_answers(survey_id=survey.pk)
    assert [row[3] for row in counts(survey)] == [1]


def test_every_two_hundred_answers_the_count_is_asked_for_in_the_background(project, monkeypatch):
    monkeypatch.setattr("participation.domain.ballot.RECOUNT_EVERY", 2)
    survey, question = survey_of(project, "scale")
    with region_scope(project.region):
        answer(survey, GivenAnswer(question.pk, number=1))
        assert Job.objects.filter(kind=COUNT_JOB).count() == 0
        answer(survey, GivenAnswer(question.pk, number=1))
        assert Job.objects.filter(kind=COUNT_JOB).count() == 1


def test_job_counts_and_tells_how_far_it_is(project):
    survey, question = survey_of(project, "text")
    answer(survey, GivenAnswer(question.pk, text="Ett"))
    closed(survey)
    with region_scope(project.region):
        job = Job.objects.get(kind=COUNT_JOB)
    assert (job.state, job.percent, job.result) == (JobState.DONE, 100, {"cells": 1, "words": 1})


# ---- free words ----


@pytest.mark.requirement(16, 59)
def test_free_words_come_to_the_inbox_once_when_the_survey_has_closed(project, region):
    group = make_group(project)
    survey, question = survey_of(project, "text", perspective=Perspective.QUALITY)
    with region_scope(region):
        Survey.objects.filter(pk=survey.pk).update(group=group)
    answer(survey, GivenAnswer(question.pk, text="Ring tillbaka."))
    with region_scope(region):
        assert hand_over_words(survey_id=survey.pk) == 0
        assert Contribution.objects.count() == 0
    closed(survey)
    with region_scope(region):
        row = Contribution.objects.get()
        assert (row.channel, row.original, row.group) == (Channel.SURVEY, "Ring tillbaka.", group)
        assert (row.moderation, row.code_hash) == (Moderation.PENDING, None)
        assert [code.perspective for code in row.codes.all()] == [Perspective.QUALITY]
        assert question_subjects([row.pk], "sv")[row.pk].quote == question.text_sv
        assert SurveyAnswer.objects.exclude(text="").count() == 0
        assert hand_over_words(survey_id=survey.pk) == 0
        assert Contribution.objects.count() == 1


def test_words_left_when_the_hand_over_was_broken_off_come_with_the_next_run(project, region, monkeypatch):
    survey, question = survey_of(project, "text")
    for number in range(3):
        answer(survey, GivenAnswer(question.pk, text=f"Ord {number}"))
    with region_scope(region):
        close_survey(survey=survey)
        receive, kept = counting.receive_contribution, []

        def fail_on_third(**values):
            if len(kept) == 2:
                raise RuntimeError("killed")
            kept.append(values)
            return receive(**values)

        with monkeypatch.context() as patched:
            patched.setattr(counting, "receive_contribution", fail_on_third)
            with pytest.raises(RuntimeError):
                hand_over_words(survey_id=survey.pk)
        assert Contribution.objects.count() == 2
        assert hand_over_words(survey_id=survey.pk) == 1
        assert sorted(Contribution.objects.values_list("original", flat=True)) == ["Ord 0", "Ord 1", "Ord 2"]


def test_words_of_held_answers_come_as_suspect(project, region):
    survey, question = survey_of(project, "text")
    answer(survey, GivenAnswer(question.pk, text="Köp nu"), is_held=True)
    closed(survey)
    with region_scope(region):
        assert Contribution.objects.get().is_suspect is True


def test_own_words_are_taken_back_after_closing_and_the_sums_stand(project, region):
    survey, question = survey_of(project, "text")
    sent = answer(survey, GivenAnswer(question.pk, text="Kanarie"))
    survey = closed(survey)
    with region_scope(region):
        withdraw_submission(submission=sent)
        row = Contribution.objects.get()
        assert (row.moderation, row.original) == (Moderation.ERASED, "")
        assert (survey.submission_count, SurveyCount.objects.get().answers) == (1, 1)


# ---- results ----


def test_results_are_hidden_from_everybody_until_the_survey_has_closed_and_been_counted(
    project, region, client, django_capture_on_commit_callbacks
):
    survey, question = survey_of(project, "scale")
    for _ in range(6):
        answer(survey, GivenAnswer(question.pk, number=2))
    staff = reverse("participation:results", args=[region.slug, project.pk, survey.pk])
    public = reverse("participation:survey_results", args=[region.slug, project.slug, survey.pk])
    client.force_login(make_user(region, "administrator"))
    with region_scope(region):
        count_answers(survey_id=survey.pk)
        assert results(Survey.objects.get(pk=survey.pk)) is None
    assert "Not before the survey closes" in client.get(staff).text
    assert client.get(public).status_code == 404
    with region_scope(region):
        close_survey(survey=survey)
    assert "being counted" in client.get(staff).text
    assert "being counted" in client.get(public).text
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    for address in (staff, public):
        assert "6 people took part." in client.get(address).text


def test_results_lead_staff_to_the_answers_in_peoples_own_words(project, region, client):
    survey, question = survey_of(project, "text")
    staff = reverse("participation:results", args=[region.slug, project.pk, survey.pk])
    inbox = reverse("participation:inbox", args=[region.slug, project.pk])
    client.force_login(make_user(region))
    assert inbox not in client.get(staff).text
    for number in range(6):
        answer(survey, GivenAnswer(question.pk, text=f"Öppna tidigare, {number}"))
    closed(survey)
    assert f'href="{inbox}?channel=survey"' in client.get(staff).text


def test_shares_of_single_choices_add_up_and_of_several_say_why_not(project, region):
    survey = make_open_survey(project)
    with region_scope(region):
        one, many, _scale, _text = survey.questions.order_by("order")
        singles, several = list(one.options.all()), list(many.options.all())
    for number in range(18):
        answer(
            survey,
            GivenAnswer(one.pk, option_id=singles[number % 3].pk),
            GivenAnswer(many.pk, option_id=several[0].pk),
            *([GivenAnswer(many.pk, option_id=several[1].pk)] if number < 9 else []),
        )
    survey = closed(survey)
    with region_scope(region):
        page = results(survey)
    single, multiple = page["questions"][0].chart, page["questions"][1].chart
    assert sum(int(row[2].split("\u00a0")[0]) for row in single.rows) == 100
    assert single.note == "18 people answered."
    assert [row[1:] for row in multiple.rows] == [("18", "100\u00a0%"), ("9", "50\u00a0%"), ("0", "0\u00a0%")]
    assert "Several answers could be chosen" in multiple.note


def test_ends_of_a_scale_say_what_they_mean(project, region):
    survey, question = survey_of(project, QuestionKind.SCALE)
    for number in range(10):
        answer(survey, GivenAnswer(question.pk, number=1 if number < 5 else 5))
    survey = closed(survey)
    with region_scope(region):
        chart = results(survey)["questions"][0].chart
    assert [row[0] for row in chart.rows] == ["1 – not at all", "2", "3", "4", "5 – very"]


def test_fewer_than_five_people_are_told_as_fewer_than_five(project, region, client):
    survey, question = survey_of(project, "scale")
    for number in (1, 2, 3, 4):
        answer(survey, GivenAnswer(question.pk, number=number))
    survey = closed(survey)
    address = reverse("participation:survey_results", args=[region.slug, project.slug, survey.pk])
    page = client.get(address).text
    assert "Fewer than 5 people took part" in page
    assert "4 people" not in page
    with region_scope(region):
        assert results(survey)["people"] is None


def test_what_few_people_wrote_is_still_found_in_the_inbox(project, region):
    survey, question = survey_of(project, "text")
    answer(survey, GivenAnswer(question.pk, text="Hej"))
    survey = closed(survey)
    with region_scope(region):
        told = results(survey)
    assert (told["people"], told["has_words"]) == (None, True)


def test_those_who_left_a_question_open_cannot_be_worked_out_either(project, region):
    survey = make_open_survey(project)
    with region_scope(region):
        scale, text = survey.questions.get(kind="scale"), survey.questions.get(kind="text")
    for number in range(20):
        answer(survey, GivenAnswer(scale.pk, number=1 + number % 2))
    for _ in range(2):
        answer(survey, GivenAnswer(text.pk, text="Hej"))
    survey = closed(survey)
    with region_scope(region):
        chart = next(row for row in results(survey)["questions"] if row.question.kind == "scale")
    assert chart.chart is None
    assert chart.is_hidden is True


def test_number_of_those_who_wrote_is_hidden_when_small(project, region):
    survey = make_open_survey(project)
    with region_scope(region):
        scale, text = survey.questions.get(kind="scale"), survey.questions.get(kind="text")
    for number in range(12):
        words = [GivenAnswer(text.pk, text="Ord")] if number < 3 else []
        answer(survey, GivenAnswer(scale.pk, number=1), *words)
    survey = closed(survey)
    with region_scope(region):
        written = next(row for row in results(survey)["questions"] if row.question.kind == "text")
    assert (written.wrote, written.is_hidden) == (None, True)


def test_staff_read_beside_the_results_how_many_were_left_out_and_others_do_not(project, region, client):
    survey, question = survey_of(project, "scale")
    answer(survey, GivenAnswer(question.pk, number=3), is_held=True)
    survey = closed(survey)
    public = reverse("participation:survey_results", args=[region.slug, project.slug, survey.pk])
    shown = client.get(public)
    assert (shown.status_code, "left out of the results" in shown.text) == (200, False)
    client.force_login(make_user(region))
    inside = reverse("participation:results", args=[region.slug, project.pk, survey.pk])
    assert "1 held submission was left out of the results" in client.get(inside).text


def test_results_page_costs_the_same_with_many_questions(
    project, region, client, django_assert_max_num_queries
):
    survey = make_survey(project)
    rows = [make_question(survey, "scale") for _ in range(6)]
    with region_scope(region):
        survey = publish_survey(survey=survey, actor=None)
    for _ in range(6):
        answer(survey, *(GivenAnswer(row.pk, number=3) for row in rows))
    survey = closed(survey)
    with region_scope(region), django_assert_max_num_queries(3):
        assert len(results(survey)["questions"]) == 6


def test_results_never_change_after_closing(project, region):
    survey, question = survey_of(project, "scale")
    sent = [answer(survey, GivenAnswer(question.pk, number=1 + place % 2)) for place in range(12)]
    survey = closed(survey)
    with region_scope(region):
        before = results(survey)["questions"][0].chart.rows
        withdraw_submission(submission=sent[0])
        count_answers(survey_id=survey.pk)
        assert results(Survey.objects.get(pk=survey.pk))["questions"][0].chart.rows == before


# ---- small groups ----


def _tables(cells, total):
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _tables(cells - 1, total - first):
            yield (first, *rest)


@pytest.mark.parametrize(("cells", "most"), [(2, 24), (3, 18), (4, 14)])
def test_whoever_knows_the_rule_works_out_no_small_group(cells, most):
    for total in range(most + 1):
        alike = defaultdict(list)
        for table in _tables(cells, total):
            alike[tuple(hide_exclusive(table))].append(table)
        for shown, tables in alike.items():
            assert not [count for count in shown if count and count < SMALLEST_GROUP]
            hidden = [place for place, count in enumerate(shown) if count is None]
            for size in range(1, len(hidden)):
                for places in combinations(hidden, size):
                    sums = {sum(table[place] for place in places) for table in tables}
                    assert len(sums) > 1 or not 0 < sums.pop() < SMALLEST_GROUP


def test_hidden_cells_that_are_all_alike_take_another_with_them():
    """Ten hidden cells that make ten together could only be ones."""
    assert hide_exclusive([1] * 10 + [50, 60]) == [None] * 11 + [60]
    assert hide_exclusive([4, 4, 4, 9, 30]) == [None, None, None, None, 30]


@settings(max_examples=300)
@given(st.lists(st.integers(min_value=0, max_value=40), min_size=2, max_size=7))
def test_values_of_hidden_cells_could_be_exchanged(table):
    shown = hide_exclusive(table)
    assert all(count is None or count == 0 or count >= SMALLEST_GROUP for count in shown)
    hidden = [place for place, count in enumerate(shown) if count is None]
    if not hidden:
        assert shown == table
        return
    assert len(hidden) > 1
    assert sum(table[place] for place in hidden) >= min(SMALLEST_GROUP, sum(table))
    values = [table[place] for place in hidden]
    for exchanged in {tuple(values[::-1]), *list(permutations(values))[:6]}:
        other = list(table)
        for place, value in zip(hidden, exchanged, strict=True):
            other[place] = value
        assert hide_exclusive(other) == shown


@settings(max_examples=300)
@given(st.integers(min_value=1, max_value=60), st.data())
def test_neither_those_who_chose_nor_those_who_did_not_are_a_small_group(people, data):
    chosen = data.draw(st.lists(st.integers(min_value=0, max_value=people), min_size=1, max_size=6))
    for count, shown in zip(chosen, hide_independent(chosen, people=people), strict=True):
        if shown is None:
            continue
        assert shown == count
        assert count == 0 or count >= SMALLEST_GROUP
        assert count == people or people - count >= SMALLEST_GROUP


def test_deadline_of_a_survey_and_its_results_agree_on_the_last_moment(project, region):
    survey, question = survey_of(project, "scale")
    last = clock.end_of(survey.closes_on) - dt.timedelta(milliseconds=1)
    with clock.fixed(last):
        answer(survey, GivenAnswer(question.pk, number=5))
    with clock.fixed(clock.end_of(survey.closes_on)):
        survey = closed(survey)
        assert counts(survey) == [(question.pk, None, 5, 1)]
