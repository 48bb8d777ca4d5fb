"""Published versions and consultations for tests, made through the domain, since a snapshot must fit its promise."""

import datetime as dt

from drafting.domain.consultation import open_consultation
from drafting.domain.version import publish_version
from drafting.models import Consultation, DraftVersion
from projects.models import ServicePromise
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope


def make_version(promise: ServicePromise, **values: object) -> DraftVersion:
    """Publish the promise as it is written now."""
    with region_scope(promise.region):
        return publish_version(promise=promise, actor=None, **values)


def make_consultation(
    version: DraftVersion, *, days: int = 14, opens_on: dt.date | None = None, **values: object
) -> Consultation:
    """Open a version for comments from today (or `opens_on`) for so many days."""
    first = opens_on or clock.today()
    with region_scope(version.region):
        return open_consultation(
            version=version, opens_on=first, closes_on=first + dt.timedelta(days=days), actor=None, **values
        )
