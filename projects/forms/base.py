"""What the forms of a project's rows share."""

import copy
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from servicelofte.common.fields import (
    column_names,
    keep_columns,
)
from servicelofte.common.forms import HouseModelForm
from servicelofte.common.languages import INTERFACE

LABELS = {
    "title": _("Title"),
    "short": _("Short title"),
    "purpose": _("What it is for"),
    "text": _("Words of the text"),
}


class RowForm(HouseModelForm):
    """A form of one row whose fields in other languages than the region's are left out.

    The row that the view holds is not touched: the domain is given `changes` and writes them itself.
    """

    translated: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, region: Region, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.region = region
        keep_columns(self, {name: LABELS[name] for name in self.translated}, region.all_languages)
        for name in set(self.translated) - set(self.optional):
            for column in column_names(name, region.languages):
                self.fields[column].required = True

    def _get_validation_exclusions(self) -> set[str]:
        # The constraints of the table are the domain's to explain, in words and beside the right field.
        return {field.name for field in self._meta.model._meta.fields}

    @property
    def changes(self) -> dict[str, Any]:
        """Return {field: value} for the domain; the version the row was opened at stands in `opened_version`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "opened_version"}


def columns(*fields: str) -> list[str]:
    """Return the columns of `fields` in every language of the interface."""
    return [column for field in fields for column in column_names(field, INTERFACE)]
