"""`manage.py project_export`: every app's part in one file, whole or not at all, of one project only."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from projects.models import GuideAnswer
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.world import make_world
from tests.trust.database import tables_with

pytestmark = pytest.mark.django_db
APPS = ("projects", "participation", "drafting", "decisions", "implementation", "monitoring")


def export(project: int, path: Path) -> Any:
    """Run the command and return what a reader of the file finds."""
    call_command("project_export", str(project), str(path), stdout=StringIO())
    return json.loads(path.read_bytes().decode("utf-8"))


@pytest.fixture
def world(region):
    made = make_world(region, "Åkanariefågel")
    with region_scope(region):
        GuideAnswer.objects.create(
            region=region, item=made.rows["item"], state="done", answered_at=clock.now()
        )
    return made


def test_file_names_its_format_and_region_and_holds_a_part_of_every_phase(world, tmp_path):
    found = export(world.project.pk, tmp_path / "project.json")
    assert (found["format"], found["version"]) == ("servicelofte.project", 1)
    assert found["region"]["slug"] == world.region.slug
    assert found["region"]["languages"] == world.region.languages
    assert tuple(key for key in found if key in APPS) == APPS == tuple(dict(registry.project_exports.items()))
    for app in APPS:
        assert all(found[app].values()), f"{app} adds nothing of a project that has one row of everything"
        assert "Åkanariefågel" in json.dumps(found[app], ensure_ascii=False), app


def test_every_reference_to_a_contribution_leads_to_one_in_the_file(world, tmp_path):
    found = export(world.project.pk, tmp_path / "project.json")
    known = {row["id"] for row in found["participation"]["contributions"]}
    drafting = found["drafting"]
    named = {row["contribution"] for row in [*drafting["comments"], *found["monitoring"]["feedback"]]}
    named |= {row["opinion"]["contribution"] for row in drafting["opinion_requests"]}
    assert len(named) == 3
    assert named <= known


def test_no_address_receipt_or_name_of_an_account_stands_in_the_file(world, tmp_path):
    path = tmp_path / "project.json"
    contribution = world.rows["contribution"]
    contribution.original = "Ordförande Otto, otto@example.fi, har diabetes"
    contribution.moderation, contribution.public_text = "redacted", "[…] har […]"
    contribution.save()
    request = world.rows["request"]
    request.code_hash = "5" * 64
    request.save()
    assert tables_with("Otto")
    export(world.project.pk, path)
    text = path.read_text(encoding="utf-8")
    assert "[…] har […]" in text
    assert "@" not in text
    assert "Owner" not in text
    for hidden in (
        "Otto",
        "diabetes",
        contribution.code_hash,
        str(contribution.uuid),
        request.code_hash,
    ):
        assert hidden not in text


def test_project_beside_it_and_the_twin_region_stay_out(world, tmp_path):
    make_world(world.region, "Grannprojekt")
    make_world(make_region(), "Tvillingregion")
    export(world.project.pk, tmp_path / "project.json")
    text = (tmp_path / "project.json").read_text(encoding="utf-8")
    assert "Grannprojekt" not in text
    assert "Tvillingregion" not in text


def test_unknown_project_is_named_and_nothing_is_written(db, tmp_path):
    with pytest.raises(CommandError, match="There is no project 404"):
        export(404, tmp_path / "project.json")
    assert not (tmp_path / "project.json").exists()


def test_folder_that_is_not_there_is_named(world, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        export(world.project.pk, tmp_path / "nowhere" / "project.json")


def test_export_cut_off_leaves_what_was_there_and_no_half_of_the_new_one(world, tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    folder.mkdir()
    path = folder / "project.json"
    path.write_text("yesterday's", encoding="utf-8")

    def full(document, file, **options):
        file.write('{"format"')
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("servicelofte.management.commands.project_export.json.dump", full)
    with pytest.raises(CommandError, match="No space left"):
        export(world.project.pk, path)
    assert [entry.name for entry in folder.iterdir()] == ["project.json"]
    assert path.read_text(encoding="utf-8") == "yesterday's"


def test_file_is_for_its_owner_only(world, tmp_path):
    path = tmp_path / "project.json"
    export(world.project.pk, path)
    assert path.stat().st_mode & 0o077 == 0
