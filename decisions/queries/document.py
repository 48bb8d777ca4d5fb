"""What a document of a package shows, in one language: the same for the PDF and for its preview on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import name_of
from decisions.enums import (
    DECIDING,
    DESCRIPTIONS,
    DocumentKind,
    HandlingBody,
    HandlingResult,
    PackageState,
    PartKind,
)
from decisions.models import DecisionPackage, Handling
from decisions.queries.annulment import standing_handlings
from decisions.queries.completeness import part_name
from decisions.queries.content import content_digest, decision_digest, package_content
from decisions.queries.outline import outline
from drafting.queries.snapshot import snapshot_view
from participation.enums import Channel, Outcome
from projects.enums import ParentDocument
from projects.queries.promise import wheel_data
from projects.queries.promise_cards import cell_card, section_card, statement_card
from projects.queries.promise_shape import CellView, PromiseView
from projects.wheel import TWIN_HEADERS, TwinRow, WheelVariant, draw_wheel, wheel_twin
from servicelofte.common.digest import json_digest
from servicelofte.common.formatting import years
from servicelofte.common.languages import NO_WORDS, LanguageText, interface_language, nearest
from servicelofte.common.svg import LIGHT


@dataclass(frozen=True)
class PartView:
    """One of the five descriptions, the grounds of the promise, or what is proposed: its number, name, anchor and
    words. `is_draft` tells that nobody has saved the words yet.
    """

    kind: str
    number: int
    name: str
    body: LanguageText
    budget_effect: LanguageText = NO_WORDS
    is_draft: bool = False

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return self.kind.replace("_", "-")


@dataclass(frozen=True)
class AnnulmentView:
    """That a result was registered wrongly: when it was annulled, by whom, and why."""

    at: datetime
    by: str
    reason: LanguageText


@dataclass(frozen=True)
class Attachment:
    """What lies with the document: its name, and those whose words it is."""

    label: str
    names: Sequence[LanguageText] = ()


@dataclass(frozen=True)
class HandlingView:
    """One body's treatment, in the language of the document; `early` says why it came before the freezing, to the
    workspace only.
    """

    body: LanguageText
    meeting_on: date
    section: str
    result: str
    result_key: str
    changes: LanguageText
    minutes_url: str
    decides: bool
    version_number: int = 0
    pk: int = 0
    annulment: "AnnulmentView | None" = None
    early: LanguageText = NO_WORDS


@dataclass(frozen=True)
class DocumentView:
    """Everything that the document shows, in `language`; `as_proposed` says how the decision stands to the proposal."""

    language: str
    kind: str
    title: str
    region_name: LanguageText
    project_title: LanguageText
    years: str
    parent_document: str
    presenter: str
    registry_number: str
    version_number: int
    version_published_at: datetime
    frozen_at: datetime | None
    promise: PromiseView
    sections: list[dict[str, Any]]
    wheel: SafeString
    twin: list[TwinRow]
    proposal: PartView | None
    grounds: PartView
    parts: list[PartView]
    voices: list[tuple[str, str]]
    handlings: list[HandlingView]
    digest: str
    ledger_number: int
    ledger_head: str
    basis: str
    as_proposed: str = ""
    twin_headers: tuple[Any, ...] = TWIN_HEADERS[:4]
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def decision(self) -> HandlingView | None:
        """The handling that decided, when there is one."""
        return next((row for row in self.handlings if row.decides), None)


def document_basis(package: DecisionPackage, handlings: list[Handling]) -> str:
    """Return the digest of what the package's present documents say: after the decision with its handlings,
    before without; and with a register number that came after the freezing.
    """
    if package.state != PackageState.DECIDED:
        return package_basis(package)
    return _with_number(package, decision_digest(package, handlings))


def package_basis(package: DecisionPackage) -> str:
    """Return the digest of what the package says in itself, whatever was decided of it."""
    digest = package.frozen_digest or content_digest(package_content(package), package.draft.snapshot)
    return _with_number(package, digest)


def _with_number(package: DecisionPackage, digest: str) -> str:
    if not _was_numbered_since(package):
        return digest
    return json_digest({"document": digest, "registry_number": package.registry_number})


def _was_numbered_since(package: DecisionPackage) -> bool:
    """Tell whether the register number was written down or corrected after the package was frozen."""
    return bool(package.frozen) and package.frozen["registry_number"] != package.registry_number


def document_kind(package: DecisionPackage) -> str:
    """Return which document the package has now: the decision once the council has approved, the package before."""
    return DocumentKind.DECISION if package.state == PackageState.DECIDED else DocumentKind.PACKAGE


def document_view(package: DecisionPackage, language: str) -> DocumentView:
    """Return what the document shows in `language`; the words of the interface are in it too.

    Needs `promise.project.region`, `draft` and `decided_draft` loaded; one query for a frozen package, else nine.
    """
    content = package_content(package)
    handlings = standing_handlings(package)
    draft = package.decided_draft or package.draft
    view = snapshot_view(draft.snapshot, language)
    with translation.override(language):
        data = wheel_data(view)
        return DocumentView(
            language=language,
            **_about(package, content, language),
            version_number=draft.number,
            version_published_at=draft.published_at,
            promise=view,
            sections=promise_sections(view),
            wheel=draw_wheel(data, variant=WheelVariant.PRINT, palette=LIGHT),
            twin=wheel_twin(data, variant=WheelVariant.PRINT),
            proposal=_proposal(package, content, language),
            grounds=_part(content, PartKind.PROMISE, language),
            parts=[_part(content, kind, language) for kind in DESCRIPTIONS],
            voices=_voices(content["voices"]),
            handlings=handling_views(handlings, language),
            as_proposed=_as_proposed(content, handlings),
            basis=document_basis(package, handlings),
            attachments=_attachments(content, draft.number, language),
        )


def _about(package: DecisionPackage, content: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the document says of itself: whose it is, what it is called, and its sums."""
    kind = document_kind(package)
    title = words_in(content["project"], language)
    period = years(*content["period"])
    return {
        "kind": kind,
        "title": f"{title.text} {period}: {DocumentKind(kind).label.lower()}",
        "region_name": words_in(content["region"], language),
        "project_title": title,
        "years": period,
        "parent_document": str(ParentDocument(content["parent_document"]).label),
        "presenter": content["presenter"],
        "registry_number": package.registry_number,
        "frozen_at": package.frozen_at,
        "digest": package.frozen_digest,
        "ledger_number": package.ledger_number,
        "ledger_head": package.ledger_head,
    }


def words_in(words: dict[str, str], language: str) -> LanguageText:
    """Return the words in `language`, else in the nearest language that has any, with that language."""
    return LanguageText(*nearest(words, language))


def handling_views(handlings: list[Handling], language: str) -> list[HandlingView]:
    """Return the handlings with the words of `language`; no query when `amended_draft` and `annulled_by` are loaded."""
    return [
        HandlingView(
            body=words_in(row.body_name, language),
            meeting_on=row.meeting_on,
            section=row.section,
            result=str(HandlingResult(row.result).label),
            result_key=row.result,
            changes=words_in(row.changes, language),
            minutes_url=row.minutes_url,
            decides=_decides(row),
            version_number=row.amended_draft.number if row.amended_draft else 0,
            pk=row.pk,
            annulment=_annulment(row),
            early=LanguageText(row.early_reason, row.early_language),
        )
        for row in handlings
    ]


def _annulment(row: Handling) -> AnnulmentView | None:
    if row.annulled_at is None:
        return None
    by = name_of(row.annulled_by) or _("The system")
    return AnnulmentView(row.annulled_at, by, LanguageText(row.annulled_reason, row.annulled_language))


def promise_sections(view: PromiseView) -> list[dict[str, Any]]:
    """Return the perspectives as counterpart pairs, as `components/perspective_section.html` takes them; no query."""
    return [
        {
            **section_card(
                row, cells=[] if row.is_left_out else [_cell(cell, view.language) for cell in row.cells]
            ),
            "left_out": words_in(dict(row.left_out), view.language) if row.is_left_out else None,
        }
        for row in view.perspectives
    ]


def _cell(cell: CellView, language: str) -> dict[str, Any]:
    statements = [{**statement_card(row), "lineage": row.lineage} for row in cell.statements]
    empty = _("No goal has been written here.")
    return cell_card(cell, language=language, statements=statements, empty=empty)


def _part(content: dict[str, Any], kind: str, language: str) -> PartView:
    texts = content["parts"].get(kind, {})
    bodies = {code: text["body"] for code, text in texts.items()}
    budgets = {code: text["budget_effect"] for code, text in texts.items()}
    return PartView(
        kind=kind,
        number=PartKind(kind).number,
        name=part_name(kind, language),
        body=words_in(bodies, language),
        budget_effect=words_in(budgets, language),
    )


def _proposal(package: DecisionPackage, content: dict[str, Any], language: str) -> PartView | None:
    """Return what is proposed: the draft while nobody has saved it, None of a package frozen before there was one."""
    if PartKind.PROPOSAL not in content["parts"]:
        return None
    part = _part(content, PartKind.PROPOSAL, language)
    if package.frozen or content["parts"][PartKind.PROPOSAL][language]["body"]:
        return part
    draft = LanguageText(outline(package, PartKind.PROPOSAL, language), interface_language(language))
    return replace(part, body=draft, is_draft=True)


def _as_proposed(content: dict[str, Any], handlings: list[Handling]) -> str:
    """Return whether the council decided as proposed, "" before it has, and where no proposal was frozen."""
    result = next((row.result for row in handlings if _decides(row)), None)
    if result is None or PartKind.PROPOSAL not in content["parts"]:
        return ""
    if result == HandlingResult.AMENDED:
        return _("The council approved the proposal with changes.")
    return _("The council decided as proposed.")


def _decides(row: Handling) -> bool:
    return row.body_kind == HandlingBody.COUNCIL and row.result in DECIDING and not row.annulled_at


def _voices(voices: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (what, how many) of how people were heard, for a table."""
    opinions, surveys = voices["opinions"], voices["surveys"]
    rows = [
        (_("Comment periods open to everybody"), str(len(voices["consultations"]))),
        (_("Comments on the drafts"), str(voices["comments"])),
    ]
    if opinions["invited"]:
        received = _("%(received)s of %(invited)s asked")
        rows.append((_("Statements of opinion"), received % opinions))
    if surveys["number"]:
        answers = ngettext(
            "%(answers)s in %(number)s survey", "%(answers)s in %(number)s surveys", surveys["number"]
        )
        rows.append((_("Survey answers"), answers % surveys))
    # A package that was frozen before events were counted has none of this.
    events = voices.get("events", {"number": 0})
    if events["number"]:
        people = ngettext(
            "%(people)s at %(number)s event", "%(people)s at %(number)s events", events["number"]
        )
        rows.append((_("People at events"), people % events))
    rows += [
        (_("Contributions entered: %(channel)s") % {"channel": label.lower()}, str(number))
        for label, number in _in_order(Channel, voices["channels"])
    ]
    rows += [
        (_("Answered: %(outcome)s") % {"outcome": label.lower()}, str(number))
        for label, number in _in_order(Outcome, voices["outcomes"])
    ]
    return rows


def _in_order(kinds: type[TextChoices], numbers: dict[str, int]) -> list[tuple[str, int]]:
    """Return (label, number) of the kinds that were counted, in the order in which the kinds are told everywhere."""
    return [(str(kind.label), numbers[kind]) for kind in kinds if kind in numbers]


def _attachments(content: dict[str, Any], number: int, language: str) -> list[Attachment]:
    rows = [
        Attachment(_("The service promise, version %(number)s") % {"number": number}),
        Attachment(_("Figures of the hearing")),
    ]
    bodies = content["voices"]["opinions"]["bodies"]
    if bodies:
        # A package that was frozen while a body had one name only keeps it as bare words.
        names = [LanguageText(name) if isinstance(name, str) else words_in(name, language) for name in bodies]
        rows.append(Attachment(_("Statements of opinion from:"), sorted(names, key=lambda name: name.text)))
    return rows
