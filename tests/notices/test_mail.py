"""Mail: written with the change, sent once, its words made when it is sent."""

import datetime as dt
import re
from html import unescape

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language

from notices.domain.mail import MOST_ATTEMPTS, _blocks, queue_mail, render_mail, send_due_mail
from notices.domain.notice import give_notice, mark_notices_read
from notices.domain.reminder import queue_due_reminders
from notices.enums import MailState
from notices.marks import marked
from notices.models import Notice, OutboxMail
from notices.queries import outbox_page
from servicelofte.common import clock, registry
from servicelofte.common.registry import MailTemplate, Reminder
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_user
from tests.support import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(monkeypatch):
    """The invitation mail with given values, so that the outbox alone is tested."""
    values = {
        "invite": {"name": "Åsa", "get_role_display": "preparer", "expires_at": clock.now()},
        "path": "/sv/r/join/X/",
    }
    built = {"value": values}
    monkeypatch.setitem(
        registry.mails._entries,
        "invitation",
        MailTemplate("invitation", "Invitation", lambda context: built["value"]),
    )
    return built


def _queue(region, occasion="a:1", recipient="asa@example.fi", language="sv"):
    with region_scope(region):
        return queue_mail(
            region=region,
            recipient=recipient,
            kind="invitation",
            occasion=occasion,
            language=language,
            context={},
        )


def _only_mail():
    with every_region():
        return OutboxMail.objects.select_related("region").get()


def test_mail_is_sent_once(region, invitation):
    with region_scope(region):
        assert _queue(region) is not None
        assert _queue(region) is None
    send_due_mail()
    send_due_mail()
    assert len(outbox.outbox) == 1
    assert outbox.outbox[0].to == ["asa@example.fi"]
    assert _only_mail().state == MailState.SENT


def test_mail_disappears_with_the_change_that_was_rolled_back(region, invitation):
    with transaction.atomic():
        _queue(region)
        transaction.set_rollback(True)
    with every_region():
        assert not OutboxMail.objects.exists()


def test_mail_no_longer_needed_is_dropped(region, invitation):
    invitation["value"] = None
    _queue(region)
    send_due_mail()
    assert (outbox.outbox, _only_mail().state) == ([], MailState.DROPPED)


def test_failing_server_leaves_the_mail_due_for_later(region, invitation, monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    _queue(region)
    send_due_mail()
    row = _only_mail()
    assert (row.state, row.attempts) == (MailState.DUE, 1)
    assert row.due_at > clock.now()


@pytest.mark.parametrize(
    ("attempts", "state", "sent"),
    [(MOST_ATTEMPTS, MailState.FAILED, 0), (MOST_ATTEMPTS - 1, MailState.SENT, 1)],
)
def test_mail_whose_every_worker_fell_silent_is_given_up(region, invitation, attempts, state, sent):
    """It may be what ends them; one worker that was lost takes nothing from the mail."""
    _queue(region)
    long_ago = clock.now() - dt.timedelta(hours=1)
    with every_region():
        OutboxMail.objects.update(state=MailState.SENDING, claimed_at=long_ago, attempts=attempts)
    send_due_mail()
    assert (_only_mail().state, len(outbox.outbox)) == (state, sent)


def test_mail_that_has_failed_often_enough_is_given_up(region, invitation, monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    _queue(region)
    for attempt in range(MOST_ATTEMPTS + 1):
        with clock.fixed(_only_mail().due_at):
            send_due_mail(most=1)
        assert _only_mail().attempts == min(attempt + 1, MOST_ATTEMPTS)
    assert _only_mail().state == MailState.FAILED


def test_mail_comes_from_the_region_and_is_answered_to_it(region, invitation, monkeypatch):
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", "Utskick <mail@example.fi>")
    region.name_fi, region.contact_email = "Esimerkin hyvinvointialue", "kirjaamo@example.fi"
    region.save()
    _queue(region, language="fi")
    send_due_mail()
    message = outbox.outbox[0]
    assert message.from_email == "Esimerkin hyvinvointialue <mail@example.fi>"
    assert message.reply_to == ["kirjaamo@example.fi"]
    assert "kirjaamo@example.fi" in message.body
    assert message.extra_headers["Content-Language"] == "fi"


def test_text_and_page_of_a_mail_say_the_same(region, invitation):
    invitation["value"]["invite"]["name"] = "Åsa <b>fet</b>"
    _queue(region)
    send_due_mail()
    message = outbox.outbox[0]
    [(page, kind)] = message.alternatives
    body = page.partition("<body>")[2]
    words = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?a\b[^>]*>", "", body))).split()
    assert kind == "text/html"
    assert words == message.body.split()
    assert f'<html lang="{_only_mail().language}">' in page
    assert re.findall(r'href="([^"]+/join/X/)"', page) == [f"{settings.SITE_URL}/sv/r/join/X/"]


def test_values_of_a_mail_are_made_in_the_language_of_its_reader(region, monkeypatch):
    made = []
    template = MailTemplate("invitation", "invitation", lambda context: made.append(get_language()))
    monkeypatch.setitem(registry.mails._entries, "invitation", template)
    _queue(region, language="fi")
    with translation.override("sv"):
        send_due_mail()
    assert made == ["fi"]


def test_second_copy_after_a_crash_has_the_same_message_id(region, invitation):
    _queue(region)
    row = _only_mail()
    with region_scope(region):
        first, second = render_mail(row), render_mail(row)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_message_id_names_the_site_and_not_the_machine(region, invitation, settings, monkeypatch):
    monkeypatch.setattr("socket.getfqdn", lambda: "inside-17.example")
    settings.SITE_URL = "https://lofte.example.fi:8443"
    _queue(region)
    row = _only_mail()
    with region_scope(region):
        assert render_mail(row).extra_headers["Message-ID"] == f"<{row.uuid}@lofte.example.fi>"


def test_hostile_name_injects_no_header(region, invitation):
    invitation["value"]["invite"]["name"] = "Åsa\nBcc: all@example.fi"
    _queue(region)
    send_due_mail()
    message = outbox.outbox[0]
    assert "\n" not in message.subject
    assert message.bcc == []
    assert "Bcc" not in message.message()


def test_reminder_goes_out_once_whatever_the_clock_says(region, invitation, monkeypatch):
    def source(now):
        return [Reminder("asa@example.fi", "invitation", "body:1:day", region.pk, "fi")]

    monkeypatch.setitem(registry.reminders._entries, "test", source)
    assert queue_due_reminders() == 1
    for hours in (-2, 2, 26):
        with clock.fixed(clock.now() + dt.timedelta(hours=hours)):
            assert queue_due_reminders() == 0
    send_due_mail()
    assert len(outbox.outbox) == 1


def test_notices_are_the_persons_own(region, client):
    mine, other = make_user(region), make_user(region)
    with region_scope(region):
        give_notice(region=region, user=mine, kind="export_done")
        give_notice(region=region, user=other, kind="export_done")
        assert mark_notices_read(user=mine) == 1
        assert Notice.objects.filter(read_at=None).count() == 1


def test_outbox_page_is_the_administrators(region, client, invitation):
    _queue(region)
    url = f"/sv/work/{region.slug}/outbox/"
    client.force_login(make_user(region, "preparer"))
    assert client.get(url).status_code == 403
    client.force_login(make_user(region, "administrator"))
    assert "asa@<wbr>example.<wbr>fi" in client.get(url).content.decode()


def test_outbox_page_calls_each_mail_by_a_name_in_the_reader_language(region, client):
    _queue(region)
    client.force_login(make_user(region, "administrator"))
    shown = client.get(f"/fi/work/{region.slug}/outbox/").content.decode()
    assert "Kutsu työtilaan" in shown
    assert "invitation<" not in shown


def test_outbox_is_paged_by_key_and_leads_back_to_the_newest(region, invitation, monkeypatch):
    monkeypatch.setattr("notices.queries.PAGE_SIZE", 2)
    first, second, third = (_queue(region, occasion=f"a:{n}", recipient=f"p{n}@example.fi") for n in range(3))
    with region_scope(region):
        page = outbox_page(before="", path="/o/")
        assert [row[0]["text"] for row in page["rows"]] == [third.recipient, second.recipient]
        assert (page["older_url"], page["newer_url"]) == (f"/o/?before={second.pk}", "")
        page = outbox_page(before=str(second.pk), path="/o/")
        assert [row[0]["text"] for row in page["rows"]] == [first.recipient]
        assert (page["older_url"], page["newer_url"]) == ("", "/o/")


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_every_kind_of_mail_has_a_translated_name(language):
    with translation.override(None):
        english = [str(template.label) for template in registry.mails.values()]
    with translation.override(language):
        assert not set(english) & {str(template.label) for template in registry.mails.values()}


def test_reminders_that_were_queued_before_cost_one_query_whatever_their_number(region, monkeypatch):
    due = []
    monkeypatch.setattr(registry.reminders, "_entries", {"test": lambda moment: list(due)})
    for number in range(4):
        due.append(
            Reminder(
                recipient=f"{number}@example.fi",
                kind="invitation",
                occasion=f"w:{number}",
                region_id=region.pk,
                language="sv",
            )
        )
        assert queue_due_reminders() == 1
        assert count_queries(queue_due_reminders)[0] == 1
    with every_region():
        assert OutboxMail.objects.count() == 4


def test_row_of_a_list_is_a_link_by_its_own_words_when_it_leads_to_this_site():
    own, foreign = f"{settings.SITE_URL}/sv/work/", "https://annat.example/"
    rows = _blocks(f"- Mät: Väntetid (30 november)\n  {own}\n\n- Mät\n  {foreign}\n\nAllt:\n{own}")
    assert [(row["text"], row["url"]) for row in rows] == [
        ("Mät: Väntetid (30 november)", own),
        (f"- Mät\n  {foreign}", ""),
        (f"Allt:\n{own}", ""),
    ]


def test_paragraph_is_in_another_language_where_it_is_marked_and_not_where_another_begins_alike():
    with translation.override("sv"):
        said = "\n\n".join(("Hej,", marked("Hej,\nhyvä lukija.\n\nHei.", "fi"), marked("Hej,", "sv")))
    assert [(row["text"], row["lang"]) for row in _blocks(said)] == [
        ("Hej,", ""),
        ("Hej,\nhyvä lukija.", "fi"),
        ("Hei.", "fi"),
        ("Hej,", ""),
    ]
