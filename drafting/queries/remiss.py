"""What the pages of invitations and invited opinions show."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from drafting.enums import OPEN_STATES, OpinionState
from drafting.models import Consultation, DraftVersion, Opinion, OpinionRequest, OpinionStance
from drafting.queries.bodies import body_name, by_name
from drafting.queries.letter import letter_texts, letter_view
from drafting.queries.snapshot import snapshot_view
from drafting.queries.versions import compare_url, version_url
from notices.models import OutboxMail
from projects.enums import Perspective, Viewpoint
from projects.models import Project
from projects.queries.ledger import events_about
from projects.queries.promise_shape import reader_label
from servicelofte.common.languages import LanguageText, lang_span, page_language
from servicelofte.common.tenancy import every_region
from servicelofte.common.tokens import hash_code

REMINDER_MAIL = "opinion_reminder"
READ = "read"  # beside the answers not yet submitted: the number of the version that they were written beside
SUBMITTED = "submitted"  # the reason in a request's history by which its submissions are told
# What the ledger tells of a request that is done by whoever holds the body's link.
BY_THE_BODY = (
    "opinion.started",
    "opinion.submitted",
    "opinion.reopened",
    "opinion.changed",
    "opinion.let_stand",
    "opinion.declined",
)
_KINDS = {
    OpinionState.INVITED: "plain",
    OpinionState.STARTED: "info",
    OpinionState.SUBMITTED: "success",
    OpinionState.DECLINED: "plain",
    OpinionState.MISSED: "danger",
    OpinionState.CALLED_OFF: "plain",
}


@dataclass(frozen=True)
class RequestPage:
    """The requests of a project, those of the newest consultation first: received, awaited and missing are counts.

    `is_open`: the newest consultation is not over, so that more bodies can be asked.
    """

    is_open: bool
    rows: list[dict[str, Any]]
    received: int
    awaited: int
    missing: int


def invitable_consultation(project: Project) -> Consultation | None:
    """Return the consultation that bodies can be asked about: the project's newest, None once it is over."""
    consultation = _latest_consultation(project)
    return consultation if consultation and not consultation.is_over() else None


def _latest_consultation(project: Project) -> Consultation | None:
    rows = Consultation.objects.filter(draft__promise__project=project).select_related(
        "draft__promise", "region"
    )
    return rows.defer("draft__snapshot").order_by("-pk").first()


def request_page(project: Project) -> RequestPage:
    """Return who was asked on the project's drafts: received, awaited, late, missing. Three queries; p. 24."""
    consultation = _latest_consultation(project)
    found = list(
        OpinionRequest.objects.filter(consultation__draft__promise__project=project)
        .select_related("body", "opinion__draft", "consultation__draft")
        .defer("consultation__draft__snapshot", "opinion__draft__snapshot")
        .order_by("-consultation_id", *by_name("body__"))
    )
    reminded = _reminded(found)
    rows = [_request_row(row, project, reminded.get(row.pk)) for row in found]
    return RequestPage(
        is_open=consultation is not None and not consultation.is_over(),
        rows=rows,
        received=sum(row["is_given"] for row in rows),
        awaited=sum(
            row["state"] in OPEN_STATES and not row["is_given"] and not row["is_late"] for row in rows
        ),
        missing=sum(row["state"] == OpinionState.MISSED or row["is_late"] for row in rows),
    )


def request_detail(row: OpinionRequest, project: Project) -> dict[str, Any]:
    """Return one request of a project as it was sent: where it is, its letter in each language, contact, and what
    happened since. Needs `body`, `region`, `opinion` and the version loaded; two queries.
    """
    opinion = getattr(row, "opinion", None)
    is_late = opinion is None and row.state in OPEN_STATES and not row.is_in_time()
    label, kind = _state_words(row, is_late=is_late, is_given=opinion is not None)
    letter = letter_view(row)
    name = body_name(row.body)
    body = lang_span(name.text, name.lang, page_language())
    return {
        "label": label,
        "kind": kind,
        "version": row.consultation.draft.number,
        "invited_at": row.invited_at,
        "due_on": row.due_on,
        "number": row.registry_number,
        "contact": letter["contact"],
        "texts": letter_texts(row, [page_language(), *row.region.languages]),
        "history": events_about(project, f"opinion_request:{row.pk}", doers=dict.fromkeys(BY_THE_BODY, body)),
    }


def edit_label(row: OpinionRequest) -> str:
    """Return what can still be done with a request: of an opinion that is in, its number in the register is written."""
    if row.state != OpinionState.SUBMITTED:
        return _("Change the request")
    return _("Correct the register number") if row.registry_number else _("Enter the register number")


def _reminded(rows: list[OpinionRequest]) -> dict[int, datetime]:
    """Return {request id: when its last reminder was sent}, as the outbox knows it; one query."""
    mails = OutboxMail.objects.filter(
        kind=REMINDER_MAIL, sent_at__isnull=False, recipient__in={row.body.email for row in rows}
    ).order_by("pk")
    return {mail.context["request"]: mail.sent_at for mail in mails if mail.sent_at}


def _request_row(row: OpinionRequest, project: Project, reminded: datetime | None) -> dict[str, Any]:
    args = [project.region.slug, project.pk, row.pk]
    opinion = getattr(row, "opinion", None)
    is_late = opinion is None and row.state in OPEN_STATES and not row.is_in_time()
    label, kind = _state_words(row, is_late=is_late, is_given=opinion is not None)
    return {
        "body": body_name(row.body),
        "version": opinion.draft.number if opinion else row.consultation.draft.number,
        "state": row.state,
        "label": label,
        "kind": kind,
        "is_given": opinion is not None,
        "is_late": is_late,
        "due_on": row.due_on,
        "submitted_at": row.submitted_at,
        "reminded_at": reminded,
        "registry_number": row.registry_number,
        "signed_by": opinion.signed_by if opinion else "",
        "read_url": reverse("drafting:opinion_read", args=args) if opinion else "",
        "letter_url": reverse("drafting:request_letter", args=args),
        "edit_url": reverse("drafting:request_edit", args=args),
        "edit_label": edit_label(row),
        "called_off_reason": row.called_off_reason,
        # It was written to the body, in its language.
        "reason_lang": row.body.language,
        "asks_again": row.state == OpinionState.CALLED_OFF,
        "resend_label": _("Ask again")
        if row.state == OpinionState.CALLED_OFF
        else _("Send a new invitation"),
        "resend_url": reverse("drafting:request_resend", args=args)
        if row.state != OpinionState.SUBMITTED
        else "",
        "call_off_label": _("Take no more changes") if opinion else pgettext("opinion", "Call off"),
        "call_off_url": reverse("drafting:request_call_off", args=args) if row.state in OPEN_STATES else "",
    }


def _state_words(row: OpinionRequest, *, is_late: bool, is_given: bool) -> tuple[str, str]:
    """Return (words, kind of tag) for where a request is."""
    if is_late:
        return pgettext("opinion", "Late"), "danger"
    if is_given and row.state in OPEN_STATES:
        return pgettext("opinion", "Received, being changed"), "success"
    if is_given and row.state == OpinionState.CALLED_OFF:
        return pgettext("opinion", "Received, takes no more changes"), "success"
    return str(row.get_state_display()), _KINDS[OpinionState(row.state)]


def request_by_code(code: str) -> OpinionRequest | None:
    """Return the request whose link has this code, from any region, or None."""
    with every_region():
        return (
            OpinionRequest.objects.select_related(
                "region", "body", "consultation__draft__promise__project__region"
            )
            .filter(code_hash=hash_code(code))
            .first()
        )


def opinion_page(request: OpinionRequest, language: str) -> dict[str, Any]:
    """Return the draft's goals and sentences beside which a body answers, perspective by perspective; and once it
    has submitted, what it said. Two queries more then, whatever was answered.
    """
    opinion = Opinion.objects.filter(request=request).select_related("contribution", "draft").first()
    # The receipt names the version that was answered, also when the consultation has moved on to a newer one.
    is_in = request.state in (OpinionState.SUBMITTED, OpinionState.CALLED_OFF)
    version = opinion.draft if opinion and is_in else request.consultation.draft
    view = snapshot_view(version.snapshot, language)
    project = request.consultation.draft.promise.project
    return {
        "request": request,
        "body": request.body,
        "body_name": body_name(request.body, language),
        "project": project,
        "version": version,
        "is_newer": _is_newer(version, request),
        "perspectives": view.included,
        "is_open": request.is_in_time() and request.state != OpinionState.CALLED_OFF,
        "is_called_off": request.state == OpinionState.CALLED_OFF,
        "state": OpinionState(request.state),
        "opinion": opinion,
        "letter": letter_view(request, language),
        "given": given_answers(opinion, language) if opinion else [],
        "earlier": earlier_submissions(request) if opinion else [],
        "draft_url": version_url(project, version) if project.is_public else "",
        "compare_url": compare_url(project, version) if project.is_public else "",
    }


def _is_newer(version: DraftVersion, request: OpinionRequest) -> bool:
    """Tell whether `version` came after the one beside which the answers that are not submitted were written.

    Answers that an earlier release kept do not say which: those of a body that was invited before `version` may have
    been written beside an older one, and it is told once too often rather than never.
    """
    if not request.draft_answers:
        return False
    read = request.draft_answers.get(READ)
    return read < version.number if read else request.invited_at < version.published_at


def goal_name(perspective: str, viewpoint: str, language: str) -> str:
    """Return what a goal is called where a body answers."""
    return f"{Perspective(perspective).label}, {reader_label(viewpoint, language)}"


def _lines(stance: OpinionStance) -> list[LanguageText]:
    said = stance.contribution
    return [LanguageText(line, said.language) for line in said.original.splitlines()] if said else []


def given_answers(opinion: Opinion, language: str) -> list[dict[str, Any]]:
    """Return what a body submitted, as rows of `components/definition_list.html`: in general, then cell by cell in
    the order of the form. Needs `contribution` loaded; one query.
    """
    said = opinion.contribution
    rows: list[dict[str, Any]] = [
        {"term": _("The opinion in general"), "texts": said.original.splitlines(), "lang": said.language}
    ]
    stances = {
        (row.perspective, row.viewpoint): row for row in opinion.stances.select_related("contribution")
    }
    for perspective, viewpoint in product(Perspective, reversed(Viewpoint)):
        stance = stances.get((perspective.value, viewpoint.value))
        if stance:
            about = goal_name(perspective.value, viewpoint.value, language)
            rows.append(
                {"term": about, "parts": [LanguageText(stance.get_stance_display()), *_lines(stance)]}
            )
    return rows


def earlier_submissions(request: OpinionRequest) -> list[datetime]:
    """Return when the opinions were submitted that the one now standing has replaced, oldest first; one query."""
    rows = request.history.filter(history_change_reason=SUBMITTED, submitted_at__lt=request.submitted_at)
    return list(rows.order_by("submitted_at").values_list("submitted_at", flat=True))
