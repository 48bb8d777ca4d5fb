"""What the inbox and a contribution's page ask. Lists are paged by key; every page costs the same number of queries."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Region
from participation.enums import OF_NO_USE, Moderation
from participation.models import Contribution, ContributionCode, SynthesisSentence
from participation.queries.voices import response_card, subjects_of, unseen_label
from projects.enums import Perspective, Viewpoint
from projects.models import ProjectEvent
from projects.queries.ledger import actor_names, event_sentence
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import day, day_or_moment, full_day, moment
from servicelofte.common.languages import page_language
from servicelofte.common.paging import newest_page
from servicelofte.common.text import shortened

SHOWN_AT_ONCE = 50
LONGEST_EXCERPT = 320
TONES = {
    Moderation.PENDING: "warning",
    Moderation.PUBLISHED: "success",
    Moderation.REDACTED: "success",
    Moderation.HIDDEN: "danger",
}


def unread(region_id: int) -> int:
    """Return how many contributions of a region wait to be read; one query."""
    return Contribution.objects.filter(region_id=region_id, moderation=Moderation.PENDING).count()


def waiting_to_be_read(region: Region) -> dict[str, str] | None:
    """Return {label, oldest, url} of what came in to a region and waits to be read, None where nothing does; one query.

    `oldest` is the day on which the first of them came, `url` the region's inbox narrowed to them.
    """
    pending = Contribution.objects.filter(region=region, moderation=Moderation.PENDING)
    found = pending.aggregate(number=Count("pk"), since=Min("received_at"))
    number = found["number"]
    if not number:
        return None
    label = ngettext(
        "%(number)s contribution waits to be read", "%(number)s contributions wait to be read", number
    )
    query = urlencode({"moderation": Moderation.PENDING.value})
    return {
        "label": label % {"number": number},
        "oldest": day(found["since"]),
        "url": f"{reverse('participation:region_inbox', args=[region.slug])}?{query}",
    }


def filtered(rows: QuerySet[Contribution], chosen: Mapping[str, Any]) -> QuerySet[Contribution]:
    """Narrow contributions by what was chosen on the filter form; empty values narrow nothing.

    Keys: channel, moderation, language, group (a row), perspective, theme (a row), coded ("yes", "no"),
    answered ("yes", "no", "unseen": written but not published), words.
    """
    for name in ("channel", "moderation", "language", "group"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    codes = ContributionCode.objects.filter(contribution=OuterRef("pk"))
    for name in ("perspective", "theme"):
        if chosen.get(name):
            rows = rows.filter(Exists(codes.filter(**{name: chosen[name]})))
    if chosen.get("coded"):
        rows = rows.filter(is_coded=True) if chosen["coded"] == "yes" else _uncoded(rows)
    if chosen.get("answered"):
        rows = _answered(rows, chosen["answered"])
    if chosen.get("words"):
        words = chosen["words"]
        rows = rows.filter(
            Q(original__icontains=words) | Q(public_text__icontains=words) | Q(service__icontains=words)
        )
    return rows


def _answered(rows: QuerySet[Contribution], how: str) -> QuerySet[Contribution]:
    if how == "no":
        return rows.filter(response=None).exclude(moderation__in=OF_NO_USE)
    return rows.filter(response__isnull=False, response__published_at__isnull=how == "unseen")


def languages_in(rows: QuerySet[Contribution], region: Region) -> set[str]:
    """Return the languages that contributions can be narrowed by: the region's own and those that occur; one query."""
    return {*region.all_languages, *rows.order_by().values_list("language", flat=True).distinct()}


def _uncoded(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.filter(is_coded=False).exclude(moderation__in=OF_NO_USE)


def inbox_page(
    rows: QuerySet[Contribution],
    *,
    address: str,
    chosen: Mapping[str, Any],
    query: Mapping[str, str],
    before: int | None = None,
    after: int | None = None,
) -> dict[str, Any]:
    """Return fifty contributions, latest first, below the id `before` or above the id `after`; four queries.

    `chosen` as in `filtered`; `query` is what stood in the address, so that paging keeps it. `rows` of the result are
    prepared for the list; `count` is how many match in all.
    """
    matching = filtered(rows, chosen)
    page = matching.select_related("group", "project__region", "response").prefetch_related("codes__theme")
    if after:
        found = list(page.filter(pk__gt=after).order_by("pk")[: SHOWN_AT_ONCE + 1])
        shown = found[:SHOWN_AT_ONCE][::-1]
        has_newer, has_older = len(found) > SHOWN_AT_ONCE, True
    else:
        shown, older = newest_page(page, size=SHOWN_AT_ONCE, before=before)
        has_newer, has_older = bool(before), older is not None
    count = matching.count()

    def at(**place: int) -> str:
        """Return the address of the page before or after the row named in `place`."""
        return f"{address}?{urlencode({**query, **place})}"

    return {
        "rows": [_row(row) for row in shown],
        "count": count,
        "summary": ngettext("%(count)d contribution", "%(count)d contributions", count) % {"count": count},
        "newer_url": at(after=shown[0].pk) if shown and has_newer else "",
        "older_url": at(before=shown[-1].pk) if shown and has_older else "",
    }


def _row(row: Contribution) -> dict[str, Any]:
    words = row.original or row.public_text
    return {
        "id": row.pk,
        "words": shortened(words, LONGEST_EXCERPT),
        "lang": row.language,
        "channel": row.get_channel_display(),
        "received": day_or_moment(row.received_at),
        "datetime": timezone.localtime(row.received_at).isoformat(timespec="minutes"),
        "moderation": row.get_moderation_display(),
        "tone": TONES.get(Moderation(row.moderation), "plain"),
        "group": column_words(row.group, "name")[0] if row.group else "",
        "service": row.service,
        "headcount": row.headcount,
        "is_suspect": row.is_suspect,
        "may_hold_personal_data": row.may_hold_personal_data and row.moderation == Moderation.PENDING,
        "project": row.project.title,
        "codes": _codes(list(row.codes.all())),
        "answer": _answer(row),
        "url": reverse(
            "participation:contribution_detail", args=[row.project.region.slug, row.project_id, row.pk]
        ),
    }


def _answer(row: Contribution) -> dict[str, str] | None:
    """Return the tag of a contribution that has an answer, None while it has none."""
    response = getattr(row, "response", None)
    if response is None:
        return None
    if response.published_at is None:
        return {"text": pgettext("contribution", "Answer not published"), "kind": "warning"}
    return {"text": pgettext("contribution", "Answered"), "kind": "success"}


def _codes(codes: Sequence[ContributionCode]) -> list[dict[str, str]]:
    """Return the perspectives in the handbook's order, each once with its viewpoints, and the themes."""
    tags = []
    for perspective in Perspective:
        viewpoints = {code.viewpoint for code in codes if code.perspective == perspective}
        if viewpoints:
            of = ", ".join(str(Viewpoint(key).label).lower() for key in Viewpoint.values if key in viewpoints)
            tags.append(
                {
                    "text": f"{perspective.label}: {of}" if of else str(perspective.label),
                    "perspective": perspective.value,
                }
            )
    themes = sorted({code.theme.name for code in codes if code.theme})
    return tags + [{"text": theme, "perspective": ""} for theme in themes]


def next_uncoded(row: Contribution) -> int | None:
    """Return the number of the next contribution of the project that is not coded: older ones first, then the newest;
    None when there is no other. One query, or two.
    """
    rows = _uncoded(Contribution.objects.filter(project=row.project_id))
    keys = rows.exclude(pk=row.pk).order_by("-pk").values_list("pk", flat=True)
    return keys.filter(pk__lt=row.pk).first() or keys.first()


def contribution_page(row: Contribution) -> dict[str, Any]:
    """Return a contribution with what it is about, notes, its history and the syntheses that cite it; seven queries.

    `row` comes with group, event, project and response. The history is the ledger's: who did what, without words.
    """
    slug, project = row.project.region.slug, row.project
    args = [slug, project.pk, row.pk]
    return {
        "row": row,
        "codes": _codes(list(row.codes.select_related("theme"))),
        "group": column_words(row.group, "name") if row.group else ("", ""),
        "event": column_words(row.event, "title") if row.event else ("", ""),
        "received": day_or_moment(row.received_at),
        "retention": full_day(row.retention_until),
        "tone": TONES.get(Moderation(row.moderation), "plain"),
        "subject": subjects_of([row], page_language()).get(row.pk),
        "notes": [
            {"body": note.body, "who": str(note.written_by or ""), "when": moment(note.written_at)}
            for note in row.notes.select_related("written_by")
        ],
        "history": _history(row),
        "cited_in": _cited_in(row, slug),
        "response": response_card(getattr(row, "response", None)),
        "unseen": unseen_label(row),
        "respond_url": reverse("participation:contribution_respond", args=args),
        "moderate_url": reverse("participation:moderation_list", args=args[:2]),
        "act_url": reverse("participation:moderate", args=args[:2]),
        "opened": f"{row.pk}:{row.version}",
        "is_waiting": row.moderation == Moderation.PENDING,
        "redact_url": reverse("participation:contribution_redact", args=args),
        "code_url": reverse("participation:contribution_code", args=args),
    }


def _history(row: Contribution) -> list[dict[str, Any]]:
    events = list(ProjectEvent.objects.filter(project=row.project, subject=f"contribution:{row.pk}"))
    events.sort(key=lambda event: event.pk, reverse=True)
    names = actor_names(events)
    return [
        {
            "what": event_sentence(event.kind, event.data),
            "who": names.get(event.actor, "") if event.actor else _("without signing in"),
            "when": moment(event.at),
            "datetime": event.at.isoformat(),
        }
        for event in events
    ]


def _cited_in(row: Contribution, slug: str) -> list[dict[str, Any]]:
    sentences = SynthesisSentence.objects.filter(citations__contribution=row).select_related("synthesis")
    return [
        {
            "text": sentence.body,
            "lang": sentence.language,
            "perspective": sentence.synthesis.perspective,
            "name": sentence.synthesis.get_perspective_display(),
            "url": reverse(
                "participation:synthesis_edit", args=[slug, row.project_id, sentence.synthesis.perspective]
            ),
        }
        for sentence in sentences.order_by("synthesis", "order", "language")
    ]
