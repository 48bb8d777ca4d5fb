"""Pages of actions: the list, one action, its form, its moves."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from implementation.domain.action import create_action, edit_action, move_action, require_move
from implementation.enums import ActionState
from implementation.forms import ActionFilterForm, ActionForm, StopForm
from implementation.models import Action
from implementation.queries.actions import (
    action_detail,
    action_list,
    with_statements,
)
from implementation.queries.ownership import management_test, unowned_goals
from projects.pages import ActionPage, ConfirmPage, FormPage, ProjectPage
from projects.queries.statements import statement_rows
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.keys import asked_number


class ActionsMixin(ProjectPage):
    """A page below the list of actions."""

    namespace = "implementation"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the list."""
        return [*super().breadcrumbs(), {"label": _("Actions"), "url": self.list_url()}]

    def list_url(self) -> str:
        """Return the address of the list."""
        return self.address("action_list")

    def actions(self) -> QuerySet[Action]:
        """Return the project's actions."""
        return with_statements(Action.objects.filter(promise__project=self.project))


class ActionListView(ProjectPage, TemplateView):
    """What is done so that the promise holds, by day; and the goals nobody is responsible for (p. 28, 32)."""

    template_name = "implementation/action_list.html"
    permission = "implementation.view_action"
    place = "actions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page of actions, the unowned goals and what the handbook says."""
        form = ActionFilterForm(self.request.GET or None, region=self.project.region)
        filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
        page = action_list(
            self.project,
            filters,
            after=self.request.GET.get("after", ""),
            before=self.request.GET.get("before", ""),
        )
        chosen = {name: value for name, value in filters.items() if value}
        return super().get_context_data(
            page=page,
            form=form,
            is_filtered=bool(chosen),
            is_empty=not page.rows and not chosen,
            earlier_url=self._page_url(chosen, before=page.before),
            later_url=self._page_url(chosen, after=page.after),
            unowned=unowned_goals(self.project),
            management=management_test(self.project),
            may_change=self.may("implementation.add_action"),
            **kwargs,
        )

    def _page_url(self, chosen: dict[str, Any], **key: str) -> str:
        return f"?{urlencode({**chosen, **key})}" if all(key.values()) else ""


class ActionFormMixin(ActionsMixin, FormPage):
    """The form of an action beside what the handbook says."""

    template_name = "implementation/action_form.html"
    form_class = ActionForm
    place = "actions"
    object: Action | None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's people and the project's statements."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "region": self.project.region, "rows": self.statement_rows}

    @cached_property
    def statement_rows(self) -> list[Any]:
        """The project's statements."""
        return statement_rows(self.project.pk)

    def back(self) -> str:
        """Return the address of the list."""
        return self.list_url()

    def get_success_url(self) -> str:
        """Return the action's page."""
        return self.address("action_detail", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell whether there are statements to choose."""
        kwargs.setdefault("has_statements", bool(self.statement_rows))
        return super().get_context_data(**kwargs)


class ActionCreateView(NewRowMixin, ActionFormMixin, FormView):
    """Plans an action."""

    permission = "implementation.add_action"
    title = gettext_lazy("Plan an action")
    submit = gettext_lazy("Plan the action")
    done_message = gettext_lazy("The action is planned.")

    def get_initial(self) -> dict[str, Any]:
        """Tick the statement that the person came from."""
        chosen = asked_number(self.request, "statement")
        return {"statements": [chosen]} if chosen else {}

    def save(self, form: Any) -> Action:
        """Create it."""
        return create_action(
            project=self.project,
            actor=self.request.user,
            statements=form.cleaned_data["statements"],
            values=form.cleaned_data,
        )


class ActionEditView(ActionFormMixin, UpdateView):
    """Changes an action."""

    permission = "implementation.change_action"
    title = gettext_lazy("Change the action")
    submit = gettext_lazy("Save")
    pk_url_kwarg = "action"
    # Not "action", which in the form's template is where it is sent to.
    context_object_name = "row"
    done_message = gettext_lazy("The action is changed.")

    def get_queryset(self) -> QuerySet[Action]:
        """Return the project's actions."""
        return self.actions()

    def save(self, form: Any) -> Action:
        """Change it."""
        return edit_action(
            action=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            statements=form.cleaned_data["statements"],
            values=form.cleaned_data,
            reason=form.cleaned_data["reason"],
        )


class ActionDetailView(ActionsMixin, TemplateView):
    """One action: who, when, for which promises, and what was changed when and why."""

    template_name = "implementation/action_detail.html"
    permission = "implementation.view_action"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the action."""
        action = get_object_or_404(self.actions(), pk=self.kwargs["action"])
        kwargs |= {
            "action": action,
            "page": action_detail(action),
            "may_change": self.may("implementation.change_action", action),
            "may_move": self.may("implementation.move_action", action),
            "edit_url": self.address("action_edit", action.pk),
            "move_url": self.address("action_move", action.pk),
            "stop_url": self.address("action_stop", action.pk),
        }
        return super().get_context_data(**kwargs)


class OwnActionMixin(ActionsMixin):
    """A step of the action of the path, which its owner may take, too."""

    permission = "implementation.move_action"

    @cached_property
    def action(self) -> Action:
        """The action of the path, inside the project."""
        return get_object_or_404(self.actions(), pk=self.kwargs["action"])

    def get_permission_object(self) -> Action:
        """Return the action, so that its owner is let in."""
        return self.action

    def back(self) -> str:
        """Return the action's page."""
        return self.address("action_detail", self.action.pk)


class ActionMoveView(OwnActionMixin, ActionPage):
    """Moves an action to another state; its owner may, too."""

    def act(self) -> Any:
        """Move it; that it is stopped is asked on a page of its own."""
        move_action(action=self.action, target=self.request.POST.get("state", ""), actor=self.request.user)
        return _("The state is changed.")


class ActionStopView(OwnActionMixin, ConfirmPage, FormView):
    """Stops an action, with the reason; its owner may, too."""

    template_name = "implementation/form.html"
    form_class = StopForm
    title = gettext_lazy("Stop the action?")
    submit = gettext_lazy("Stop the action")
    done_message = gettext_lazy("The action is stopped.")

    def check_possible(self) -> None:
        """Lead back when it is done or stopped already."""
        require_move(self.action, target=ActionState.STOPPED)

    def about(self) -> str:
        """Return the action's title."""
        return self.action.title

    def consequences(self) -> list[Any]:
        """Say what no longer holds, and how it is undone."""
        return [
            _(
                "Nobody is reminded of it any more, and the promises it serves are no longer carried out by it."
            ),
            _("It stays in the list with its history, and can be planned anew."),
        ]

    def save(self, form: StopForm) -> Action:
        """Stop it."""
        return move_action(
            action=self.action,
            target=ActionState.STOPPED,
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )
