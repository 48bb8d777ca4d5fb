"""What must stand before a phase can be left: the apps' checks, and the handbook's outcomes and test questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.enums import AnswerState, Calendar, GuideKind, PhaseKey, ProjectGroup
from projects.models import GuideItem, Milestone, ProjectMember, ProjectPhase, ProjectResource
from servicelofte.common import registry
from servicelofte.common.fields import columns_of
from servicelofte.common.formatting import percent_done
from servicelofte.common.languages import INTERFACE, best, page_language
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import region_url

CLOSED_STATES = (AnswerState.DONE, AnswerState.NOT_RELEVANT)


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


def gate_items(phase: ProjectPhase) -> list[GuideItem]:
    """Return the outcomes and test questions of a phase that are in use, with their answers; one query."""
    return list(
        GuideItem.objects.filter(phase=phase, is_on=True, kind__in=(GuideKind.OUTCOME, GuideKind.TEST))
        .select_related("answer")
        .order_by("order", "pk")
    )


def answer_of(item: GuideItem) -> str:
    """Return how an item stands: a value of AnswerState, "open" when nobody has answered."""
    answer = getattr(item, "answer", None)
    return answer.state if answer else AnswerState.OPEN


def gate_rows(
    phase: ProjectPhase, region_slug: str, items: Iterable[GuideItem] | None = None
) -> list[GateRow]:
    """Return the gate of a phase: registered checks in their order, then outcomes and test questions.

    Works in the region's scope; `items` are the phase's `gate_items` when the caller has them.
    """
    rows = []
    for part in registry.phases.values():
        if part.phase != phase.key:
            continue
        for check in part.checks:
            result = check.run(phase.project_id)
            rows.append(
                GateRow(
                    check.key,
                    str(check.label),
                    result.state,
                    str(result.value),
                    result.url,
                    result.percent,
                    check.required,
                )
            )
    address = reverse("projects:phase_detail", args=[region_slug, phase.project_id, phase.key])
    given = list(gate_items(phase) if items is None else items)
    labels = {
        GuideKind.OUTCOME: _("What should have come of the phase"),
        GuideKind.TEST: _("The handbook’s test questions"),
    }
    for kind, label in labels.items():
        of_kind = [item for item in given if item.kind == kind]
        if of_kind:
            rows.append(_answers_row(kind, label, of_kind, f"{address}#{kind.value}"))
    return rows


def _answers_row(kind: str, label: str, items: list[GuideItem], url: str) -> GateRow:
    states = [answer_of(item) for item in items]
    done = sum(state in CLOSED_STATES for state in states)
    begun = any(state != AnswerState.OPEN for state in states)
    state = "done" if done == len(items) else "partial" if begun else "missing"
    value = _("%(done)s of %(all)s") % {"done": done, "all": len(items)}
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
            by_language[language] = gate_rows(phase, slug, items)
    checks = [
        {
            "kind": "check",
            "key": row.key,
            "state": row.state,
            "percent": row.percent,
            "required": row.required,
            "url": {language: rows[place].url for language, rows in by_language.items()},
            "label": {language: rows[place].label for language, rows in by_language.items()},
            "value": {language: rows[place].value for language, rows in by_language.items()},
        }
        for place, row in enumerate(by_language[INTERFACE[0]])
    ]
    return [*checks, *(_answer_evidence(item) for item in items)]


def _answer_evidence(item: GuideItem) -> dict[str, Any]:
    answer = getattr(item, "answer", None)
    return {
        "kind": item.kind,
        "key": item.key,
        "label": dict(columns_of(item, "text")),
        "state": str(answer_of(item)),
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
