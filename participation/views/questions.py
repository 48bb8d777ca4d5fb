"""The questions of a survey that is being built: add, change, move, remove."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from participation.domain.survey import (
    add_question,
    change_question,
    move_question,
    remove_question,
    require_unpublished,
)
from participation.forms.survey import QuestionForm
from participation.models import SurveyQuestion
from participation.views.base import ProjectFormView
from participation.views.surveys import SurveyMixin
from projects.pages import ActionPage, ConfirmPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.fields import column_words
from servicelofte.common.forms import HouseForm


class QuestionCreateView(NewRowMixin, SurveyMixin, ProjectFormView):
    """Adds a question."""

    form_class = QuestionForm
    title = _("Add a question")
    submit = _("Add the question")
    done_message = _("The question is added.")
    place = "survey"

    def check_possible(self) -> None:
        """Lead back once the survey is published."""
        require_unpublished(self.survey)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the most usual kind."""
        return {"kind": "one"}

    def save(self, form: QuestionForm) -> SurveyQuestion:
        """Add it."""
        return add_question(
            survey=self.survey, values=form.changes, options=form.options, actor=self.request.user
        )


class QuestionMixin(SurveyMixin):
    """A page of one question, found inside the survey."""

    @cached_property
    def question(self) -> SurveyQuestion:
        """The question of the path; 404 outside the survey."""
        rows = SurveyQuestion.objects.select_related("survey__project__region", "region")
        return get_object_or_404(rows, survey=self.survey, pk=self.kwargs["question"])


class QuestionEditView(QuestionMixin, ProjectFormView):
    """Changes a question."""

    form_class = QuestionForm
    title = _("Change a question")
    submit = _("Save")
    place = "survey"
    done_message = _("Saved.")

    def check_possible(self) -> None:
        """Lead back once the survey is published."""
        require_unpublished(self.survey)

    def get_instance(self) -> SurveyQuestion:
        """Return the question."""
        return self.question

    def save(self, form: QuestionForm) -> SurveyQuestion:
        """Change it."""
        return change_question(
            question=self.question,
            values=form.changes,
            options=form.options,
            expected=form.opened_version,
            actor=self.request.user,
        )


class QuestionMoveView(QuestionMixin, ActionPage):
    """Moves a question one place up or down."""

    def act(self) -> Any:
        """Move it."""
        up = self.request.POST.get("direction") == "up"
        move_question(question=self.question, up=up, actor=self.request.user)
        return ""


class QuestionRemoveView(QuestionMixin, ConfirmPage, ProjectFormView):
    """Removes a question."""

    title = _("Remove the question?")
    submit = _("Remove the question")
    done_message = _("The question is removed.")

    def check_possible(self) -> None:
        """Lead back once the survey is published."""
        require_unpublished(self.survey)

    def about(self) -> str:
        """Return the question's words."""
        return column_words(self.question, "text")[0]

    def consequences(self) -> list[Any]:
        """Say that its words go."""
        return [_now("Its words and choices go in every language. To have it back you must write it anew.")]

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_question(question=self.question, actor=self.request.user)
