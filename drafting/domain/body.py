"""Verbs of the register of bodies that are asked for their opinion."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from drafting.models import Body
from projects.domain.ledger import record_event
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.text import one_line


@dataclass(frozen=True)
class BodyFacts:
    """What the register says of a body: `kind` of BodyKind, `language` its own (code of Language)."""

    name: str
    kind: str
    email: str
    language: str
    is_active: bool = True


def register_body(*, region: Region, actor: User, facts: BodyFacts) -> Body:
    """Enter a body into the region's register. Raises DomainError when one of that name stands there."""
    row = Body(region=region, **asdict(facts))
    return _keep(row, actor, "body.registered", 0)


def change_body(*, body: Body, actor: User, facts: BodyFacts, opened: int) -> Body:
    """Change a body opened at version `opened`, or take it out of use. Raises as register_body, or EditConflict."""
    for name, value in asdict(facts).items():
        setattr(body, name, value)
    return _keep(body, actor, "body.changed", opened)


def _keep(row: Body, actor: User, kind: str, opened: int) -> Body:
    row.name, row.email = one_line(row.name), one_line(row.email).lower()
    try:
        with transaction.atomic():
            if row.pk:
                save_versioned(row, expected=opened)
            else:
                row.save()
            record_event(region=row.region, kind=kind, actor=actor, subject=f"body:{row.pk}", is_public=False)
    except IntegrityError as error:
        raise DomainError(_("The register has a body of this name already."), field="name") from error
    return row


@transaction.atomic
def erase_body_address(email: str) -> int:
    """Take a person's e-mail address out of the register, its history included; returns how many bodies had it.

    Such a body is out of use until somebody gives it another address.
    """
    email = email.strip().lower()
    rows = list(Body.objects.select_for_update(no_key=True).filter(email__iexact=email))
    for row in rows:
        row.email, row.is_active = "", False
        save_versioned(row, expected=row.version)
    Body.history.filter(email__iexact=email).delete()
    return len(rows)
