"""The public page of a promise in force: every sentence with its status, what that rests on, and where it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from decisions.enums import DECIDING, HandlingBody
from decisions.models import Handling
from decisions.queries.public import versions_in_force, was_published
from drafting.enums import VersionState
from drafting.models import DraftVersion
from drafting.queries.snapshot import snapshot_view
from monitoring.enums import Status
from monitoring.models import CorrectiveAction, Indicator, StatementStatus
from monitoring.queries.evidence import indicators_of, latest_statuses, open_correctives, targets_of
from monitoring.queries.statuses import status_counts, target_at, yearly_counts
from monitoring.queries.wording import evidence_of, since_words
from monitoring.verdict import worst
from projects.enums import ProjectState
from projects.models import Project, Statement
from projects.queries.project import public_rail
from projects.queries.promise import wheel_data
from projects.queries.promise_cards import (
    cell_card,
    principle_cards,
    promise_tabs,
    section_card,
    statement_card,
)
from projects.queries.promise_shape import CellView, PerspectiveView, PromiseView, StatementView
from projects.wheel import ToldWheel, TwinRow, WheelData, WheelVariant, draw_wheel, told_wheel, wheel_twin
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import day, full_day, years
from servicelofte.common.languages import LanguageText, nearest
from servicelofte.common.status_bar import status_bar


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise in force for everybody to read. `lang` keys mark words in another language than the page's."""

    view: PromiseView
    years: str
    decided_on: date | None
    standing: str
    wheel: SafeString
    twin: list[TwinRow]
    principles: list[dict[str, str]]
    sections: list[dict[str, Any]]
    left_out: list[str]
    counts: list[dict[str, Any]]
    bar: SafeString
    by_year: list[dict[str, Any]]
    checked_on: date | None
    urls: dict[str, str]
    promises: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the statements, by lineage; addresses of the project, and whether it takes feedback."""

    language: str
    place: tuple[str, str]
    takes_feedback: bool
    statements: Mapping[str, Statement]
    statuses: Mapping[int, StatementStatus]
    targets: Mapping[int, Any]
    indicators: Mapping[int, list[Indicator]]
    correctives: Mapping[int, list[CorrectiveAction]]

    def status(self, row: StatementView) -> str:
        """Return the status of a statement."""
        statement = self.statements.get(row.lineage)
        known = self.statuses.get(statement.pk) if statement else None
        return known.status if known else Status.NOT_MEASURED.value


def decided_versions(project: Project) -> list[DraftVersion]:
    """Return the version in force of each of the project's promises once the decision on it is published, without
    their snapshots; one query.
    """
    rows = versions_in_force().filter(promise__project=project)
    newest: dict[int, DraftVersion] = {}
    for row in rows.defer("snapshot").select_related("promise").order_by("-number"):
        newest.setdefault(row.promise_id, row)
    return [newest[pk] for pk in sorted(newest)]


def words_in_force(promise_ids: Iterable[int], language: str) -> dict[str, LanguageText]:
    """Return {lineage: its words} of the statements of promises in force as they were decided, in `language` or the
    nearest one; none while the council has not decided. One query.
    """
    rows = DraftVersion.objects.filter(promise__in=set(promise_ids), state=VersionState.DECIDED)
    newest = {row.promise_id: row for row in rows.order_by("number")}
    cells = [cell for row in newest.values() for cell in snapshot_view(row.snapshot, language).cells]
    return {
        row.lineage: LanguageText(row.words.body, row.words.lang) for cell in cells for row in cell.statements
    }


def _view_of(version: DraftVersion, language: str) -> PromiseView:
    version.snapshot = DraftVersion.objects.values_list("snapshot", flat=True).get(pk=version.pk)
    return snapshot_view(version.snapshot, language)


def promise_page(project: Project, language: str, *, promise: int | None = None) -> PromisePage | None:
    """Return the promise in force as it was decided, to be read in `language`; None while no decision
    is published.

    The first promise unless `promise` (its id) names another. Ten queries, whatever the number of statements.
    """
    versions = decided_versions(project)
    version = next((row for row in versions if promise in (None, row.promise_id)), None)
    if version is None:
        return None
    view = _view_of(version, language)
    facts = _facts(project, version.promise_id, language, view)
    data = _wheel_data(view, facts)
    counts = status_counts(facts.status(row) for cell in view.cells for row in cell.statements)
    known = [row.pk for row in facts.statements.values()]
    period = version.snapshot["promise"]["period"]
    decided = decided_on(version)
    return PromisePage(
        view=view,
        years=years(*period),
        decided_on=decided,
        standing=_standing(period[0], decided),
        wheel=draw_wheel(data, variant=WheelVariant.FOLLOW_UP),
        twin=wheel_twin(data, variant=WheelVariant.FOLLOW_UP),
        principles=principle_cards(view),
        sections=[_section(row, facts) for row in view.included],
        left_out=[row.name for row in view.perspectives if row.is_left_out],
        counts=counts,
        bar=status_bar(counts),
        by_year=yearly_counts(known),
        checked_on=max((row.since for row in facts.statuses.values()), default=None),
        urls=_urls(project),
        promises=promise_tabs(
            {row.promise_id: row.promise.customer_group for row in versions},
            page=reverse("monitoring:promise", args=[project.region.slug, project.slug]),
            chosen=version.promise_id,
        ),
    )


def _standing(first: int, decided: date | None) -> str:
    """Return where a decided promise stands: what is promised for years to come is not in force before the first."""
    if clock.today().year < first:
        words = (
            _("Applies from %(year)s, decided by the council on") if decided else _("Applies from %(year)s")
        )
        return words % {"year": first}
    return _("In force, decided by the council on") if decided else pgettext("promise", "In force")


def promise_wheel(project: Project, language: str) -> ToldWheel | None:
    """Return the wheel of the project's first promise in force, its parts leading to the promise's page; None while
    the council has not decided. Seven queries, whatever the number of statements.
    """
    version = next(iter(decided_versions(project)), None)
    if version is None:
        return None
    view = _view_of(version, language)
    facts = _facts(project, version.promise_id, language, view)
    page = reverse("monitoring:promise", args=[project.region.slug, project.slug])
    return told_wheel(_wheel_data(view, facts, page), variant=WheelVariant.FOLLOW_UP)


def _wheel_data(view: PromiseView, facts: _Facts, page: str = "") -> WheelData:
    """Return the wheel of a followed promise, its parts leading to their words on `page` (an address, or this page)."""
    return wheel_data(
        view,
        url=lambda cell: f"{page}#{cell.anchor}" if cell.goal.body or cell.statements else "",
        status=_cell_statuses(view, facts),
    )


def decided_on(version: DraftVersion) -> date | None:
    """Return the day of the council's meeting that decided on a version, or None; one query."""
    meeting = Handling.objects.filter(
        package__decided_draft=version,
        body_kind=HandlingBody.COUNCIL,
        result__in=DECIDING,
        annulled_at=None,
    )
    return meeting.order_by("-meeting_on").values_list("meeting_on", flat=True).first()


def preparation(project: Project) -> dict[str, Any]:
    """Return where the preparation is, for the page of a promise that is not decided yet; three queries.

    `decision_url` is where it is told of a decision whose result was annulled, "" where none was published.
    """
    place = [project.region.slug, project.slug]
    has_draft = DraftVersion.objects.filter(promise__project=project).exclude(state=VersionState.WITHDRAWN)
    return {
        "phases": [{**row, "note": day(row["day"])} for row in public_rail(project)],
        "draft_url": reverse("drafting:draft", args=place) if has_draft.exists() else "",
        "project_url": reverse("public_project", args=place),
        "decision_url": reverse("decisions:decision", args=place) if was_published(project).exists() else "",
    }


def _facts(project: Project, promise_id: int, language: str, view: PromiseView) -> _Facts:
    lineages = [row.lineage for cell in view.cells for row in cell.statements]
    rows = Statement.objects.filter(promise_id=promise_id, lineage__in=lineages)
    statements = {str(row.lineage): row for row in rows}
    ids = [row.pk for row in statements.values()]
    statuses = latest_statuses(ids)
    return _Facts(
        language=language,
        place=(project.region.slug, project.slug),
        takes_feedback=project.state == ProjectState.ACTIVE,
        statements=statements,
        statuses=statuses,
        targets=targets_of({row.indicator_id for row in statuses.values() if row.indicator_id}),
        indicators=indicators_of(ids),
        correctives=open_correctives(ids),
    )


def _cell_statuses(view: PromiseView, facts: _Facts) -> dict[str, str]:
    return {
        cell.part: worst(facts.status(row) for row in cell.statements).value
        for cell in view.cells
        if cell.statements
    }


def _section(row: PerspectiveView, facts: _Facts) -> dict[str, Any]:
    return section_card(row, cells=[_cell(cell, facts) for cell in row.cells])


def _cell(cell: CellView, facts: _Facts) -> dict[str, Any]:
    statements = [_statement(row, facts) for row in cell.statements]
    return cell_card(cell, language=facts.language, statements=statements)


def _statement(row: StatementView, facts: _Facts) -> dict[str, Any]:
    statement = facts.statements.get(row.lineage)
    status = facts.statuses.get(statement.pk) if statement else None
    indicators = facts.indicators.get(statement.pk, []) if statement else []
    evidence = evidence_of(status, target_at(status, facts.targets))
    if statement and not evidence["text"] and not indicators and statement.verification:
        way, lang = nearest(statement.verification)
        evidence |= {"label": _("Followed up:"), "text": way, "lang": lang}
    return {
        **statement_card(row),
        "status": status.status if status else Status.NOT_MEASURED.value,
        "status_note": since_words(status),
        "evidence": evidence,
        "mending": [_mending(each) for each in facts.correctives.get(statement.pk, [])] if statement else [],
        "actions": _links(row.lineage, indicators, facts),
    }


def _mending(corrective: CorrectiveAction) -> dict[str, str]:
    title, lang = column_words(corrective, "title")
    return {"text": title, "lang": lang, "day": full_day(corrective.due_on)}


def _links(lineage: str, indicators: list[Indicator], facts: _Facts) -> list[dict[str, str]]:
    links = []
    if indicators:
        address = reverse("monitoring:indicator", args=[*facts.place, indicators[0].pk])
        words = ngettext("See the figures", "See the figures of %(count)d indicators", len(indicators))
        links.append({"label": words % {"count": len(indicators)}, "url": address})
    thread = reverse("thread", args=[*facts.place, "statement", lineage])
    feedback = reverse("monitoring:feedback_form", args=facts.place)
    links.append({"label": _("How it came about"), "url": thread})
    if facts.takes_feedback:
        links.append({"label": _("Give feedback"), "url": f"{feedback}?statement={lineage}"})
    return links


def _urls(project: Project) -> dict[str, str]:
    place = [project.region.slug, project.slug]
    return {
        "feedback": reverse("monitoring:feedback_form", args=place)
        if project.state == ProjectState.ACTIVE
        else "",
        "decision": reverse("decisions:decision", args=place),
        "project": reverse("public_project", args=place),
    }
