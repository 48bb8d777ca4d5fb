"""Actions, contracts and lines of the communication plan for tests, made without the domain."""

import datetime as dt
from itertools import count

from accounts.models import Region, User
from implementation.models import Action, Clause, Communication, Contract, Producer
from projects.models import Project, ServicePromise, Statement
from servicelofte.common.tenancy import region_scope

_numbers = count(1)


def make_action(*statements: Statement, **values: object) -> Action:
    """Make an action for statements of one promise, due 31 March 2027, of nobody."""
    number = next(_numbers)
    promise = statements[0].promise
    defaults = {
        "title_sv": f"Åtgärd {number}",
        "title_fi": f"Toimi {number}",
        "due_on": dt.date(2027, 3, 31),
    }
    with region_scope(promise.region):
        action = Action.objects.create(region=promise.region, promise=promise, **{**defaults, **values})
        action.statements.set(statements)
    return action


def make_producer(region: Region, user: User | None = None, **values: object) -> Producer:
    """Make a producer."""
    with region_scope(region):
        return Producer.objects.create(
            region=region, user=user, **{"name": f"Producent {next(_numbers)}", **values}
        )


def make_contract(promise: ServicePromise, producer: Producer, **values: object) -> Contract:
    """Make a contract that is being negotiated."""
    with region_scope(promise.region):
        return Contract.objects.create(
            region=promise.region,
            promise=promise,
            producer=producer,
            **{"title": f"Avtal {next(_numbers)}", **values},
        )


def make_clause(contract: Contract, statement: Statement, **values: object) -> Clause:
    """Carry a statement into a contract, in Swedish and unconfirmed."""
    defaults = {"language": "sv", "words": "Producenten svarar samma dag."}
    with region_scope(contract.region):
        return Clause.objects.create(
            region=contract.region, contract=contract, statement=statement, **{**defaults, **values}
        )


def make_communication(project: Project, **values: object) -> Communication:
    """Make a line for residents on the web site, 1 March 2027."""
    defaults = {
        "channel": "website",
        "audience": "public",
        "message": f"Löftet är beslutat {next(_numbers)}",
        "day": dt.date(2027, 3, 1),
        "responsible": "Kommunikationschefen",
    }
    with region_scope(project.region):
        return Communication.objects.create(region=project.region, project=project, **{**defaults, **values})
