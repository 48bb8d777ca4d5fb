"""The admin site of regions and their pages: opened, saved, and refused when somebody else saved meanwhile."""

import re
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.domain.membership import accept_invitation, invitation_code, invite_person
from accounts.domain.region import create_known_region
from accounts.models import InviteCode, Membership, Region, RegionPage, User
from decisions.models import PackagePart
from monitoring.models import Feedback, Measurement, StatementStatus, Target
from notices.models import OutboxMail
from participation.models import Contribution, ParticipationMethod
from projects.models import GuideItem, ProjectEvent, Statement
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    person = User.objects.create_superuser(email="operator@example.fi", name="Operator")
    client.force_login(person)
    return person


def _values(page):
    form = page.context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_operator_makes_a_region_and_its_first_administrator_is_invited(operator, client):
    values = {"key": "ostrobothnia", "name": "Anna Ekholm", "email": "anna@example.fi"}
    answer = client.post(reverse("admin:accounts_region_from_list"), values)
    region = Region.objects.get(slug="ostrobothnia")
    assert answer.url == reverse("admin:accounts_region_change", args=[region.pk])
    assert client.get(answer.url).status_code == 200
    with region_scope(region):
        assert list(InviteCode.objects.values_list("email", "role")) == [("anna@example.fi", "administrator")]


def test_no_region_of_the_list_is_chosen_beforehand(operator, client):
    page = client.get(reverse("admin:accounts_region_from_list"))
    assert page.context["form"].fields["key"].choices[0] == ("", "Välj")
    values = {"key": "", "name": "Anna Ekholm", "email": "anna@example.fi"}
    page = client.post(reverse("admin:accounts_region_from_list"), values)
    assert set(page.context["form"].errors) == {"key"}


def test_region_that_cannot_be_made_invites_nobody(operator, client):
    values = {"key": "nowhere", "name": "Anna Ekholm", "email": "anna@example.fi"}
    page = client.post(reverse("admin:accounts_region_from_list"), values)
    assert set(page.context["form"].errors) == {"key"}


def test_information_page_is_saved_once_for_each_time_it_was_opened(operator, client, region):
    with region_scope(region):
        row = RegionPage.objects.create(
            region=region, kind="privacy", language="en", body="Old words", checked_on="2026-01-15"
        )
    url = reverse("admin:accounts_regionpage_change", args=[row.pk])
    values = _values(client.get(url))
    assert client.post(url, {**values, "body": "New words"}).status_code == 302
    late = client.post(url, {**values, "body": "Late words"})
    assert late.status_code == 200
    assert late.context["adminform"].form.non_field_errors()
    with region_scope(region):
        assert RegionPage.objects.get(pk=row.pk).body == "New words"


def test_admin_site_wears_the_tokens_and_leaves_light_and_dark_to_the_device(operator, client):
    page = client.get(reverse("admin:index")).content.decode()
    assert "css/tokens" in page
    assert "css/admin" in page
    assert "theme.js" not in page
    assert "dark_mode" not in page


def test_admin_site_leads_to_the_workspace_and_counts_rows_in_words_that_fit_any_noun(operator, client):
    create_known_region(key="ostrobothnia")
    page = client.get(reverse("admin:accounts_region_changelist")).text
    assert f'href="{reverse("work_home")}"' in page
    assert "Totalt 1" in page


def test_region_without_contact_says_so_until_its_pages_name_one(operator, client):
    region = create_known_region(key="ostrobothnia")
    Region.objects.filter(pk=region.pk).update(transfer="none")
    url = reverse("admin:accounts_region_change", args=[region.pk])
    with region_scope(region):
        RegionPage.objects.filter(kind="privacy", language="fi").update(body="Omat sanat")

    def told():
        return [message.level_tag for message in client.get(url).context["messages"]]

    assert told() == ["warning"]
    values = _values(client.get(url))
    assert client.post(url, {**values, "contact_email": "info@example.fi"}).status_code == 302
    client.get(reverse("admin:index"))
    assert told() == []
    with region_scope(region):
        pages = {(row.kind, row.language): row for row in RegionPage.objects.all()}
        assert pages.pop(("privacy", "fi")).body == "Omat sanat"
        assert len(pages) == 8
        assert {("info@example.fi" in row.body, row.version) for row in pages.values()} == {(True, 2)}


def test_region_with_an_address_alone_lacks_a_contact_and_with_a_telephone_does_not(operator, client):
    region = create_known_region(key="ostrobothnia")
    Region.objects.filter(pk=region.pk).update(transfer="none")
    url = reverse("admin:accounts_region_change", args=[region.pk])
    for field, value, count in (("contact_address", "Torget 1", 1), ("contact_phone", "06 123 45", 0)):
        client.post(url, {**_values(client.get(url)), field: value})
        client.get(reverse("admin:index"))
        assert len(list(client.get(url).context["messages"])) == count, field
    with region_scope(region):
        assert not RegionPage.objects.exclude(body__contains="06 123 45").exists()


def test_region_says_that_its_notice_is_silent_of_transfers_until_it_is_not(operator, client):
    region = make_region()
    url = reverse("admin:accounts_region_change", args=[region.pk])
    page = client.get(url)
    assert ["utanför EU" in str(message) for message in page.context["messages"]] == [True]
    silent = client.post(url, {**_values(page), "transfer": "safeguards"})
    assert "transferred_to" in silent.context["adminform"].form.errors
    client.post(url, {**_values(page), "transfer": "none"})
    client.get(reverse("admin:index"))
    assert not list(client.get(url).context["messages"])


def _send_role(client, row, **values):
    """Send the person's page with one role as it stands, but for `values`; returns the answer."""
    fields = {"id": row.pk, "user": row.user_id, "role": row.role, "unit": "", "is_active": "on", **values}
    sent = {f"memberships-0-{name}": value for name, value in fields.items() if value is not None}
    counts = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1"}
    person = {"name": row.user.name, "email": row.user.email, "language": "sv", "is_active": "on"}
    url = reverse("admin:accounts_user_change", args=[row.user_id])
    return client.post(url, {**person, "is_staff": "on", **counts, **sent})


@pytest.mark.parametrize("values", [{"is_active": None}, {"role": "preparer"}])
def test_role_of_the_last_administrator_cannot_be_taken_away_here_either(operator, client, region, values):
    person = make_user(region, "administrator", is_staff=True)
    with region_scope(region):
        row = Membership.objects.get(user=person)
    page = _send_role(client, row, **values)
    assert page.context["inline_admin_formsets"][0].formset.errors[0]
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == {"administrator"}
    make_user(region, "administrator")
    assert _send_role(client, row, **values).status_code == 302
    fresh = User.objects.get(pk=person.pk)
    assert (fresh.roles_in(region.pk), fresh.is_staff) == (
        {values["role"]} if "role" in values else set(),
        False,
    )


def test_account_of_the_last_administrator_of_a_region_is_not_switched_off(
    operator, client, region, twin_region
):
    person = make_user(region, "administrator", is_staff=True)
    make_user(twin_region, "administrator")
    url = reverse("admin:accounts_user_change", args=[person.pk])
    counts = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    values = {"name": person.name, "email": person.email, "language": "sv", "is_staff": "on", **counts}
    page = client.post(url, values)
    (said,) = page.context["adminform"].form.errors["is_active"]
    assert str(region) in said
    assert str(twin_region) not in said
    assert User.objects.get(pk=person.pk).is_active
    assert client.post(url, {**values, "is_active": "on", "name": "Nytt namn"}).status_code == 302
    make_user(region, "administrator")
    assert client.post(url, values).status_code == 302
    assert not User.objects.get(pk=person.pk).is_active
    assert client.post(url, {**values, "name": "Ännu ett"}).status_code == 302, (
        "who is off already is renamed"
    )


def test_role_is_ended_but_never_deleted_and_an_administrator_may_open_the_site(operator, client, region):
    person = make_user(region, "preparer")
    with region_scope(region):
        row = Membership.objects.get(user=person)
    assert _send_role(client, row, DELETE="on").status_code == 302
    assert User.objects.get(pk=person.pk).roles_in(region.pk) == {"preparer"}
    assert _send_role(client, row, role="administrator").status_code == 302
    assert User.objects.get(pk=person.pk).is_staff


def test_person_page_tells_which_roles_were_given_and_ended_in_own_regions(
    client, region, twin_region, in_english
):
    person = make_user(region, "preparer", name="Berit Beredare")
    with region_scope(region):
        role = Membership.objects.get(user=person)
        role.is_active = False
        role._history_user = person
        role.save()
    with region_scope(twin_region):
        Membership.objects.create(region=twin_region, user=person, role="secretary")
    administrator = make_user(region, "administrator")
    User.objects.filter(pk=administrator.pk).update(is_staff=True, language="en")
    client.force_login(administrator)
    page = client.get(reverse("admin:accounts_user_change", args=[person.pk])).text
    told = page.partition("Roles over time")[2].partition("</fieldset>")[0]
    assert [told.count(words) for words in ("Preparer: ended", "Preparer: given", "Secretary")] == [1, 1, 0]
    assert "Berit Beredare" in told


def test_region_changes_its_words_but_not_its_address_and_the_history_tells_in_words(client, region):
    client.force_login(make_user(region, "administrator", is_staff=True, language="sv"))
    url = reverse("admin:accounts_region_change", args=[region.pk])
    values = {**_values(client.get(url)), "slug": "annan", "extra_languages": []}
    first, _second = values.pop("moderates_first", ""), values.pop("is_active", "")
    sent = {**values, "is_active": "on"} if first else {**values, "is_active": "on", "moderates_first": "on"}
    for _save in range(2):
        answer = client.post(url, {**sent, "opened_version": Region.objects.get().version})
        assert answer.status_code == 302
        sent = {
            **values,
            "is_active": "on",
            **({} if "moderates_first" in sent else {"moderates_first": "on"}),
        }
    assert Region.objects.get().slug == region.slug
    history = client.get(reverse("admin:accounts_region_history", args=[region.pk])).text
    assert "Nej" in history
    assert "False" not in history


def test_own_terms_of_a_region_are_written_in_rows_and_kept_as_its_pages_read_them(operator, client, region):
    region.terminology = {"promise": {"sv": "löfte"}, "board": {"sv": "styrelsen", "fi": "hallitus"}}
    region.save()
    url = reverse("admin:accounts_region_change", args=[region.pk])
    values = {**_values(client.get(url)), "extra_languages": []}
    assert (values["term_board_fi"], values["term_council_sv"]) == ("hallitus", "")
    values |= {"term_board_sv": "", "term_board_fi": "", "term_council_sv": "stadsfullmäktige"}
    page = client.post(url, values)
    assert set(page.context["adminform"].form.errors) == {"term_council_fi"}
    assert client.post(url, {**values, "term_council_fi": " kaupunginvaltuusto "}).status_code == 302
    region.refresh_from_db()
    council = {"sv": "stadsfullmäktige", "fi": "kaupunginvaltuusto"}
    assert region.terminology == {"promise": {"sv": "löfte"}, "council": council}
    region.full_clean()


def test_rows_of_own_terms_are_labelled_with_their_language(operator, client, region):
    page = client.get(reverse("admin:accounts_region_change", args=[region.pk])).text
    assert "Fullmäktige (finska)" in page
    assert 'name="terminology"' not in page


def _invited(region, operator, email, password):
    """Invite somebody to an address, and return who came."""
    with region_scope(region):
        invite = invite_person(
            region=region, email=email, name="N", role="observer", language="en", invited_by=operator
        )
    return accept_invitation(code=invitation_code(invite), name="N", password=password)


def test_earlier_address_of_an_account_opens_nothing_any_more(operator, client, region):
    """It may belong to somebody else by now: the old one was still sent a link to a new password."""
    password = "ett-langt-losenord-2027"
    person = _invited(region, operator, "fore@example.fi", password)
    counts = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    values = {"name": "N", "email": "Efter@Example.fi", "language": "en", "is_active": "on", **counts}
    assert client.post(reverse("admin:accounts_user_change", args=[person.pk]), values).status_code == 302
    assert User.objects.get(pk=person.pk).email == "efter@example.fi"
    rows = EmailAddress.objects.filter(user=person)
    assert list(rows.values_list("email", "verified", "primary")) == [("efter@example.fi", True, True)]
    for address, is_known in (("fore@example.fi", False), ("efter@example.fi", True)):
        outbox.outbox.clear()
        browser = Client()
        browser.post(reverse("account_reset_password"), {"email": address})
        links = [message.to for message in outbox.outbox if "/password/reset/key/" in message.body]
        assert links == ([[address]] if is_known else [])
        browser.post(reverse("account_login"), {"login": address, "password": password})
        assert ("_auth_user_id" in browser.session) is is_known
    assert _invited(region, operator, "fore@example.fi", password).pk != person.pk


def test_addresses_that_accounts_had_before_are_forgotten_by_the_upgrade(region):
    person = make_user(region, email="nu@example.fi")
    for email in ("NU@example.fi", "fore@example.fi"):
        EmailAddress.objects.create(user=person, email=email, verified=True)
    import_module("accounts.migrations.0008_forget_earlier_addresses").forget(apps, None)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["NU@example.fi"]


def test_column_of_each_language_is_named_by_the_language_and_not_by_its_code(operator, client, region):
    shown = client.get(
        reverse("admin:accounts_region_change", args=[region.pk]), headers={"accept-language": "en"}
    )
    assert "Namn (svenska)" in shown.text
    assert not re.findall(r"\[(?:sv|fi|en)\]", shown.text)
    with region_scope(region):
        page = RegionPage.objects.filter(language="fi").first() or RegionPage(language="fi", kind="privacy")
    with translation.override("sv"):
        assert str(page) == f"{page.get_kind_display()} (finska)"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (OutboxMail(kind="opinion_receipt", recipient="a@example.fi"), "Kuittaus lausunnosta: a@example.fi"),
        (OutboxMail(kind="gone", recipient="a@example.fi"), "gone: a@example.fi"),
        (GuideItem(key="what_a_promise_is", text_fi="Lupaus ohjaa."), "Lupaus ohjaa."),
        (ProjectEvent(pk=3, kind="body.registered"), "Tapahtuma 3"),
        (Statement(pk=3), "Yksittäinen lupaus 3"),
        (ParticipationMethod(pk=3, method="intranet"), "Osallistumistapa 3"),
        (Contribution(pk=3, channel="workshop"), "Työpaja 3"),
        (PackagePart(kind="proposal", language="sv"), "Päätösehdotus (ruotsi)"),
        (StatementStatus(status="broken"), "Ei toteudu"),
        (Feedback(kind="question"), "Kysymys"),
        (Target(year=2026, value=Decimal("4.800")), "2026: 4,8"),
        (Measurement(day=date(2026, 12, 1), value=Decimal("66.000")), "1. joulukuuta 2026: 66"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_row_is_called_by_words_and_not_by_keys(row, name):
    with translation.override("fi"):
        assert str(row).replace("\u00a0", " ") == name
