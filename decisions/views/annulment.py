"""The page that asks before a result that was registered wrongly is annulled."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from decisions.domain.handling import annul_handling
from decisions.forms.handling import AnnulForm
from decisions.models import Handling
from decisions.queries.annulment import annulment_consequences, annulment_obstacle
from decisions.queries.document import handling_views
from decisions.views.workspace import PackageMixin, find_handling, package_address
from projects.pages import ConfirmPage
from servicelofte.common.errors import IllegalTransition
from servicelofte.common.formatting import full_day
from servicelofte.common.languages import best, page_language


class HandlingAnnulView(PackageMixin, ConfirmPage, FormView):
    """Takes a result back that was registered wrongly, after saying what follows."""

    template_name = "decisions/annul.html"
    permission = "decisions.annul_handling"
    form_class = AnnulForm
    title = gettext_lazy("Annul the result?")
    submit = gettext_lazy("Annul the result")
    done_message = gettext_lazy("The result is annulled. Register the right one now.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the handling."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.handling = find_handling(self.package, kwargs["handling"])

    def check_possible(self) -> None:
        """Lead back when it cannot be annulled."""
        if obstacle := annulment_obstacle(self.handling):
            raise IllegalTransition(obstacle)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the handling as it is read now, and the language of the page."""
        codes = self.request.region.all_languages
        return {"opened_version": self.handling.version, "language": best(codes, page_language(), codes)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the region, whose languages are offered."""
        return {**super().get_form_kwargs(), "region": self.request.region}

    def about(self) -> str:
        """Return which result it is."""
        row = handling_views([self.handling], page_language())[0]
        values = {"result": row.result, "body": row.body.text, "day": full_day(row.meeting_on)}
        return _("%(result)s: %(body)s, %(day)s, § %(section)s") % {**values, "section": row.section}

    def consequences(self) -> list[Any]:
        """Say what is put back, what stays, and who sees it."""
        return annulment_consequences(self.handling)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what follows as a list: it is much to read in one breath."""
        return super().get_context_data(consequences=self.consequences(), lead="", **kwargs)

    def back(self) -> str:
        """Return the address of the package."""
        return package_address(self.package)

    def save(self, form: AnnulForm) -> Handling:
        """Annul it."""
        return annul_handling(
            handling=self.handling,
            actor=self.request.user,
            opened=form.cleaned_data["opened_version"],
            reason=form.cleaned_data["reason"],
            language=form.cleaned_data["language"],
        )
