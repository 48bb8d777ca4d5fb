"""What the pages of participation share."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import FormView, View

from projects.pages import ProjectPage, RowFormPage
from servicelofte.common.errors import DomainError

__all__ = ["ActionView", "PageMixin", "ProjectFormView"]


class PageMixin(ProjectPage):
    """A page of participation in one project."""

    namespace = "participation"


class ProjectFormView(PageMixin, RowFormPage, FormView):
    """A form of one project on a page of its own."""

    template_name = "participation/form.html"


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
