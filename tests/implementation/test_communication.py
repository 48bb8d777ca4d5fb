"""The communication plan: eight channels, residents and staff apart, gaps shown."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from implementation.domain.communication import edit_communication, plan_communication, remove_communication
from implementation.models import Communication
from implementation.queries.communication import channel_names, communication_plan
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.implementation import make_communication

LINE = {
    "channel": "website",
    "audience": "public",
    "message": "Löftet är beslutat.",
    "day": dt.date(2027, 3, 1),
    "responsible": "Kommunikationschefen",
}


@pytest.mark.requirement(87)
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_plan_offers_the_eight_channels_in_each_language(language):
    names = channel_names(language)
    assert len(set(names.values())) == 8


@pytest.mark.requirement(87)
def test_plan_names_the_main_goal_and_the_unused_channels(cast):
    make_communication(cast.project)
    with region_scope(cast.region), translation.override("sv"):
        plan = communication_plan(cast.project)
    assert (plan.goal.text, plan.used, plan.channels) == ("Hjälp i rätt tid", 1, 8)
    assert "Webbplatsen" not in plan.gaps
    assert "Sociala medier" in plan.gaps


@pytest.mark.requirement(88)
def test_residents_and_staff_are_planned_apart(cast):
    make_communication(cast.project, message="Till invånarna", channel="videos")
    make_communication(cast.project, message="Till personalen", channel="videos", audience="internal")
    with region_scope(cast.region), translation.override("sv"):
        plans = {plan.audience: plan for plan in communication_plan(cast.project).audiences}
    assert [row.message for row in plans["public"].rows] == ["Till invånarna"]
    assert [row.message for row in plans["internal"].rows] == ["Till personalen"]
    assert "Intranätet" not in plans["public"].unused
    assert "Intranätet" in plans["internal"].unused


@pytest.mark.requirement(88)
def test_channel_that_does_not_reach_the_audience_is_refused(cast):
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        plan_communication(project=cast.project, actor=cast.preparer, values={**LINE, "channel": "intranet"})
    assert refused.value.field == "audience"


def test_unknown_channel_is_refused(cast):
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        plan_communication(project=cast.project, actor=cast.preparer, values={**LINE, "channel": "pigeon"})
    assert refused.value.field == "channel"


def test_line_is_changed_and_taken_away(cast):
    with region_scope(cast.region):
        line = plan_communication(project=cast.project, actor=cast.preparer, values=LINE)
        edit_communication(communication=line, expected=1, actor=cast.preparer, values={"is_done": True})
        with pytest.raises(EditConflict):
            edit_communication(communication=line, expected=1, actor=cast.preparer, values={})
        assert Communication.objects.get(pk=line.pk).is_done
        remove_communication(communication=Communication.objects.get(pk=line.pk), actor=cast.preparer)
        assert not Communication.objects.exists()
        assert Communication.history.count() == 3


def test_operators_list_of_communication_names_the_channel(client, cast, in_english):
    line = make_communication(cast.project)
    client.force_login(
        User.objects.create_superuser(email="operator@example.fi", name="Operator", language="en")
    )
    page = client.get(reverse("admin:implementation_communication_changelist")).text
    assert f'class="field-channel_name">{channel_names()[line.channel]}<' in page
