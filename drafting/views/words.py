"""Writes the words of the core, a principle, a cell's goal or a statement, in all languages; and shows their
history.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from drafting.forms import NewStatementForm, StatementForm, WordsForm
from drafting.queries.editor import text_history
from drafting.views.base import PromiseFormView, PromiseMixin
from projects.domain.statement import change_verification, create_statement
from projects.domain.text import Owner, is_too_long, promise_of, write_words
from projects.enums import StatementState, Viewpoint
from projects.handbook import load_handbook
from projects.models import Cell, Principle, ServicePromise, Statement
from projects.queries.promise_shape import CellView, StatementView, WordsView, reader_label
from servicelofte.common.errors import EditConflict
from servicelofte.common.keys import asked_number
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


class StatementEditView(WordsEditView):
    """The words of a statement, and how it is followed up."""

    form_class = StatementForm
    with_plain = True

    def get_owner(self) -> Statement:
        """Return the statement; 404 outside the project."""
        return get_object_or_404(
            Statement.objects.select_related("cell", "promise__region", "promise__project__region", "region"),
            pk=self.kwargs["statement"],
            promise__project=self.project,
        )

    def get_statement_view(self) -> StatementView:
        """Return the statement as it is read."""
        return find_statement(self.view_of_promise, self.owner.pk)

    def get_words(self) -> WordsView:
        """Return its words."""
        return self.get_statement_view().words

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add how it is followed up."""
        return {**super().get_form_kwargs(), "verification": self.owner.verification}

    def back_anchor(self) -> str:
        """Return to the statement."""
        return f"s-{self.owner.lineage}"

    def save(self, form: StatementForm) -> Owner:
        """Write the words, and how it is followed up, both or neither."""
        statement, verification = self.owner, form.cleaned_data["verification"]
        with transaction.atomic():
            super().save(form)
            if verification != statement.verification:
                change_verification(
                    statement=statement,
                    verification=verification,
                    actor=self.request.user,
                    expected=statement.version,
                )
        return statement

    def history_url(self) -> str:
        """Return its history."""
        return self.address("statement_history", self.owner.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name its place, and offer what else can be done with it."""
        statement = self.owner
        pk = statement.pk
        kwargs["title"] = _("A statement")
        kwargs["lead"] = place_name(statement.cell, self.view_of_promise.language)
        names = [
            (_("History of the words"), "statement_history"),
            (_("Move it"), "statement_move"),
            (_("Split it in two"), "statement_split"),
            (_("Merge another into it"), "statement_merge"),
            (_("Take it out"), "statement_remove"),
        ]
        is_out = statement.state == StatementState.REMOVED
        kwargs["further"] = [
            {"label": label, "url": self.address(name, pk)}
            for label, name in (names[:1] if is_out else names)
        ]
        return super().get_context_data(**kwargs)


class StatementCreateView(PromiseFormView):
    """Adds a statement, to the cell that the address names or to none yet."""

    form_class = NewStatementForm
    template_name = "drafting/words.html"
    title = gettext_lazy("A new statement")
    lead = gettext_lazy("One clause that can be kept or broken.")
    submit = gettext_lazy("Add the statement")
    done_message = gettext_lazy("The statement is added.")
    place = "editor"
    object: Statement

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The cells that it may belong to, by id as text."""
        rows = Cell.objects.filter(promise=self.promise).exclude(perspective__in=self.promise.left_out)
        return {str(row.pk): row for row in rows}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the places."""
        view, asked = self.view_of_promise, str(asked_number(self.request, "cell") or "")
        names = [
            (str(cell.pk), f"{row.name}, {reader_label(cell.viewpoint, view.language)}")
            for row in view.included
            for cell in row.cells
        ]
        return {
            **super().get_form_kwargs(),
            "words": WordsView(),
            "languages": self.project.region.all_languages,
            "with_plain": True,
            "places": names,
            "place": asked if asked in self.cells else "",
        }

    def save(self, form: NewStatementForm) -> Statement:
        """Add it."""
        return create_statement(
            promise=self.promise,
            cell=self.cells.get(form.cleaned_data["cell"]),
            words=form.words(),
            edition=form.edition(self.request.user),
            verification=form.cleaned_data["verification"],
        )

    def get_success_url(self) -> str:
        """Show it in the editor."""
        return self.editor_url(f"s-{self.object.lineage}")

    def conflict(self, form: Any, conflict: EditConflict) -> HttpResponse:
        """Treat it as a refusal: there is nothing stored to compare with."""
        form.add_domain_error(conflict)
        return self.form_invalid(form)


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
        return place_name(owner, view.language)


def find_statement(view: Any, pk: int) -> StatementView:
    """Return a statement of a promise's view by its id, wherever it stands."""
    placed = (row for cell in view.cells for row in cell.statements)
    rows = [*placed, *view.unplaced, *view.removed]
    return next(row for row in rows if row.pk == pk)


def place_name(cell: Cell | None, language: str) -> str:
    """Return where a cell is, such as "Quality: you who live here"."""
    if cell is None:
        return _("Not placed yet")
    name = load_handbook().perspective(cell.perspective).name.in_language(interface_language(language))
    return f"{name}: {reader_label(cell.viewpoint, language)}"
