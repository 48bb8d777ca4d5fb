"""Words of a promise: written in one language or all, translations that lag behind, conflicts that keep both texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.domain.text import LONGEST_TEXT, Edition, is_too_long, write_words
from projects.enums import Register
from projects.models import Cell, ProjectEvent, PromiseText, ServicePromise
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from servicelofte.common.text import plain
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project, make_promise, make_statement, write_text

SV, FI = ("sv", Register.STANDARD.value), ("fi", Register.STANDARD.value)


@pytest.fixture
def promise(db):
    region = make_region()
    with region_scope(region):
        yield make_promise(make_project(region))


@pytest.fixture
def statement(promise):
    return make_statement(promise)


def edition(owner, **values):
    promise = owner if isinstance(owner, ServicePromise) else owner.promise
    texts = PromiseText.objects.filter(promise=promise)
    texts = texts.filter(statement=owner) if hasattr(owner, "lineage") else texts.filter(cell=owner)
    expected = {(row.language, row.register): row.version for row in texts}
    return Edition(**{"actor": None, "source_language": "sv", "expected": expected, **values})


def text_of(owner, language="sv", register=Register.STANDARD):
    return PromiseText.objects.get(statement=owner, language=language, register=register)


def test_text_is_written_with_author_and_reason_in_its_history(statement):
    actor = make_user(statement.region)
    row = write_text(
        owner=statement,
        language="sv",
        body="Jag får svar samma vardag.",
        actor=actor,
        expected=1,
        reason="Tydligare",
    )
    newest = row.history.first()
    assert (newest.body, newest.history_change_reason, newest.history_user) == (
        "Jag får svar samma vardag.",
        "Tydligare",
        actor,
    )
    assert (row.version, row.changed_by) == (2, actor)


def test_writing_the_same_words_again_changes_nothing(statement):
    row = text_of(statement)
    again = write_text(owner=statement, language="sv", body=row.body, expected=1)
    assert (again.version, again.history.count()) == (1, 1)


def test_second_of_two_editors_is_shown_the_text_of_the_first(statement):
    write_text(owner=statement, language="sv", body="Den första.", expected=1)
    with pytest.raises(EditConflict) as conflict:
        write_text(owner=statement, language="sv", body="Den andra.", expected=1)
    assert conflict.value.row.body == "Den första."
    assert text_of(statement).body == "Den första."


def test_two_who_begin_the_same_text_do_not_overwrite_each_other(promise):
    cell = Cell.objects.first()
    PromiseText.objects.filter(cell=cell, language="fi").delete()
    write_text(owner=cell, language="fi", body="Ensimmäinen", expected=0)
    with pytest.raises(EditConflict):
        write_text(owner=cell, language="fi", body="Toinen", expected=0)


def test_empty_words_are_not_stored_where_there_were_none(statement):
    kept = write_text(owner=statement, language="sv", register=Register.PLAIN, body="  ", expected=0)
    assert kept is None
    assert PromiseText.objects.filter(statement=statement).count() == 2


def test_text_in_a_language_the_region_does_not_write_is_refused(statement):
    with pytest.raises(DomainError):
        write_text(owner=statement, language="se", body="Sámegillii", expected=0)


def test_text_that_is_too_long_is_refused(statement):
    with pytest.raises(DomainError):
        write_text(owner=statement, language="sv", body="a" * (LONGEST_TEXT + 1), expected=1)


@pytest.mark.requirement(11)
@pytest.mark.parametrize(("length", "warned"), [(90, False), (91, True)])
def test_headline_longer_than_ninety_characters_is_warned_about(promise, length, warned):
    assert is_too_long(owner=Cell.objects.first(), body="a" * length) is warned


def test_statement_may_be_long(statement):
    assert is_too_long(owner=statement, body="a" * 300) is False


@pytest.mark.requirement(1)
def test_translation_goes_stale_when_its_source_changes(statement):
    write_words(
        owner=statement,
        words={SV: "Jag får hjälp.", FI: "Saan apua."},
        edition=edition(statement),
    )
    assert text_of(statement, "fi").is_stale is False
    write_words(owner=statement, words={SV: "Jag får hjälp i dag."}, edition=edition(statement))
    assert text_of(statement, "fi").is_stale is True
    write_words(
        owner=statement,
        words={SV: "Jag får hjälp i dag.", FI: "Saan apua tänään."},
        edition=edition(statement),
    )
    assert text_of(statement, "fi").is_stale is False


def test_translation_that_still_fits_is_fresh_without_being_rewritten(statement):
    write_words(owner=statement, words={SV: "Jag får hjälp.", FI: "Saan apua."}, edition=edition(statement))
    write_words(owner=statement, words={SV: "Jag får hjälp!"}, edition=edition(statement))
    changed = write_words(
        owner=statement,
        words={SV: "Jag får hjälp!", FI: "Saan apua."},
        edition=edition(statement, still_fits=[FI]),
    )
    assert changed == [FI]
    assert text_of(statement, "fi").is_stale is False


def test_first_written_language_may_change_and_the_other_goes_stale(statement):
    write_words(owner=statement, words={SV: "Jag får hjälp.", FI: "Saan apua."}, edition=edition(statement))
    write_words(
        owner=statement,
        words={SV: "Jag får hjälp.", FI: "Saan apua heti."},
        edition=edition(statement, source_language="fi"),
    )
    assert text_of(statement, "fi").translated_from is None
    assert text_of(statement, "sv").is_stale is True


def test_first_written_language_may_change_while_both_say_the_same(statement):
    write_words(owner=statement, words={SV: "Jag får hjälp.", FI: "Saan apua."}, edition=edition(statement))
    same = {SV: "Jag får hjälp.", FI: "Saan apua."}
    write_words(owner=statement, words=same, edition=edition(statement, source_language="fi"))
    assert [text_of(statement, code).is_stale for code in ("sv", "fi")] == [False, False]


def test_plain_language_goes_stale_with_the_standard_text_of_its_language(statement):
    plain_sv = ("sv", Register.PLAIN.value)
    write_words(
        owner=statement, words={SV: "Jag får hjälp.", plain_sv: "Du får hjälp."}, edition=edition(statement)
    )
    assert text_of(statement, register=Register.PLAIN).is_stale is False
    write_words(owner=statement, words={SV: "Jag får hjälp snabbt."}, edition=edition(statement))
    assert text_of(statement, register=Register.PLAIN).is_stale is True


def test_conflict_in_one_language_leaves_all_languages_as_they_were(statement):
    opened = edition(statement)
    write_text(owner=statement, language="fi", body="Toisen teksti.", expected=1)
    with pytest.raises(EditConflict):
        write_words(owner=statement, words={SV: "Min text.", FI: "Minun tekstini."}, edition=opened)
    assert (text_of(statement).body, text_of(statement, "fi").body) == (
        "Jag får svar samma dag.",
        "Toisen teksti.",
    )


def test_writing_is_one_event_without_the_words(statement):
    write_words(owner=statement, words={SV: "Ny text.", FI: "Uusi teksti."}, edition=edition(statement))
    event = ProjectEvent.objects.get(kind="text.written")
    assert (event.subject, event.data["languages"]) == (f"statement:{statement.pk}", ["fi", "sv"])
    assert "Ny text" not in str(event.data)


@settings(max_examples=40)
@given(bodies=st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_words_are_stored_as_plain_text_and_every_version_is_kept(statement, bodies):
    row = text_of(statement)
    for body in bodies:
        before = row.history.count()
        stored = row.body
        row = write_text(owner=statement, language="sv", body=body, expected=row.version)
        assert row.body == plain(body)
        assert row.history.count() == before + (plain(body) != stored)


@settings(max_examples=30)
@given(
    saves=st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y", "z"]), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_translation_is_stale_exactly_when_its_source_changed_after_it(statement, saves):
    """A translation is current when it was written, or declared fitting, at or after the last change of its source."""
    write_words(owner=statement, words={SV: "begin", FI: "alku"}, edition=edition(statement))
    source, translation, made_from = "begin", "alku", "begin"
    for new_source, new_translation, still_fits in saves:
        write_words(
            owner=statement,
            words={SV: new_source, FI: new_translation},
            edition=edition(statement, still_fits=[FI] if still_fits else []),
        )
        if new_translation != translation or still_fits:
            made_from = new_source
        source, translation = new_source, new_translation
        assert text_of(statement, "fi").is_stale is (made_from != source)
    # The words are set back, so that the next example begins alike.
    write_words(owner=statement, words={SV: "begin", FI: "alku"}, edition=edition(statement, still_fits=[FI]))


def test_original_that_becomes_a_translation_of_a_text_that_lags_behind_lags_too(statement):
    words = {SV: "Ett", FI: "Yksi"}
    write_words(owner=statement, words=words, edition=edition(statement))
    words[SV] = "Ett och ett halvt"
    write_words(owner=statement, words=words, edition=edition(statement))
    assert (text_of(statement).is_stale, text_of(statement, "fi").is_stale) == (False, True)
    write_words(owner=statement, words=words, edition=edition(statement, source_language="fi"))
    assert (text_of(statement).is_stale, text_of(statement, "fi").is_stale) == (True, False)
