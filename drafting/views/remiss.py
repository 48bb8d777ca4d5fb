"""The workspace's side of the remiss: the invitations, what is received and what is missing."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from drafting.domain.remiss import (
    arrange_alike,
    call_off_opinion,
    invite_bodies,
    require_awaited,
    resend_invitation,
)
from drafting.enums import OPEN_STATES
from drafting.forms.voices import CallOffForm, InviteForm, RequestForm
from drafting.models import Consultation, OpinionRequest
from drafting.queries.bodies import body_name, invitable_bodies
from drafting.queries.letter import alike_requests, letter_to_begin_with, letter_to_change
from drafting.queries.opinion import opinion_reading, stance_table
from drafting.queries.remiss import (
    earlier_submissions,
    edit_label,
    invitable_consultation,
    request_detail,
    request_page,
)
from projects.pages import ActionPage, ConfirmPage, FormPage, ProjectPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.languages import page_language


class RemissMixin(ProjectPage):
    """A page of a project's remiss: the way back leads to the list of requests."""

    namespace = "drafting"
    permission = "drafting.add_opinionrequest"

    def back(self) -> str:
        """Return the address of the list of requests."""
        return self.address("request_list")

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead from the project to the list."""
        return [*super().breadcrumbs(), {"label": _("Opinions of bodies"), "url": self.back()}]


class RequestListView(RemissMixin, TemplateView):
    """Who was asked, what is received and what is missing."""

    permission = "drafting.view_opinionrequest"
    template_name = "drafting/remiss_list.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """End with the project."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the requests and what may be done."""
        page, may_invite = request_page(self.project), self.may("drafting.add_opinionrequest")
        register = reverse("drafting:body_list", args=[self.project.region.slug])
        actions = [{"label": _("Register of bodies"), "url": register, "kind": "secondary"}]
        invite = {"label": _("Invite bodies"), "url": self.address("request_create")}
        invite = invite if may_invite and page.is_open else None
        # The empty page has the same way on in its middle.
        if invite and page.rows:
            actions.insert(0, invite)
        return super().get_context_data(
            page=page,
            first_step={
                "label": _("Versions and the time for comments"),
                "url": self.address("version_list"),
            },
            stances=stance_table(self.project, page_language()),
            may_invite=may_invite,
            invite=invite,
            actions=actions,
            **kwargs,
        )


class RequestCreateView(NewRowMixin, RemissMixin, FormPage, FormView):
    """Invites several bodies at once."""

    template_name = "drafting/remiss_form.html"
    form_class = InviteForm
    title = gettext_lazy("Whose opinion do we ask for?")
    lead = gettext_lazy(
        "Each body gets a link by e-mail, in its own language. Whoever has the link can answer, so that colleagues "
        "can write together."
    )
    submit = gettext_lazy("Send the invitations")

    @cached_property
    def consultation(self) -> Consultation | None:
        """The consultation to ask about, None while none is open."""
        return invitable_consultation(self.project)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; without a consultation go to the list, which says so."""
        return super().get(request, *args, **kwargs) if self.consultation else redirect(self.back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Invite; without a consultation go to the list, which says so."""
        return super().post(request, *args, **kwargs) if self.consultation else redirect(self.back())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the bodies that have not been asked, and the letter in the region's languages."""
        bodies = invitable_bodies(self.consultation)
        return {**super().get_form_kwargs(), "bodies": bodies, "region": self.project.region}

    def get_initial(self) -> dict[str, Any]:
        """Propose the last day of the consultation, and a letter to go on from."""
        return {
            "due_on": self.consultation.closes_on,
            **letter_to_begin_with(self.consultation, self.request.user),
        }

    def save(self, form: InviteForm) -> list[OpinionRequest]:
        """Invite them, and tell how many."""
        rows = invite_bodies(
            consultation=self.consultation,
            bodies=list(form.cleaned_data["bodies"]),
            due_on=form.cleaned_data["due_on"],
            actor=self.request.user,
            letter=form.letter,
            contact=form.contact,
            registry_number=form.cleaned_data["registry_number"],
        )
        text = ngettext(
            "%(number)s body has been invited.", "%(number)s bodies have been invited.", len(rows)
        )
        self.done_message = text % {"number": len(rows)}
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to a body that is not in the register."""
        create = reverse("drafting:body_create", args=[self.project.region.slug])
        back = urlencode({"next": self.request.get_full_path()})
        return super().get_context_data(create_url=f"{create}?{back}", **kwargs)


class RequestMixin(RemissMixin):
    """A page about one request."""

    permission = "drafting.change_opinionrequest"

    @cached_property
    def opinion_request(self) -> OpinionRequest:
        """The request of the path, inside the project."""
        return get_object_or_404(
            OpinionRequest.objects.select_related("body", "region", "opinion", "consultation__draft").defer(
                "consultation__draft__snapshot"
            ),
            pk=self.kwargs["opinion_request"],
            consultation__draft__promise__project=self.project,
        )


class RequestLetterView(RequestMixin, TemplateView):
    """A request as it was sent: its letter in each language, whom the body can ask, and what happened."""

    permission = "drafting.view_opinionrequest"
    template_name = "drafting/request_letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the request, and the way to change it."""
        row = self.opinion_request
        edit = {"label": edit_label(row), "url": self.address("request_edit", row.pk)}
        may_change = self.may("drafting.change_opinionrequest")
        return super().get_context_data(
            body=body_name(row.body),
            page=request_detail(row, self.project),
            actions=[{**edit, "kind": "secondary"}] if may_change else [],
            **kwargs,
        )


class RequestEditView(RequestMixin, FormPage, FormView):
    """Gives more time, enters the number in the register, changes letter and contact person."""

    template_name = "drafting/remiss_edit.html"
    form_class = RequestForm
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The request is up to date.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for the letter as long as the opinion is not in, for all of it where there is one. What was written
        before it came in is kept in the form, which says why it cannot be saved.
        """
        row = self.opinion_request
        was_written = any(name.startswith("letter_") for name in self.request.POST)
        return {
            **super().get_form_kwargs(),
            "region": row.region,
            "with_letter": was_written or not hasattr(row, "opinion"),
            "needs_letter": bool(row.letter),
            "alike": alike_requests(row),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with what stands."""
        row = self.opinion_request
        return {
            "due_on": row.due_on,
            "registry_number": row.registry_number,
            "opened_version": row.version,
            **letter_to_change(row),
        }

    def save(self, form: RequestForm) -> OpinionRequest:
        """Save all of it, for the others that were chosen too."""
        done = arrange_alike(
            opinion_request=self.opinion_request,
            others=form.cleaned_data.get("also", ()),
            due_on=form.cleaned_data["due_on"],
            registry_number=form.cleaned_data["registry_number"],
            letter=form.letter,
            contact=form.contact,
            actor=self.request.user,
            opened=form.cleaned_data["opened_version"],
        )
        if len(done) > 1:
            self.done_message = _("%(count)d requests are up to date.") % {"count": len(done)}
        return done[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the body, and where its request is."""
        row = self.opinion_request
        name = body_name(row.body)
        return super().get_context_data(
            title=name.text, title_lang=name.lang, note=row.get_state_display(), **kwargs
        )


class OpinionReadView(RequestMixin, TemplateView):
    """A body's whole opinion as it was given, goal by goal, with the answers."""

    permission = "drafting.view_opinion"
    template_name = "drafting/opinion_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the opinion; 404 where none was given."""
        row = self.opinion_request
        page = opinion_reading(row, language=page_language(), back=self.request.path)
        if page is None:
            raise Http404
        return super().get_context_data(
            row=row,
            body=body_name(row.body),
            page=page,
            earlier=earlier_submissions(row),
            is_being_changed=row.state in OPEN_STATES,
            may_answer=self.may("participation.respond_contribution"),
            **kwargs,
        )


class RequestCallOffView(RequestMixin, ConfirmPage, FormView):
    """Calls off an opinion that is awaited, with the reason that the body reads."""

    template_name = "drafting/form.html"
    form_class = CallOffForm

    def check_possible(self) -> None:
        """Lead back when the opinion is received or no longer awaited."""
        require_awaited(self.opinion_request)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Name the language that the body reads."""
        return {**super().get_form_kwargs(), "language": self.opinion_request.body.language}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the request as it is read now."""
        return {"opened_version": self.opinion_request.version}

    def about(self) -> str:
        """Return the body's name."""
        return body_name(self.opinion_request.body).text

    @cached_property
    def is_given(self) -> bool:
        """Whether an opinion was given that the body had opened for change."""
        return hasattr(self.opinion_request, "opinion")

    @property
    def title(self) -> str:
        """The question."""
        return _("Take no more changes of the opinion?") if self.is_given else _("Call off the opinion?")

    @property
    def submit(self) -> str:
        """What the button does."""
        return _("Take no more changes") if self.is_given else _("Call off the opinion")

    @property
    def done_message(self) -> str:
        """What is told on the next page."""
        if self.is_given:
            return _("The opinion stands as it was given. The body is told by e-mail.")
        return _("The opinion is called off. The body is told by e-mail.")

    def consequences(self) -> list[Any]:
        """Say what the body meets, what is kept, and how it is undone."""
        if self.is_given:
            return [
                _("The opinion stands as it was given, and counts as received."),
                _(
                    "The body gets an e-mail and cannot submit what it was changing. You can ask again from the list."
                ),
            ]
        return [
            _("The body gets an e-mail, and its link then says that the opinion is no longer asked for."),
            _("What it has saved is kept, but it cannot be submitted. You can ask again from the list."),
        ]

    def save(self, form: CallOffForm) -> OpinionRequest:
        """Call it off."""
        return call_off_opinion(
            opinion_request=self.opinion_request,
            reason=form.cleaned_data["reason"],
            actor=self.request.user,
            opened=form.cleaned_data["opened_version"],
        )


class RequestResendView(RequestMixin, ActionPage):
    """Sends the invitation anew with a new link."""

    def act(self) -> Any:
        """Send it."""
        asks_again = self.request.POST.get("ask_again") == "yes"
        resend_invitation(
            opinion_request=self.opinion_request, actor=self.request.user, asks_again=asks_again
        )
        return _("A new invitation is on its way. The old link no longer works.")
