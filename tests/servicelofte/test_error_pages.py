"""Pages of refusal, as the real handlers answer them: what happened and what to do, in words for who reads."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from servicelofte.common.tenancy import region_scope
from servicelofte.portal.middleware import ButtonAddressMiddleware
from tests.factories.accounts import make_user
from tests.factories.projects import make_project
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


def _navigation(page):
    return re.search(r'<nav class="site-nav".*?</nav>', page, re.DOTALL)


def _but_for_nonces(page):
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)


def test_refusals_in_the_workspace_keep_its_navigation(client, region):
    with region_scope(region):
        project = make_project(region)
    client.force_login(make_user(region, "secretary"))
    work = f"/sv/work/{region.slug}/"
    for url, status in (
        (f"{work}projects/{project.pk}/plan/edit/", 404),
        (f"{work}projects/{project.pk}/close/", 403),
        (f"{work}nowhere/", 404),
    ):
        answer = client.get(url)
        assert answer.status_code == status, url
        assert f'href="{work}projects/"' in _navigation(answer.text)[0]
        assert f'href="{work}"' in answer.text
        leads_to_project = f'<a href="{work}projects/{project.pk}/">' in answer.text
        assert leads_to_project is ("/projects/" in url)


def test_what_is_too_large_for_the_workspace_is_refused_beside_its_navigation(client, region):
    client.force_login(make_user(region, "preparer"))
    large = {"title": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    answer = client.post(f"/sv/work/{region.slug}/projects/new/", large)
    assert answer.status_code == 413
    assert _navigation(answer.text)


def test_refusal_leads_to_no_project_that_the_person_may_not_see(client, region):
    with region_scope(region):
        project = make_project(region)
    at = f"/sv/work/{region.slug}/projects/{project.pk}/"
    for role, leads in (("observer", True), ("producer", False)):
        client.force_login(make_user(region, role))
        answer = client.get(f"{at}nowhere/")
        assert (f'<a href="{at}">' in answer.text) is leads
        assert project.title in answer.text or not leads
        assert _navigation(answer.text)


def test_stale_form_in_the_workspace_keeps_its_navigation(region):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(region, "secretary"))
    answer = client.post(f"/sv/work/{region.slug}/projects/new/", {"title": "Nytt"})
    assert answer.status_code == 403
    assert "Sidan hade varit öppen för länge" in answer.text
    assert _navigation(answer.text)


def test_antwin_regions_project_is_refused_as_one_that_is_not(client, region, twin_region):
    with region_scope(twin_region):
        foreign = make_project(twin_region)
    with region_scope(region):
        own = make_project(region)
    client.force_login(make_user(region, "preparer"))
    at = f"/sv/work/{region.slug}/projects/"
    missing = own.pk + foreign.pk + 7
    pages = [client.get(f"{at}{key}/").text.replace(f"/{key}/", "/0/") for key in (foreign.pk, missing)]
    assert _but_for_nonces(pages[0]) == _but_for_nonces(pages[1])
    assert _navigation(pages[0])


def test_page_that_depends_on_who_asks_is_kept_by_no_shared_cache(client, region):
    client.force_login(make_user(region, "preparer"))
    at = f"/sv/work/{region.slug}/"
    for url, status in ((at, 200), (f"{at}nowhere/", 404), (f"{at}people/invite/", 403), ("/sv/work/", 302)):
        answer = client.get(url)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "private, no-cache"), url
    assert client.get(f"/sv/{region.slug}/").headers["Cache-Control"] == "public, no-cache"


def test_who_does_not_work_in_the_region_sees_none_of_its_navigation(client, region, twin_region, settings):
    at = f"/sv/work/{region.slug}/nowhere/"
    assert '<body class="public">' in client.get(at).text
    client.force_login(make_user(twin_region, "preparer"))
    assert '<body class="public">' in client.get(at).text
    settings.SECOND_FACTOR_REQUIRED = True
    person = make_user(region, "preparer")
    client.force_login(person)
    assert '<body class="public">' in client.get(at).text
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    assert _navigation(client.get(at).text)


def test_address_of_a_button_shows_where_to_go_instead_of_an_empty_page(client, region):
    with region_scope(region):
        project = make_project(region)
    client.force_login(make_user(region, "preparer"))
    answer = client.get(f"/fi/work/{region.slug}/projects/{project.pk}/synthesis/quality/reopen/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Tässä osoitteessa ei ole luettavaa" in answer.text
    assert f'href="/fi/work/{region.slug}/projects/{project.pk}/"' in answer.text
    assert Client().get("/fi/r/survey/withdraw/").text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("method", "words"), [("get", b"Own words"), ("post", b"")])
def test_refused_button_that_says_why_itself_or_was_pressed_is_answered_as_it_was(rf, method, words):
    answer = ButtonAddressMiddleware(lambda request: HttpResponse(words, status=405))(
        getattr(rf, method)("/")
    )
    assert answer.content == words


def test_who_has_to_sign_in_first_comes_back_to_the_page_of_the_button(client, region):
    with region_scope(region):
        project = make_project(region)
    page = f"/fi/work/{region.slug}/projects/{project.pk}/synthesis/quality/"
    back = {
        f"http://testserver{page}?a=1": f"{page}%3Fa%3D1",
        f"https://other.example{page}": f"{page}reopen/",
        "http://testserver//other.example/": f"{page}reopen/",
        "http://[": f"{page}reopen/",
        "": f"{page}reopen/",
    }
    for referer, leads_to in back.items():
        answer = client.post(f"{page}reopen/", headers={"referer": referer})
        assert answer.url == f"/fi/account/login/?next={leads_to}"


def test_what_was_refused_in_a_list_is_read_in_another_language_from_the_list(client, region):
    with region_scope(region):
        project = make_project(region)
    client.force_login(make_user(region, "preparer"))
    work = f"/sv/work/{region.slug}/projects/{project.pk}"
    assert client.get(f"{work}/inbox/code/?channel=paper").url == f"{work}/inbox/?channel=paper"
    assert client.get(f"{work}/moderation/act/").url.startswith(f"{work}/moderation/")
