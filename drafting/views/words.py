"""Writes the words of the core, a principle or a cell's goal, in all languages."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms.words import WordsForm
from drafting.queries.text_history import source_changes
from drafting.views.base import PromiseFormView
from projects.domain.text import Owner, is_too_long, promise_of, write_words
from projects.enums import Viewpoint
from projects.handbook import load_handbook
from projects.models import Cell, Principle, ServicePromise
from projects.queries.promise_shape import CellView, WordsView, reader_label
from servicelofte.common.languages import interface_language


class WordsEditView(PromiseFormView):
    """One form for the words of one owner in all languages of the region."""

    form_class = WordsForm
    template_name = "drafting/words.html"
    submit = gettext_lazy("Save the words")
    done_message = gettext_lazy("The words are saved.")
    place = "editor"
    read_too = ("owner",)
    with_plain = False
    rows = 3

    def get_owner(self) -> Owner:
        """Return whose words they are; 404 outside the project."""
        raise NotImplementedError

    @cached_property
    def owner(self) -> Owner:
        """Whose words they are."""
        return self.get_owner()

    @cached_property
    def maybe_promise(self) -> ServicePromise:
        """The owner's promise, or the owner where it is the promise itself."""
        return promise_of(self.owner)

    def get_words(self) -> WordsView:
        """Return the words so far."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the words, the region's languages, and whether plain language is asked for."""
        kwargs = super().get_form_kwargs()
        kwargs["words"] = self.get_words()
        kwargs["languages"] = self.project.region.all_languages
        kwargs["with_plain"] = self.with_plain
        kwargs["rows"] = self.rows
        kwargs["source_changes"] = source_changes(self.owner)
        return kwargs

    def save(self, form: WordsForm) -> Owner:
        """Write them, and warn about a headline that is long."""
        write_words(owner=self.owner, words=form.words(), edition=form.edition(self.request.user))
        if any(is_too_long(owner=self.owner, body=body) for body in form.words().values()):
            messages.warning(
                self.request,
                _("Saved. The headline is longer than 90 characters: can it be said more sharply?"),
            )
            self.done_message = ""
        return self.owner

    def history_url(self) -> str:
        """Return the address of the history."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to the history."""
        kwargs.setdefault("further", [{"label": _("History of the words"), "url": self.history_url()}])
        return super().get_context_data(**kwargs)


class CoreEditView(WordsEditView):
    """The words in the middle."""

    title = gettext_lazy("The core of the promise")
    lead = gettext_lazy(
        "A few words that hold the whole promise together. They stand in the middle of the wheel."
    )

    def get_owner(self) -> ServicePromise:
        """Return the promise itself."""
        return get_object_or_404(
            ServicePromise.objects.select_related("region", "project__region"),
            pk=self.kwargs["promise"],
            project=self.project,
        )

    def get_words(self) -> WordsView:
        """Return the core."""
        return self.view_of_promise.core

    def history_url(self) -> str:
        """Return the core's history."""
        return self.address("core_history", self.owner.pk)


class PrincipleEditView(WordsEditView):
    """How the region works, seen from one viewpoint."""

    def get_owner(self) -> Principle:
        """Return the principle."""
        return get_object_or_404(
            Principle.objects.select_related("promise__region", "promise__project__region", "region"),
            pk=self.kwargs["principle"],
            promise__project=self.project,
        )

    def get_words(self) -> WordsView:
        """Return its words."""
        return self.view_of_promise.principle(self.owner.viewpoint)

    def history_url(self) -> str:
        """Return its history."""
        return self.address("principle_history", self.owner.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the viewpoint, and ask the handbook's question of it."""
        viewpoint = load_handbook().viewpoint(self.owner.viewpoint)
        language = interface_language(self.view_of_promise.language)
        kwargs["title"] = _("The principle: %(viewpoint)s") % {
            "viewpoint": viewpoint.reader_label.in_language(language)
        }
        kwargs["lead"] = viewpoint.principle_question.in_language(language)
        return super().get_context_data(**kwargs)


class CellEditView(WordsEditView):
    """A goal: one perspective seen from one viewpoint, in one sentence."""

    rows = 2

    def get_owner(self) -> Cell:
        """Return the cell."""
        return get_object_or_404(
            Cell.objects.select_related("promise__region", "promise__project__region", "region"),
            pk=self.kwargs["cell"],
            promise__project=self.project,
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for plain language where the goal speaks to residents."""
        is_read_by_residents = self.owner.viewpoint == Viewpoint.RESIDENT
        return {**super().get_form_kwargs(), "with_plain": is_read_by_residents}

    def get_cell_view(self) -> CellView:
        """Return the cell as it is read."""
        return next(row for row in self.view_of_promise.cells if row.pk == self.owner.pk)

    def get_words(self) -> WordsView:
        """Return the goal's words."""
        return self.get_cell_view().goal

    def back_anchor(self) -> str:
        """Return to the cell."""
        cell = self.get_cell_view()
        return cell.anchor

    def history_url(self) -> str:
        """Return its history."""
        return self.address("cell_history", self.owner.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the cell, show its counterpart, and ask the handbook's questions of the perspective."""
        cell, view = self.get_cell_view(), self.view_of_promise
        language = interface_language(view.language)
        perspective = load_handbook().perspective(cell.perspective)
        row = next(row for row in view.perspectives if row.key == cell.perspective)
        other = row.organiser if cell.viewpoint == Viewpoint.RESIDENT else row.resident
        kwargs["title"] = f"{row.name}: {reader_label(cell.viewpoint, view.language)}"
        kwargs["lead"] = _("The goal in one sentence of at most 90 characters.")
        kwargs["counterpart"] = {"label": reader_label(other.viewpoint, view.language), "goal": other.goal}
        kwargs["prompts"] = [prompt.in_language(language) for prompt in perspective.editor_prompts]
        if not cell.goal.body and not cell.statements:
            kwargs["example_url"] = self.address("example_insert", self.promise.pk)
            kwargs["cell"] = cell
        return super().get_context_data(**kwargs)
