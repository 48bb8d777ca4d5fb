"""Pages of statuses and corrective actions."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from monitoring.domain.corrective import create_corrective, edit_corrective, finish_corrective
from monitoring.domain.status import set_status
from monitoring.enums import Status
from monitoring.forms.status import CorrectiveForm, StatusForm
from monitoring.models import CorrectiveAction, StatementStatus
from monitoring.queries.statuses import statement_page, status_list
from monitoring.views.base import FollowUpForm, FollowUpMixin
from projects.models import Statement
from projects.pages import ConfirmPage
from projects.queries.statements import statement_words
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import EditConflict
from servicelofte.common.fields import column_words
from servicelofte.common.forms import AsReadForm
from servicelofte.common.languages import NO_WORDS

STATUSES = ("status_list", gettext_lazy("Does the promise hold?"))


class StatusListView(FollowUpMixin, TemplateView):
    """Whether the promise holds, sentence by sentence and year by year; and what is being put right."""

    template_name = "monitoring/status_list.html"
    permission = "monitoring.view_statementstatus"
    place = "evaluation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the statuses."""
        return super().get_context_data(
            page=status_list(self.project, partial(self.may, "monitoring.finish_correctiveaction")),
            may_judge=self.may("monitoring.set_statementstatus"),
            **kwargs,
        )


class StatementMixin(FollowUpMixin):
    """A page of one statement of the project."""

    above = STATUSES

    @cached_property
    def statement(self) -> Statement:
        """The statement of the path; 404 outside the project."""
        rows = Statement.objects.select_related("promise__project__region", "cell")
        return get_object_or_404(rows, pk=self.kwargs["statement"], promise__project=self.project)


class StatusEditView(StatementMixin, FollowUpForm, FormView):
    """Says whether a statement holds; beside the form stand its indicators, the rule's proposal and the past."""

    template_name = "monitoring/status_form.html"
    form_class = StatusForm
    permission = "monitoring.set_statementstatus"
    title = gettext_lazy("Does this promise hold?")
    submit = gettext_lazy("Save the status")
    done_message = gettext_lazy("The status is changed. Everybody can see it.")

    @cached_property
    def page(self) -> dict[str, Any]:
        """What stands beside the form."""
        return statement_page(self.statement)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's languages and people."""
        return {**super().get_form_kwargs(), "region": self.project.region}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the rule proposes, today."""
        latest, proposal = self.page["latest"], self.page["proposal"]
        return {
            "status": proposal if proposal != Status.NOT_MEASURED else getattr(latest, "status", ""),
            "since": clock.today(),
            "opened": latest.pk if latest else 0,
        }

    def save(self, form: Any) -> StatementStatus:
        """Set it."""
        values = form.cleaned_data
        return set_status(
            statement=self.statement,
            status=values["status"],
            since=values["since"],
            evidence=form.evidence,
            actor=self.request.user,
            expected=values["opened"],
            corrective=form.corrective,
        )

    def conflict(self, form: Any, conflict: EditConflict) -> HttpResponse:
        """Keep the words, and let the person save once more over the newest status, which stands beside the form."""
        form.data = form.data.copy()
        form.data[form.add_prefix("opened")] = str(conflict.row.pk)
        form.add_error(None, str(conflict))
        self.__dict__.pop("page", None)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands beside the form."""
        kwargs |= {"page": self.page, "statement": self.statement}
        return super().get_context_data(**kwargs)


class CorrectiveCreateView(NewRowMixin, StatementMixin, FollowUpForm, FormView):
    """Begins a corrective action."""

    form_class = CorrectiveForm
    permission = "monitoring.add_correctiveaction"
    place = "actions"
    title = gettext_lazy("What is done to put it right?")
    submit = gettext_lazy("Begin the corrective action")
    done_message = gettext_lazy("The corrective action is begun.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's people."""
        return {**super().get_form_kwargs(), "region": self.project.region}

    def save(self, form: Any) -> CorrectiveAction:
        """Create it."""
        return create_corrective(statement=self.statement, actor=self.request.user, values=form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the promise's words."""
        pk = self.statement.pk
        kwargs["quote"] = statement_words([pk]).get(pk, NO_WORDS)
        return super().get_context_data(**kwargs)


class CorrectiveEditView(FollowUpForm, UpdateView):
    """Changes a corrective action."""

    form_class = CorrectiveForm
    permission = "monitoring.change_correctiveaction"
    pk_url_kwarg = "corrective"
    above = STATUSES
    place = "actions"
    title = gettext_lazy("Change the corrective action")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The corrective action is changed.")

    def get_queryset(self) -> QuerySet[CorrectiveAction]:
        """Return the project's corrective actions."""
        return _correctives(self.project)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the region's people."""
        return {**super().get_form_kwargs(), "region": self.project.region}

    def save(self, form: Any) -> CorrectiveAction:
        """Change it."""
        return edit_corrective(
            corrective=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            values=form.cleaned_data,
            reason=form.cleaned_data["reason"],
        )


class CorrectiveFinishView(ConfirmPage, FollowUpForm, FormView):
    """Marks a corrective action as done; its responsible person may, too."""

    form_class = AsReadForm
    permission = "monitoring.finish_correctiveaction"
    above = STATUSES
    title = gettext_lazy("Is the corrective action done?")
    submit = gettext_lazy("It is done")
    submit_kind = ""
    done_message = gettext_lazy("The corrective action is done. Check whether the promise holds now.")

    @cached_property
    def corrective(self) -> CorrectiveAction:
        """The corrective action of the path, inside the project."""
        return get_object_or_404(_correctives(self.project), pk=self.kwargs["corrective"])

    def get_permission_object(self) -> CorrectiveAction:
        """Return the corrective action, so that its responsible person is let in."""
        return self.corrective

    def get_initial(self) -> dict[str, Any]:
        """Begin with the corrective action as it is read now."""
        return {"opened_version": self.corrective.version}

    def about(self) -> str:
        """Return what is done."""
        return column_words(self.corrective, "title")[0]

    def consequences(self) -> list[Any]:
        """Say what ends, what does not follow from it, and that it stays so."""
        return [
            _("Residents no longer see that the promise is being put right, and nobody is reminded of it."),
            _(
                "The status of the promise stays as it is until you set it. What is done cannot be opened again."
            ),
        ]

    def save(self, form: AsReadForm) -> CorrectiveAction:
        """Finish it."""
        opened = form.cleaned_data["opened_version"]
        return finish_corrective(corrective=self.corrective, expected=opened, actor=self.request.user)


def _correctives(project: Any) -> QuerySet[CorrectiveAction]:
    rows = CorrectiveAction.objects.filter(statement__promise__project=project)
    return rows.select_related("owner", "statement__promise__project__region")
