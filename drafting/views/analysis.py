"""Going through what came in: the table with outcomes, links to changed wording, and the public summary."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from drafting.domain.analysis import link_change, unlink_change
from drafting.forms.voices import AnalysisFilterForm, LinkChangeForm
from drafting.models import DraftVersion, WordingChange
from drafting.queries.analysis import (
    AnalysisFilter,
    analysis_page,
    answers_page,
    linked_changes,
    part_choices,
    version_choices,
    versions_after,
)
from participation.models import Contribution, Response
from participation.queries.voices import subjects_of
from projects.access import project_layout, public_project
from projects.pages import ActionPage, FormPage, ProjectPage
from servicelofte.common.languages import page_language
from servicelofte.common.public_cache import public_page


class AnalysisMixin(ProjectPage):
    """A page of the analysis: the way back leads to the table."""

    namespace = "drafting"

    def table_url(self, **values: str) -> str:
        """Return the address of the table, narrowed by what is given."""
        query = {key: value for key, value in values.items() if value}
        return f"{self.address('analysis')}?{urlencode(query)}" if query else self.address("analysis")


class AnalysisView(AnalysisMixin, TemplateView):
    """Every comment and opinion: what it is about, what it says, what became of it."""

    permission = "drafting.view_comment"
    template_name = "drafting/analysis.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table, the filter and the progress."""
        query = self.request.GET
        form = AnalysisFilterForm(query or None)
        chosen = (
            AnalysisFilter(**form.cleaned_data) if form.is_bound and form.is_valid() else AnalysisFilter()
        )
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
            may_answer=self.may("participation.respond_contribution"),
            may_link=self.may("drafting.add_wordingchange"),
            answer_url=reverse(
                "participation:contributions_respond", args=[self.request.region.slug, self.project.pk]
            ),
            back_url=self.request.get_full_path(),
            **kwargs,
        )


class LinkChangeView(AnalysisMixin, FormPage, FormView):
    """Links an input to the sentence or goal that was changed because of it."""

    permission = "drafting.add_wordingchange"
    template_name = "drafting/analysis_change.html"
    form_class = LinkChangeForm
    title = gettext_lazy("What was changed because of this?")
    submit = gettext_lazy("Link")
    done_message = gettext_lazy("Linked. The writer and everybody can follow the thread to the change.")

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
            "versions": version_choices(self.get_contribution()),
            "parts": part_choices(self.newest(), page_language()),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with the statement that the answer says has to change."""
        answer = Response.objects.filter(contribution=self.get_contribution(), lineage__isnull=False).first()
        return {"part": str(answer.lineage)} if answer else {}

    def save(self, form: LinkChangeForm) -> WordingChange:
        """Link them."""
        versions = DraftVersion.objects.select_related("promise").filter(promise__project=self.project)
        return link_change(
            contribution=self.get_contribution(),
            version=get_object_or_404(versions, pk=form.cleaned_data["version"]),
            part=form.cleaned_data["part"],
            actor=self.request.user,
        )

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
            has_versions=versions_after(row).exists(),
            first_step={
                "label": _("Versions and the time for comments"),
                "url": self.address("version_list"),
            },
            **kwargs,
        )


class ChangeUnlinkView(AnalysisMixin, ActionPage):
    """Takes back a link that was made by mistake."""

    permission = "drafting.delete_wordingchange"

    def act(self) -> Any:
        """Take it back."""
        rows = WordingChange.objects.select_related("version").filter(contribution__project=self.project)
        contribution = self.kwargs["contribution"]
        row = get_object_or_404(rows, pk=self.kwargs["change"], contribution=contribution)
        unlink_change(change=row, actor=self.request.user)
        return _("The link is taken back.")

    def back(self) -> str:
        """Return the page of the contribution's links."""
        return self.address("change_link", self.kwargs["contribution"])


@require_safe
@public_page
def public_answers(request: HttpRequest, project: str) -> HttpResponse:
    """Show everybody what the comments and opinions led to."""
    found = public_project(request, project)
    cursor = request.GET.get("before", "")
    page = answers_page(found, cursor=cursor, language=page_language())
    args = [request.region.slug, project]
    address = reverse("drafting:answers", args=args)
    context = {
        "page": page,
        "draft_url": reverse("drafting:draft", args=args),
        "list_url": reverse("drafting:comment_list", args=args),
        "older_url": f"{address}?before={page.next_cursor}" if page.next_cursor else "",
        "newer_url": address if cursor else "",
        **project_layout(request, found),
    }
    return render(request, "drafting/analysis_public.html", context)
