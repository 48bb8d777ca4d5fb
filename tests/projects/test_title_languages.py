"""The rail, the list of projects and the workspace's home mark a title that is in another language than the page."""

from django.urls import reverse
from django.utils import translation

from projects.models import Project, ProjectPhase
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import make_project


def test_titles_in_another_language_than_the_page_say_so(client, region):
    project = make_project(region)
    with region_scope(region):
        Project.objects.filter(pk=project.pk).update(title_sv="Löftet", title_fi="", title_en="")
        phases = ProjectPhase.objects.filter(project=project, number=1)
        phases.update(short_sv="", short_fi="", short_en="", title_sv="Vår start", title_fi="", title_en="")
    client.force_login(make_user(region))
    for language, mark in (("en", ' lang="sv"'), ("sv", "")):
        with translation.override(language):
            addresses = [
                reverse("projects:project_list", args=[region.slug]),
                reverse("projects:project_detail", args=[region.slug, project.pk]),
                reverse("workspace_home", args=[region.slug]),
            ]
        listed, page, home = (client.get(address).text for address in addresses)
        assert f'/projects/{project.pk}/"{mark}>Löftet</a>' in listed
        assert f'/projects/{project.pk}/"{mark}>Löftet</a>' in home
        assert f"<span{mark}>Vår start</span>" in page
