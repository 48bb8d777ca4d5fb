"""What the rest of the house learns of comments and opinions: homes of contributions, mails, reminders, thread."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.domain.body import erase_body_address
from drafting.domain.comment import check_comment_open, count_changes
from drafting.domain.letter import erase_contact
from drafting.domain.opinion import refuse_change
from drafting.domain.remiss import (
    CALLED_OFF_MAIL,
    INVITATION_MAIL,
    RECEIPT_MAIL,
    note_missed,
    opinion_code,
)
from drafting.enums import OPEN_STATES, OpinionState
from drafting.models import Comment, OpinionRequest
from drafting.queries.bodies import body_name
from drafting.queries.closing import left_undone
from drafting.queries.letter import letter_view
from drafting.queries.remiss import REMINDER_MAIL
from drafting.queries.subjects import comment_subjects, opinion_subjects
from drafting.queries.thread import CommentThread
from participation.enums import Channel
from projects.enums import ProjectState
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import Deadline, MailTemplate, StillOpen, VoiceHome
from servicelofte.common.tenancy import current_region, region_url

REMIND_DAYS = 3


def opinion_mail(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what mails to a body say; None when the request changed so that the mail is no longer to be sent."""
    rows = OpinionRequest.objects.select_related("region", "body", "consultation__draft__promise__project")
    row = rows.filter(pk=context["request"]).first()
    if row is None or context.get("generation", row.generation) != row.generation:
        return None
    if context.get("only_open") and (row.state not in OPEN_STATES or hasattr(row, "opinion")):
        return None
    if (row.state == OpinionState.CALLED_OFF) != context.get("called_off", False):
        return None
    own = interface_language(row.body.language)
    return {
        "letter": letter_view(row, own),
        "path": _link(row, own),
        "body": body_name(row.body, own).text,
        "title": row.consultation.draft.promise.project.title,
        "due_on": row.due_on,
        "submitted_at": row.submitted_at,
        "reason": row.called_off_reason,
        "is_given": row.submitted_at is not None,
        "others": [
            {"words": _also(code), "path": _link(row, code), "language": code}
            for code in row.region.languages
            if code != own
        ],
    }


def _also(language: str) -> str:
    with translation.override(language):
        return (
            _("You can also answer in Swedish:") if language == "sv" else _("You can also answer in Finnish:")
        )


def _link(row: OpinionRequest, language: str) -> str:
    with translation.override(language):
        return reverse("drafting:opinion_link", args=[opinion_code(opinion_request=row)])


def due_reminders(moment: datetime) -> Iterable[registry.Reminder]:
    """Yield one reminder to each body whose last day is at most three local days after the aware `moment`."""
    day = clock.day_of(moment)
    rows = OpinionRequest.objects.filter(
        state__in=OPEN_STATES,
        opinion=None,
        consultation__draft__promise__project__state=ProjectState.ACTIVE,
        due_on__gte=day,
        due_on__lte=day + timedelta(days=REMIND_DAYS),
    ).select_related("body")
    for row in rows:
        if row.body.email and row.invited_at < moment - timedelta(days=1):
            yield registry.Reminder(
                recipient=row.body.email,
                kind=REMINDER_MAIL,
                occasion=f"opinion_request:{row.pk}:{row.due_on.isoformat()}",
                region_id=row.region_id,
                language=interface_language(row.body.language),
                context={"request": row.pk, "only_open": True},
            )


def opinion_deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield the last days of opinions that are awaited, each day once."""
    rows = OpinionRequest.objects.filter(
        consultation__draft__promise__project=project_id, state__in=OPEN_STATES, opinion=None
    )
    url = region_url("drafting:request_list", project_id)
    for day in sorted(set(rows.values_list("due_on", flat=True))):
        yield Deadline(day=day, label=_("Last day for opinions of bodies"), url=url)


def awaited_opinions(project_id: int) -> Iterable[StillOpen]:
    """Yield the requests whose opinion is awaited, or opened again, and whose last day has not passed; one query."""
    rows = OpinionRequest.objects.filter(
        consultation__draft__promise__project=project_id, state__in=OPEN_STATES, due_on__gte=clock.today()
    )
    url = region_url("drafting:request_list", project_id)
    for row in rows.select_related("body").order_by("due_on", "pk"):
        yield StillOpen(
            label=_("Statement of opinion: %(body)s") % {"body": body_name(row.body).text},
            until=row.due_on,
            url=url,
            todo=_(
                "Wait for the opinion, agree with the body on an earlier last day and set it, or call the opinion off."
            ),
        )


def answers_page(project: Project) -> Sequence[tuple[str, str]]:
    """Return the public pages of comments and answers, once there is a comment."""
    if not Comment.objects.filter(draft__promise__project=project).exists():
        return []
    args = [current_region().slug, project.slug]
    return [
        (_("What people have said"), reverse("drafting:comment_list", args=args)),
        (_("What did the comments lead to?"), reverse("drafting:answers", args=args)),
    ]


EVENTS = {
    "opinion.invited": gettext_lazy("A body was asked for its opinion"),
    "opinion.invited_anew": gettext_lazy("An invitation was sent anew"),
    "opinion.extended": gettext_lazy("A body was given more time"),
    "opinion.registered": gettext_lazy("An opinion got its register number"),
    "opinion.letter_changed": gettext_lazy("The letter to a body was changed"),
    "opinion.contact_changed": gettext_lazy("The contact person of a request for an opinion was changed"),
    "opinion.started": gettext_lazy("A body began its opinion"),
    "opinion.submitted": gettext_lazy("An opinion came in"),
    "opinion.reopened": gettext_lazy("A body began to change its opinion"),
    "opinion.changed": gettext_lazy("A changed opinion came in"),
    "opinion.kept": gettext_lazy("A body’s opinion stands as it was given"),
    "opinion.let_stand": gettext_lazy("A body let its opinion stand as it was given"),
    "opinion.declined": gettext_lazy("A body gives no opinion"),
    "opinion.called_off": gettext_lazy("A body is no longer asked for its opinion"),
    "opinion.missed": gettext_lazy("An opinion did not come in time"),
    "body.registered": gettext_lazy("A body was added to the register"),
    "body.changed": gettext_lazy("A body in the register was changed"),
    "contribution.led_to_change": gettext_lazy("An input was linked to changed wording"),
    "contribution.change_unlinked": gettext_lazy("A link to changed wording was taken back"),
}

registry.voice_homes.add(
    Channel.COMMENT.value,
    VoiceHome(subjects=comment_subjects, check_open=check_comment_open, changed=count_changes),
)
registry.voice_homes.add(
    Channel.OPINION.value,
    VoiceHome(subjects=opinion_subjects, check_open=refuse_change, changed=lambda changes: None),
)
for kind, label in (
    (INVITATION_MAIL, gettext_lazy("Request for an opinion")),
    (REMINDER_MAIL, gettext_lazy("Reminder of a request for an opinion")),
    (RECEIPT_MAIL, gettext_lazy("Receipt for an opinion")),
    (CALLED_OFF_MAIL, gettext_lazy("An opinion is no longer asked for")),
):
    registry.mails.add(kind, MailTemplate(kind=kind, label=label, build=opinion_mail))
registry.reminders.add("drafting.opinions", due_reminders)
registry.due_work.add("drafting.opinions", note_missed)
registry.deadlines.add("drafting.opinions", opinion_deadlines)
registry.still_open.add("drafting.opinions", awaited_opinions)
registry.left_undone.add("drafting.voices", left_undone)
registry.erasures.add("drafting.bodies", erase_body_address)
registry.erasures.add("drafting.contacts", erase_contact)
registry.threads.add("drafting.comments", CommentThread())
registry.public_pages.add("drafting.voices", answers_page)
for kind, words in EVENTS.items():
    registry.event_kinds.add(kind, words)
registry.events_when_closed.add("opinion.missed", "the house notes what did not come in time")
for kind in ("opinion.kept", "opinion.let_stand"):
    registry.events_when_closed.add(kind, "an opinion stands as it was given before")
