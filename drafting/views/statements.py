"""What can be done with a statement beside rewording it: move, take out, bring back, split, merge."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms.statement import MergeForm, MoveForm, OtherStatementForm, RemoveForm, SplitForm
from drafting.views.base import PromiseFormView, PromiseMixin
from projects.domain.statement import (
    merge_statements,
    move_statement,
    remove_statement,
    require_in_text,
    restore_statement,
    split_statement,
)
from projects.enums import StatementState
from projects.models import Cell, ServicePromise, Statement
from projects.pages import ActionPage
from projects.queries.promise import find_statement, place_label
from projects.queries.promise_shape import PromiseView, StatementView, reader_label
from servicelofte.common.errors import DomainError
from servicelofte.common.keys import asked_number
from servicelofte.common.text import shortened

LONGEST_CHOICE = 70


class StatementMixin(PromiseMixin):
    """A page of one statement of the project that has not been taken out."""

    @cached_property
    def statement(self) -> Statement:
        """The statement of the path; 404 outside the project."""
        rows = Statement.objects.select_related(
            "cell", "promise__region", "promise__project__region", "region"
        )
        return get_object_or_404(rows, pk=self.kwargs["statement"], promise__project=self.project)

    @cached_property
    def maybe_promise(self) -> ServicePromise:
        """The statement's promise."""
        return self.statement.promise

    def statement_view(self) -> StatementView:
        """Return the statement as it is read."""
        pk = self.statement.pk
        return find_statement(self.view_of_promise, pk)


class StatementFormView(StatementMixin, PromiseFormView):
    """A form about one statement."""

    read_too = ("statement",)

    def check_possible(self) -> None:
        """Lead back when it was taken out."""
        require_in_text(self.statement)

    def back_anchor(self) -> str:
        """Return to the statement."""
        return f"s-{self.statement.lineage}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show its words and place."""
        row = self.statement_view()
        kwargs["quoted"] = {"text": row.words.body, "lang": row.words.lang}
        kwargs["eyebrow"] = place_label(self.statement.cell, self.view_of_promise.language)
        return super().get_context_data(**kwargs)


class StatementMoveView(StatementFormView):
    """Moves a statement to another goal, to another place under its own, or to none."""

    form_class = MoveForm
    title = gettext_lazy("Move the statement")
    submit = gettext_lazy("Move it")
    done_message = gettext_lazy("The statement is moved. Its history and comments went with it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the places."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "places": self._places(), "version": self.statement.version}

    def get_initial(self) -> dict[str, Any]:
        """Begin where it stands, so that a press of the button by mistake moves nothing."""
        for row in self.view_of_promise.included:
            for cell in row.cells:
                keys = [each.pk for each in cell.statements]
                if self.statement.pk in keys:
                    place = keys.index(self.statement.pk)
                    return {"place": f"after:{keys[place - 1]}" if place else f"first:{cell.pk}"}
        return {"place": "none"}

    def _places(self) -> list[Any]:
        places: list[Any] = [("none", _("Not placed yet"))]
        view = self.view_of_promise
        for row in view.included:
            for cell in row.cells:
                options = [(f"first:{cell.pk}", _("First"))]
                options += [
                    (
                        f"after:{each.pk}",
                        _("After: %(words)s") % {"words": shortened(each.words.body, LONGEST_CHOICE)},
                    )
                    for each in cell.statements
                    if each.pk != self.statement.pk
                ]
                places.append((f"{row.name}, {reader_label(cell.viewpoint, view.language)}", options))
        return places

    def save(self, form: MoveForm) -> Statement:
        """Move it."""
        how, _colon, pk = form.cleaned_data["place"].partition(":")
        cell, after = None, None
        if how == "first":
            cell = get_object_or_404(Cell, pk=int(pk), promise=self.promise)
        elif how == "after":
            rows = Statement.objects.select_related("cell")
            after = get_object_or_404(rows, pk=int(pk), promise=self.promise)
            cell = after.cell
        return move_statement(
            statement=self.statement,
            cell=cell,
            after=after,
            first=how == "first",
            actor=self.request.user,
            expected=form.cleaned_data["opened_version"] or 0,
            reason=form.cleaned_data["reason"],
        )


class StatementRemoveView(StatementFormView):
    """Takes a statement out of the promise, with a reason."""

    form_class = RemoveForm
    title = gettext_lazy("Take the statement out")
    lead = gettext_lazy(
        "It is no longer part of the next version. Its words and history stay, and you can bring it back."
    )
    submit = gettext_lazy("Take it out")
    submit_kind = "danger"
    done_message = gettext_lazy("The statement is taken out. You find it at the end of the page.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add its version."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "version": self.statement.version}

    def save(self, form: RemoveForm) -> Statement:
        """Take it out."""
        return remove_statement(
            statement=self.statement,
            actor=self.request.user,
            expected=form.cleaned_data["opened_version"] or 0,
            reason=form.cleaned_data["reason"],
        )

    def get_success_url(self) -> str:
        """Show what has been taken out."""
        return self.editor_url("removed")


class StatementRestoreView(StatementMixin, ActionPage):
    """Brings a statement back."""

    def act(self) -> Any:
        """Bring it back."""
        restore_statement(
            statement=self.statement,
            actor=self.request.user,
            expected=self.opened,
        )
        return ""

    def back(self) -> str:
        """Return to the statement."""
        return self.editor_url(f"s-{self.statement.lineage}")


class StatementSplitView(StatementFormView):
    """Makes one statement into two."""

    form_class = SplitForm
    template_name = "drafting/split.html"
    title = gettext_lazy("Split the statement")
    lead = gettext_lazy(
        "The first part keeps its history and comments. The second becomes a statement of its own after it."
    )
    submit = gettext_lazy("Split it")
    done_message = gettext_lazy("The statement is split in two.")
    object: Statement

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the words so far."""
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "words": self.statement_view().words,
            "languages": self.project.region.all_languages,
            "statement_version": self.statement.version,
        }

    def save(self, form: SplitForm) -> Statement:
        """Split it."""
        split_statement(
            statement=self.statement,
            first=form.words(),
            second=form.new_words(),
            edition=form.edition(self.request.user),
            expected=form.cleaned_data["opened_version"] or 0,
        )
        return self.statement


class StatementMergeView(StatementFormView):
    """Merges another statement into this one: first which (GET), then the words of both together."""

    template_name = "drafting/merge.html"
    read_too = ("statement", "other")
    title = gettext_lazy("Merge two statements")
    submit = gettext_lazy("Merge them")
    done_message = gettext_lazy("The statements are merged.")

    @cached_property
    def other(self) -> Statement | None:
        """The statement to be merged into this one, once it is chosen; 404 when it cannot be."""
        pk = asked_number(self.request, "other")
        if pk is None:
            return None
        rows = Statement.objects.filter(promise=self.statement.promise, state=StatementState.ACTIVE)
        return get_object_or_404(rows.exclude(pk=self.statement.pk), pk=pk)

    def get_form_class(self) -> Any:
        """Return the form of the step."""
        return MergeForm if self.other else OtherStatementForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the statements to choose from, or the words of both."""
        kwargs = super().get_form_kwargs()
        if self.other is None:
            return {**kwargs, "statements": _statement_choices(self.view_of_promise, self.statement.pk)}
        return {
            **kwargs,
            "words": self.statement_view().words,
            "languages": self.project.region.all_languages,
            "other_words": find_statement(self.view_of_promise, self.other.pk).words,
            "versions": (self.statement.version, self.other.version),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with what both say; the form knows it."""
        return {}

    def save(self, form: MergeForm) -> Statement:
        """Merge them."""
        if self.other is None:
            raise DomainError(_("Choose another statement of the same promise."))
        data = form.cleaned_data
        return merge_statements(
            kept=self.statement,
            merged=self.other,
            words=form.words(),
            edition=form.edition(self.request.user),
            expected=(data["opened_version"] or 0, data["other_version"] or 0),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show both statements in every language."""
        if self.other is not None:
            words = find_statement(self.view_of_promise, self.other.pk).words
            kwargs["other_words"] = [
                {"lang": code, "text": words.text(code).body}
                for code in self.project.region.all_languages
                if words.text(code).body
            ]
        kwargs["is_chosen"] = self.other is not None
        return super().get_context_data(**kwargs)


def _statement_choices(view: PromiseView, own: int) -> list[Any]:
    choices: list[Any] = []
    for row in view.perspectives:
        for cell in row.cells:
            options = [_choice(each) for each in cell.statements if each.pk != own]
            if options:
                choices.append((f"{row.name}, {reader_label(cell.viewpoint, view.language)}", options))
    loose = [_choice(each) for each in view.unplaced if each.pk != own]
    return [*choices, (_("Not placed yet"), loose)] if loose else choices


def _choice(row: StatementView) -> tuple[int, str]:
    return row.pk, shortened(row.words.body, LONGEST_CHOICE)
