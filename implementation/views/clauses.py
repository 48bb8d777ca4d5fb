"""Pages of the clauses of a contract: carried into it, changed, confirmed by the producer."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, UpdateView

from implementation.domain.contract import add_clause, confirm_clause, edit_clause
from implementation.forms import ClauseEditForm, ClauseForm
from implementation.models import Clause, Contract
from implementation.views.contracts import ContractFormMixin, ContractsMixin
from projects.models import Statement
from projects.pages import ActionPage
from projects.queries.statements import statement_rows
from servicelofte.common.keys import number_of


class ClauseCreateView(ContractFormMixin, FormView):
    """Carries a promise into a contract."""

    form_class = ClauseForm
    title = gettext_lazy("Carry a promise into the contract")
    submit = gettext_lazy("Add the clause")
    done_message = gettext_lazy("The promise stands in the contract. The producer is asked to confirm it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the statements of the contract's promise."""
        promise_id = self.contract.promise_id
        rows = [row for row in statement_rows(self.project.pk) if row.promise_id == promise_id]
        return {**super().get_form_kwargs(), "region": self.project.region, "rows": rows}

    def save(self, form: Any) -> Clause:
        """Add the clause."""
        values = form.cleaned_data
        if self.contract.producer.user_id is None:
            self.done_message = gettext_lazy("The promise stands in the contract.")
        return add_clause(
            contract=self.contract,
            statement=Statement.objects.get(pk=values["statement"], promise__project=self.project),
            language=values["language"],
            words=values["words"],
            actor=self.request.user,
        )


class ClauseEditView(ContractFormMixin, UpdateView):
    """Changes the words of a clause."""

    form_class = ClauseEditForm
    pk_url_kwarg = "clause"
    title = gettext_lazy("Change the clause")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The clause is changed. The producer is asked to confirm the new words.")

    def get_queryset(self) -> QuerySet[Clause]:
        """Return the contract's clauses."""
        clauses = Clause.objects.filter(contract=self.contract)
        return clauses.select_related("contract__promise__project", "statement")

    def save(self, form: Any) -> Clause:
        """Change it; the row is read anew, so that the domain sees which words are new."""
        if self.contract.producer.user_id is None:
            self.done_message = gettext_lazy("The clause is changed.")
        return edit_clause(
            clause=self.get_queryset().get(pk=form.instance.pk),
            expected=form.opened_version,
            words=form.cleaned_data["words"],
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class ClauseConfirmView(ContractsMixin, ActionPage):
    """The producer confirms a clause as read."""

    permission = "implementation.confirm_clause"

    def get_permission_object(self) -> Contract:
        """Return the contract, so that its producer is let in."""
        return self.contract

    def act(self) -> Any:
        """Confirm it."""
        clauses = Clause.objects.select_related("contract__promise__project", "statement")
        clause = get_object_or_404(clauses, pk=self.kwargs["clause"], contract=self.contract)
        version = number_of(self.request.POST.get("version"))
        if version is None:
            raise Http404
        confirm_clause(clause=clause, version=version, actor=self.request.user)
        return _("Thank you. The clause is confirmed.")

    def back(self) -> str:
        """Return the contract's page."""
        return self.address("contract_detail", self.kwargs["contract"])
