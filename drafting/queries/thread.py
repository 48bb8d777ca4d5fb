"""The words of the promise in the golden thread: comment → statement, contribution → change → statement → version, and
statement → statement.

One query a call. A version is reached from its statements, never the other way, so that a thread stays about one
sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from drafting.enums import VersionState
from drafting.models import Comment, DraftVersion, WordingChange
from drafting.queries.snapshot import part_words, place_of
from drafting.queries.versions import version_url
from projects.enums import Perspective, Register, Viewpoint
from projects.handbook import load_handbook
from projects.models import Statement, StatementLink
from projects.queries.promise_shape import reader_label
from servicelofte.common.keys import keys_of, lineages_of, number_of, uuid_of
from servicelofte.common.languages import best, interface_language, page_language
from servicelofte.common.thread import Ref, ThreadCard

Row = TypeVar("Row", DraftVersion, WordingChange)

CONTRIBUTION, CHANGE, STATEMENT, VERSION = "contribution", "change", "statement", "version"


class CommentThread:
    """Contribution → the statement (by lineage) it is a comment on."""

    def edges(self, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Ref]]:
        """Yield the edges that touch any of `refs`; one query."""
        said, lineages = keys_of(refs, CONTRIBUTION), lineages_of(refs)
        if not said and not lineages:
            return
        rows = Comment.objects.filter(
            Q(contribution__in=said) | Q(lineage__in=lineages), lineage__isnull=False
        ).order_by("-pk")
        for contribution, lineage in rows.values_list("contribution_id", "lineage")[:200]:
            yield Ref(CONTRIBUTION, str(contribution)), Ref(STATEMENT, str(lineage))

    def cards(self, refs: Sequence[Ref]) -> Iterable[ThreadCard]:
        """Return nothing: contributions and statements have cards of their own."""
        return ()


class WordingThread:
    """Contribution → the change it led to → the statement (by lineage), or the version where a goal was reworded.

    A change is one however many contributions led to it: it is told by its version and what was reworded there.
    """

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Yield the edges that touch any of `refs`."""
        said, changes, lineages = keys_of(refs, CONTRIBUTION), _changes(refs), lineages_of(refs)
        if not (said or changes or lineages):
            return
        rows = WordingChange.objects.filter(Q(contribution__in=said) | Q(lineage__in=lineages) | changes)
        for row in rows.order_by("pk"):
            change = _change_ref(row)
            yield Ref(CONTRIBUTION, str(row.contribution_id)), change
            yield (
                change,
                Ref(STATEMENT, str(row.lineage)) if row.lineage else Ref(VERSION, str(row.version_id)),
            )

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Yield the changes of open projects, each with the words as they became."""
        changes = _changes(refs)
        if not changes:
            return
        rows = WordingChange.objects.filter(changes).select_related("version__promise__project__region")
        first = {_change_ref(row): row for row in rows.order_by("-pk")}
        for row in _seen(first.values()):
            part = str(row.lineage) if row.lineage else f"{row.perspective}/{row.viewpoint}"
            quote, lang = _quote(row.version, part)
            yield ThreadCard(
                ref=_change_ref(row),
                title=_("Worded in version %(number)d") % {"number": row.version.number},
                summary=_("Worded in version %(number)d") % {"number": row.version.number},
                quote=quote,
                lang=lang,
                day=row.made_at,
                url=_compare_url(row.version),
            )


class LineageThread:
    """Statement → the statement it became part of, or was split into; and cards of statements, as published."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Yield the edges that touch any of `refs`."""
        lineages = lineages_of(refs)
        if not lineages:
            return
        rows = StatementLink.objects.filter(Q(before__in=lineages) | Q(after__in=lineages))
        for before, after in rows.values_list("before", "after"):
            yield Ref(STATEMENT, str(before)), Ref(STATEMENT, str(after))

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Yield the statements that a decided or the newest version holds, in its words."""
        lineages = lineages_of(refs)
        if not lineages:
            return
        shown = set()
        for version in _seen(_versions_with(lineages)):
            for lineage in map(str, lineages):
                place = place_of(version.snapshot, lineage)
                if place and lineage not in shown:
                    shown.add(lineage)
                    yield _statement_card(version, lineage, place)


class VersionThread:
    """Statement → the versions that hold it: the decided one and the newest."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Yield statement → version for the statements among `refs`."""
        lineages = lineages_of(refs)
        if not lineages:
            return
        for version in _versions_with(lineages):
            for lineage in map(str, lineages):
                if place_of(version.snapshot, lineage):
                    yield Ref(STATEMENT, lineage), Ref(VERSION, str(version.pk))

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Yield the versions of open projects that have not been taken back."""
        keys = keys_of(refs, VERSION)
        if not keys:
            return
        rows = DraftVersion.objects.filter(pk__in=keys).defer("snapshot")
        for row in _seen(rows.select_related("promise__project__region")):
            yield ThreadCard(
                ref=Ref(VERSION, str(row.pk)),
                title=_("Version %(number)d of the promise") % {"number": row.number},
                summary=str(row.get_state_display()),
                day=row.published_at,
                url=version_url(row.promise.project, row),
            )


def _change_ref(row: WordingChange) -> Ref:
    """The version and what was reworded in it: "7.<lineage>" or "7.<perspective>.<viewpoint>"."""
    part = str(row.lineage) if row.lineage else f"{row.perspective}.{row.viewpoint}"
    return Ref(CHANGE, f"{row.version_id}.{part}")


def _changes(refs: Iterable[Ref]) -> Q:
    """The rows behind the changes among `refs`; an empty condition, which is false, where there are none."""
    found = Q()
    for ref in refs:
        version, _dot, part = ref.key.partition(".") if ref.kind == CHANGE else ("", "", "")
        perspective, _dot, viewpoint = part.partition(".")
        if (number := number_of(version)) is None:
            continue
        if lineage := uuid_of(part):
            found |= Q(version=number, lineage=lineage)
        elif perspective in Perspective.values and viewpoint in Viewpoint.values:
            found |= Q(version=number, lineage=None, perspective=perspective, viewpoint=viewpoint)
    return found


def _versions_with(lineages: Sequence[UUID]) -> Iterable[DraftVersion]:
    """The decided versions and the newest of each promise that the statements belong to, newest first; one query."""
    newest = (
        DraftVersion.objects.filter(promise=OuterRef("promise"))
        .exclude(state=VersionState.WITHDRAWN)
        .order_by("-number")
        .values("pk")[:1]
    )
    return (
        DraftVersion.objects.filter(
            Q(pk=Subquery(newest)) | Q(state=VersionState.DECIDED),
            promise__in=Statement.objects.filter(lineage__in=lineages).values("promise"),
        )
        .select_related("promise__project__region")
        .order_by("-number")
    )


def _seen(rows: Iterable[Row]) -> Iterator[Row]:
    """The versions or changes that everybody may see: what is published in open projects."""
    for row in rows:
        version = row.version if isinstance(row, WordingChange) else row
        if version.promise.project.is_public and version.state != VersionState.WITHDRAWN:
            yield row


def _statement_card(version: DraftVersion, lineage: str, place: tuple[str, str]) -> ThreadCard:
    quote, lang = _quote(version, lineage)
    language = page_language()
    name = load_handbook().perspective(place[0]).name.in_language(interface_language(language))
    title = f"{name}: {reader_label(place[1], language)}"
    return ThreadCard(
        ref=Ref(STATEMENT, lineage),
        title=title,
        summary=title,
        quote=quote,
        lang=lang,
        day=version.published_at,
        url=f"{version_url(version.promise.project, version)}#s-{lineage}",
    )


def _quote(version: DraftVersion, part: str) -> tuple[str, str]:
    texts = part_words(version.snapshot, part)
    lang = best(texts, page_language(), version.snapshot["languages"])
    return texts.get(lang, {}).get(Register.STANDARD.value, ""), lang


def _compare_url(version: DraftVersion) -> str:
    project = version.promise.project
    url = reverse("drafting:draft_compare", args=[project.region.slug, project.slug])
    return f"{url}?promise={version.promise_id}&from={version.number - 1}&to={version.number}"
