"""The invited body's side of the remiss: one link, answers perspective by perspective, a dated receipt."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import carrying_switch, language_links, public_layout
from drafting.domain.answers import Answers
from drafting.domain.opinion import (
    OtherVersion,
    decline_opinion,
    keep_opinion,
    reopen_opinion,
    save_opinion,
    submit_opinion,
)
from drafting.domain.remiss import opinion_code
from drafting.enums import OpinionState
from drafting.forms.voices import OpinionForm
from drafting.models import OpinionRequest
from drafting.queries.bodies import body_name
from drafting.queries.remiss import opinion_page, request_by_code
from servicelofte.common.anonymous import anonymous_form, is_language_switch, no_referrer
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.languages import INTERFACE, page_language
from servicelofte.common.limits import count_hit, source_of
from servicelofte.common.tenancy import region_scope

TRIES = 120
TRY_MINUTES = 10
FORM = "drafting/opinion_form.html"
KEPT = (
    "state",
    "version",
    "draft_answers",
    "submitted_at",
)  # of a request, what saving or submitting changes


def _button(request: HttpRequest) -> str:
    """Return the button pressed. Enter in a field presses none and saves; a switch of language only keeps the words."""
    has_words = "general" in request.POST
    if is_language_switch(request):
        return "decline" if "confirm" in request.POST else "back" if has_words else ""
    return request.POST.get("act", "save" if has_words else "")


def _layout(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "region", None):
        return {**public_layout(request), "page_language_links": []}
    return {"page_language_links": language_links(request, list(INTERFACE))}


@no_referrer
def opinion_link(request: HttpRequest, code: str) -> HttpResponse:
    """Show a page whose button posts the code of the link: what only follows links opens and changes nothing.

    It stands in the region that asks, whose information pages are at its foot.
    """
    row = request_by_code(code)
    if row is not None:
        request.region = row.region
    layout = public_layout(request) if row else _layout(request)
    return render(request, "drafting/opinion_link.html", {"code": code, **layout})


@method_decorator([anonymous_form, no_referrer], name="dispatch")
class OpinionView(View):
    """Answers are read, saved, submitted or declined by whoever holds the code."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Without the code there is nothing to show: say where it is."""
        return render(request, "drafting/opinion_unknown.html", _layout(request), status=200)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find the request by its code, inside its region, and do what the button says."""
        row = request_by_code(request.POST.get("code", "")[:60])
        if row is None:
            # Only codes that open nothing are counted: whoever writes by their own link never loses a word to it.
            is_busy = count_hit(source=source_of(request), action="opinion", minutes=TRY_MINUTES) > TRIES
            context = {"is_busy": is_busy, **_layout(request)}
            return render(request, "drafting/opinion_unknown.html", context, status=429 if is_busy else 422)
        request.region = row.region
        with region_scope(row.region):
            act = {
                "save": self.save,
                "submit": self.submit,
                "decline": self.decline,
                "back": self.back,
                "reopen": self.reopen,
                "keep": self.keep,
            }
            return act.get(_button(request), self.open)(request, row)

    def open(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Show the form with what was saved, or the receipt."""
        return self.show(request, row, self.fresh_form(row))

    def fresh_form(self, row: OpinionRequest) -> OpinionForm:
        """Return the form with the answers kept so far."""
        initial = OpinionForm.initial_of(Answers.from_json(row.draft_answers), row.version)
        initial["read_version"] = row.consultation.draft.number
        initial["language"] = initial["language"] or page_language()
        return _form(row, initial=initial)

    def save(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Keep answers that are not ready."""
        done = _("Saved. You or a colleague can go on with the same link.")
        return self.take(request, row, save_opinion, done=done)

    def submit(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Submit, and answer with the dated receipt."""
        return self.take(request, row, submit_opinion, status=201)

    def take(
        self, request: HttpRequest, row: OpinionRequest, verb: Callable[..., Any], **answer: Any
    ) -> HttpResponse:
        """Give the answers sent to a verb of the domain; show what stands then, or what to mend with them kept."""
        form = _form(row, request.POST)
        if not form.is_valid():
            return self.show(request, row, form, status=422)
        try:
            verb(
                opinion_request=row,
                answers=form.answers(),
                opened=form.cleaned_data["opened_version"],
                read=form.cleaned_data["read_version"],
            )
        except DomainError as error:
            return self.refused(request, row, form, error)
        row.refresh_from_db(fields=KEPT)
        return self.show(request, row, self.fresh_form(row), received=_kept_key(row), **answer)

    def decline(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Ask, with the unsaved words carried along; when it is confirmed, note that the body gives no opinion."""
        if request.POST.get("confirm") != "yes" or is_language_switch(request):
            layout, path = public_layout(request), reverse("drafting:opinion")
            context = {
                "code": request.POST["code"],
                "form": _form(row, request.POST),
                "body_name": body_name(row.body),
                **layout,
                **carrying_switch(layout["page_language_links"], path=path, form="said"),
            }
            return render(request, "drafting/opinion_decline.html", context)
        return self.move(request, row, decline_opinion, done=_("Noted: you give no opinion."))

    def back(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Return to the form, or show it in another language, with the words that were not saved yet."""
        form = _form(row, request.POST)
        form.show_unsent()
        return self.show(request, row, form)

    def reopen(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Lay the submitted opinion out for change."""
        return self.move(request, row, reopen_opinion)

    def keep(self, request: HttpRequest, row: OpinionRequest) -> HttpResponse:
        """Leave the opinion as it was submitted."""
        return self.move(request, row, keep_opinion, received=_kept_key(row))

    def move(
        self, request: HttpRequest, row: OpinionRequest, verb: Callable[..., Any], **answer: Any
    ) -> HttpResponse:
        """Do what needs no answers, and show what stands then, or why not."""
        try:
            row = verb(opinion_request=row, opened=row.version)
        except DomainError as error:
            answer = {"problem": str(error), "status": 422}
        return self.show(request, row, self.fresh_form(row), **answer)

    def refused(
        self, request: HttpRequest, row: OpinionRequest, form: OpinionForm, error: DomainError
    ) -> HttpResponse:
        """Show the form with the words kept; after a colleague's saving also what stands now."""
        extra: dict[str, Any] = {}
        status = 422
        if isinstance(error, EditConflict):
            row.refresh_from_db(fields=KEPT)
            form.data = form.data.copy()
            form.data["opened_version"] = str(row.version)
            extra["theirs"] = kept_answers(Answers.from_json(row.draft_answers), form)
            status = 409
        if isinstance(error, OtherVersion):
            row = request_by_code(request.POST["code"]) or row
            form.data = form.data.copy()
            form.data["read_version"] = str(row.consultation.draft.number)
            status = 409
        form.add_domain_error(error)
        return self.show(request, row, form, status=status, **extra)

    def show(
        self, request: HttpRequest, row: OpinionRequest, form: OpinionForm, *, status: int = 200, **extra: Any
    ) -> HttpResponse:
        """Answer with the form, or with the receipt once the opinion is in."""
        code, path = opinion_code(opinion_request=row), reverse("drafting:opinion")
        page, layout = opinion_page(row, page_language()), public_layout(request)
        template = _template(page, form)
        switch = {"form": "said"} if template == FORM else {"code": code}
        context = {
            **page,
            **extra,
            "form": form,
            "has_declined": row.state == OpinionState.DECLINED,
            # Words that came too late keep their buttons, for when the day is moved.
            "may_send": page["is_open"] or form.holds_words,
            "code": code,
            "keep": _kept_key(row),
            "privacy_url": reverse("accounts:region_page", args=[row.region.slug, "privacy"]),
            "link": request.build_absolute_uri(reverse("drafting:opinion_link", args=[code])),
            "sections": [
                {
                    "view": perspective,
                    "cells": [
                        {"view": cell, "fields": list(form.cell_fields(cell.perspective, cell.viewpoint))}
                        for cell in perspective.cells
                    ],
                }
                for perspective in page["perspectives"]
            ],
            **layout,
            **carrying_switch(layout["page_language_links"], path=path, **switch),
        }
        if page["is_called_off"] and not form.holds_words:
            context["kept"] = kept_answers(Answers.from_json(row.draft_answers), _form(row, {}))
        return render(request, template, context, status=status)


def _form(row: OpinionRequest, *args: Any, **kwargs: Any) -> OpinionForm:
    """Return the form of a request, in the page's language and for words in those of its region."""
    return OpinionForm(*args, language=page_language(), languages=row.region.all_languages, **kwargs)


def _kept_key(row: OpinionRequest) -> str:
    """Return the key by which the browser keeps the unsent words of a request; whoever reads it learns no code."""
    return f"opinion-{row.pk}"


def _template(page: Mapping[str, Any], form: OpinionForm) -> str:
    """Return what is shown: the form as long as something in it is to be sent or mended, else what stands."""
    if form.holds_words:
        return FORM
    if page["state"] == OpinionState.SUBMITTED or (page["is_called_off"] and page["opinion"]):
        return "drafting/opinion_received.html"
    return "drafting/opinion_called_off.html" if page["is_called_off"] else FORM


def kept_answers(answers: Answers, form: OpinionForm) -> list[dict[str, str]]:
    """Return what stands in the database where it differs from the form: {label, words}."""
    initial = OpinionForm.initial_of(answers, 0)
    rows = []
    for name, words in initial.items():
        if name == "opened_version" or not words or form.data.get(name, "") == words:
            continue
        words = dict(getattr(form.fields[name], "choices", ())).get(words, words)
        rows.append({"label": str(form[name].label), "words": str(words)})
    return rows
