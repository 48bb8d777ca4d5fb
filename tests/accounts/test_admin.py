"""The admin site of regions and their pages: opened, saved, and refused when somebody else saved meanwhile."""

import pytest
from django.urls import reverse

from accounts.models import InviteCode, Region, RegionPage, User
from servicelofte.common.tenancy import region_scope

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
