"""Verbs of the register of bodies that are asked for their opinion."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from drafting.models import Body
from projects.domain.ledger import record_event
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import column_names
from servicelofte.common.languages import INTERFACE
from servicelofte.common.text import one_line


@dataclass(frozen=True)
class BodyFacts:
    """What the register says of a body: `names` by language (sv, fi, en), of which one is enough; `kind` of BodyKind;
    `language` its own (code of Language), in which it gets mail.
    """

    names: Mapping[str, str]
    kind: str
    email: str
    language: str
    is_active: bool = True


def register_body(*, region: Region, actor: User, facts: BodyFacts) -> Body:
    """Enter a body into the region's register. Raises DomainError without a name, and when one of that name stands
    there.
    """
    return _keep(Body(region=region), facts, actor, "body.registered", 0)


def change_body(*, body: Body, actor: User, facts: BodyFacts, opened: int) -> Body:
    """Change a body opened at version `opened`, or take it out of use. Raises as register_body, or EditConflict."""
    return _keep(body, facts, actor, "body.changed", opened)


def _keep(row: Body, facts: BodyFacts, actor: User, kind: str, opened: int) -> Body:
    _write(row, facts)
    try:
        with transaction.atomic():
            if row.pk:
                save_versioned(row, expected=opened)
            else:
                row.save()
            record_event(region=row.region, kind=kind, actor=actor, subject=f"body:{row.pk}", is_public=False)
    except IntegrityError as error:
        field = _taken(row)
        raise DomainError(_("The register has a body of this name already."), field=field) from error
    return row


def _write(row: Body, facts: BodyFacts) -> None:
    names = {code: one_line(facts.names.get(code) or "") for code in INTERFACE}
    if not any(names.values()):
        raise DomainError(
            pgettext_lazy("asked for its opinion", "Write the name of the body."),
            field=f"name_{row.region.languages[0]}",
        )
    for code, name in names.items():
        # No name is no value, so that two bodies without one in a language do not have the same.
        setattr(row, f"name_{code}", name or None)
    row.kind, row.language, row.is_active = facts.kind, facts.language, facts.is_active
    row.email = one_line(facts.email).lower()


def _taken(row: Body) -> str:
    """Return the form's field of the name that another body has already."""
    others = Body.objects.filter(region=row.region).exclude(pk=row.pk)
    named = {column: getattr(row, column) for column in column_names("name", INTERFACE)}
    taken = (column for column, name in named.items() if name and others.filter(**{column: name}).exists())
    return next(taken, f"name_{row.region.languages[0]}")


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
    # Registered with its translation.
    Body.history.filter(email__iexact=email).delete()  # type: ignore[attr-defined]
    return len(rows)
