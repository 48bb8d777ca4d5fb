"""What the forms of participation share: a choice among the groups of a project."""

from typing import Any

from django import forms

from participation.enums import Relevance
from participation.models import StakeholderGroup
from projects.models import Project
from servicelofte.common.fields import RowsField, column_words


def group_label(group: StakeholderGroup) -> str:
    """Return a group's name in the page's language, for a list of choices."""
    return column_words(group, "name")[0]


class GroupChoice(forms.ModelChoiceField):
    """A choice among the groups of a project, by their names in the page's language."""

    def label_from_instance(self, obj: StakeholderGroup) -> str:
        """Return the name."""
        return group_label(obj)


class GroupsChoice(RowsField):
    """Several groups of a project, by their names in the page's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: StakeholderGroup) -> str:
        """Return the name."""
        return group_label(obj)


def groups_of(project: Project) -> Any:
    """Return the groups that can be chosen in a project."""
    return StakeholderGroup.objects.filter(project=project).exclude(relevance=Relevance.NOT_RELEVANT)
