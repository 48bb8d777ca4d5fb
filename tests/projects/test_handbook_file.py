"""The handbook file: whole, in three languages, and refusing clearly what is broken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from projects.handbook import DEFAULT_PATH, Handbook, HandbookError, Kind, Localised, Place, load_handbook
from projects.handbook_kinds import BodyScope, LawWay, LegalKind, PerspectiveKey, PhaseKey, ViewpointKey
from projects.handbook_schema import LANGUAGES, Frozen, Item


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load_handbook()


def localised_texts(part: Any, path: str = "") -> Iterator[tuple[str, Localised]]:
    """Yield every localised text below ``part`` with the path to it."""
    if isinstance(part, Localised):
        yield path, part
    elif isinstance(part, Frozen):
        for name in type(part).model_fields:
            yield from localised_texts(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for index, row in enumerate(part):
            yield from localised_texts(row, f"{path}[{getattr(row, 'key', index)}]")


def test_handbook_has_the_counts_of_the_process(handbook: Handbook) -> None:
    assert [phase.key for phase in handbook.phases] == list(PhaseKey)
    assert [len(phase.steps) for phase in handbook.phases] == [4] * 6
    assert len(handbook.perspectives) == 5
    assert len(handbook.stakeholder_groups) == 13
    assert len(handbook.communication_channels) == 8
    assert len(handbook.participation_levels) == 5
    assert [part.key for part in handbook.package_parts] == [
        "promise",
        "implementation",
        "follow_up",
        "reporting",
        "evaluation",
        "citizen_communication",
    ]


@pytest.mark.requirement(3)
def test_handbook_requires_availability_and_accessibility_only(handbook: Handbook) -> None:
    assert [perspective.key for perspective in handbook.perspectives if perspective.required] == [
        PerspectiveKey.AVAILABILITY,
        PerspectiveKey.ACCESSIBILITY,
    ]


@pytest.mark.requirement(4, 5, 6)
def test_example_fills_every_cell_of_the_wheel(handbook: Handbook) -> None:
    example = handbook.promise_example
    cells = [(cell.perspective, cell.viewpoint) for cell in example.cells]
    assert Counter(cells) == Counter((p, v) for p in PerspectiveKey for v in ViewpointKey)
    assert example.cell("quality", "resident").perspective is PerspectiveKey.QUALITY
    assert example.principle("organiser") != example.principle("resident")


@pytest.mark.requirement(12)
def test_example_speaks_as_i_and_we(handbook: Handbook) -> None:
    first_words = {
        ViewpointKey.RESIDENT: {"sv": ("Jag",), "en": ("I", "My")},
        ViewpointKey.ORGANISER: {"sv": ("Vi",), "en": ("We", "With", "Each")},
    }
    for cell in handbook.promise_example.cells:
        for text in (cell.goal, *cell.statements):
            for language, words in first_words[cell.viewpoint].items():
                assert text.in_language(language).split()[0] in words


@pytest.mark.requirement(11)
def test_example_goals_are_one_short_sentence(handbook: Handbook) -> None:
    for cell in handbook.promise_example.cells:
        for language, goal in cell.goal.as_dict().items():
            assert len(goal) <= 90, (cell.perspective, cell.viewpoint, language)
            assert len(re.findall(r"[.!?]", goal)) == 1


@pytest.mark.requirement(1)
def test_every_text_stands_in_three_different_languages(handbook: Handbook) -> None:
    texts = list(localised_texts(handbook))
    assert len(texts) > 400
    for path, text in texts:
        words = text.as_dict()
        assert all(words.values()), path
        if all(len(word.split()) > 2 for word in words.values()):
            assert len(set(words.values())) == len(LANGUAGES), path


def test_no_guidance_is_given_twice(handbook: Handbook) -> None:
    for language in LANGUAGES:
        long_texts = [item.text.in_language(language) for item in handbook.all_items()]
        repeated = [
            text for text, times in Counter(long_texts).items() if times > 1 and len(text.split()) > 3
        ]
        assert repeated == []


def test_texts_use_todays_words_outside_history(handbook: Handbook) -> None:
    history = (".terminology", ".legal_references", ".source")
    old_words = re.compile(
        r"landskapsfullmäktige|landskapsstrategi|maakuntavalt|maakuntastrat", re.IGNORECASE
    )
    found = [
        path
        for path, text in localised_texts(handbook)
        if not path.startswith(history) and old_words.search(" ".join(text.as_dict().values()))
    ]
    assert found == []


def items_beside(handbook: Handbook, place: Place) -> list[Item]:
    """Return the items of all phases that stand beside a form."""
    return [item for item in handbook.all_items() if item.place == place]


def test_every_form_has_something_beside_it(handbook: Handbook) -> None:
    assert {item.place for item in handbook.all_items()} == set(Place)


def test_every_kind_of_text_is_used(handbook: Handbook) -> None:
    assert {item.kind for item in handbook.all_items()} == set(Kind)


@pytest.mark.requirement(48, 65, 82)
def test_every_phase_ends_with_outcomes_at_its_gate(handbook: Handbook) -> None:
    for phase in handbook.phases:
        outcomes = [item for item in phase.items if item.kind is Kind.OUTCOME]
        assert outcomes
        assert {item.place for item in outcomes} == {Place.GATE}


@pytest.mark.requirement(33)
def test_foundation_checklist_has_the_five_documents(handbook: Handbook) -> None:
    demanded = [
        item.key
        for item in items_beside(handbook, Place.FOUNDATION)
        if item.kind is Kind.CHECKLIST and item.strength == "must" and item.pages == (11,)
    ]
    assert demanded == [
        "foundation_legislation",
        "foundation_region_strategy",
        "foundation_service_strategy",
        "foundation_management",
        "foundation_national_goals",
    ]


@pytest.mark.requirement(36)
def test_first_phase_asks_six_guiding_questions(handbook: Handbook) -> None:
    asked = [
        item
        for item in items_beside(handbook, Place.FOUNDATION)
        if item.kind is Kind.QUESTION and item.pages == (14,)
    ]
    assert len(asked) == 6


@pytest.mark.requirement(79, 96)
def test_assessments_name_their_items(handbook: Handbook) -> None:
    found = {assessment.key: len(assessment.items) for assessment in handbook.assessments}
    assert found == {"promise_test": 5, "management_system": 6, "indicator_choice": 2, "follow_up": 3}
    assert {item.kind for item in handbook.assessment_items("promise_test")} == {Kind.TEST}


@pytest.mark.requirement(43, 44)
def test_groups_mark_early_bodies_and_minorities(handbook: Handbook) -> None:
    groups = handbook.stakeholder_groups
    assert [group.key for group in groups if group.early] == ["staff_organisations_early"]
    assert [group.key for group in groups if group.influence_body] == ["councils"]
    assert [group.key for group in groups if group.language_minority] == ["regional_special_groups"]


@pytest.mark.requirement(56)
def test_influence_bodies_follow_the_regions_kind(handbook: Handbook) -> None:
    assert Counter(body.scope for body in handbook.influence_bodies) == {
        BodyScope.ALL: 3,
        BodyScope.BILINGUAL: 1,
        BodyScope.SAMI_HOMELAND: 1,
    }


@pytest.mark.requirement(54)
def test_methods_cover_the_handbook_and_all_ways_of_the_law(handbook: Handbook) -> None:
    keys = {method.key for method in handbook.participation_methods}
    assert keys >= {
        "boards",
        "juries",
        "electronic_surveys",
        "website",
        "intranet",
        "social_media",
        "workshops",
        "discussion_meetings",
        "citizens_meetings",
        "initiatives",
        "participatory_budgeting",
        "client_council",
    }
    assert {method.law_way for method in handbook.participation_methods} == set(LawWay)


@pytest.mark.requirement(28)
def test_bill_of_2017_is_history_and_acts_are_in_force(handbook: Handbook) -> None:
    today = date(2026, 6, 1)
    for reference in handbook.legal_references:
        assert reference.in_force(today) == (reference.kind is LegalKind.ACT), reference.key
    assert not any(reference.in_force(date(2018, 1, 1)) for reference in handbook.legal_references[:3])


def test_item_and_phase_are_found_by_key(handbook: Handbook) -> None:
    assert handbook.phase("decision_making").number == 4
    assert handbook.item("test_measurable").kind is Kind.TEST
    with pytest.raises(KeyError):
        handbook.item("no_such_item")


def test_localised_accepts_language_tags() -> None:
    text = Localised(sv="hej", fi="hei", en="hello")
    assert [text.in_language(tag) for tag in ("sv", "sv-fi", "fi_FI", "EN")] == ["hej", "hej", "hei", "hello"]
    with pytest.raises(KeyError):
        text.in_language("de")


def test_handbook_cannot_be_changed(handbook: Handbook) -> None:
    with pytest.raises(ValueError, match="frozen"):
        handbook.phases[0].number = 2


@pytest.fixture(scope="module")
def content() -> str:
    """The whole handbook as one JSON text, which is YAML too and quick to copy."""
    merged: dict[str, Any] = {}
    for file in sorted(DEFAULT_PATH.glob("*.yaml")):
        for name, value in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            merged[name] = [*merged.get(name, []), *value] if name == "phases" else value
    return json.dumps(merged, ensure_ascii=False, default=str)


def broken_copy(folder: Path, content: str, change: Callable[[dict[str, Any]], Any]) -> Path:
    """Write the handbook as one file into ``folder`` after ``change`` was made to it."""
    changed = json.loads(content)
    change(changed)
    path = folder / "handbook.yaml"
    path.write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    return path


def test_one_file_reads_as_the_folder_does(tmp_path: Path, content: str, handbook: Handbook) -> None:
    assert load_handbook(broken_copy(tmp_path, content, lambda whole: None)) == handbook


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "missing language": (
        lambda c: c["phases"][0]["steps"][0]["items"][0]["text"].pop("fi"),
        r"phases\[start_project\]\.steps\[goals_against_strategy\]\.items\[what_a_promise_is\]\.text\.fi: Field",
    ),
    "empty text": (lambda c: c["phases"][0]["title"].update(sv="  "), r"phases\[start_project\]\.title\.sv"),
    "unknown field": (
        lambda c: c["phases"][1].update(colour="red"),
        r"dialogue_and_participation\]\.colour: Extra",
    ),
    "unknown place": (
        lambda c: c["phases"][0]["items"][0].update(place="kitchen"),
        r"items\[outcome_project_resourced\]\.place: Input should be 'project_plan'",
    ),
    "unknown kind": (
        lambda c: c["phases"][0]["items"][0].update(kind="poem"),
        r"outcome_project_resourced\]\.kind",
    ),
    "page outside": (
        lambda c: c["phases"][0]["items"][0].update(pages=[48]),
        r"pages\[0\]: Input should be less",
    ),
    "same item key": (
        lambda c: c["phases"][5]["items"][0].update(key="what_a_promise_is"),
        r"items: key 'what_a_promise_is' stands 2 times",
    ),
    "lost phase": (lambda c: c["phases"].pop(), r"phases: 6 expected, 5 found"),
    "lost group": (lambda c: c["stakeholder_groups"].pop(), r"stakeholder_groups: 13 expected, 12 found"),
    "lost cell": (
        lambda c: c["promise_example"]["cells"].pop(),
        r"one cell expected for integration × resident",
    ),
    "order": (lambda c: c["perspectives"].reverse(), r"perspectives: the order must be availability"),
    "lost test": (
        lambda c: c["assessments"][0]["items"].pop(),
        r"assessments\[promise_test\]: 5 items expected, 4 found",
    ),
    "test elsewhere": (
        lambda c: c["assessments"][0]["items"].__setitem__(0, "outcome_contracts"),
        r"phase official_preparation has no item 'outcome_contracts'",
    ),
    "outcome elsewhere": (
        lambda c: c["phases"][0]["items"][0].update(place="editor"),
        r"'outcome_project_resourced': an outcome stands at the gate",
    ),
    "long name": (
        lambda c: c["perspectives"][0]["short"].update(sv="Tillgång till tjänster"),
        r"perspectives\[availability\]\.short\.sv: String should have at most 16",
    ),
    "long goal": (
        lambda c: c["promise_example"]["cells"][0]["goal"].update(en="x" * 91),
        r"cells\[0\]\.goal\.en: String should have at most 90",
    ),
}


@pytest.mark.parametrize(("change", "message"), BREAKS.values(), ids=BREAKS.keys())
def test_broken_handbook_says_where(
    tmp_path: Path, content: str, change: Callable[[dict[str, Any]], Any], message: str
) -> None:
    with pytest.raises(HandbookError, match=message):
        load_handbook(broken_copy(tmp_path, content, change))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.yaml": "version: 1\nsource: x\nversion: 2\n"}, r"a\.yaml:3: key 'version' stands twice"),
        ({"a.yaml": "version: 1\n", "b.yaml": "version: 2\n"}, r"b\.yaml: 'version' already stands"),
        ({"a.yaml": "version: [1\n"}, r"a\.yaml:2: "),
        ({"a.yaml": "- one\n"}, r"a\.yaml: names and values are expected, not list"),
        ({"a.yaml": "? [1, {a: b}]\n: x\n"}, r"a\.yaml:1: a key must be a word"),
        ({}, r"no handbook file here"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(HandbookError, match=message):
        load_handbook(tmp_path)
