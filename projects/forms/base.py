"""What the forms of a project's rows share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from servicelofte.common.fields import column_names
from servicelofte.common.languages import INTERFACE

LABELS = {
    "title": _("Title"),
    "short": _("Short title"),
    "purpose": _("What it is for"),
    "text": _("Words of the text"),
}


def labelled(*fields: str) -> dict[str, Any]:
    """Return {field: its label} for what a `RowForm` translates."""
    return {field: LABELS[field] for field in fields}


def columns(*fields: str) -> list[str]:
    """Return the columns of `fields` in every language of the interface."""
    return [column for field in fields for column in column_names(field, INTERFACE)]
