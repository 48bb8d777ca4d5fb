"""The handbook's texts in a project: reword, switch off and on, add, answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from projects.access import project_action
from projects.domain.guide import add_item, answer_item, reword_item, reword_step, switch_item, switch_step
from projects.enums import ANSWERABLE, GuideKind
from projects.forms import AnswerForm, GuideAddForm, GuideItemForm, StepForm
from projects.models import GuideAnswer, GuideItem, Project
from projects.queries.phase import answer_history, item_row, next_unanswered, step_items, steps_of
from projects.views.base import ProjectFormView, project_url
from projects.views.phase import PhaseMixin, get_phase
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import INTERFACE


def get_item(project: Project, pk: int) -> GuideItem:
    """Return a text of the project, or 404."""
    return get_object_or_404(
        GuideItem.objects.select_related("phase__project", "region", "answer"), pk=pk, phase__project=project
    )


class ItemView(ProjectFormView):
    """A form about one text of the handbook."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the text."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.item = get_item(self.project, kwargs["item"])

    def back(self) -> str:
        """Return the text's place on the phase's page."""
        address = project_url(self.request, "phase_detail", self.project.pk, self.item.phase.key)
        return f"{address}#item-{self.item.pk}"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the phase."""
        phase = self.item.phase
        label = _("Phase %(number)s: %(title)s") % {"number": phase.number, "title": phase.title}
        url = project_url(self.request, "phase_detail", self.project.pk, phase.key)
        return [*super().breadcrumbs(), {"label": label, "url": url}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text."""
        kwargs["item"] = item_row(self.item, [self.request.region.slug, self.project.pk])
        return super().get_context_data(**kwargs)


class GuideEditView(ItemView):
    """Give a text the region's own words, or take it out of use."""

    form_class = GuideItemForm
    template_name = "projects/guide_edit.html"
    title = _lazy("Change a text of the handbook")
    lead = _lazy("The change holds for this project only.")
    submit = _lazy("Save the words")
    done_message = _lazy("The words are saved.")

    def get_instance(self) -> GuideItem:
        """Return the text."""
        return self.item

    def save(self, form: GuideItemForm) -> GuideItem:
        """Save the words."""
        return reword_item(
            item=self.item,
            actor=self.request.user,
            expected=form.opened_version,
            texts=form.texts,
            reason=form.cleaned_data["reason"],
        )


class GuideAnswerView(ItemView):
    """Answer one question, then go back or on to the next one."""

    form_class = AnswerForm
    template_name = "projects/guide_answer.html"
    submit = _lazy("Save the answer")
    done_message = _lazy("The answer is saved.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse texts that are not asked."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and self.item.kind not in ANSWERABLE:
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the present answer."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("region")
        return kwargs

    def get_instance(self) -> GuideAnswer | None:
        """Return the present answer."""
        return getattr(self.item, "answer", None)

    def save(self, form: AnswerForm) -> GuideAnswer:
        """Keep the answer."""
        values = form.cleaned_data
        return answer_item(
            item=self.item,
            actor=self.request.user,
            expected=values["opened_version"],
            state=values["state"],
            words=values["words"],
            evidence_url=values["evidence_url"],
        )

    def get_success_url(self) -> str:
        """Go to the next open question when asked for, else back to the phase."""
        following = next_unanswered(self.item) if self.request.POST.get("go_on") else None
        if following is None:
            return self.back()
        return project_url(self.request, "guide_answer", self.project.pk, following.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question as heading and what was answered before."""
        kind = GuideKind(self.item.kind).label
        kwargs.update(
            title=self.item.text,
            lead=self.item.help,
            eyebrow=kind,
            history=answer_history(self.item),
        )
        return super().get_context_data(**kwargs)


class GuideCreateView(PhaseMixin, ProjectFormView):
    """Add a text of the region's own to the phase."""

    form_class = GuideAddForm
    title = _lazy("Add a text of your own")
    lead = _lazy("It stands beside the page you choose, marked as the region’s own.")
    submit = _lazy("Add the text")
    done_message = _lazy("The text is added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the phase's steps."""
        return {**super().get_form_kwargs(), "steps": steps_of(self.phase)}

    def save(self, form: GuideAddForm) -> GuideItem:
        """Add it."""
        values = form.cleaned_data
        return add_item(
            phase=self.phase,
            actor=self.request.user,
            kind=values["kind"],
            place=values["place"],
            strength=values["strength"],
            step=values["step"],
            texts=form.texts,
        )


class StepEditView(PhaseMixin, ProjectFormView):
    """Give a step the region's own title."""

    form_class = StepForm
    title = _lazy("Title of the step")
    submit = _lazy("Save the title")
    done_message = _lazy("The title is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the present titles; an unknown step is 404."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        first = step_items(self.phase, self.kwargs["step"]).first()
        if first is None:
            raise Http404
        titles = {f"title_{code}": getattr(first, f"step_title_{code}") for code in INTERFACE}
        return {**kwargs, "initial": titles}

    def save(self, form: StepForm) -> int:
        """Save the titles."""
        return reword_step(
            phase=self.phase, step=self.kwargs["step"], actor=self.request.user, titles=form.titles
        )


@require_POST
@project_action("projects.change_project")
def guide_switch(request: HttpRequest, project: Project, item: int) -> HttpResponse:
    """Take a text out of use, or into use again."""
    row = get_item(project, item)
    try:
        switch_item(item=row, actor=request.user, is_on=request.POST.get("on") == "1")
        messages.success(request, _("The text is in use.") if row.is_on else _("The text is out of use."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{project_url(request, 'phase_detail', project.pk, row.phase.key)}#item-{row.pk}")


@require_POST
@project_action("projects.change_project")
def step_switch(request: HttpRequest, project: Project, phase: str, step: str) -> HttpResponse:
    """Take a step out of use, or into use again."""
    row = get_phase(project, phase)
    is_on = request.POST.get("on") == "1"
    try:
        if not switch_step(phase=row, step=step, actor=request.user, is_on=is_on):
            raise Http404
        messages.success(request, _("The step is in use.") if is_on else _("The step is out of use."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{project_url(request, 'phase_detail', project.pk, phase)}#step-{step}")
