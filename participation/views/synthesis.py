"""The synthesis of each perspective: its points, whom they rest on, its approval, and what everybody reads of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from participation.domain.synthesis import (
    approve_synthesis,
    begin_syntheses,
    remove_point,
    reopen_synthesis,
    require_unapproved,
    write_point,
)
from participation.forms.synthesis import OpenedForm, PointForm
from participation.models import Synthesis
from participation.queries.synthesis import (
    candidates,
    point_of,
    public_syntheses,
    synthesis_of,
    synthesis_page,
    synthesis_rows,
)
from participation.views.base import PageMixin
from projects.access import project_layout, public_project
from projects.enums import Perspective
from projects.pages import ActionPage, ConfirmPage, FormPage
from servicelofte.common.errors import DomainError
from servicelofte.common.keys import number_of
from servicelofte.common.languages import best, page_language
from servicelofte.common.public_cache import public_page
from servicelofte.common.text import one_line


class SynthesisListView(PageMixin, TemplateView):
    """The five texts."""

    permission = "participation.view_synthesis"
    template_name = "participation/synthesis_list.html"
    place = "synthesis"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add them with how far each is."""
        kwargs.update(rows=synthesis_rows(self.project), inbox_url=self.address("inbox"))
        return super().get_context_data(**kwargs)


class SynthesisMixin(PageMixin):
    """A page of one synthesis, named by its perspective."""

    permission = "participation.change_synthesis"

    @cached_property
    def synthesis(self) -> Synthesis:
        """The synthesis of the path; 404 when there is no such perspective."""
        if self.kwargs["perspective"] not in Perspective.values:
            raise Http404
        row = synthesis_of(self.project, self.kwargs["perspective"])
        row.project = self.project
        return row

    def stored(self) -> Synthesis:
        """Return the synthesis as a row, made when it is written for the first time."""
        if self.synthesis.pk is None:
            begin_syntheses(project=self.project)
            del self.synthesis
        return self.synthesis

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the five."""
        return [*super().breadcrumbs(), {"label": _("Synthesis"), "url": self.address("synthesis_list")}]

    def back(self) -> str:
        """Lead to the synthesis."""
        return self.address("synthesis_edit", self.kwargs["perspective"])


class SynthesisEditView(SynthesisMixin, TemplateView):
    """One synthesis with its points, to be added to, changed and approved."""

    permission = "participation.view_synthesis"
    template_name = "participation/synthesis_edit.html"
    place = "synthesis"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the points."""
        perspective = self.synthesis.perspective
        kwargs.update(
            page=synthesis_page(self.synthesis),
            may_change=self.may("participation.change_synthesis"),
            may_approve=self.may("participation.approve_synthesis"),
            add_url=self.address("point_create", perspective),
            approve_url=self.address("synthesis_approve", perspective),
            reopen_url=self.address("synthesis_reopen", perspective),
            inbox_url=f"{self.address('inbox')}?perspective={perspective}",
            public_url=self._public_url(),
        )
        return super().get_context_data(**kwargs)

    def _public_url(self) -> str:
        """Return where everybody reads the synthesis, "" where nobody but staff does."""
        if not self.project.is_public:
            return ""
        return reverse("participation:synthesis_public", args=[self.request.region.slug, self.project.slug])


class PointMixin(SynthesisMixin):
    """A page of one point, named by its place."""

    @cached_property
    def point(self) -> dict[str, Any] | None:
        """The point of the path, None for a new one; 404 when there is no such point."""
        order = self.kwargs.get("order")
        if order is None:
            return None
        found = point_of(self.synthesis, order)
        if found is None:
            raise Http404
        return found


class PointView(PointMixin, FormPage, FormView):
    """Writes a point: a sentence in each language, and the contributions it rests on."""

    template_name = "participation/point_form.html"
    form_class = PointForm
    place = "synthesis"
    title = gettext_lazy("A point of the synthesis")
    submit = gettext_lazy("Save the point")
    done_message = gettext_lazy("The point is saved.")

    def check_possible(self) -> None:
        """Lead back once the synthesis is approved."""
        require_unapproved(self.synthesis)

    @cached_property
    def offered(self) -> list[dict[str, Any]]:
        """The contributions that can be cited, those chosen first."""
        chosen = set(self.point["citations"]) if self.point else set()
        chosen |= {pk for text in self.request.POST.getlist("citations") if (pk := number_of(text))}
        words = one_line(self.request.GET.get("words", ""))[:100]
        return candidates(self.synthesis, chosen=chosen, words=words)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the languages and what can be cited."""
        return {**super().get_form_kwargs(), "region": self.project.region, "offered": self.offered}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the point as it stands."""
        initial: dict[str, Any] = {"opened_version": self.synthesis.version}
        point = self.point
        if point:
            initial |= {f"body_{language}": body for language, body in point["bodies"].items()}
            initial["is_differing"] = point["is_differing"]
        return initial

    def save(self, form: PointForm) -> int:
        """Write it."""
        cleaned = form.cleaned_data
        return write_point(
            synthesis=self.stored(),
            bodies=form.bodies,
            citations={int(key) for key in cleaned["citations"]},
            is_differing=cleaned["is_differing"],
            expected=cleaned["opened_version"],
            actor=self.request.user,
            order=self.kwargs.get("order"),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the perspective and the list to cite from."""
        order = self.kwargs.get("order")
        kwargs.update(
            page=synthesis_page(self.synthesis),
            offered=self.offered,
            remove_url=self.address("point_remove", self.kwargs["perspective"], order) if order else "",
            searched=one_line(self.request.GET.get("words", ""))[:100],
        )
        return super().get_context_data(**kwargs)


class PointRemoveView(PointMixin, ConfirmPage, FormView):
    """Takes a point out."""

    template_name = "participation/form.html"
    form_class = OpenedForm
    title = gettext_lazy("Remove the point?")
    submit = gettext_lazy("Remove the point")
    done_message = gettext_lazy("The point is removed.")

    def check_possible(self) -> None:
        """Lead back once the synthesis is approved."""
        require_unapproved(self.synthesis)

    def get_initial(self) -> dict[str, Any]:
        """Carry the version the page was opened at."""
        return {"opened_version": self.synthesis.version}

    def about(self) -> str:
        """Return the point's sentence, in the page's language if it has one."""
        bodies = (self.point or {})["bodies"]
        return str(bodies[best(list(bodies), page_language())])

    def consequences(self) -> list[Any]:
        """Say what goes with it."""
        return [
            _("The sentence goes in every language, and with it whom it rests on. The contributions stay."),
            _("To have it back you must write it anew."),
        ]

    def save(self, form: OpenedForm) -> None:
        """Remove it."""
        remove_point(
            synthesis=self.stored(),
            order=self.kwargs["order"],
            expected=form.cleaned_data["opened_version"],
            actor=self.request.user,
        )


class SynthesisApproveView(SynthesisMixin, ActionPage):
    """Approves a synthesis."""

    permission = "participation.approve_synthesis"

    def act(self) -> Any:
        """Approve it."""
        approve_synthesis(synthesis=self.stored(), expected=self.opened, actor=self.request.user)
        return gettext_lazy("The synthesis is approved and open to everybody.")

    def mend_url(self, error: DomainError) -> str:
        """Lead to the point that lacks something."""
        order = error.field.removeprefix("point_")
        if order == error.field:
            return ""
        return self.address("point_edit", self.kwargs["perspective"], int(order))


class SynthesisReopenView(SynthesisMixin, ActionPage):
    """Opens an approved synthesis again."""

    permission = "participation.approve_synthesis"

    def act(self) -> Any:
        """Open it."""
        reopen_synthesis(synthesis=self.stored(), expected=self.opened, actor=self.request.user)
        return gettext_lazy("The synthesis can be changed again.")


@public_page
def synthesis_public(request: HttpRequest, project: str) -> HttpResponse:
    """Show what was heard: the approved syntheses with the words they rest on, as far as those are public."""
    row = public_project(request, project)
    context = {**project_layout(request, row), "pages": public_syntheses(row)}
    return render(request, "participation/synthesis_public.html", context)
