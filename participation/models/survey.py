"""Surveys: built, published, answered without an account, counted in the background, hidden until they close."""

import uuid

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from participation.enums import QuestionKind, SurveyState
from participation.models.plan import StakeholderGroup
from participation.rules import can_build_survey, can_view_participation
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common.languages import Language
from servicelofte.common.tenancy import RegionOwned, Versioned

_PERMISSIONS = {
    "view": can_view_participation,
    "add": can_build_survey,
    "change": can_build_survey,
    "delete": can_build_survey,
}


class Survey(RegionOwned, Versioned):
    """A survey of a project, open between two local days.

    `submission_count` follows each sending; `counted_up_to` (id of a submission) and `counted_at` tell how far the
    counts of SurveyCount reach. They are figures of the machinery, not edits, and stand outside the history.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="surveys", verbose_name=_("project")
    )
    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(_("introduction"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=SurveyState.choices, default=SurveyState.DRAFT)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes (last day)"))
    group = models.ForeignKey(
        StakeholderGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name=_("group"),
    )
    submission_count = models.PositiveIntegerField(default=0, verbose_name=_("number of answers"))
    counted_up_to = models.PositiveBigIntegerField(default=0, verbose_name=_("counted up to"))
    counted_at = models.DateTimeField(null=True, blank=True, verbose_name=_("counted at"))
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)
    closed_at = models.DateTimeField(_("time of closing"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["state", "closes_on"], name="participation_survey_due")]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(RegionOwned, Versioned):
    """One question, perhaps about one perspective."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="questions", verbose_name=_("survey")
    )
    order = models.PositiveIntegerField(default=0, verbose_name=_("order"))
    kind = models.CharField(_("kind"), max_length=5, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("help"), max_length=300, blank=True)
    perspective = models.CharField(_("perspective"), max_length=14, choices=Perspective.choices, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("order", "pk")
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.text


class SurveyOption(RegionOwned, Versioned):
    """One choice of a question."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveIntegerField(default=0)
    label = models.CharField(_("choice"), max_length=200)

    class Meta:
        ordering = ("order", "pk")
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.label


class SurveySubmission(RegionOwned):
    """One person's answers, sent once. No name, no address.

    `is_held`: a trap closed or too much came from one source; the answers are kept, and counted once a person says so.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="submissions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=3, choices=Language.choices)
    submission_key = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    generation = models.PositiveSmallIntegerField(default=1)
    is_held = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "submission_key"], name="participation_ballot_once")
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class SurveyAnswer(RegionOwned):
    """One choice, figure or text of a submission. Free words are also kept as a Contribution once the survey closes.

    `is_held` repeats the submission's, so that counting reads one index and joins nothing.
    """

    submission = models.ForeignKey(SurveySubmission, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey(SurveyOption, on_delete=models.CASCADE, null=True, related_name="answers")
    number = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["question", "option", "number", "is_held"], name="participation_answer_count"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyCount(RegionOwned):
    """The aggregated result: how many answered a question, or chose an option or a figure on the scale."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="counts")
    option = models.ForeignKey(SurveyOption, on_delete=models.CASCADE, null=True, related_name="counts")
    number = models.SmallIntegerField(null=True)
    answers = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "question", Coalesce("option", 0), Coalesce("number", -1), name="participation_count_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.answers)
