"""A form without a cookie is taken from pages of this site alone, as far as the browser says where it came from."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from servicelofte.common.anonymous import is_own_origin, no_referrer


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://testserver"}, False),
        ({"origin": "http://testserver:8000"}, False),
        ({"origin": "https://forms.example"}, True),
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
def test_posting_from_elsewhere_is_known(headers, own, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://forms.example"]
    assert is_own_origin(RequestFactory().post("/", headers=headers)) is own


def test_page_that_came_over_tls_takes_no_form_from_one_that_did_not(settings):
    """By the proxy's word, where one is believed: whoever stands between could have written the other page."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for origin, own in (("https://testserver", True), ("http://testserver", False)):
        headers = {"origin": origin, "host": "testserver", "x-forwarded-proto": "https"}
        assert is_own_origin(RequestFactory().post("/", headers=headers)) is own


def test_page_whose_address_holds_a_code_is_told_to_nobody_stored_nowhere_and_not_found(rf):
    answer = no_referrer(lambda request: HttpResponse("ok"))(rf.get("/sv/r/c/X/"))
    said = [answer.headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")]
    assert said == ["no-referrer", "no-store", "noindex"]
