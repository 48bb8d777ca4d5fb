"""Shows the history of the words of the core, a principle, a goal or a statement."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from drafting.queries.text_history import text_history
from drafting.views.base import PromiseMixin
from projects.domain.text import Owner, promise_of
from projects.models import Cell, Principle, ServicePromise, Statement
from projects.queries.promise import find_statement, place_label
from projects.queries.promise_shape import reader_label


class TextHistoryView(PromiseMixin, TemplateView):
    """Everything that happened to one owner's words: author, moment, reason, difference."""

    permission = "projects.view_servicepromise"
    template_name = "drafting/history.html"
    kind = ""
    models = {"core": ServicePromise, "principle": Principle, "cell": Cell, "statement": Statement}

    @cached_property
    def owner(self) -> Owner:
        """Whose words they are; 404 outside the project."""
        model = self.models[self.kind]
        related = ("region",) if self.kind == "core" else ("promise__region", "promise__project__region")
        where = {"project": self.project} if self.kind == "core" else {"promise__project": self.project}
        return get_object_or_404(model.objects.select_related(*related), pk=self.kwargs["pk"], **where)

    @cached_property
    def maybe_promise(self) -> ServicePromise:
        """The owner's promise, or the owner where it is the promise itself."""
        return promise_of(self.owner)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the history."""
        kwargs["entries"] = text_history(self.owner)
        kwargs["title"] = self._title(self.owner)
        return super().get_context_data(**kwargs)

    def _title(self, owner: Any) -> str:
        view = self.view_of_promise
        if self.kind == "core":
            return _("The core of the promise")
        if self.kind == "statement":
            return find_statement(view, owner.pk).words.body or _("A statement")
        label = reader_label(owner.viewpoint, view.language)
        if self.kind == "principle":
            return _("The principle: %(viewpoint)s") % {"viewpoint": label}
        return place_label(owner, view.language)
