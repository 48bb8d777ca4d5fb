"""Addresses of implementation, below the language: `work/<region>/…` workspace."""

from django.urls import path

from implementation.views import actions, clauses, communication, contracts

app_name = "implementation"

PROJECT = "work/<region:region>/projects/<int:project>"
CONTRACT = f"{PROJECT}/contracts/<int:contract>"

urlpatterns = [
    path(f"{PROJECT}/actions/", actions.ActionListView.as_view(), name="action_list"),
    path(f"{PROJECT}/actions/new/", actions.ActionCreateView.as_view(), name="action_create"),
    path(f"{PROJECT}/actions/<int:action>/", actions.ActionDetailView.as_view(), name="action_detail"),
    path(f"{PROJECT}/actions/<int:action>/edit/", actions.ActionEditView.as_view(), name="action_edit"),
    path(f"{PROJECT}/actions/<int:action>/move/", actions.ActionMoveView.as_view(), name="action_move"),
    path(f"{PROJECT}/actions/<int:action>/stop/", actions.ActionStopView.as_view(), name="action_stop"),
    path("work/<region:region>/contracts/", contracts.OwnContractsView.as_view(), name="own_contracts"),
    path(f"{PROJECT}/contracts/", contracts.ContractListView.as_view(), name="contract_list"),
    path(f"{PROJECT}/contracts/new/", contracts.ContractCreateView.as_view(), name="contract_create"),
    path(f"{CONTRACT}/", contracts.ContractDetailView.as_view(), name="contract_detail"),
    path(f"{CONTRACT}/edit/", contracts.ContractEditView.as_view(), name="contract_edit"),
    path(f"{CONTRACT}/end/", contracts.ContractEndView.as_view(), name="contract_end"),
    path(f"{CONTRACT}/force/", contracts.ContractForceView.as_view(), name="contract_force"),
    path(f"{CONTRACT}/clauses/new/", clauses.ClauseCreateView.as_view(), name="clause_create"),
    path(f"{CONTRACT}/clauses/<int:clause>/edit/", clauses.ClauseEditView.as_view(), name="clause_edit"),
    path(
        f"{CONTRACT}/clauses/<int:clause>/confirm/",
        clauses.ClauseConfirmView.as_view(),
        name="clause_confirm",
    ),
    path(f"{PROJECT}/producers/new/", contracts.ProducerCreateView.as_view(), name="producer_create"),
    path(
        f"{PROJECT}/producers/<int:producer>/edit/",
        contracts.ProducerEditView.as_view(),
        name="producer_edit",
    ),
    path(
        f"{PROJECT}/communication/",
        communication.CommunicationListView.as_view(),
        name="communication_list",
    ),
    path(
        f"{PROJECT}/communication/new/",
        communication.CommunicationCreateView.as_view(),
        name="communication_create",
    ),
    path(
        f"{PROJECT}/communication/<int:line>/edit/",
        communication.CommunicationEditView.as_view(),
        name="communication_edit",
    ),
    path(
        f"{PROJECT}/communication/<int:line>/remove/",
        communication.CommunicationRemoveView.as_view(),
        name="communication_remove",
    ),
]
