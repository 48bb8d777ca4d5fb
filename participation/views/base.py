"""What the pages of participation share."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.generic import FormView, View

from projects.access import ProjectMixin
from projects.guidance import guidance
from servicelofte.common.editing import DomainFormMixin
from servicelofte.common.errors import DomainError

__all__ = ["ActionView", "PageMixin", "ProjectFormView"]


class PageMixin(ProjectMixin):
    """A page of one project; `place` names the handbook's texts that stand beside it."""

    place = ""

    def address(self, name: str, *args: Any) -> str:
        """Return the address of a page of this project."""
        region = self.request.region.slug  # type: ignore[attr-defined]
        return reverse(f"participation:{name}", args=[region, self.project.pk, *args])

    def may(self, permission: str) -> bool:
        """Tell whether the person may, in this project."""
        return bool(self.request.user.has_perm(permission, self.project))  # type: ignore[union-attr]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the handbook's texts."""
        if self.place:
            kwargs.setdefault("guidance", guidance(self.project, self.place))
        kwargs.setdefault("eyebrow", "")
        return super().get_context_data(**kwargs)


class ProjectFormView(PageMixin, DomainFormMixin, FormView):
    """A form of one project on a page of its own: heading, form, the handbook's words beside it.

    Give `form_class`, `save(form)`, `title`, `submit` and `back()`. Forms of a row are given region and row.
    """

    template_name = "participation/form.html"
    title: Any = ""
    lead: Any = ""
    submit: Any = ""
    submit_kind = ""
    is_row = True

    def back(self) -> str:
        """Return the address that both saving and going back lead to."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return where to go after saving."""
        return self.back()

    def get_instance(self) -> Any:
        """Return the row to be changed, None for a new one."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add region and row."""
        kwargs = super().get_form_kwargs()
        if self.is_row:
            kwargs["region"] = self.request.region  # type: ignore[attr-defined]
            kwargs["instance"] = self.get_instance()
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading and buttons."""
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("lead", self.lead)
        kwargs.setdefault("submit", self.submit)
        kwargs.setdefault("submit_kind", self.submit_kind)
        kwargs.setdefault("cancel", {"label": pgettext("to the page before", "Back"), "url": self.back()})
        return super().get_context_data(**kwargs)


class ActionView(PageMixin, View):
    """Something done at the press of a button: `act()` calls one domain function and returns what to tell."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def act(self) -> Any:
        """Call the domain; may raise DomainError. Returns the words of the message, "" for none."""
        raise NotImplementedError

    def back(self) -> str:
        """Return where to go afterwards."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and tell what came of it or why not on the next page."""
        try:
            done = self.act()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            if done:
                messages.success(request, done)
        return HttpResponseRedirect(self.back())
