"""A comment on a part of a published version: kept once, counted as it is shown, closed at midnight."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from drafting.domain.comment import add_comment, recount
from drafting.domain.consultation import close_consultation
from drafting.enums import Target
from drafting.models import Comment, Consultation, TargetCount
from participation.domain.contribution import change_contribution, withdraw_contribution
from participation.domain.erasure import erase_contribution
from participation.domain.moderation import hide_contributions, publish_contributions
from participation.domain.response import Answer, write_response
from participation.enums import Outcome
from participation.models import Contribution, ContributionCode
from servicelofte.common import clock
from servicelofte.common.errors import PeriodClosed
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_project, make_promise, make_statement

CELL = "availability/resident"


def draft(region, **values):
    """Publish a promise with one statement and open it for comments; returns (project, version, statement)."""
    project = make_project(region)
    promise = make_promise(project)
    statement = make_statement(promise)
    version = make_version(promise)
    make_consultation(version, **values)
    return project, version, statement


def say(version, part="whole", words="Öppna på kvällar.", **values):
    region = version.region
    with region_scope(region):
        return add_comment(
            region=region,
            project=version.promise.project.slug,
            version=version.pk,
            part=part,
            language="sv",
            words=words,
            nonce=values.pop("nonce", uuid.uuid4().hex),
            **values,
        )


def counts(version):
    rows = TargetCount.objects.filter(draft=version)
    return {row.part: (row.shown, row.answered) for row in rows if row.shown or row.answered}


@pytest.mark.requirement(71, 73)
def test_comment_is_on_a_part_of_a_frozen_version(region):
    _project, version, statement = draft(region)
    say(version)
    say(version, CELL)
    say(version, str(statement.lineage))
    with region_scope(region):
        rows = Comment.objects.order_by("pk").values_list(
            "draft", "target", "perspective", "viewpoint", "lineage"
        )
        assert list(rows) == [
            (version.pk, Target.WHOLE, "", "", None),
            (version.pk, Target.CELL, "availability", "resident", None),
            (version.pk, Target.STATEMENT, "availability", "resident", statement.lineage),
        ]
        assert list(ContributionCode.objects.values_list("perspective", "viewpoint")) == [
            ("availability", "resident"),
            ("availability", "resident"),
        ]


@pytest.mark.parametrize(
    "part", ["", "nothing/resident", "x" * 60, "48311d90-a040-44a1-92f2-6998ecc84e0e", "availability/"]
)
def test_comment_on_an_unknown_part_is_on_the_whole(region, part):
    _project, version, _statement = draft(region)
    say(version, part)
    with region_scope(region):
        assert Comment.objects.get().target == Target.WHOLE


def test_comment_refers_to_the_version_that_was_read_even_when_a_newer_one_is_out(region):
    _project, version, _statement = draft(region)
    make_statement(version.promise, sv="Ny mening.", fi="Uusi lause.")
    newer = make_version(version.promise)
    say(version)
    say(newer)
    with region_scope(region):
        assert list(Comment.objects.order_by("pk").values_list("draft", flat=True)) == [version.pk, newer.pk]


@pytest.mark.requirement(71)
@pytest.mark.parametrize("last", [dt.date(2027, 3, 28), dt.date(2026, 10, 25), dt.date(2026, 12, 15)])
@pytest.mark.parametrize(("milliseconds", "accepted"), [(-1, True), (0, False), (1, False)])
def test_comments_close_at_midnight_in_finland(region, last, milliseconds, accepted):
    with clock.fixed(clock.start_of(last - dt.timedelta(days=7))):
        _project, version, _statement = draft(region, days=7)
    moment = clock.start_of(last + dt.timedelta(days=1)).astimezone(dt.UTC) + dt.timedelta(
        milliseconds=milliseconds
    )
    with clock.fixed(moment):
        if accepted:
            assert say(version).pk
        else:
            with pytest.raises(PeriodClosed):
                say(version)


@pytest.mark.requirement(71)
def test_comment_sent_again_after_the_last_day_because_its_receipt_was_lost_finds_its_receipt(region):
    _project, version, _statement = draft(region, days=7)
    first = say(version, nonce="a" * 32)
    with clock.fixed(clock.now() + dt.timedelta(days=9)):
        assert say(version, nonce="a" * 32) == first
        with pytest.raises(PeriodClosed):
            say(version, nonce="b" * 32)


def test_comment_before_the_first_day_or_after_closing_by_hand_is_refused(region):
    _project, version, _statement = draft(region, opens_on=clock.today() + dt.timedelta(days=2))
    with pytest.raises(PeriodClosed):
        say(version)
    _other, open_version, _statement = draft(region)
    with region_scope(region):
        consultation = open_version.consultations.get()
        close_consultation(
            consultation=consultation, actor=None, expected=consultation.version, reason="Klart"
        )
    with pytest.raises(PeriodClosed):
        say(open_version)


def test_counts_follow_what_is_shown_hidden_and_answered_and_equal_a_recount(region):
    project, version, statement = draft(region)
    staff = make_user(region)
    rows = [say(version, part) for part in ("whole", CELL, CELL, str(statement.lineage), "whole")]
    with region_scope(region):
        assert counts(version) == {}
        opened = {row.pk: row.version for row in rows}
        publish_contributions(project=project, opened=opened, actor=staff)
        assert counts(version) == {"whole": (2, 0), CELL: (2, 0), str(statement.lineage): (1, 0)}
        write_response(
            contribution=rows[1], actor=staff, answer=Answer(Outcome.ACCEPTED, "Ja.", "sv"), publish=True
        )
        write_response(
            contribution=rows[3], actor=staff, answer=Answer(Outcome.NOTED, "Senare.", "sv"), publish=False
        )
        assert counts(version)[CELL] == (2, 1)
        first = Contribution.objects.get(pk=rows[0].pk)
        hide_contributions(project=project, opened={first.pk: first.version}, actor=staff, reason="insult")
        withdraw_contribution(contribution=rows[2])
        change_contribution(contribution=rows[4], words="Nytt")
        erase_contribution(contribution=rows[1])
        assert counts(version) == {str(statement.lineage): (1, 0)}
        before = counts(version)
        TargetCount.objects.update(shown=99, answered=7)
        assert recount(draft=version) == before
        assert counts(version) == before


def test_comment_shown_at_once_is_counted_at_once(region):
    _project, version, _statement = draft(region, moderates_first=False)
    say(version, CELL)
    with region_scope(region):
        assert counts(version) == {CELL: (1, 0)}


def test_comment_of_another_region_or_project_is_not_reached(region, twin_region):
    _project, version, _statement = draft(region)
    other, _version, _statement = draft(twin_region)
    with region_scope(twin_region), pytest.raises(Consultation.DoesNotExist):
        add_comment(
            region=twin_region,
            project=other.slug,
            version=version.pk,
            part="whole",
            language="sv",
            words="x",
            nonce="n",
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_parallel_double_posting_and_parallel_counting_lose_nothing():
    region = make_region()
    _project, version, _statement = draft(region, moderates_first=False)

    def send(number):
        try:
            return say(version, CELL, nonce=f"{number // 4:032d}").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(send, range(32)))
    with region_scope(region):
        assert len(kept) == 8
        assert kept == set(Contribution.objects.values_list("pk", flat=True))
        assert counts(version) == {CELL: (8, 0)}
        assert recount(draft=version) == {CELL: (8, 0)}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_accepted_while_closing_is_exactly_what_is_kept():
    region = make_region()
    _project, version, _statement = draft(region)
    with region_scope(region):
        consultation = version.consultations.get()

    def act(number):
        try:
            with region_scope(region):
                if number == 12:
                    close_consultation(
                        consultation=consultation, actor=None, expected=consultation.version, reason="Klart"
                    )
                    return None
                return say(version, nonce=f"{number:032d}").pk
        except PeriodClosed:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        accepted = {pk for pk in pool.map(act, range(24)) if pk}
    with region_scope(region):
        assert accepted == set(Contribution.objects.values_list("pk", flat=True))
        closed_at = version.consultations.get().closed_at
        assert all(row.received_at < closed_at for row in Contribution.objects.all())
