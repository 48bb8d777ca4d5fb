"""What a moderator does leaves a dated marker with its reason, and never publishes words nobody has read."""

import pytest

from participation.domain.contribution import change_contribution
from participation.domain.moderation import hide_contributions, publish_contributions, redact_contribution
from participation.domain.response import Answer, write_response
from participation.enums import Moderation, ModerationReason, Outcome
from participation.models import Contribution, ModerationMark
from projects.models import ProjectEvent
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project
from tests.factories.voices import make_contribution


@pytest.fixture
def moderator(region):
    return make_user(region)


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.mark.requirement(137)
def test_contribution_is_read_before_it_is_shown(project, moderator):
    row = make_contribution(project, "Öppna på kvällar.")
    result = publish_contributions(project=project, opened={row.pk: row.version}, actor=moderator)
    row.refresh_from_db()
    assert (result.done, result.left) == ((row.pk,), ())
    assert (row.moderation, row.public_text) == (Moderation.PUBLISHED, "Öppna på kvällar.")
    mark = ModerationMark.objects.get(contribution=row)
    assert (mark.state, mark.made_by) == (Moderation.PUBLISHED, moderator)
    assert ProjectEvent.objects.filter(kind="contribution.published", actor=moderator.uuid).count() == 1


@pytest.mark.requirement(137)
def test_health_data_is_taken_out_and_the_words_as_sent_stay(project, moderator):
    row = make_contribution(project, "Min diabetes sköts illa. Öppna på kvällar.")
    redact_contribution(
        contribution=row,
        actor=moderator,
        opened=row.version,
        public_text="[…] Öppna på kvällar.",
        reason=ModerationReason.HEALTH_DATA,
    )
    row.refresh_from_db()
    assert (row.moderation, row.public_text) == (Moderation.REDACTED, "[…] Öppna på kvällar.")
    assert row.original == "Min diabetes sköts illa. Öppna på kvällar."
    assert row.marks.get().reason == ModerationReason.HEALTH_DATA


def test_hidden_contribution_keeps_a_dated_marker_with_reason_and_explanation(project, moderator):
    rows = [make_contribution(project, moderates_first=False) for _ in range(2)]
    hide_contributions(
        project=project,
        opened={row.pk: row.version for row in rows},
        actor=moderator,
        reason=ModerationReason.INSULT,
        note="Om en namngiven skötare",
    )
    shown = Contribution.objects.values_list("moderation", "public_text")
    assert set(shown) == {(Moderation.HIDDEN, "")}
    assert {(mark.reason, mark.note) for mark in ModerationMark.objects.all()} == {
        (ModerationReason.INSULT, "Om en namngiven skötare")
    }


def test_words_changed_after_they_were_read_are_not_published(project, moderator):
    row = make_contribution(project, "Snällt")
    change_contribution(contribution=row, words="Elakt")
    result = publish_contributions(project=project, opened={row.pk: row.version}, actor=moderator)
    row.refresh_from_db()
    assert (result.done, result.left, row.moderation) == ((), (row.pk,), Moderation.PENDING)
    with pytest.raises(EditConflict):
        redact_contribution(
            contribution=row,
            actor=moderator,
            opened=row.version - 1,
            public_text="x",
            reason=ModerationReason.INSULT,
        )


@pytest.mark.parametrize(("text", "reason", "field"), [("", "insult", "public_text"), ("x", "", "reason")])
def test_removing_parts_needs_words_and_a_reason(project, moderator, text, reason, field):
    row = make_contribution(project)
    with pytest.raises(DomainError) as refused:
        redact_contribution(
            contribution=row, actor=moderator, opened=row.version, public_text=text, reason=reason
        )
    assert refused.value.field == field


def test_moderator_reaches_no_other_project_or_region(project, moderator, region):
    elsewhere = make_contribution(make_project(region))
    foreign = make_contribution(make_project(make_region()))
    opened = {elsewhere.pk: elsewhere.version, foreign.pk: foreign.version}
    assert publish_contributions(project=project, opened=opened, actor=moderator).done == ()


@pytest.mark.requirement(74)
def test_answer_has_outcome_reason_and_need_for_change(project, moderator):
    row = make_contribution(project)
    answer = Answer(Outcome.PARTLY, "Vi öppnar två kvällar.", "sv", needs_change=True)
    response = write_response(contribution=row, actor=moderator, answer=answer, publish=False)
    assert (response.outcome, response.needs_change, response.published_at) == (Outcome.PARTLY, True, None)
    published = write_response(
        contribution=row, actor=moderator, answer=answer, publish=True, opened=response.version
    )
    assert published.published_at is not None
    assert [
        event.kind for event in ProjectEvent.objects.filter(kind__startswith="response").order_by("pk")
    ] == [
        "response.written",
        "response.published",
    ]


def test_second_of_two_answers_is_a_conflict(project, moderator):
    row = make_contribution(project)
    write_response(contribution=row, actor=moderator, answer=Answer(Outcome.NOTED, "A", "sv"), publish=True)
    with pytest.raises(EditConflict):
        write_response(
            contribution=row, actor=moderator, answer=Answer(Outcome.NOTED, "B", "sv"), publish=True
        )
    row.refresh_from_db()
    assert row.response.body == "A"
