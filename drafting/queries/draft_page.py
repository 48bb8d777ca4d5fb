"""The public pages of a draft: the newest version or an older one, as its template draws it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafting.enums import VersionState
from drafting.models import Consultation, DraftVersion, TargetCount, WordingChange
from drafting.queries.snapshot import snapshot_view
from drafting.queries.versions import version_url
from projects.models import Project
from projects.queries.promise import wheel_data
from projects.queries.promise_cards import (
    cell_card,
    principle_cards,
    promise_tabs,
    section_card,
    statement_card,
)
from projects.queries.promise_shape import CellView, PerspectiveView, PromiseView, WordsView
from projects.wheel import TwinRow, WheelData, draw_wheel, wheel_twin
from servicelofte.common.formatting import day, full_day, years
from servicelofte.common.languages import best

# Stands for a statement in an address that is worked out once a page.
_ANY = "00000000"


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One version for everybody to read. Texts are ready in the page's language; `lang` keys mark words in another."""

    version: DraftVersion
    view: PromiseView
    is_newest: bool
    is_open: bool
    pill: dict[str, str]
    years: str
    counts: list[str]
    wheel: SafeString
    twin: list[TwinRow]
    principles: list[dict[str, str]]
    sections: list[dict[str, Any]]
    left_out: list[dict[str, str]]
    summary: dict[str, str]
    urls: dict[str, str]
    versions: list[dict[str, str]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    has_plain: bool = False
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class _Links:
    """What the rows of a page need to know: where to comment and read comments, how many there are, what was
    reworded.
    """

    comment: str
    comments: str
    thread: str
    shown: Counter[str]
    reworded: frozenset[str]
    is_plain: bool
    language: str

    def wording(self, words: WordsView) -> str:
        """Return the words as the reader asked for them: in plain language where there are such."""
        return words.plain if self.is_plain and words.plain else words.body


def public_versions(project: Project) -> list[DraftVersion]:
    """Return the versions of a project that everybody may read, newest first, without their snapshots; one query."""
    rows = DraftVersion.objects.filter(promise__project=project).exclude(state=VersionState.WITHDRAWN)
    return list(rows.defer("snapshot").select_related("promise").order_by("promise_id", "-number"))


def draft_page(
    project: Project,
    language: str,
    *,
    number: int | None = None,
    promise: int | None = None,
    is_plain: bool = False,
) -> DraftPage | None:
    """Return a version of a project's promise in the page's `language`, or None when there is no such version.

    The newest unless `number` names another; the first promise unless `promise` (its id) names another. `is_plain`
    shows plain language where it is written. Five queries, whatever the number of statements, versions and
    comments.
    """
    versions = public_versions(project)
    wanted = promise or (versions[0].promise_id if versions else None)
    version = next(
        (row for row in versions if row.promise_id == wanted and number in (None, row.number)), None
    )
    if version is None:
        return None
    version.snapshot = DraftVersion.objects.values_list("snapshot", flat=True).get(pk=version.pk)
    return _page(project, versions, version, language, is_plain)


def _page(
    project: Project, versions: list[DraftVersion], version: DraftVersion, language: str, is_plain: bool
) -> DraftPage:
    own = [row for row in versions if row.promise_id == version.promise_id]
    consultation = Consultation.objects.filter(draft__promise=version.promise_id).order_by("-pk").first()
    is_newest = version == own[0]
    is_open = is_newest and consultation is not None and consultation.is_open()
    view = snapshot_view(version.snapshot, language)
    urls = _urls(project, version)
    shown, answered = _counts(version.promise_id)
    links = _Links(
        comment=urls["comment"] if is_open else "",
        comments=urls["comments"],
        thread=urls["thread"],
        shown=shown,
        reworded=_reworded(version),
        is_plain=is_plain,
        language=language,
    )
    data = wheel_data(view, url=lambda cell: f"#{cell.anchor}" if cell.goal.body else "")
    return DraftPage(
        version=version,
        view=view,
        is_newest=is_newest,
        is_open=is_open,
        pill=_pill(version, consultation, is_newest),
        years=years(*version.snapshot["promise"]["period"]),
        counts=_count_texts(version, sum(shown.values()), answered, has_others=len(own) > 1),
        wheel=_drawn(data),
        twin=wheel_twin(data),
        sections=[_section(row, links) for row in view.included],
        urls=urls,
        versions=[_version_row(project, row) for row in own],
        promises=promise_tabs(
            {row.promise_id: row.promise.customer_group for row in versions},
            page=reverse("drafting:draft", args=[project.region.slug, project.slug]),
            chosen=version.promise_id,
        ),
        **_around(version, view, links),
    )


def _around(version: DraftVersion, view: PromiseView, links: _Links) -> dict[str, Any]:
    """What stands around the perspectives: principles, what is left out, what is new, and plain language."""
    out = [row for row in view.perspectives if row.is_left_out]
    return {
        "principles": principle_cards(view, wording=links.wording),
        "left_out": [_left_out(row, links.language, view.languages) for row in out],
        "summary": _summary(version, links.language),
        "has_plain": any(words.plain for _part, words in view.words()),
        "is_plain": links.is_plain,
    }


@lru_cache(maxsize=64)
def _drawn(data: WheelData) -> SafeString:
    """The same promise gives the same drawing, also when only its comments have changed."""
    return draw_wheel(data)


def _urls(project: Project, version: DraftVersion) -> dict[str, str]:
    args, asked = [project.region.slug, project.slug], f"?promise={version.promise_id}"
    return {
        "newest": reverse("drafting:draft", args=args) + asked,
        "comment": reverse("drafting:comment_form", args=args) + asked,
        "comments": reverse("drafting:comment_list", args=args) + asked,
        "compare": reverse("drafting:draft_compare", args=args) + asked,
        "follow": reverse("public_project", args=args),
        "thread": reverse("thread", args=[*args, "statement", _ANY]),
    }


def _counts(promise_id: int) -> tuple[Counter[str], int]:
    """Shown comments by part over all versions, since comments follow their sentence; and how many are answered."""
    rows = (
        TargetCount.objects.filter(draft__promise=promise_id)
        .values("part")
        .annotate(all_shown=Sum("shown"), all_answered=Sum("answered"))
        .order_by()
    )
    shown: Counter[str] = Counter()
    answered = 0
    for row in rows:
        shown[row["part"]] += row["all_shown"]
        answered += row["all_answered"]
    return shown, answered


def _reworded(version: DraftVersion) -> frozenset[str]:
    rows = WordingChange.objects.filter(
        version__promise=version.promise_id, version__number__lte=version.number
    ).values_list("lineage", "perspective", "viewpoint")
    return frozenset(
        str(lineage) if lineage else f"{perspective}/{viewpoint}"
        for lineage, perspective, viewpoint in rows.distinct()
    )


def _pill(version: DraftVersion, consultation: Consultation | None, is_newest: bool) -> dict[str, str]:
    if not is_newest:
        return {"text": _("An older version"), "strong": full_day(version.published_at), "state": "closed"}
    if version.state == VersionState.DECIDED:
        return {"text": _("The council has decided on this version"), "strong": "", "state": "closed"}
    if consultation is None:
        return {"text": _("Published"), "strong": day(version.published_at), "state": "soon"}
    if consultation.is_open():
        text = _("Open for comments until and including")
        return {"text": text, "strong": day(consultation.closes_on), "state": "open"}
    if consultation.is_over():
        closed = consultation.closed_at or consultation.closes_on
        return {"text": _("Comments closed on"), "strong": day(closed), "state": "closed"}
    return {"text": _("Open for comments from"), "strong": day(consultation.opens_on), "state": "soon"}


def _count_texts(version: DraftVersion, shown: int, answered: int, *, has_others: bool) -> list[str]:
    """Say that the comments are those of all versions where there are several: they follow their sentence."""
    texts = []
    if shown and has_others:
        on_all = ngettext("%(count)d comment on all versions", "%(count)d comments on all versions", shown)
        texts.append(on_all % {"count": shown})
    elif shown:
        texts.append(ngettext("%(count)d comment", "%(count)d comments", shown) % {"count": shown})
    if answered:
        texts.append(ngettext("%(count)d answered", "%(count)d answered", answered) % {"count": answered})
    published = {"number": version.number, "day": full_day(version.published_at)}
    return [*texts, _("version %(number)d of %(day)s") % published]


def _section(row: PerspectiveView, links: _Links) -> dict[str, Any]:
    return section_card(row, cells=[_cell(cell, links) for cell in row.cells])


def _cell(cell: CellView, links: _Links) -> dict[str, Any]:
    statements = [
        {
            **statement_card(row, wording=links.wording),
            **_about(row.lineage, links, _("Comment")),
        }
        for row in cell.statements
    ]
    card = cell_card(cell, language=links.language, statements=statements, wording=links.wording)
    return {**card, **_about(cell.part, links, _("Comment on the goal"))}


def _about(part: str, links: _Links, label: str) -> dict[str, Any]:
    count = links.shown[part]
    actions = [{"label": label, "url": f"{links.comment}&part={part}"}] if links.comment else []
    meta = []
    if count:
        text = ngettext("Read %(count)d comment", "Read %(count)d comments", count) % {"count": count}
        meta.append({"text": text, "url": f"{links.comments}&part={part}"})
    is_reworded = part in links.reworded
    if is_reworded and "/" not in part:
        meta.append({"text": _("How it came about"), "url": links.thread.replace(_ANY, part)})
    return {
        "actions": actions,
        "meta": meta,
        "badge": _("worded after your answers") if is_reworded else "",
    }


def _left_out(row: PerspectiveView, language: str, languages: Iterable[str]) -> dict[str, str]:
    lang = best(row.left_out, language, languages)
    return {"name": row.name, "reason": row.left_out.get(lang, ""), "lang": lang}


def _summary(version: DraftVersion, language: str) -> dict[str, str]:
    lang = best(version.summary, language)
    return {"text": version.summary.get(lang, ""), "lang": lang}


def _version_row(project: Project, row: DraftVersion) -> dict[str, str]:
    return {
        "label": _("Version %(number)d") % {"number": row.number},
        "day": full_day(row.published_at),
        "url": version_url(project, row),
        "state": str(row.get_state_display()),
    }
