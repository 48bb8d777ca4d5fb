"""What the rest of the house learns of contributions: mails, homes, erasure, retention, events."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.domain.ballot import ANSWER_KEY
from participation.domain.erasure import apply_retention, erase_by_email
from participation.domain.receipt import RECEIPT_MAIL, code_of
from participation.domain.response import ANSWER_MAIL
from participation.enums import Channel, Moderation, Outcome
from participation.models import Contribution, SurveyAnswer
from participation.queries.thread import VoicesThread
from servicelofte.common import registry
from servicelofte.common.errors import PeriodClosed
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import MailTemplate, VoiceHome, VoiceSubject


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


def question_subjects(ids: Sequence[int], language: str) -> Mapping[int, VoiceSubject]:
    """Return {id: the question answered} for contributions that came from surveys; two queries."""
    keys = {
        int(key.removeprefix(ANSWER_KEY)): pk
        for pk, key in Contribution.objects.filter(pk__in=ids).values_list("pk", "submission_key")
        if key and key.startswith(ANSWER_KEY)
    }
    rows = SurveyAnswer.objects.filter(pk__in=keys).select_related("question__survey__project__region")
    return {keys[row.pk]: _subject(row, language) for row in rows}


def _subject(answer: SurveyAnswer, language: str) -> VoiceSubject:
    question, survey = answer.question, answer.question.survey
    words, code = column_words(question, "text", language)
    project = survey.project
    return VoiceSubject(
        title=column_words(survey, "title", language)[0],
        quote=words,
        lang=code,
        url=reverse("participation:survey", args=[project.region.slug, project.slug, survey.pk])
        if project.is_public
        else "",
        link=_("See the survey you answered"),
    )


def _refuse_change(contribution_id: int) -> None:
    raise PeriodClosed(_("The survey has closed. You can withdraw your words, but no longer change them."))


SURVEY_HOME = VoiceHome(subjects=question_subjects, check_open=_refuse_change, changed=lambda changes: None)


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
registry.voice_homes.add(Channel.SURVEY, SURVEY_HOME)
for kind, words in CONTRIBUTION_WORDS.items():
    registry.event_kinds.add(kind, registry.labelled(words, channel=Channel))
for kind, words in ANSWER_WORDS.items():
    registry.event_kinds.add(kind, registry.labelled(words, outcome=Outcome))
for kind, why in WHEN_CLOSED.items():
    registry.events_when_closed.add(kind, why)
registry.permissions_when_closed.add("participation.moderate_contribution", ANSWERING)
registry.permissions_when_closed.add("participation.respond_contribution", ANSWERING)
