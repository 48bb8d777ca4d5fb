"""What the workspace's pages of follow-up share."""

from typing import Any

from projects.pages import FormPage, ProjectPage


class FollowUpMixin(ProjectPage):
    """A page of follow-up; `above` is (name of its address, label) of the page above it."""

    namespace = "monitoring"
    above: tuple[str, Any] | None = None

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        crumbs = super().breadcrumbs()
        if self.above:
            name, label = self.above
            crumbs.append({"label": str(label), "url": self.address(name)})
        return crumbs


class FollowUpForm(FollowUpMixin, FormPage):
    """A form that leads back to the page above it."""

    template_name = "monitoring/form.html"

    def back(self) -> str:
        """Return where saving and going back lead to."""
        name, _label = self.above
        return self.address(name)
