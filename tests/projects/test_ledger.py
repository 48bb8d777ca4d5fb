"""The ledger: append-only, sealed in order, and its verifier names what was tampered with."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from projects.domain.ledger import (
    chain_head,
    erase_event_words,
    record_event,
    seal_events,
    verify_head,
    verify_ledger,
)
from projects.models import EventDetail, EventSeal, ProjectEvent
from projects.queries.ledger import event_sentence, latest_events
from servicelofte.common import guards, registry
from servicelofte.common.tenancy import region_scope
from tests.factories.projects import make_project

EVENTS = ProjectEvent._meta.db_table
SEALS = EventSeal._meta.db_table
DETAILS = EventDetail._meta.db_table
# Their words are made of what is always recorded with them.
NEED_DATA = {
    "consultation.opened",
    "consultation.changed",
    "consultation.closed",
    "consultation.reopened",
    "handling.registered",
}


@pytest.fixture
def ledger(region) -> Iterator[list[ProjectEvent]]:
    """Five sealed events, the second with words."""
    with region_scope(region):
        events = [
            record_event(
                region=region,
                kind=f"test.event_{number}",
                subject=f"test:{number}",
                data={"number": number},
                words={"reason": "kanariefågel"} if number == 2 else None,
            )
            for number in range(1, 6)
        ]
        seal_events(region=region)
        yield events


@pytest.fixture
def unguarded(ledger) -> list[ProjectEvent]:
    """The same, in a database whose triggers somebody has taken away for a while."""
    guards.drop()
    return ledger


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fault_after_tampering() -> str:
    guards.install()
    fault = verify_ledger()
    assert fault is not None
    return f"{fault.number}: {fault.problem}"


def test_whole_ledger_fits(ledger):
    assert verify_ledger() is None
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "whole" in out.getvalue()


@pytest.mark.parametrize("table", [EVENTS, SEALS])
@pytest.mark.parametrize("verb", ["UPDATE {} SET region_id = region_id", "DELETE FROM {}"])
def test_database_itself_refuses_changes(ledger, table, verb):
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(verb.format(table))


def test_words_are_erased_but_never_changed(ledger):
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(f"UPDATE {DETAILS} SET salt = salt")
    assert erase_event_words(subject="test:2") == 1
    assert verify_ledger() is None


def test_altered_event_is_named(unguarded):
    sql(f"UPDATE {EVENTS} SET kind = 'test.forged' WHERE id = %s", unguarded[2].pk)
    assert fault_after_tampering().startswith("3: ")
    with pytest.raises(CommandError, match=str(unguarded[2].uuid)):
        call_command("verify_ledger")


def test_seal_that_names_another_link_before_it_is_found(unguarded):
    sql(f"UPDATE {SEALS} SET previous = %s WHERE event_id = %s", "0" * 64, unguarded[3].pk)
    assert fault_after_tampering().startswith("4: ")


@pytest.mark.parametrize(
    ("column", "value"),
    [("data", '{"number": 99}'), ("subject", "test:99"), ("detail_digest", "0" * 64), ("actor", None)],
)
def test_every_part_of_an_event_is_under_its_seal(unguarded, column, value):
    if column == "actor":
        sql(f"UPDATE {EVENTS} SET actor = %s WHERE id = %s", "0" * 32, unguarded[1].pk)
    else:
        sql(f"UPDATE {EVENTS} SET {column} = %s WHERE id = %s", value, unguarded[1].pk)
    assert fault_after_tampering().startswith("2: ")


def test_altered_words_are_named(unguarded):
    sql(f"UPDATE {DETAILS} SET words = %s WHERE event_id = %s", '{"reason": "annat"}', unguarded[1].pk)
    assert "words" in fault_after_tampering()


def test_deleted_event_is_named(unguarded):
    sql(f"DELETE FROM {SEALS} WHERE event_id = %s", unguarded[3].pk)
    sql(f"DELETE FROM {EVENTS} WHERE id = %s", unguarded[3].pk)
    assert fault_after_tampering() == "4: seal missing"


def test_deleted_seal_is_named(unguarded):
    sql(f"DELETE FROM {SEALS} WHERE event_id = %s", unguarded[1].pk)
    assert fault_after_tampering() == "2: seal missing"


def test_reordered_events_are_named(unguarded):
    second, third = (EventSeal.objects.get(event=unguarded[position]) for position in (1, 2))
    sql(f"UPDATE {SEALS} SET number = 1000 WHERE id = %s", second.pk)
    sql(f"UPDATE {SEALS} SET number = 2 WHERE id = %s", third.pk)
    sql(f"UPDATE {SEALS} SET number = 3 WHERE id = %s", second.pk)
    assert fault_after_tampering().startswith("2: ")


def test_altered_seal_is_named(unguarded):
    sql(f"UPDATE {SEALS} SET digest = %s WHERE number = 5", "f" * 64)
    assert fault_after_tampering().startswith("5: ")


def test_missing_guard_is_named(ledger):
    name = guards.trigger_name(EVENTS, "update")
    suffix = f' ON "{EVENTS}"' if connection.vendor == "postgresql" else ""
    sql(f'DROP TRIGGER "{name}"{suffix}')
    with pytest.raises(CommandError, match=name):
        call_command("verify_ledger")


def test_cut_off_end_is_found_against_a_published_head(ledger, region):
    number, digest = chain_head(region=region)
    head = f"{region.slug}:{number}:{digest}"
    call_command("verify_ledger", head=[head], stdout=StringIO())
    guards.drop()
    sql(f"DELETE FROM {SEALS} WHERE number = 5")
    sql(f"DELETE FROM {EVENTS} WHERE id = %s", ledger[4].pk)
    guards.install()
    assert verify_ledger() is None
    assert verify_head(region=region.slug, number=number, digest=digest) is not None
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_ledger", head=[head])


def test_each_region_has_a_chain_of_its_own(ledger, region, twin_region):
    with region_scope(twin_region):
        record_event(region=twin_region, kind="test.twin")
        assert seal_events(region=twin_region) == 1
        assert [seal.number for seal in EventSeal.objects.all()] == [1]
    assert chain_head(region=region)[0] == 5
    assert verify_ledger() is None


def test_sealing_twice_seals_once(ledger, region):
    assert seal_events(region=region) == 0
    assert chain_head(region=region)[0] == 5


def test_latest_events_tell_what_is_alike_on_one_day_in_one_line(region):
    with region_scope(region):
        project = make_project(region=region)
        for kind in ("survey.answered", "survey.answered", "survey.published", "survey.answered"):
            record_event(region=region, kind=kind, project=project, subject="survey:1")
        with translation.override("en"):
            lines = [(line["text"], line["more"]) for line in latest_events(project)]
        assert lines[:2] == [
            ("Somebody answered a survey", "and 2 more of the kind"),
            ("A survey was published", ""),
        ]


def test_event_is_told_with_what_its_data_holds():
    with translation.override("en"):
        assert event_sentence("phase.passed", {"number": 2}) == "Phase 2 was finished"
        assert event_sentence("phase.passed", {}) == "Phase ? was finished"
        assert (
            event_sentence("contribution.published", {"channel": "comment"})
            == "Comment on a draft was published"
        )
        assert (
            event_sentence("survey.closed", {"submissions": 0})
            == "A survey was closed, and nobody had answered"
        )
        assert "after 2 people" in event_sentence("survey.closed", {"submissions": 2})
        assert event_sentence("nobody.knows", {"number": 2}) == "The project was worked on"


def test_every_kind_of_event_is_told_without_its_data():
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            unsaid = [
                kind
                for kind, _words in registry.event_kinds.items()
                if kind not in NEED_DATA and "%" in event_sentence(kind, {})
            ]
            assert unsaid == []


def test_published_link_that_differs_is_found(ledger, region):
    number, digest = chain_head(region=region)
    assert verify_head(region=region.slug, number=number, digest=digest) is None
    fault = verify_head(region=region.slug, number=number, digest="f" * 64)
    assert (fault.region, fault.number, fault.problem) == (
        region.slug,
        number,
        "the link differs from the published one",
    )


def test_what_an_event_was_about_is_read_in_the_readers_language_and_marked_when_it_is_in_another(region):
    project = make_project(region)
    cases = [
        ({"title": "Beslut", "titles": {"sv": "Beslut", "fi": "Päätös"}}, ": Päätös"),
        ({"title": "Mangling", "titles": {"sv": "Mangling"}}, ': <span lang="sv">Mangling</span>'),
        ({"label": "Tid <3"}, ": Tid &lt;3"),
    ]
    with region_scope(region), translation.override("fi"):
        for words, shown in cases:
            record_event(region=region, project=project, kind="milestone.added", actor=None, words=words)
            assert latest_events(project)[0]["text"].endswith(shown)
