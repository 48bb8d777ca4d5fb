"""Whether a package may be frozen: six parts in every required language, the budget's effect, and who presents
it (p. 28–30).
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.enums import PartKind
from decisions.models import DecisionPackage
from decisions.queries.content import parts_of
from drafting.queries.snapshot import snapshot_view
from projects.handbook import load_handbook
from projects.queries.promise import language_reports
from servicelofte.common.languages import interface_language, language_name

# A line of the outline that still waits for words.
TO_FILL = re.compile(r"^[ \t]*(?:[-*][ \t]+)?…[ \t]*$", re.M)


@dataclass(frozen=True)
class Need:
    """One thing that the package needs: `state` is "done", "partial" or "missing"; `language` "" when it has none.

    `kind` is a part, "presenter" or "budget_effect"; `value` tells in words how it stands.
    """

    kind: str
    language: str
    label: str
    state: str
    value: str

    @property
    def name(self) -> str:
        """What is named when it is missing, such as "Implementation (Swedish)"."""
        return f"{self.label} ({language_name(self.language)})" if self.language else self.label


def part_name(kind: str, language: str) -> str:
    """Return what a part is called in sv, fi or en, as the handbook's data has it (p. 30)."""
    named = interface_language(language)
    return next(row for row in load_handbook().package_parts if row.key == kind).name.in_language(named)


def needs_of(package: DecisionPackage, page_language: str) -> list[Need]:
    """Return everything the package needs and how it stands, labelled in the page's language; one query.

    Needs `promise.project.region` and `draft` loaded.
    """
    languages = package.promise.project.region.languages
    parts = parts_of(package, languages)
    needs = [_presenter(package)]
    for language in languages:
        needs.append(_promise(package, language, page_language))
        for kind in PartKind.values[1:]:
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
