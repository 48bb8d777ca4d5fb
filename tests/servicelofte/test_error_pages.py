"""Pages of refusal, as the real handlers answer them: what happened and what to do, in words for who reads."""

import pytest
from django.conf import settings

from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment_form(region):
    world = make_world(region, "Gärdsmyg")
    return f"/sv/{region.slug}/{world.project.slug}/draft/comment/"


def test_what_is_too_large_is_told_so_with_what_to_do(client, comment_form):
    answer = client.post(comment_form, {"words": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert '<html lang="sv"' in page
    assert "Det som skickades är för stort" in page
    assert "skicka det i flera delar" in page


def test_what_cannot_be_read_is_answered_with_400(client, comment_form):
    answer = client.post(comment_form, "--x\r\nbroken", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "Vi kunde inte läsa det som skickades" in answer.content.decode()


def test_resident_whose_form_came_from_another_site_reads_nothing_of_roles(client, comment_form):
    answer = client.post(comment_form, {"words": "Hej"}, headers={"origin": "https://annan.example"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Det du skickade sparades inte" in page
    assert "Öppna formuläret på den här webbplatsen" in page
    assert "Din roll" not in page


def test_mistaken_address_below_a_region_leads_to_the_region(client, region):
    page = client.get(f"/en/{region.slug}/nowhere/")
    assert page.status_code == 404
    assert f'href="/en/{region.slug}/">{region.name}</a>' in page.text
    assert f'href="/en/{region.slug}/"' not in client.get("/en/nowhere/nowhere/").text
