"""What every verb on a project's rows asks: whether the project is under way, and whether they are all its own."""

from datetime import date, timedelta
from typing import Protocol

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from projects.enums import ProjectState
from projects.models import Project
from servicelofte.common import registry
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.formatting import full_day

LAST_DAY_FIRST = gettext_lazy("The last day is before the first. Check the days.")


class _OfProject(Protocol):
    """A row of one project."""

    project_id: int


def require_same_project(project: Project, *rows: _OfProject | None) -> None:
    """Refuse rows of another project in one write: Http404, as if the foreign row did not exist."""
    if any(row.project_id != project.pk for row in rows if row is not None):
        raise Http404


def require_since_start(
    project: Project, *, day: date | None, field: str, stored: date | None = None, earlier: int = 0
) -> None:
    """Raise DomainError at the form's `field` for a day before the work began, or more than `earlier` days before it.

    A day that is `stored` already stays as it is, whatever the project says since.
    """
    if day is not None and day != stored and day < project.starts_on - timedelta(days=earlier):
        begun = full_day(project.starts_on)
        raise DomainError(_("The work begins on %(day)s. Check the day.") % {"day": begun}, field=field)


def require_active(project: Project) -> None:
    """Raise IllegalTransition when the project is closed; for verbs that may write without telling the ledger."""
    if project.state != ProjectState.ACTIVE:
        raise IllegalTransition(_("The project is closed. Open it again before you change it."))


def hold_active(project_id: int) -> None:
    """Hold the project until the transaction ends, so that nobody closes it while something is opened to others.

    Raises IllegalTransition when it is closed.
    """
    require_active(Project.objects.select_for_update(no_key=True).get(pk=project_id))


def require_going_on(project: Project, *, kind: str, actor: User | None) -> None:
    """Raise IllegalTransition when the project, as it was read, is closed and `kind` of event does not go on then.

    Whoever has no account (`actor` None) is told so in words of their own.
    """
    if project.state != ProjectState.CLOSED or registry.events_when_closed.get(kind) is not None:
        return
    if actor is None:
        raise IllegalTransition(
            _(
                "The project has been closed, and nothing more is taken in. Copy your text if you want to keep it."
            )
        )
    raise IllegalTransition(_("The project is closed. Open it again before you change it."))
