"""What the public pages of comments show: the part that a comment is written on, and the comments so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse

from drafting.enums import VersionState
from drafting.models import Comment, Consultation, DraftVersion, TargetCount
from drafting.queries.part import WHOLE, Part, part_of_comment, part_title, read_part
from drafting.queries.snapshot import Snapshot, quoted_words
from participation.enums import SHOWN, Moderation
from participation.models import ModerationMark
from participation.queries.voices import response_card
from projects.models import Project
from servicelofte.common.keys import number_of
from servicelofte.common.paging import newest_page

PAGE = 50
_SEEN = Q(contribution__moderation__in=SHOWN) | Q(
    contribution__moderation=Moderation.HIDDEN, contribution__is_suspect=False
)


@dataclass(frozen=True)
class CommentTarget:
    """What a comment is about to be written on: the version, the part with its words, and whether it is open."""

    version: DraftVersion
    consultation: Consultation
    part: Part
    label: str
    quote: str
    lang: str
    is_unknown: bool

    @property
    def is_open(self) -> bool:
        """Whether comments are taken now."""
        return self.consultation.is_open()

    @property
    def ended(self) -> datetime | date | None:
        """The moment when commenting was closed by hand, or its last day; None before it has begun."""
        row = self.consultation
        return (row.closed_at or row.closes_on) if row.is_over() else None


@dataclass(frozen=True)
class CommentPage:
    """A page of published comments: rows, the total shown and answered, the part and version asked for, next cursor.

    `is_open` tells whether comments on the project's draft are taken now.
    """

    rows: list[dict[str, Any]]
    shown: int
    answered: int
    part: str
    label: str
    quote: str
    lang: str
    version: DraftVersion | None
    next_cursor: str
    is_open: bool


def comment_target(
    project: Project, *, part: str, version: int | None, language: str, promise: int | None = None
) -> CommentTarget | None:
    """Return what a comment form is about; None when no version of the project has been open for comments.

    `part` as in addresses, `version` an id or None for the newest, `promise` an id or None for the one that is open.
    An unknown part gives the whole, and says so.
    """
    rows = Consultation.objects.filter(draft__promise__project=project).select_related("draft__promise")
    if version is not None:
        rows = rows.filter(draft__promise__versions=version)
    if promise is not None:
        rows = rows.filter(draft__promise=promise)
    found = sorted(rows.defer("draft__snapshot"), key=lambda row: (row.is_open(), row.pk), reverse=True)
    if not found:
        return None
    versions = DraftVersion.objects.filter(promise=found[0].draft.promise).select_related("promise")
    if version is not None:
        versions = versions.filter(pk=version)
    draft = versions.exclude(state=VersionState.WITHDRAWN).order_by("-number").first()
    if draft is None:
        return None
    known = read_part(text=part, snapshot=draft.snapshot)
    quote, lang = quoted_words(draft.snapshot, part if known else WHOLE, language)
    return CommentTarget(
        version=draft,
        consultation=found[0],
        part=known or Part(),
        label=part_title(known or Part(), language),
        quote=quote,
        lang=lang,
        is_unknown=known is None,
    )


def comment_page(
    project: Project, *, part: str, number: str, cursor: str, language: str, promise: int | None = None
) -> CommentPage:
    """Return a page of the project's comments, newest first: shown ones, and markers where words were not published.

    `promise` (its id) narrows to one promise, `part` to one part ("" all), `number` to one version. Words are quoted
    from the newest version of the promise that a comment is on. Constant number of statements, paged by key.
    """
    standing = DraftVersion.objects.filter(promise__project=project).exclude(state=VersionState.WITHDRAWN)
    if promise is not None:
        standing = standing.filter(promise=promise)
    versions = list(standing.defer("snapshot").order_by("-pk"))
    chosen = next((row for row in versions if str(row.number) == number), None)
    wanted = [chosen] if chosen else versions
    snapshots = _newest_snapshots(wanted)
    snapshot, about = _find_part(part, snapshots.values())
    rows = _part_rows(Comment.objects.filter(_SEEN, draft__in=[row.pk for row in wanted]), about)
    rows = rows.select_related("contribution__response")
    rows = rows.annotate(number=F("draft__number"), promise=F("draft__promise_id"))
    shown, older = newest_page(rows, size=PAGE, before=number_of(cursor))
    counts = _counts(wanted, about)
    quote, lang = quoted_words(snapshot, part, language) if about else ("", "")
    return CommentPage(
        rows=_comment_rows(shown, project, snapshots, language),
        shown=counts["shown"] or 0,
        answered=counts["answered"] or 0,
        part=about.key if about else "",
        label=part_title(about, language) if about else "",
        quote=quote,
        lang=lang,
        version=chosen,
        next_cursor=str(older or ""),
        is_open=any(row.is_open() for row in Consultation.objects.filter(draft__promise__project=project)),
    )


def _newest_snapshots(versions: Sequence[DraftVersion]) -> dict[int, Snapshot]:
    """Return {promise id: the snapshot of its newest version}, of versions that stand newest first; one query."""
    newest = {row.promise_id: row.pk for row in reversed(versions)}
    rows = DraftVersion.objects.filter(pk__in=newest.values()).order_by("promise_id")
    return dict(rows.values_list("promise_id", "snapshot"))


def _find_part(text: str, snapshots: Iterable[Snapshot]) -> tuple[Snapshot, Part | None]:
    """Return the part that an address names with the snapshot that has it; ({}, None) where none has."""
    if text:
        for snapshot in snapshots:
            if part := read_part(text=text, snapshot=snapshot):
                return snapshot, part
    return {}, None


def _part_rows(rows: QuerySet[Comment], part: Part | None) -> QuerySet[Comment]:
    if part is None:
        return rows
    if part.lineage:
        return rows.filter(lineage=part.lineage)
    return rows.filter(target=part.target, perspective=part.perspective, viewpoint=part.viewpoint)


def _marks(rows: Iterable[Comment]) -> dict[int, ModerationMark]:
    ids = [row.contribution_id for row in rows if row.contribution.moderation != Moderation.PUBLISHED]
    marks = ModerationMark.objects.filter(contribution__in=ids).order_by("pk")
    return {mark.contribution_id: mark for mark in marks}


def _counts(versions: Sequence[DraftVersion], part: Part | None) -> dict[str, int | None]:
    rows = TargetCount.objects.filter(draft__in=[row.pk for row in versions])
    if part is not None:
        rows = rows.filter(part=part.key)
    figures: dict[str, int | None] = rows.aggregate(shown=Sum("shown"), answered=Sum("answered"))
    return figures


def _comment_rows(
    comments: Sequence[Any], project: Project, snapshots: Mapping[int, Snapshot], language: str
) -> list[dict[str, Any]]:
    marks = _marks(comments)
    place = (project.region.slug, project.slug, "contribution")
    return [
        _comment_row(row, marks.get(row.contribution_id), snapshots[row.promise], language)
        | {"thread_url": reverse("thread", args=[*place, row.contribution_id])}
        for row in comments
    ]


def _comment_row(row: Any, mark: ModerationMark | None, snapshot: Snapshot, language: str) -> dict[str, Any]:
    contribution = row.contribution
    response = getattr(contribution, "response", None)
    part = part_of_comment(row)
    about, lang = quoted_words(snapshot, part.key, language)
    return {
        "pk": contribution.pk,
        "anchor": f"comment-{contribution.pk}",
        "day": contribution.received_at,
        "words": contribution.public_text,
        "lang": contribution.language,
        "is_hidden": contribution.moderation == Moderation.HIDDEN,
        "is_changed": bool(contribution.changed_at),
        "label": part_title(part, language),
        "perspective": part.perspective,
        "about": about,
        "about_lang": lang,
        "version": row.number,
        "mark": {"day": mark.made_at, "reason": mark.get_reason_display(), "note": mark.note}
        if mark
        else None,
        "response": response_card(response) if response and response.published_at else None,
    }
