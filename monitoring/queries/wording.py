"""How figures and evidence are said in the page's language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from monitoring.enums import Status
from monitoring.models import Indicator, StatementStatus
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day, number
from servicelofte.common.languages import nearest, page_language


def figure(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit, such as "42,5 %"; "" for none."""
    return f"{number(value)}\u00a0{unit}" if value is not None else ""


def unit_of(indicator: Indicator) -> str:
    """Return an indicator's unit in the page's language or the nearest."""
    return column_words(indicator, "unit")[0]


def evidence_of(status: StatementStatus | None, target: Decimal | None = None) -> dict[str, Any]:
    """Return what a status rests on: {text, lang, day}.

    Of a judgement by measurement: the indicator's value and the target; of a person's: their words in the page's
    language or the nearest.
    """
    page = page_language()
    if status is None:
        return {"text": "", "lang": page, "day": None}
    if status.evidence:
        text, lang = nearest(status.evidence)
        return {"text": text, "lang": lang, "day": status.since}
    if status.indicator is None or status.measurement is None:
        return {"text": "", "lang": page, "day": status.since}
    values = {
        "name": column_words(status.indicator, "name")[0],
        "value": figure(status.measurement.value, unit_of(status.indicator)),
    }
    text = _("%(name)s: %(value)s") % values
    if target is not None:
        text = _("%(evidence)s, the target is %(target)s") % {
            "evidence": text,
            "target": figure(target, unit_of(status.indicator)),
        }
    return {"text": text, "lang": page, "day": status.since}


def status_label(status: str) -> str:
    """Return the word of a status in the page's language."""
    return str(Status(status).label)


def since_words(status: StatementStatus | None) -> str:
    """Return "on 3 March 2028" for the day of a status, "" for none."""
    return _("on %(day)s") % {"day": full_day(status.since)} if status else ""
