"""An official's answer to a contribution."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView

from participation.domain.response import Answer, write_response
from participation.enums import Moderation
from participation.forms.voices import ResponseForm
from participation.models import Contribution, Response
from participation.queries.voices import answer_page, statement_choices, subjects_of
from projects.access import ProjectMixin
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.history import history_entries
from servicelofte.common.languages import page_language


class ContributionRespondView(ProjectMixin, FormView):
    """Writes, publishes or changes the answer; whoever wanted to hear is told by e-mail."""

    permission = "participation.respond_contribution"
    template_name = "participation/respond.html"
    form_class = ResponseForm

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

    def form_valid(self, form: ResponseForm) -> HttpResponse:
        """Keep or publish the answer; a conflict shows the colleague's words beside the form."""
        values = form.cleaned_data
        publish = "publish" in form.data
        answer = Answer(
            outcome=values["outcome"],
            body=values["body"],
            language=values["language"],
            needs_change=values["needs_change"],
            lineage=values.get("lineage"),
        )
        try:
            write_response(
                contribution=self.get_contribution(),
                actor=self.request.user,
                answer=answer,
                publish=publish,
                opened=values["opened_version"],
            )
        except EditConflict as conflict:
            form.data = form.data.copy()
            form.data["opened_version"] = str(conflict.row.version)
            form.add_domain_error(conflict)
            context = self.get_context_data(form=form, theirs=conflict.row)
            return render(self.request, self.template_name, context, status=409)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The answer is published.") if publish else _("The answer is saved, not yet published."),
        )
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Go back to where the person came from, else to the contribution."""
        back = self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
            return back
        return reverse(
            "participation:contribution_detail",
            args=[self.project.region.slug, self.project.pk, self.kwargs["contribution"]],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words that are answered."""
        page = answer_page(self.get_contribution(), page_language())
        response = page["response"]
        history = history_entries(response.history.all()) if response else []
        return super().get_context_data(**page, history=history, **kwargs)
