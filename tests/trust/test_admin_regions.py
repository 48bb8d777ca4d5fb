"""The admin site stays inside the administrator's regions: lists, rows, history, look-ups, actions, inline keys."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Region, RegionPage, User
from drafting.models import OpinionRequest
from projects.models import Milestone, ServicePromise
from servicelofte.common import clock
from servicelofte.common.tenancy import RegionOwned, every_region, region_scope
from tests.factories.accounts import make_user
from tests.trust.worlds import signed_in, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_files"), pytest.mark.once]
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture(scope="module")
def ours(lasting):
    return _with_page(whole_world("ours", "OurCanary"))


@pytest.fixture(scope="module")
def theirs(lasting):
    return _with_page(whole_world("theirs", "TheirCanary"))


@pytest.fixture
def client(ours) -> Client:
    User.objects.filter(pk=ours.owner.pk).update(is_staff=True)
    return signed_in(ours)


def _with_page(world):
    with region_scope(world.region):
        world.rows["page"] = RegionPage.objects.create(
            region=world.region, kind="privacy", language="sv", body=world.canary, checked_on=clock.today()
        )
    return world


def _name(model, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def _theirs(model, theirs) -> list[int]:
    """Return the keys of the other region's rows of a model."""
    with every_region():
        rows = model._base_manager.all()
        if issubclass(model, RegionOwned):
            rows = rows.filter(region=theirs.region)
        elif model is Region:
            rows = rows.filter(pk=theirs.region.pk)
        elif model is User:
            rows = rows.filter(pk=theirs.owner.pk)
        return list(rows.values_list("pk", flat=True))[:2]


def _leaks(response) -> bool:
    return b"TheirCanary" in response.content or b"theirs" in response.content


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_and_rows_of_the_other_region_do_not_exist(ours, theirs, client, model):
    listed = client.get(reverse(_name(model, "changelist")))
    assert listed.status_code in (200, 403)
    assert not _leaks(listed)
    assert not _leaks(client.get(reverse(_name(model, "changelist")), {"q": "heirCanar"}))
    for key in _theirs(model, theirs):
        for page in ("change", "history", "delete"):
            for method in ("get", "post"):
                response = getattr(client, method)(reverse(_name(model, page), args=[key]))
                assert response.status_code in (302, 403, 404), (page, method)
                assert not _leaks(response), (page, method)


def test_lists_and_rows_of_our_own_open_with_their_history(ours, client):
    wrong = []
    for model in (model for model in MODELS if issubclass(model, RegionOwned)):
        with every_region():
            key = model._base_manager.filter(region=ours.region).values_list("pk", flat=True).first()
        urls = [reverse(_name(model, "changelist"))]
        urls += [reverse(_name(model, page), args=[key]) for page in ("change", "history") if key]
        if key and hasattr(model._meta, "simple_history_manager_attribute"):
            with every_region():
                remembered = model.history.filter(region=ours.region, id=key).first()
            if remembered:
                urls.append(reverse(_name(model, "simple_history"), args=[key, remembered.history_id]))
        wrong += [url for url in urls if client.get(url).status_code not in (200, 403)]
    assert wrong == []
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("admin:accounts_user_change", args=[ours.owner.pk])).status_code == 200


def test_history_versions_of_the_other_region_do_not_exist(ours, theirs, client):
    for model in MODELS:
        if not issubclass(model, RegionOwned) or not hasattr(model._meta, "simple_history_manager_attribute"):
            continue
        with every_region():
            remembered = model.history.filter(region=theirs.region).first()
        if remembered is None:
            continue
        info = (model._meta.app_label, model._meta.model_name)
        url = reverse("admin:{}_{}_simple_history".format(*info), args=[remembered.id, remembered.history_id])
        assert client.get(url).status_code in (403, 404), model


def test_version_in_a_history_is_looked_at_and_never_put_back(ours, client):
    row = ours.rows["milestone"]
    with region_scope(ours.region):
        first = row.history.get()
        Milestone.objects.filter(pk=row.pk).update(title="As it stands", version=2)
    url = reverse("admin:projects_milestone_simple_history", args=[row.pk, first.history_id])
    values = _form(client, url)
    assert client.post(url, values).status_code == 405
    with region_scope(ours.region):
        assert Milestone.objects.get(pk=row.pk).title == "As it stands"


def test_words_by_language_are_read_as_words_on_the_page_and_in_the_history(ours, client):
    row = ours.rows["handling"]
    with region_scope(ours.region):
        row.body_name = {"sv": "Styrelsen", "fi": "<b>Hallitus</b>"}
        row.save()
        newest = row.history.first()
    said = '<strong>Finnish</strong><div lang="fi"><p>&lt;b&gt;Hallitus&lt;/b&gt;</p></div>'
    User.objects.filter(pk=ours.owner.pk).update(language="en")
    page = client.get(reverse("admin:decisions_handling_change", args=[row.pk])).text
    history = client.get(reverse("admin:decisions_handling_history", args=[row.pk])).text
    url = reverse("admin:decisions_handling_simple_history", args=[row.pk, newest.history_id])
    version = client.get(url).text
    assert said in page
    assert said in version
    assert "Swedish: Styrelsen; Finnish: &lt;b&gt;Hallitus&lt;/b&gt;" in history


def test_reasons_for_what_was_left_out_of_a_promise_are_read_as_words(ours, client):
    promise = ours.rows["promise"]
    with region_scope(ours.region):
        ServicePromise.objects.filter(pk=promise.pk).update(
            left_out={"quality": {"sv": "Mäts <b>annars</b>."}}
        )
    User.objects.filter(pk=ours.owner.pk).update(language="en")
    page = client.get(reverse("admin:projects_servicepromise_change", args=[promise.pk])).text
    said = '<p>Quality</p><strong>Swedish</strong><div lang="sv"><p>Mäts &lt;b&gt;annars&lt;/b&gt;.</p></div>'
    assert said in page


@pytest.mark.parametrize("hidden", ["password__startswith", "is_superuser"])
def test_people_are_not_asked_for_by_what_their_list_hides(ours, client, hidden):
    assert client.get(reverse("admin:accounts_user_changelist"), {hidden: "1"}).status_code == 400


def test_no_list_of_a_region_is_asked_by_what_it_hides(ours, client):
    url = reverse("admin:participation_contribution_changelist")
    assert client.get(url, {"code_hash__startswith": "a"}).status_code == 400
    assert client.get(url, {"channel__exact": "paper", "id__gt": "0"}).status_code == 200


def test_opinion_that_is_not_yet_sent_and_the_hash_of_its_code_are_not_shown(ours, client):
    request = ours.rows["request"]
    with region_scope(ours.region):
        OpinionRequest.objects.filter(pk=request.pk).update(draft_answers={"general": "NotYetSent"})
    page = client.get(reverse("admin:drafting_opinionrequest_change", args=[request.pk]))
    assert page.status_code == 200
    assert "NotYetSent" not in page.text
    assert request.code_hash not in page.text


def test_looking_up_by_typing_finds_only_our_own(ours, theirs, client):
    found = []
    for model in MODELS:
        for field in model._meta.get_fields():
            if not getattr(field, "many_to_one", False) or field.auto_created:
                continue
            asked = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field.name,
                "term": "TheirCanary",
            }
            response = client.get(reverse("admin:autocomplete"), asked)
            assert response.status_code in (200, 403, 404)
            if response.status_code == 200 and response.json()["results"]:
                found.append(f"{model._meta.label}.{field.name}")
    assert found == []


def test_shortcut_from_a_content_type_shows_nothing_of_the_other_region(ours, theirs, client):
    for model in MODELS:
        kind = ContentType.objects.get_for_model(model)
        for key in _theirs(model, theirs):
            assert client.get(reverse("admin:view_on_site", args=[kind.pk, key])).status_code == 404


def test_action_on_keys_of_the_other_region_does_nothing(ours, theirs, client):
    for model in MODELS:
        keys = _theirs(model, theirs)
        values = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
        response = client.post(reverse(_name(model, "changelist")), values)
        assert response.status_code in (200, 302, 403)
        assert not _leaks(response)
        assert _theirs(model, theirs) == keys


def test_role_in_the_other_region_is_neither_given_nor_taken_by_a_changed_key(ours, theirs, client):
    person = make_user(ours.region, "preparer")
    with region_scope(ours.region):
        own = Membership.objects.get(user=person)
    with region_scope(theirs.region):
        foreign = Membership.objects.create(region=theirs.region, user=person, role="observer")
    url = reverse("admin:accounts_user_change", args=[person.pk])
    one = {"name": "X", "language": "sv", "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1"}
    row = {"user": person.pk, "region": ours.region.pk, "role": "administrator", "is_active": "on"}

    def sent(first: int, **values: object) -> int:
        fields = {f"memberships-0-{name}": value for name, value in {**row, **values}.items()}
        return client.post(url, {**one, "memberships-INITIAL_FORMS": first, **fields}).status_code

    assert sent(1, id=foreign.pk) == 200
    assert sent(0, id="", region=theirs.region.pk) == 200
    assert sent(1, id=own.pk, region=theirs.region.pk, role="preparer") == 302
    fresh = User.objects.get(pk=person.pk)
    assert (fresh.roles_in(theirs.region.pk), fresh.roles_in(ours.region.pk)) == ({"observer"}, {"preparer"})
    assert sent(0, id="", role="secretary") == 302
    assert User.objects.get(pk=person.pk).roles_in(ours.region.pk) == {"preparer", "secretary"}


def test_nobody_raises_themselves_to_operator_or_takes_another_persons_address(ours, theirs, client):
    with region_scope(theirs.region):
        Membership.objects.create(region=theirs.region, user=ours.owner, role="observer")
    url = reverse("admin:accounts_user_change", args=[ours.owner.pk])
    sent = {
        "name": "Annat namn",
        "language": "sv",
        "email": "other@example.fi",
        "is_superuser": "on",
        "password": "x",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    assert client.post(url, sent).status_code == 302
    fresh = User.objects.get(pk=ours.owner.pk)
    assert (fresh.is_superuser, fresh.email) == (False, ours.owner.email)
    assert fresh.name == ours.owner.name, "who works in several regions is renamed by the operator only"


def _form(client: Client, url: str) -> dict[str, object]:
    form = client.get(url).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_save_without_the_version_it_was_opened_at_overwrites_nothing(ours, client):
    url = reverse("admin:accounts_regionpage_change", args=[ours.rows["page"].pk])
    values = _form(client, url)
    assert client.post(url, {**values, "body": "First"}).status_code == 302
    del values["opened_version"]
    assert client.post(url, {**values, "body": "Second"}).status_code == 200
    with region_scope(ours.region):
        assert RegionPage.objects.get(pk=ours.rows["page"].pk).body == "First"


def test_words_written_here_are_as_clean_as_everywhere(ours, client):
    region = reverse("admin:accounts_region_change", args=[ours.region.pk])
    typed = {
        "name_sv": "Ett\r\nnamn\u202e",
        "contact_phone": "06\x0b1",
        "term_council_sv": "full\u202emäktige",
        "term_council_fi": "valtuusto",
        "extra_languages": [],
    }
    assert client.post(region, {**_form(client, region), **typed}).status_code == 302
    page = reverse("admin:accounts_regionpage_change", args=[ours.rows["page"].pk])
    assert client.post(page, {**_form(client, page), "body": "Ett\u2066\r\n\r\nTvå"}).status_code == 302
    ours.region.refresh_from_db()
    assert (ours.region.name_sv, ours.region.contact_phone) == ("Ett namn", "061")
    assert ours.region.terminology == {"council": {"sv": "fullmäktige", "fi": "valtuusto"}}
    with region_scope(ours.region):
        assert RegionPage.objects.get(pk=ours.rows["page"].pk).body == "Ett\n\nTvå"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("extra_languages", '{"a": 1}'),
        ("extra_languages", '"se"'),
        ("extra_languages", "[1]"),
        ("extra_languages", '["xx-nonsense"]'),
        ("term_council_sv", "f" * 81),
    ],
)
def test_values_of_another_shape_are_refused_beside_their_field(ours, client, field, wrong):
    url = reverse("admin:accounts_region_change", args=[ours.region.pk])
    values = {**_form(client, url), "extra_languages": [], field: wrong}
    page = client.post(url, values)
    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors
    assert client.get(f"/sv/{ours.region.slug}/").status_code == 200
