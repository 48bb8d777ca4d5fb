"""What a text of a package begins with: a proposal with whole sentences, a part with headings, what the project's data
already tells, and places to fill in ("…").
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.enums import PartKind
from decisions.models import DecisionPackage
from decisions.queries.proposal import proposal_draft
from decisions.queries.voices import voices_of
from projects.enums import Calendar
from projects.models import Milestone
from servicelofte.common.formatting import full_day, years
from servicelofte.common.languages import interface_language

OPEN = "…"


def outline(package: DecisionPackage, kind: str, language: str) -> str:
    """Return what a text begins with in a language of the region (small Markdown); at most eight queries, of the
    proposal none.
    """
    named = interface_language(language)
    with translation.override(named):
        rows = {
            PartKind.PROPOSAL: proposal_draft,
            PartKind.PROMISE: _promise,
            PartKind.IMPLEMENTATION: _implementation,
            PartKind.FOLLOW_UP: _follow_up,
            PartKind.REPORTING: _reporting,
            PartKind.EVALUATION: _evaluation,
            PartKind.CITIZEN_COMMUNICATION: _communication,
        }[PartKind(kind)](package)
    return "\n\n".join(rows)


def budget_outline(package: DecisionPackage) -> str:
    """Return what the promise's own description says of effects on operations and finances, to go on from."""
    return package.promise.effects


def _promise(package: DecisionPackage) -> list[str]:
    voices = voices_of(package.promise)
    heard = [
        _heard(
            voices["comments"],
            ngettext("%(n)s comment on the draft", "%(n)s comments on the draft", voices["comments"]),
        ),
        _heard(
            voices["opinions"]["received"],
            ngettext(
                "%(n)s statement of opinion", "%(n)s statements of opinion", voices["opinions"]["received"]
            ),
        ),
        _heard(
            voices["surveys"]["answers"],
            ngettext("%(n)s survey answer", "%(n)s survey answers", voices["surveys"]["answers"]),
        ),
        _heard(
            voices["events"]["people"],
            ngettext("%(n)s person at events", "%(n)s people at events", voices["events"]["people"]),
        ),
    ]
    figures = ", ".join(words for words in heard if words)
    rows = [_heading(_("Why the promise looks like this"))]
    if figures:
        rows.append(_("The promise is built on %(figures)s.") % {"figures": figures})
    return [*rows, OPEN]


def _heading(words: str) -> str:
    return f"## {words}"


def _heard(number: int, words: str) -> str:
    return words % {"n": number} if number else ""


def _implementation(package: DecisionPackage) -> list[str]:
    return [
        _heading(_("What is done, by whom and when")),
        OPEN,
        _heading(_("How the promise enters the contracts with producers")),
        OPEN,
    ]


def _follow_up(package: DecisionPackage) -> list[str]:
    return [
        _heading(_("Central indicators with baseline, target and source")),
        OPEN,
        _heading(_("Meetings where they are gone through")),
        OPEN,
    ]


def _reporting(package: DecisionPackage) -> list[str]:
    days = Milestone.objects.filter(
        project=package.promise.project_id, calendar__in=[Calendar.COUNCIL, Calendar.BUDGET], is_done=False
    ).order_by("day")
    rows = [f"- {full_day(row.day)}: {row.title}" for row in days[:8]]
    return [
        _heading(_("Who is told, when and in what form")),
        OPEN,
        *([_("Dates in the timetable:"), "\n".join(rows)] if rows else []),
    ]


def _evaluation(package: DecisionPackage) -> list[str]:
    project = package.promise.project
    period = years(project.period_from, project.period_to)
    return [
        _heading(_("Who evaluates, how and how often")),
        _("The promise holds for %(years)s.") % {"years": period},
        OPEN,
    ]


def _communication(package: DecisionPackage) -> list[str]:
    return [
        _heading(_("How residents get to know of the promise")),
        OPEN,
        _heading(_("How residents follow whether it holds")),
        OPEN,
    ]
