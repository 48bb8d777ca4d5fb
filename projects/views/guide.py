"""The handbook's texts in a project: reword, switch off and on, add, answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from projects.domain.guide import add_item, answer_item, reword_item, reword_step, switch_item, switch_step
from projects.enums import ANSWERABLE, GuideKind
from projects.forms.guide import AnswerForm, GuideAddForm, GuideItemForm, StepForm
from projects.models import GuideAnswer, GuideItem
from projects.pages import ActionPage, ProjectPage
from projects.queries.phase import (
    answer_history,
    item_row,
    next_unanswered,
    phase_title,
    step_digest,
    step_items,
    steps_of,
)
from projects.views.base import ProjectFormView
from projects.views.phase import PhaseMixin
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import EditConflict
from servicelofte.common.languages import INTERFACE


class ItemMixin(ProjectPage):
    """Takes a text of the handbook out of the path: `self.item`, and the way to it."""

    permission = "projects.change_project"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the text; 404 outside the project."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            rows = GuideItem.objects.select_related("phase__project", "region", "answer")
            self.item = get_object_or_404(rows, pk=kwargs["item"], phase__project=self.project)

    def back(self) -> str:
        """Return the text's place on the phase's page."""
        return f"{self.address('phase_detail', self.item.phase.key)}#item-{self.item.pk}"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the phase."""
        phase = self.item.phase
        url = self.address("phase_detail", phase.key)
        return [*super().breadcrumbs(), {"label": phase_title(phase), "url": url}]


class ItemView(ItemMixin, ProjectFormView):
    """A form about one text of the handbook."""

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
    is_row = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse texts that are not asked."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and self.item.kind not in ANSWERABLE:
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the present answer."""
        return {
            **super().get_form_kwargs(),
            "instance": getattr(self.item, "answer", None),
            "is_question": self.item.kind == GuideKind.QUESTION,
        }

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Keep the answer, or pass by what was left empty."""
        if not form.is_passed_by:
            return super().form_valid(form)
        messages.info(self.request, _("Nothing was written, and nothing is changed."))
        return HttpResponseRedirect(self.get_success_url())

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
        return self.address("guide_answer", following.pk)

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


class GuideCreateView(NewRowMixin, PhaseMixin, ProjectFormView):
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
    is_row = False

    def get_initial(self) -> dict[str, Any]:
        """Fill in the present titles; an unknown step is 404."""
        first = step_items(self.phase, self.kwargs["step"]).first()
        if first is None:
            raise Http404
        titles = {f"title_{code}": getattr(first, f"step_title_{code}") for code in INTERFACE}
        return {**titles, "seen": step_digest(first)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the region, in whose languages it is written."""
        return {**super().get_form_kwargs(), "region": self.request.region}

    def save(self, form: StepForm) -> int:
        """Save the titles."""
        return reword_step(
            phase=self.phase,
            step=self.kwargs["step"],
            actor=self.request.user,
            titles=form.titles,
            seen=form.cleaned_data["seen"],
        )

    def conflict(self, form: StepForm, conflict: EditConflict) -> HttpResponse:
        """Show the titles that stand now beside the person's own; sending once more saves over them."""
        opened = {"seen": self.get_initial()["seen"]}
        return self.show_both([self.stored_and_sent(form, opened=opened)])


class GuideSwitchView(ItemMixin, ActionPage):
    """Take a text out of use, or into use again."""

    def act(self) -> str:
        """Switch it as the button says."""
        is_on = self.request.POST.get("on") == "1"
        switch_item(item=self.item, actor=self.request.user, is_on=is_on)
        return _("The text is in use.") if is_on else _("The text is out of use.")


class StepSwitchView(PhaseMixin, ActionPage):
    """Take a step out of use, or into use again; pressing twice does it once."""

    permission = "projects.change_project"

    def act(self) -> str:
        """Switch its texts as the button says; 404 for a step that the phase does not have."""
        step, is_on = self.kwargs["step"], self.request.POST.get("on") == "1"
        if not step_items(self.phase, step).exists():
            raise Http404
        switch_step(phase=self.phase, step=step, actor=self.request.user, is_on=is_on)
        return _("The step is in use.") if is_on else _("The step is out of use.")

    def back(self) -> str:
        """Return the step's place on the phase's page."""
        return f"{super().back()}#step-{self.kwargs['step']}"
