"""The promise editor, and what concerns the promise as a whole: begin, describe, leave a perspective out, use the
example.
"""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from drafting.forms.promise import PerspectiveForm, PromiseForm
from drafting.queries.editor import editor_page
from drafting.queries.versions import newest_version
from drafting.views.base import PromiseFormView, PromiseMixin, of_promise
from projects.domain.promise import (
    TITLES,
    change_promise,
    create_promise,
    insert_examples,
    leave_out_perspective,
    take_in_perspective,
)
from projects.enums import REQUIRED_PERSPECTIVES, Perspective
from projects.guidance import guidance
from projects.handbook import load_handbook
from projects.models import Cell, ServicePromise
from projects.pages import ActionPage
from projects.queries.promise import promise_choices
from projects.queries.promise_cards import promise_tabs
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.formatting import full_day
from servicelofte.common.keys import number_of
from servicelofte.common.languages import INTERFACE, interface_language


class EditorView(PromiseMixin, TemplateView):
    """The whole promise: wheel, counterpart pairs with all languages side by side, handbook beside it."""

    permission = "projects.view_servicepromise"
    template_name = "drafting/editor.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        return super(PromiseMixin, self).breadcrumbs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the promise, or an empty page that offers to begin it."""
        can_edit = self.may("projects.change_servicepromise")
        kwargs["can_edit"] = can_edit
        kwargs["guidance"] = guidance(self.project, "editor")
        if self.maybe_promise is not None:
            kwargs["page"] = editor_page(self.promise, self.view_of_promise, can_edit=can_edit)
            kwargs["promise"] = self.promise
            kwargs["tabs"] = promise_tabs(
                dict(promise_choices(self.project)), page=self.address("editor"), chosen=self.promise.pk
            )
            kwargs["actions"] = self._actions(can_edit)
            kwargs["published"] = self._published()
        return super().get_context_data(**kwargs)

    def _actions(self, can_edit: bool) -> list[dict[str, str]]:
        versions = {"label": _("Versions"), "url": self.promise_url("version_list"), "kind": "secondary"}
        if not can_edit:
            return [versions]
        publish = {"label": _("Publish a version"), "url": self.promise_url("version_publish")}
        # Writing comes first: while nothing is written, no button stands out on the page.
        is_written = any(words.texts for _part, words in self.view_of_promise.words())
        return [publish if is_written else {**publish, "kind": "secondary"}, versions]

    def _published(self) -> str:
        version = newest_version(self.promise)
        if version is None:
            return _("Not published yet: only you who work here can read it.")
        named = {"number": version.number, "day": full_day(version.published_at)}
        return _("Everybody can read version %(number)d, published %(day)s.") % named


class PromiseCreateView(ActionPage):
    """Begins the first promise of a project; a further one is asked what it leads to."""

    namespace = "drafting"
    permission = "projects.add_servicepromise"
    begun: ServicePromise | None = None

    def act(self) -> str:
        """Begin it."""
        self.begun = create_promise(project=self.project, actor=self.request.user)
        return ""

    def back(self) -> str:
        """Open its editor, or the form that asks what a further one leads to."""
        if self.begun is None:
            return self.address("promise_add")
        return of_promise(self.address("editor"), self.begun.pk)


class PromiseAddView(NewRowMixin, PromiseFormView):
    """Begins a further promise, for another customer group."""

    permission = "projects.add_servicepromise"
    form_class = PromiseForm
    title = gettext_lazy("A promise for another group")
    lead = gettext_lazy(
        "Each promise has its own core, principles and goals. Say first what a further one leads to, so that the "
        "promises carry the same way."
    )
    submit = gettext_lazy("Begin the promise")
    object: ServicePromise

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the region's languages."""
        languages = self.project.region.all_languages
        return {**super().get_form_kwargs(), "languages": languages, "needs_effects": True}

    def save(self, form: PromiseForm) -> ServicePromise:
        """Begin it."""
        return create_promise(
            project=self.project,
            actor=self.request.user,
            titles=form.titles(),
            effects=form.cleaned_data["effects"],
        )

    def get_success_url(self) -> str:
        """Open its editor."""
        return of_promise(self.address("editor"), self.object.pk)


class PromiseEditView(PromiseFormView):
    """For whom the promise is and what it covers."""

    form_class = PromiseForm
    title = gettext_lazy("For whom, and which services?")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what is stored."""
        promise = self.promise
        return {
            **super().get_form_kwargs(),
            "languages": promise.region.all_languages,
            "titles": {
                f"{name}_{code}": getattr(promise, f"{name}_{code}") or ""
                for name in TITLES
                for code in INTERFACE
            },
            "effects": promise.effects,
            "version": promise.version,
        }

    def save(self, form: PromiseForm) -> ServicePromise:
        """Save it."""
        data = form.cleaned_data
        return change_promise(
            promise=self.promise,
            titles=form.titles(),
            effects=data["effects"],
            actor=self.request.user,
            expected=data["opened_version"] or 0,
        )


class PerspectiveEditView(PromiseFormView):
    """Leaves quality, effectiveness or integration out for a reason, or takes it in again."""

    form_class = PerspectiveForm
    template_name = "drafting/perspective.html"
    done_message = gettext_lazy("Saved.")

    def key(self) -> str:
        """Return the perspective; 404 for one that is unknown or always belongs to a promise."""
        key = str(self.kwargs["perspective"])
        if key not in Perspective.values or key in REQUIRED_PERSPECTIVES:
            raise Http404
        return key

    def back_anchor(self) -> str:
        """Return to the perspective."""
        return self.key()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the reasons so far."""
        return {
            **super().get_form_kwargs(),
            "languages": self.promise.region.languages,
            "reasons": self.promise.left_out.get(self.key(), {}),
            "version": self.promise.version,
        }

    def save(self, form: PerspectiveForm) -> ServicePromise:
        """Leave it out, or take it in again by the other button."""
        given = {"promise": self.promise, "perspective": self.key(), "actor": self.request.user}
        return leave_out_perspective(
            **given, reasons=form.reasons(), expected=form.cleaned_data["opened_version"] or 0
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the perspective's name and whether it is left out now."""
        name = (
            load_handbook()
            .perspective(self.key())
            .name.in_language(interface_language(self.view_of_promise.language))
        )
        is_left_out = self.key() in self.promise.left_out
        kwargs["is_left_out"] = is_left_out
        kwargs["version"] = self.promise.version
        kwargs["take_in_url"] = self.address("perspective_take_in", self.promise.pk, self.key())
        kwargs["title"] = _("Leave out: %(perspective)s") % {"perspective": name}
        kwargs["submit"] = _("Save the reason") if is_left_out else _("Leave it out")
        kwargs["lead"] = _(
            "A promise may do without this perspective for a reason. What is written stays in the editor."
        )
        return super().get_context_data(**kwargs)


class PerspectiveTakeInView(PromiseMixin, ActionPage):
    """Takes a perspective in again."""

    def act(self) -> Any:
        """Take it in."""
        take_in_perspective(
            promise=self.promise,
            perspective=self.kwargs["perspective"],
            actor=self.request.user,
            expected=self.opened,
        )
        return ""

    def back(self) -> str:
        """Return to the perspective."""
        return self.editor_url(self.kwargs["perspective"])


class ExampleInsertView(PromiseMixin, ActionPage):
    """Puts the handbook's example into what is empty: in the whole promise, or in one cell."""

    @cached_property
    def cell(self) -> Cell | None:
        """The cell that is asked for; 404 outside the promise."""
        asked = self.request.POST.get("cell", "")
        cells = Cell.objects.filter(promise=self.promise)
        return get_object_or_404(cells, pk=number_of(asked)) if asked else None

    def act(self) -> Any:
        """Insert it and tell how much."""
        count = insert_examples(promise=self.promise, actor=self.request.user, cell=self.cell)
        done = ngettext(
            "%(count)d text from the handbook’s example is in place. Change it to your own.",
            "%(count)d texts from the handbook’s example are in place. Change them to your own.",
            count,
        )
        return done % {"count": count} if count else _("There was nothing empty to fill.")

    def back(self) -> str:
        """Return to the cell, or to the whole."""
        return self.editor_url(f"{self.cell.perspective}-{self.cell.viewpoint}" if self.cell else "")
