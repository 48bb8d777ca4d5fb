"""A form without a cookie is taken from pages of this site alone, as far as the browser says where it came from."""

import pytest
from django.test import RequestFactory

from servicelofte.common.anonymous import is_own_origin


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://elsewhere.example"}, False),
        ({"origin": "http://["}, False),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "null", "sec-fetch-site": "none"}, True),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "null", "sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"origin": "https://elsewhere.example", "sec-fetch-site": "same-origin"}, False),
    ],
)
def test_posting_from_elsewhere_is_known(headers, own):
    assert is_own_origin(RequestFactory().post("/", headers=headers)) is own
