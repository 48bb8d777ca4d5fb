"""Verbs of producers, contracts and clauses: carry the promise into a contract, let the producer confirm it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import members
from implementation.enums import CONTRACT_MOVES, ContractState
from implementation.models import Clause, Contract, Producer
from implementation.queries.contracts import is_past
from projects.domain.ledger import record_event
from projects.models import Project, ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row
from servicelofte.common.tenancy import require_same_region

CONTRACT_ENDS_EARLY = _("The contract must begin before it ends.")
CHANGED = _("The clause was changed meanwhile. Read the new words and confirm them.")


def save_producer(
    *,
    project: Project,
    actor: User,
    values: Mapping[str, Any],
    producer: Producer | None = None,
    expected: int = 0,
) -> Producer:
    """Write a producer of the project's region, new or opened at version `expected`.

    `values`: name, business_id, email, user (its contact person, who must have the role of a producer in the region).
    Raises DomainError for another person, EditConflict when somebody saved meanwhile.
    """
    user = values.get("user")
    if user is not None and not members(Role.PRODUCER).filter(user=user).exists():
        raise DomainError(_("Choose a person who has the role of a producer here."), field="user")
    with transaction.atomic():
        row = producer or Producer(region=project.region)
        for name in ("name", "business_id", "email", "user"):
            if name in values:
                setattr(row, name, values[name])
        if producer is None:
            create_row(row, actor=actor)
        else:
            save_versioned(row, expected=expected, actor=actor)
        _record(project, actor, "producer.saved", f"producer:{row.pk}", {})
    return row


@transaction.atomic
def erase_producer_address(email: str) -> int:
    """Take a person's e-mail address out of the producers, their history included; returns how many had it."""
    named = {"email__iexact": email.strip()}
    rows = list(Producer.objects.select_for_update(no_key=True).filter(**named))
    for row in rows:
        row.email = ""
        save_versioned(row, expected=row.version)
    Producer.history.filter(**named).delete()
    return len(rows)


def create_contract(
    *, promise: ServicePromise, producer: Producer, actor: User, values: Mapping[str, Any]
) -> Contract:
    """Register a contract that is to carry `promise` to `producer` (Handbook p. 32).

    `values`: title, from_day, to_day, participation_plan. Raises DomainError when the days are in the wrong order.
    """
    require_same_region(promise, producer)
    with transaction.atomic():
        contract = Contract(region=promise.region, promise=promise, producer=producer)
        _fill(contract, values)
        create_row(contract, actor=actor)
        _record(
            promise.project,
            actor,
            "contract.created",
            f"contract:{contract.pk}",
            {"producer": producer.pk},
        )
    return contract


def edit_contract(
    *,
    contract: Contract,
    producer: Producer,
    expected: int,
    actor: User,
    values: Mapping[str, Any],
    reason: str = "",
) -> Contract:
    """Change a contract opened at version `expected`; `values` as in create_contract, `reason` for its history.

    Raises EditConflict when somebody saved meanwhile; DomainError when the days are in the wrong order, or when a
    contract in force would lose its participation plan.
    """
    require_same_region(contract, producer)
    with transaction.atomic():
        contract.producer = producer
        _fill(contract, values)
        if contract.state == ContractState.IN_FORCE:
            _require_plan(contract)
        save_versioned(contract, expected=expected, actor=actor, reason=reason)
        _record(contract.promise.project, actor, "contract.changed", f"contract:{contract.pk}", {})
    return contract


def move_contract(*, contract: Contract, target: str, actor: User) -> Contract:
    """Move a contract to state `target` (ContractState).

    Raises IllegalTransition when the table has no such move; DomainError when it would come into force without the
    producer's own plan for how clients take part (Handbook p. 21), without a single clause of the promise (p. 32) or
    after its last day.
    """
    with transaction.atomic():
        require_move(contract, target=target)
        before, contract.state = contract.state, target
        save_versioned(contract, expected=contract.version, actor=actor)
        _record(
            contract.promise.project,
            actor,
            "contract.moved",
            f"contract:{contract.pk}",
            {"from": before, "to": target},
        )
    return contract


def require_move(contract: Contract, *, target: str) -> None:
    """Raise what `move_contract` raises when a contract cannot be moved to `target` (ContractState); one query."""
    CONTRACT_MOVES.check(contract, target)
    if target == ContractState.IN_FORCE:
        _require_plan(contract)
        if not contract.clauses.exists():
            raise DomainError(_("Carry at least one promise into the contract before it comes into force."))
        if is_past(contract):
            raise DomainError(
                _(
                    "The last day of the contract has passed. Change the day before you bring the contract into force."
                ),
                field="to_day",
            )


def add_clause(*, contract: Contract, statement: Statement, language: str, words: str, actor: User) -> Clause:
    """Carry a statement into a contract in the contract's own words, in one `language` (Handbook p. 8, 32).

    Raises DomainError when the statement is of another promise, stands in the contract already in that language, or
    the contract has ended.
    """
    require_same_region(contract, statement)
    if statement.promise_id != contract.promise_id:
        raise DomainError(_("Choose a promise of the same text as the contract."), field="statement")
    try:
        with transaction.atomic():
            _require_running(contract)
            clause = Clause(
                region=contract.region,
                contract=contract,
                statement=statement,
                language=language,
                words=words,
            )
            create_row(clause, actor=actor)
            _record_clause(clause, statement, actor, "clause.added")
    except IntegrityError as error:
        raise DomainError(
            _("This promise stands in the contract already. Change that clause instead."), field="statement"
        ) from error
    return clause


def edit_clause(*, clause: Clause, expected: int, words: str, actor: User, reason: str = "") -> Clause:
    """Change the words of a clause opened at version `expected`; a confirmation of other words falls away. The words as
    they stand change nothing.

    Raises EditConflict when somebody saved meanwhile, DomainError when the contract has ended.
    """
    with transaction.atomic():
        _require_running(clause.contract)
        if clause.words == words:
            return clause
        clause.words, clause.confirmed_at, clause.confirmed_by = words, None, None
        save_versioned(clause, expected=expected, actor=actor, reason=reason)
        _record_clause(clause, clause.statement, actor, "clause.changed")
    return clause


def confirm_clause(*, clause: Clause, version: int, actor: User) -> Clause:
    """Confirm, for the producer, that it delivers what the clause says as read at `version`; twice is once.

    Raises EditConflict when the words were changed after the producer read them, DomainError when the contract has
    ended.
    """
    with transaction.atomic():
        _require_running(clause.contract)
        if clause.confirmed_at is not None and clause.version == version + 1:
            return clause
        clause.confirmed_at, clause.confirmed_by = clock.now(), actor
        save_versioned(clause, expected=version, actor=actor, conflict=CHANGED)
        _record_clause(clause, clause.statement, actor, "clause.confirmed")
    return clause


def _fill(contract: Contract, values: Mapping[str, Any]) -> None:
    for name in ("title", "from_day", "to_day", "participation_plan"):
        if name in values:
            setattr(contract, name, values[name])
    if contract.from_day and contract.to_day and contract.from_day > contract.to_day:
        raise DomainError(CONTRACT_ENDS_EARLY, field="to_day")


def _require_running(contract: Contract) -> None:
    # Read anew and held: it may have been ended since the page was opened, or be ended now.
    require_running(Contract.objects.select_for_update(no_key=True).get(pk=contract.pk))


def require_running(contract: Contract) -> None:
    """Raise DomainError when a contract has ended."""
    if contract.state == ContractState.ENDED:
        raise DomainError(_("The contract has ended: clauses can no longer be added, changed or confirmed."))


def _require_plan(contract: Contract) -> None:
    if not contract.participation_plan.strip():
        raise DomainError(
            _(
                "Write down how the producer lets clients take part: the contract needs it to come into force."
            ),
            field="participation_plan",
        )


def _record_clause(clause: Clause, statement: Statement, actor: User, kind: str) -> None:
    _record(
        clause.contract.promise.project,
        actor,
        kind,
        f"clause:{clause.pk}",
        {"contract": clause.contract_id, "statement": str(statement.lineage)},
    )


def _record(project: Project, actor: User, kind: str, subject: str, data: Mapping[str, Any]) -> None:
    record_event(region=project.region, kind=kind, project=project, actor=actor, subject=subject, data=data)
