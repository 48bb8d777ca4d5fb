"""Writes the words of a statement, in all languages, and adds one."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms.statement import NewStatementForm, StatementForm
from drafting.views.base import PromiseFormView
from drafting.views.words import WordsEditView
from projects.domain.statement import change_verification, create_statement
from projects.domain.text import Owner
from projects.enums import StatementState
from projects.models import Cell, Statement
from projects.queries.promise import find_statement, place_label
from projects.queries.promise_shape import StatementView, WordsView, reader_label
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import EditConflict
from servicelofte.common.keys import asked_number


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
        statement = self.owner
        with transaction.atomic():
            super().save(form)
            change_verification(
                statement=statement,
                verification=form.verification,
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
        kwargs["lead"] = place_label(statement.cell, self.view_of_promise.language)
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


class StatementCreateView(NewRowMixin, PromiseFormView):
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
            verification=form.verification,
        )

    def get_success_url(self) -> str:
        """Show it in the editor."""
        return self.editor_url(f"s-{self.object.lineage}")

    def conflict(self, form: Any, conflict: EditConflict) -> HttpResponse:
        """Treat it as a refusal: there is nothing stored to compare with."""
        form.add_domain_error(conflict)
        return self.form_invalid(form)
