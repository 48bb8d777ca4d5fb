"""What the workspace pages of a project share in every app: addresses, permissions, the handbook's words, forms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from django.views import View

from accounts.access import RegionRequest
from projects.access import ProjectMixin
from projects.guidance import guidance
from servicelofte.common.editing import DomainFormMixin, leading_on
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import HouseForm
from servicelofte.common.keys import number_of


class ProjectPage(ProjectMixin):
    """A page of one project: `namespace` names the app's addresses, `place` the handbook's texts beside the page."""

    namespace = "projects"
    place = ""

    def address(self, name: str, *keys: Any) -> str:
        """Return the address of a page of the app in this project."""
        region = self.request.region.slug
        return reverse(f"{self.namespace}:{name}", args=[region, self.project.pk, *keys])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the handbook's texts."""
        if self.place:
            kwargs.setdefault("guidance", guidance(self.project, self.place))
        return super().get_context_data(**kwargs)


class ActionPage(ProjectPage, View):
    """Something done at the press of a button: `act()` calls one domain function and returns what to tell."""

    http_method_names = ("post",)

    @property
    def opened(self) -> int:
        """The version the page was opened at; nonsense counts as an old one."""
        return number_of(self.request.POST.get("opened_version")) or 0

    def act(self) -> Any:
        """Call the domain; may raise DomainError. Returns the words of the message, "" for none."""
        raise NotImplementedError

    def back(self) -> str:
        """Return where to go afterwards."""
        raise NotImplementedError

    def mend_url(self, error: DomainError) -> str:
        """Return the address where what the domain misses is entered, "" where the page gone back to is the place."""
        return ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and tell what came of it or why not on the next page."""
        try:
            done = self.act()
        except DomainError as error:
            messages.error(request, self._refusal(error))
        else:
            if done:
                messages.success(request, done)
        return HttpResponseRedirect(self.back())

    def _refusal(self, error: DomainError) -> str:
        url = self.mend_url(error)
        if not url:
            return str(error)
        return leading_on(str(error), url, pgettext("what is missing", "Mend it"))


class FormPage(DomainFormMixin):
    """A form on a page of its own: give `title`, `submit`, `save(form)` and `back()`.

    Where what it asks can be impossible whatever is written, give `check_possible()` too: nobody fills in a form, or
    answers a question, that could only be refused. What was written before is still taken to the domain.
    """

    request: RegionRequest
    title: Any = ""
    lead: Any = ""
    submit: Any = ""
    submit_kind = ""

    def back(self) -> str:
        """Return the address that going back leads to, and saving where nothing else is said."""
        raise NotImplementedError

    def check_possible(self) -> None:
        """Raise DomainError, which says why, when what the page asks cannot be done now; by the domain's own check."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or lead back and tell why it cannot be filled in now."""
        try:
            self.check_possible()
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """Return where to go after saving."""
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading and buttons."""
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("lead", self.lead)
        kwargs.setdefault("submit", self.submit)
        kwargs.setdefault("submit_kind", self.submit_kind)
        kwargs.setdefault("cancel", {"label": pgettext("to the page before", "Back"), "url": self.back()})
        return super().get_context_data(**kwargs)


class ConfirmPage(FormPage):
    """Something that cannot simply be undone: a page that says what happens, with the button that does it."""

    form_class = HouseForm
    is_row = False
    submit_kind = "danger"

    def about(self) -> Any:
        """Return what it is about, as it stands above the question."""
        raise NotImplementedError

    def consequences(self) -> list[Any]:
        """Return sentences that say what happens."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what it is about, and what happens."""
        kwargs.setdefault("eyebrow", self.about())
        kwargs.setdefault("lead", " ".join(map(str, self.consequences())))
        return super().get_context_data(**kwargs)


class RowFormPage(FormPage):
    """A form page whose form is of a row of the region: its `RowForm` is given both."""

    is_row = True

    def get_instance(self) -> Any:
        """Look up the row to be changed, None for a new one."""
        return None

    @cached_property
    def instance(self) -> Any:
        """The row to be changed, looked up once a request."""
        return self.get_instance()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add region and row."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.is_row:
            kwargs.update(region=self.request.region, instance=self.instance)
        return kwargs
