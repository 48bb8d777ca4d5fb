"""The Ministry's handbook as validated data: process, guidance and example in Swedish, Finnish and English.

The texts stand in the YAML files of ``projects/data/handbook``; their shapes in ``projects.handbook_schema``. Nothing
here knows Django, so that the file can be read and checked by a test, a command or a migration alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import yaml
from pydantic import ValidationError, model_validator

from projects.handbook_kinds import (
    AssessmentKey,
    Kind,
    PerspectiveKey,
    PhaseKey,
    Place,
    Strength,
    ViewpointKey,
)
from projects.handbook_schema import (
    Assessment,
    CommunicationChannel,
    Frozen,
    IndicatorKind,
    IndicatorRule,
    InfluenceBody,
    Item,
    LegalReference,
    Localised,
    PackagePart,
    ParticipationLevel,
    ParticipationMethod,
    Perspective,
    Phase,
    PromiseExample,
    Source,
    StakeholderGroup,
    Step,
    Term,
    Viewpoint,
)

__all__ = [
    "DEFAULT_PATH",
    "Handbook",
    "HandbookError",
    "Item",
    "Kind",
    "Localised",
    "Phase",
    "Place",
    "Step",
    "Strength",
    "load_handbook",
]

DEFAULT_PATH = Path(__file__).parent / "data" / "handbook"
COUNTS = {
    "phases": 6,
    "perspectives": 5,
    "viewpoints": 2,
    "stakeholder_groups": 13,
    "participation_levels": 5,
    "communication_channels": 8,
    "package_parts": 6,
    "indicator_kinds": 2,
    "assessments": 4,
}
ASSESSMENT_COUNTS = {
    AssessmentKey.PROMISE_TEST: 5,
    AssessmentKey.MANAGEMENT_SYSTEM: 6,
    AssessmentKey.INDICATOR_CHOICE: 2,
    AssessmentKey.FOLLOW_UP: 3,
}
ORDERED = (
    "perspectives",
    "viewpoints",
    "stakeholder_groups",
    "influence_bodies",
    "participation_methods",
    "participation_levels",
    "communication_channels",
    "package_parts",
)
KEYED = (*ORDERED, "indicator_kinds", "indicator_rules", "terminology", "legal_references")


class HandbookError(ValueError):
    """The handbook cannot be used; the message names the file, the place in it and what is wrong."""


class Keyed(Protocol):
    """Anything that carries a key."""

    @property
    def key(self) -> str: ...


Row = TypeVar("Row", bound=Keyed)


class Handbook(Frozen):
    """The whole handbook. Loading has checked counts, order, unique keys and references."""

    version: int
    source: Source
    phases: tuple[Phase, ...]
    perspectives: tuple[Perspective, ...]
    viewpoints: tuple[Viewpoint, ...]
    stakeholder_groups: tuple[StakeholderGroup, ...]
    influence_bodies: tuple[InfluenceBody, ...]
    participation_methods: tuple[ParticipationMethod, ...]
    participation_levels: tuple[ParticipationLevel, ...]
    communication_channels: tuple[CommunicationChannel, ...]
    package_parts: tuple[PackagePart, ...]
    indicator_kinds: tuple[IndicatorKind, ...]
    indicator_rules: tuple[IndicatorRule, ...]
    promise_example: PromiseExample
    terminology: tuple[Term, ...]
    legal_references: tuple[LegalReference, ...]
    assessments: tuple[Assessment, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        problems = [problem for check in CHECKS for problem in check(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def all_items(self) -> Iterator[Item]:
        """Yield every item of every phase, in the order of the process."""
        for phase in self.phases:
            yield from phase.all_items()

    def phase(self, key: str) -> Phase:
        """Return the phase named ``key``; KeyError when there is none."""
        return _by_key(self.phases, key)

    def item(self, key: str) -> Item:
        """Return the item named ``key``; KeyError when there is none."""
        return _by_key(tuple(self.all_items()), key)

    def perspective(self, key: str) -> Perspective:
        """Return the perspective named ``key``; KeyError when there is none."""
        return _by_key(self.perspectives, key)

    def viewpoint(self, key: str) -> Viewpoint:
        """Return the viewpoint named ``key``; KeyError when there is none."""
        return _by_key(self.viewpoints, key)

    def assessment_items(self, key: str) -> tuple[Item, ...]:
        """Return the items of the self-assessment named ``key``, in order; KeyError when there is none."""
        return tuple(self.item(item) for item in _by_key(self.assessments, key).items)


@lru_cache(maxsize=8)
def load_handbook(path: Path = DEFAULT_PATH) -> Handbook:
    """Read and check the handbook.

    ``path`` is one YAML file or a folder whose ``*.yaml`` files are read in the order of their names: each top-level
    name stands in one file only, except ``phases``, whose lists are joined.

    Raises HandbookError when a file is missing, is not YAML, names a key twice, or does not have the right shape.
    """
    merged: dict[str, Any] = {}
    for file in _files(path):
        for name, value in _read(file).items():
            if name == "phases" and isinstance(value, list):
                merged[name] = [*merged.get(name, []), *value]
            elif name in merged:
                raise HandbookError(f"{file.name}: '{name}' already stands in another file")
            else:
                merged[name] = value
    try:
        return Handbook.model_validate(merged)
    except ValidationError as error:
        raise HandbookError("\n".join(_readable(path, merged, error))) from error


def _by_key(rows: tuple[Row, ...], key: str) -> Row:
    for row in rows:
        if row.key == key:
            return row
    raise KeyError(key)


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise HandbookError(f"{path}: no handbook file here")
    return files


# The C parser reads the 180 kB ten times as fast; a build of PyYAML without it still reads them.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_SafeLoader):
    """Safe YAML in which a key is a word and stands only once in a mapping."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str) or key in mapping:
            problem = f"key '{key}' stands twice" if isinstance(key, str) else "a key must be a word"
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(file: Path) -> dict[str, Any]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise HandbookError(f"{file.name}{line}: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise HandbookError(f"{file.name}: {error}") from error
    if not isinstance(content, dict):
        raise HandbookError(f"{file.name}: names and values are expected, not {type(content).__name__}")
    return content


def _readable(path: Path, content: Any, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        yield f"{path.name}: {_location(content, problem['loc'])}: {problem['msg']}"


def _location(content: Any, parts: tuple[int | str, ...]) -> str:
    """Turn pydantic's numbers into the keys that a person can search for: ``phases[start_project].title.fi``."""
    words = ""
    for part in parts:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            content = None
        if isinstance(part, int):
            words += f"[{content.get('key', part) if isinstance(content, dict) else part}]"
        else:
            words += f".{part}" if words else part
    return words or "as a whole"


def _count_problems(handbook: Handbook) -> Iterator[str]:
    for name, expected in COUNTS.items():
        found = len(getattr(handbook, name))
        if found != expected:
            yield f"{name}: {expected} expected, {found} found"
    for assessment in handbook.assessments:
        expected, found = ASSESSMENT_COUNTS[assessment.key], len(assessment.items)
        if found != expected:
            yield f"assessments[{assessment.key}]: {expected} items expected, {found} found"


def _key_problems(handbook: Handbook) -> Iterator[str]:
    keys: dict[str, list[str]] = {name: [row.key for row in getattr(handbook, name)] for name in KEYED}
    keys["items"] = [item.key for item in handbook.all_items()]
    keys["steps"] = [step.key for phase in handbook.phases for step in phase.steps]
    keys["assessments"] = [assessment.key for assessment in handbook.assessments]
    for name, found in keys.items():
        for key, times in Counter(found).items():
            if times > 1:
                yield f"{name}: key '{key}' stands {times} times"


def _order_problems(handbook: Handbook) -> Iterator[str]:
    if [phase.key for phase in handbook.phases] != list(PhaseKey):
        yield f"phases: the order must be {', '.join(PhaseKey)}"
    if [phase.number for phase in handbook.phases] != list(range(1, len(handbook.phases) + 1)):
        yield "phases: the numbers must run from 1"
    if [perspective.key for perspective in handbook.perspectives] != list(PerspectiveKey):
        yield f"perspectives: the order must be {', '.join(PerspectiveKey)}"
    for name in ORDERED:
        if [row.order for row in getattr(handbook, name)] != list(range(1, len(getattr(handbook, name)) + 1)):
            yield f"{name}: 'order' must run from 1"


def _reference_problems(handbook: Handbook) -> Iterator[str]:
    items = {phase.key: {item.key for item in phase.all_items()} for phase in handbook.phases}
    for assessment in handbook.assessments:
        for key in assessment.items:
            if key not in items.get(assessment.phase, set()):
                yield f"assessments[{assessment.key}]: phase {assessment.phase} has no item '{key}'"
    for item in handbook.all_items():
        if item.kind is Kind.OUTCOME and item.place is not Place.GATE:
            yield f"item '{item.key}': an outcome stands at the gate"
    cells = Counter((cell.perspective, cell.viewpoint) for cell in handbook.promise_example.cells)
    for perspective in PerspectiveKey:
        for viewpoint in ViewpointKey:
            if cells[perspective, viewpoint] != 1:
                yield f"promise_example: one cell expected for {perspective} × {viewpoint}"
    if [principle.viewpoint for principle in handbook.promise_example.principles] != list(ViewpointKey):
        yield f"promise_example: one principle expected for each of {', '.join(ViewpointKey)}"


CHECKS: tuple[Callable[[Handbook], Iterator[str]], ...] = (
    _count_problems,
    _key_problems,
    _order_problems,
    _reference_problems,
)
