"""Every change of a history has words in the reader's language, also where the field is not in a form."""

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise

from implementation.domain.action import move_action
from projects.domain.phase import update_phase
from projects.models import ProjectPhase
from servicelofte.common.history import SILENT, history_entries, history_of
from servicelofte.common.tenancy import region_scope
from tests.factories.implementation import make_action
from tests.factories.projects import make_promise, make_statement, start


def tracked_fields():
    for model in apps.get_models():
        if tracked := getattr(model, "tracked_fields", None):
            for field in tracked:
                if not field.primary_key and field.name not in SILENT:
                    yield pytest.param(field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize("field", list(tracked_fields()))
def test_field_in_a_history_has_a_translated_name(field):
    assert isinstance(field.verbose_name, Promise)
    with translation.override("fi"):
        finnish = str(field.verbose_name)
    with translation.override(None):
        assert finnish != str(field.verbose_name)


def test_change_of_one_language_is_told_once_with_its_language(region):
    project = start(region)
    with region_scope(region), translation.override("fi"):
        phase = ProjectPhase.objects.select_related("project", "region").get(project=project, number=1)
        update_phase(phase=phase, actor=None, expected=phase.version, changes={"title_sv": "Starten"})
        newest = history_entries(history_of(phase))[0]
    assert newest["what"] == "Muutettu: Otsikko (ruotsi)"


def test_change_of_a_state_is_told_with_from_what_to_what(region):
    project = start(region)
    with region_scope(region), translation.override("sv"):
        action = make_action(make_statement(make_promise(project)))
        move_action(action=action, target="under_way", actor=None)
        newest = history_entries(history_of(action))[0]
    assert newest["what"] == "Ändrat: Läge (Planerad → Pågår)"
