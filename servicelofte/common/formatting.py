"""Days, moments and numbers as the language of the page writes them; templates have them as filters."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone

from servicelofte.common import clock
from servicelofte.common.languages import page_language

# No line ends between the number of a day and its month, nor between "kl." and the time.
_DAY = {"sv": "l j\u00a0F", "fi": "l j.\u00a0F", "en": "l j\u00a0F"}
_SHORT_DAY = {"sv": "j\u00a0F", "fi": "j.\u00a0F", "en": "j\u00a0F"}
_FULL_DAY = {"sv": "j\u00a0F Y", "fi": "j.\u00a0F Y", "en": "j\u00a0F Y"}
_LONG_DAY = {"sv": "l j\u00a0F Y", "fi": "l j.\u00a0F Y", "en": "l j\u00a0F Y"}
_BEFORE_CLOCK = {"sv": "kl.", "fi": "klo", "en": "at"}


def day(value: date | datetime | None) -> str:
    """Return a date as "tisdag 15 december"; with the year instead of the weekday when it is not the present year."""
    return _in_present_year(value, _DAY)


def short_day(value: date | datetime | None) -> str:
    """Return a date without its weekday, as "12 maj"; with the year when it is not the present one."""
    return _in_present_year(value, _SHORT_DAY)


def full_day(value: date | datetime | None) -> str:
    """Return a date with its year, as "15 december 2026"; "" for none."""
    return _written(_local(value), _FULL_DAY) if value else ""


def days(first: date | None, last: date | None) -> str:
    """Return a period of local days, month and year said once where both ends share them: "1.–3. joulukuuta 2026",
    "30 november – 3 december 2026"; one day as that day, and "" for none.
    """
    if not first or not last or first == last:
        return full_day(first or last)
    if first.year != last.year:
        return f"{full_day(first)} – {full_day(last)}"
    if first.month != last.month:
        return f"{_written(first, _SHORT_DAY)} – {full_day(last)}"
    return f"{first.day}{'.' if page_language() == 'fi' else ''}–{full_day(last)}"


def years(first: int, last: int) -> str:
    """Return a period of whole years: "2027–2029", and one year as that year."""
    return str(first) if first == last else f"{first}–{last}"


def meeting_day(value: date | datetime | None) -> str:
    """Return a day that somebody is to come on, as "tisdag 15 december"; its year too when not the present one."""
    return _in_present_year(value, _DAY, _LONG_DAY)


def clock_times(begins: datetime, ends: datetime | None = None) -> str:
    """Return when something begins and perhaps ends: "kl. 17–19" in Swedish, "kl. 17.00–19.30" where minutes count."""
    written = [clock_time(moment) for moment in (begins, ends) if moment]
    if page_language() != "en" and all(said.endswith(".00") for said in written):
        written = [said.removesuffix(".00") for said in written]
    times = "–".join(written)
    return times if page_language() == "en" and ends else f"{_BEFORE_CLOCK[page_language()]}\u00a0{times}"


def moment(value: datetime | None) -> str:
    """Return a moment with its clock time in Finland, as "15 december 2026 kl. 14.05" does in Swedish."""
    if not value:
        return ""
    return f"{full_day(value)} {_BEFORE_CLOCK[page_language()]}\u00a0{clock_time(value)}"


def day_or_moment(value: datetime | None) -> str:
    """Return a moment, or the day alone when nobody knows the clock time: such a day is kept as its local midnight."""
    return full_day(value) if value and _local(value).time() == time.min else moment(value)


def clock_time(value: datetime) -> str:
    """Return the clock time of a moment in Finland: "9.05" in Swedish and Finnish, "09:05" in English."""
    return formats.date_format(_local(value), "H:i" if page_language() == "en" else "G.i")


def number(value: Any, decimals: int = -1) -> str:
    """Return a number as the language writes it; `decimals` -1 keeps what is needed."""
    if value is None or value == "":
        return "–"
    if decimals < 0:
        written = f"{value:f}" if isinstance(value, Decimal) else str(value)
        decimals = len(written.partition(".")[2].rstrip("0"))
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def money(value: Any) -> str:
    """Return an amount of euros without their sign: with its cents, both of them, or with none where it has none."""
    if value is None or value == "":
        return number(value)
    return number(value, 2 if Decimal(str(value)) % 1 else 0)


def percent_done(done: int, every: int) -> int:
    """Return how much of `every` is done in whole per cent, rounded down: 100 is said only when nothing is left."""
    return 100 * done // every if every else 0


def _in_present_year(
    value: date | datetime | None, patterns: dict[str, str], other_years: dict[str, str] = _FULL_DAY
) -> str:
    if not value:
        return ""
    local = _local(value)
    return _written(local, patterns if local.year == clock.today().year else other_years)


def _written(local: date, patterns: dict[str, str]) -> str:
    language = page_language()
    text = formats.date_format(local, patterns[language])
    if language == "en":
        return text
    # Finnish months stand in the partitive beside a day; neither language gives months and weekdays capitals.
    words = text.lower().split(" ")
    return " ".join(f"{word}ta" if language == "fi" and word.endswith("kuu") else word for word in words)


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
