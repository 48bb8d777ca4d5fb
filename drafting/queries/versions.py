"""Versions of a promise in the workspace, and the page that compares two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafting.enums import VersionState
from drafting.models import Consultation, DraftVersion, TargetCount
from drafting.queries.comparison import Comparison, compare_snapshots
from drafting.queries.snapshot import Snapshot
from projects.models import Project, ServicePromise
from servicelofte.common.formatting import days, full_day

NOW = "now"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list: its number, state, day, publisher, what is new, and where it is read and compared."""

    version: DraftVersion
    label: str
    state: str
    state_kind: str
    day: str
    publisher: str
    summary: list[tuple[str, str]]
    comments: str
    links: list[dict[str, str]]
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions side by side: `options` are (value, label) for both choices, `comparison` what changed between
    the chosen.
    """

    options: list[tuple[str, str]]
    before: str
    after: str
    before_label: str
    after_label: str
    comparison: Comparison


def version_rows(project: Project, promise: ServicePromise) -> list[VersionRow]:
    """Return the versions of a promise, newest first; three queries, whatever their number."""
    versions = list(
        DraftVersion.objects.filter(promise=promise).defer("snapshot").select_related("published_by")
    )
    counts = dict(
        TargetCount.objects.filter(draft__promise=promise)
        .values("draft")
        .annotate(all_shown=Sum("shown"))
        .values_list("draft", "all_shown")
        .order_by()
    )
    numbers = sorted(row.number for row in versions)
    return [_version_row(project, row, counts.get(row.pk, 0), numbers) for row in versions]


def _version_row(project: Project, row: DraftVersion, shown: int, numbers: Sequence[int]) -> VersionRow:
    links = []
    if row.state != VersionState.WITHDRAWN:
        links.append({"label": _("Read"), "url": version_url(project, row)})
    earlier = [number for number in numbers if number < row.number]
    if earlier:
        compare = reverse("drafting:compare", args=[project.region.slug, project.pk])
        url = f"{compare}?promise={row.promise_id}&from={earlier[-1]}&to={row.number}"
        links.append({"label": _("What changed"), "url": url})
    kinds = {
        VersionState.PUBLISHED: "success",
        VersionState.DECIDED: "info",
        VersionState.WITHDRAWN: "warning",
    }
    return VersionRow(
        version=row,
        label=_("Version %(number)d") % {"number": row.number},
        state=str(row.get_state_display()),
        state_kind=kinds.get(VersionState(row.state), "plain"),
        day=full_day(row.published_at),
        publisher=str(row.published_by or ""),
        summary=[(code, row.summary[code]) for code in project.region.all_languages if row.summary.get(code)],
        comments=ngettext("%(count)d comment", "%(count)d comments", shown) % {"count": shown}
        if shown
        else "",
        links=links,
        can_withdraw=row.state == VersionState.PUBLISHED,
    )


def consultation_rows(promise: ServicePromise) -> list[dict[str, Any]]:
    """Return the consultations on a promise, newest first, each {row, days, version, state, is_over, can_reopen,
    can_change}; one query.

    One that was closed by hand can be opened again while no other is open or planned.
    """
    rows = list(
        Consultation.objects.filter(draft__promise=promise).select_related("draft").defer("draft__snapshot")
    )
    is_quiet = all(row.is_over() for row in rows)
    return [
        {
            "row": row,
            "days": days(row.opens_on, row.closes_on),
            "version": _("Version %(number)d") % {"number": row.draft.number},
            "state": _state_words(row),
            "is_over": row.is_over(),
            "can_reopen": row.closed_at is not None and is_quiet,
            "can_change": row.closed_at is None and (is_quiet or not row.is_over()),
        }
        for row in rows
    ]


def _state_words(row: Consultation) -> str:
    if row.closed_at is not None:
        return _("Closed by hand on %(day)s") % {"day": full_day(row.closed_at)}
    if row.is_over():
        return _("Over")
    return _("Open now") if row.is_open() else _("Not begun")


def version_url(project: Project, version: DraftVersion) -> str:
    """Return the public address of a version; numbers are each promise's own, so that it names the promise too.

    Queries nothing when the project's region is fetched.
    """
    url = reverse("drafting:draft_version", args=[project.region.slug, project.slug, version.number])
    return f"{url}?promise={version.promise_id}"


def compare_url(project: Project, version: DraftVersion) -> str:
    """Return the public address where the versions of a promise are compared; "" for its first. Queries nothing when
    the project's region is fetched.
    """
    url = reverse("drafting:draft_compare", args=[project.region.slug, project.slug])
    return f"{url}?promise={version.promise_id}" if version.number > 1 else ""


def changes_url(project: Project, version: DraftVersion, number: int) -> str:
    """Return the public address of what changed from a version to the one numbered `number` of the same promise.

    Queries nothing when the project's region is fetched.
    """
    url = reverse("drafting:draft_compare", args=[project.region.slug, project.slug])
    return f"{url}?promise={version.promise_id}&from={version.number}&to={number}"


def newest_version(promise: ServicePromise) -> DraftVersion | None:
    """Return the promise's newest version that has not been taken back, without its snapshot; one query."""
    rows = DraftVersion.objects.filter(promise=promise).exclude(state=VersionState.WITHDRAWN)
    return rows.defer("snapshot").order_by("-number").first()


def compare_page(
    versions: Sequence[DraftVersion],
    language: str,
    *,
    before: str = "",
    after: str = "",
    working: Snapshot | None = None,
) -> ComparePage | None:
    """Return what changed between two of the `versions` (newest first), or None when there are not two to compare.

    `before` and `after` are their numbers as text, by default the newest and the one before it. `working` is the
    promise as it is written now, offered as "now" in the workspace only, where the page opens on what has changed since
    the newest version when anything has. At most two queries.
    """
    options = [(str(row.number), _option(row)) for row in versions]
    if working is not None:
        options.insert(0, (NOW, _("As it is written now")))
    if len(options) < 2:
        return None
    labels = dict(options)
    values = list(labels)
    if not (before in labels or after in labels):
        before, after = _opening(versions, working, language)
    before, after = _chosen(values, before, after)
    numbers = {
        value: row.pk for value, row in zip((str(row.number) for row in versions), versions, strict=True)
    }
    wanted = [numbers[value] for value in (before, after) if value != NOW]
    stored = dict(DraftVersion.objects.filter(pk__in=wanted).values_list("pk", "snapshot"))
    snapshots = {value: stored[numbers[value]] for value in (before, after) if value != NOW}
    if working is not None:
        snapshots[NOW] = working
    return ComparePage(
        options=options,
        before=before,
        after=after,
        before_label=labels[before],
        after_label=labels[after],
        comparison=compare_snapshots(snapshots[before], snapshots[after], language),
    )


def _opening(versions: Sequence[DraftVersion], working: Snapshot | None, language: str) -> tuple[str, str]:
    """The two that are of use when nobody has chosen: what is not published yet, else what the newest version changed.

    Versions that were taken back are passed by. Empty where there is nothing to prefer.
    """
    standing = [row for row in versions if row.state != VersionState.WITHDRAWN]
    if not standing:
        return "", ""
    newest = str(standing[0].number)
    if working is not None:
        stored = DraftVersion.objects.values_list("snapshot", flat=True).get(pk=standing[0].pk)
        if len(standing) == 1 or compare_snapshots(stored, working, language).sections:
            return newest, NOW
    return (str(standing[1].number), newest) if len(standing) > 1 else ("", "")


def _chosen(values: list[str], before: str, after: str) -> tuple[str, str]:
    """The two that were asked for; else the newest, and the one before the later of the two."""
    after = after if after in values else values[0]
    if before in values and before != after:
        return before, after
    following = values.index(after) + 1
    return (values[following] if following < len(values) else values[-2]), after


def _option(row: DraftVersion) -> str:
    return _("Version %(number)d, %(day)s") % {"number": row.number, "day": full_day(row.published_at)}
