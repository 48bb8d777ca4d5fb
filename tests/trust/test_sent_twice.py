"""What is sent twice from one opened form, by a double click or after going back, makes no second row."""

import copy
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from participation.models import StakeholderGroup
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin, differing_fields, is_as_stored
from servicelofte.common.forms import TextArea
from servicelofte.common.models import PageChange, RateWindow, Sending
from servicelofte.common.once import KEPT_DAYS, forget_sendings
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import make_project
from tests.servicelofte.addresses import addresses
from tests.trust.forms import Form, send
from tests.trust.worlds import every_form, signed_in, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_files")]

COUNTERS = (PageChange, RateWindow)
NEW_ROW = ("_create", "_add", "_invite", "_prepare")
# The first of a project's promises is begun by a button; a contribution is known by a name of its own, which finds its
# code again.
KNOWN_OTHERWISE = {"drafting:promise_create", "participation:contribution_create"}
# Words on the page of the synthesis are saved at the version that it was opened at.
VERSIONED = {"participation:point_create"}


@pytest.fixture(scope="module")
def world(lasting):
    return whole_world("ours", "OurCanary")


def _counts() -> dict[str, int]:
    with every_region():
        models = [model for model in apps.get_models() if model not in COUNTERS]
        return {model._meta.label: model._base_manager.count() for model in models}


def _made_by_the_second(client: Client, form: Form) -> Iterator[str]:
    """Send what one opened form holds twice, take it all back, and name the models of which the second made rows."""
    values = {**form.values(), "csrfmiddlewaretoken": ["one opened form"]}
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        send(client, form.action, values)
        once = _counts()
        send(client, form.action, values)
        twice = _counts()
        transaction.set_rollback(True)
    client.cookies = cookies
    yield from (label for label in once if twice[label] > once[label])


@pytest.mark.once
def test_no_form_makes_a_second_row_when_it_is_sent_twice(world):
    client = signed_in(world)
    made = [(form.action, sorted(_made_by_the_second(client, form))) for form in every_form(world, client)]
    assert [(action, labels) for action, labels in made if labels] == []


def test_every_form_of_a_new_row_is_kept_once():
    views = {each.name: getattr(each.view, "view_class", each.view) for each in addresses()}
    making = {name: view for name, view in views.items() if name.endswith(NEW_ROW)}
    making = {name: view for name, view in making.items() if name not in KNOWN_OTHERWISE | VERSIONED}
    assert len(making) > 25
    assert [name for name, view in making.items() if not issubclass(view, NewRowMixin)] == []


@pytest.fixture
def project(region):
    return make_project(region)


@pytest.fixture
def add(client, region, project):
    """Send the form of a new group, as opened with a token; returns the answer."""
    client.force_login(make_user(region))
    address = reverse("participation:group_create", args=[region.slug, project.pk])
    values = {"name_sv": "Närstående", "name_fi": "Läheiset", "relevance": "involved", "opened_version": 1}

    def send_form(token: str, **changes: str):
        return client.post(address, {**values, "csrfmiddlewaretoken": token, **changes})

    return send_form


def _groups(region) -> list[str]:
    with region_scope(region):
        return list(StakeholderGroup.objects.values_list("name_sv", flat=True))


def test_who_sends_twice_comes_to_the_same_page_and_is_told(add, region, client):
    first, second = add("a"), add("a")
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    told = [str(message) for message in client.get(second.url).context["messages"]]
    assert told[-1] == "Du hade redan skickat det här, och det sparades då."
    assert _groups(region) == ["Närstående"]


def test_same_words_from_another_form_and_other_words_from_the_same_are_something_new(add, region):
    add("a")
    add("b")
    add("a", name_sv="Vänner")
    assert _groups(region) == ["Närstående", "Närstående", "Vänner"]


def test_what_was_refused_leaves_no_name_and_can_be_sent_again(add, region):
    for _time in range(2):
        assert add("a", relevance="not_relevant").status_code == 200
    assert not Sending.objects.exists()
    assert add("a", relevance="not_relevant", reason_sv="Finns inte här").status_code == 302


def test_change_that_is_sent_twice_is_no_conflict_and_another_change_is(add, client, region, project):
    add("a")
    with region_scope(region):
        group = StakeholderGroup.objects.get()
    address = reverse("participation:group_edit", args=[region.slug, project.pk, group.pk])
    values = {"name_sv": "Närståendevårdare", "name_fi": "Omaishoitajat", "relevance": "involved"}
    opened = {**values, "opened_version": group.version}
    first, second = client.post(address, opened), client.post(address, opened)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert client.post(address, {**opened, "name_sv": "Vänner"}).status_code == 409
    assert _groups(region) == ["Närståendevårdare"]


class Choice(forms.ModelForm):
    """Words of several lines, and a person among those who can still be chosen."""

    closed_reason = TextArea()
    owner = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True), required=False)

    class Meta:
        model = Project
        fields = ("closed_reason", "owner")


def test_sent_is_what_is_stored_as_its_fields_read_it_and_not_as_it_is_shown(region):
    """A browser ends its lines otherwise than they are stored; who can be chosen no more is shown as nobody."""
    gone = make_user(region, is_active=False)
    sent = {"closed_reason": "Ett\r\nTvå", "owner": str(gone.pk)}

    def taken_for_stored(**changes: str) -> bool:
        return is_as_stored(
            Choice({**sent, **changes}, instance=Project(closed_reason="Ett\nTvå", owner=gone))
        )

    assert taken_for_stored()
    assert not taken_for_stored(owner="")
    assert not taken_for_stored(closed_reason="Ett")


def test_conflict_shows_what_differs_and_no_text_of_which_only_the_lines_end_otherwise():
    row = Project(closed_reason="Ett\nTvå")
    sent = Choice({"closed_reason": "Ett\r\nTvå", "owner": "1"}, instance=row)
    assert [field["label"] for field in differing_fields(Choice(instance=row), sent)] == ["Owner"]


def test_same_from_another_person_or_on_another_page_is_something_new(add, client, region, project):
    add("a")
    client.force_login(make_user(region))
    add("a")
    assert _groups(region) == ["Närstående", "Närstående"]
    other = reverse("participation:group_create", args=[region.slug, make_project(region).pk])
    values = {"name_sv": "Närstående", "name_fi": "Läheiset", "relevance": "involved", "opened_version": 1}
    client.post(other, {**values, "csrfmiddlewaretoken": "a"})
    assert _groups(region) == ["Närstående"] * 3


def test_who_has_lost_the_role_is_not_led_where_it_led_before(add, client, region):
    add("a")
    with region_scope(region):
        Membership.objects.update(role="observer")
    assert add("a").status_code == 403
    assert _groups(region) == ["Närstående"]


def test_names_of_what_was_sent_are_forgotten(add):
    add("a")
    assert forget_sendings() == 0
    with clock.fixed(clock.now() + timedelta(days=KEPT_DAYS, minutes=1)):
        assert forget_sendings() == 1


def test_each_opened_form_has_a_token_of_its_own(client, region, project):
    client.force_login(make_user(region))
    address = reverse("participation:group_create", args=[region.slug, project.pk])
    opened = [str(client.get(address).context["csrf_token"]) for _time in range(2)]
    assert opened[0] != opened[1]
