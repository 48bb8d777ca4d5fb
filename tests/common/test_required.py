"""What is missing in a form is told field by field, never by one sentence for all of them."""

import pytest
from django import forms
from django.urls import reverse

from servicelofte.common.fields import ClockField, DayField
from servicelofte.common.forms import HouseForm
from tests.factories.accounts import make_user
from tests.factories.decisions import freeze, make_package
from tests.factories.projects import make_project

GENERIC = str(forms.Field.default_error_messages["required"])


class Answers(HouseForm):
    """One field of each kind, and one that says it better itself."""

    title = forms.CharField(label="Title")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    agreed = forms.BooleanField(label="Agreed")
    why = forms.CharField(label="Why?", error_messages={"required": "Write why."})
    later = forms.CharField()
    opened = forms.IntegerField(widget=forms.HiddenInput)


def test_each_missing_field_is_told_by_its_name(in_english):
    form = Answers({})
    form.fields["later"].label = "Named after the form was made"
    assert {name: errors[0] for name, errors in form.errors.items() if name != "opened"} == {
        "title": "Fill in “Title”.",
        "kind": "Choose something under “Kind”.",
        "agreed": "Tick “Agreed”.",
        "why": "Write why.",
        "later": "Fill in “Named after the form was made”.",
    }


@pytest.mark.parametrize(("field", "wrong"), [(DayField, "2027-03-15"), (ClockField, "17.30")])
def test_words_for_a_missing_day_or_time_leave_those_for_a_wrong_one(in_english, field, wrong):
    with pytest.raises(forms.ValidationError, match=wrong):
        field(error_messages={"required": "Choose it."}).clean("nonsense")


@pytest.mark.parametrize("typed", ["0026-12-01", "1950-01-01", "2620-12-01"])
def test_year_that_nobody_can_mean_is_asked_about(in_english, typed):
    with pytest.raises(forms.ValidationError, match=f"Check the year: {typed[:4]}"):
        DayField().clean(typed)
    assert DayField().clean("2026-12-01").year == 2026
    assert DayField(required=False).clean("") is None


@pytest.fixture
def told(client, region):
    """What empty forms say beside their fields, by the name of the page."""
    client.force_login(make_user(region, "administrator"))
    package = freeze(make_package(region=region))
    project = package.promise.project
    pages = {
        "meeting": reverse("decisions:handling_create", args=[region.slug, project.pk, package.pk]),
        "event": reverse("participation:event_prepare", args=[region.slug, make_project(region).pk]),
        "people": reverse("accounts:member_invite", args=[region.slug]),
    }
    return {name: client.post(page, {}).context["form"].errors for name, page in pages.items()}


def test_empty_forms_of_meetings_events_and_people_say_something_else_beside_each_field(told):
    for page, errors in told.items():
        said = [str(messages[0]) for name, messages in errors.items() if name != "opened_version"]
        assert len(set(said)) == len(said) > 2, page
        assert GENERIC not in said, page
