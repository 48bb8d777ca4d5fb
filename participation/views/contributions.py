"""One contribution: everything known of it, what it is about, notes; and entering one for somebody else."""

import secrets
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from participation.domain.coding import add_note, enter_contribution, recode_contribution
from participation.domain.receipt import code_of
from participation.forms.inbox import CodingForm, EnterForm, NoteForm
from participation.models import Contribution, ContributionContact
from participation.queries.inbox import contribution_page
from participation.views.base import PageMixin, ProjectFormView
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict


class ContributionMixin(PageMixin):
    """A page of one contribution, found inside the project."""

    permission = "participation.view_contribution"

    def get_contribution(self) -> Contribution:
        """Return the contribution of the path; 404 when the project has none such."""
        if not hasattr(self, "contribution"):
            rows = Contribution.objects.select_related(
                "project__region", "region", "group", "event", "entered_by"
            )
            self.contribution = get_object_or_404(rows, project=self.project, pk=self.kwargs["contribution"])
        return self.contribution

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the inbox."""
        return [*super().breadcrumbs(), {"label": _("Inbox"), "url": self.address("inbox")}]

    def detail_url(self) -> str:
        """Return the address of the contribution."""
        return self.address("contribution_detail", self.get_contribution().pk)


class ContributionDetailView(ContributionMixin, TemplateView):
    """Everything known of one contribution."""

    template_name = "participation/contribution_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add words, coding, notes and history; who said it only to those who may see it."""
        row = self.get_contribution()
        may_see = self.may("participation.see_contact_contribution")
        kwargs.setdefault("note_form", NoteForm())
        kwargs.update(
            page=contribution_page(row),
            contact=ContributionContact.objects.filter(contribution=row).first() if may_see else None,
            may_code=self.may("participation.change_contribution"),
            may_respond=self.may("participation.respond_contribution"),
            may_moderate=self.may("participation.moderate_contribution"),
        )
        return super().get_context_data(**kwargs)


class ContributionNoteView(ContributionDetailView):
    """Leaves a note beside a contribution."""

    permission = "participation.change_contribution"
    http_method_names = ("post",)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the note, or show the page with what to mend."""
        form = NoteForm(request.POST)
        if form.is_valid():
            add_note(contribution=self.get_contribution(), body=form.cleaned_data["body"], actor=request.user)
            return HttpResponseRedirect(f"{self.detail_url()}#notes")
        return self.render_to_response(self.get_context_data(note_form=form), status=422)


class ContributionCodeView(ContributionMixin, FormView):
    """Says what one contribution is about."""

    permission = "participation.change_contribution"
    template_name = "participation/contribution_code.html"
    form_class = CodingForm
    place = "inbox"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups and themes can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was said before."""
        return CodingForm.initial_of(self.get_contribution())

    def form_valid(self, form: CodingForm) -> HttpResponse:
        """Save, or show what to mend; after a conflict, sending once more saves over it."""
        try:
            with transaction.atomic():
                recode_contribution(
                    contribution=self.get_contribution(),
                    coding=form.coding(actor=self.request.user),
                    expected=form.cleaned_data["opened_version"],
                    actor=self.request.user,
                )
        except DomainError as error:
            form.add_domain_error(error)
            if isinstance(error, EditConflict):
                form.data = form.data.copy()
                form.data["opened_version"] = str(error.row.version)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.detail_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words."""
        row = self.get_contribution()
        kwargs.update(
            contribution=row,
            words=row.original or row.public_text,
            cancel={"label": _("Back to the contribution"), "url": self.detail_url()},
        )
        return super().get_context_data(**kwargs)


class ContributionCreateView(ProjectFormView):
    """Enters what somebody said on paper, by telephone or at a meeting."""

    permission = "participation.add_contribution"
    form_class = EnterForm
    title = gettext_lazy("Enter a contribution")
    lead = gettext_lazy("From paper, telephone or a meeting. It weighs as much as what came from the web.")
    submit = gettext_lazy("Enter it")
    place = "inbox"
    is_row = False

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the inbox."""
        return [*super().breadcrumbs(), {"label": _("Inbox"), "url": self.address("inbox")}]

    def back(self) -> str:
        """Lead to the inbox."""
        return self.address("inbox")

    def get_success_url(self) -> str:
        """Lead to the contribution."""
        return self.address("contribution_detail", self.object.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups, themes and events can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self) -> dict[str, Any]:
        """Begin with today and the region's first language; an event may be named in the address."""
        return {
            "received_on": clock.today(),
            "language": self.project.region.languages[0],
            "event": self.request.GET.get("event", ""),
            "channel": "workshop" if self.request.GET.get("event") else "paper",
            "form_nonce": secrets.token_hex(16),
        }

    def save(self, form: EnterForm) -> Contribution:
        """Enter it, and tell the code that the person can be given."""
        with transaction.atomic():
            row = enter_contribution(
                project=self.project,
                values=form.values,
                coding=form.coding(actor=self.request.user),
                actor=self.request.user,
            )
        text = _("It is entered. The person can follow it with this code: %(code)s")
        messages.success(self.request, text % {"code": code_of(contribution=row)})
        return row
