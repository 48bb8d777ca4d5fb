"""One contribution: everything known of it, what it is about, notes; and entering one for somebody else."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from participation.domain.coding import add_note, enter_contribution, recode_contribution
from participation.domain.receipt import code_of
from participation.enums import Moderation
from participation.forms.inbox import CodingForm, EnterForm, NoteForm
from participation.models import Contribution, ContributionContact
from participation.queries.inbox import contribution_page, next_uncoded
from participation.views.base import PageMixin, ProjectFormView
from projects.pages import FormPage
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.once import do_once

# What the contributions of one pile of paper have in common: it goes on to the next.
PILE = ("channel", "received_on", "language", "event", "group", "service")


class ContributionMixin(PageMixin):
    """A page of one contribution, found inside the project."""

    permission = "participation.view_contribution"

    @cached_property
    def contribution(self) -> Contribution:
        """The contribution of the path; 404 when the project has none such."""
        rows = Contribution.objects.select_related(
            "project__region", "region", "group", "event", "entered_by", "response"
        )
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["contribution"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the inbox."""
        return [*super().breadcrumbs(), {"label": _("Inbox"), "url": self.address("inbox")}]

    def detail_url(self) -> str:
        """Return the address of the contribution."""
        return self.address("contribution_detail", self.contribution.pk)

    def next_url(self) -> str:
        """Return where the next contribution that is not coded is coded, "" when all are."""
        key = next_uncoded(self.contribution)
        return self.address("contribution_code", key) if key else ""


class ContributionDetailView(ContributionMixin, TemplateView):
    """Everything known of one contribution."""

    template_name = "participation/contribution_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add words, coding, notes and history; who said it only to those who may see it."""
        row = self.contribution
        may_see = self.may("participation.see_contact_contribution")
        kwargs.setdefault("note_form", NoteForm())
        kwargs.update(
            page=contribution_page(row),
            note_keep=f"{self.request.user.pk}:note-{row.pk}",
            contact=ContributionContact.objects.filter(contribution=row).first() if may_see else None,
            may_code=self.may("participation.change_contribution"),
            may_note=self.may("participation.change_contribution") and row.moderation != Moderation.ERASED,
            may_respond=self.may("participation.respond_contribution", row),
            may_moderate=self.may("participation.moderate_contribution"),
        )
        if kwargs["may_code"]:
            kwargs["next_url"] = self.next_url()
        return super().get_context_data(**kwargs)


class ContributionNoteView(ContributionDetailView):
    """Leaves a note beside a contribution."""

    permission = "participation.change_contribution"
    http_method_names = ("post",)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the note, or show the page with what to mend."""
        return do_once(request, self._keep)

    def _keep(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if form.is_valid():
            try:
                add_note(
                    contribution=self.contribution, body=form.cleaned_data["body"], actor=self.request.user
                )
                messages.success(self.request, _("The note is saved."))
                return HttpResponseRedirect(f"{self.detail_url()}#notes")
            except DomainError as error:
                form.add_domain_error(error)
        return self.render_to_response(self.get_context_data(note_form=form), status=422)


class ContributionCodeView(ContributionMixin, FormPage, FormView):
    """Says what one contribution is about."""

    permission = "participation.change_contribution"
    template_name = "participation/contribution_code.html"
    form_class = CodingForm
    place = "inbox"
    title = gettext_lazy("What is it about?")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def back(self) -> str:
        """Lead to the contribution."""
        return self.detail_url()

    def get_success_url(self) -> str:
        """Lead to the contribution, or to the next that is not coded."""
        return ("go_on" in self.request.POST and self.next_url()) or self.back()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups and themes can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was said before."""
        return CodingForm.initial_of(self.contribution)

    def save(self, form: CodingForm) -> Contribution:
        """Say it anew."""
        return recode_contribution(
            contribution=self.contribution,
            coding=form.coding,
            expected=form.cleaned_data["opened_version"],
            actor=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words."""
        row = self.contribution
        kwargs.update(
            contribution=row,
            words=row.original or row.public_text,
            and_on=_("Save and code the next") if self.next_url() else "",
        )
        return super().get_context_data(**kwargs)


class ContributionCreateView(ProjectFormView):
    """Enters what somebody said on paper, by telephone or at a meeting.

    It has a token of its own as residents' forms have, and no `NewRowMixin`: what is sent twice must tell the person's
    code again, which of a double click only the second answer shows.
    """

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
        """Lead to the contribution, or to the next one of the same pile."""
        if "go_on" not in self.request.POST:
            return self.address("contribution_detail", self.object.pk)
        cleaned = self.form.cleaned_data
        pile = {
            "channel": cleaned["channel"],
            "received_on": cleaned["received_on"].isoformat(),
            "language": cleaned["language"],
            "event": cleaned["event"].pk if cleaned["event"] else "",
            "group": cleaned["group"].pk if cleaned["group"] else "",
            "service": cleaned["service"],
        }
        return f"{self.address('contribution_create')}?{urlencode({k: v for k, v in pile.items() if v})}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project, whose groups, themes and events can be chosen."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self) -> dict[str, Any]:
        """Begin with today and the region's first language; the address may name what a pile has in common."""
        asked = {name: self.request.GET[name] for name in PILE if name in self.request.GET}
        return {
            "received_on": clock.today(),
            "language": self.project.region.languages[0],
            "channel": "workshop" if self.request.GET.get("event") else "paper",
            "form_nonce": secrets.token_hex(16),
            **asked,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to go on with the next of the pile."""
        kwargs.setdefault("and_on", _("Enter it and go on with the next"))
        return super().get_context_data(**kwargs)

    def save(self, form: EnterForm) -> Contribution:
        """Enter it, and tell the code that the person can be given."""
        self.form = form
        row = enter_contribution(
            project=self.project, values=form.values, coding=form.coding, actor=self.request.user
        )
        text = _("It is entered. The person can follow it with this code, which is shown only now: %(code)s")
        messages.success(self.request, text % {"code": code_of(contribution=row)})
        return row
