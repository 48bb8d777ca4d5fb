"""What implementation registers: phase 5, its gate, deadlines, reminders, threads and the words of its events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.enums import Role
from implementation.domain.contract import erase_producer_address
from implementation.enums import OPEN_ACTIONS
from implementation.exports import export_project
from implementation.models import Action, Communication
from implementation.queries.actions import open_actions
from implementation.queries.closing import left_undone
from implementation.queries.contracts import waiting_clauses
from implementation.queries.gate import communication_check, contracts_check, owners_check
from implementation.queries.reminders import delivery_reminders
from implementation.queries.thread import ActionThread, ClauseThread
from projects.enums import PhaseKey
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words
from servicelofte.common.registry import Deadline, GateCheck, NavigationItem, PhasePart
from servicelofte.common.tenancy import region_url

NEAREST = 12


def phase_links(region: str, project_id: int, allowed: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    """Return the pages of phase 5."""
    pages = (
        ("implementation.view_action", _("Actions"), "action_list"),
        ("implementation.list_contract", _("Producers and contracts"), "contract_list"),
        ("implementation.view_communication", _("Communication plan"), "communication_list"),
    )
    return [
        (label, reverse(f"implementation:{name}", args=[region, project_id]))
        for permission, label, name in pages
        if allowed(permission)
    ]


def project_deadlines(project_id: int) -> Iterator[Deadline]:
    """Yield the nearest open actions and communications of a project; two queries."""
    today = clock.today()
    actions = Action.objects.filter(promise__project_id=project_id, state__in=OPEN_ACTIONS)
    for action in actions.order_by("due_on", "pk")[:NEAREST]:
        title, lang = column_words(action, "title")
        url = region_url("implementation:action_detail", project_id, action.pk)
        yield Deadline(day=action.due_on, label=title, url=url, lang=lang)
    lines = Communication.objects.filter(project_id=project_id, is_done=False, day__gte=today)
    for line in lines.order_by("day", "pk")[:NEAREST]:
        yield Deadline(
            day=line.day, label=line.message, url=region_url("implementation:communication_list", project_id)
        )


def work_of(user: Any, region_id: int) -> Iterator[Deadline]:
    """Yield a person's own open actions, and the contracts whose clauses wait for a producer, of projects under way;
    two queries.
    """
    actions = open_actions().filter(owner=user).select_related("promise__project")
    for action in actions.order_by("due_on", "pk")[:NEAREST]:
        title, lang = column_words(action, "title")
        project = action.promise.project
        url = region_url("implementation:action_detail", project.pk, action.pk)
        yield Deadline(day=action.due_on, label=title, url=url, about=project.title, lang=lang)
    if Role.PRODUCER not in user.roles_in(region_id):
        return
    contracts = {clause.contract_id: clause.contract for clause in waiting_clauses(user)}
    for contract in contracts.values():
        yield Deadline(
            day=contract.from_day or clock.today(),
            label=_("Confirm what the contract “%(title)s” carries") % {"title": contract.title},
            url=region_url("implementation:contract_detail", contract.promise.project_id, contract.pk),
            about=contract.promise.project.title,
        )


EVENTS = {
    "action.created": _lazy("An action was planned"),
    "action.changed": _lazy("An action was changed"),
    "producer.saved": _lazy("A producer was registered"),
    "contract.created": _lazy("A contract was registered"),
    "contract.changed": _lazy("A contract was changed"),
    "contract.moved": _lazy("A contract changed its state"),
    "clause.added": _lazy("A promise was carried into a contract"),
    "clause.changed": _lazy("A clause of a contract was changed"),
    "clause.confirmed": _lazy("A producer confirmed a clause"),
    "communication.planned": _lazy("A line was added to the communication plan"),
    "communication.changed": _lazy("A line of the communication plan was changed"),
    "communication.removed": _lazy("A line was taken out of the communication plan"),
}
MOVED = {
    "planned": _lazy("An action was planned anew"),
    "under_way": _lazy("An action was begun"),
    "done": _lazy("An action was done"),
    "stopped": _lazy("An action was stopped"),
}


def _moved(data: Mapping[str, Any]) -> Any:
    return MOVED.get(data.get("to", ""), _("An action was changed"))


registry.phases.add(
    PhaseKey.IMPLEMENTATION.value,
    PhasePart(
        phase=PhaseKey.IMPLEMENTATION.value,
        links=phase_links,
        checks=(
            GateCheck("owners", _lazy("Every promise has an action and somebody responsible"), owners_check),
            GateCheck("communication", _lazy("Residents and staff are told"), communication_check),
            GateCheck(
                "contracts", _lazy("The promise stands in the contracts"), contracts_check, required=False
            ),
        ),
    ),
)
registry.navigation.add(
    "own_contracts",
    NavigationItem(
        label=_lazy("Your contracts"),
        url_name="implementation:own_contracts",
        permission="implementation.own_contracts",
    ),
)
registry.erasures.add("implementation.producers", erase_producer_address)
registry.deadlines.add("implementation", project_deadlines)
registry.left_undone.add("implementation", left_undone)
registry.my_work.add("implementation", work_of)
registry.reminders.add("implementation", delivery_reminders)
registry.threads.add("action", ActionThread())
registry.threads.add("clause", ClauseThread())
registry.project_exports.add("implementation", export_project)
for kind, words in EVENTS.items():
    registry.event_kinds.add(kind, words)
registry.event_kinds.add("action.moved", _moved)
