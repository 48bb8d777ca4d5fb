"""The project's copy of the handbook: answered, reworded, switched off, added to."""

import pytest
from django.utils import translation

from projects.domain.guide import add_item, answer_item, reword_item, reword_step, switch_item, switch_step
from projects.enums import AnswerState, GuideKind, PhaseKey
from projects.guidance import guidance
from projects.handbook import load_handbook
from projects.handbook_kinds import Place
from projects.models import GuideAnswer, GuideItem, ProjectPhase
from projects.queries.phase import next_unanswered
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import start


@pytest.fixture
def project(region):
    made = start(region)
    with region_scope(region):
        yield made


@pytest.fixture
def phase(project):
    return ProjectPhase.objects.select_related("project", "region").get(project=project, key=PhaseKey.START)


def question(phase, position=0):
    rows = GuideItem.objects.filter(phase=phase, kind=GuideKind.QUESTION).select_related("phase__project")
    return rows.order_by("order")[position]


def texts(groups):
    return [item["text"] for group in groups for item in group["items"]]


@pytest.mark.requirement(19)
def test_text_out_of_use_is_not_shown_and_comes_back(project, phase, django_assert_num_queries):
    item = GuideItem.objects.select_related("phase__project").filter(phase=phase, place=Place.GROUPS)[0]
    with translation.override("sv"):
        with django_assert_num_queries(1):
            assert item.text_sv in texts(guidance(project, Place.GROUPS))
        switch_item(item=item, actor=None, is_on=False)
        assert item.text_sv not in texts(guidance(project, Place.GROUPS))
        switch_item(item=item, actor=None, is_on=True)
        assert item.text_sv in texts(guidance(project, Place.GROUPS))


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_guidance_speaks_the_pages_language(project, language):
    with translation.override(language):
        shown = texts(guidance(project, Place.EDITOR))
    items = (item for item in load_handbook().all_items() if item.place == Place.EDITOR)
    expected = [item.text.in_language(language) for item in items]
    assert sorted(shown) == sorted(expected)


@pytest.mark.requirement(19)
def test_step_is_switched_as_a_whole_with_history(phase):
    user = make_user(phase.region)
    step = load_handbook().phase(PhaseKey.START).steps[0]
    count = switch_step(phase=phase, step=step.key, actor=user, is_on=False)
    rows = GuideItem.objects.filter(phase=phase, step_key=step.key)
    assert count == len(step.items)
    assert set(rows.values_list("is_on", "version")) == {(False, 2)}
    assert rows[0].history.first().history_user == user
    assert switch_step(phase=phase, step=step.key, actor=user, is_on=False) == 0


@pytest.mark.requirement(19)
def test_text_is_reworded_in_each_language(phase):
    item = question(phase)
    with pytest.raises(DomainError) as refused:
        reword_item(item=item, actor=None, expected=1, texts={"sv": "Vår fråga", "fi": ""})
    assert refused.value.field == "text_fi"
    reword_item(item=item, actor=None, expected=1, texts={"sv": "Vår fråga", "fi": "Kysymyksemme"})
    saved = GuideItem.objects.get(pk=item.pk)
    assert (saved.text_sv, saved.text_fi) == ("Vår fråga", "Kysymyksemme")


def test_rewording_by_two_is_a_conflict(phase):
    one, two = question(phase), question(phase)
    reword_item(item=one, actor=None, expected=1, texts={"sv": "Ett", "fi": "Yksi"})
    with pytest.raises(EditConflict):
        reword_item(item=two, actor=None, expected=1, texts={"sv": "Två", "fi": "Kaksi"})


@pytest.mark.requirement(19)
def test_step_gets_the_regions_own_title(phase):
    step = load_handbook().phase(PhaseKey.START).steps[1]
    reword_step(phase=phase, step=step.key, actor=None, titles={"sv": "Vem gör vad", "fi": "Kuka tekee mitä"})
    rows = GuideItem.objects.filter(phase=phase, step_key=step.key)
    assert set(rows.values_list("step_title_sv", "step_title_fi")) == {("Vem gör vad", "Kuka tekee mitä")}


@pytest.mark.requirement(19)
def test_own_text_stands_beside_its_form(project, phase):
    step = load_handbook().phase(PhaseKey.START).steps[1]
    item = add_item(
        phase=phase,
        actor=None,
        kind=GuideKind.QUESTION,
        place=Place.GROUPS,
        texts={"sv": "Är tvåspråkigheten tänkt på?", "fi": "Onko kaksikielisyys mietitty?"},
        step=step.key,
    )
    assert (item.is_own, item.step_key, item.step_title_fi) == (True, step.key, step.title.fi)
    with translation.override("fi"):
        assert "Onko kaksikielisyys mietitty?" in texts(guidance(project, Place.GROUPS))


def test_answer_is_kept_with_author_and_earlier_versions(phase):
    user = make_user(phase.region)
    item = question(phase)
    first = answer_item(item=item, actor=user, expected=0, state=AnswerState.PARTLY, words="Nästan")
    answer_item(
        item=item, actor=user, expected=first.version, state=AnswerState.DONE, words="Nu är det klart"
    )
    answer = GuideAnswer.objects.get(item=item)
    assert (answer.state, answer.words, answer.answered_by) == ("done", "Nu är det klart", user)
    assert [row.words for row in answer.history.order_by("history_id")] == ["Nästan", "Nu är det klart"]


def test_two_first_answers_are_a_conflict(phase):
    item = question(phase)
    answer_item(item=item, actor=None, expected=0, state=AnswerState.DONE, words="Först")
    with pytest.raises(EditConflict) as refused:
        answer_item(item=item, actor=None, expected=0, state=AnswerState.OPEN, words="Sedan")
    assert refused.value.row.words == "Först"
    assert GuideAnswer.objects.get(item=item).words == "Först"


def test_not_relevant_needs_words(phase):
    with pytest.raises(DomainError) as refused:
        answer_item(item=question(phase), actor=None, expected=0, state=AnswerState.NOT_RELEVANT)
    assert refused.value.field == "words"


def test_guidance_is_not_answered(phase):
    item = GuideItem.objects.filter(phase=phase, kind=GuideKind.GUIDANCE)[0]
    with pytest.raises(DomainError):
        answer_item(item=item, actor=None, expected=0, state=AnswerState.DONE)


def test_next_question_follows_the_handbooks_order_and_begins_anew_at_the_end(phase):
    first = GuideItem.objects.filter(phase=phase, kind__in=("question", "checklist")).order_by("order")[0]
    second = next_unanswered(first)
    assert second.order > first.order
    last = GuideItem.objects.filter(phase=phase).order_by("-order").first()
    assert next_unanswered(last) == first


def test_question_out_of_use_is_not_the_next_one(phase):
    first = GuideItem.objects.filter(phase=phase, kind__in=("question", "checklist")).order_by("order")[0]
    second = next_unanswered(first)
    switch_item(
        item=GuideItem.objects.select_related("phase__project").get(pk=second.pk), actor=None, is_on=False
    )
    assert next_unanswered(first).order > second.order
