"""Going through what came in: the table with outcomes, links to changed wording, and the public summary."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from accounts.access import public_layout
from drafting.domain.analysis import link_change, unlink_change
from drafting.forms_voices import AnalysisFilterForm, LinkChangeForm
from drafting.models import DraftVersion, WordingChange
from drafting.queries.analysis import (
    AnalysisFilter,
    analysis_page,
    answers_page,
    linked_changes,
    part_choices,
    version_choices,
)
from participation.models import Contribution
from participation.queries.voices import subjects_of
from projects.access import ProjectMixin, project_action, public_project
from projects.models import Project
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import page_language
from servicelofte.common.public_cache import public_page


class AnalysisMixin(ProjectMixin):
    """A page of the analysis: the way back leads to the table."""

    def table_url(self, **values: str) -> str:
        """Return the address of the table, narrowed by what is given."""
        address = reverse("drafting:analysis", args=[self.project.region.slug, self.project.pk])
        query = {key: value for key, value in values.items() if value}
        return f"{address}?{urlencode(query)}" if query else address


class AnalysisView(AnalysisMixin, TemplateView):
    """Every comment and opinion: what it is about, what it says, what became of it."""

    permission = "drafting.view_comment"
    template_name = "drafting/analysis.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table, the filter and the progress."""
        query = self.request.GET
        form = AnalysisFilterForm(query or None)
        valid = form.cleaned_data if form.is_bound and form.is_valid() else {}
        chosen = AnalysisFilter(**{key: valid.get(key, "") for key in AnalysisFilter.__dataclass_fields__})
        page = analysis_page(
            self.project,
            chosen=chosen,
            cursor=query.get("before", ""),
            language=page_language(),
            back=self.request.get_full_path(),
        )
        older = self.table_url(**chosen.as_query(), before=page.next_cursor) if page.next_cursor else ""
        return super().get_context_data(
            page=page,
            form=form if form.is_bound else AnalysisFilterForm(),
            clear_url=self.table_url() if chosen.as_query() else "",
            older_url=older,
            newer_url=self.table_url(**chosen.as_query()) if query.get("before") else "",
            may_answer=self.request.user.has_perm("participation.respond_contribution", self.project),
            **kwargs,
        )


class LinkChangeView(AnalysisMixin, FormView):
    """Links an input to the sentence or goal that was changed because of it."""

    permission = "drafting.add_wordingchange"
    template_name = "drafting/analysis_change.html"
    form_class = LinkChangeForm

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead to the table."""
        label = _("What people said, and our answers")
        return [*super().breadcrumbs(), {"label": label, "url": self.table_url()}]

    def get_contribution(self) -> Contribution:
        """Return the contribution of the path, inside the project."""
        return get_object_or_404(
            Contribution.objects.select_related("region", "project"),
            project=self.project,
            pk=self.kwargs["contribution"],
        )

    def newest(self) -> DraftVersion | None:
        """Return the version whose parts are offered: the newest."""
        return DraftVersion.objects.filter(promise__project=self.project).order_by("-pk").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the versions and the parts."""
        return {
            **super().get_form_kwargs(),
            "versions": version_choices(self.project),
            "parts": part_choices(self.newest(), page_language()),
        }

    def form_valid(self, form: LinkChangeForm) -> HttpResponse:
        """Link, or show what the domain refused."""
        version = get_object_or_404(
            DraftVersion.objects.select_related("promise"),
            pk=form.cleaned_data["version"],
            promise__project=self.project,
        )
        try:
            link_change(
                contribution=self.get_contribution(),
                version=version,
                part=form.cleaned_data["part"],
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Linked. The writer and everybody can follow the thread to the change.")
        )
        return HttpResponseRedirect(self.back())

    def back(self) -> str:
        """Return the table as it was narrowed when the person came from it."""
        asked = self.request.GET.get("next", "")
        return asked if asked.partition("?")[0] == self.table_url() else self.table_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words, what they are about and the links so far."""
        row = self.get_contribution()
        return super().get_context_data(
            contribution=row,
            subject=subjects_of([row], page_language()).get(row.pk),
            changes=linked_changes(row, page_language()),
            cancel={"label": pgettext("to the page before", "Back"), "url": self.back()},
            **kwargs,
        )


@require_POST
@project_action("drafting.delete_wordingchange")
def change_unlink(request: HttpRequest, project: Project, contribution: int, change: int) -> HttpResponse:
    """Take back a link that was made by mistake."""
    rows = WordingChange.objects.select_related("version").filter(contribution__project=project)
    row = get_object_or_404(rows, pk=change, contribution=contribution)
    unlink_change(change=row, actor=request.user)
    messages.success(request, _("The link is taken back."))
    return redirect("drafting:change_link", project.region.slug, project.pk, contribution)


@require_safe
@public_page
def public_answers(request: HttpRequest, project: str) -> HttpResponse:
    """Show everybody what the comments and opinions led to."""
    found = public_project(request, project)
    cursor = request.GET.get("before", "")
    page = answers_page(found, cursor=cursor, language=page_language())
    args = [request.region.slug, project]  # type: ignore[attr-defined]
    address = reverse("drafting:answers", args=args)
    context = {
        "page": page,
        "draft_url": reverse("drafting:draft", args=args),
        "list_url": reverse("drafting:comment_list", args=args),
        "older_url": f"{address}?before={page.next_cursor}" if page.next_cursor else "",
        "newer_url": address if cursor else "",
        **public_layout(request, found),
    }
    return render(request, "drafting/analysis_public.html", context)
