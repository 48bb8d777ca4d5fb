"""What the pages of producers and contracts show; a producer sees its own contracts only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import User
from accounts.queries import name_of
from accounts.rules import is_staff
from implementation.enums import CONTRACT_MOVES, ContractState
from implementation.models import Clause, Contract, Producer
from implementation.queries.clause_history import clause_history
from projects.enums import ProjectState
from projects.models import Project
from projects.queries.statements import StatementRow, statement_rows, statement_words
from servicelofte.common import clock
from servicelofte.common.formatting import full_day
from servicelofte.common.history import history_entries
from servicelofte.common.languages import NO_WORDS
from servicelofte.common.tenancy import current_region


@dataclass(frozen=True)
class ContractRow:
    """A contract as a list shows it; `tone` is the kind of tag that its state is written in."""

    pk: int
    project_id: int
    title: str
    producer: str
    state: str
    state_label: str
    tone: str
    from_day: date | None
    to_day: date | None
    clauses: int
    confirmed: int
    has_plan: bool


@dataclass(frozen=True)
class ClauseRow:
    """A clause: the contract's words in one language, and whether the producer has confirmed them."""

    pk: int
    version: int
    words: str
    lang: str
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True)
class CarriedPromise:
    """A statement that a contract carries: the promise's words with their language, and its clauses."""

    text: str
    lang: str
    clauses: list[ClauseRow]


def visible_contracts(user: User, project: Project | None = None) -> QuerySet[Contract]:
    """Return the contracts of the region in scope (or of one project) that the person may see, as `view_contract` says.

    Staff sees all; a producer those of the producer whose contact person they are.
    """
    contracts = Contract.objects.select_related("producer", "promise__project")
    if project is not None:
        contracts = contracts.filter(promise__project=project)
    if is_staff(user, project or current_region()):
        return contracts
    if Role.PRODUCER in user.roles_in(current_region().pk):
        return contracts.filter(producer__user=user)
    return contracts.none()


def _is_to_come(contract: Contract) -> bool:
    begins = contract.from_day
    return contract.state == ContractState.IN_FORCE and begins is not None and begins > clock.today()


def is_past(contract: Contract) -> bool:
    """Tell whether the last day of a contract has passed."""
    return contract.to_day is not None and contract.to_day < clock.today()


def _has_run_out(contract: Contract) -> bool:
    return contract.state == ContractState.IN_FORCE and is_past(contract)


def _tone(contract: Contract) -> str:
    if _has_run_out(contract):
        return "warning"
    return "success" if contract.state == ContractState.IN_FORCE and not _is_to_come(contract) else "plain"


def state_label(contract: Contract) -> str:
    """Return where a contract is; one that is brought into force is not so before its first or after its last day."""
    if _is_to_come(contract):
        return _("Comes into force on %(day)s") % {"day": full_day(contract.from_day)}
    if _has_run_out(contract):
        return _("The last day has passed")
    return str(ContractState(contract.state).label)


def contract_list(user: User, project: Project | None = None) -> list[ContractRow]:
    """Return the contracts that the person may see, by producer; one query."""
    rows = visible_contracts(user, project).annotate(
        clause_count=Count("clauses"),
        confirmed_count=Count("clauses", filter=Q(clauses__confirmed_at__isnull=False)),
    )
    return [
        ContractRow(
            pk=row.pk,
            project_id=row.promise.project_id,
            title=row.title,
            producer=row.producer.name,
            state=row.state,
            state_label=state_label(row),
            tone=_tone(row),
            from_day=row.from_day,
            to_day=row.to_day,
            clauses=row.clause_count,
            confirmed=row.confirmed_count,
            has_plan=bool(row.participation_plan.strip()),
        )
        for row in rows.order_by("producer__name", "pk")
    ]


def contract_detail(contract: Contract) -> dict[str, Any]:
    """Return a contract's page: each promise with its clauses, its moves, its history; five queries."""
    clauses = list(
        contract.clauses.select_related("confirmed_by", "statement").order_by("statement__order", "pk")
    )
    targets = CONTRACT_MOVES.targets(contract.state)
    return {
        "state_label": state_label(contract),
        "promises": _carried(clauses),
        # Clauses wait for a confirmation that nobody can give while the producer has no person in the workspace.
        "lacks_confirmer": contract.state != ContractState.ENDED
        and contract.producer.user_id is None
        and any(clause.confirmed_at is None for clause in clauses),
        "can_force": ContractState.IN_FORCE in targets,
        "is_ready": bool(clauses and contract.participation_plan.strip()) and not is_past(contract),
        "is_past": is_past(contract),
        "can_end": ContractState.ENDED in targets,
        "history": history_entries(contract.history.all()),
        "clause_history": clause_history(contract),
    }


def force_words(contract: Contract) -> list[str]:
    """Return how many clauses a contract carries into force, and how many nobody has confirmed; one query."""
    found = contract.clauses.aggregate(number=Count("pk"), waiting=Count("pk", filter=Q(confirmed_at=None)))
    carried = ngettext("It carries %(number)d clause.", "It carries %(number)d clauses.", found["number"])
    waiting = ngettext(
        "The producer has not confirmed %(number)d of them.",
        "The producer has not confirmed %(number)d of them.",
        found["waiting"],
    )
    words = [carried % {"number": found["number"]}]
    return [*words, waiting % {"number": found["waiting"]}] if found["waiting"] else words


def clause_register(project: Project) -> list[dict[str, Any]]:
    """Return, for each statement of the project, the contracts that carry it (Handbook p. 32); three queries."""
    carried: dict[int, dict[int, str]] = defaultdict(dict)
    clauses = Clause.objects.filter(contract__promise__project=project).exclude(
        contract__state=ContractState.ENDED
    )
    for clause in clauses.select_related("contract__producer"):
        contract = clause.contract
        carried[clause.statement_id][contract.pk] = f"{contract.producer.name}: {contract.title}"
    return [_register_row(row, carried[row.pk]) for row in statement_rows(project.pk)]


def producers() -> QuerySet[Producer]:
    """Return the producers of the region in scope, by name."""
    return Producer.objects.select_related("user").order_by("name", "pk")


def unconfirmed_clauses() -> QuerySet[Clause]:
    """Return the clauses that are still to be confirmed: the contract has not ended, nor is its project closed."""
    clauses = Clause.objects.filter(confirmed_at=None, contract__promise__project__state=ProjectState.ACTIVE)
    return clauses.exclude(contract__state=ContractState.ENDED)


def waiting_clauses(user: User) -> list[Clause]:
    """Return the clauses that wait for this producer's confirmation; one query."""
    clauses = unconfirmed_clauses().filter(contract__producer__user=user)
    return list(clauses.select_related("contract__promise__project").order_by("contract_id", "pk"))


def _carried(clauses: list[Clause]) -> list[CarriedPromise]:
    """Return the statements of these clauses, in their order, each once with its clauses; one query."""
    by_statement: dict[int, list[ClauseRow]] = defaultdict(list)
    for clause in clauses:
        by_statement[clause.statement_id].append(_clause(clause))
    words = statement_words(list(by_statement))
    said = {pk: words.get(pk, NO_WORDS) for pk in by_statement}
    return [CarriedPromise(said[pk].text, said[pk].lang, rows) for pk, rows in by_statement.items()]


def _clause(clause: Clause) -> ClauseRow:
    return ClauseRow(
        pk=clause.pk,
        version=clause.version,
        words=clause.words,
        lang=clause.language,
        confirmed_at=clause.confirmed_at,
        confirmed_by=name_of(clause.confirmed_by),
    )


def _register_row(row: StatementRow, contracts: dict[int, str]) -> dict[str, Any]:
    return {"text": row.text, "lang": row.lang, "place": row.place, "contracts": list(contracts.values())}
