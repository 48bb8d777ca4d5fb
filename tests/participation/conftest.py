"""What the tests of phase 2 share: a project, and its workspace addresses."""

from typing import Any

import pytest
from django.urls import reverse

from projects.models import Project
from tests.factories.projects import make_project


@pytest.fixture
def project(region: Any) -> Project:
    """An open project of the region."""
    return make_project(region)


def url(project: Project, name: str, *args: Any) -> str:
    """Return the address of a page of participation in the workspace."""
    return reverse(f"participation:{name}", args=[project.region.slug, project.pk, *args])
