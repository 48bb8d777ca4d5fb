"""What an answer tells: error pages speak the visitor's language and nothing else, logs hold no code and no words."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse

from accounts.domain.membership import invitation_code, invite_person
from servicelofte.common.limits import client_address
from servicelofte.common.logs import report_without_words
from servicelofte.common.tenancy import region_scope
from servicelofte.settings.observability import LOGGING
from tests.factories.accounts import make_user
from tests.factories.projects import make_project
from tests.factories.voices import code_of, make_contribution

pytestmark = pytest.mark.django_db
LEAKS = (
    "Traceback",
    "Exception",
    "django",
    "/tmp",
    "site-packages",
    "SELECT",
    "DEBUG",
    "urlpatterns",
    "sqlite",
    "psycopg",
)


def _client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_error_pages_speak_the_visitors_language_and_tell_nothing_of_the_house(region, language, monkeypatch):
    person = make_user(region, "observer")
    signed_in = _client()
    signed_in.force_login(person)
    monkeypatch.setattr("servicelofte.portal.queries.front_page", lambda: 1 / 0)
    answers = {
        400: _client().get(f"/{language}/%00/"),
        404: _client().get(f"/{language}/nowhere/"),
        403: signed_in.get(f"/{language}/work/{region.slug}/people/"),
        500: _client().get(f"/{language}/"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert f'<html lang="{language}"' in answer.text
        assert [word for word in LEAKS if word in answer.text] == []


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_answer_to_the_next_visitor_is_not_in_the_language_of_the_one_before(region, language):
    other = {"sv": "fi", "fi": "en", "en": "sv"}[language]
    _client().get(f"/{other}/nowhere/")
    for address in (f"/{language}/%00/", f"/{language}/?x=%00"):
        assert f'<html lang="{language}"' in _client().get(address).text
    too_many = "&".join(f"f{number}=x" for number in range(5000))
    _client().get(f"/{other}/")
    page = _client().post(
        f"/{language}/r/receipt/", too_many, content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 413
    assert f'<html lang="{language}"' in page.text


@pytest.fixture
def lines(settings) -> list[str]:
    """The lines that the house writes into its log, as the operator reads them."""
    written: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    formatter = LOGGING["formatters"]["json"]
    handler = Lines(level=logging.DEBUG)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=formatter["processor"], foreign_pre_chain=formatter["foreign_pre_chain"]
        )
    )
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_code_of_a_receipt_or_an_invitation_stands_in_a_log(region, lines):
    row = make_contribution(make_project(region), "Mina hemliga ord", email="eva@example.fi")
    with region_scope(region):
        invite = invite_person(
            region=region, email="n@example.fi", name="N", role="observer", language="sv", invited_by=None
        )
    join, receipt = invitation_code(invite), code_of(row)
    urls = [
        reverse("accounts:invitation", args=[join]),
        reverse("participation:receipt_link", args=[receipt]),
        reverse("drafting:opinion_link", args=[receipt]),
    ]
    for url in urls:
        for path in (url, f"{url}x", url.rstrip("/")):
            _client().get(path)
            _client().post(path, {"words": "Mina hemliga ord"}, headers={"origin": "https://evil.example"})
    _client().post(
        reverse("participation:receipt"), {"code": receipt}, headers={"origin": "https://evil.example"}
    )
    logging.getLogger("django.request").warning("Forbidden: %s", urls[0])
    assert len(lines) > 5
    whole = "\n".join(lines)
    assert "/r/join/" in whole
    for secret in (join, receipt, "Mina hemliga ord", "eva@example.fi"):
        assert secret not in whole
    assert all(json.loads(line) for line in lines)


def test_no_key_to_a_new_password_stands_in_a_log_or_a_report(region, lines, monkeypatch):
    person = make_user(region, "observer")
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    page = reverse("account_reset_password_from_key", kwargs={"uidb36": "U", "key": "K"}).replace("U-K", key)
    assert _client().get(page).status_code == 302
    _client().get(f"{page}x")
    monkeypatch.setattr("allauth.account.views.PasswordResetFromKeyView.dispatch", lambda *_: 1 / 0)
    assert _client().get(page).status_code == 500
    before = {"values": [{"data": {"url": f"https://x.fi{page}"}}]}
    told = report_without_words({"request": {"url": f"https://x.fi{page}"}, "breadcrumbs": before}, None)
    assert any("/account/password/reset/key/" in line for line in lines)
    assert key not in "\n".join(lines)
    assert key not in str(told)


def test_report_of_a_fault_names_no_code():
    event = {"request": {"url": "https://x.fi/sv/r/join/AAAA-BBBB/?x=1"}, "transaction": "/sv/r/c/AAAA-BBBB/"}
    assert "AAAA" not in str(report_without_words(event, None))


def test_report_of_a_fault_names_no_code_that_stands_in_a_query_a_line_or_the_page_before():
    lines = {"logentry": {"message": "Gone: %s", "params": ["/sv/r/join/AAAA-BBBB/"]}}
    request = {
        "query_string": "next=%2Fsv%2Fr%2Fjoin%2FAAAA-BBBB%2F&x=1",
        "headers": {"Referer": "https://x.fi/sv/account/login/?next=/sv/r/join/AAAA-BBBB/"},
    }
    before = {"values": [{"message": "Gone: /sv/r/opinion/AAAA-BBBB/", "data": {"number": 1}}]}
    told = report_without_words({**lines, "request": request, "breadcrumbs": before}, None)
    assert "AAAA" not in str(told)
    assert told["logentry"]["message"] == "Gone: %s"
    assert told["breadcrumbs"]["values"][0]["data"] == {"number": 1}


def test_report_of_a_fault_holds_nothing_that_somebody_looked_for():
    request = {
        "url": "https://x.fi/sv/work/x/inbox/",
        "query_string": "words=Aino+Karhu",
        "headers": {"Referer": "https://x.fi/sv/work/x/inbox/?words=Aino+Karhu"},
    }
    told = report_without_words({"request": request, "logentry": {"message": "GET /sv/?words=Aino+Karhu"}})
    assert "Aino" not in str(told)
    assert told["request"]["url"] == request["url"]


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_claimed_address_changes_nothing(rf, settings, hops):
    settings.TRUSTED_PROXY_HOPS = hops
    real = ["198.51.100.7", "10.0.0.2"][:hops]
    seen = set()
    for claimed in ("1.2.3.4", "1.2.3.4, 5.6.7.8", "'; DROP TABLE x", "::1"):
        chain = ", ".join([claimed, *real])
        request = rf.get("/", headers={"x-forwarded-for": chain}, REMOTE_ADDR="192.0.2.1")
        seen.add(client_address(request))
    assert seen == {real[0] if hops else "192.0.2.1"}


@pytest.mark.parametrize("demands_tls", [False, True], ids=["demo", "production"])
def test_forged_host_is_refused_and_never_repeated(settings, demands_tls):
    settings.SECURE_SSL_REDIRECT = demands_tls
    for host in ("evil.example", "evil.example:80", "testserver@evil.example", "testserver.evil.example"):
        answer = _client().get("/sv/", headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text
    assert "*" not in conf.ALLOWED_HOSTS
    forwarded = _client().get("/sv/", headers={"x-forwarded-host": "evil.example"}, secure=demands_tls)
    assert "evil" not in forwarded.text + str(forwarded.headers)
