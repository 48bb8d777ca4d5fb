"""What the pages of receipts, moderation and answers show."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import name_of
from participation.enums import GONE, OF_NO_USE, SHOWN, Channel, Moderation, ModerationReason, Outcome
from participation.models import Contribution, ModerationMark, Response
from projects.enums import ProjectState
from projects.models import Project
from projects.queries.statements import statement_rows
from servicelofte.common import registry
from servicelofte.common.digest import json_digest
from servicelofte.common.keys import number_of
from servicelofte.common.registry import VoiceSubject
from servicelofte.common.tenancy import every_region
from servicelofte.common.text import shortened
from servicelofte.common.tokens import hash_code

PAGE = 25
LONGEST_CHOICE = 90
STATES: dict[str, tuple[str, ...]] = {
    "waiting": (Moderation.PENDING,),
    "shown": SHOWN,
    "hidden": OF_NO_USE,
}
_URGENT = Case(
    When(Q(may_hold_personal_data=True) | Q(is_suspect=True), then=Value(0)),
    default=Value(1),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class QueuePage:
    """A page of the moderation queue: rows for the template, counts by state, the next page's cursor ("" when last)."""

    rows: list[dict[str, Any]]
    counts: Mapping[str, int]
    state: str
    next_cursor: str


def contribution_by_code(code: str) -> Contribution | None:
    """Return the contribution whose receipt has this code as typed, from any region, or None."""
    with every_region():
        return (
            Contribution.objects.select_related("region", "project").filter(code_hash=hash_code(code)).first()
        )


def subjects_of(rows: Iterable[Contribution], language: str) -> dict[int, VoiceSubject]:
    """Return {id: what it is about} for contributions of any channel; one look-up a channel."""
    by_channel: dict[str, list[int]] = {}
    for row in rows:
        by_channel.setdefault(row.channel, []).append(row.pk)
    found: dict[int, VoiceSubject] = {}
    for channel, ids in by_channel.items():
        home = registry.voice_homes.get(channel)
        if home:
            found.update(home.subjects(ids, language))
    return found


def receipt_page(row: Contribution, language: str) -> dict[str, Any]:
    """Return what the writer sees: state, marker, words, answer, what was changed, and what may be done now."""
    subject = subjects_of([row], language).get(row.pk) or VoiceSubject(
        title=row.get_channel_display(), is_open=True
    )
    contact = getattr(row, "contact", None)
    gone = row.moderation in GONE
    response = Response.objects.filter(contribution=row, published_at__isnull=False).first()
    return {
        "contribution": row,
        "region_name": row.region.name,
        "subject": subject,
        "state": _state(row, is_answered=response is not None),
        "state_help": _state_help(row, is_answered=response is not None),
        "mark": _mark_line(row.marks.order_by("-pk").first())
        if row.moderation != Moderation.PENDING
        else None,
        "words": row.original or row.public_text,
        "public_words": row.public_text if row.moderation == Moderation.REDACTED else "",
        "response": response_card(response),
        "changes": subject.changes,
        "thread_url": reverse("thread", args=[row.region.slug, row.project.slug, "contribution", row.pk])
        if row.moderation in SHOWN and row.project.is_public
        else "",
        "subject_link": subject.link or _("Read the draft you spoke about"),
        "awaits_answer": not gone and response is None,
        "waits": subject.waits
        or _("Not answered yet. Every contribution is gone through before the promise goes to decision."),
        "may_change": subject.is_open and not gone and row.project.state == ProjectState.ACTIVE,
        "may_withdraw": not gone,
        "may_erase": row.moderation != Moderation.ERASED,
        "follows": contact.email if contact and contact.wants_answer else "",
        "may_follow": not gone,
    }


def _state(row: Contribution, *, is_answered: bool) -> str:
    # Who answered has read it: what it waits for is to be shown.
    waits = is_answered and row.moderation == Moderation.PENDING
    return _("Not shown to everybody yet") if waits else row.get_moderation_display()


def _state_help(row: Contribution, *, is_answered: bool) -> str:
    return {
        Moderation.PENDING: _("Your text is answered. Everybody can read both once your text is published.")
        if is_answered
        else _("Somebody in the region reads it before everybody can see it."),
        Moderation.PUBLISHED: _("Everybody can read it."),
        Moderation.REDACTED: _("Everybody can read it, without the parts that were removed."),
        Moderation.HIDDEN: _(
            "Only those who prepare the promise can read it. They still take it into account."
        ),
        Moderation.WITHDRAWN: _("You have withdrawn it. Nobody else can read it on these pages."),
        Moderation.ERASED: _("Your words, your name and your e-mail address have been erased."),
    }[Moderation(row.moderation)]


def _mark_line(mark: ModerationMark | None) -> dict[str, Any] | None:
    if mark is None or mark.state not in (Moderation.REDACTED, Moderation.HIDDEN):
        return None
    return {
        "day": mark.made_at,
        "state": mark.get_state_display(),
        "reason": mark.get_reason_display(),
        "note": mark.note,
    }


def response_card(response: Response | None) -> dict[str, Any] | None:
    """Return an official answer as pages show it: outcome, words, their language, day."""
    if response is None:
        return None
    kinds = {
        Outcome.ACCEPTED: "success",
        Outcome.PARTLY: "info",
        Outcome.NOT_ACCEPTED: "danger",
        Outcome.NOTED: "plain",
    }
    return {
        "outcome": response.get_outcome_display(),
        "kind": kinds[Outcome(response.outcome)],
        "words": response.body,
        "lang": response.language,
        "day": response.published_at,
    }


def moderation_queue(project: Project, *, state: str, channel: str, cursor: str, language: str) -> QueuePage:
    """Return a page of what is to be moderated or was: `state` waiting, shown or hidden; `channel` of Channel or "".

    What waits comes with suspect and personal data first, then the oldest; the rest newest first. Constant queries.
    """
    state = state if state in STATES else "waiting"
    base = Contribution.objects.filter(project=project)
    if channel in Channel.values:
        base = base.filter(channel=channel)
    counts = base.aggregate(
        **{key: Count("pk", filter=Q(moderation__in=values)) for key, values in STATES.items()}
    )
    rows: list[Any] = list(_after(base.filter(moderation__in=STATES[state]), state, cursor)[: PAGE + 1])
    shown = rows[:PAGE]
    subjects = subjects_of(shown, language)
    marks = _latest_marks(shown)
    last = shown[-1] if len(rows) > PAGE else None
    return QueuePage(
        rows=[_queue_row(row, subjects.get(row.pk), marks.get(row.pk)) for row in shown],
        counts=counts,
        state=state,
        next_cursor=f"{last.urgent}-{last.pk}" if last else "",
    )


def _after(rows: QuerySet[Contribution], state: str, cursor: str) -> QuerySet[Contribution]:
    rows = rows.annotate(urgent=_URGENT).select_related("region", "group")
    urgent, key = (number_of(part) for part in cursor.partition("-")[::2])
    known = urgent in (0, 1) and key is not None
    if state == "waiting":
        if known:
            rows = rows.filter(Q(urgent__gt=urgent) | Q(urgent=urgent, pk__gt=key))
        return rows.order_by("urgent", "pk")
    return (rows.filter(pk__lt=key) if known else rows).order_by("-pk")


def _latest_marks(rows: Sequence[Contribution]) -> dict[int, ModerationMark]:
    marks = ModerationMark.objects.filter(contribution__in=[row.pk for row in rows]).select_related("made_by")
    return {mark.contribution_id: mark for mark in marks.order_by("pk")}


def _queue_row(
    row: Contribution, subject: VoiceSubject | None, mark: ModerationMark | None
) -> dict[str, Any]:
    flags = []
    if row.may_hold_personal_data:
        flags.append(_("May hold personal data"))
    if row.is_suspect:
        flags.append(_("Caught by a trap or a limit"))
    if row.changed_at:
        flags.append(_("Changed by its writer"))
    args = [row.region.slug, row.project_id, row.pk]
    return {
        "pk": row.pk,
        "value": f"{row.pk}:{row.version}",
        "words": row.original or row.public_text,
        "public_words": row.public_text if row.moderation == Moderation.REDACTED else "",
        "lang": row.language,
        "received_at": row.received_at,
        "channel": row.get_channel_display(),
        "state": row.get_moderation_display(),
        "flags": flags,
        "subject": subject,
        "mark": mark,
        "may_act": row.moderation not in GONE,
        "redact_url": reverse("participation:contribution_redact", args=args),
        "respond_url": reverse("participation:contribution_respond", args=args),
        "detail_url": reverse("participation:contribution_detail", args=args),
    }


def moderation_history(row: Contribution) -> list[dict[str, Any]]:
    """Return the dated markers of a contribution, newest first, as `components/history_list.html` shows them."""
    return [
        {
            "when": mark.made_at,
            "who": name_of(mark.made_by) or _("The system"),
            "what": mark.get_state_display(),
            "reason": ": ".join(filter(None, [str(mark.get_reason_display()), mark.note])),
        }
        for mark in row.marks.select_related("made_by").order_by("-pk")
    ]


def unseen_label(row: Contribution) -> str:
    """Return the state of a contribution that not everybody can read, "" of one that everybody can."""
    return "" if row.moderation in SHOWN else str(row.get_moderation_display())


def answer_page(row: Contribution, language: str) -> dict[str, Any]:
    """Return what stands beside the form for an answer: the words, what they are about, and the answer so far."""
    return {
        "contribution": row,
        "subject": subjects_of([row], language).get(row.pk),
        "response": Response.objects.filter(contribution=row).select_related("written_by").first(),
        "reasons": ModerationReason.choices,
        "unseen": unseen_label(row),
        "is_gone": row.moderation in GONE,
        "detail_url": reverse(
            "participation:contribution_detail", args=[row.region.slug, row.project_id, row.pk]
        ),
    }


def words_digest(row: Contribution) -> str:
    """Return the SHA-256 (hex) over the words of a contribution as their writer sent them last."""
    return json_digest(row.original)


def statement_choices(project_id: int, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (lineage, words) of the project's sentences as written now, grouped by their place in the promise's order.

    The words are in `language` where possible.
    """
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in statement_rows(project_id, language):
        groups[each.place].append((each.lineage, shortened(each.text, LONGEST_CHOICE)))
    return list(groups.items())


def to_answer_together(project: Project, ids: Collection[int], language: str) -> list[dict[str, Any]]:
    """Return those of the contributions that wait for an answer, oldest first, as the list beside the form shows them.

    Constant number of statements.
    """
    rows = Contribution.objects.filter(project=project, pk__in=ids, response=None).exclude(
        moderation__in=GONE
    )
    found = list(rows.order_by("pk"))
    subjects = subjects_of(found, language)
    return [
        {
            "pk": row.pk,
            "value": f"{row.pk}:{row.version}",
            "words": row.original or row.public_text,
            "lang": row.language,
            "channel": row.get_channel_display(),
            "received_at": row.received_at,
            "unseen": unseen_label(row),
            "subject": subjects.get(row.pk),
        }
        for row in found
    ]
