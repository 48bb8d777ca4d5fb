"""How a form's view hands over to the domain: a refusal stands beside its field, a conflict shows both wordings."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.once import do_once

if TYPE_CHECKING:
    from django.views.generic import FormView

    _FormView = FormView[forms.BaseForm]
else:
    _FormView = object


def came_from(request: HttpRequest) -> str:
    """Return the address of ours that a form was opened from (`next`), "" when none is named."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_ours else ""


class DomainFormMixin(_FormView):
    """For a FormView or UpdateView of the workspace: `save(form)` calls one domain function and returns the row.

    `done_message` is told on the next page; by it the device knows that the words it kept were received. A conflict is
    answered by 409, and sending once more saves over what stands: of a HouseModelForm with the stored text beside the
    person's own, of any other form with the words kept and the conflict told above them.
    """

    object: Any
    done_message: Any = ""
    conflict_template = "409.html"

    def save(self, form: Any) -> Any:
        """Call the domain; may raise DomainError."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Save and go on, or show what the domain refused."""
        try:
            self.object = self.save(form)
        except EditConflict as conflict:
            return self.conflict(form, conflict)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        return self.done()

    def done(self) -> HttpResponse:
        """Tell that it is saved, and go on."""
        if self.done_message:
            messages.success(self.request, self.done_message)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key under which unsent words are kept on the device: the person's, for this page in any language."""
        path = self.request.path.lstrip("/").partition("/")[2]
        kwargs.setdefault("keep", f"{self.request.user.pk}:{path}")
        return super().get_context_data(**kwargs)

    def forms_beside(self, row: Any) -> list[tuple[forms.BaseForm, forms.BaseForm]]:
        """Return what the page asks beside its form, as stored with `row` and as sent; `conflict_template` shows it."""
        return []

    def conflict(self, form: Any, conflict: EditConflict) -> HttpResponse:
        """Show what stands in the database beside what the person wrote; sending once more saves over it.

        Where it stands there already, word by word, it was sent twice: that is no conflict.
        """
        if not isinstance(form, forms.BaseModelForm):
            return self.show_again(form, conflict)
        row = conflict.row
        pair = self.stored_and_sent(form, opened={"opened_version": str(row.version)}, instance=row)
        pairs = [pair, *self.forms_beside(row)]
        if all(is_as_stored(sent) for _stored, sent in pairs):
            self.object = row
            return self.done()
        return self.show_both(pairs)

    def stored_and_sent(
        self, form: forms.BaseForm, *, opened: Mapping[str, str], **about: Any
    ) -> tuple[forms.BaseForm, forms.BaseForm]:
        """Return the form once as it is filled in by what stands now, and once as it was sent but `opened` anew: with
        these values of its hidden fields. `about` goes to both beside `get_form_kwargs()`.
        """
        kwargs = {**self.get_form_kwargs(), **about}
        sent = kwargs["data"].copy()
        for name, value in opened.items():
            sent[form.add_prefix(name)] = value
        return type(form)(**{**kwargs, "data": None, "files": None}), type(form)(**{**kwargs, "data": sent})

    def show_both(self, pairs: list[tuple[forms.BaseForm, forms.BaseForm]]) -> HttpResponse:
        """Show where forms as stored and as sent differ, and the first that was sent, to be sent once more."""
        context = self.get_context_data(form=pairs[0][1])
        context.update(
            fields=[field for pair in pairs for field in differing_fields(*pair)],
            submit=context.get("submit"),
            edit_url=self.request.get_full_path(),
        )
        return render(self.request, self.conflict_template, context, status=409)

    def read_anew(self) -> tuple[str, str] | None:
        """Return address and words of a link to what is to be read before the form is sent again after a conflict, None
        where the form's own page shows it.
        """
        return None

    def show_again(self, form: Any, conflict: EditConflict, **beside: Any) -> HttpResponse:
        """Show the form with the person's words, opened anew at what stands now; `beside` goes to the template.

        The conflict is told with the link to what changed. A form that carries what was `seen` has that of get_initial,
        which is to say what stands now.
        """
        if "opened_version" in form.fields:
            form.data = form.data.copy()
            form.data[form.add_prefix("opened_version")] = str(conflict.row.version)
        if "seen" in form.fields:
            form.data = form.data.copy()
            form.data[form.add_prefix("seen")] = self.get_initial()["seen"]
        place = self.read_anew()
        form.add_error(None, leading_on(str(conflict), *place) if place else str(conflict))
        return self.render_to_response(self.get_context_data(form=form, **beside), status=409)


class NewRowMixin(DomainFormMixin):
    """For the form of a new row, stands before the other bases: what is sent twice from one opened form makes one."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save and go on, or lead to where it led before."""
        return do_once(self.request, partial(super().form_valid, form))


def leading_on(text: str, url: str, label: str) -> str:
    """Return a sentence of a message with a link behind it, each escaped: the words of the link say where it leads."""
    return format_html('{} <a href="{}">{}</a>', text, url, label)


def is_as_stored(mine: forms.BaseForm) -> bool:
    """Tell whether every field, seen or not, holds what is stored; the version it was opened at is not asked.

    Values are compared as the fields read them, not as they are shown: a person who can be chosen no more is shown as
    nobody, and a browser sends the lines of a text with other ends.
    """
    return set(mine.changed_data) <= {"opened_version"}


def differing_fields(stored: forms.BaseForm, mine: forms.BaseForm) -> list[dict[str, str]]:
    """Return {label, theirs, mine} for each visible field that differs, as it is shown in each of the two forms; one
    whose lines only end otherwise does not. What one of them does not ask is empty there.
    """
    changed = set(mine.changed_data)
    return [
        {"label": str(bound.label), "theirs": _shown_in(stored, bound.name), "mine": shown_value(bound)}
        for bound in mine.visible_fields()
        if bound.name in changed
    ]


def _shown_in(form: forms.BaseForm, name: str) -> str:
    return shown_value(form[name]) if name in form.fields else "–"


def shown_value(bound: forms.BoundField) -> str:
    """Return the value of a field as a person reads it: labels of choices, a day or number as it is written."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
        return ", ".join(str(label) for key, label in _flat(choices) if str(key) in chosen and str(key))
    if value is None or value is False or value == "":
        return "–"
    if value is True or value == "on":
        return "✓"
    return str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []
    for key, label in choices:
        rows.extend(label if isinstance(label, list | tuple) else [(key, label)])
    return rows
