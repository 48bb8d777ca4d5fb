"""Sign-in by another service: whoever joined it comes in, an address opens nothing, and the service may be away."""

from __future__ import annotations

import copy
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.openid import running_service
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PASSWORD = "ett-langt-losenord-2027"
LEAVE = "openid_connect_login"


@pytest.fixture
def service(settings):
    with running_service() as running:
        providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        providers["openid_connect"]["APPS"] = [running.settings()]
        settings.SOCIALACCOUNT_PROVIDERS = providers
        yield running


@pytest.fixture
def aino(region) -> User:
    person = make_user(region, "administrator", email="aino@example.fi")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _browser() -> Client:
    return Client(raise_request_exception=False)


def leave(client, process="login"):
    """Press the button that leads to the other service."""
    return client.post(f"{reverse(LEAVE, args=['oidc'])}?process={process}")


def come_back(client, left, **said):
    """Come back from the service as its answer leads; `said` stands in place of what it says."""
    asked = {key: values[0] for key, values in parse_qs(urlsplit(left.headers["Location"]).query).items()}
    answer = {"code": "c", "state": asked["state"], **said}
    return client.get(reverse("openid_connect_callback", args=["oidc"]), answer)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def join(person, key="77") -> SocialAccount:
    return SocialAccount.objects.create(user=person, provider="oidc", uid=key)


@pytest.mark.parametrize("is_verified", [True, False, None])
def test_address_that_the_service_tells_opens_and_makes_no_account(service, aino, is_verified):
    service.claims["email_verified"] = is_verified
    for email in (aino.email, aino.email.upper(), "somebody@example.fi"):
        service.claims["email"] = email
        client = _browser()
        answer = come_back(client, leave(client))
        assert (answer.status_code, is_in(client)) == (403, False)
        assert "No account is joined to this sign-in" in answer.text
        assert client.get(reverse("socialaccount_signup")).headers["Location"] == reverse("account_login")
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_whoever_joined_the_service_comes_in_and_nothing_that_it_tells_is_kept(service, aino):
    row = join(aino)
    client = _browser()
    assert come_back(client, leave(client)).headers["Location"] == reverse("work_home")
    assert is_in(client)
    row.refresh_from_db()
    assert row.extra_data == {}


def test_key_of_one_person_at_the_service_is_not_that_of_another_with_the_same_address(service, aino):
    join(aino, key="78")
    client = _browser()
    come_back(client, leave(client))
    assert not is_in(client)


def test_person_who_was_switched_off_does_not_come_in_by_the_service(service, aino):
    join(aino)
    User.objects.update(is_active=False)
    client = _browser()
    assert come_back(client, leave(client)).headers["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_service_alone_lets_nobody_in_who_has_two_steps(service, aino):
    join(aino)
    TOTP.activate(aino, generate_totp_secret())
    client = _browser()
    assert come_back(client, leave(client)).headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert Authenticator.objects.filter(user=aino).exists()


def test_without_two_steps_the_workspace_stays_shut_to_whoever_came_by_the_service(
    service, aino, settings, region
):
    settings.SECOND_FACTOR_REQUIRED = True
    join(aino)
    client = _browser()
    come_back(client, leave(client))
    answer = client.get(reverse("workspace_home", args=[region.slug]))
    assert answer.headers["Location"] == reverse("mfa_activate_totp")


def test_answer_that_was_not_asked_for_here_or_is_for_somebody_else_opens_nothing(service, aino):
    join(aino)
    mine, theirs = _browser(), _browser()
    left = leave(theirs)
    assert come_back(mine, left).status_code == 401
    assert come_back(theirs, left, state="made-up").status_code == 401
    service.audience = "another-client"
    assert come_back(theirs, left).status_code == 401
    assert not is_in(mine)
    assert not is_in(theirs)


def test_answer_holds_once(service, aino):
    join(aino)
    client = _browser()
    left = leave(client)
    come_back(client, left)
    client.logout()
    assert come_back(client, left).status_code == 401
    assert not is_in(client)


def test_code_is_of_use_only_to_the_browser_that_asked(service, aino):
    """A code that somebody else picked up is refused by the service: it comes without what was promised (RFC 7636)."""
    join(aino)
    client = _browser()
    left = leave(client)
    asked = parse_qs(urlsplit(left.headers["Location"]).query)
    come_back(client, left)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(service.tokens_asked[0]["code_verifier"][0]) >= 43


def test_account_is_joined_only_by_whoever_shows_again_that_it_is_theirs(service, aino):
    client = _browser()
    client.force_login(aino, backend="django.contrib.auth.backends.ModelBackend")
    asked = come_back(client, leave(client, "connect"))
    assert asked.headers["Location"] == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()
    wrong = client.post(asked.headers["Location"], {"password": "guess"})
    assert (wrong.status_code, SocialAccount.objects.exists()) == (200, False)
    client.post(asked.headers["Location"], {"password": PASSWORD})
    row = SocialAccount.objects.get()
    assert (row.user, row.uid, row.extra_data) == (aino, "77", {})
    assert [message.to for message in mail.outbox] == [[aino.email]]


def test_service_that_is_away_is_told_and_no_fault_of_ours(service, aino):
    client = _browser()
    service.is_down = True
    answer = leave(client)
    assert answer.status_code == 503
    assert "Try again in a while, or sign in with your password." in answer.text
    service.is_down = False
    left = leave(client)
    service.is_down = True
    assert come_back(client, left).status_code == 503


@pytest.mark.parametrize("key", [None, "7" * 300])
def test_service_that_says_no_key_of_a_person_or_one_too_long_is_told_and_joins_nobody(service, aino, key):
    service.claims["sub"] = key
    if key is None:
        del service.claims["sub"]
    client = _browser()
    client.force_login(aino, backend="django.contrib.auth.backends.ModelBackend")
    asked = come_back(client, leave(client, "connect"))
    if asked.status_code == 302:
        asked = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert asked.status_code == 503
    assert "Try again in a while, or sign in with your password." in asked.text
    assert not SocialAccount.objects.exists()


def test_browser_lets_the_button_lead_to_the_service_and_no_other_form_elsewhere(service, aino):
    """A browser holds the redirect after a form to what the page allows its forms, so that the button was dead."""
    ours = "form-action 'self';"
    page = _browser().get(reverse(LEAVE, args=["oidc"]))
    assert "form-action 'self' https:;" in f"{page.headers['Content-Security-Policy']};"
    for name in ("account_login", "account_reset_password", "socialaccount_login_error"):
        assert ours in f"{_browser().get(reverse(name)).headers['Content-Security-Policy']};"


def test_own_menu_leads_to_where_the_service_is_joined_while_there_is_one(aino, region, settings):
    client = _browser()
    client.force_login(aino, backend="django.contrib.auth.backends.ModelBackend")
    home, link = reverse("workspace_home", args=[region.slug]), reverse("socialaccount_connections")
    assert f'href="{link}"' not in client.get(home).text
    settings.OIDC_CLIENT_ID = "servicelofte"
    assert f'href="{link}"' in client.get(home).text
