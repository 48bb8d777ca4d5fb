"""The shape of a promise as plain values: five perspectives seen from two viewpoints, around a core and two principles.

Made from what is written now (`projects.queries.promise`) and from what was published (`drafting.queries`) alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from projects.enums import Perspective, Register, Viewpoint
from projects.handbook import load_handbook
from servicelofte.common.languages import best, interface_language

# Said with every promise, in the language of the promise (Handbook p. 6–8).
_DECLARATION = {
    "sv": "Servicelöftet är en viljeförklaring. Det berättar vad området vill uppnå och ändrar inte den "
    "lagstadgade skyldigheten att ordna tjänster eller din rätt till dem.",
    "fi": "Palvelulupaus on tahdonilmaus. Se kertoo, mihin alue pyrkii, eikä muuta lakisääteistä "
    "velvollisuutta järjestää palveluja tai oikeuttasi niihin.",
    "en": "The service promise is a declaration of intent. It tells what the region aims for and changes "
    "neither the legal duty to organise services nor your right to them.",
}


@dataclass(frozen=True, slots=True)
class TextView:
    """Words in one language and register. `version` is 0 where nothing is written; `source` the language it was
    made from.
    """

    language: str
    register: str
    body: str
    version: int = 0
    is_stale: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class WordsView:
    """All words of one owner, and those to show: `body` in `lang`; `plain` in plain language, where there is such a
    text.

    `missing` and `stale` name the region's required languages that have no words, or whose words lag behind their
    source.
    """

    body: str = ""
    lang: str = ""
    plain: str = ""
    texts: Mapping[tuple[str, str], TextView] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    def text(self, language: str, register: str = Register.STANDARD) -> TextView:
        """Return the words in a language and register; empty ones where there are none."""
        return self.texts.get((language, register)) or TextView(language, register, "")

    @property
    def source_language(self) -> str:
        """The language that the others were translated from; "" when nothing is written."""
        originals = [text.language for text in self.texts.values() if text.body and not text.source]
        return originals[0] if originals else ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """One clause. `pk` and `version` are 0 in a published snapshot."""

    lineage: str
    words: WordsView
    pk: int = 0
    version: int = 0
    order: int = 0
    verification: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellView:
    """One perspective seen from one viewpoint: its goal and its statements in order."""

    perspective: str
    viewpoint: str
    goal: WordsView
    statements: tuple[StatementView, ...]
    pk: int = 0

    @property
    def part(self) -> str:
        """How comments name this cell: "<perspective>/<viewpoint>"."""
        return f"{self.perspective}/{self.viewpoint}"

    @property
    def anchor(self) -> str:
        """Its id on every page that shows it: "<perspective>-<viewpoint>"."""
        return f"{self.perspective}-{self.viewpoint}"


@dataclass(frozen=True, slots=True)
class PerspectiveView:
    """One perspective with its two cells; `left_out` holds the reason by language when it is not part of the
    promise.
    """

    key: str
    name: str
    lead: str
    organiser: CellView
    resident: CellView
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_left_out(self) -> bool:
        """Whether the promise leaves it out."""
        return bool(self.left_out)

    @property
    def cells(self) -> tuple[CellView, CellView]:
        """The resident's cell, then its counterpart."""
        return self.resident, self.organiser


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise as it is written, or as it was published. `language` is the one asked for, `languages` what it must
    exist in.
    """

    language: str
    languages: tuple[str, ...]
    core: WordsView
    organiser_principle: WordsView
    resident_principle: WordsView
    perspectives: tuple[PerspectiveView, ...]
    unplaced: tuple[StatementView, ...] = ()
    removed: tuple[StatementView, ...] = ()
    declaration: str = ""
    declaration_lang: str = ""
    customer_group: str = ""
    customer_group_lang: str = ""
    scope: str = ""
    scope_lang: str = ""
    pk: int = 0

    @property
    def cells(self) -> tuple[CellView, ...]:
        """The ten cells, perspective by perspective, the resident's first."""
        return tuple(cell for perspective in self.perspectives for cell in perspective.cells)

    @property
    def included(self) -> tuple[PerspectiveView, ...]:
        """The perspectives that the promise has."""
        return tuple(row for row in self.perspectives if not row.is_left_out)

    def principle(self, viewpoint: str) -> WordsView:
        """Return the principle of a viewpoint."""
        return self.organiser_principle if viewpoint == Viewpoint.ORGANISER else self.resident_principle

    def words(self) -> Iterator[tuple[str, WordsView]]:
        """Yield (part, words) of everything that is published: "core", "principle/<viewpoint>",
        "<perspective>/<viewpoint>" or a lineage.
        """
        yield "core", self.core
        for viewpoint in Viewpoint:
            yield f"principle/{viewpoint.value}", self.principle(viewpoint)
        for row in self.included:
            for cell in row.cells:
                yield cell.part, cell.goal
                for statement in cell.statements:
                    yield statement.lineage, statement.words


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """How complete a promise is in one language: counts of texts, and the parts that lack words or lag behind their
    source.
    """

    language: str
    total: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def written(self) -> int:
        """How many texts have words."""
        return self.total - len(self.missing)


def make_view(
    *,
    language: str,
    languages: Iterable[str],
    core: WordsView,
    principles: Mapping[str, WordsView],
    cells: Mapping[tuple[str, str], CellView],
    left_out: Mapping[str, Mapping[str, str]],
    unplaced: tuple[StatementView, ...] = (),
    removed: tuple[StatementView, ...] = (),
    declaration: Mapping[str, str] | None = None,
    customer_group: tuple[str, str] = ("", ""),
    scope: tuple[str, str] = ("", ""),
    pk: int = 0,
) -> PromiseView:
    """Put a promise together from its parts, in the handbook's order and with its names; what is lacking stays empty.

    `declaration` holds the published declaration of intent by language; without it the present wording is shown.
    `customer_group` and `scope` are (words, their language).
    """
    said = dict(declaration or _DECLARATION)
    said_in = best(said, language)
    return PromiseView(
        language=language,
        languages=tuple(languages),
        core=core,
        organiser_principle=principles.get(Viewpoint.ORGANISER, WordsView()),
        resident_principle=principles.get(Viewpoint.RESIDENT, WordsView()),
        perspectives=_perspectives(interface_language(language), cells, left_out),
        unplaced=unplaced,
        removed=removed,
        declaration=said.get(said_in, ""),
        declaration_lang=said_in,
        customer_group=customer_group[0],
        customer_group_lang=customer_group[1],
        scope=scope[0],
        scope_lang=scope[1],
        pk=pk,
    )


def _perspectives(
    named: str,
    cells: Mapping[tuple[str, str], CellView],
    left_out: Mapping[str, Mapping[str, str]],
) -> tuple[PerspectiveView, ...]:
    handbook = load_handbook()

    def cell(perspective: str, viewpoint: Viewpoint) -> CellView:
        """Return the cell, an empty one where nothing stands there."""
        key = (perspective, viewpoint.value)
        return cells.get(key) or CellView(*key, goal=WordsView(), statements=())

    return tuple(
        PerspectiveView(
            key=key,
            name=handbook.perspective(key).name.in_language(named),
            lead=handbook.perspective(key).lead.in_language(named),
            organiser=cell(key, Viewpoint.ORGANISER),
            resident=cell(key, Viewpoint.RESIDENT),
            left_out=left_out.get(key, {}),
        )
        for key in Perspective.values
    )


def make_words(texts: Iterable[TextView], language: str, required: Iterable[str]) -> WordsView:
    """Choose what to show of an owner's texts in `language`, falling back to the `required` languages in their
    order.
    """
    by_key = {(text.language, text.register): text for text in texts}
    required = tuple(required)
    standard = {
        key[0]: text for key, text in by_key.items() if key[1] == Register.STANDARD.value and text.body
    }
    lang = best(standard, language, required)
    plain = by_key.get((lang, Register.PLAIN.value))
    return WordsView(
        body=standard[lang].body if lang else "",
        lang=lang,
        plain=plain.body if plain else "",
        texts=by_key,
        missing=tuple(code for code in required if code not in standard),
        stale=tuple(code for code in required if code in standard and standard[code].is_stale),
    )


def reader_label(viewpoint: str, language: str) -> str:
    """Return the heading above a viewpoint's side on pages, such as "You who live here"."""
    return load_handbook().viewpoint(viewpoint).reader_label.in_language(interface_language(language))


def declaration_of_intent(language: str) -> str:
    """Return what is said with every promise in sv, fi or en: that it declares an intention and changes no legal
    duty.
    """
    return _DECLARATION[interface_language(language)]
