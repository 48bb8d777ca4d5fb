"""Signing in tells nobody who is known, tires of guessing, keeps no session of before, and asks staff for two steps."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.servicelofte.addresses import fill
from tests.trust.database import tables_with
from tests.trust.worlds import ALL, whole_world

pytestmark = pytest.mark.django_db
PASSWORD = "ett-langt-losenord"
LOGIN = "/sv/account/login/"


@pytest.fixture
def known(db) -> User:
    return User.objects.create_user("lina@example.fi", PASSWORD, name="Lina")


def _plain(page) -> str:
    """Return the page without what differs at each request."""
    return re.sub(r'value="[^"]*"', "", page.text)


def _try(email: str, password: str, client: Client | None = None, **headers: str):
    return (client or Client()).post(LOGIN, {"login": email, "password": password}, headers=headers)


def test_sign_in_answers_alike_for_somebody_known_and_unknown(known):
    assert _plain(_try("lina@example.fi", "fel")) == _plain(_try("ingen@example.fi", "fel"))


def test_person_who_was_switched_off_is_let_in_no_more_and_known_to_nobody_without_the_password(known):
    User.objects.filter(pk=known.pk).update(is_active=False)
    stranger, off = _try("ingen@example.fi", "fel"), _try("lina@example.fi", "fel")
    assert (off.status_code, _plain(off)) == (stranger.status_code, _plain(stranger))
    client = Client()
    assert _try("lina@example.fi", PASSWORD, client).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_forgotten_password_answers_alike_and_leads_to_the_site_itself(known):
    url = reverse("account_reset_password")
    answers = [Client().post(url, {"email": email}) for email in ("lina@example.fi", "ingen@example.fi")]
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }
    assert all("evil.example" not in message.body for message in outbox.outbox)
    forged = Client().post(url, {"email": "lina@example.fi"}, headers={"host": "evil.example"})
    assert forged.status_code == 400


@pytest.mark.parametrize("email", ["lina@example.fi", "ingen@example.fi"])
def test_nobody_is_flooded_with_mails_about_a_forgotten_password(known, email):
    url = reverse("account_reset_password")
    with time_machine.travel(dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        for number in range(12):
            clock.shift(120)
            page = Client().post(url, {"email": email}, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert len(outbox.outbox) == 3
    assert page.status_code == 429
    assert "För många försök" in page.text


def test_guessing_is_stopped_whatever_address_the_guesser_claims(known):
    for number in range(5):
        _try("lina@example.fi", "fel", **{"x-forwarded-for": f"203.0.113.{number}"})
    assert _try("lina@example.fi", PASSWORD, **{"x-forwarded-for": "198.51.100.9"}).status_code != 302
    other = User.objects.create_user("eva@example.fi", PASSWORD, name="Eva")
    assert _try(other.email, PASSWORD).status_code == 302


def test_session_of_before_is_not_the_session_of_after(known):
    client = Client()
    client.get(LOGIN)
    client.session["planted"] = "1"
    client.session.save()
    before = client.cookies.get("sessionid")
    assert _try("lina@example.fi", PASSWORD, client).status_code == 302
    assert client.cookies["sessionid"].value != (before.value if before else "")
    held = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = held
    assert thief.get("/sv/work/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "\thttps://evil.example",
        "http:///evil.example",
    ],
)
def test_nobody_is_led_to_another_site(known, region, target):
    client = Client()
    answer = client.post(LOGIN, {"login": "lina@example.fi", "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert "alert" not in answer.url
    again = client.get(LOGIN, {"next": target})
    assert "evil" not in again.headers.get("Location", "")
    out = client.post(reverse("account_logout"), {"next": target})
    assert "evil" not in out.headers.get("Location", "")


@pytest.mark.parametrize("target", ["http://[", "//[::1", "http://admin.testserver/", "http://[::1]/"])
def test_what_is_no_address_of_this_site_leads_nowhere_and_breaks_no_page(known, settings, target):
    settings.ALLOWED_HOSTS = ["testserver", "admin.testserver", "[::1]"]
    client = Client(raise_request_exception=False)
    for url in (LOGIN, reverse("account_reset_password"), reverse("account_inactive"), "/admin/login/"):
        page = client.get(url, {"next": target})
        assert page.status_code < 500, url
        assert f'href="{target}' not in page.text, url
    answer = client.post(LOGIN, {"login": "lina@example.fi", "password": PASSWORD, "next": target})
    assert (answer.status_code, answer.url) == (302, "/sv/work/")
    assert client.get(LOGIN, {"next": target}).url == "/sv/work/"


def test_own_page_is_led_to_by_its_whole_address_and_over_tls_by_tls_alone(known):
    sent = {"login": "lina@example.fi", "password": PASSWORD, "next": "http://testserver/sv/"}
    assert Client().post(LOGIN, sent).url == sent["next"]
    assert Client().post(LOGIN, sent, secure=True).url == "/sv/work/"


def test_answer_form_goes_back_to_no_other_site():
    world = whole_world("ours", "OurCanary")
    client = Client()
    client.force_login(world.owner)
    args = [world.region.slug, world.project.pk, world.rows["contribution"].pk]
    url = reverse("participation:contribution_respond", args=args)
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
        page = client.get(url, {"next": target})
        assert 'href="https://evil' not in page.text
        assert 'href="//evil' not in page.text
        sent = client.post(
            f"{url}?next={target}",
            {"outcome": "noted", "body": "Tack", "language": "sv", "opened_version": "1"},
        )
        assert "evil" not in sent.headers.get("Location", "")


def test_without_the_second_step_nobody_sees_anything_of_the_workspace_or_the_admin_site(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    world = whole_world("ours", "OurCanary")
    User.objects.filter(pk=world.owner.pk).update(is_staff=True)
    client = Client()
    client.force_login(world.owner)
    passed = []
    for address in ALL:
        if not address.is_workspace:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(fill(address, world))
            if (answer.status_code, answer.headers.get("Location")) != (302, reverse("mfa_activate_totp")):
                passed.append(f"{address.name} {method}: {answer.status_code}")
    others = ("/admin/", "/admin/accounts/user/", "/admin/jsi18n/", f"/en/work/{world.region.slug}//")
    passed += [url for url in others if client.get(url).status_code == 200]
    assert passed == []


def test_password_alone_signs_nobody_in_who_has_two_steps(known, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(known, secret)
    client = Client()
    answer = _try("lina@example.fi", PASSWORD, client)
    assert "2fa" in answer.url
    assert "_auth_user_id" not in client.session
    assert client.get("/sv/work/").status_code == 302
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    code = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    assert client.post(answer.url, {"code": str(code).zfill(6)}).status_code == 302
    assert client.session["_auth_user_id"] == str(known.pk)


def test_code_that_switched_the_second_step_on_is_used_up(known):
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    client = Client()
    with time_machine.travel(dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC), tick=False) as moment:
        _try("lina@example.fi", PASSWORD, client)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]

        def code() -> str:
            return str(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))).zfill(6)

        assert client.post(reverse("mfa_activate_totp"), {"code": code()}).status_code == 302
        thief = Client()
        step = _try("lina@example.fi", PASSWORD, thief).url
        assert thief.post(step, {"code": code()}).status_code == 200
        assert "_auth_user_id" not in thief.session
        moment.shift(30)
        assert thief.post(step, {"code": code()}).status_code == 302
        assert thief.session["_auth_user_id"] == str(known.pk)


@pytest.mark.django_db(transaction=True)
def test_whoever_came_in_before_there_was_a_second_step_is_signed_out_by_it(known, region, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    thief, colleague, client = Client(), Client(), Client()
    _try("lina@example.fi", PASSWORD, thief)
    colleague.force_login(make_user(region))
    _try("lina@example.fi", PASSWORD, client)
    with region_scope(region):
        Membership.objects.create(region=region, user=known, role="observer")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = str(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))).zfill(6)
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    home = reverse("workspace_home", args=[region.slug])
    assert client.get(home).status_code == 200
    assert thief.get(home).headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" in colleague.session


def test_invitation_holds_once_and_for_nobody_elses_role(region, twin_region):
    from accounts.domain.membership import invitation_code, invite_person
    from servicelofte.common.tenancy import region_scope

    with region_scope(region):
        invite = invite_person(
            region=region,
            email="ny@example.fi",
            name="Ny",
            role="observer",
            language="sv",
            invited_by=make_user(region, "administrator"),
        )
        url = reverse("accounts:invitation", args=[invitation_code(invite)])
    values = {"name": "Ny", "password": PASSWORD, "again": PASSWORD}
    hostile = {
        **values,
        "role": "administrator",
        "email": "chef@example.fi",
        "region": twin_region.pk,
        "is_staff": "on",
    }
    assert Client().post(url, hostile).status_code == 302
    person = User.objects.get(email="ny@example.fi")
    assert (person.is_staff, person.roles_in(region.pk), person.roles_in(twin_region.pk)) == (
        False,
        {"observer"},
        set(),
    )
    assert Client().post(url, values).status_code == 410
    for wrong in ("AAAA-AAAA-AAAA-AAAA", "x" * 500, "%00", "ÅÄÖ", "..%2f"):
        assert Client().get(f"/sv/r/join/{wrong}/").status_code in (400, 404, 410)


def test_no_address_is_kept_where_attempts_are_counted(known):
    _try("lina@example.fi", "fel", Client(REMOTE_ADDR="203.0.113.77"))
    assert tables_with("")["common_signinnote"] > 0
    assert "common_signinnote" not in {**tables_with("203.0.113.77"), **tables_with("login_failed")}


# A web process at a moment that stands still: tries each line on its input (a password, perhaps
# with a code) and tells whether it let somebody in.
WEB_PROCESS = """
import datetime, sys
import django
django.setup()
import time_machine
from django.conf import settings
from django.test import Client
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
with time_machine.travel(datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.UTC), tick=False):
    for line in sys.stdin:
        email, password, *code = line.split()
        client = Client()
        page = client.post("/sv/account/login/", {"login": email, "password": password})
        if code and page.status_code == 302:
            client.post(page.url, {"code": code[0]})
        print("in" if "_auth_user_id" in client.session else "out", flush=True)
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_attempts_and_used_codes_are_known_to_every_web_process():
    people = {
        name: User.objects.create_user(f"{name}@example.fi", PASSWORD, name=name) for name in ("eva", "lina")
    }
    secret = generate_totp_secret()
    TOTP.activate(people["lina"], secret)
    at = int(dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC).timestamp()) // 30
    code = str(hotp_value(secret, at)).zfill(6)
    with _web_process() as one, _web_process() as two:

        def ask(process, line: str) -> str:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        with_code = f"lina@example.fi {PASSWORD} {code}"
        assert [ask(process, with_code) for process in (one, two, one)] == ["in", "out", "out"]
        right = f"eva@example.fi {PASSWORD}"
        assert ask(two, right) == "in"
        assert [ask(one, "eva@example.fi fel") for _time in range(5)] == ["out"] * 5
        assert ask(two, right) == "out"
        for process in (one, two):
            process.stdin.close()


def _web_process() -> subprocess.Popen[str]:
    own = connection.settings_dict
    env = os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "DJANGO_SETTINGS_MODULE": "servicelofte.settings",
    }
    command = [sys.executable, "-c", WEB_PROCESS]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
