"""Whether a package may be frozen: the proposal and six parts in every required language, the budget's effect, and who
presents it (p. 28–30).
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.enums import DESCRIPTIONS, PartKind
from decisions.models import DecisionPackage
from decisions.queries.content import parts_of
from decisions.queries.mentions import versions_named
from drafting.queries.snapshot import snapshot_view
from projects.handbook import load_handbook
from projects.queries.promise import language_reports
from servicelofte.common.languages import interface_language, language_name

# The version of the promise that a proposal asks the council to approve, as the drafted sentence has it or near to it:
# only such a one holds the package back. In other orders of words a version may be of anything, and is pointed out.
PROMISE_VERSION = re.compile(
    r"(?:löfte|lupau|promise)\w*,?\s+(?:(?:enligt|i|in|accordance|according|to|with)\s+)*versio\w*\s+\d+\b"
    r"|\bversio\w*\s+\d+\s+(?:av|of)\s+(?:(?:the|service)\s+)*\w*(?:löfte|promise)",
    re.IGNORECASE,
)
# A line of the outline that still waits for words.
TO_FILL = re.compile(r"^[ \t]*(?:[-*][ \t]+)?…[ \t]*$", re.M)


@dataclass(frozen=True)
class Need:
    """One thing that the package needs: `state` is "done", "partial" or "missing"; `language` "" when it has none.

    `kind` is a part, "presenter" or "budget_effect"; `value` tells in words how it stands; `is_doubtful` that whoever
    freezes the package should look at it first.
    """

    kind: str
    language: str
    label: str
    state: str
    value: str
    is_doubtful: bool = False

    @property
    def name(self) -> str:
        """What is named when it is missing, such as "Implementation (Swedish)"."""
        return f"{self.label} ({language_name(self.language)})" if self.language else self.label


def part_name(kind: str, language: str) -> str:
    """Return what a text of a package is called in sv, fi or en: a part as the handbook's data has it (p. 30)."""
    named = interface_language(language)
    if part := _handbook_part(kind):
        return part.name.in_language(named)
    with translation.override(named):
        return str(PartKind(kind).label)


def part_guidance(kind: str, language: str) -> str:
    """Return what a text of a package should tell, in sv, fi or en: of a part as the handbook's data has it (p. 30)."""
    named = interface_language(language)
    if part := _handbook_part(kind):
        return part.guidance.in_language(named)
    with translation.override(named):
        return _(
            "What the council is asked to decide, point by point, so that the minutes can say the same. It stands "
            "first in the document."
        )


def _handbook_part(kind: str) -> Any:
    return next((row for row in load_handbook().package_parts if row.key == kind), None)


def needs_of(package: DecisionPackage, page_language: str) -> list[Need]:
    """Return everything the package needs and how it stands, labelled in the page's language; one query.

    Needs `promise.project.region` and `draft` loaded.
    """
    languages = package.promise.project.region.languages
    parts = parts_of(package, languages)
    needs = [_presenter(package)]
    for language in languages:
        needs.append(_proposal(package, language, page_language, parts[PartKind.PROPOSAL][language]["body"]))
        needs.append(_promise(package, language, page_language))
        for kind in DESCRIPTIONS:
            text = parts[kind][language]
            needs.append(_text(kind, language, part_name(kind, page_language), text["body"]))
            if kind == PartKind.IMPLEMENTATION:
                needs.append(
                    _text("budget_effect", language, _("Effect on the budget"), text["budget_effect"])
                )
    return needs


def _presenter(package: DecisionPackage) -> Need:
    state, value = ("done", package.presenter) if package.presenter else ("missing", _("not named yet"))
    return Need("presenter", "", _("Presenting official"), state, value)


def _proposal(package: DecisionPackage, language: str, page_language: str, body: str) -> Need:
    """Return how the proposal stands: a draft until it is saved, and to be mended when it asks for another version.

    One that names another version, perhaps of something else or beside the right one, is held back by nothing; it is
    doubtful, and says so.
    """
    label = part_name(PartKind.PROPOSAL, page_language)
    if not body.strip():
        return Need(PartKind.PROPOSAL, language, label, "missing", _("a draft waits to be read and saved"))
    need, number = _text(PartKind.PROPOSAL, language, label, body), package.draft.number
    named = versions_named(body)
    others = ", ".join(str(each) for each in named if each != number)
    if not others or need.state != "done":
        return need
    if number in named:
        words = _("names also version %(named)s; version %(number)s goes to the council")
    else:
        words = _("names version %(named)s, but version %(number)s goes to the council")
    is_asked = number not in named and PROMISE_VERSION.search(body)
    value = words % {"named": others, "number": number}
    return replace(need, state="partial" if is_asked else "done", value=value, is_doubtful=True)


def _promise(package: DecisionPackage, language: str, page_language: str) -> Need:
    report = language_reports(snapshot_view(package.draft.snapshot, language), [language])[0]
    lacking = len(report.missing)
    value = _("version %(number)s") % {"number": package.draft.number}
    if lacking:
        value = ngettext("%(count)s text is missing", "%(count)s texts are missing", lacking) % {
            "count": lacking
        }
    label = part_name(PartKind.PROMISE, page_language)
    return Need(PartKind.PROMISE, language, label, "missing" if lacking else "done", value)


def _text(kind: str, language: str, label: str, body: str) -> Need:
    open_places = len(TO_FILL.findall(body))
    if not body.strip():
        return Need(kind, language, label, "missing", _("not written yet"))
    if open_places:
        value = ngettext("%(count)s place to fill in", "%(count)s places to fill in", open_places)
        return Need(kind, language, label, "partial", value % {"count": open_places})
    return Need(kind, language, label, "done", _("written"))
