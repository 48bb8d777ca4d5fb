"""The admin's lists: as many statements for three rows as for one; histories in words."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User
from drafting.models import Consultation
from jobs.models import Job
from notices.domain.mail import queue_mail
from projects.domain.ledger import record_event
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.support import count_queries
from tests.trust.worlds import whole_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    person = User.objects.create_superuser(email="operator@example.fi", name="Operator", language="en")
    client.force_login(person)
    return person


def _lists() -> list[str]:
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_every_field_has_a_name_in_the_administrators_language(model):
    fields = [field for field in model._meta.fields if not field.primary_key]
    assert [field.name for field in fields if not isinstance(field.verbose_name, Promise)] == []


def test_every_list_costs_the_same_for_one_row_of_a_kind_as_for_three(operator, client):
    whole_world("first", "First")
    for url in _lists():
        assert client.get(url).status_code == 200
    one = {url: count_queries(lambda url=url: client.get(url))[0] for url in _lists()}
    whole_world("second", "Second")
    whole_world("third", "Third")
    three = {url: count_queries(lambda url=url: client.get(url)) for url in _lists()}
    assert {url: sql for url, (number, sql) in three.items() if number != one[url]} == {}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("jobs_job", "kind"),
        ("notices_outboxmail", "kind"),
        ("projects_projectevent", "kind"),
        ("participation_participationmethod", "method"),
        ("projects_guideitem", "key"),
        ("projects_statement", "lineage"),
    ],
)
def test_lists_and_their_filters_name_things_instead_of_showing_keys(operator, client, name, column):
    region = whole_world("first", "First").region
    with region_scope(region):
        Job.objects.update(kind="decisions.export")
        record_event(region=region, kind="version.published", data={"number": 2})
        queue_mail(
            region=region,
            recipient="a@example.fi",
            kind="invitation",
            occasion="1",
            language="sv",
            context={},
        )
        model = apps.get_model(*name.split("_"))
        keys = set(map(str, model.objects.values_list(column, flat=True)))
    page = client.get(reverse(f"admin:{name}_changelist")).text
    said = {" ".join(words.split()) for words in re.findall(r">([^<>]+)<", page)}
    assert keys
    assert {key for key in keys if key in said} == set()


@pytest.mark.parametrize(
    ("kind", "occasion", "said"),
    [
        ("decisions.export", "package:7", "Decision package no. 7"),
        ("survey.aggregate", "survey:12:closed", "Survey no. 12"),
        ("gone.kind", "thing:3", "thing:3"),
    ],
)
def test_job_says_what_it_is_about_in_words(operator, client, region, kind, occasion, said):
    with region_scope(region):
        row = Job.objects.create(region=region, kind=kind, occasion=occasion, due_at=clock.now())
    pages = (reverse("admin:jobs_job_changelist"), reverse("admin:jobs_job_change", args=[row.pk]))
    for page in pages:
        text = client.get(page).text
        assert (said in text, occasion in text) == (True, said == occasion), page


def test_times_for_comments_say_how_they_stand_today(operator, client):
    with region_scope(whole_world("first", "First").region):
        Consultation.objects.update(state="running", opens_on="2024-02-18", closes_on="2024-03-19")
    page = client.get(reverse("admin:drafting_consultation_changelist")).text
    assert '<td class="field-stage">Closed</td>' in page


def test_marks_for_yes_and_no_are_called_so_in_the_persons_language(operator, client, region):
    operator.language = "fi"
    operator.save()
    page = client.get(reverse("admin:accounts_region_changelist")).text
    assert 'alt="Kyllä"' in page
    assert 'alt="True"' not in page


def test_fields_of_a_persons_roles_have_labels(operator, client, region):
    person = make_user(region, "manager")
    page = client.get(reverse("admin:accounts_user_change", args=[person.pk])).text
    for name in ("region", "role", "unit", "is_active"):
        assert f'for="id_memberships-0-{name}"' in page


def test_history_tells_labels_and_leaves_no_empty_word(operator, client, region):
    url = reverse("admin:accounts_region_history", args=[region.pk])
    region.language_status, region.sami_rights, region.population = "unilingual_fi", True, None
    region.save()
    history = " ".join(client.get(url, headers={"Accept-Language": "en"}).text.split())
    assert "Bilingual → Unilingual Finnish" in history
    assert "No → Yes" in history
    assert "None" not in history


def test_role_of_a_person_is_named(operator, client, region):
    person = make_user(region, "manager")
    page = client.get(reverse("admin:accounts_user_change", args=[person.pk])).text
    assert f"{person.pk} manager" not in page


def test_region_is_named_once_in_each_language(operator, client, region):
    form = client.get(reverse("admin:accounts_region_change", args=[region.pk])).context["adminform"].form
    named = [name for name in form.fields if name.startswith(("name", "short_name"))]
    assert named == ["name_sv", "name_fi", "name_en", "short_name_sv", "short_name_fi", "short_name_en"]


def test_admin_speaks_the_language_of_the_person_not_of_the_browser(operator, client):
    operator.language = "fi"
    operator.save()
    response = client.get("/admin/", headers={"Accept-Language": "en"})
    assert '<html lang="fi"' in response.text
    assert response.headers["Content-Language"] == "fi"


def test_further_languages_of_a_region_are_ticked(operator, client, region):
    url = reverse("admin:accounts_region_change", args=[region.pk])
    form = client.get(url).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    values = {name: "" if value is None else value for name, value in values.items() if value is not False}
    answer = client.post(url, {**values, "extra_languages": ["en", "se"]})
    assert answer.status_code == 302
    region.refresh_from_db()
    assert region.all_languages == ["sv", "fi", "en", "se"]
    ticked = client.get(url).context["adminform"].form["extra_languages"]
    assert [box.data["value"] for box in ticked if box.data["selected"]] == ["en", "se"]
