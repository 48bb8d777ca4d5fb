"""House-keeping: what falls due by the clock, retention periods of every app, expired windows."""

import logging

from servicelofte.common import clock, registry
from servicelofte.common.limits import forget_old, forget_sign_ins
from servicelofte.common.once import forget_sendings
from servicelofte.common.tenancy import every_region

log = logging.getLogger(__name__)


def do_due_work() -> int:
    """Do what each app says has fallen due by now, such as closing a survey; returns how much was done.

    An app whose work fails does not hold up the others: what is due stands in its rows and is tried again next beat.
    """
    done = 0
    for key, work in registry.due_work.items():
        try:
            done += work(clock.now())
        except Exception:
            log.exception("due_work_failed", extra={"work": key})
    return done


def keep_house() -> dict[str, int]:
    """Run each registered retention rule over all regions; returns {rule: rows} of what was cleared.

    A rule that fails does not hold up the others: what is to be cleared stands in its rows until the next hour.
    """
    cleared = {
        "rate_windows": forget_old(),
        "sign_in_notes": forget_sign_ins(),
        "sendings": forget_sendings(),
    }
    with every_region():
        for key, rule in registry.retentions.items():
            try:
                cleared[key] = rule(clock.now())
            except Exception:
                log.exception("retention_failed", extra={"rule": key})
    return cleared
