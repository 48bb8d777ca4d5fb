"""The region's register of bodies that can be asked for their opinion."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from accounts.access import WorkspaceMixin
from drafting.domain.body import change_body, register_body
from drafting.forms.voices import BodyForm
from drafting.models import Body
from drafting.queries.bodies import body_table
from projects.pages import FormPage
from servicelofte.common.editing import NewRowMixin, came_from


class BodyMixin(WorkspaceMixin):
    """A page of the region's register of bodies."""

    permission = "drafting.add_body"

    def address(self, name: str, *keys: Any) -> str:
        """Return the address of a page of the register."""
        return reverse(f"drafting:{name}", args=[self.request.region.slug, *keys])

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead from the workspace to the register."""
        home = reverse("workspace_home", args=[self.request.region.slug])
        return [
            {"label": _("My work"), "url": home},
            {"label": _("Bodies"), "url": self.address("body_list")},
        ]


class BodyListView(BodyMixin, TemplateView):
    """Everybody who can be asked for an opinion."""

    permission = "drafting.view_body"
    template_name = "drafting/body_list.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """End with the workspace."""
        return super().breadcrumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the register."""
        region = self.request.region
        may_change = self.request.user.has_perm("drafting.add_body", region)
        add = {"label": _("Add a body"), "url": self.address("body_create")}
        return super().get_context_data(
            table=body_table(region.slug, with_links=may_change),
            actions=[add] if may_change else [],
            **kwargs,
        )


class BodyFormView(BodyMixin, FormPage):
    """What adding and changing a body share."""

    form_class = BodyForm
    template_name = "drafting/body_form.html"
    title = gettext_lazy("A body in the register")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The register is up to date.")

    def back(self) -> str:
        """Go back to where the person came from, else to the register."""
        return came_from(self.request) or self.address("body_list")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Name the region, in whose languages a body has names."""
        return {**super().get_form_kwargs(), "region": self.request.region}


class BodyCreateView(NewRowMixin, BodyFormView, FormView):
    """Enters a body into the register."""

    def get_initial(self) -> dict[str, Any]:
        """Begin in the region's first language."""
        return {"language": self.request.region.languages[0], "is_active": True}

    def save(self, form: BodyForm) -> Body:
        """Register."""
        return register_body(region=self.request.region, actor=self.request.user, facts=form.facts)


class BodyEditView(BodyFormView, UpdateView):
    """Changes a body, or takes it out of use."""

    pk_url_kwarg = "body"

    def get_queryset(self) -> QuerySet[Body]:
        """Return the region's bodies."""
        return Body.objects.select_related("region")

    def save(self, form: BodyForm) -> Body:
        """Change."""
        return change_body(
            body=form.instance,
            actor=self.request.user,
            facts=form.facts,
            opened=form.opened_version,
        )
