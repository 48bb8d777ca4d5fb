"""A form of one row of a region, with a column for each of its languages."""

import copy
from typing import Any, ClassVar

from servicelofte.common.fields import column_names, keep_columns
from servicelofte.common.forms import HouseModelForm


class RowForm(HouseModelForm):
    """A form of one row whose fields in other languages than the region's are left out.

    The row that the view holds is not touched: the domain is given `changes` and writes them itself. `translated` is
    field → label of what has a column for each language; those in `required` need words in every language that the
    region must use, of those in `needed` one language is enough, and the others may be empty.
    """

    translated: ClassVar[dict[str, Any]] = {}
    required: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, region: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.region = region
        keep_columns(self, self.translated, region.all_languages, needed=self.needed)
        for name in self.required:
            for column in column_names(name, region.languages):
                self.fields[column].required = True

    def _get_validation_exclusions(self) -> set[str]:
        # The constraints of the table are the domain's to explain, in words and beside the right field.
        return {field.name for field in self._meta.model._meta.fields}

    @property
    def changes(self) -> dict[str, Any]:
        """Return {field: value} of the row's own fields for the domain; the version is `opened_version`."""
        own = {field.name for field in self._meta.model._meta.get_fields()}
        return {name: value for name, value in self.cleaned_data.items() if name in own}
