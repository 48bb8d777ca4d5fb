"""What must stand before a phase can be left: the apps' checks, and the handbook's outcomes and test questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.enums import AnswerState, Calendar, GuideKind, PhaseKey, ProjectGroup
from projects.models import GuideItem, Milestone, ProjectEvent, ProjectMember, ProjectPhase, ProjectResource
from servicelofte.common import registry
from servicelofte.common.fields import columns_of
from servicelofte.common.formatting import percent_done
from servicelofte.common.languages import INTERFACE, best, page_language
from servicelofte.common.registry import GateCheck, GateResult, PhasePart, share_state
from servicelofte.common.tenancy import region_url

CLOSED_STATES = (AnswerState.DONE, AnswerState.NOT_RELEVANT)
REWORDED_EVENT = "guide.reworded"


@dataclass(frozen=True)
class GateRow:
    """One line of the gate, for `components/gate_list.html`; a row that is not `required` never holds a phase up."""

    key: str
    label: str
    state: str
    value: str = ""
    url: str = ""
    percent: int | None = None
    required: bool = True


@dataclass(frozen=True)
class Derived:
    """The check that answers for a text of the handbook, so that nobody has to answer for it: its label, and where what
    it found is seen.
    """

    label: str
    url: str


@dataclass(frozen=True)
class Gate:
    """The gate of a phase: its lines, and what the system itself knows of the texts, by their ids."""

    rows: list[GateRow]
    derived: Mapping[int, Derived]


def gate_items(phase: ProjectPhase) -> list[GuideItem]:
    """Return the outcomes and test questions of a phase that are in use, with their answers; one query."""
    return list(
        GuideItem.objects.filter(phase=phase, is_on=True, kind__in=(GuideKind.OUTCOME, GuideKind.TEST))
        .select_related("answer")
        .order_by("order", "pk")
    )


def answer_of(item: GuideItem, derived: Mapping[int, Derived] = MappingProxyType({})) -> str:
    """Return how an item stands: a value of AnswerState, "open" when nobody has answered.

    What is `derived` is done; a person's answer goes before it.
    """
    answer = getattr(item, "answer", None)
    if answer and answer.state != AnswerState.OPEN:
        return answer.state
    return AnswerState.DONE if item.pk in derived else AnswerState.OPEN


def gate_rows(
    phase: ProjectPhase, region_slug: str, items: Iterable[GuideItem] | None = None
) -> list[GateRow]:
    """Return the lines of `read_gate`."""
    return read_gate(phase, region_slug, items).rows


def read_gate(phase: ProjectPhase, region_slug: str, items: Iterable[GuideItem] | None = None) -> Gate:
    """Return the gate of a phase: registered checks in their order, then outcomes and test questions.

    Works in the region's scope; `items` are the phase's `gate_items`, or all its texts in use, when the caller has
    them: `derived` tells of those.
    """
    given = list(gate_items(phase) if items is None else items)
    parts = _parts(phase)
    checks = [_check_row(check, phase) for part in parts for check in part.checks]
    derived = _derived(given, _sources(parts), checks)
    return Gate([*checks, *_answers_rows(phase, region_slug, given, derived)], derived)


def derived_answers(phase: ProjectPhase, items: Iterable[GuideItem]) -> Mapping[int, Derived]:
    """Return what the system itself knows of the items, by their ids; runs the checks that the items hang on alone."""
    given = list(items)
    parts = _parts(phase)
    sources = _sources(parts)
    wanted = {sources.get(item.key) for item in given}
    checks = [_check_row(check, phase) for part in parts for check in part.checks if check.key in wanted]
    return _derived(given, sources, checks)


def _parts(phase: ProjectPhase) -> list[PhasePart]:
    return [part for part in registry.phases.values() if part.phase == phase.key]


def _sources(parts: Iterable[PhasePart]) -> dict[str, str]:
    """Return which check answers for which text: {key of the text: key of the check}."""
    return {item: check for part in parts for item, check in part.answers.items()}


def _check_row(check: GateCheck, phase: ProjectPhase) -> GateRow:
    result = check.run(phase.project_id)
    return GateRow(
        check.key,
        str(check.label),
        result.state,
        str(result.value),
        result.url,
        result.percent,
        check.required,
    )


def _derived(
    items: Iterable[GuideItem], sources: Mapping[str, str], checks: Iterable[GateRow]
) -> Mapping[int, Derived]:
    """Return what the checks that are done answer of the items, by the items' ids; at most one query.

    What a region gave words of its own may say more than the check knows, so that somebody has to answer it. That it
    did so is read from the ledger: the words alone may differ since the handbook's own were changed.
    """
    known = {row.key: Derived(row.label, row.url) for row in checks if row.state == "done"}
    rows = {
        item.pk: known[sources[item.key]]
        for item in items
        if not item.is_own and sources.get(item.key) in known and answer_of(item) == AnswerState.OPEN
    }
    if not rows:
        return rows
    subjects = {f"guide:{pk}": pk for pk in rows}
    reworded = ProjectEvent.objects.filter(kind=REWORDED_EVENT, subject__in=list(subjects))
    for subject in reworded.values_list("subject", flat=True):
        rows.pop(subjects[subject], None)
    return rows


def _answers_rows(
    phase: ProjectPhase, region_slug: str, given: list[GuideItem], derived: Mapping[int, Derived]
) -> list[GateRow]:
    address = reverse("projects:phase_detail", args=[region_slug, phase.project_id, phase.key])
    labels = {
        GuideKind.OUTCOME: _("What should have come of the phase"),
        GuideKind.TEST: _("The handbook’s test questions"),
    }
    rows = []
    for kind, label in labels.items():
        states = [answer_of(item, derived) for item in given if item.kind == kind]
        if states:
            rows.append(_answers_row(kind, label, states, f"{address}#{kind.value}"))
    return rows


def _answers_row(kind: str, label: str, states: list[str], url: str) -> GateRow:
    done = sum(state in CLOSED_STATES for state in states)
    begun = any(state != AnswerState.OPEN for state in states)
    state = "done" if done == len(states) else "partial" if begun else "missing"
    value = _("%(done)s of %(all)s") % {"done": done, "all": len(states)}
    return GateRow(f"guide_{kind}", label, state, value, url)


def open_rows(rows: Iterable[GateRow]) -> list[GateRow]:
    """Return what is required and not done, so that passing needs a written reason."""
    return [row for row in rows if row.required and row.state != "done"]


def is_open(rows: Iterable[GateRow]) -> bool:
    """Tell whether passing the gate needs a written reason."""
    return bool(open_rows(rows))


def gate_evidence(phase: ProjectPhase, items: list[GuideItem]) -> list[dict[str, Any]]:
    """Return the gate as it stands, to be kept: each row {kind, key, state, label …}, words as {language: words}.

    Whoever reads it later reads another language than whoever closed the phase, and the checks' words may have changed
    by then; so every language of the interface is kept. Costs the gate's queries once a language.
    """
    slug = phase.region.slug
    by_language = {}
    for language in INTERFACE:
        with translation.override(language):
            by_language[language] = read_gate(phase, slug, items)
    checks = [
        {
            "kind": "check",
            "key": row.key,
            "state": row.state,
            "percent": row.percent,
            "required": row.required,
            "url": {language: gate.rows[place].url for language, gate in by_language.items()},
            "label": {language: gate.rows[place].label for language, gate in by_language.items()},
            "value": {language: gate.rows[place].value for language, gate in by_language.items()},
        }
        for place, row in enumerate(by_language[INTERFACE[0]].rows)
    ]
    derived = {language: gate.derived for language, gate in by_language.items()}
    return [*checks, *(_answer_evidence(item, derived) for item in items)]


def _answer_evidence(item: GuideItem, by_language: Mapping[str, Mapping[int, Derived]]) -> dict[str, Any]:
    answer = getattr(item, "answer", None)
    sources = {language: rows[item.pk] for language, rows in by_language.items() if item.pk in rows}
    source = {
        "url": {language: row.url for language, row in sources.items()},
        "value": {language: row.label for language, row in sources.items()},
    }
    return {
        **(source if sources else {}),
        "kind": item.kind,
        "key": item.key,
        "label": dict(columns_of(item, "text")),
        "state": str(AnswerState.DONE if sources else answer_of(item)),
        "words": answer.words if answer else "",
        "version": answer.version if answer else 0,
    }


def kept_rows(evidence: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return kept evidence for `components/gate_list.html`, in the page's language."""
    language = page_language()
    return [
        {
            **entry,
            "label": _in(entry["label"], language),
            "value": _in(entry.get("value", ""), language),
            "url": _in(entry.get("url", ""), language),
        }
        for entry in evidence
    ]


def _in(words: str | Mapping[str, str], language: str) -> str:
    """Evidence of earlier releases holds the words of one language as they were."""
    return words if isinstance(words, str) else words.get(best(words, language), "")


def groups_check(project_id: int) -> GateResult:
    """Steering group and project group both have members (Handbook p. 14, 16)."""
    groups = list(
        ProjectMember.objects.filter(project_id=project_id, is_active=True).values_list("group", flat=True)
    )
    needed = {ProjectGroup.STEERING, ProjectGroup.PROJECT}
    have = needed & set(groups)
    value = ngettext("%(count)s person", "%(count)s people", len(groups)) % {"count": len(groups)}
    return GateResult(
        share_state(len(have), len(needed)), value, region_url("projects:member_list", project_id)
    )


def resources_check(project_id: int) -> GateResult:
    """People, time or money are recorded (Handbook p. 14, 16)."""
    kinds = ProjectResource.objects.filter(project_id=project_id).values_list("kind", flat=True)
    count = len(set(kinds))
    value = (
        ngettext("%(count)s kind", "%(count)s kinds", count) % {"count": count}
        if count
        else _("nothing recorded yet")
    )
    return GateResult("done" if count else "missing", value, region_url("projects:resource_list", project_id))


def timetable_check(project_id: int) -> GateResult:
    """There are milestones, and the staff organisations have a date (Handbook p. 14)."""
    calendars = list(Milestone.objects.filter(project_id=project_id).values_list("calendar", flat=True))
    url = region_url("projects:milestone_list", project_id)
    if not calendars:
        return GateResult("missing", _("no milestones yet"), url)
    if Calendar.STAFF not in calendars:
        return GateResult("partial", _("no date for the staff organisations"), url)
    count = len(calendars)
    return GateResult(
        "done", ngettext("%(count)s milestone", "%(count)s milestones", count) % {"count": count}, url
    )


def questions_check(project_id: int) -> GateResult:
    """The guiding questions of phase 1 are answered (Handbook p. 14)."""
    items = _start_items(project_id, kind=GuideKind.QUESTION)
    url = _item_address(project_id, items)
    if not items:
        return GateResult("done", _("none in use"), url)
    done = sum(answer_of(item) in CLOSED_STATES for item in items)
    value = _("%(done)s of %(all)s answered") % {"done": done, "all": len(items)}
    return GateResult(share_state(done, len(items)), value, url, percent=percent_done(done, len(items)))


def foundation_check(project_id: int) -> GateResult:
    """What the promise builds on is gone through (Handbook p. 11)."""
    items = _start_items(project_id, kind=GuideKind.CHECKLIST, place="foundation", strength="must")
    url = _item_address(project_id, items)
    if not items:
        return GateResult("done", _("none in use"), url)
    done = sum(answer_of(item) in CLOSED_STATES for item in items)
    value = _("%(done)s of %(all)s") % {"done": done, "all": len(items)}
    return GateResult(share_state(done, len(items)), value, url)


def _start_items(project_id: int, **chosen: str) -> list[GuideItem]:
    items = GuideItem.objects.filter(
        phase__project_id=project_id, phase__key=PhaseKey.START, is_on=True, **chosen
    )
    return list(items.select_related("answer").order_by("order", "pk"))


def _item_address(project_id: int, items: Sequence[GuideItem]) -> str:
    """The place on the phase's page where the first of the texts stands that is still open, else the first of all."""
    url = region_url("projects:phase_detail", project_id, PhaseKey.START.value)
    first = next((item for item in items if answer_of(item) not in CLOSED_STATES), next(iter(items), None))
    return f"{url}#item-{first.pk}" if first else url
