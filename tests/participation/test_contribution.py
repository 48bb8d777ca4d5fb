"""What somebody says is kept once, as it was sent, and shown only when it may be."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from participation.domain.contribution import (
    change_contribution,
    receive_contribution,
    withdraw_contribution,
)
from participation.enums import Channel, Moderation
from participation.models import Contribution, ContributionCode, ContributionContact
from projects.models import EventDetail, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import hash_code
from tests.factories.accounts import make_region
from tests.factories.projects import make_project
from tests.factories.voices import code_of, make_contribution


@pytest.mark.requirement(16)
def test_contribution_needs_neither_account_nor_name(project):
    row = make_contribution(project, "Mer tid hos skötaren.")
    with region_scope(project.region):
        assert (row.entered_by, ContributionContact.objects.count()) == (None, 0)
        assert (row.original, row.channel) == ("Mer tid hos skötaren.", Channel.EMAIL)


@pytest.mark.requirement(137)
@pytest.mark.parametrize(
    "words", ["Ring mig 050 123 4567", "Min kod är 131052-308T", "Svara till eva@example.fi"]
)
def test_contribution_with_personal_data_waits_even_where_others_are_shown_at_once(project, words):
    row = make_contribution(project, words, moderates_first=False)
    assert (row.moderation, row.public_text, row.may_hold_personal_data) == (Moderation.PENDING, "", True)


def test_contribution_is_shown_at_once_where_the_region_says_so(project):
    row = make_contribution(project, "Bra.", moderates_first=False)
    assert (row.moderation, row.public_text) == (Moderation.PUBLISHED, "Bra.")


def test_suspect_contribution_waits(project):
    row = make_contribution(project, moderates_first=False, is_suspect=True)
    assert (row.moderation, row.public_text) == (Moderation.PENDING, "")


def test_hostile_characters_are_taken_out_and_words_are_not(project):
    row = make_contribution(project, "Ja\x00 \ud800<b>tack</b>‮\r\n\r\nEva")
    assert row.original == "Ja <b>tack</b>\n\nEva"


def test_replay_of_a_sending_returns_the_same_row(project):
    first = make_contribution(project, nonce="a" * 32)
    second = make_contribution(project, nonce="a" * 32)
    assert second.pk == first.pk
    with region_scope(project.region):
        assert Contribution.objects.count() == 1


def test_sending_names_of_two_regions_do_not_meet(project):
    other = make_project(make_region())
    assert make_contribution(project, nonce="b" * 32).pk != make_contribution(other, nonce="b" * 32).pk


def test_receipt_code_is_derived_and_only_its_hash_is_kept(project):
    row = make_contribution(project)
    assert row.code_hash == hash_code(code_of(row))
    assert make_contribution(project, with_receipt=False).code_hash is None


def test_contact_is_kept_apart_and_only_when_given(project):
    row = make_contribution(project, name=" Eva\nBerg ", email="Eva@Example.fi", wants_answer=True)
    with region_scope(project.region):
        contact = ContributionContact.objects.get(contribution=row)
        assert (contact.name, contact.email, contact.wants_answer) == ("Eva Berg", "eva@example.fi", True)


def test_codes_are_kept_once_each(project):
    row = make_contribution(
        project, codes=[("quality", "resident"), ("quality", "resident"), ("integration", "")]
    )
    with region_scope(project.region):
        assert set(ContributionCode.objects.values_list("perspective", "viewpoint")) == {
            ("quality", "resident"),
            ("integration", ""),
        }
    assert row.is_coded


def test_retention_day_follows_the_region(project):
    project.region.retention_months = 6
    with clock.fixed(dt.datetime(2026, 8, 31, 22, 30, tzinfo=dt.UTC)):
        row = make_contribution(project)
    assert row.retention_until == dt.date(2027, 3, 1)


def test_ledger_tells_of_a_contribution_without_its_words(project):
    row = make_contribution(project, "Hemligt ord", name="Eva Berg", email="eva@example.fi")
    with region_scope(project.region):
        event = ProjectEvent.objects.get(subject=f"contribution:{row.pk}")
        assert (event.kind, event.data) == ("contribution.received", {"channel": "email"})
        assert EventDetail.objects.count() == 0


@pytest.mark.parametrize("words", ["", " \n ", "\x00", "x" * 10_001])
def test_contribution_without_words_or_with_too_many_is_refused(project, words):
    with region_scope(project.region), pytest.raises(DomainError) as refused:
        receive_contribution(
            region=project.region, project=project, channel=Channel.COMMENT, language="sv", words=words
        )
    assert refused.value.field == "words"


def test_changed_words_are_read_again_and_the_old_ones_stay_in_the_history(project):
    row = make_contribution(project, "Före", moderates_first=False)
    with region_scope(project.region):
        changed = change_contribution(contribution=row, words="Efter")
        assert (changed.original, changed.public_text, changed.moderation) == (
            "Efter",
            "",
            Moderation.PENDING,
        )
        assert list(row.history.values_list("original", flat=True)) == ["Efter", "Före"]


def test_withdrawn_contribution_is_seen_by_nobody_and_stays_withdrawn(project):
    row = make_contribution(project, moderates_first=False)
    with region_scope(project.region):
        withdrawn = withdraw_contribution(contribution=row)
        assert (withdrawn.moderation, withdrawn.public_text) == (Moderation.WITHDRAWN, "")
        with pytest.raises(IllegalTransition):
            change_contribution(contribution=row, words="Igen")
        with pytest.raises(IllegalTransition):
            withdraw_contribution(contribution=row)


@pytest.mark.parametrize(("moderates_first", "made_anew"), [(True, 0), (False, 1)])
def test_public_pages_are_made_anew_only_for_a_withdrawal_of_words_that_were_shown(
    project, monkeypatch, moderates_first, made_anew
):
    row = make_contribution(project, moderates_first=moderates_first)
    told = []
    monkeypatch.setattr("projects.domain.ledger.bump_public", told.append)
    with region_scope(project.region):
        withdraw_contribution(contribution=row)
    assert told == [project.region.slug] * made_anew


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_parallel_double_posting_keeps_one_row():
    project = make_project(make_region())

    def send(_number):
        try:
            return make_contribution(project, "Samma", nonce="c" * 32).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(send, range(16)))
    with region_scope(project.region):
        assert kept == set(Contribution.objects.values_list("pk", flat=True))
        assert len(kept) == 1
