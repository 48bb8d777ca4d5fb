"""Staff's pages of feedback."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, UpdateView

from monitoring.domain.feedback import handle_feedback
from monitoring.forms.feedback import FeedbackFilterForm, FeedbackHandleForm
from monitoring.models import Feedback
from monitoring.queries.feedback import answerable, feedback_list, feedback_row, project_feedback
from monitoring.queries.public import decided_versions
from monitoring.views.base import FollowUpForm, FollowUpMixin
from projects.enums import ProjectState
from projects.queries.statements import statement_words
from servicelofte.common.keys import asked_number

ANSWER = "participation.respond_contribution"
FEEDBACK = ("feedback_list", gettext_lazy("Feedback"))


class FeedbackListView(FollowUpMixin, TemplateView):
    """What residents say of how the promise is kept: whose it is, by when, whether it is answered, what it led to."""

    template_name = "monitoring/feedback_list.html"
    permission = "monitoring.view_feedback"
    place = "feedback"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of feedback."""
        form = FeedbackFilterForm(self.request.GET or None)
        filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
        chosen = {name: value for name, value in filters.items() if value}
        before = asked_number(self.request, "before")
        page = feedback_list(self.project, filters, before=before)
        older = urlencode({**chosen, "before": page.older}) if page.older else ""
        place = [self.project.region.slug, self.project.slug]
        return super().get_context_data(
            page=page,
            form=form,
            all_url=self.request.path if chosen else "",
            older_url=f"?{older}" if older else "",
            newer_url=f"?{urlencode(chosen)}" if before else "",
            may_handle=self.may("monitoring.change_feedback"),
            answerable=answerable(page.rows, self.request.user, answers_all=self.may(ANSWER)),
            next=self.request.get_full_path(),
            form_url=reverse("monitoring:feedback_form", args=place),
            is_closed=self.project.state == ProjectState.CLOSED,
            is_decided=bool(page.all) or bool(decided_versions(self.project)),
            **kwargs,
        )


class FeedbackEditView(FollowUpForm, UpdateView):
    """Chooses who sees to a piece of feedback, and writes what it led to."""

    template_name = "monitoring/feedback_form_staff.html"
    form_class = FeedbackHandleForm
    permission = "monitoring.change_feedback"
    pk_url_kwarg = "feedback"
    above = FEEDBACK
    place = "feedback"
    title = gettext_lazy("See to the feedback")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def get_queryset(self) -> QuerySet[Feedback]:
        """Return the project's feedback."""
        return project_feedback(self.project).select_related(
            "contribution__response", "owner", "promise__project__region"
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's people."""
        return {**super().get_form_kwargs(), "region": self.project.region}

    def save(self, form: Any) -> Feedback:
        """Store it."""
        return handle_feedback(
            feedback=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            values=form.cleaned_data,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words, and the way to the answer or who gives it."""
        row = self.object
        kwargs["row"] = feedback_row(row, statement_words([row.statement_id] if row.statement_id else []))
        if self.may(ANSWER, row.contribution):
            args = [self.project.region.slug, self.project.pk, row.contribution_id]
            after = urlencode({"next": self.request.path})
            kwargs["respond_url"] = f"{reverse('participation:contribution_respond', args=args)}?{after}"
        return super().get_context_data(**kwargs)
