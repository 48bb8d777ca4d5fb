"""Reads for a phase's page: steps with the handbook's texts and the project's answers, the gate, its moves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from projects.enums import ANSWERABLE, AnswerState, GuideKind, PhaseState
from projects.guidance import page_note
from projects.models import GuideItem, PhaseTransition, Project, ProjectPhase
from projects.queries.gate import CLOSED_STATES, Derived, answer_of, derived_answers, kept_rows, read_gate
from servicelofte.common.digest import json_digest
from servicelofte.common.formatting import moment
from servicelofte.common.languages import INTERFACE

KIND_HEADINGS = {
    GuideKind.GUIDANCE: _lazy("Guidance"),
    GuideKind.QUESTION: _lazy("Questions to ask"),
    GuideKind.CHECKLIST: _lazy("To check"),
    GuideKind.OUTCOME: _lazy("What should come of it"),
    GuideKind.TEST: _lazy("Test questions"),
    GuideKind.OPTION: _lazy("Ways to choose between"),
    GuideKind.EXAMPLE: _lazy("Examples"),
}
MARKS = {
    AnswerState.OPEN: "missing",
    AnswerState.PARTLY: "partial",
    AnswerState.DONE: "done",
    AnswerState.NOT_RELEVANT: "done",
}


def phase_title(phase: ProjectPhase) -> str:
    """Return how a phase is named as a heading or in the way to a page: "Phase 2: Dialogue and participation"."""
    return _("Phase %(number)s: %(title)s") % {"number": phase.number, "title": phase.title}


def phase_page(project: Project, phase: ProjectPhase, region_slug: str) -> dict[str, Any]:
    """Return a phase's steps, closing questions, gate and moves; three queries and those of the gate's checks.

    `steps`: {key, title, is_on, groups}, `closing`: groups of the texts that belong to no step (outcomes, tests).
    """
    items = list(
        GuideItem.objects.filter(phase=phase)
        .select_related("answer", "answer__answered_by")
        .order_by("order", "pk")
    )
    base = [region_slug, project.pk]
    steps: dict[str, list[GuideItem]] = {}
    for item in items:
        steps.setdefault(item.step_key, []).append(item)
    closing = steps.pop("", [])
    gate = read_gate(phase, region_slug, [item for item in items if item.is_on])
    return {
        "steps": [
            {
                "key": key,
                "title": rows[0].step_title,
                "is_on": any(item.is_on for item in rows),
                "groups": _groups(rows, base, gate.derived),
                "answered": _count(rows, gate.derived),
                "edit_url": reverse("projects:step_edit", args=[*base, phase.key, key]),
                "switch_url": reverse("projects:step_switch", args=[*base, phase.key, key]),
            }
            for key, rows in steps.items()
        ],
        "closing": _groups(closing, base, gate.derived),
        "gate": gate.rows,
        "answered": _count(items, gate.derived),
        "transitions": transition_rows(phase),
        "can_pass": phase.state == PhaseState.CURRENT,
        "can_reopen": phase.state == PhaseState.DONE,
        "can_leave_out": phase.state == PhaseState.WAITING,
        "can_take_up": phase.state == PhaseState.OFF,
    }


def _count(items: Iterable[GuideItem], derived: Mapping[int, Derived]) -> str:
    asked = [item for item in items if item.is_on and item.kind in ANSWERABLE]
    done = sum(answer_of(item, derived) in CLOSED_STATES for item in asked)
    return _("%(done)s of %(all)s answered") % {"done": done, "all": len(asked)} if asked else ""


def _groups(items: list[GuideItem], base: list[Any], derived: Mapping[int, Derived]) -> list[dict[str, Any]]:
    """Sort by the seven kinds; texts out of use stand last, so that they can be taken into use again."""
    groups = []
    for kind in GuideKind:
        rows = [item_row(item, base, derived.get(item.pk)) for item in items if item.kind == kind]
        if rows:
            rows.sort(key=lambda row: not row["is_on"])
            groups.append(
                {
                    "kind": kind.value,
                    "label": str(KIND_HEADINGS[kind]),
                    "rows": rows,
                    "answerable": kind in ANSWERABLE,
                    "count": sum(row["is_on"] for row in rows),
                }
            )
    return groups


def item_row(item: GuideItem, base: list[Any], derived: Derived | None = None) -> dict[str, Any]:
    """Return one text of the handbook as shown: words, source, answer and the addresses of what can be done.

    `derived` is the check that answers for it, when nobody has.
    """
    answer = getattr(item, "answer", None)
    state = AnswerState.DONE if derived else AnswerState(answer_of(item))
    return {
        "id": item.pk,
        "text": item.text,
        "help": item.help,
        "source": page_note(item.pages),
        "is_must": item.strength == "must",
        "strength": item.get_strength_display(),
        "is_on": item.is_on,
        "is_own": item.is_own,
        "state": MARKS[state],
        "state_label": str(state.label),
        "derived": derived,
        "words": answer.words if answer else "",
        "evidence_url": answer.evidence_url if answer else "",
        "answered_by": str(answer.answered_by) if answer and answer.answered_by else "",
        "edit_url": reverse("projects:guide_edit", args=[*base, item.pk]),
        "switch_url": reverse("projects:guide_switch", args=[*base, item.pk]),
        "answer_url": reverse("projects:guide_answer", args=[*base, item.pk]),
    }


def transition_rows(phase: ProjectPhase) -> list[dict[str, Any]]:
    """Return the phase's moves for `components/history_list.html`, newest first; one query."""
    rows = PhaseTransition.objects.filter(phase=phase).select_related("made_by").order_by("-pk")
    labels = dict(PhaseState.choices)
    return [
        {
            "what": _("%(before)s → %(after)s")
            % {"before": labels[row.from_state], "after": labels[row.to_state]},
            "who": str(row.made_by or ""),
            "when": moment(row.made_at),
            "datetime": row.made_at.isoformat(),
            "reason": row.reason,
            "was_open": row.was_open,
            "evidence": kept_rows(row.evidence),
        }
        for row in rows
    ]


def next_unanswered(item: GuideItem) -> GuideItem | None:
    """Return the next text of the phase in the handbook's order that waits for an answer, or None; one query, and
    those of the checks that answer for texts of the phase.
    """
    waiting = list(
        GuideItem.objects.filter(phase=item.phase, is_on=True, kind__in=ANSWERABLE)
        .select_related("answer")
        .exclude(answer__state__in=CLOSED_STATES)
        .exclude(pk=item.pk)
        .order_by("order", "pk")
    )
    derived = derived_answers(item.phase, waiting)
    waiting = [row for row in waiting if row.pk not in derived]
    later = [row for row in waiting if (row.order, row.pk) > (item.order, item.pk)]
    return next(iter(later or waiting), None)


def answer_history(item: GuideItem) -> list[dict[str, Any]]:
    """Return the versions of an answer for `components/history_list.html`, newest first; one query."""
    answer = getattr(item, "answer", None)
    if answer is None:
        return []
    labels = dict(AnswerState.choices)
    return [
        {
            "what": labels[row.state],
            "who": str(row.history_user or ""),
            "when": moment(row.history_date),
            "datetime": row.history_date.isoformat(),
            "pieces": [{"op": "equal", "text": row.words}] if row.words else [],
        }
        for row in answer.history.select_related("history_user").order_by("-history_date", "-history_id")
    ]


def intent_history(project: Project) -> list[dict[str, Any]]:
    """Return every wording of the statement of intent in all phases, newest first (Handbook p. 10); one query.

    Fits `components/history_list.html`.
    """
    records: Any = ProjectPhase.history  # type: ignore[attr-defined]  # registered beside the translations
    rows = (
        records.filter(project=project)
        .exclude(intent="")
        .select_related("history_user")
        .order_by("id", "history_date", "history_id")
    )
    entries = []
    before: dict[int, str] = {}
    for row in rows:
        if before.get(row.id) != row.intent:
            before[row.id] = row.intent
            entries.append((row.history_date, row))
    entries.sort(key=lambda pair: pair[0], reverse=True)
    return [
        {
            "what": row.intent,
            "who": _("%(who)s, phase %(number)s") % {"who": row.history_user or "", "number": row.number},
            "when": moment(when),
            "datetime": when.isoformat(),
            "reason": row.history_change_reason or "",
        }
        for when, row in entries
    ]


def step_digest(item: GuideItem) -> str:
    """Return the SHA-256 (hex) over the title, in each language, of the step that a text of the handbook belongs to."""
    return json_digest([getattr(item, f"step_title_{code}") for code in INTERFACE])


def step_items(phase: ProjectPhase, step: str) -> QuerySet[GuideItem]:
    """Return the texts of one step, in order."""
    return GuideItem.objects.filter(phase=phase, step_key=step).exclude(step_key="").order_by("order", "pk")


def steps_of(phase: ProjectPhase) -> list[tuple[str, str]]:
    """Return (key, title) of the phase's steps in order; one query."""
    items = GuideItem.objects.filter(phase=phase).exclude(step_key="").order_by("-order", "-pk")
    return list({item.step_key: item.step_title for item in items}.items())[::-1]
