"""Beginning, publishing and closing surveys, and their results for staff; `questions` beside it has what they ask."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from participation.domain.ballot import release_held, require_releasable
from participation.domain.survey import (
    change_survey,
    close_survey,
    create_survey,
    move_last_day,
    publish_survey,
    require_closable,
    require_movable,
    require_publishable,
    require_unpublished,
)
from participation.enums import Channel
from participation.forms.survey import AnswerForm, LastDayForm, SurveyForm
from participation.models import Survey
from participation.queries.results import results
from participation.queries.surveys import (
    asked_questions,
    closing_words,
    counting,
    held_count,
    public_survey,
    release_words,
    survey_digest,
    survey_page,
    survey_rows,
)
from participation.views.base import PageMixin, ProjectFormView
from projects.pages import ConfirmPage
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import EditConflict
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import days
from servicelofte.common.forms import AsSeenForm, HouseForm


class SurveyMixin(PageMixin):
    """A page of one survey, found inside the project."""

    permission = "participation.change_survey"

    @cached_property
    def survey(self) -> Survey:
        """The survey of the path; 404 when the project has none such."""
        rows = Survey.objects.select_related("project__region", "region", "group")
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["survey"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the list of surveys."""
        return [*super().breadcrumbs(), {"label": _("Surveys"), "url": self.address("survey_list")}]

    def back(self) -> str:
        """Lead to the survey."""
        return self.address("survey_detail", self.survey.pk)


class SurveyListView(PageMixin, TemplateView):
    """The surveys of a project."""

    permission = "participation.view_survey"
    template_name = "participation/survey_list.html"
    place = "survey"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list."""
        begin = {"label": _("Build a survey"), "url": self.address("survey_create")}
        rows, may = survey_rows(self.project), self.may("participation.add_survey")
        # The empty page has the same way on in its middle.
        kwargs.update(rows=rows, actions=[begin] if rows and may else [], first_step=begin if may else None)
        return super().get_context_data(**kwargs)


class SurveyCreateView(NewRowMixin, ProjectFormView):
    """Begins a survey; questions are added on its page."""

    permission = "participation.add_survey"
    form_class = SurveyForm
    title = _("Build a survey")
    lead = _("First its name and days. The questions come next.")
    submit = _("Go on to the questions")
    done_message = _("The survey is begun. Now add its questions.")
    place = "survey"

    def back(self) -> str:
        """Lead to the list."""
        return self.address("survey_list")

    def get_success_url(self) -> str:
        """Lead to the new survey."""
        return self.address("survey_detail", self.object.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self) -> dict[str, Any]:
        """Begin today."""
        return {"opens_on": clock.today()}

    def save(self, form: SurveyForm) -> Survey:
        """Create it."""
        return create_survey(project=self.project, values=form.changes, actor=self.request.user)


class SurveyEditView(SurveyMixin, ProjectFormView):
    """Changes name, introduction and days of a survey that is being built."""

    form_class = SurveyForm
    title = _("Name and days")
    submit = _("Save")
    place = "survey"
    done_message = _("Saved.")

    def check_possible(self) -> None:
        """Lead back once it is published."""
        require_unpublished(self.survey)

    def get_instance(self) -> Survey:
        """Return the survey."""
        return self.survey

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def save(self, form: SurveyForm) -> Survey:
        """Change it."""
        return change_survey(
            survey=self.survey,
            values=form.changes,
            expected=form.opened_version,
            actor=self.request.user,
        )


class SurveyDetailView(SurveyMixin, TemplateView):
    """A survey for those who build and follow it."""

    permission = "participation.view_survey"
    template_name = "participation/survey_detail.html"
    place = "survey"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add questions, what is missing, and how many have answered."""
        survey = self.survey
        kwargs.update(
            survey=survey, page=survey_page(survey), may_change=self.may("participation.change_survey")
        )
        return super().get_context_data(**kwargs)


class SurveyPreviewView(SurveyMixin, TemplateView):
    """A survey as residents meet it, to be tried in each language before it is published; nothing is sent."""

    permission = "participation.view_survey"
    template_name = "participation/survey_preview.html"
    place = "survey"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the survey."""
        name = column_words(self.survey, "title")[0]
        return [*super().breadcrumbs(), {"label": name, "url": self.back()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words and the fields."""
        survey = self.survey
        form = AnswerForm(questions=asked_questions(survey), token_purpose=f"survey:{survey.pk}")
        kwargs.update(page=public_survey(survey), form=form, back_url=self.back())
        return super().get_context_data(**kwargs)


class LastDayView(SurveyMixin, ProjectFormView):
    """Moves the last day of an open survey."""

    form_class = LastDayForm
    title = _("Move the last day")
    submit = _("Move the last day")
    done_message = _("The last day is moved.")

    def check_possible(self) -> None:
        """Lead back unless it is open."""
        require_movable(self.survey)

    def get_instance(self) -> Survey:
        """Return the survey."""
        return self.survey

    def save(self, form: LastDayForm) -> Survey:
        """Move it."""
        return move_last_day(
            survey=self.survey,
            closes_on=form.cleaned_data["closes_on"],
            expected=form.opened_version,
            actor=self.request.user,
        )


class SurveyConfirmView(SurveyMixin, ConfirmPage, ProjectFormView):
    """Something about a survey that cannot be undone."""

    def about(self) -> str:
        """Return the survey's title."""
        return column_words(self.survey, "title")[0]


class SurveyPublishView(SurveyConfirmView):
    """Publishes a survey."""

    form_class = AsSeenForm
    title = _("Publish the survey?")
    submit = _("Publish the survey")
    submit_kind = ""
    done_message = _("The survey is published.")

    def check_possible(self) -> None:
        """Lead back to what is missing, or once it is published."""
        require_publishable(self.survey)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the survey as it is read now."""
        return {"seen": survey_digest(self.survey)}

    def consequences(self) -> list[Any]:
        """Say from when on it can be answered, and that its questions stay as they are."""
        period = days(self.survey.opens_on, self.survey.closes_on)
        return [
            _now("Anybody can answer %(days)s, the first and the last day included.") % {"days": period},
            _now("Once it is published, the questions cannot be changed, only the last day."),
        ]

    def save(self, form: HouseForm) -> Survey:
        """Publish it."""
        return publish_survey(survey=self.survey, actor=self.request.user, seen=form.cleaned_data["seen"])

    def read_anew(self) -> tuple[str, str]:
        """Lead to the questions as they are now."""
        return self.back(), _now("Read the survey on its page")

    def show_again(self, form: Any, conflict: EditConflict, **beside: Any) -> HttpResponse:
        """Ask again, about the survey as it is now."""
        self.survey = conflict.row
        return super().show_again(form, conflict, **beside)


class SurveyCloseView(SurveyConfirmView):
    """Closes a survey before its last day is over."""

    title = _("Close the survey now?")
    submit = _("Close the survey")
    done_message = _("The survey is closed. Its answers are being counted.")

    def check_possible(self) -> None:
        """Lead back unless it is open."""
        require_closable(self.survey)

    def consequences(self) -> list[Any]:
        """Say what ends, who is left out, and that it stays so."""
        return [
            _now("Nobody can answer any more, and it cannot be opened again."),
            _now("The answers are counted and shown to everybody."),
            *closing_words(self.survey),
        ]

    def save(self, form: HouseForm) -> Survey:
        """Close it."""
        return close_survey(survey=self.survey, actor=self.request.user)


class SurveyReleaseView(SurveyConfirmView):
    """Lets held submissions be counted."""

    title = _("Count the held submissions?")
    submit = _("Count them")
    submit_kind = ""

    def check_possible(self) -> None:
        """Lead back unless it is open."""
        require_releasable(self.survey)

    def consequences(self) -> list[Any]:
        """Say how many there are, why they are held, and that they cannot be told from the others afterwards."""
        return [
            *release_words(self.survey),
            _now("Once they are counted with the others, they cannot be held back again."),
        ]

    def save(self, form: HouseForm) -> int:
        """Release them, and tell how many."""
        count = release_held(survey=self.survey, actor=self.request.user)
        text = ngettext(
            "%(count)d submission is counted now.", "%(count)d submissions are counted now.", count
        )
        self.done_message = text % {"count": count}
        return count


class SurveyResultsView(SurveyMixin, TemplateView):
    """The results, which staff see no sooner and no closer than everybody."""

    permission = "participation.view_survey"
    template_name = "participation/survey_results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the results once there are any."""
        survey = self.survey
        title, language = column_words(survey, "title")
        kwargs.update(
            survey=survey,
            title=title,
            title_lang=language,
            results=results(survey),
            counting=counting(survey),
            held=held_count(survey),
            survey_url=self.back(),
            inbox_url=f"{self.address('inbox')}?channel={Channel.SURVEY.value}",
        )
        return super().get_context_data(**kwargs)
