"""Bodies and invitations for tests of the remiss."""

import datetime as dt
from itertools import count
from typing import Any

from accounts.models import User
from drafting.domain.body import BodyFacts, register_body
from drafting.domain.remiss import invite_bodies
from drafting.models import Body, Consultation, OpinionRequest
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope

_numbers = count(1)


def make_body(actor: User, region: Any, **values: Any) -> Body:
    """Enter a body into the register, by default the council for older people, in Swedish."""
    number = next(_numbers)
    facts = {
        "names": {"sv": f"Äldrerådet {number}"},
        "kind": "influence_body",
        "email": f"rad{number}@example.fi",
        "language": "sv",
        **values,
    }
    with region_scope(region):
        return register_body(region=region, actor=actor, facts=BodyFacts(**facts))


def make_request(
    consultation: Consultation, actor: User, *, due_on: dt.date | None = None, **values: Any
) -> OpinionRequest:
    """Invite one body, by default with a week's time."""
    body = make_body(actor, consultation.region, **values)
    with region_scope(consultation.region):
        return invite_bodies(
            consultation=consultation,
            bodies=[body],
            due_on=due_on or clock.today() + dt.timedelta(days=7),
            actor=actor,
        )[0]
