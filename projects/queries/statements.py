"""The promise’s statements as lists and forms of other apps show them: their words and where they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from projects.enums import Perspective, Register, StatementState, Viewpoint
from projects.models import PromiseText, Statement
from servicelofte.common.languages import NO_WORDS, LanguageText, best, page_language


@dataclass(frozen=True)
class StatementRow:
    """A statement as a list shows it; `place` names its perspective and viewpoint in the page's language."""

    pk: int
    lineage: str
    promise_id: int
    text: str
    lang: str
    place: str
    perspective: str
    viewpoint: str
    verification: dict[str, str]


def statement_words(ids: Iterable[int], language: str = "") -> dict[int, LanguageText]:
    """Return {statement id: its words} in `language` (default: the page's) or the nearest one; one query."""
    rows = PromiseText.objects.filter(statement_id__in=list(ids), register=Register.STANDARD)
    return _best(rows.values_list("statement_id", "language", "body"), language)


def goal_words(project_id: int, language: str = "") -> dict[int, LanguageText]:
    """Return {cell id: its goal} of a project's promises in `language` or the nearest one; one query."""
    rows = PromiseText.objects.filter(
        promise__project_id=project_id, cell__isnull=False, register=Register.STANDARD
    )
    return _best(rows.values_list("cell_id", "language", "body"), language)


def core_words(project_id: int, language: str = "") -> LanguageText:
    """Return the core of the project's first promise, the main goal that communication carries (Handbook p. 29)."""
    rows = PromiseText.objects.filter(
        promise__project_id=project_id,
        cell=None,
        statement=None,
        principle=None,
        register=Register.STANDARD,
    ).order_by("promise_id")
    found = _best(rows.values_list("promise_id", "language", "body"), language)
    return next(iter(found.values()), NO_WORDS)


def statement_rows(project_id: int, language: str = "") -> list[StatementRow]:
    """Return a project's statements in the promise's order (perspective, resident first); two queries."""
    statements = list(active_statements(project_id))
    words = statement_words([row.pk for row in statements], language)
    rows = [_row(row, words.get(row.pk, NO_WORDS)) for row in statements]
    return sorted(rows, key=_position)


def active_statements(project_id: int) -> QuerySet[Statement]:
    """Return the statements that are in the project's promises now, with their cells."""
    return (
        Statement.objects.filter(promise__project_id=project_id, state=StatementState.ACTIVE)
        .select_related("cell")
        .order_by("order", "pk")
    )


def grouped_choices(rows: Iterable[StatementRow]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the statements as choices of a form, grouped by their place in the promise."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        groups[row.place].append((row.pk, row.text))
    return list(groups.items())


def place_name(perspective: str, viewpoint: str) -> str:
    """Return the name of a cell in the page's language, such as "Availability · Resident"; "" for none."""
    if not perspective:
        return ""
    return f"{Perspective(perspective).label} · {Viewpoint(viewpoint).label}"


def _row(statement: Statement, words: LanguageText) -> StatementRow:
    cell = statement.cell
    perspective, viewpoint = (cell.perspective, cell.viewpoint) if cell else ("", "")
    return StatementRow(
        pk=statement.pk,
        lineage=str(statement.lineage),
        promise_id=statement.promise_id,
        text=words.text,
        lang=words.lang,
        place=place_name(perspective, viewpoint),
        perspective=perspective,
        viewpoint=viewpoint,
        verification=statement.verification,
    )


def _position(row: StatementRow) -> tuple[int, int, int]:
    if not row.perspective:
        return row.promise_id, len(Perspective.values), 0
    return (
        row.promise_id,
        Perspective.values.index(row.perspective),
        0 if row.viewpoint == Viewpoint.RESIDENT else 1,
    )


def _best(rows: Iterable[tuple[int, str, str]], language: str) -> dict[int, LanguageText]:
    wanted = (language or page_language())[:2]
    by_owner: dict[int, dict[str, str]] = defaultdict(dict)
    for owner, code, body in rows:
        if body.strip():
            by_owner[owner][code] = body
    found = {}
    for owner, texts in by_owner.items():
        code = best(texts, wanted)
        found[owner] = LanguageText(texts[code], code)
    return found
