"""A forgotten or changed password: mails are the service’s own, say the same as text and page, lead to signing in."""

import re
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from allauth import account, mfa, socialaccount
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.adapters import SIGN_IN_CHANGES, ClosedAccountAdapter
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


def _choose(client, new="uusi-pitka-salasana-88"):
    """Choose a new password by the link of the only mail; returns the answer."""
    link = re.search(r"http://[^/]+(\S+)", ask(client, ADDRESS, "fi").body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"password1": new, "password2": new}, follow=True)


@pytest.mark.parametrize("where", ["link", "change"])
def test_what_a_password_needs_is_said_in_one_line(client, region, where):
    user = make_user(region, "preparer", email=ADDRESS)
    with translation.override("sv"):
        if where == "change":
            user.set_password("ett-langt-losenord")
            user.save()
            client.force_login(user)
            form = client.get(reverse("account_change_password"), follow=True).text
        else:
            link = re.search(r"http://[^/]+(\S+)", ask(client, ADDRESS, "sv").body)[1]
            form = client.get(link, follow=True).text
    assert "Minst 12 tecken. Några ord i rad är lätta att minnas." in form
    assert "<ul>" not in form.partition("<form")[2].partition("</form")[0]


def test_person_is_told_that_the_password_was_changed_and_what_to_do_if_it_was_somebody_else(client, region):
    make_user(region, "preparer", email=ADDRESS)
    _choose(client)
    _asked, told = mail.outbox
    assert told.to == [ADDRESS]
    assert told.subject == "Servicelöfteen kirjautumistapaasi muutettiin"
    for said in ("Salasana vaihdettiin sinulle lähetetyllä linkillä.", "/fi/account/password/reset/"):
        assert said in told.body
        assert said in page_of(told)
    assert "127.0.0.1" not in re.sub(r"http://\S+", "", told.body)


def test_password_is_changed_also_when_the_mail_about_it_cannot_be_sent(client, region, monkeypatch, caplog):
    make_user(region, "preparer", email=ADDRESS)
    send_mail = ClosedAccountAdapter.send_mail

    def refuses(self, prefix, *args):
        if prefix == "account/email/sign_in_changed":
            raise SMTPServerDisconnected("aino@jarviselka.example")
        return send_mail(self, prefix, *args)

    monkeypatch.setattr(ClosedAccountAdapter, "send_mail", refuses)
    assert _choose(client).status_code == 200
    assert client.login(email=ADDRESS, password="uusi-pitka-salasana-88")
    assert "mail_failed" in caplog.text


def test_every_change_of_signing_in_that_the_library_tells_of_has_words_of_our_own():
    told = set()
    for module in (socialaccount, mfa, account):
        for path in Path(module.__file__).parent.rglob("*.py"):
            calls = re.findall(r'send_notification_mail\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
            told.update(calls)
    # Addresses are changed by the administrator only, and keys of the web are no way of signing in here.
    elsewhere = {name for name in told if "/email_" in name or "/webauthn_" in name}
    assert told - elsewhere <= set(SIGN_IN_CHANGES)
    assert "account/email/password_changed" in told


def test_administration_site_leads_to_where_a_changed_password_is_told_of(client, region):
    client.force_login(make_user(region, "administrator", language="fi", is_staff=True))
    answer = client.get(reverse("admin:password_change"), headers={"accept-language": "en"})
    assert (answer.status_code, answer.url) == (302, "/fi/account/password/change/")
    assert client.post(reverse("admin:password_change"), {"new_password1": "x"}).status_code == 302
