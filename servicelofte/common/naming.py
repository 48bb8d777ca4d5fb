"""A migration's step that changes only the words of a field: its name, its help, the labels of its choices."""

from typing import Any

from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState
from django.db.models import Field

WORDS = ("verbose_name", "help_text", "choices")


class NameField(AlterField):
    """As AlterField, where nothing but words changes: the database is left alone, and no model is built anew.

    A release that names every field of every table would otherwise take most of the time of an empty database's
    migrations. Raises ValueError when anything else of the field differs.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Put the field in place of the one that differs in words."""
        fields = state.models[app_label, self.model_name_lower].fields
        if _without_words(fields[self.name]) != _without_words(self.field):
            raise ValueError(f"{app_label}.{self.model_name}.{self.name} differs in more than its words")
        fields[self.name] = self.field

    def database_forwards(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: words are not in the database."""

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: words are not in the database."""


def _without_words(field: "Field[Any, Any]") -> tuple[Any, ...]:
    """Return the field's kind and arguments but for its words."""
    _name, path, args, kwargs = field.deconstruct()
    told = {key: value for key, value in kwargs.items() if key not in WORDS}
    return path, args, told
