"""Pages of the clauses of a contract: carried into it, changed, confirmed by the producer."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, UpdateView

from implementation.domain.contract import add_clause, confirm_clause, edit_clause, require_running
from implementation.forms import ClauseEditForm, ClauseForm
from implementation.models import Clause, Contract
from implementation.views.contracts import ContractFormMixin, ContractsMixin
from projects.models import Statement
from projects.pages import ConfirmPage
from projects.queries.statements import statement_rows, statement_words
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.formatting import full_day
from servicelofte.common.forms import AsReadForm
from servicelofte.common.languages import NO_WORDS


class ClauseCreateView(NewRowMixin, ContractFormMixin, FormView):
    """Carries a promise into a contract."""

    form_class = ClauseForm
    title = gettext_lazy("Carry a promise into the contract")
    submit = gettext_lazy("Add the clause")
    done_message = gettext_lazy("The promise stands in the contract. The producer is asked to confirm it.")

    def check_possible(self) -> None:
        """Lead back when the contract has ended."""
        require_running(self.contract)

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

    def check_possible(self) -> None:
        """Lead back when the contract has ended."""
        require_running(self.contract)

    def get_queryset(self) -> QuerySet[Clause]:
        """Return the contract's clauses."""
        clauses = Clause.objects.filter(contract=self.contract)
        return clauses.select_related("contract__promise__project", "statement")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that the producer's confirmation of these words falls away when they are changed."""
        if self.object.confirmed_at:
            words = _(
                "The producer confirmed these words on %(day)s. If you change them, the confirmation falls away and "
                "the producer is asked again."
            )
            kwargs.setdefault("lead", words % {"day": full_day(self.object.confirmed_at)})
        return super().get_context_data(**kwargs)

    def save(self, form: Any) -> Clause:
        """Change it; the row is read anew, so that the domain sees which words are new."""
        stored = self.get_queryset().get(pk=form.instance.pk)
        if stored.words == form.cleaned_data["words"]:
            self.done_message = gettext_lazy("The words of the clause are as they were.")
        elif self.contract.producer.user_id is None:
            self.done_message = gettext_lazy("The clause is changed.")
        return edit_clause(
            clause=stored,
            expected=form.opened_version,
            words=form.cleaned_data["words"],
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class ClauseConfirmView(ConfirmPage, ContractsMixin, FormView):
    """The producer confirms a clause as read: its words and the promise it carries stand above the button."""

    template_name = "implementation/clause_confirm.html"
    permission = "implementation.confirm_clause"
    form_class = AsReadForm
    title = gettext_lazy("Do you deliver this?")
    submit = gettext_lazy("We deliver this")
    submit_kind = ""
    done_message = gettext_lazy("Thank you. The clause is confirmed.")

    def check_possible(self) -> None:
        """Lead back when the contract has ended."""
        require_running(self.contract)

    def get_permission_object(self) -> Contract:
        """Return the contract, so that its producer is let in."""
        return self.contract

    def get_clause(self) -> Clause:
        """Return the clause of the path as it stands now; 404 when the contract has no such clause."""
        clauses = Clause.objects.select_related("contract__promise__project", "statement")
        return get_object_or_404(clauses, pk=self.kwargs["clause"], contract=self.contract)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the clause as it is read now."""
        return {"opened_version": self.get_clause().version}

    def about(self) -> str:
        """Return what the contract is called."""
        return self.contract.title

    def consequences(self) -> list[Any]:
        """Say who sees the confirmation, and when it falls away."""
        return [
            _("You confirm it for the producer, and the region sees your name and the time."),
            _("You cannot take it back. If the region changes the words, you are asked again."),
        ]

    def save(self, form: AsReadForm) -> Clause:
        """Confirm it."""
        version = form.cleaned_data["opened_version"]
        return confirm_clause(clause=self.get_clause(), version=version, actor=self.request.user)

    def back(self) -> str:
        """Return the contract's page."""
        return self.address("contract_detail", self.kwargs["contract"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the clause beside the promise's words."""
        clause = self.get_clause()
        promise = statement_words([clause.statement_id]).get(clause.statement_id, NO_WORDS)
        return super().get_context_data(clause=clause, promise=promise, **kwargs)
