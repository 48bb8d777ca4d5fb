"""What every verb on a project's rows asks first."""

from django.utils.translation import gettext as _

from projects.enums import ProjectState
from projects.models import Project
from servicelofte.common.errors import IllegalTransition


def require_active(project: Project) -> None:
    """Raise IllegalTransition when the project is closed."""
    if project.state != ProjectState.ACTIVE:
        raise IllegalTransition(_("The project is closed. Open it again before you change it."))
