"""Who asks to be erased is erased everywhere, whoever keeps the rows."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from accounts.domain.erasure import erase_address
from accounts.domain.region import write_first_pages
from accounts.models import InviteCode
from drafting.models import Body
from notices.models import OutboxMail
from participation.enums import Moderation
from participation.models import Contribution, ContributionContact
from projects.domain.ledger import seal_every_region, verify_ledger
from servicelofte.common import clock, registry
from servicelofte.common.models import PageChange
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import make_project
from tests.factories.remiss import make_body
from tests.factories.voices import make_contribution

ADDRESS = "anna@example.fi"


@pytest.fixture
def left(region, twin_region):
    """Anna wrote to two regions, speaks for a body of the one and was invited by the other; Eva wrote, too."""
    for place in (region, twin_region):
        make_contribution(make_project(place), "Kanariefågel", email=ADDRESS, wants_answer=True)
    make_body(make_user(region), region, email=ADDRESS)
    with region_scope(twin_region):
        InviteCode.objects.create(
            region=twin_region,
            email=ADDRESS.title(),
            name="Anna",
            role="observer",
            language="sv",
            code_hash="0" * 64,
            expires_at=clock.now() + dt.timedelta(days=1),
            invited_by=make_user(twin_region),
        )
    return make_contribution(make_project(region), "Kvar", email="eva@example.fi")


def test_person_is_erased_in_every_region_and_app(left):
    assert erase_address(email=" Anna@Example.fi ") == {
        "accounts.invitations": 1,
        "participation.contributions": 2,
        "drafting.bodies": 1,
        "drafting.contacts": 0,
        "accounts.people": 0,
        "implementation.producers": 0,
        "notices.notices": 0,
        "projects.members": 0,
    }
    with every_region():
        assert not ContributionContact.objects.filter(email__iexact=ADDRESS).exists()
        assert not Body.objects.filter(email__iexact=ADDRESS).exists()
        assert not InviteCode.objects.filter(email__iexact=ADDRESS).exists()
        assert not OutboxMail.objects.filter(recipient__iexact=ADDRESS).exists()
        assert Contribution.objects.filter(moderation=Moderation.ERASED, original="").count() == 2
        left.refresh_from_db()
        assert left.original == "Kvar"
    seal_every_region()
    assert verify_ledger() is None
    assert not any(erase_address(email=ADDRESS).values())


def test_command_tells_how_much_was_erased(left):
    told = StringIO()
    call_command("erase_person", ADDRESS, stdout=told)
    assert told.getvalue().splitlines() == [
        "accounts.invitations: 1",
        "accounts.people: 0",
        "drafting.bodies: 1",
        "drafting.contacts: 0",
        "implementation.producers: 0",
        "notices.notices: 0",
        "participation.contributions: 2",
        "projects.members: 0",
    ]


def test_every_app_that_keeps_an_address_says_how_it_is_erased():
    assert {key for key, _erase in registry.erasures.items()} == {
        "accounts.invitations",
        "participation.contributions",
        "drafting.bodies",
        "drafting.contacts",
        "implementation.producers",
        "notices.notices",
        "projects.members",
    }


def test_whoever_is_erased_is_signed_out_everywhere_and_others_stay(region, client):
    gone, stays = make_user(region, email=ADDRESS), make_user(region)
    elsewhere = Client()
    client.force_login(gone)
    elsewhere.force_login(stays)
    with region_scope(region):
        gone.memberships.update(is_active=False)
    erase_address(email=ADDRESS)
    assert [row.get_decoded()[SESSION_KEY] for row in Session.objects.all()] == [str(stays.pk)]


def test_contact_written_into_the_pages_of_a_region_is_seen_by_everybody_at_once(region):
    before = PageChange.objects.filter(key=region.slug).count()
    write_first_pages(region=region)
    assert PageChange.objects.filter(key=region.slug).count() == before + 1
