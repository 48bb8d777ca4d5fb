"""What a person asks to have erased is gone from every table, and the ledger still verifies."""

import datetime as dt

import pytest
from django.db import connection

from notices.domain.mail import queue_mail
from participation.domain.contribution import change_contribution
from participation.domain.erasure import apply_retention, erase_by_email, erase_contribution
from participation.domain.moderation import redact_contribution
from participation.domain.receipt import follow_by_email
from participation.domain.response import Answer, write_response
from participation.enums import Channel, Moderation, ModerationReason, Outcome
from participation.models import Contribution, ContributionContact, ContributionNote
from projects.domain.ledger import record_event, seal_events, verify_ledger
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.voices import make_contribution

CANARY = "kanariefagel"
ADDRESS = "kanariefagel@example.fi"


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


def dump() -> dict[str, list[str]]:
    """Return {table: rows that hold the canary} over every table of the database, read without the ORM."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [repr(row) for row in cursor.fetchall() if CANARY in repr(row).lower()]
            if rows:
                found[table] = rows
    return found


def spread(project):
    """Leave a canary everywhere that a contribution leaves words."""
    staff = make_user(project.region)
    row = make_contribution(project, f"Jag heter {CANARY}", name=CANARY, email=ADDRESS, wants_answer=True)
    row = change_contribution(contribution=row, words=f"Jag är {CANARY}")
    follow_by_email(contribution=row, email=ADDRESS)
    redact_contribution(
        contribution=row,
        actor=staff,
        opened=row.version,
        public_text=f"{CANARY} igen",
        reason=ModerationReason.PERSONAL_DATA,
        note=f"namnet {CANARY}",
    )
    ContributionNote.objects.create(
        region=project.region, contribution=row, body=CANARY, written_by=staff, written_at=clock.now()
    )
    write_response(contribution=row, actor=staff, answer=Answer(Outcome.NOTED, "Tack.", "sv"), publish=True)
    record_event(
        region=project.region,
        project=project,
        kind="contribution.described",
        subject=f"contribution:{row.pk}",
        words={"name": CANARY},
    )
    return row


def test_canary_is_spread_widely_before_it_is_erased(project):
    spread(project)
    assert {
        "participation_contribution",
        "participation_historicalcontribution",
        "participation_contributioncontact",
        "participation_contributionnote",
        "participation_moderationmark",
        "projects_eventdetail",
        "notices_outboxmail",
    } <= set(dump())


def test_erased_contribution_is_gone_from_every_table_and_the_chain_verifies(project):
    row = spread(project)
    seal_events(region=project.region)
    erase_contribution(contribution=row)
    seal_events(region=project.region)
    assert dump() == {}
    row.refresh_from_db()
    assert (row.moderation, row.original, row.public_text) == (Moderation.ERASED, "", "")
    assert verify_ledger() is None


def test_everything_of_an_address_is_erased_and_others_stay(project):
    spread(project)
    spread(project)
    other = make_contribution(project, "Kvar", email="annan@example.fi")
    queue_mail(
        region=project.region,
        recipient=ADDRESS,
        kind="invitation",
        occasion="x",
        language="sv",
        context={},
    )
    assert erase_by_email(ADDRESS.upper()) == 2
    assert dump() == {}
    other.refresh_from_db()
    assert other.original == "Kvar"


def test_retention_clears_names_and_words_as_sent_but_not_what_everybody_reads(project):
    old = make_contribution(
        project, f"{CANARY} säger: bra", name=CANARY, email=ADDRESS, wants_answer=True, moderates_first=True
    )
    staff = make_user(project.region)
    redact_contribution(
        contribution=old, actor=staff, opened=old.version, public_text="Bra", reason="personal_data"
    )
    with clock.fixed(clock.start_of(old.retention_until + dt.timedelta(days=1))):
        new = make_contribution(project, "Ny", name="Eva")
        assert apply_retention(clock.now()) == 1
        assert apply_retention(clock.now()) == 0
    old.refresh_from_db()
    assert (old.original, old.public_text, dump()) == ("", "Bra", {})
    assert [contact.contribution_id for contact in ContributionContact.objects.all()] == [new.pk]


def test_retention_waits_until_the_last_day_is_over(project):
    row = make_contribution(project, "Ord")
    with clock.fixed(clock.end_of(row.retention_until) - dt.timedelta(milliseconds=1)):
        assert apply_retention(clock.now()) == 0
    with clock.fixed(clock.end_of(row.retention_until)):
        assert apply_retention(clock.now()) == 1


def test_opinions_of_bodies_are_documents_and_outlast_retention(project):
    row = make_contribution(project, "Nämndens ord", channel=Channel.OPINION, with_receipt=False)
    with clock.fixed(clock.end_of(row.retention_until)):
        assert apply_retention(clock.now()) == 0
    assert Contribution.objects.get().original == "Nämndens ord"


def test_replay_of_a_sending_does_not_bring_erased_words_back(project):
    row = make_contribution(project, f"{CANARY} en gång", nonce="d" * 32)
    erase_contribution(contribution=row)
    with pytest.raises(DomainError, match="tagit tillbaka"):
        make_contribution(project, f"{CANARY} en gång", nonce="d" * 32)
    assert (Contribution.objects.get().pk, dump()) == (row.pk, {})
