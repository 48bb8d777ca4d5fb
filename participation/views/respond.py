"""An official's answer to a contribution."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from participation.domain.response import write_response
from participation.enums import Moderation
from participation.forms.voices import ResponseForm
from participation.models import Contribution, Response
from participation.queries.voices import answer_page, statement_choices, subjects_of
from participation.views.base import PageMixin
from projects.pages import FormPage
from servicelofte.common.errors import EditConflict
from servicelofte.common.history import history_entries
from servicelofte.common.languages import page_language


class ContributionRespondView(PageMixin, FormPage, FormView):
    """Writes, publishes or changes the answer; whoever wanted to hear is told by e-mail."""

    permission = "participation.respond_contribution"
    template_name = "participation/respond.html"
    form_class = ResponseForm
    title = gettext_lazy("What became of it, and why?")

    def get_contribution(self) -> Contribution:
        """Return the contribution of the path, inside the project; 404 when it was erased."""
        row = get_object_or_404(
            Contribution.objects.select_related("region", "project"),
            project=self.project,
            pk=self.kwargs["contribution"],
        )
        if row.moderation == Moderation.ERASED:
            raise Http404
        return row

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the region's languages and the promise's sentences."""
        row = self.get_contribution()
        return {
            **super().get_form_kwargs(),
            "contribution": row,
            "languages": row.region.language_choices,
            "statements": statement_choices(row, page_language()),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answer so far, or in the writer's language with the sentence that was spoken about."""
        row = self.get_contribution()
        known = Response.objects.filter(contribution=row).first()
        if known is None:
            subject = subjects_of([row], page_language()).get(row.pk)
            lineage = subject.lineage if subject else ""
            return {"language": row.language, "lineage": lineage, "opened_version": 0}
        return {
            "outcome": known.outcome,
            "body": known.body,
            "language": known.language,
            "needs_change": known.needs_change,
            "lineage": str(known.lineage or ""),
            "opened_version": known.version,
        }

    def save(self, form: ResponseForm) -> Response:
        """Keep the answer, or publish it by the other button."""
        is_published = "publish" in form.data
        self.done_message = (
            _("The answer is published.") if is_published else _("The answer is saved, not yet published.")
        )
        return write_response(
            contribution=self.get_contribution(),
            actor=self.request.user,
            answer=form.answer,
            publish=is_published,
            opened=form.cleaned_data["opened_version"],
        )

    def conflict(self, form: ResponseForm, conflict: EditConflict) -> HttpResponse:
        """Show the colleague's words beside the form."""
        return self.show_again(form, conflict, theirs=conflict.row)

    def back(self) -> str:
        """Go back to where the person came from, else to the contribution."""
        came_from = self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(came_from, allowed_hosts=None) and came_from.startswith("/"):
            return came_from
        return self.address("contribution_detail", self.kwargs["contribution"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words that are answered."""
        page = answer_page(self.get_contribution(), page_language())
        response = page["response"]
        history = history_entries(response.history.all()) if response else []
        return super().get_context_data(**page, history=history, **kwargs)
