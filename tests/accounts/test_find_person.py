"""Where a name is written: asked when a person wants to know what is kept of them, names in official text included."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.domain.member import add_member
from projects.models import ProjectMember
from servicelofte.common.tenancy import region_scope
from servicelofte.common.traces import traces_of
from tests.factories.decisions import freeze, make_package
from tests.factories.projects import make_project
from tests.factories.world import make_world
from tests.trust.database import tables_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CANARY = "kanariefagel"


def found(words: str, **values: object) -> set[tuple[str, str]]:
    return {(trace.table, trace.field) for trace in traces_of(words=words, **values)}


def told(*words: str, **values: object) -> list[str]:
    output = StringIO()
    call_command("find_person", *words, stdout=output, **values)
    return output.getvalue().splitlines()


def test_every_table_that_holds_the_name_is_found(region):
    make_world(region, CANARY.title())
    places = {table for table, _field in found(CANARY)}
    assert places == set(tables_with(CANARY))
    assert len(places) > 30


def test_group_member_without_account_and_the_ledgers_words_are_found_whatever_the_order_and_case(region):
    project = make_project(region)
    with region_scope(region):
        add_member(project=project, actor=None, group="project", name="Åsa Ähtäri-Öberg")
        member = ProjectMember.objects.get(name="Åsa Ähtäri-Öberg")
    for words in ("Åsa Ähtäri-Öberg", "ähtäri-öberg åsa", "ÅSA"):
        assert {"projects_projectmember", "projects_eventdetail"} <= {table for table, _f in found(words)}
    lines = told("ähtäri-öberg", "åsa")
    assert f"{region.slug}: Member {member.pk}, name: Åsa Ähtäri-Öberg" in lines
    assert lines[-1] == f"Found in {len(lines) - 1} places."


def test_presenter_of_a_frozen_package_is_found_in_what_was_frozen(region):
    package = make_package(make_project(region, current="decision"))
    with region_scope(region):
        package.presenter = "Nils Älv"
        package.save()
    freeze(package)
    tables = found("nils älv")
    assert {
        ("decisions_decisionpackage", field) for field in ("presenting official", "contents when frozen")
    } <= tables
    assert any(table.startswith("decisions_historical") for table, _field in tables)


def test_of_one_region_nothing_of_another_is_told(region, twin_region):
    make_world(region, CANARY)
    assert found(CANARY, region=twin_region.pk) == set()
    assert found(CANARY, region=region.pk)
    assert told(CANARY, region=twin_region.slug) == ["Found in 0 places."]
    with pytest.raises(CommandError):
        told(CANARY, region="annan")


def test_no_words_find_nothing_and_wildcards_are_words(region):
    make_world(region, CANARY)
    assert (found("  "), found("kan%gel")) == (set(), set())
