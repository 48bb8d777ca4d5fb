"""Inviting, accepting, ending; signing in."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.domain.membership import (
    accept_invitation,
    end_membership,
    invitation_code,
    invite_person,
    join_region,
)
from accounts.domain.region import create_known_region, create_region, known_regions
from accounts.enums import Role
from accounts.models import InviteCode, Membership, Region, RegionPage, User
from accounts.page_texts import first_text, service_text
from accounts.queries import leaver, member_page
from notices.domain.mail import send_due_mail
from servicelofte.common import clock, public_cache
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def _invite(region, email="ny@example.fi", role="secretary"):
    with region_scope(region):
        return invite_person(
            region=region,
            email=email,
            name="Ny Person",
            role=role,
            language="sv",
            unit="Förvaltningen",
            invited_by=make_user(region, "administrator"),
        )


def _code_in_mail():
    send_due_mail()
    return re.search(r"/r/join/([^/]+)/", outbox.outbox[-1].body).group(1)


def test_invited_person_makes_an_account_and_works_in_the_region(region, client):
    _invite(region)
    url = reverse("accounts:invitation", args=[_code_in_mail()])
    assert client.get(url).status_code == 200
    answer = client.post(
        url, {"name": "Ny Person", "password": "ett-langt-losenord", "again": "ett-langt-losenord"}
    )
    assert answer.status_code == 302
    assert User.objects.get(email="ny@example.fi").roles_in(region.pk) == {"secretary"}
    with region_scope(region):
        assert Membership.objects.get(user__email="ny@example.fi").unit == "Förvaltningen"
    assert client.get(answer.url).status_code == 200
    again, stranger = client.get(url), Client().get(url)
    assert (again.status_code, stranger.status_code) == (410, 410)
    assert f'href="{reverse("work_home")}"' in again.text
    assert reverse("account_login") not in again.text
    assert f'href="{reverse("account_login")}"' in stranger.text
    assert EmailAddress.objects.get(email="ny@example.fi").verified


def test_invitation_that_is_taken_back_opens_nothing_and_its_mail_is_not_sent(region, client):
    invite = _invite(region)
    code = invitation_code(invite)
    client.force_login(make_user(region, "administrator"))
    listed = reverse("accounts:member_list", args=[region.slug])
    address = reverse("accounts:invitation_take_back", args=[region.slug, invite.pk])
    assert f'action="{address}"' in client.get(listed).text
    assert client.post(address).url == listed
    assert address not in client.get(listed).text
    assert Client().get(reverse("accounts:invitation", args=[code])).status_code == 410
    send_due_mail()
    assert outbox.outbox == []


def test_invitation_that_was_used_is_not_taken_back(region, client):
    invite = _invite(region)
    accept_invitation(code=invitation_code(invite), name="Ny Person", password="ett-langt-losenord")
    client.force_login(make_user(region, "administrator"))
    address = reverse("accounts:invitation_take_back", args=[region.slug, invite.pk])
    assert "har redan kommit med" in client.post(address, follow=True).text
    assert User.objects.get(email="ny@example.fi").roles_in(region.pk) == {"secretary"}


def test_addresses_of_people_break_where_a_reader_would(region, client):
    _invite(region, email="ny.person@orten.example")
    user = make_user(region, "administrator", email="asta.bo@orten.example")
    client.force_login(user)
    page = client.get(reverse("accounts:member_list", args=[region.slug])).text
    assert page.count("asta.<wbr>bo@<wbr>orten.<wbr>example</") == 2
    assert "ny.<wbr>person@<wbr>orten.<wbr>example ·" in page


def test_ending_a_role_is_asked_and_says_what_the_person_keeps(region, client):
    client.force_login(make_user(region, "administrator"))
    person = make_user(region, "preparer", "secretary")
    listed = reverse("accounts:member_list", args=[region.slug])
    for left in (1, 0):
        with region_scope(region):
            row = Membership.objects.filter(user=person, is_active=True).order_by("pk")[0]
        address = reverse("accounts:member_end", args=[region.slug, row.pk])
        page = client.get(listed).text
        assert f'href="{address}"' in page
        assert f'action="{address}"' not in page
        asked = client.get(address)
        assert (asked.status_code, person.name in asked.text) == (200, True)
        assert asked.context["is_last"] == (left == 0)
        assert len(person.roles_in(region.pk)) == left + 1
        assert client.post(address).url == listed
        person = User.objects.get(pk=person.pk)
        assert len(person.roles_in(region.pk)) == left


def test_role_of_the_last_administrator_is_refused_on_the_page_that_asks(region, client):
    administrator = make_user(region, "administrator")
    client.force_login(administrator)
    with region_scope(region):
        row = Membership.objects.get(user=administrator)
    refused = client.post(reverse("accounts:member_end", args=[region.slug, row.pk]))
    assert refused.context["form"].errors
    assert User.objects.get(pk=administrator.pk).roles_in(region.pk) == {"administrator"}


def test_address_is_not_changed_by_the_person(region, client):
    client.force_login(make_user(region))
    assert client.get("/sv/account/email/").url == reverse("mfa_index")


def test_browser_that_keeps_the_address_to_itself_may_accept_but_no_other_site_may(region):
    _invite(region, role="administrator")
    url = reverse("accounts:invitation", args=[_code_in_mail()])
    values = {"name": "Ny Person", "password": "ett-langt-losenord", "again": "ett-langt-losenord"}
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(url, values, headers={"origin": "https://other.example"}).status_code == 403
    own = browser.post(url, values, headers={"origin": "null", "sec-fetch-site": "same-origin"})
    assert own.status_code == 302
    assert User.objects.get(email="ny@example.fi").is_staff


def test_invitation_code_is_not_stored(region):
    invite = _invite(region)
    code = _code_in_mail()
    assert code not in str(InviteCode.__dict__) + str(invite.__dict__)
    assert len(invite.code_hash) == 64


def test_old_invitation_no_longer_holds(region):
    _invite(region)
    code = _code_in_mail()
    with clock.fixed(clock.now() + dt.timedelta(days=15)), pytest.raises(DomainError):
        accept_invitation(code=code, name="X", password="ett-langt-losenord")
    assert not User.objects.filter(email="ny@example.fi").exists()


def test_weak_or_differing_password_is_told_beside_its_field(region, client):
    _invite(region)
    url = reverse("accounts:invitation", args=[_code_in_mail()])
    weak = client.post(url, {"name": "Ny", "password": "kort", "again": "kort"})
    assert set(weak.context["form"].errors) == {"password"}
    differing = client.post(url, {"name": "Ny", "password": "ett-langt-losenord", "again": "annat"})
    assert set(differing.context["form"].errors) == {"again"}


def test_whom_the_region_knows_has_a_further_role_at_once(region):
    person = make_user(region, "observer", email="kand@example.fi")
    assert isinstance(_invite(region, "KAND@example.fi"), Membership)
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == {"observer", "secretary"}
    with pytest.raises(DomainError):
        _invite(region, "kand@example.fi")


def test_invitation_says_what_each_role_may_do(region, client):
    client.force_login(make_user(region, "administrator"))
    with translation.override("en"):
        page = client.get(reverse("accounts:member_invite", args=[region.slug])).content.decode()
        help_text = re.search(r'id="id_role_helptext"[^>]*>([^<]+)', page)
        assert help_text is not None
        assert [role for role in Role if f"{role.label.lower()} " not in help_text[1].lower()] == []


def test_that_an_address_has_an_account_elsewhere_is_not_told_to_who_invites_it(region, twin_region, client):
    make_user(twin_region, email="annan@example.fi")
    client.force_login(make_user(region, "administrator"))
    answers = []
    for email in ("annan@example.fi", "ingen@example.fi"):
        values = {"name": "Ny", "email": email, "role": "observer", "language": "sv"}
        client.post(reverse("accounts:member_invite", args=[region.slug]), values)
        with region_scope(region):
            page = member_page()
        answers.append((len(page["people"]), len(page["invitations"])))
    assert answers == [(1, 1), (1, 2)]


def test_person_with_an_account_elsewhere_signs_in_and_joins(region, twin_region, client):
    person = make_user(twin_region, email="kand@example.fi")
    _invite(region, person.email)
    url = reverse("accounts:invitation", args=[_code_in_mail()])
    assert f'href="{reverse("account_login")}?next={url}"' in client.get(url).text
    assert client.post(url).status_code == 200
    client.force_login(make_user(twin_region, email="fel@example.fi"))
    assert f'href="{reverse("account_logout")}"' in client.get(url).text
    assert client.post(url).status_code == 200
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == set()
    client.force_login(person)
    assert client.post(url).url == reverse("workspace_home", args=[region.slug])
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == {"secretary"}
    assert client.get(url).status_code == 410


def test_person_whose_account_is_switched_off_is_not_sent_to_sign_in(region, twin_region, client):
    person = make_user(twin_region, email="kand@example.fi", is_active=False)
    page = client.get(
        reverse("accounts:invitation", args=[invitation_code(_invite(region, person.email))])
    ).text
    assert "har stängts av" in page
    assert f"{reverse('account_login')}?next=" not in page


def test_account_that_is_switched_off_while_it_is_signed_in_joins_nothing(region, twin_region, client):
    person = make_user(twin_region, email="kand@example.fi")
    url = reverse("accounts:invitation", args=[invitation_code(_invite(region, person.email))])
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert "har stängts av" in client.post(url).text
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == set()


def test_invitation_to_a_region_that_is_switched_off_opens_nothing(region):
    code = invitation_code(_invite(region))
    Region.objects.filter(pk=region.pk).update(is_active=False)
    assert Client().get(reverse("accounts:invitation", args=[code])).status_code == 410
    with pytest.raises(DomainError):
        accept_invitation(code=code, name="X", password="ett-langt-losenord")
    assert not User.objects.filter(email="ny@example.fi").exists()


def test_page_of_an_invitation_is_kept_nowhere_and_its_address_is_told_to_nobody(region, twin_region):
    for email in ("ny@example.fi", make_user(twin_region, email="kand@example.fi").email):
        url = reverse("accounts:invitation", args=[invitation_code(_invite(region, email))])
        for answer in (Client().get(url), Client().post(url)):
            assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_role_that_was_ended_is_not_taken_back_with_an_invitation_left_over(region, twin_region, client):
    """Who was invited twice has used one; the other is for a role that the person has no more."""
    person = make_user(twin_region, email="kand@example.fi")
    used, left, other = [
        _invite(region, person.email, role) for role in ("secretary", "secretary", "observer")
    ]
    join_region(code=invitation_code(used), person=person)
    with region_scope(region):
        row = Membership.objects.get(user=person)
        end_membership(membership=row, ended_by=make_user(region, "administrator"))
    client.force_login(person)
    refused = client.post(reverse("accounts:invitation", args=[invitation_code(left)]))
    assert "Be om en ny" in refused.text
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == set()
    assert client.get(reverse("accounts:invitation", args=[invitation_code(other)])).status_code == 200


def test_invitation_is_joined_once_and_by_the_account_of_its_address_alone(region, twin_region):
    person, other = make_user(twin_region, email="kand@example.fi"), make_user(twin_region)
    code = invitation_code(_invite(region, person.email))
    with pytest.raises(DomainError):
        join_region(code=code, person=other)
    join_region(code=code, person=person)
    with pytest.raises(DomainError):
        join_region(code=code, person=person)
    assert other.roles_in(region.pk) == set()


def test_who_was_invited_twice_joins_once_and_no_invitation_stays_open(region, twin_region, client):
    person = make_user(twin_region, email="kand@example.fi")
    codes = [invitation_code(_invite(region, person.email)) for _time in range(2)]
    client.force_login(person)
    for code in codes:
        answer = client.post(reverse("accounts:invitation", args=[code]))
        assert answer.url == reverse("workspace_home", args=[region.slug])
    with region_scope(region):
        assert Membership.objects.filter(user=person).count() == 1
        assert member_page()["invitations"] == []


def test_last_administrator_stays(region):
    person = make_user(region, "administrator")
    with region_scope(region):
        membership = Membership.objects.get(user=person)
        with pytest.raises(DomainError):
            end_membership(membership=membership, ended_by=person)
        make_user(region, "administrator")
        end_membership(membership=membership, ended_by=person)
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == set()


def test_an_administrator_who_is_switched_off_does_not_count_as_one(region):
    person, other = make_user(region, "administrator"), make_user(region, "administrator")
    User.objects.filter(pk=other.pk).update(is_active=False)
    with region_scope(region), pytest.raises(DomainError):
        end_membership(membership=Membership.objects.get(user=person), ended_by=person)
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == {"administrator"}


def test_invitations_of_a_day_are_as_many_as_the_cap_and_no_more(monkeypatch, region):
    monkeypatch.setattr("accounts.domain.membership.MOST_A_DAY", 2)
    _invite(region, "ett@example.fi")
    _invite(region, "tva@example.fi")
    with pytest.raises(DomainError):
        _invite(region, "tre@example.fi")
    with clock.fixed(clock.now() + dt.timedelta(days=1, minutes=1)):
        _invite(region, "tre@example.fi")
    with region_scope(region):
        assert InviteCode.objects.count() == 3


def test_the_administration_site_is_left_with_the_last_region_looked_after(region, twin_region):
    person = make_user(region, "administrator", is_staff=True)
    make_user(region, "administrator")
    with region_scope(twin_region):
        make_user(twin_region, "administrator")
        Membership.objects.create(region=twin_region, user=person, role="administrator")
    for place, stays in ((region, True), (twin_region, False)):
        with region_scope(place):
            end_membership(membership=Membership.objects.get(user=person), ended_by=person)
        assert User.objects.get(pk=person.pk).is_staff is stays


def test_an_operator_stays_one_without_a_region(region):
    person = make_user(region, "administrator", is_staff=True, is_superuser=True)
    make_user(region, "administrator")
    with region_scope(region):
        end_membership(membership=Membership.objects.get(user=person), ended_by=person)
    assert User.objects.get(pk=person.pk).is_staff


def test_sign_in_is_by_email_and_nobody_signs_up(region, client):
    User.objects.create_user("lina@example.fi", "ett-langt-losenord", name="Lina")
    bad = client.post("/sv/account/login/", {"login": "lina@example.fi", "password": "fel"})
    assert bad.status_code == 200
    good = client.post("/sv/account/login/", {"login": "Lina@example.fi", "password": "ett-langt-losenord"})
    assert good.status_code == 302
    client.logout()
    assert b'name="password1"' not in client.get("/sv/account/signup/").content


def test_second_factor_is_demanded_where_settings_say(region, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(make_user(region, "preparer"))
    answer = client.get(f"/sv/work/{region.slug}/")
    assert (answer.status_code, answer.url) == (302, reverse("mfa_activate_totp"))
    settings.SECOND_FACTOR_REQUIRED = False
    assert client.get(f"/sv/work/{region.slug}/").status_code == 200


def test_every_region_of_the_list_can_be_made_with_its_pages():
    for known in known_regions():
        create_known_region(key=known.key)
    assert Region.objects.count() == 24
    lapland = Region.objects.get(slug="lapland")
    assert (lapland.languages, lapland.sami_rights, lapland.sotkanet_region_id) == (["fi"], True, 968)
    for region in (Region.objects.get(slug="ostrobothnia"), lapland):
        with region_scope(region):
            assert RegionPage.objects.count() == 9, "three in each language that a reader may come in"
    with pytest.raises(DomainError):
        create_known_region(key="lapland")


def test_region_slug_may_not_be_a_word_of_the_addresses():
    with pytest.raises(DomainError):
        create_region(slug="work", names={"sv": "A", "fi": "B", "en": "C"})


@pytest.mark.parametrize(
    ("language", "word"), [("sv", "Traficom"), ("fi", "Traficomille"), ("en", "Traficom")]
)
def test_information_pages_speak_the_readers_language(client, language, word):
    create_known_region(key="ostrobothnia")
    page = client.get(f"/{language}/ostrobothnia/about/accessibility/")
    assert page.status_code == 200
    assert word in page.content.decode()
    assert client.get(f"/{language}/ostrobothnia/about/secrets/").status_code == 404
    assert not page.cookies


OWN_WORDS = "Egna ord om dataskydd"


def _own_privacy(client, language="sv"):
    """Return the privacy notice of a region that has worded it itself."""
    with region_scope(Region.objects.get(slug="ostrobothnia")):
        RegionPage.objects.filter(kind="privacy").update(body=OWN_WORDS)
    public_cache.pages.clear()
    return client.get(f"/{language}/ostrobothnia/about/privacy/").text


def test_ways_to_reach_the_officer_lead_to_that_officer_alone(client):
    """Neither further recipients in the address nor a code for the telephone in the number."""
    region = create_known_region(key="ostrobothnia")
    values = {"officer_email": "dso?bcc=ulv@example.fi", "officer_phone": '+358 6 1;"><b>#21#'}
    Region.objects.filter(pk=region.pk).update(**values)
    page = _own_privacy(client)
    assert 'href="mailto:dso%3Fbcc%3Dulv@example.fi"' in page
    assert 'href="tel:+35861%3B%22%3E%3Cb%3E%2321%23"' in page


def test_privacy_notice_names_the_officer_and_the_processors_of_the_region(client, settings):
    settings.OPERATOR_NAMES = {"sv": "Driften ab", "fi": "Ylläpito oy", "en": "Operations ltd"}
    region = create_known_region(key="ostrobothnia")
    values = {"officer_name": "Ann Berg", "officer_email": "dso@example.fi", "officer_phone": "06 1 2"}
    Region.objects.filter(pk=region.pk).update(processors="Molnet ab", **values)
    page = _own_privacy(client)
    assert OWN_WORDS in page
    mail = '<a href="mailto:dso@example.fi">dso@example.fi</a>'
    ways = f'<span>Ann Berg</span> · {mail} · <a class="text-nowrap" href="tel:0612">'
    assert ways in page
    assert "Driften ab, Molnet ab" in page
    assert "Ylläpito oy, Molnet ab" in _own_privacy(client, "fi")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "registratorskontor"),
        ("fi", "kirjaamo"),
        ("en", "registry"),
    ],
)
def test_privacy_notice_without_an_officer_leads_to_the_registry(client, settings, language, words):
    settings.OPERATOR_NAMES = dict.fromkeys(("sv", "fi", "en"), "")
    region = create_known_region(key="ostrobothnia")
    Region.objects.filter(pk=region.pk).update(contact_email="", contact_phone="")
    unknown = _own_privacy(client, language).partition(OWN_WORDS)[2]
    assert words in unknown
    assert "mailto:" not in unknown.partition("</main>")[0]
    Region.objects.filter(pk=region.pk).update(contact_email="kirjaamo@example.fi")
    assert 'href="mailto:kirjaamo@example.fi"' in _own_privacy(client, language)


@pytest.mark.parametrize("path", ["login/", "password/reset/", "password/change/", "reauthenticate/"])
def test_fields_of_the_sign_in_pages_are_named_by_their_labels_alone(region, client, path):
    if path not in ("login/", "password/reset/"):
        person = make_user(region)
        person.set_password("ett-langt-losenord")
        person.save()
        client.force_login(person)
    page = client.get(f"/sv/account/{path}").content.decode()
    assert "form-control" in page
    assert "placeholder=" not in page


def test_invitation_that_has_run_out_is_no_longer_open(region):
    with region_scope(region):
        invite_person(
            region=region,
            email="ny@example.fi",
            name="Ny",
            role="observer",
            language="sv",
            invited_by=make_user(region),
        )
        assert [row.name for row in member_page()["invitations"]] == ["Ny"]
        InviteCode.objects.update(expires_at=clock.now())
        assert member_page()["invitations"] == []


def test_invitation_to_a_role_that_was_ended_is_no_longer_listed_as_open(region):
    _invite(region, email="ny@example.fi", role="observer")
    _invite(region, email="annan@example.fi", role="observer")
    _invite(region, email="ny@example.fi", role="secretary")
    person = make_user(region, "observer", email="ny@example.fi")
    with region_scope(region):
        assert len(member_page()["invitations"]) == 3
        end_membership(membership=Membership.objects.get(user=person), ended_by=person)
        listed = {(row.email, row.role) for row in member_page()["invitations"]}
    assert listed == {("annan@example.fi", "observer"), ("ny@example.fi", "secretary")}


def test_operator_is_no_leaver_though_of_no_region(region):
    person = User.objects.create_superuser("drift@example.fi", "ett-langt-losenord", name="Drift")
    assert leaver(person.email) is None
    User.objects.filter(pk=person.pk).update(is_superuser=False)
    assert leaver(person.email) == person


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Här har inte angetts om personuppgifter överförs"),
        ({"transfer": "none"}, "Dina personuppgifter överförs inte till länder utanför EU"),
        (
            {"transfer": "adequacy", "transferred_to": "Japan, Molnet KK"},
            "Japan, Molnet KK. Europeiska kommissionen",
        ),
        (
            {"transfer": "safeguards", "transferred_to": "Indien"},
            "Indien. De skyddas av Europeiska kommissionens",
        ),
    ],
)
def test_privacy_notice_says_of_transfers_what_the_region_has_stated_and_no_more(client, values, words):
    region = create_known_region(key="ostrobothnia")
    Region.objects.filter(pk=region.pk).update(**values)
    page = " ".join(_own_privacy(client).split())
    assert words in page
    assert ("överförs inte till länder" in page) is (values == {"transfer": "none"})
    assert "Inga beslut om dig fattas automatiskt" in page
    assert "din vård och dina tjänster påverkas inte" in page


def test_region_that_transfers_data_must_say_where_to(region):
    region.transfer = "safeguards"
    with pytest.raises(ValidationError) as refused:
        region.full_clean()
    assert list(refused.value.message_dict) == ["transferred_to"]
    region.transferred_to = "  "
    with pytest.raises(ValidationError):
        region.full_clean()
    region.transferred_to = "Indien"
    region.full_clean()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_notices_name_what_article_13_asks_of_them(region, language):
    """Basis and consent, receivers, retention, rights, authority: the parts that the files hold themselves."""
    asked = {
        "sv": (
            "artikel 6.1",
            "samtycke",
            "Vem ser vad",
            "Hur länge",
            "rättigheter",
            "raderar",
            "dataombudsman",
        ),
        "fi": (
            "6 artiklan",
            "suostumu",
            "Kuka näkee",
            "Kuinka kauan",
            "Oikeutesi",
            "poista",
            "tietosuojavaltuutet",
        ),
        "en": (
            "Article 6",
            "consent",
            "Who sees",
            "For how long",
            "rights",
            "erase",
            "Data Protection Ombudsman",
        ),
    }[language]
    notices = (first_text("privacy", language, region), service_text("privacy", language).body)
    for words in (text.replace("\u00a0", " ") for text in notices):
        for word in asked:
            assert word.removesuffix("r") in words, word
