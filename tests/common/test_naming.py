"""A migration that changes words alone leaves the database and the built models as they are."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from servicelofte.common.naming import NameField


@pytest.fixture
def before() -> ProjectState:
    state = ProjectState()
    fields = [("id", models.AutoField(primary_key=True)), ("title", models.CharField(max_length=20))]
    state.add_model(ModelState("house", "Room", fields))
    return state


def step(field: models.Field) -> NameField:
    return NameField(model_name="room", name="title", field=field)


def test_words_are_known_to_the_migrations_that_follow(before):
    step(models.CharField("name of the room", max_length=20, help_text="As on the door.")).state_forwards(
        "house", before
    )
    field = before.apps.get_model("house", "Room")._meta.get_field("title")
    assert (field.verbose_name, field.help_text) == ("name of the room", "As on the door.")


def test_models_that_are_built_are_not_built_anew(before):
    built = before.apps.get_model("house", "Room")
    step(models.CharField("name of the room", max_length=20)).state_forwards("house", before)
    assert before.apps.get_model("house", "Room") is built


@pytest.mark.parametrize(
    "field", [models.CharField(max_length=30), models.TextField(), models.CharField(max_length=20, null=True)]
)
def test_anything_but_words_is_refused(before, field):
    with pytest.raises(ValueError, match=r"house\.room\.title differs in more than its words"):
        step(field).state_forwards("house", before)


def test_database_is_left_alone(before):
    after, named, editor = before.clone(), step(models.CharField("name of the room", max_length=20)), Mock()
    named.state_forwards("house", after)
    named.database_forwards("house", editor, before, after)
    named.database_backwards("house", editor, after, before)
    assert editor.mock_calls == []
