"""Pages of producers and contracts. A producer opens its own contracts and confirms their clauses."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from accounts.access import WorkspaceMixin
from implementation.domain.contract import (
    create_contract,
    edit_contract,
    move_contract,
    require_move,
    save_producer,
)
from implementation.enums import ContractState
from implementation.forms import ContractForm, ProducerForm
from implementation.models import Contract, Producer
from implementation.queries.contracts import (
    clause_register,
    contract_detail,
    contract_list,
    force_words,
    producers,
    visible_contracts,
)
from projects.guidance import guidance
from projects.pages import ConfirmPage, FormPage, ProjectPage
from projects.promise_choice import answered_promise
from projects.queries.promise import chosen_promise, promise_choices
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import HouseForm

NO_PROMISE = gettext_lazy("Write the promise first: a contract carries its sentences.")


class OwnContractsView(WorkspaceMixin, TemplateView):
    """A producer's own contracts in the region, whichever project they belong to."""

    template_name = "implementation/own_contracts.html"
    permission = "implementation.own_contracts"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contracts."""
        return super().get_context_data(contracts=contract_list(self.request.user), **kwargs)


class ContractsMixin(ProjectPage):
    """A page below the list of contracts."""

    namespace = "implementation"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here; a producer's goes by its own contracts."""
        if not self.request.user.has_perm("projects.view_project", self.project):
            own = reverse("implementation:own_contracts", args=[self.project.region.slug])
            return [{"label": _("Your contracts"), "url": own}]
        return [*super().breadcrumbs(), {"label": _("Producers and contracts"), "url": self.list_url()}]

    def list_url(self) -> str:
        """Return the address of the list."""
        return self.address("contract_list")

    @cached_property
    def contract(self) -> Contract:
        """The contract of the path, if the person may see it; 404 otherwise."""
        visible = visible_contracts(self.request.user, self.project)
        return get_object_or_404(visible, pk=self.kwargs["contract"])


class ContractListView(ContractsMixin, TemplateView):
    """Which producers carry the promise, and which statement stands in which contract (p. 32)."""

    template_name = "implementation/contract_list.html"
    permission = "implementation.list_contract"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, without this page."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add contracts; for staff also the register of statements and the producers."""
        user = self.request.user
        is_staff = user.has_perm("implementation.view_action", self.project)
        may_change = self.may("implementation.add_contract")
        kwargs |= {
            "contracts": contract_list(user, self.project),
            "register": clause_register(self.project) if is_staff else [],
            "producers": list(producers()) if is_staff else [],
            "guidance": guidance(self.project, "producers") if is_staff else [],
            "may_change": may_change,
            "is_staff": is_staff,
        }
        kwargs["first_step"] = self._first_step(kwargs) if may_change else None
        return super().get_context_data(**kwargs)

    def _first_step(self, page: dict[str, Any]) -> dict[str, str] | None:
        """Return the way on from an empty list: to the promise, to a producer, to the contract; None where one is."""
        if page["contracts"]:
            return None
        if not page["register"]:
            address = reverse("drafting:editor", args=[self.project.region.slug, self.project.pk])
            return {"label": _("Write the promise"), "url": address}
        if not page["producers"]:
            return {"label": _("Add a producer"), "url": self.address("producer_create")}
        return {"label": _("Register a contract"), "url": self.address("contract_create")}


class ContractDetailView(ContractsMixin, TemplateView):
    """One contract: clauses beside the promise's words; its producer confirms them here."""

    template_name = "implementation/contract_detail.html"
    permission = "implementation.view_contract"

    def get_permission_object(self) -> Contract:
        """Return the contract, so that its producer is let in."""
        return self.contract

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contract."""
        contract = self.contract
        is_running = contract.state != ContractState.ENDED
        kwargs |= {
            "contract": contract,
            "end_url": self.address("contract_end", contract.pk),
            "page": contract_detail(contract),
            "is_running": is_running,
            "may_change": self.may("implementation.change_contract", contract),
            "may_confirm": is_running and self.may("implementation.confirm_clause", contract),
        }
        return super().get_context_data(**kwargs)


class ContractFormMixin(ContractsMixin, FormPage):
    """Any form of this part, beside what the handbook says."""

    template_name = "implementation/form.html"
    permission = "implementation.change_contract"
    place = "producers"

    def back(self) -> str:
        """Return the contract's page, or the list."""
        pk = self.kwargs.get("contract")
        return self.address("contract_detail", pk) if pk else self.list_url()

    def get_success_url(self) -> str:
        """Return the contract's page, or the list."""
        if "contract" in self.kwargs or isinstance(self.object, Contract):
            pk = self.kwargs.get("contract") or self.object.pk
            return self.address("contract_detail", pk)
        return self.list_url()


class ProducerCreateView(NewRowMixin, ContractFormMixin, FormView):
    """Adds a producer."""

    form_class = ProducerForm
    title = gettext_lazy("Add a producer")
    submit = gettext_lazy("Add the producer")
    done_message = gettext_lazy("The producer is added.")

    def save(self, form: Any) -> Producer:
        """Add it."""
        return save_producer(project=self.project, actor=self.request.user, values=form.cleaned_data)


class ProducerEditView(ContractFormMixin, UpdateView):
    """Changes a producer."""

    form_class = ProducerForm
    pk_url_kwarg = "producer"
    title = gettext_lazy("Change the producer")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The producer is changed.")

    def get_queryset(self) -> QuerySet[Producer]:
        """Return the region's producers."""
        return producers()

    def save(self, form: Any) -> Producer:
        """Change it."""
        return save_producer(
            project=self.project,
            actor=self.request.user,
            values=form.cleaned_data,
            producer=form.instance,
            expected=form.opened_version,
        )


class ContractCreateView(NewRowMixin, ContractFormMixin, FormView):
    """Registers a contract."""

    form_class = ContractForm
    title = gettext_lazy("Register a contract")
    submit = gettext_lazy("Register the contract")
    done_message = gettext_lazy("The contract is registered. Carry the promises into it next.")

    def check_possible(self) -> None:
        """Lead back while there is no promise to carry."""
        if chosen_promise(self.project, None) is None:
            raise DomainError(NO_PROMISE)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form ask which promise it carries, where the project has several."""
        return {**super().get_form_kwargs(), "promises": promise_choices(self.project)}

    def save(self, form: Any) -> Contract:
        """Register it for the promise."""
        promise = answered_promise(form, self.project)
        if promise is None:
            raise DomainError(NO_PROMISE)
        return create_contract(
            promise=promise,
            producer=form.cleaned_data["producer"],
            actor=self.request.user,
            values=form.cleaned_data,
        )


class ContractEditView(ContractFormMixin, UpdateView):
    """Changes a contract."""

    form_class = ContractForm
    pk_url_kwarg = "contract"
    title = gettext_lazy("Change the contract")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The contract is changed.")

    def get_queryset(self) -> QuerySet[Contract]:
        """Return the project's contracts."""
        return visible_contracts(self.request.user, self.project)

    def save(self, form: Any) -> Contract:
        """Change it."""
        return edit_contract(
            contract=form.instance,
            producer=form.cleaned_data["producer"],
            expected=form.opened_version,
            actor=self.request.user,
            values=form.cleaned_data,
            reason=form.cleaned_data["reason"],
        )


class ContractMoveView(ConfirmPage, ContractFormMixin, FormView):
    """Moves a contract to the state `target`, from which no way leads back."""

    place = ""
    target: ContractState

    def check_possible(self) -> None:
        """Lead back when it cannot be moved there now."""
        require_move(self.contract, target=self.target)

    def about(self) -> str:
        """Return the producer's name and what the contract is called."""
        return f"{self.contract.producer.name}: {self.contract.title}"

    def save(self, form: HouseForm) -> Contract:
        """Move it."""
        return move_contract(contract=self.contract, target=self.target, actor=self.request.user)


class ContractForceView(ContractMoveView):
    """Brings a contract into force."""

    target = ContractState.IN_FORCE
    title = gettext_lazy("Bring the contract into force?")
    submit = gettext_lazy("Bring it into force")
    submit_kind = ""
    done_message = gettext_lazy("The contract is brought into force.")

    def consequences(self) -> list[Any]:
        """Say what it carries, what the producer has not confirmed, and that it stays so."""
        return [
            *force_words(self.contract),
            _("It cannot go back to being negotiated, only be ended. Its clauses can still be changed."),
        ]


class ContractEndView(ContractMoveView):
    """Ends a contract."""

    target = ContractState.ENDED
    title = gettext_lazy("End the contract?")
    submit = gettext_lazy("End the contract")
    done_message = gettext_lazy("The contract has ended.")

    def consequences(self) -> list[Any]:
        """Say what can no longer be done, and what is kept."""
        return [
            _(
                "Nothing can be carried into it any more, and it cannot be taken up again. "
                "What it says stays on record."
            )
        ]
