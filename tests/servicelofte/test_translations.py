"""Every sentence of the interface speaks Swedish and Finnish, says the same, and follows the source."""

import re
import shutil
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import messages  # noqa: E402

pytestmark = pytest.mark.once

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
ENDS = (".", "?", "!", "…")
# Words that are the same in the other language, without placeholders and marks.
SAME = {
    "sv": {
        "administration",
        "central",
        "integration",
        "mb",
        "person",
        "post",
        "problem",
        "sha-256",
        "status",
        "text",
        "version",
        "workshop",
    },
    "fi": {"sha-256"},
}

languages = pytest.mark.parametrize("language", messages.LANGUAGES)


@pytest.fixture(scope="module")
def template():
    return messages.extract()


@pytest.fixture(scope="module")
def catalogues():
    return {language: polib.pofile(str(messages.catalogue(language))) for language in messages.LANGUAGES}


def _pairs(catalogue):
    """Return English and translation of every form of every entry that has a translation."""
    for entry in catalogue.translated_entries():
        if entry.msgid_plural:
            for form, text in entry.msgstr_plural.items():
                yield (entry.msgid if int(form) == 0 else entry.msgid_plural), text
        else:
            yield entry.msgid, entry.msgstr


@languages
def test_catalogue_has_exactly_the_strings_of_the_sources(template, catalogues, language):
    wanted = {messages.key(entry) for entry in template}
    there = {messages.key(entry) for entry in catalogues[language]}
    assert (wanted - there, there - wanted) == (set(), set()), "run make messages"


def test_every_name_of_gettext_is_looked_for():
    """A string behind another name would silently stay English."""
    imported = re.compile(r"import (\w*gettext\w*) as (\w+)")
    names = {
        (name, alias)
        for path in messages.sources()
        for name, alias in imported.findall((ROOT / path).read_text(encoding="utf-8"))
        if alias != "_"
    }
    assert {alias for _, alias in names} <= set(messages.ALIASES)
    assert {name for name, _ in names} <= {"gettext", "gettext_lazy"}


@languages
def test_no_string_is_fuzzy_obsolete_or_without_translation(catalogues, language):
    catalogue = catalogues[language]
    left = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries(), *catalogue.obsolete_entries()]
    assert [entry.msgid for entry in left] == []


@languages
def test_both_plural_forms_are_written(catalogues, language):
    plural = [entry for entry in catalogues[language] if entry.msgid_plural]
    assert plural
    assert [entry.msgid for entry in plural if sorted(map(int, entry.msgstr_plural)) != [0, 1]] == []
    assert [entry.msgid for entry in plural if not all(entry.msgstr_plural.values())] == []


@languages
def test_placeholders_are_those_of_the_english(catalogues, language):
    wrong = []
    for entry in catalogues[language].translated_entries():
        if entry.msgid_plural:
            known = set(PLACEHOLDER.findall(entry.msgid_plural))
            wrong += [entry.msgid for text in entry.msgstr_plural.values() if _differs(known, text, entry)]
        elif sorted(set(PLACEHOLDER.findall(entry.msgid))) != sorted(set(PLACEHOLDER.findall(entry.msgstr))):
            wrong.append(entry.msgid)
    assert wrong == []


def _differs(known, text, entry):
    """A plural form may leave out its number, but holds everything else that both English forms hold."""
    found = set(PLACEHOLDER.findall(text))
    needed = known & set(PLACEHOLDER.findall(entry.msgid))
    return not needed <= found <= known


@languages
def test_tags_are_those_of_the_english(catalogues, language):
    wrong = [
        english for english, text in _pairs(catalogues[language]) if TAG.findall(english) != TAG.findall(text)
    ]
    assert wrong == []


@languages
def test_sentences_end_as_in_english(catalogues, language):
    """A heading stays a heading, a question a question; a label may end with a colon where the language needs it."""
    wrong = [
        (english, text)
        for english, text in _pairs(catalogues[language])
        if english.endswith(ENDS) != text.endswith(ENDS)
    ]
    assert wrong == []


@languages
def test_no_sentence_is_joined_to_the_one_before(catalogues, language):
    joined = [
        text for _english, text in _pairs(catalogues[language]) if re.search(r"[.:!?][A-ZÅÄÖ][a-zåäö]", text)
    ]
    assert joined == []


@languages
def test_nothing_is_left_in_english(catalogues, language):
    same = {
        PLACEHOLDER.sub("", english).strip(" ,:§").lower()
        for english, text in _pairs(catalogues[language])
        if english == text and re.search("[A-Za-z]", PLACEHOLDER.sub("", english))
    }
    assert same - SAME[language] == set()


@languages
def test_translations_are_set_as_print(catalogues, language):
    """Curly marks, dashes and ellipses of print, one space between sentences."""
    texts = [TAG.sub("", text) for _, text in _pairs(catalogues[language])]
    assert [text for text in texts if re.search(r"[\"“„«»]|'| - |\.\.\.|  ", text)] == []


def test_english_is_set_as_print(template):
    packages = {entry.msgid for entry in polib.pofile(str(messages.EXTRA))}
    forms = [
        form
        for entry in template
        if entry.msgid not in packages
        for form in (entry.msgid, entry.msgid_plural)
    ]
    assert [form for form in forms if re.search(r"[\"„«»]|'| - |\.\.\.|  ", TAG.sub("", form))] == []


@pytest.mark.parametrize(("language", "word"), [("sv", "enskil"), ("fi", "yksittäi")])
def test_statement_is_never_called_by_the_word_for_the_whole_promise(catalogues, language, word):
    """A statement of opinion or intent, on accessibility or of the management system is something else."""
    other = re.compile(r"opinion|intent|ccessibility|Six statements|Save the statement")
    wrong = [
        text
        for english, text in _pairs(catalogues[language])
        if re.search(r"\bstatements?\b", english) and not other.search(english) and word not in text.lower()
    ]
    assert wrong == []


def test_translation_is_kept_only_while_its_english_stays(monkeypatch, tmp_path):
    folder = tmp_path / "locale" / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copyfile(messages.catalogue("sv"), folder / "django.po")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    template = polib.POFile()
    template.append(polib.POEntry(msgid="Save"))
    template.append(polib.POEntry(msgid="Save it all"))
    merged = messages.merged(template, "sv")
    assert [(entry.msgid, entry.msgstr) for entry in merged] == [("Save", "Spara"), ("Save it all", "")]
