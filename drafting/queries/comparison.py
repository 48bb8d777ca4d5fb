"""How one published promise became another: what was added, taken out, moved, split, merged and reworded. No
queries.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from drafting.queries.snapshot import Snapshot, cells_of
from projects.enums import Perspective, Register, Viewpoint
from projects.handbook import load_handbook
from projects.queries.promise_shape import reader_label
from servicelofte.common.diff import Piece, word_diff
from servicelofte.common.languages import best, interface_language, own_name

Texts = Mapping[str, Mapping[str, str]]
WHOLE = "whole"


class Change(models.TextChoices):
    """What happened to a part between two versions."""

    ADDED = "added", pgettext_lazy("change of a text", "New")
    REMOVED = "removed", pgettext_lazy("change of a text", "Taken out")
    REWORDED = "reworded", pgettext_lazy("change of a text", "Reworded")
    MOVED = "moved", pgettext_lazy("change of a text", "Moved")
    SPLIT = "split", pgettext_lazy("change of a text", "Split off")
    MERGED = "merged", pgettext_lazy("change of a text", "Merged into another")
    LEFT_OUT = "left_out", pgettext_lazy("change of a text", "Left out")
    TAKEN_IN = "taken_in", pgettext_lazy("change of a text", "Taken in again")


@dataclass(frozen=True, slots=True)
class WordsChange:
    """The words in one language and register: `pieces` as `components/diff.html` shows them, `note` for a plain
    text.
    """

    lang: str
    name: str
    pieces: list[Piece]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """What happened to one part: `kind`, its name in words, where it stands, and its words in all languages."""

    part: str
    kind: Change
    label: str
    words: list[WordsChange]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """The changes of one perspective, or (key "whole") of core, principles and scope."""

    key: str
    name: str
    changes: list[PartChange]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes by perspective; `counts` says how many of each kind, `unchanged` how many parts stayed as they
    were.
    """

    sections: list[ChangeSection]
    counts: list[tuple[Change, int]] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    section: str
    label: str
    texts: Texts
    is_statement: bool = False
    viewpoint: str = ""


def compare_snapshots(before: Snapshot, after: Snapshot, language: str) -> Comparison:
    """Return how `before` became `after`, with names in `language` and the words of every language side by side."""
    old, new = dict(_parts(before, language)), dict(_parts(after, language))
    known = dict.fromkeys([*after["languages"], *before["languages"]])
    # The reader's own language first.
    languages = sorted(known, key=lambda code: code != language)
    links = {link["after"]: link for link in after["links"] if link["kind"] == "split"}
    merged = {link["before"]: link["after"] for link in after["links"] if link["kind"] == "merged"}
    found: dict[str, list[PartChange]] = {}
    unchanged = 0
    for key in dict.fromkeys([*new, *old]):
        kind, note = _kind(key, old, new, links, merged, language)
        if kind is None:
            unchanged += 1
            continue
        part = new.get(key) or old[key]
        earlier = old.get(links[key]["before"]) if kind is Change.SPLIT else old.get(key)
        words = _words(earlier.texts if earlier else {}, new[key].texts if key in new else {}, languages)
        found.setdefault(part.section, []).append(PartChange(key, kind, part.label, words, note))
    for change in _left_out_changes(before, after, languages):
        found.setdefault(change.part, []).insert(0, change)
    sections = [
        ChangeSection(key, _section_name(key, language), found[key])
        for key in (WHOLE, *Perspective.values)
        if key in found
    ]
    counts = Counter(change.kind for section in sections for change in section.changes)
    return Comparison(
        sections=sections,
        counts=[(kind, counts[kind]) for kind in Change if counts[kind]],
        unchanged=unchanged,
    )


def changed_parts(before: Snapshot, after: Snapshot) -> set[str]:
    """Return the parts ("<perspective>/<viewpoint>" or lineage) whose words or place differ, or that are in one
    only.
    """
    old, new = dict(_parts(before, "sv")), dict(_parts(after, "sv"))
    return {
        key
        for key in {*old, *new}
        if key not in old
        or key not in new
        or old[key].texts != new[key].texts
        or _place(old[key]) != _place(new[key])
    }


def _place(part: _Part) -> tuple[str, str]:
    return part.section, part.viewpoint


def _parts(snapshot: Snapshot, language: str) -> Iterator[tuple[str, _Part]]:
    yield "core", _Part(WHOLE, _("The core"), snapshot["core"])
    for viewpoint in Viewpoint.values:
        label = _("The principle: %(viewpoint)s") % {"viewpoint": reader_label(viewpoint, language)}
        yield f"principle/{viewpoint}", _Part(WHOLE, label, snapshot["principles"].get(viewpoint, {}))
    for name, label in (("customer_group", _("For whom")), ("scope", _("Which services it covers"))):
        texts = {code: {Register.STANDARD.value: text} for code, text in snapshot["promise"][name].items()}
        if texts:
            yield name, _Part(WHOLE, label, texts)
    for perspective, viewpoint, cell in cells_of(snapshot):
        side = reader_label(viewpoint, language)
        goal = _("The goal, %(viewpoint)s") % {"viewpoint": side}
        yield f"{perspective}/{viewpoint}", _Part(perspective, goal, cell["goal"], viewpoint=viewpoint)
        for row in cell["statements"]:
            yield (
                row["lineage"],
                _Part(perspective, side, row["words"], is_statement=True, viewpoint=viewpoint),
            )


def _kind(
    key: str,
    old: Mapping[str, _Part],
    new: Mapping[str, _Part],
    links: Mapping[str, Any],
    merged: Mapping[str, str],
    language: str,
) -> tuple[Change | None, str]:
    if key not in old:
        source = links.get(key, {}).get("before")
        return (Change.SPLIT, _("It was part of another sentence.")) if source in old else (Change.ADDED, "")
    if key not in new:
        target = new.get(merged.get(key, ""))
        return (
            (Change.MERGED, _("It lives on in: %(words)s") % {"words": _shown(target, language)})
            if target
            else (Change.REMOVED, "")
        )
    if _place(old[key]) != _place(new[key]):
        place = {"perspective": _section_name(old[key].section, language), "viewpoint": old[key].label}
        return Change.MOVED, _("Earlier: %(perspective)s, %(viewpoint)s") % place
    return (Change.REWORDED, "") if old[key].texts != new[key].texts else (None, "")


def _shown(part: _Part, language: str) -> str:
    return part.texts.get(best(part.texts, language), {}).get(Register.STANDARD.value, "")


def _words(before: Texts, after: Texts, languages: list[str]) -> list[WordsChange]:
    rows = []
    for register, note in ((Register.STANDARD.value, ""), (Register.PLAIN.value, _("Plain language"))):
        for code in dict.fromkeys([*languages, *after, *before]):
            old, new = before.get(code, {}).get(register, ""), after.get(code, {}).get(register, "")
            if old or new:
                rows.append(WordsChange(code, own_name(code), word_diff(old, new), note))
    return rows


def _left_out_changes(before: Snapshot, after: Snapshot, languages: list[str]) -> Iterator[PartChange]:
    old = {row["key"]: row["left_out"] for row in before["perspectives"]}
    for row in after["perspectives"]:
        key, reason, earlier = row["key"], row["left_out"], old.get(row["key"], {})
        if bool(reason) != bool(earlier):
            kind = Change.LEFT_OUT if reason else Change.TAKEN_IN
            words = _words(_as_texts(earlier), _as_texts(reason), languages)
            yield PartChange(key, kind, _("The whole perspective"), words)


def _as_texts(reasons: Mapping[str, str]) -> Texts:
    return {code: {Register.STANDARD.value: text} for code, text in reasons.items()}


def _section_name(key: str, language: str) -> str:
    if key == WHOLE:
        return _("The promise as a whole")
    return load_handbook().perspective(key).name.in_language(interface_language(language))
