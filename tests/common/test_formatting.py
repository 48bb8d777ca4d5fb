"""Days, moments and numbers stand as an official of the language would write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from servicelofte.common import clock
from servicelofte.common.formatting import day, full_day, moment, number, short_day
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


@pytest.mark.parametrize("write", [day, short_day])
def test_day_of_another_year_has_its_year(write):
    with translation.override("fi"), clock.fixed(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        assert write(date(2027, 5, 12)) == "12.\u00a0toukokuuta 2027"


@pytest.mark.parametrize("write", [day, full_day, short_day, moment])
def test_no_day_is_no_words(write):
    assert write(None) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("1234.50"), "1 234,5"), (2, "2"), (0.25, "0,25"), (None, "–"), ("", "–")],
)
def test_number_has_the_decimals_it_needs(value, written):
    with translation.override("sv"):
        assert number(value).replace("\xa0", " ").replace("\u202f", " ") == written


def test_language_without_an_interface_is_told_in_swedish():
    assert [interface_language(code) for code in ("fi", "en", "se", "")] == ["fi", "en", "sv", "sv"]
    with translation.override("en-gb"):
        assert page_language() == "en"
