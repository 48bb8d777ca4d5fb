"""Keys from outside are read without trust."""

import uuid

import pytest
from django.test import RequestFactory

from servicelofte.common.keys import asked_number, keys_of, lineages_of, number_of, uuid_of
from servicelofte.common.thread import Ref


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("42", 42),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("", None),
        (None, None),
    ],
)
def test_number_is_read_from_ascii_digits_alone(text, number):
    assert number_of(text) == number


def test_number_of_the_address_is_none_where_there_is_none():
    request = RequestFactory().get("/", {"before": "7", "after": "x"})
    assert [asked_number(request, name) for name in ("before", "after", "since")] == [7, None, None]


def test_refs_of_a_thread_give_the_keys_that_can_be_read():
    lineage = uuid.uuid4()
    refs = [
        Ref("contribution", "3"),
        Ref("contribution", "²"),
        Ref("version", "4"),
        Ref("statement", str(lineage)),
        Ref("statement", "5"),
    ]
    assert keys_of(refs, "contribution") == [3]
    assert lineages_of(refs) == [lineage]
    assert uuid_of("5") is None
