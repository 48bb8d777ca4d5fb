"""What the workspace's pages of follow-up share."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.access import ProjectMixin
from projects.guidance import guidance
from servicelofte.common.editing import DomainFormMixin

__all__ = ["FollowUpForm", "FollowUpMixin"]


class FollowUpMixin(ProjectMixin):
    """A page of follow-up; `place` names the handbook's texts beside it, `above` the page above it."""

    place = ""
    above: tuple[str, Any] | None = None

    def address(self, name: str, *keys: Any) -> str:
        """Return an address of this part of the project."""
        return reverse(f"monitoring:{name}", args=[self.project.region.slug, self.project.pk, *keys])

    def may(self, permission: str, row: Any = None) -> bool:
        """Tell whether the person may, with a row or in the project."""
        return bool(self.request.user.has_perm(permission, row if row is not None else self.project))

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        crumbs = super().breadcrumbs()
        if self.above:
            name, label = self.above
            crumbs.append({"label": str(label), "url": self.address(name)})
        return crumbs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the handbook's texts."""
        if self.place:
            kwargs.setdefault("guidance", guidance(self.project, self.place))
        return super().get_context_data(**kwargs)


class FollowUpForm(FollowUpMixin, DomainFormMixin):
    """A form beside the handbook's texts: `title`, `submit`, and `back()` where saving and going back lead to."""

    template_name = "monitoring/form.html"
    title: Any = ""
    lead: Any = ""
    submit: Any = ""

    def back(self) -> str:
        """Return where saving and going back lead to."""
        name, _label = self.above  # type: ignore[misc]
        return self.address(name)

    def get_success_url(self) -> str:
        """Return where to go after saving."""
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading and buttons."""
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("lead", self.lead)
        kwargs.setdefault("submit", self.submit)
        kwargs.setdefault("cancel", {"label": _("Cancel"), "url": self.back()})
        return super().get_context_data(**kwargs)
