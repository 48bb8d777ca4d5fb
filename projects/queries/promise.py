"""Reads of a promise: the 5 × 2 structure with its words, as plain values that pages, wheel, PDF and slides are
made from.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from projects.enums import Register, StatementState, Viewpoint
from projects.handbook import load_handbook
from projects.handbook_schema import GOAL_LENGTH
from projects.models import Cell, Principle, Project, PromiseText, ServicePromise, Statement
from projects.queries.promise_shape import (
    CellView,
    LanguageReport,
    PerspectiveView,
    PromiseView,
    StatementView,
    TextView,
    WordsView,
    make_view,
    make_words,
    reader_label,
)
from projects.wheel_data import Band, Sector, WheelData
from servicelofte.common.fields import column_words
from servicelofte.common.languages import interface_language
from servicelofte.common.text import shortened

LONGEST_LABEL = 60


def chosen_promise(project: Project, pk: int | None = None) -> ServicePromise | None:
    """Return the project's promise `pk`, or its first one; None when there is none, or no such one."""
    rows = ServicePromise.objects.filter(project=project).select_related("region", "project__region")
    return rows.filter(pk=pk).first() if pk else rows.order_by("pk").first()


def promise_choices(project: Project) -> list[tuple[int, str]]:
    """Return (id, for whom it is) of the project's promises, the first one first; one query."""
    rows = ServicePromise.objects.filter(project=project).order_by("pk")
    return [(pk, group or _("Everybody")) for pk, group in rows.values_list("pk", "customer_group")]


def promise_view(promise: ServicePromise, language: str) -> PromiseView:
    """Return the promise as it is written now, to be read in `language` (an interface code such as "fi").

    Words that the language lacks are shown in another, marked by `lang`. Four queries, whatever the number of
    statements.
    """
    words = _words_of(promise, language)
    placed, removed = _statements_of(promise, words)
    cells = {
        (row.perspective, row.viewpoint): CellView(
            perspective=row.perspective,
            viewpoint=row.viewpoint,
            goal=words(cell=row.pk),
            statements=tuple(placed[row.pk]),
            pk=row.pk,
        )
        for row in Cell.objects.filter(promise=promise)
    }
    principles = Principle.objects.filter(promise=promise)
    return make_view(
        language=language,
        languages=promise.region.languages,
        core=words(),
        principles={row.viewpoint: words(principle=row.pk) for row in principles},
        cells=cells,
        left_out=promise.left_out,
        unplaced=tuple(placed[None]),
        removed=tuple(removed),
        customer_group=column_words(promise, "customer_group", language),
        scope=column_words(promise, "scope", language),
        pk=promise.pk,
    )


def _words_of(promise: ServicePromise, language: str) -> Callable[..., WordsView]:
    """Return what gives the words of a principle, cell or statement by its id, or of the core; one query."""
    rows = list(PromiseText.objects.filter(promise=promise))
    by_pk = {row.pk: row for row in rows}
    texts: dict[tuple[int | None, int | None, int | None], list[TextView]] = defaultdict(list)
    for row in rows:
        source = by_pk.get(row.translated_from_id) if row.translated_from_id else None
        row.translated_from = source
        texts[row.principle_id, row.cell_id, row.statement_id].append(
            TextView(
                language=row.language,
                register=row.register,
                body=row.body,
                version=row.version,
                is_stale=row.is_stale,
                source=source.language if source else "",
            )
        )
    required = promise.region.languages

    def words(
        principle: int | None = None, cell: int | None = None, statement: int | None = None
    ) -> WordsView:
        """Return the words of the owner whose id is given, or of the core."""
        return make_words(texts[principle, cell, statement], language, required)

    return words


def _statements_of(
    promise: ServicePromise, words: Callable[..., WordsView]
) -> tuple[dict[int | None, list[StatementView]], list[StatementView]]:
    """Return the statements by cell (None: no place yet), and those taken out; one query."""
    placed: dict[int | None, list[StatementView]] = defaultdict(list)
    removed = []
    for row in Statement.objects.filter(promise=promise):
        view = StatementView(
            lineage=str(row.lineage),
            words=words(statement=row.pk),
            pk=row.pk,
            version=row.version,
            order=row.order,
            verification=row.verification,
        )
        if row.state == StatementState.REMOVED:
            removed.append(view)
        else:
            placed[row.cell_id].append(view)
    return placed, removed


def language_reports(view: PromiseView, languages: Iterable[str] | None = None) -> list[LanguageReport]:
    """Return for each required language (or those given) which parts lack words and which lag behind; no query.

    Parts are named as in `PromiseView.words`; `part_label` gives them their words.
    """
    parts = list(view.words())
    reports = []
    for language in languages or view.languages:
        texts = [(part, words.text(language)) for part, words in parts]
        reports.append(
            LanguageReport(
                language=language,
                total=len(parts),
                missing=tuple(part for part, text in texts if not text.body),
                stale=tuple(part for part, text in texts if text.is_stale),
            )
        )
    return reports


def long_goals(view: PromiseView) -> list[tuple[str, str]]:
    """Return (part, language) of the headlines longer than 90 characters, which the handbook advises against (p.
    25, 45).
    """
    return [
        (part, text.language)
        for part, words in view.words()
        if part == "core" or "/" in part
        for text in words.texts.values()
        if text.register == Register.STANDARD.value and len(text.body) > GOAL_LENGTH
    ]


def part_label(view: PromiseView, part: str) -> str:
    """Return what a part of a promise is called: "The core", "Quality, resident" or the beginning of a statement."""
    if part == "core":
        return _("The core")
    head, _slash, viewpoint = part.partition("/")
    if head == "principle":
        return _("The principle: %(viewpoint)s") % {"viewpoint": Viewpoint(viewpoint).label}
    names = {row.key: row.name for row in view.perspectives}
    if head in names:
        return f"{names[head]}, {Viewpoint(viewpoint).label.lower()}"
    for row in view.perspectives:
        for cell in row.cells:
            for statement in cell.statements:
                if statement.lineage == part:
                    named = {"perspective": row.name, "words": shortened(statement.words.body, LONGEST_LABEL)}
                    return _("%(perspective)s: “%(words)s”") % named
    return part


def find_statement(view: PromiseView, pk: int) -> StatementView:
    """Return a statement of a promise's view by its id, wherever it stands; no query.

    Raises StopIteration when the promise has no such statement.
    """
    placed = (row for cell in view.cells for row in cell.statements)
    rows = [*placed, *view.unplaced, *view.removed]
    return next(row for row in rows if row.pk == pk)


def place_label(cell: Cell | None, language: str) -> str:
    """Return where a cell is, such as "Quality: you who live here"."""
    if cell is None:
        return _("Not placed yet")
    name = load_handbook().perspective(cell.perspective).name.in_language(interface_language(language))
    return f"{name}: {reader_label(cell.viewpoint, language)}"


def wheel_data(
    view: PromiseView,
    *,
    url: Callable[[CellView], str] = lambda cell: "",
    status: Mapping[str, str] | None = None,
    with_statements: bool = False,
) -> WheelData:
    """Return what `projects.wheel.draw_wheel` draws of a promise, in the view's language.

    `url` gives the address of a cell's words; `status` a status by part ("quality/resident") once the promise is
    followed up; `with_statements` adds the statements, which only the slides of one viewpoint show.
    """
    named = interface_language(view.language)

    def band(cell: CellView) -> Band:
        """Return a cell as the wheel draws it."""
        return Band(
            count=len(cell.statements),
            goal=cell.goal.body,
            url=url(cell),
            status=(status or {}).get(cell.part),
            statements=tuple(row.words.body for row in cell.statements) if with_statements else (),
            lang=cell.goal.lang,
        )

    def sector(row: PerspectiveView) -> Sector:
        """Return a perspective as the wheel draws it."""
        name = load_handbook().perspective(row.key).short.in_language(named)
        return Sector(row.key, name, band(row.organiser), band(row.resident), row.is_left_out)

    return WheelData(
        core=view.core.body,
        language=named,
        organiser_label=_short_side(Viewpoint.ORGANISER, named),
        resident_label=_short_side(Viewpoint.RESIDENT, named),
        sectors=tuple(sector(row) for row in view.perspectives),
        organiser_principle=view.organiser_principle.body,
        resident_principle=view.resident_principle.body,
        core_lang=view.core.lang,
    )


def template_wheel(language: str) -> WheelData:
    """Return the handbook's wheel before anything is promised, named in `language`: five perspectives, two sides."""
    named = interface_language(language)
    with translation.override(named):
        core = _("What do we promise you?")
        resident = Band(label=pgettext("a ring of the wheel: the promise to the resident", "what you notice"))
        organiser = Band(label=pgettext("a ring of the wheel: the promise of the organiser", "what we do"))
    return WheelData(
        core=core,
        language=named,
        organiser_label=_short_side(Viewpoint.ORGANISER, named),
        resident_label=_short_side(Viewpoint.RESIDENT, named),
        sectors=tuple(
            Sector(row.key, row.short.in_language(named), organiser, resident)
            for row in load_handbook().perspectives
        ),
    )


def _short_side(viewpoint: Viewpoint, language: str) -> str:
    return load_handbook().viewpoint(viewpoint).short.in_language(language)
