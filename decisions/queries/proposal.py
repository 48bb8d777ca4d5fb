"""The draft of what the council is asked to decide, to be changed and saved by whoever prepares it.

Names and titles stand in it as they are: a Finnish one cannot be inflected by rule. Whole sentences are translated.
"""

from django.utils.translation import gettext as _

from accounts.enums import RegionKind
from accounts.models import Region
from decisions.models import DecisionPackage
from drafting.queries.snapshot import snapshot_view
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import years
from servicelofte.common.languages import page_language


def proposal_draft(package: DecisionPackage) -> list[str]:
    """Return the paragraphs of the draft in the active language (small Markdown); no query.

    Needs `promise.project.region` and `draft` loaded.
    """
    region, draft = package.promise.project.region, package.draft
    group = snapshot_view(draft.snapshot, page_language()).customer_group
    proposes, tasks = _bodies(region)
    points = [
        _("to approve the service promise in accordance with version %(number)s (part 1)")
        % {"number": draft.number},
        _(
            "to approve the descriptions that belong to the promise: implementation, follow-up, reporting, evaluation "
            "and communication with residents (parts 2–6)"
        ),
        _("to note the promise’s effect on the budget, as it is described in part 2"),
        tasks,
    ]
    return [
        f"**{_heading(package)}**",
        *([_("Customer group: %(group)s") % {"group": group}] if group else []),
        proposes,
        "\n".join(f"{place}. {_ended(words, place, points)}" for place, words in enumerate(points, 1)),
    ]


def _heading(package: DecisionPackage) -> str:
    """Return whose promise it is, what it is called and for which years, as an agenda names a matter."""
    project = package.promise.project
    region, title = column_words(project.region, "name")[0], column_words(project, "title")[0]
    return f"{region}: {title} {years(project.period_from, project.period_to)}"


def _bodies(region: Region) -> tuple[str, str]:
    """Return who proposes what to whom, and who is given the task: by the names of a county's bodies, else those of any
    region. A region's own words for them cannot be inflected by rule.
    """
    if region.kind == RegionKind.COUNTY and not {"board", "council"} & set(region.terminology):
        return (
            _("The county board proposes that the county council decides"),
            _(
                "to give the county board the task of carrying out the promise, following it up and reporting to the "
                "county council as parts 2–5 say"
            ),
        )
    return (
        _("The board proposes that the council decides"),
        _(
            "to give the board the task of carrying out the promise, following it up and reporting to the council as "
            "parts 2–5 say"
        ),
    )


def _ended(words: str, place: int, points: list[str]) -> str:
    """Return a point of the list as a part of one sentence: the last ends it."""
    return words + ("." if place == len(points) else ",")
