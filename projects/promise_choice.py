"""Which of a project's promises something is about: asked where there are several, known where there is one."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ServicePromise
from projects.queries.promise import chosen_promise


def ask_promise(form: forms.BaseForm, choices: Sequence[tuple[int, str]]) -> None:
    """Let the form ask first for which of the promises `choices` (id, for whom) it is; with one it asks nothing."""
    if len(choices) < 2:
        return
    form.fields["promise"] = forms.TypedChoiceField(
        label=_("Which promise is it about?"),
        coerce=int,
        choices=[("", _("Choose")), *choices],
        help_text=_("The project has a promise for each of several customer groups."),
        error_messages={"required": _("Choose the promise that it is about.")},
    )
    form.order_fields(["promise"])


def answered_promise(form: forms.BaseForm, project: Project) -> ServicePromise | None:
    """Return the promise that a valid form asked for, or the project's only one; None when it has none."""
    return chosen_promise(project, form.cleaned_data.get("promise"))
