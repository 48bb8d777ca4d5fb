"""Versions: whole in every language, frozen when published, followed by the next, traced to what people said."""

import pytest
from django.db import DatabaseError, connection, transaction

from drafting.domain.snapshot import FORMAT, build_snapshot, snapshot_digest
from drafting.domain.version import decide_version, publish_version, withdraw_version
from drafting.enums import Target, VersionState
from drafting.models import Comment, DraftVersion, WordingChange
from drafting.queries.publication import publication_check
from drafting.queries.snapshot import part_words, place_of, snapshot_view
from drafting.queries.thread import VersionThread
from participation.models import Contribution, Response
from projects.domain.promise import leave_out_perspective
from projects.domain.statement import move_statement, split_statement
from projects.domain.text import Edition, write_words
from projects.models import Cell, ProjectEvent, PromiseText
from projects.queries.promise import promise_view
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_region
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_project, make_promise, make_statement

SV, FI = ("sv", "standard"), ("fi", "standard")
REASONS = {"sv": "Följs upp på annat sätt.", "fi": "Seurataan muulla tavalla."}


@pytest.fixture
def promise(db):
    region = make_region()
    with region_scope(region):
        made = make_promise(make_project(region))
        make_statement(made)
        yield made


def reword(statement, sv, fi):
    texts = PromiseText.objects.filter(statement=statement)
    expected = {(row.language, row.register): row.version for row in texts}
    write_words(
        owner=statement,
        words={SV: sv, FI: fi},
        edition=Edition(actor=None, source_language="sv", expected=expected),
    )


@pytest.mark.requirement(73)
def test_published_version_stays_as_it_was_when_the_promise_is_rewritten(promise):
    version = make_version(promise)
    statement = promise.statements.get()
    reword(statement, "Jag får svar inom en timme.", "Saan vastauksen tunnissa.")
    version.refresh_from_db()
    assert snapshot_digest(snapshot=version.snapshot) == version.digest
    shown = snapshot_view(version.snapshot, "sv").cells[0].statements[0]
    assert shown.words.body == "Jag får svar samma dag."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET snapshot = '{{}}'",
        "UPDATE {} SET digest = 'f'",
        "UPDATE {} SET number = number + 1, state = 'withdrawn'",
        "DELETE FROM {}",
    ],
)
def test_database_itself_keeps_a_published_version_as_it_was(promise, statement):
    version = make_version(promise)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(DraftVersion._meta.db_table))
    DraftVersion.objects.filter(pk=version.pk).update(state=VersionState.DECIDED, published_by=None)


def test_snapshot_is_complete_in_itself(promise):
    snapshot = make_version(promise).snapshot
    lineage = str(promise.statements.get().lineage)
    assert (snapshot["format"], snapshot["languages"]) == (FORMAT, ["sv", "fi"])
    assert [row["key"] for row in snapshot["perspectives"]] == [
        "availability",
        "accessibility",
        "quality",
        "effectiveness",
        "integration",
    ]
    assert snapshot["perspectives"][0]["name"]["fi"] == "Saatavuus"
    assert place_of(snapshot, lineage) == ("availability", "resident")
    assert part_words(snapshot, lineage) == {
        "sv": {"standard": "Jag får svar samma dag."},
        "fi": {"standard": "Saan vastauksen samana päivänä."},
    }
    assert part_words(snapshot, "quality/organiser")["sv"]["standard"] == "Mål quality organiser"


def test_snapshot_reads_back_as_the_promise_it_was_made_from(promise):
    live, read = promise_view(promise, "fi"), snapshot_view(build_snapshot(promise=promise), "fi")
    assert [(part, words.body, words.lang) for part, words in read.words()] == [
        (part, words.body, words.lang) for part, words in live.words()
    ]


@pytest.mark.requirement(2)
@pytest.mark.parametrize(("language", "words"), [("sv", "viljeförklaring"), ("fi", "tahdonilmaus")])
def test_version_says_that_it_declares_an_intention(promise, language, words):
    assert words in snapshot_view(make_version(promise).snapshot, language).declaration


@pytest.mark.requirement(1)
def test_version_is_refused_while_a_language_is_missing_and_the_check_says_where(promise):
    PromiseText.objects.filter(
        cell__perspective="quality", cell__viewpoint="resident", language="fi"
    ).delete()
    check = publication_check(promise_view(promise, "sv"))
    assert [(gap.language, [row.anchor for row in gap.parts]) for gap in check.missing] == [
        ("fi", ["quality-resident"])
    ]
    with pytest.raises(DomainError):
        publish_version(promise=promise, actor=None)
    assert DraftVersion.objects.count() == 0


@pytest.mark.requirement(1)
def test_region_with_one_language_publishes_in_that_one(db):
    region = make_region(language_status="unilingual_fi")
    with region_scope(region):
        promise = make_promise(make_project(region))
        PromiseText.objects.filter(language="sv").delete()
        assert make_version(promise).snapshot["languages"] == ["fi"]


@pytest.mark.requirement(1)
def test_stale_translation_is_published_only_with_the_publishers_word(promise):
    statement = promise.statements.get()
    reword(statement, "Nytt", "Uusi")
    reword(statement, "Nyare", "Uusi")
    with pytest.raises(DomainError) as refused:
        publish_version(promise=promise, actor=None)
    assert refused.value.field == "accepts_stale"
    assert publish_version(promise=promise, actor=None, accepts_stale=True).number == 1


@pytest.mark.requirement(3)
def test_perspective_that_is_left_out_need_not_have_words(promise):
    PromiseText.objects.filter(cell__perspective="quality").delete()
    leave_out_perspective(promise=promise, perspective="quality", reasons=REASONS, actor=None, expected=1)
    snapshot = make_version(promise).snapshot
    assert (snapshot["perspectives"][2]["left_out"], snapshot["perspectives"][2]["cells"]) == (REASONS, {})


def test_next_version_follows_the_one_before(promise):
    first = make_version(promise, summary={"sv": " Början ", "fi": "", "xx": "?"})
    reword(promise.statements.get(), "Nytt", "Uusi")
    second = make_version(promise)
    first.refresh_from_db()
    assert (first.state, first.summary) == (VersionState.SUPERSEDED, {"sv": "Början"})
    assert (second.number, second.state) == (2, VersionState.PUBLISHED)


def test_same_words_are_not_published_twice(promise):
    make_version(promise)
    with pytest.raises(DomainError):
        make_version(promise)


def test_same_words_are_published_again_after_their_version_was_taken_back(promise):
    withdraw_version(version=make_version(promise), actor=None, reason="Fel dag")
    assert make_version(promise).number == 2


def test_version_is_taken_back_with_a_reason(promise):
    version = make_version(promise)
    with pytest.raises(DomainError):
        withdraw_version(version=version, actor=None, reason="")
    assert withdraw_version(version=version, actor=None, reason="Fel bilaga").state == VersionState.WITHDRAWN
    assert ProjectEvent.objects.get(kind="version.withdrawn").detail.words == {"reason": "Fel bilaga"}
    with pytest.raises(IllegalTransition):
        withdraw_version(version=version, actor=None, reason="Igen")


def test_version_under_consultation_is_not_taken_back(promise):
    version = make_version(promise)
    make_consultation(version)
    with pytest.raises(DomainError):
        withdraw_version(version=version, actor=None, reason="Nej")


def test_decided_version_is_followed_by_the_next_decided_one(promise):
    first = decide_version(version=make_version(promise), actor=None)
    reword(promise.statements.get(), "Nytt", "Uusi")
    second = make_version(promise)
    first.refresh_from_db()
    assert (first.state, second.state) == (VersionState.DECIDED, VersionState.PUBLISHED)
    decide_version(version=second, actor=None)
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED


def test_consultation_goes_on_over_a_newer_version(promise):
    consultation = make_consultation(make_version(promise))
    reword(promise.statements.get(), "Nytt", "Uusi")
    second = make_version(promise)
    consultation.refresh_from_db()
    assert (consultation.draft, consultation.version) == (second, 2)


def answered(version, *, lineage=None, perspective="", viewpoint="", key="a"):
    """A comment whose answer promises a change of the words it is about."""
    contribution = Contribution.objects.create(
        region=version.region,
        project=version.promise.project,
        channel="comment",
        language="sv",
        original="Säg en tid.",
        public_text="Säg en tid.",
        moderation="published",
        received_at=clock.now(),
        retention_until=clock.today(),
        submission_key=key,
    )
    Comment.objects.create(
        region=version.region,
        contribution=contribution,
        consultation=version.consultations.get(),
        draft=version,
        target=Target.STATEMENT if lineage else Target.CELL,
        lineage=lineage,
        perspective=perspective,
        viewpoint=viewpoint,
    )
    Response.objects.create(
        region=version.region,
        contribution=contribution,
        outcome="accepted",
        body="Vi skriver om.",
        language="sv",
        needs_change=True,
        published_at=clock.now(),
    )
    return contribution


@pytest.mark.requirement(76)
def test_answer_that_led_to_new_words_is_linked_to_the_version_that_has_them(promise):
    first = make_version(promise)
    make_consultation(first)
    statement = promise.statements.get()
    heard = answered(first, lineage=statement.lineage)
    answered(first, perspective="quality", viewpoint="resident", key="b")
    reword(statement, "Jag får svar inom en timme.", "Saan vastauksen tunnissa.")
    second = make_version(promise)
    change = WordingChange.objects.get()
    assert (change.version, change.contribution, change.lineage) == (second, heard, statement.lineage)
    reword(statement, "Jag får svar genast.", "Saan vastauksen heti.")
    make_version(promise)
    assert WordingChange.objects.count() == 1


@pytest.mark.requirement(5)
def test_lineage_in_the_snapshots_survives_rewording_moving_and_splitting(promise):
    statement = promise.statements.get()
    first = make_version(promise)
    target = Cell.objects.get(promise=promise, perspective="quality", viewpoint="organiser")
    move_statement(statement=statement, cell=target, actor=None, expected=1)
    new = split_statement(
        statement=statement,
        first={SV: "Ett", FI: "Yksi"},
        second={SV: "Två", FI: "Kaksi"},
        edition=Edition(actor=None, source_language="sv", expected={SV: 1, FI: 1}),
        expected=2,
    )
    second = make_version(promise)
    lineage = str(statement.lineage)
    assert place_of(first.snapshot, lineage) == ("availability", "resident")
    assert (
        place_of(second.snapshot, lineage)
        == place_of(second.snapshot, str(new.lineage))
        == ("quality", "organiser")
    )
    assert second.snapshot["links"] == [{"before": lineage, "after": str(new.lineage), "kind": "split"}]


def test_version_that_was_taken_back_stands_in_no_public_thread(promise):
    version = make_version(promise)
    ref = Ref("version", str(version.pk))
    assert [card.ref for card in VersionThread().cards([ref])] == [ref]
    withdraw_version(version=version, actor=None, reason="Fel bilaga")
    assert list(VersionThread().cards([ref])) == []


def test_thread_leads_past_a_version_that_was_taken_back_to_the_one_before(promise):
    first = make_version(promise)
    statement = promise.statements.get()
    reword(statement, "Nytt", "Uusi")
    withdraw_version(version=make_version(promise), actor=None, reason="Fel bilaga")
    ref = Ref("statement", str(statement.lineage))
    assert list(VersionThread().edges([ref])) == [(ref, Ref("version", str(first.pk)))]
