"""The portal's pages: what a resident sees first, and what waits for an official."""

import datetime as dt
import re

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from django.utils.translation import override

from decisions.models import DecisionPackage, Handling
from drafting.models import Consultation, DraftVersion
from participation.enums import Moderation
from participation.models import Contribution, Survey
from projects.domain.ledger import record_event
from projects.models import Statement
from projects.queries.ledger import event_sentence
from servicelofte.common import clock, public_cache, registry
from servicelofte.common.formatting import day
from servicelofte.common.public_cache import bump_public
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref, ThreadCard
from servicelofte.portal.project import PUBLIC_EVENTS
from servicelofte.portal.thread import thread_page
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import decide, freeze, make_package
from tests.factories.projects import make_project, make_statement
from tests.factories.voices import make_contribution
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


def _forget_pages() -> None:
    public_cache.pages.clear()
    public_cache._known.clear()


def test_front_page_lists_active_regions_in_the_readers_language(client):
    make_region("kusten", name_sv="Kustens område", name_fi="Rannikon alue")
    make_region("borta", name_sv="Borta", is_active=False)
    page = client.get("/fi/").content.decode()
    assert "Rannikon alue" in page
    assert "Borta" not in page


@pytest.mark.parametrize("page", ["/fi/", "/fi/r/"])
def test_name_of_the_service_leads_home_in_the_language_that_is_read(page):
    reader = Client(headers={"accept-language": "sv"})
    assert 'class="brand" href="/fi/"' in reader.get(page).text


def test_staff_find_the_door_at_the_foot_of_the_public_pages(client):
    region = make_region("kusten")
    make_user(region, email="johanna@example.fi")
    front = client.get("/sv/").text
    assert 'href="/sv/account/login/">För personalen: logga in' in front
    page = client.get("/sv/kusten/").text
    assert 'href="/sv/work/kusten/">För personalen: logga in' in page
    assert client.get("/sv/work/kusten/").url == "/sv/account/login/?next=/sv/work/kusten/"


def test_switch_always_holds_the_language_that_the_page_is_read_in(client):
    make_region("jarvi", name_fi="Järven alue", language_status="unilingual_fi")
    read = {language: client.get(f"/{language}/jarvi/") for language in ("sv", "fi")}
    offered = {
        language: [(link["code"], link["current"]) for link in page.context["page_language_links"]]
        for language, page in read.items()
    }
    assert offered == {
        "sv": [("fi", False), ("sv", True), ("en", False)],
        "fi": [("fi", True), ("en", False)],
    }


def test_front_page_shows_what_is_open_and_in_force_in_each_region_and_nothing_closed(
    region, twin_region, client
):
    here, there = make_world(region, "Kanarie"), make_world(twin_region, "Sparv")
    with region_scope(region):
        DraftVersion.objects.filter(pk=here.rows["version"].pk).update(state="decided")
    with region_scope(twin_region):
        type(there.project).objects.filter(pk=there.project.pk).update(is_public=False, closed_reason="x")
    page = client.get("/sv/").content.decode()
    place = f"/sv/{region.slug}/{here.project.slug}"
    assert f"{place}/draft/" in page
    assert f"{place}/survey/{here.rows['survey'].pk}/" in page
    assert f"{place}/promise/" in page
    assert twin_region.name in page
    assert "Sparv" not in page


def test_front_page_costs_the_same_with_more_regions(region, client, django_assert_max_num_queries):
    make_world(region, "Ett")
    _forget_pages()
    with django_assert_max_num_queries(8) as one:
        client.get("/sv/")
    for slug, canary in (("tva", "Tva"), ("tre", "Tre")):
        make_world(make_region(slug), canary)
    _forget_pages()
    with django_assert_max_num_queries(len(one)):
        assert client.get("/sv/").content.count(b"/draft/") == 3


def test_front_page_is_right_after_something_opens_in_a_region(region, client):
    world = make_world(region, "Kanarie")
    with region_scope(region):
        Survey.objects.filter(pk=world.rows["survey"].pk).update(state="draft")
    address = f"/sv/{region.slug}/{world.project.slug}/survey/".encode()
    assert address not in client.get("/sv/").content
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        Survey.objects.filter(pk=world.rows["survey"].pk).update(state="open")
        record_event(region=region, project=world.project, kind="survey.published", data={"number": 1})
    assert address in client.get("/sv/").content


def test_region_shows_the_wheel_of_its_promise_else_the_handbooks(region, client):
    world = make_world(region, "Kanarie")
    promise = f"/sv/{region.slug}/{world.project.slug}/promise/#"
    empty = client.get(f"/sv/{region.slug}/").content.decode()
    assert "det du märker" in empty
    assert promise not in empty
    with region_scope(region):
        DraftVersion.objects.filter(pk=world.rows["version"].pk).update(state="decided")
    _forget_pages()
    page = client.get(f"/sv/{region.slug}/").content.decode()
    assert "det du märker" not in page
    assert promise in page


def test_wheel_stands_in_words_wherever_it_is_shown(region, client):
    world = make_world(region, "Kanarie")
    assert "<summary>Hjulet i ord</summary>" in client.get("/sv/").text
    assert "<summary>Hjulet i ord</summary>" in client.get(f"/sv/{region.slug}/").text
    with region_scope(region):
        DraftVersion.objects.filter(pk=world.rows["version"].pk).update(state="decided")
    _forget_pages()
    promise = f"/sv/{region.slug}/{world.project.slug}/promise/#"
    for path in ("", "follow-up/"):
        words = client.get(f"/sv/{region.slug}/{path}").text.partition("wheel-twin")[2]
        assert promise in words.partition("</details>")[0]


def test_region_has_one_primary_action_and_says_what_is_left_to_measure(region, client):
    """What nobody has measured counts as such; else a promise of which little is known would look kept."""
    world = make_world(region, "Kanarie")
    make_statement(world.promise)
    with region_scope(region):
        DraftVersion.objects.filter(pk=world.rows["version"].pk).update(state="decided")
    page = client.get(f"/sv/{region.slug}/")
    [row] = page.context["page"].promises
    numbers = {count["status"]: count["number"] for count in row.counts}
    with region_scope(region):
        active = Statement.objects.filter(promise=world.promise, state="active").count()
    assert sum(numbers.values()) == active
    assert numbers["not_measured"] >= 1
    main = page.text.partition("<main")[2]
    assert len(re.findall('class="btn btn-primary"', main)) == 1
    assert len(re.findall('class="btn btn-secondary"', main)) == 1


def test_page_of_a_project_offers_what_is_open_first_and_once(region, client):
    world = make_world(region, "Kanarie")
    other = make_project(region)
    place = f"/sv/{region.slug}/{world.project.slug}"
    page = client.get(f"{place}/").text
    for address in (f"{place}/draft/", f"{place}/survey/{world.rows['survey'].pk}/"):
        assert page.count(f'href="{address}"') == 1
    assert page.index(f"{place}/draft/") < page.index('id="happened"')
    assert 'id="open-now"' not in client.get(f"/sv/{region.slug}/{other.slug}/").text


def test_bare_address_leads_to_the_readers_language(client):
    answer = client.get("/", headers={"accept-language": "fi-FI,fi;q=0.9"})
    assert (answer.status_code, answer.url) == (302, "/fi/")


@pytest.mark.requirement(13, 17)
def test_region_home_shows_what_is_open_without_login_or_cookie(region, client):
    world = make_world(region, "Kanarie")
    answer = client.get(f"/sv/{region.slug}/")
    page = answer.content.decode()
    assert f"/sv/{region.slug}/{world.project.slug}/draft/" in page
    assert f"/sv/{region.slug}/{world.project.slug}/survey/{world.rows['survey'].pk}/" in page
    assert not answer.cookies


@pytest.mark.parametrize("demanded", [False, True], ids=["demo", "production"])
def test_public_page_is_the_same_whoever_is_signed_in(region, settings, demanded):
    settings.SECOND_FACTOR_REQUIRED = demanded
    client = Client()
    client.force_login(make_user(region))
    answer = client.get(f"/sv/{region.slug}/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "no-cache" in answer.headers["Cache-Control"]


def test_what_is_over_is_not_offered(region, client):
    make_world(region, "Kanarie")
    with clock.fixed(clock.now() + dt.timedelta(days=3)):
        page = client.get(f"/sv/{region.slug}/take-part/").content.decode()
    assert "/survey/" not in page
    assert "/draft/" not in page


def test_closed_project_is_shown_to_nobody_outside(region, client):
    world = make_world(region, "Kanarie")
    with region_scope(region):
        type(world.project).objects.filter(pk=world.project.pk).update(is_public=False, closed_reason="x")
    _forget_pages()
    assert client.get(f"/sv/{region.slug}/{world.project.slug}/").status_code == 404
    assert "Kanarie" not in client.get(f"/sv/{region.slug}/").content.decode()


@pytest.mark.parametrize("path", ["", "take-part/", "follow-up/", "promise/"])
def test_region_pages_keep_their_query_count(region, client, path, django_assert_max_num_queries):
    url = f"/sv/{region.slug}/{path}"
    make_world(region, "Ett")
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    for canary in ("Tva", "Tre"):
        make_world(region, canary)
    _forget_pages()
    with django_assert_max_num_queries(len(one)):
        assert client.get(url).status_code in (200, 302)


def test_workspace_home_keeps_its_query_count(region, client, django_assert_max_num_queries):
    client.force_login(make_user(region, "administrator"))
    url = f"/sv/work/{region.slug}/"
    make_project(region)
    client.get(url)
    with django_assert_max_num_queries(40) as one:
        client.get(url)
    make_project(region)
    make_project(region)
    with django_assert_max_num_queries(len(one)):
        assert client.get(url).status_code == 200


def test_home_says_to_who_moderates_how_many_contributions_wait_and_since_when(region, client):
    project = make_project(region)
    now = clock.now()
    for days in (9, 5, 2):
        with clock.fixed(now - dt.timedelta(days=days)):
            make_contribution(project)
    with region_scope(region):
        first = Contribution.objects.order_by("received_at")[0]
        Contribution.objects.filter(pk=first.pk).update(moderation=Moderation.PUBLISHED)
    waits = {}
    for role in ("preparer", "observer", "manager"):
        client.force_login(make_user(region, role))
        page = client.get(reverse("workspace_home", args=[region.slug]))
        waits[role] = page.context["page"]["unread"]
    assert (waits["observer"], waits["manager"]) == (None, None)
    row = waits["preparer"]
    assert row["label"] == "2 inlägg väntar på att läsas"
    assert row["oldest"] == day(now - dt.timedelta(days=5))
    client.force_login(make_user(region, "preparer"))
    assert len(client.get(row["url"]).context["page"]["rows"]) == 2


def test_home_lists_the_projects_that_are_under_way_and_no_closed_one(region, client):
    running, closed = make_project(region), make_project(region)
    with region_scope(region):
        type(closed).objects.filter(pk=closed.pk).update(state="closed")
    client.force_login(make_user(region))
    page = client.get(f"/sv/work/{region.slug}/").text
    for project, is_listed in ((running, True), (closed, False)):
        address = f"/sv/work/{region.slug}/projects/{project.pk}/"
        assert (f'href="{address}"' in page) is is_listed


def test_administrator_who_is_alone_is_led_to_inviting(region):
    client = Client()
    client.force_login(make_user(region, "administrator"))
    invite = f'href="/sv/work/{region.slug}/people/"'
    address = f"/sv/work/{region.slug}/"
    assert invite in client.get(address).text.split("<main", 1)[1]
    make_user(region)
    assert invite not in client.get(address).text.split("<main", 1)[1]


def test_person_of_one_region_is_led_there_and_of_two_may_choose(region, twin_region, client):
    person = make_user(region)
    client.force_login(person)
    assert client.get("/sv/work/").url == f"/sv/work/{region.slug}/"
    other = make_user(region)
    with region_scope(twin_region):
        other.memberships.model.objects.create(region=twin_region, user=other, role="observer")
    client.force_login(other)
    page = client.get("/sv/work/").content.decode()
    assert region.name in page
    assert twin_region.name in page


def test_public_page_is_kept_revalidated_and_right_after_a_change(region, django_assert_num_queries):
    world = make_world(region, "Kanarie")
    client = Client()
    url = f"/sv/{region.slug}/"
    first = client.get(url)
    with django_assert_num_queries(0):
        assert client.get(url).content == first.content
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with region_scope(region):
        Survey.objects.filter(pk=world.rows["survey"].pk).update(state="closed")
        bump_public(region.slug)
    public_cache._known.clear()
    assert client.get(url).content != first.content


class _Chain:
    """A provider of a thread a → b → c → d, whose c nobody may see."""

    names = "abcd"

    def edges(self, refs):
        pairs = [(Ref("test", x), Ref("test", y)) for x, y in zip(self.names, self.names[1:], strict=False)]
        return [edge for edge in pairs if set(edge) & set(refs)]

    def cards(self, refs):
        return [ThreadCard(ref, title=ref.key) for ref in refs if ref.kind == "test" and ref.key != "c"]


def test_project_page_puts_first_what_its_latest_phase_lets_everybody_read(region, client, monkeypatch):
    world = make_world(region, "Kanarie")
    for name in list(registry.public_pages._entries):
        pages = [(f"{name} {number}", f"/{name}/{number}/") for number in (1, 2)]
        monkeypatch.setitem(registry.public_pages._entries, name, lambda project, pages=pages: pages)
    page = client.get(f"/fi/{region.slug}/{world.project.slug}/")
    names = [row["label"] for row in page.context["page"]["pages"]]
    assert names[:2] == ["monitoring 1", "monitoring 2"]
    assert names[-2:] == ["participation 1", "participation 2"]
    assert names.index("drafting 2") < names.index("drafting.voices 1")


def test_project_page_tells_every_kind_of_event_also_with_data_of_an_older_release(region, client):
    world = make_world(region, "Kanarie")
    with region_scope(region):
        for kind in PUBLIC_EVENTS:
            record_event(region=region, project=world.project, kind=kind, data={"number": 2})
    page = client.get(f"/fi/{region.slug}/{world.project.slug}/").content.decode()
    assert "Luonnoksen versio 2 julkaistiin" in page
    assert not re.search(r"%\(\w+\)", page)


def test_thread_goes_both_ways_and_hides_what_not_everybody_may_see(region, monkeypatch):
    monkeypatch.setitem(registry.threads._entries, "test", _Chain())
    with region_scope(region):
        page = thread_page(Ref("test", "b"))
        assert thread_page(Ref("test", "c")) is None
    assert [row["text"] for row in page.before] == ["a"]
    assert [row["text"] for row in page.after] == ["d"]


class _Ring:
    """A provider of a thread a → b → a: each led to the other."""

    def edges(self, refs):
        pairs = [(Ref("test", "a"), Ref("test", "b")), (Ref("test", "b"), Ref("test", "a"))]
        return [edge for edge in pairs if set(edge) & set(refs)]

    def cards(self, refs):
        return [ThreadCard(ref, title=ref.key) for ref in refs if ref.kind == "test"]


def test_thing_that_both_led_here_and_came_of_it_stands_once(region, monkeypatch):
    monkeypatch.setitem(registry.threads._entries, "test", _Ring())
    with region_scope(region):
        page = thread_page(Ref("test", "b"))
    assert ([row["text"] for row in page.before], page.after) == (["a"], [])


def test_decided_promise_is_found_from_the_region(region, client):
    world = make_world(region, "Kanarie")
    with region_scope(region):
        DraftVersion.objects.filter(pk=world.rows["version"].pk).update(state="decided")
    answer = client.get(f"/sv/{region.slug}/promise/")
    assert (answer.status_code, answer.url) == (302, f"/sv/{region.slug}/{world.project.slug}/promise/")


@pytest.mark.parametrize(
    "values",
    [{"state": "published"}, {"is_public": False, "closed_reason": "x"}],
    ids=["undecided", "closed"],
)
def test_only_decided_promises_of_public_projects_are_in_force(region, client, values):
    """Neither is found on the front page, on the region's, where feedback is asked for, nor by its short address."""
    world = make_world(region, "Kanarie")
    with region_scope(region):
        DraftVersion.objects.update(state=values.get("state", "decided"))
        if "is_public" in values:
            type(world.project).objects.update(**values)
    address = f"/sv/{region.slug}/{world.project.slug}/promise/"
    for path in (
        "/sv/",
        f"/sv/{region.slug}/",
        f"/sv/{region.slug}/take-part/",
        f"/sv/{region.slug}/follow-up/",
    ):
        assert address not in client.get(path).text, path
    assert client.get(f"/sv/{region.slug}/promise/").headers.get("Location") != address


EVENT_DATA = {
    "version": 2,
    "opens_on": "2026-11-06",
    "closes_on": "2026-12-13",
    "body": "council",
    "result": "approved",
    "section": "45",
}


@pytest.mark.parametrize("kind", PUBLIC_EVENTS)
def test_public_page_of_a_project_tells_every_event_it_names(region, client, kind):
    project = make_project(region)
    with region_scope(region):
        record_event(region=region, project=project, kind=kind, data=EVENT_DATA)
    page = client.get(f"/sv/{region.slug}/{project.slug}/")
    assert page.status_code == 200
    [told] = page.context["page"]["happened"]
    with override("sv"):
        assert told["text"] not in {"", event_sentence("nothing.known", {})}


def test_what_is_told_alike_in_a_row_is_one_line(region, client):
    project = make_project(region)
    with region_scope(region):
        for _number in range(3):
            record_event(region=region, project=project, kind="measurement.recorded")
        record_event(region=region, project=project, kind="survey.published")
    with override("en"):
        events = client.get(f"/en/{region.slug}/{project.slug}/").context["page"]["happened"]
    assert [event["more"] for event in events] == ["", "and 2 more of the kind"]


def test_meeting_is_told_with_its_own_day_and_not_that_of_its_registration(region, client):
    held = clock.today() - dt.timedelta(days=9)
    package = freeze(make_package(region=region))
    project = package.promise.project
    decide(package, meeting_on=held - dt.timedelta(days=1))
    with region_scope(region):
        record_event(region=region, project=project, kind="survey.published")
        # Its day was corrected since.
        Handling.objects.update(meeting_on=held)
    _forget_pages()
    with override("en"):
        events = client.get(f"/en/{region.slug}/{project.slug}/").context["page"]["happened"]
    days = {event["text"]: event["datetime"] for event in events}
    assert days["Council, § 45: approved"] == held.isoformat()
    assert days["A survey was published"] == clock.today().isoformat()
    order = [event["datetime"] for event in events]
    assert order == sorted(order, reverse=True)


def test_promise_is_not_asked_after_before_the_decision_is_published(region, client):
    package = freeze(make_package(region=region))
    project = package.promise.project
    decide(package)
    pages = [f"/sv/{region.slug}/{path}" for path in ("", "promise/", "take-part/", "follow-up/")]
    pages += [f"/sv/{region.slug}/{project.slug}/", "/sv/"]

    def leading():
        _forget_pages()
        found = [(page, client.get(page, follow=True).text) for page in pages]
        return {page for page, text in found if f"/{project.slug}/promise/" in text or "/feedback/" in text}

    assert leading() == set()
    assert (
        client.get(f"/sv/{region.slug}/{project.slug}/promise/").templates[0].name.endswith("_not_yet.html")
    )
    with region_scope(region):
        DecisionPackage.objects.update(published_at=clock.now())
    assert leading() == set(pages)


def test_page_of_a_project_leads_back_to_it_and_names_it_in_its_title(region, client):
    world = make_world(region, "Kanarie")
    address = f"/sv/{region.slug}/{world.project.slug}/"
    for path in ("draft/", "draft/comments/", "draft/comment/", "heard/", "promise/"):
        page = client.get(address + path)
        assert page.status_code == 200, path
        assert page.context["breadcrumbs"] == [{"label": world.project.title, "url": address}], path
        title = page.text.split("<title>")[1].split("</title>")[0]
        assert title.count(world.project.title) == 1, path
        assert title.endswith(f" – {world.project.title} – {region.name}") or path == "promise/", path


@pytest.mark.parametrize("path", ["/fi/account/login/", "/fi/account/password/reset/", "/fi/nothing/here/"])
def test_pages_without_a_region_lead_to_other_languages_and_to_their_own_start(client, db, path):
    with override("fi"):
        page = client.get(path)
    for code in ("sv", "en"):
        assert f'href="/{code}{path[3:]}"' in page.text
    assert '<a class="brand" href="/fi/">' in page.text
    assert "brand-mark" in page.text


def test_region_that_has_begun_nothing_points_at_nothing_that_is_not_there(client):
    region = make_region("ny", contact_phone="", contact_email="", contact_address="")
    home = client.get(f"/sv/{region.slug}/").content.decode()
    assert "Inget är öppet för kommentarer just nu." in home
    assert "respons på löftet i kraft" not in home
    assert "Nedan ser du" not in home
    assert "Per telefon" not in client.get(f"/sv/{region.slug}/take-part/").content.decode()


def test_region_with_a_promise_in_force_asks_for_feedback_on_it(region, client):
    world = make_world(region, "Rödhake")
    with region_scope(region):
        DraftVersion.objects.filter(pk=world.rows["version"].pk).update(state="decided")
        day = clock.today() - dt.timedelta(days=2)
        Consultation.objects.update(opens_on=day, closes_on=day)
        Survey.objects.update(opens_on=day, closes_on=day)
    home = client.get(f"/sv/{region.slug}/").content.decode()
    assert "Du kan alltid ge respons på det gällande löftet." in home


def test_home_of_a_producer_without_anything_due_does_not_speak_of_projects(client, region, in_english):
    for role, said in (("preparer", "Open a project"), ("producer", "asks you to confirm")):
        client.force_login(make_user(region, role, language="en"))
        address = reverse("workspace_home", args=[region.slug]).replace("/sv/", "/en/")
        assert said in client.get(address).text
