"""A forgotten password: the mail is the service's own, says the same as text and as a page, and leads to signing in."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "aino@jarviselka.example"


def ask(client, address, language):
    """Ask for a new password and return the one mail that was sent."""
    with translation.override(language):
        page = reverse("account_reset_password")
    assert client.post(page, {"email": address}).status_code == 302
    (message,) = mail.outbox
    return message


def page_of(message):
    """Return the mail as a page."""
    ((words, kind),) = message.alternatives
    assert kind == "text/html"
    return words


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "sv",
            "Välj ett nytt lösenord till Servicelöfte",
            "Länken gäller i 3 dygn och kan användas en gång.",
        ),
        (
            "fi",
            "Valitse uusi Servicelöfte-salasana",
            "Linkki on voimassa 3 vuorokautta, ja sitä voi käyttää kerran.",
        ),
        ("en", "Choose a new password for Servicelöfte", "The link holds for 3 days and can be used once."),
    ],
)
def test_mail_is_the_services_own_in_the_language_of_the_page(
    client, region, settings, language, subject, words
):
    settings.OPERATOR_EMAIL = "stod@example.fi"
    settings.OPERATOR_NAMES = dict.fromkeys(("sv", "fi", "en"), "Skärmolnet Ab")
    make_user(region, "preparer", email=ADDRESS)
    message = ask(client, ADDRESS, language)
    assert message.subject == subject
    assert message.from_email.startswith("=?utf-8?") or message.from_email.startswith("Servicelöfte <")
    assert message.extra_headers["Content-Language"] == language
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.reply_to == ["stod@example.fi"]
    link = re.search(r"http://\S+/reset/key/\S+", message.body)[0]
    page = page_of(message)
    assert f'<html lang="{language}">' in page
    assert f'href="{link}"' in page
    for said in (words, ADDRESS, "Skärmolnet Ab"):
        assert said in message.body
        assert said in page
    assert "testserver" not in message.body.replace(link, "")


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_address_without_an_account_is_not_asked_to_sign_up(client, region, language):
    message = ask(client, "okand@example.fi", language)
    assert "okand@example.fi" in message.body
    assert "http" not in message.body
    assert "signup" not in page_of(message)


def test_new_password_leads_to_signing_in(client, region):
    make_user(region, "preparer", email=ADDRESS)
    link = re.search(r"http://[^/]+(\S+)", ask(client, ADDRESS, "fi").body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    words = {"password1": "uusi-pitka-salasana-88", "password2": "uusi-pitka-salasana-88"}
    done = client.post(form, words, follow=True)
    with translation.override("fi"):
        assert f'href="{reverse("account_login")}"' in done.text.partition("<main")[2]
    assert done.text.count("Salasana on vaihdettu.") == 1
    assert "Salasanasi on vaihdettu." not in done.text
    assert client.login(email=ADDRESS, password="uusi-pitka-salasana-88")
