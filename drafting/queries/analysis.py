"""The table of everything that came in on a draft, and the public summary of the answers (handbook p. 25)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drafting.enums import Target
from drafting.models import Comment, DraftVersion, Opinion, OpinionStance, WordingChange
from drafting.queries.bodies import body_name
from drafting.queries.gate import voices_answered
from drafting.queries.part import Part, part_of_comment, part_title
from drafting.queries.snapshot import cells_of, quoted_words
from participation.enums import GONE, SHOWN, Channel, Moderation, Outcome
from participation.models import Contribution
from participation.queries.voices import response_card, unseen_label
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common.formatting import percent_done
from servicelofte.common.keys import number_of
from servicelofte.common.languages import NO_WORDS
from servicelofte.common.paging import newest_page
from servicelofte.common.text import shortened

PAGE = 30
PUBLIC_PAGE = 50
LONGEST_CHOICE = 80
CHANNELS = (Channel.COMMENT, Channel.OPINION)
_RELATED = (
    "comment__draft",
    "response",
    "opinion__draft",
    "opinion__request__body",
    "stance__opinion__draft",
    "stance__opinion__request__body",
)
_SNAPSHOTS = ("comment__draft__snapshot", "opinion__draft__snapshot", "stance__opinion__draft__snapshot")


@dataclass(frozen=True)
class AnalysisFilter:
    """What the table is narrowed to: keys of Perspective, Channel and Outcome ("none": not gone through), a version."""

    perspective: str = ""
    channel: str = ""
    outcome: str = ""
    version: str = ""

    def as_query(self) -> dict[str, str]:
        """Return what is set, for an address."""
        return {key: value for key, value in vars(self).items() if value}


@dataclass(frozen=True)
class AnalysisPage:
    """A page of the table: rows, how far the work is, and the next page's cursor ("" when last)."""

    rows: list[dict[str, Any]]
    done: int
    total: int
    next_cursor: str

    @property
    def percent(self) -> int:
        """How many per cent have been gone through; 0 when nothing came in."""
        return percent_done(self.done, self.total)

    @property
    def waits(self) -> int:
        """How many on this page wait to be gone through."""
        return sum(not row["response"] and not row["is_refused"] for row in self.rows)


def analysis_page(
    project: Project, *, chosen: AnalysisFilter, cursor: str, language: str, back: str
) -> AnalysisPage:
    """Return a page of the project's comments and opinions, newest first, each with status, outcome and changes.

    `back` is the address that forms lead back to. Constant number of statements, paged by key.
    """
    rows = _narrowed(_voices(project), chosen)
    rows = rows.select_related(*_RELATED).defer(*_SNAPSHOTS)
    shown, older = newest_page(rows, size=PAGE, before=number_of(cursor))
    drafts = {_about(row)[1] for row in shown}
    snapshots = DraftVersion.objects.in_bulk(drafts)
    changes = _changes([row.pk for row in shown])
    done, total = voices_answered(project.pk)
    return AnalysisPage(
        rows=[_row(row, project, snapshots, changes.get(row.pk, []), language, back) for row in shown],
        done=done,
        total=total,
        next_cursor=str(older or ""),
    )


def _voices(project: Project) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(project=project, channel__in=CHANNELS)
    return rows.exclude(moderation__in=GONE)


def _narrowed(rows: QuerySet[Contribution], chosen: AnalysisFilter) -> QuerySet[Contribution]:
    if chosen.perspective:
        rows = rows.filter(
            Q(comment__perspective=chosen.perspective) | Q(stance__perspective=chosen.perspective)
        )
    if chosen.channel:
        rows = rows.filter(channel=chosen.channel)
    if chosen.outcome:
        rows = (
            rows.filter(response=None).exclude(moderation=Moderation.HIDDEN)
            if chosen.outcome == "none"
            else rows.filter(response__outcome=chosen.outcome)
        )
    if (version := number_of(chosen.version)) is not None:
        rows = rows.filter(
            Q(comment__draft=version) | Q(opinion__draft=version) | Q(stance__opinion__draft=version)
        )
    return rows


def _changes(ids: Sequence[int]) -> dict[int, list[str]]:
    rows = WordingChange.objects.filter(contribution__in=ids).order_by("pk")
    found: dict[int, list[str]] = {}
    for contribution, number in rows.values_list("contribution_id", "version__number"):
        words = _("changed in version %(number)d") % {"number": number}
        if words not in found.setdefault(contribution, []):
            found[contribution].append(words)
    return found


def _row(
    row: Contribution,
    project: Project,
    versions: dict[int, DraftVersion],
    changes: list[str],
    language: str,
    back: str,
) -> dict[str, Any]:
    part, draft = _about(row)
    opinion, stance = _opinion_of(row)
    quote, lang = (
        quoted_words(versions[draft].snapshot, part.key, language) if draft in versions else ("", "")
    )
    response = getattr(row, "response", None)
    args = [project.region.slug, project.pk, row.pk]
    after = urlencode({"next": back})
    return {
        "pk": row.pk,
        "label": part_title(part, language),
        "perspective": part.perspective,
        "about": quote,
        "about_lang": lang,
        "body": body_name(opinion.request.body, language) if opinion else NO_WORDS,
        "stance": stance,
        "words": row.original or row.public_text,
        "lang": row.language,
        "day": row.received_at,
        "channel": row.get_channel_display(),
        "moderation": row.get_moderation_display(),
        "unseen": unseen_label(row),
        "is_refused": row.moderation == Moderation.HIDDEN,
        "response": response_card(response),
        "is_published": bool(response and response.published_at),
        "needs_change": bool(response and response.needs_change),
        "changes": changes,
        "respond_url": f"{reverse('participation:contribution_respond', args=args)}?{after}",
        "change_url": f"{reverse('drafting:change_link', args=args)}?{after}",
    }


def _about(row: Contribution) -> tuple[Part, int]:
    comment = getattr(row, "comment", None)
    if comment:
        return part_of_comment(comment), comment.draft_id
    stance = getattr(row, "stance", None)
    if stance:
        return Part(Target.CELL, stance.perspective, stance.viewpoint), stance.opinion.draft_id
    opinion = getattr(row, "opinion", None)
    return Part(), opinion.draft_id if opinion else 0


def _opinion_of(row: Contribution) -> tuple[Opinion | None, str]:
    """Return the opinion that a contribution is a part of, with the stance where it is about one goal."""
    stance = getattr(row, "stance", None)
    if stance:
        return stance.opinion, str(stance.get_stance_display())
    return getattr(row, "opinion", None), ""


def linked_changes(contribution: Contribution, language: str) -> list[dict[str, Any]]:
    """Return what a contribution is linked to, oldest first: version, day, and the words as they became; one query."""
    rows = WordingChange.objects.filter(contribution=contribution).select_related("version").order_by("pk")
    found = []
    for row in rows:
        part = str(row.lineage) if row.lineage else f"{row.perspective}/{row.viewpoint}"
        quote, lang = quoted_words(row.version.snapshot, part, language)
        found.append(
            {"pk": row.pk, "number": row.version.number, "day": row.made_at, "quote": quote, "lang": lang}
        )
    return found


def versions_after(contribution: Contribution) -> QuerySet[DraftVersion]:
    """Return the project's versions that came after what a contribution was said on, newest first; of one that was
    not said on a version, all of them. What it led to can stand only there. One query.
    """
    rows = DraftVersion.objects.filter(promise__project=contribution.project_id).order_by("-pk")
    said_on = Coalesce(
        Subquery(Comment.objects.filter(contribution=contribution.pk).values("draft")),
        Subquery(Opinion.objects.filter(contribution=contribution.pk).values("draft")),
        Subquery(OpinionStance.objects.filter(contribution=contribution.pk).values("opinion__draft")),
        0,
    )
    return rows.filter(pk__gt=said_on)


def version_choices(contribution: Contribution) -> list[tuple[str, str]]:
    """Return (id, name) of the versions that a contribution may have changed, newest first; one query."""
    rows = versions_after(contribution).defer("snapshot")
    return [(str(row.pk), _("Version %(number)d") % {"number": row.number}) for row in rows]


def part_choices(version: DraftVersion | None, language: str) -> list[tuple[str, str]]:
    """Return (part, name) of every goal and sentence of a version, in the handbook's order."""
    if version is None:
        return []
    rows = []
    for perspective, viewpoint, cell in cells_of(version.snapshot):
        name = part_title(Part(Target.CELL, perspective, viewpoint), language)
        for part in (f"{perspective}/{viewpoint}", *(each["lineage"] for each in cell["statements"])):
            words, _lang = quoted_words(version.snapshot, part, language)
            if words:
                rows.append((part, f"{name}: {shortened(words, LONGEST_CHOICE)}"))
    return rows


@dataclass(frozen=True)
class AnswersPage:
    """The public summary: how many of each outcome by perspective, and the published answers, newest first."""

    headings: list[Any]
    table: list[list[Any]]
    rows: list[dict[str, Any]]
    answered: int
    next_cursor: str


def answers_page(project: Project, *, cursor: str, language: str) -> AnswersPage:
    """Return what the inputs on the project's drafts led to, for everybody. Constant number of statements."""
    answered = _voices(project).filter(moderation__in=SHOWN, response__published_at__isnull=False)
    counts = _outcomes(answered)
    rows = answered.select_related(*_RELATED).defer(*_SNAPSHOTS)
    shown, older = newest_page(rows, size=PUBLIC_PAGE, before=number_of(cursor))
    changes = _changes([row.pk for row in shown])
    return AnswersPage(
        headings=[_("About"), *({"text": str(each.label), "number": True} for each in Outcome)],
        table=_table(counts),
        rows=[_answer(row, changes.get(row.pk, []), language) for row in shown],
        answered=sum(counts.values()),
        next_cursor=str(older or ""),
    )


def _outcomes(answered: QuerySet[Contribution]) -> Counter[tuple[str, str]]:
    """Return {(perspective or "", outcome): number}; one grouped statement."""
    counts: Counter[tuple[str, str]] = Counter()
    groups = answered.order_by().values_list(
        "comment__perspective", "stance__perspective", "response__outcome"
    )
    for of_comment, of_stance, outcome, number in groups.annotate(number=Count("pk")):
        counts[of_comment or of_stance or "", outcome] += number
    return counts


def _table(counts: Counter[tuple[str, str]]) -> list[list[Any]]:
    names = [("", _("The whole draft")), *((key.value, str(key.label)) for key in Perspective)]
    return [
        [name, *({"text": str(counts[key, outcome.value]), "number": True} for outcome in Outcome)]
        for key, name in names
        if any(counts[key, outcome.value] for outcome in Outcome)
    ]


def _answer(row: Contribution, changes: list[str], language: str) -> dict[str, Any]:
    part, _draft = _about(row)
    opinion, stance = _opinion_of(row)
    return {
        "anchor": f"answer-{row.pk}",
        "label": part_title(part, language),
        "body": body_name(opinion.request.body, language) if opinion else NO_WORDS,
        "stance": stance,
        "channel": row.get_channel_display(),
        "words": row.public_text,
        "lang": row.language,
        "day": row.received_at,
        "response": response_card(row.response),
        "changes": changes,
    }
