"""The workspace's ways on: everyday work in the row, looking after the region in the person's own menu."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
CARE = ("accounts:member_list", "jobs:job_list", "notices:outbox")


def _menus(page: str) -> tuple[str, str]:
    row, rest = page.split('<details class="user-menu"', 1)
    return row, rest.split("</details>", 1)[0]


def test_looking_after_the_region_stands_in_the_administrators_own_menu(region):
    client = Client()
    client.force_login(make_user(region, Role.ADMINISTRATOR))
    row, menu = _menus(client.get(reverse("workspace_home", args=[region.slug])).content.decode())
    addresses = [f'href="{reverse(name, args=[region.slug])}"' for name in CARE]
    assert all(address in menu for address in addresses)
    assert not any(address in row for address in addresses)
    assert f'href="{reverse("participation:region_inbox", args=[region.slug])}"' in row


def test_menu_marks_the_page_one_is_on(region):
    client = Client()
    client.force_login(make_user(region, Role.ADMINISTRATOR))
    address = reverse("accounts:member_list", args=[region.slug])
    _row, menu = _menus(client.get(address).content.decode())
    assert f'href="{address}" aria-current="page"' in menu


def test_pages_of_ones_own_account_lead_back_to_ones_work(region):
    client = Client()
    client.force_login(make_user(region))
    page = client.get(reverse("mfa_index")).content.decode()
    assert f'href="{reverse("work_home")}"' in page.split("<main", 1)[1]


def test_operator_without_a_region_is_led_to_the_administration_site(client):
    person = User.objects.create_superuser(email="operator@example.fi", name="Operator", language="sv")
    client.force_login(person)
    assert f'href="{reverse("admin:index")}"' in client.get(reverse("work_home")).text
    person.is_staff = False
    person.save()
    assert reverse("admin:index") not in client.get(reverse("work_home")).text


def test_mistaken_address_of_the_workspace_leads_back_to_ones_work(client, region):
    client.force_login(make_user(region))
    page = client.get(f"{reverse('workspace_home', args=[region.slug])}nowhere/").text
    assert f'class="btn btn-primary" href="{reverse("workspace_home", args=[region.slug])}"' in page
    public = client.get("/sv/nowhere/at/all/").text
    assert 'class="btn btn-primary" href="/sv/"' in public


def test_page_of_recovery_codes_has_one_main_way_and_each_code_on_its_line():
    context = {"unused_codes": ["11111111", "22222222"], "total_count": 10}
    ways = {"can_view_codes": True, "can_download_codes": True, "can_generate_codes": True}
    page = render_to_string("mfa/recovery_codes/index.html", {**context, **ways})
    assert page.count("btn-primary") == 1
    assert page.index(reverse("mfa_download_recovery_codes")) < page.index("btn-secondary")
    assert "11111111&#10;22222222" in page
