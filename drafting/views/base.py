"""What the workspace pages of a promise share: finding it, forms with a conflict that keeps both texts, the way
back.
"""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from projects.models import ServicePromise
from projects.pages import FormPage, ProjectPage
from projects.queries.promise import chosen_promise, promise_view
from projects.queries.promise_shape import PromiseView
from servicelofte.common.diff import word_diff
from servicelofte.common.editing import differing_fields
from servicelofte.common.errors import EditConflict
from servicelofte.common.formatting import moment
from servicelofte.common.keys import asked_number
from servicelofte.common.languages import page_language

OPENED = ("opened_version", "other_version")


def of_promise(address: str, promise: int | None) -> str:
    """Return the address of a page of a project, asking for one of its promises by its id, if there is one."""
    return f"{address}?promise={promise}" if promise else address


class PromiseMixin(ProjectPage):
    """A workspace page of one of the project's promises: that of the path or of ?promise=, else the first."""

    namespace = "drafting"
    permission = "projects.change_servicepromise"

    @cached_property
    def maybe_promise(self) -> ServicePromise | None:
        """The promise, or None when the project has none yet; 404 when another was asked for than it has."""
        pk = self.kwargs.get("promise") or asked_number(self.request, "promise")
        promise = chosen_promise(self.project, pk)
        if promise is None and pk is not None:
            raise Http404
        return promise

    @cached_property
    def promise(self) -> ServicePromise:
        """The promise; 404 when the project has none."""
        if self.maybe_promise is None:
            raise Http404
        return self.maybe_promise

    @cached_property
    def view_of_promise(self) -> PromiseView:
        """The promise as it is written now, in the page's language."""
        return promise_view(self.promise, page_language())

    def promise_url(self, name: str) -> str:
        """Return the address of a page about this promise."""
        return of_promise(self.address(name), self.maybe_promise and self.maybe_promise.pk)

    def editor_url(self, anchor: str = "") -> str:
        """Return the address of the editor with this promise, at an anchor."""
        return f"{self.promise_url('editor')}{'#' if anchor else ''}{anchor}"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the editor."""
        return [*super().breadcrumbs(), {"label": _("The promise"), "url": self.editor_url()}]


class PromiseFormView(PromiseMixin, FormPage, FormView):
    """A form on a page of its own, which leads back to the editor, at `back_anchor()`."""

    template_name = "drafting/form.html"
    read_too: tuple[str, ...] = ()  # names of what the page reads once beside the promise

    def back(self) -> str:
        """Return where both saving and going back lead."""
        return self.editor_url(self.back_anchor())

    def back_anchor(self) -> str:
        """Return the part of the editor to come back to."""
        return ""

    def forget_stored(self) -> None:
        """Drop what was read for the form, so that a conflict shows what is stored now."""
        for name in ("maybe_promise", "promise", "view_of_promise", *self.read_too):
            self.__dict__.pop(name, None)

    def conflict(self, form: forms.BaseForm, conflict: EditConflict) -> HttpResponse:
        """Show what is stored beside what the person wrote, word by word; sending once more saves over it."""
        self.forget_stored()
        kwargs = self.get_form_kwargs()
        stored = type(form)(**{**kwargs, "data": None, "files": None})
        data = kwargs["data"].copy()
        for name, field in stored.fields.items():
            if name.startswith("seen_") or name in OPENED:
                data[form.add_prefix(name)] = str(stored.get_initial_for_field(field, name))
        mine = type(form)(**{**kwargs, "data": data})
        rows = differing_fields(stored, mine)
        for row in rows:
            row["pieces"] = word_diff(row["theirs"], row["mine"])
        person = getattr(conflict.row, "changed_by", None)
        context = self.get_context_data(form=mine)
        context.update(
            fields=rows,
            edit_url=self.request.get_full_path(),
            theirs=str(person or ""),
            theirs_when=moment(conflict.row.changed_at) if person else "",
        )
        return render(self.request, "409.html", context, status=409)


class VersionsFormView(PromiseFormView):
    """A form that leads back to the promise's versions and the times for comments on them."""

    def back(self) -> str:
        """Return to the list of versions."""
        return self.promise_url("version_list")
