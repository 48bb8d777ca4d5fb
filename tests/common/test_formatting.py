"""Days, moments and numbers stand as an official of the language would write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from servicelofte.common import clock
from servicelofte.common.formatting import (
    clock_times,
    day,
    days,
    full_day,
    meeting_day,
    moment,
    money,
    number,
    percent_done,
    short_day,
    years,
)
from servicelofte.common.languages import interface_language, page_language

CASES = {
    "sv": ("onsdag 12\u00a0maj", "12\u00a0maj", "12\u00a0maj 2027", "12\u00a0maj 2027 kl.\u00a00.05"),
    "fi": (
        "keskiviikko 12.\u00a0toukokuuta",
        "12.\u00a0toukokuuta",
        "12.\u00a0toukokuuta 2027",
        "12.\u00a0toukokuuta 2027 klo\u00a00.05",
    ),
    "en": ("Wednesday 12\u00a0May", "12\u00a0May", "12\u00a0May 2027", "12\u00a0May 2027 at\u00a000:05"),
}


@pytest.mark.parametrize("language", CASES)
def test_day_and_moment_are_written_as_in_the_language_of_the_page(language):
    late = datetime(2027, 5, 11, 21, 5, tzinfo=UTC)
    with translation.override(language), clock.fixed(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        written = (day(late), short_day(late), full_day(date(2027, 5, 12)), moment(late))
    assert written == CASES[language]


def test_period_of_one_year_is_that_year():
    assert (years(2027, 2029), years(2027, 2027)) == ("2027–2029", "2027")


@pytest.mark.parametrize("write", [day, short_day])
def test_day_of_another_year_has_its_year(write):
    with translation.override("fi"), clock.fixed(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        assert write(date(2027, 5, 12)) == "12.\u00a0toukokuuta 2027"


def test_day_to_come_on_has_its_weekday_in_every_year():
    with translation.override("sv"):
        written = [meeting_day(date(year, 12, 15)) for year in (clock.today().year, 2031)]
    assert written[0].endswith("dag 15\u00a0december")
    assert written[1] == "måndag 15\u00a0december 2031"


@pytest.mark.parametrize(
    ("language", "hours", "minutes", "begins"),
    [
        ("sv", "kl.\u00a017–19", "kl.\u00a017.00–19.30", "kl.\u00a017"),
        ("fi", "klo\u00a017–19", "klo\u00a017.00–19.30", "klo\u00a017"),
        ("en", "17:00–19:00", "17:00–19:30", "at\u00a017:00"),
    ],
)
def test_clock_times_leave_out_minutes_only_where_none_counts(language, hours, minutes, begins):
    five, seven, half_past = (
        datetime(2026, 12, 15, hour, minute, tzinfo=clock.HELSINKI)
        for hour, minute in ((17, 0), (19, 0), (19, 30))
    )
    with translation.override(language):
        written = (clock_times(five, seven), clock_times(five, half_past), clock_times(five))
    assert written == (hours, minutes, begins)


@pytest.mark.parametrize("write", [day, full_day, meeting_day, short_day, moment])
def test_no_day_is_no_words(write):
    assert write(None) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("1234.50"), "1 234,5"), (2, "2"), (0.25, "0,25"), (None, "–"), ("", "–")],
)
def test_number_has_the_decimals_it_needs(value, written):
    with translation.override("sv"):
        assert number(value).replace("\xa0", " ").replace("\u202f", " ") == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("12500.50"), "12 500,50"),
        (Decimal("12500.05"), "12 500,05"),
        (Decimal("12500.00"), "12 500"),
        (1200, "1 200"),
        (None, "–"),
    ],
)
def test_money_has_both_cents_or_none(value, written):
    with translation.override("sv"):
        assert money(value).replace("\xa0", " ").replace("\u202f", " ") == written


@pytest.mark.parametrize(("done", "every", "percent"), [(0, 0, 0), (2, 3, 66), (999, 1000, 99), (3, 3, 100)])
def test_hundred_per_cent_is_said_only_when_nothing_is_left(done, every, percent):
    assert percent_done(done, every) == percent


def test_language_without_an_interface_is_told_in_swedish():
    assert [interface_language(code) for code in ("fi", "en", "se", "")] == ["fi", "en", "sv", "sv"]
    with translation.override("en-gb"):
        assert page_language() == "en"


@pytest.mark.parametrize(
    ("first", "last", "sv", "fi"),
    [
        ("2026-12-01", "2026-12-03", "1–3 december 2026", "1.–3. joulukuuta 2026"),
        ("2026-11-30", "2026-12-03", "30 november – 3 december 2026", "30. marraskuuta – 3. joulukuuta 2026"),
        (
            "2026-12-30",
            "2027-01-03",
            "30 december 2026 – 3 januari 2027",
            "30. joulukuuta 2026 – 3. tammikuuta 2027",
        ),
        ("2026-11-30", "2026-11-30", "30 november 2026", "30. marraskuuta 2026"),
        ("2026-11-30", None, "30 november 2026", "30. marraskuuta 2026"),
        (None, None, "", ""),
    ],
)
def test_period_says_once_what_both_its_ends_share(first, last, sv, fi):
    ends = [date.fromisoformat(end) if end else None for end in (first, last)]
    for language, expected in (("sv", sv), ("fi", fi)):
        with translation.override(language):
            assert days(*ends).replace("\u00a0", " ") == expected
