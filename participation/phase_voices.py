"""What the rest of the house learns of contributions: mails, erasure, retention, thread, words of events."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.domain.erasure import apply_retention, erase_by_email
from participation.domain.receipt import RECEIPT_MAIL, code_of
from participation.domain.response import ANSWER_MAIL
from participation.enums import SHOWN, Channel, Moderation, Outcome
from participation.models import Contribution, Response
from servicelofte.common import registry
from servicelofte.common.formatting import full_day
from servicelofte.common.keys import keys_of
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import MailTemplate, Ref, ThreadCard

CONTRIBUTION, RESPONSE = "contribution", "response"


def _mail_values(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the receipt's address in the writer's language; None when the words are gone or nobody wants the mail."""
    rows = Contribution.objects.select_related("contact", "project")
    row = rows.filter(pk=context["contribution"]).first()
    contact = getattr(row, "contact", None)
    if row is None or row.moderation == Moderation.ERASED or not contact or not contact.wants_answer:
        return None
    language = interface_language(row.language)
    with translation.override(language):
        path = reverse("participation:receipt_link", args=[code_of(contribution=row)])
        day, title = full_day(row.received_at), row.project.title
    return {"path": path, "day": day, "title": title, "stop_path": path}


class VoicesThread:
    """Contribution → its published answer."""

    def edges(self, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Ref]]:
        """Return the edges that touch any of `refs`; one query."""
        said, answers = keys_of(refs, CONTRIBUTION), keys_of(refs, RESPONSE)
        if not said and not answers:
            return []
        rows = Response.objects.filter(
            Q(contribution__in=said) | Q(pk__in=answers), published_at__isnull=False
        )
        pairs = rows.values_list("contribution_id", "pk")
        return [(Ref(CONTRIBUTION, str(said)), Ref(RESPONSE, str(answer))) for said, answer in pairs]

    def cards(self, refs: Sequence[Ref], viewer: str) -> Iterable[ThreadCard]:
        """Return cards of contributions and answers: for the public only what everybody may read."""
        return [
            *self._contributions(keys_of(refs, CONTRIBUTION), viewer),
            *self._responses(keys_of(refs, RESPONSE), viewer),
        ]

    def _contributions(self, ids: Sequence[int], viewer: str) -> Iterable[ThreadCard]:
        rows = Contribution.objects.filter(pk__in=ids).select_related("project__region") if ids else []
        for row in rows:
            if viewer == "public" and (row.moderation not in SHOWN or not row.project.is_public):
                continue
            args = [row.project.region.slug, row.project_id, row.pk]
            yield ThreadCard(
                ref=Ref(CONTRIBUTION, str(row.pk)),
                title=str(row.get_channel_display()),
                summary=str(row.get_channel_display()),
                quote=row.public_text if viewer == "public" else row.original or row.public_text,
                lang=row.language,
                day=row.received_at,
                url="" if viewer == "public" else reverse("participation:contribution_detail", args=args),
            )

    def _responses(self, ids: Sequence[int], viewer: str) -> Iterable[ThreadCard]:
        rows = Response.objects.filter(pk__in=ids, published_at__isnull=False)
        if viewer == "public":
            rows = rows.filter(contribution__moderation__in=SHOWN, contribution__project__is_public=True)
        for row in rows if ids else ():
            yield ThreadCard(
                ref=Ref(RESPONSE, str(row.pk)),
                title=_("The region answers"),
                summary=str(row.get_outcome_display()),
                quote=row.body,
                lang=row.language,
                day=row.published_at,
            )


CONTRIBUTION_WORDS = {
    "contribution.received": gettext_lazy("%(channel)s came in"),
    "contribution.handed_over": gettext_lazy("Words of a survey came into the inbox"),
    "contribution.changed": gettext_lazy("%(channel)s was changed by its writer"),
    "contribution.withdrawn": gettext_lazy("%(channel)s was withdrawn by its writer"),
    "contribution.published": gettext_lazy("%(channel)s was published"),
    "contribution.redacted": gettext_lazy("%(channel)s was published without some parts"),
    "contribution.hidden": gettext_lazy("%(channel)s was not published"),
    "contribution.erased": gettext_lazy("%(channel)s was erased"),
    "contribution.retired": gettext_lazy("Names and words as sent were erased when their time was over"),
    "contribution.followed": gettext_lazy("A writer asked to hear by e-mail"),
    "contribution.unfollowed": gettext_lazy("A writer asked for no more e-mail"),
    "contribution.code_renewed": gettext_lazy("A receipt got a new code"),
}
RIGHT, ANSWERING = "a right of whoever said it", "what came in before is seen to"
WHEN_CLOSED = {
    "contribution.withdrawn": RIGHT,
    "contribution.erased": RIGHT,
    "contribution.followed": RIGHT,
    "contribution.unfollowed": RIGHT,
    "contribution.code_renewed": RIGHT,
    "contribution.retired": "the house erases when the time is over",
    "contribution.handed_over": "the house hands on what came in before",
    "contribution.published": ANSWERING,
    "contribution.redacted": ANSWERING,
    "contribution.hidden": ANSWERING,
    "response.written": ANSWERING,
    "response.published": ANSWERING,
}
ANSWER_WORDS = {
    "response.written": gettext_lazy("An answer was written: %(outcome)s"),
    "response.published": gettext_lazy("An answer was published: %(outcome)s"),
}

for kind, label in (
    (ANSWER_MAIL, gettext_lazy("Answer to a resident")),
    (RECEIPT_MAIL, gettext_lazy("Receipt for a resident")),
):
    registry.mails.add(kind, MailTemplate(kind=kind, label=label, build=_mail_values))
registry.erasures.add("participation.contributions", erase_by_email)
registry.retentions.add("participation.contributions", apply_retention)
registry.threads.add("participation.voices", VoicesThread())
for kind, words in CONTRIBUTION_WORDS.items():
    registry.event_kinds.add(kind, registry.labelled(words, channel=Channel))
for kind, words in ANSWER_WORDS.items():
    registry.event_kinds.add(kind, registry.labelled(words, outcome=Outcome))
for kind, why in WHEN_CLOSED.items():
    registry.events_when_closed.add(kind, why)
registry.permissions_when_closed.add("participation.moderate_contribution", ANSWERING)
registry.permissions_when_closed.add("participation.respond_contribution", ANSWERING)
