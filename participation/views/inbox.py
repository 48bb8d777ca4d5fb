"""The inbox: what everybody said in every channel, coded one by one or several at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin
from participation.domain.coding import code_contributions
from participation.forms.inbox import BulkCodingForm, InboxFilterForm
from participation.models import Contribution
from participation.queries.inbox import inbox_page, languages_in
from participation.views.base import PageMixin
from projects.models import Project
from servicelofte.common.errors import DomainError
from servicelofte.common.keys import asked_number, number_of

PAGING = ("before", "after")
MOST_IDS = 200


def list_context(request: HttpRequest, project: Project | None, address: str) -> dict[str, Any]:
    """Return the list of an inbox as the address asks for it: filter form, rows, paging."""
    rows = Contribution.objects.filter(project=project) if project else Contribution.objects.all()
    languages = languages_in(rows, request.region)
    filter_form = InboxFilterForm(request.GET, project=project, languages=languages)
    chosen = filter_form.chosen
    query = {name: value for name, value in request.GET.items() if name in chosen and name not in PAGING}
    page = inbox_page(
        rows,
        address=address,
        chosen=chosen,
        query=query,
        before=asked_number(request, "before"),
        after=asked_number(request, "after"),
    )
    return {"filter_form": filter_form, "page": page, "clear_url": address if chosen else ""}


class InboxView(PageMixin, TemplateView):
    """The contributions of a project."""

    permission = "participation.view_contribution"
    template_name = "participation/inbox.html"
    place = "inbox"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list, the coding form for what is ticked, and the ways on."""
        may_code = self.may("participation.change_contribution")
        enter = {
            "label": _("Enter a contribution"),
            "url": self.address("contribution_create"),
            "kind": "secondary",
        }
        kwargs.update(list_context(self.request, self.project, self.address("inbox")))
        if may_code:
            kwargs.setdefault("coding_form", BulkCodingForm(project=self.project, prefix="code"))
        kwargs.setdefault("ticked", set())
        kwargs.update(
            may_code=may_code,
            may_answer=self.may("participation.respond_contribution"),
            actions=[enter] if may_code else [],
            first_step=enter if may_code else None,
            moderation_url=self.address("moderation_list")
            if self.may("participation.moderate_contribution")
            else "",
            synthesis_url=self.address("synthesis_list"),
        )
        return super().get_context_data(**kwargs)


class InboxCodeView(InboxView):
    """Codes the ticked contributions together, or leads to the page where they are answered together."""

    permission = "participation.change_contribution"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the list: this address is left standing when what was chosen has to be mended."""
        return HttpResponseRedirect(self._list_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Code them and go back to the list as it was, or show it with what to mend."""
        ids = {pk for text in request.POST.getlist("ids")[:MOST_IDS] if (pk := number_of(text))}
        if "answer" in request.POST:
            return HttpResponseRedirect(self._answer_url(ids))
        form = BulkCodingForm(request.POST, project=self.project, prefix="code")
        if form.is_valid():
            try:
                count = code_contributions(
                    project=self.project, ids=ids, coding=form.coding, actor=request.user
                )
            except DomainError as error:
                form.add_domain_error(error)
            else:
                text = ngettext(
                    "%(count)d contribution is coded.", "%(count)d contributions are coded.", count
                )
                messages.success(request, text % {"count": count})
                return HttpResponseRedirect(self._list_url())
        return self.render_to_response(self.get_context_data(coding_form=form, ticked=ids), status=422)

    def _list_url(self) -> str:
        query = self.request.GET.urlencode()
        return f"{self.address('inbox')}?{query}" if query else self.address("inbox")

    def _answer_url(self, ids: set[int]) -> str:
        query = urlencode({"chosen": sorted(ids), "next": self._list_url()}, doseq=True)
        return f"{self.address('contributions_respond')}?{query}"


class RegionInboxView(WorkspaceMixin, TemplateView):
    """What came in over the whole region, whatever the project."""

    permission = "participation.view_contribution"
    template_name = "participation/region_inbox.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list."""
        address = reverse("participation:region_inbox", args=[self.request.region.slug])
        kwargs.update(list_context(self.request, None, address))
        return super().get_context_data(**kwargs)
