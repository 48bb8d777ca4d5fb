"""Every change of a history has words in the reader's language, also where the field is not in a form."""

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise

from servicelofte.common.history import SILENT


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
