"""Pages of evaluation rounds."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from monitoring.domain.round import create_round, edit_round, move_round
from monitoring.forms.round import RoundForm
from monitoring.models import EvaluationRound
from monitoring.queries.rounds import round_list
from monitoring.views.base import FollowUpForm, FollowUpMixin
from projects.pages import ActionPage
from projects.promise_choice import answered_promise
from projects.queries.promise import promise_choices
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import DomainError

ROUNDS = ("round_list", gettext_lazy("Evaluation rounds"))


class RoundListView(FollowUpMixin, TemplateView):
    """When the choices are assessed again, and what came of it (p. 37)."""

    template_name = "monitoring/round_list.html"
    permission = "monitoring.view_evaluationround"
    place = "evaluation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rounds."""
        rounds, may_change = round_list(self.project), self.may("monitoring.add_evaluationround")
        return super().get_context_data(rounds=rounds, may_change=may_change, **kwargs)


class RoundFormMixin(FollowUpForm):
    """The form of a round."""

    form_class = RoundForm
    above = ROUNDS
    place = "evaluation"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's languages."""
        return {**super().get_form_kwargs(), "region": self.project.region}


class RoundCreateView(NewRowMixin, RoundFormMixin, FormView):
    """Plans a round."""

    permission = "monitoring.add_evaluationround"
    title = gettext_lazy("Plan an evaluation round")
    submit = gettext_lazy("Plan the round")
    done_message = gettext_lazy("The round is planned.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form ask which promise it assesses, where the project has several."""
        return {**super().get_form_kwargs(), "promises": promise_choices(self.project)}

    def save(self, form: Any) -> EvaluationRound:
        """Create it for the promise."""
        promise = answered_promise(form, self.project)
        if promise is None:
            raise DomainError(_("Write the promise first: a round assesses it."))
        return create_round(promise=promise, actor=self.request.user, values=form.cleaned_data)


class RoundEditView(RoundFormMixin, UpdateView):
    """Changes a round and writes its conclusions."""

    permission = "monitoring.change_evaluationround"
    pk_url_kwarg = "round"
    title = gettext_lazy("Change the evaluation round")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The round is changed.")

    def get_queryset(self) -> QuerySet[EvaluationRound]:
        """Return the project's rounds."""
        return _rounds(self.project)

    def save(self, form: Any) -> EvaluationRound:
        """Change it."""
        return edit_round(
            evaluation=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            values=form.cleaned_data,
            reason=form.cleaned_data["reason"],
        )


class RoundMoveView(FollowUpMixin, ActionPage):
    """Begins, finishes or reopens a round."""

    permission = "monitoring.change_evaluationround"

    def act(self) -> Any:
        """Move it."""
        row = get_object_or_404(_rounds(self.project), pk=self.kwargs["round"])
        move_round(evaluation=row, target=self.request.POST.get("state", ""), actor=self.request.user)
        return _("The state is changed.")

    def mend_url(self, error: DomainError) -> str:
        """Lead to the conclusions that are missing."""
        if not error.field.startswith("conclusions"):
            return ""
        return f"{self.address('round_edit', self.kwargs['round'])}#div_id_{error.field}"

    def back(self) -> str:
        """Return the list of rounds."""
        return self.address("round_list")


def _rounds(project: Any) -> QuerySet[EvaluationRound]:
    return EvaluationRound.objects.filter(promise__project=project).select_related("promise__project__region")
