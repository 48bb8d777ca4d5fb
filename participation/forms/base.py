"""Base of the forms of one row: columns of the region's languages only, and the changes for the domain."""

import copy
from typing import Any, ClassVar

from django import forms

from accounts.models import Region
from participation.enums import Relevance
from participation.models import StakeholderGroup
from projects.models import Project
from servicelofte.common.fields import column_words, keep_columns
from servicelofte.common.forms import HouseModelForm


def group_label(group: StakeholderGroup) -> str:
    """Return a group's name in the page's language, for a list of choices."""
    return column_words(group, "name")[0]


class GroupChoice(forms.ModelChoiceField):
    """A choice among the groups of a project, by their names in the page's language."""

    def label_from_instance(self, obj: StakeholderGroup) -> str:
        """Return the name."""
        return group_label(obj)


def groups_of(project: Project) -> Any:
    """Return the groups that can be chosen in a project."""
    return StakeholderGroup.objects.filter(project=project).exclude(relevance=Relevance.NOT_RELEVANT)


class RowForm(HouseModelForm):
    """A form of one row. The row that the view holds is not touched: the domain is given `changes`.

    `translated` is field → label of what has a column for each language; of those in `needed` one language is enough.
    """

    translated: ClassVar[dict[str, Any]] = {}
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, region: Region, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.region = region
        keep_columns(self, self.translated, region.all_languages, needed=self.needed)

    @property
    def changes(self) -> dict[str, Any]:
        """Return {field: value} of the row's own fields for the domain."""
        own = {field.name for field in self._meta.model._meta.get_fields()}
        return {name: value for name, value in self.cleaned_data.items() if name in own}
