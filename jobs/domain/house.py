"""House-keeping: retention periods of every app, expired windows."""

from servicelofte.common import clock, registry
from servicelofte.common.limits import forget_old
from servicelofte.common.tenancy import every_region


def keep_house() -> dict[str, int]:
    """Run each registered retention rule over all regions; returns {rule: rows} of what was cleared."""
    cleared = {"rate_windows": forget_old()}
    with every_region():
        for key, rule in registry.retentions.items():
            cleared[key] = rule(clock.now())
    return cleared
