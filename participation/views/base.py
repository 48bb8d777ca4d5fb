"""What the pages of participation share."""

from django.views.generic import FormView

from projects.pages import ProjectPage, RowFormPage


class PageMixin(ProjectPage):
    """A page of participation in one project."""

    namespace = "participation"


class ProjectFormView(PageMixin, RowFormPage, FormView):
    """A form of one project on a page of its own."""

    template_name = "participation/form.html"
