"""The pages that belong to no region have an accessibility statement and a privacy notice of their own."""

import pytest
from django.conf import settings as conf
from django.core.checks import ERROR, WARNING, run_checks

from accounts.domain.membership import invitation_code, invite_person
from accounts.domain.region import write_first_pages
from accounts.models import InviteCode
from servicelofte.common import public_cache
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user

pytestmark = pytest.mark.django_db
LANGUAGES = ("sv", "fi", "en")
KINDS = ("accessibility", "privacy")


@pytest.fixture
def operator(settings):
    settings.OPERATOR_NAMES = {"sv": "Driften ab", "fi": "Ylläpito oy", "en": "Operations ltd"}
    settings.OPERATOR_EMAIL = "hjalp@driften.example"
    settings.OPERATOR_PHONE = "06 123 456"
    public_cache.pages.clear()
    yield settings
    public_cache.pages.clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_information_page_is_public_and_kept(client, kind, language, operator):
    page = client.get(f"/{language}/about/{kind}/")
    assert page.status_code == 200
    assert "no-cache" in page.headers["Cache-Control"]
    assert page.headers["ETag"]
    assert not page.cookies
    assert 'href="mailto:hjalp@driften.example"' in page.text
    assert "06 123 456" in page.text
    assert "{" not in page.text.split("<main", 1)[1]


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Driften ab driver"), ("fi", "Ylläpito oy"), ("en", "Operations ltd runs")]
)
def test_privacy_notice_names_the_operator_in_the_readers_language(client, language, words, operator):
    assert words in client.get(f"/{language}/about/privacy/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_notice_says_that_unsent_words_stay_in_the_browser_and_for_how_long(client, language):
    words = {"sv": "i högst en vecka", "fi": "enintään viikon", "en": "for a week at most"}[language]
    region = make_region("vasa")
    write_first_pages(region=region)
    for address in (f"/{language}/about/privacy/", f"/{language}/{region.slug}/about/privacy/"):
        assert words in client.get(address).text
    script = (conf.BASE_DIR / "static/js/app.js").read_text(encoding="utf-8")
    assert "const week = 7 * 24 * 60 * 60 * 1000;" in script


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_operator_the_pages_lead_to_the_regions(client, kind, settings):
    settings.OPERATOR_NAMES = dict.fromkeys(LANGUAGES, "")
    settings.OPERATOR_EMAIL = settings.OPERATOR_PHONE = settings.OPERATOR_ADDRESS = ""
    public_cache.pages.clear()
    page = client.get(f"/sv/about/{kind}/").text
    assert "Vänd dig till ditt område" in page
    assert "Kontakt:" not in page
    assert "driver tjänsten" not in page


def test_privacy_notice_names_the_operators_officer_and_processors_once_they_are_given(client, operator):
    before = " ".join(client.get("/sv/about/privacy/").text.split())
    assert "Inget dataskyddsombud är angivet här. Fråga dem som driver tjänsten" in before
    operator.OPERATOR_OFFICER_NAME = "Linnea Ek"
    operator.OPERATOR_OFFICER_EMAIL = "dataskydd@driften.example"
    operator.OPERATOR_PROCESSORS = "Molnet ab"
    public_cache.pages.clear()
    page = client.get("/sv/about/privacy/").text
    assert '<span>Linnea Ek</span> · <a href="mailto:dataskydd@driften.example">' in page
    assert "Molnet ab" in page
    assert "Inget dataskyddsombud" not in page
    assert "Molnet ab" not in client.get("/sv/about/accessibility/").text


@pytest.mark.parametrize("kind", ["moderation-rules", "secrets"])
def test_what_only_regions_have_is_not_here(client, kind):
    assert client.get(f"/sv/about/{kind}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "r/", "r/AAAA-AAAA-AAAA-AAAA/", "r/join/x/", "account/login/", "nowhere/", "about/privacy/"]
)
def test_every_page_without_a_region_leads_to_them(client, path):
    page = client.get(f"/fi/{path}").text
    assert [kind for kind in KINDS if f'href="/fi/about/{kind}/"' not in page] == []


def test_own_work_and_account_lead_to_them(client, region):
    client.force_login(make_user(region))
    for path in ("work/?choose=1", "account/2fa/"):
        assert 'href="/sv/about/privacy/"' in client.get(f"/sv/{path}").text


def test_pages_of_a_region_lead_to_its_own(client):
    region = make_region("kusten")
    client.force_login(make_user(region))
    with region_scope(region):
        invite_person(
            region=region, email="ny@example.fi", name="Ny", role="observer", language="sv", invited_by=None
        )
        code = invitation_code(InviteCode.objects.get())
    for path in ("kusten/", "work/kusten/", "kusten/nowhere/", f"r/join/{code}/"):
        page = client.get(f"/sv/{path}").text
        assert 'href="/sv/kusten/about/accessibility/"' in page, path
        assert "/sv/about/" not in page, path


def _warnings() -> set[str]:
    return {str(problem.id) for problem in run_checks(include_deployment_checks=True)}


def test_deployment_check_warns_of_pages_that_name_nobody(settings):
    settings.OPERATOR_NAME, settings.OPERATOR_EMAIL, settings.OPERATOR_PHONE = "Driften ab", "", ""
    assert "servicelofte.OPERATOR" in _warnings()
    settings.OPERATOR_PHONE = "06 123 456"
    assert "servicelofte.OPERATOR" not in _warnings()


def _errors():
    return [
        problem
        for problem in run_checks(include_deployment_checks=True)
        if problem.id == "servicelofte.TRANSFER"
    ]


def test_deployment_check_asks_what_the_notice_must_say_of_transfers(settings):
    settings.OPERATOR_TRANSFER, settings.OPERATOR_TRANSFERRED_TO = "", ""
    assert [row.level for row in _errors()] == [WARNING]
    settings.OPERATOR_TRANSFER = "nowhere"
    assert [row.level for row in _errors()] == [ERROR]
    for kind in ("adequacy", "safeguards"):
        settings.OPERATOR_TRANSFER = kind
        assert "OPERATOR_TRANSFERRED_TO" in _errors()[0].msg
    settings.OPERATOR_TRANSFERRED_TO = "Japan"
    assert _errors() == []


def test_privacy_notice_says_of_the_installations_transfers_what_the_settings_state(client, operator):
    operator.OPERATOR_TRANSFER = ""
    public_cache.pages.clear()
    assert "Här har inte angetts om personuppgifter" in client.get("/sv/about/privacy/").text
    operator.OPERATOR_TRANSFER = "none"
    public_cache.pages.clear()
    page = client.get("/sv/about/privacy/").text
    assert "överförs inte till länder utanför EU" in page
    assert "Måste du lämna uppgifter" not in page
