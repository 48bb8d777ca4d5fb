"""What everybody sees and says without an account: the promise in force, an indicator, the form for feedback."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from monitoring.domain.feedback import receive_feedback
from monitoring.forms.feedback import FeedbackForm
from monitoring.models import Indicator
from monitoring.queries.public import preparation, promise_page, words_in_force
from monitoring.queries.public_indicator import public_indicator
from participation.models import Contribution
from participation.pages import is_suspect, show_receipt, words_layout
from projects.access import project_layout, public_project
from projects.enums import ProjectState
from projects.models import Project, ServicePromise, Statement
from servicelofte.common.anonymous import anonymous_form, is_language_switch
from servicelofte.common.errors import DomainError
from servicelofte.common.keys import asked_number, uuid_of
from servicelofte.common.languages import NO_WORDS, page_language
from servicelofte.common.public_cache import public_page

NO_LONGER_FOLLOWED = gettext_noop(
    "The promise is no longer followed up. What you read is how it was on that day; no more feedback is taken."
)


@require_safe
@public_page
def promise(request: HttpRequest, project: str) -> HttpResponse:
    """Show the promise in force and whether it is kept; before the decision, where the preparation is."""
    row = public_project(request, project)
    page = promise_page(row, page_language(), promise=asked_number(request, "promise"))
    context = project_layout(request, row, closed_text=_(NO_LONGER_FOLLOWED) if page else "")
    if page is None:
        return render(request, "monitoring/promise_not_yet.html", {**context, "page": preparation(row)})
    return render(request, "monitoring/promise.html", {**context, "page": page})


@require_safe
@public_page
def indicator(request: HttpRequest, project: str, indicator: int) -> HttpResponse:
    """Show an indicator's drawing and figures, and the promises it measures."""
    row = public_project(request, project)
    found = get_object_or_404(Indicator.objects.filter(promise__project=row), pk=indicator)
    layout = project_layout(request, row, closed_text=_(NO_LONGER_FOLLOWED))
    context = {"page": public_indicator(row, found), **layout}
    return render(request, "monitoring/indicator_public.html", context)


@anonymous_form
def feedback_form(request: HttpRequest, project: str) -> HttpResponse:
    """Show the form for feedback (GET); keep it and answer with its receipt (POST, 201).

    Always open while the promise is followed up; in a closed project the page says that it no longer is.
    """
    row = public_project(request, project)
    if not ServicePromise.objects.filter(project=row).exists():
        raise Http404
    if request.method == "POST":
        return _receive(request, row)
    if row.state == ProjectState.CLOSED:
        return _show_closed(request, row)
    statement = _statement(row, request.GET.get("statement", ""))
    initial = {
        "language": page_language(),
        "statement": statement.lineage if statement else None,
    }
    return _show(request, row, statement, _form(request, row, initial=initial))


def _show_closed(request: HttpRequest, project: Project) -> HttpResponse:
    place = [project.region.slug, project.slug]
    context = {
        "take_part_url": reverse("region_take_part", args=place[:1]),
        "promise_url": reverse("monitoring:promise", args=place),
        "receipt_url": reverse("participation:receipt_open"),
        **project_layout(request, project),
    }
    return render(request, "monitoring/feedback_closed.html", context)


def _statement(project: Project, lineage: str) -> Statement | None:
    wanted = uuid_of(lineage)
    return Statement.objects.filter(promise__project=project, lineage=wanted).first() if wanted else None


def _form(request: HttpRequest, project: Project, **kwargs: Any) -> FeedbackForm:
    languages = request.region.all_languages
    return FeedbackForm(token_purpose=f"feedback:{project.pk}", languages=languages, **kwargs)


def _receive(request: HttpRequest, project: Project) -> HttpResponse:
    form = _form(request, project, data=request.POST)
    if is_language_switch(request):
        return _show_unsent(request, project, form)
    if form.is_valid():
        values = form.cleaned_data
        suspect = is_suspect(request, form, action="feedback")
        try:
            contribution = receive_feedback(
                region=request.region,
                project=project,
                lineage=values["statement"],
                kind=values["kind"],
                language=values["language"],
                words=values["words"],
                nonce=form.nonce,
                **form.sender,
                is_suspect=suspect,
            )
            return _receipt(request, project, contribution)
        except DomainError as error:
            form.add_domain_error(error)
    statement = _statement(project, request.POST.get("statement", "")[:60])
    return _show(request, project, statement, form, status=422)


def _show_unsent(request: HttpRequest, project: Project, form: FeedbackForm) -> HttpResponse:
    if form.is_blank:
        return HttpResponseRedirect(request.get_full_path())
    form.show_unsent()
    return _show(request, project, _statement(project, request.POST.get("statement", "")[:60]), form)


def _show(
    request: HttpRequest,
    project: Project,
    statement: Statement | None,
    form: FeedbackForm,
    *,
    status: int = 200,
) -> HttpResponse:
    slug = project.region.slug
    address = reverse("monitoring:feedback_form", args=[slug, project.slug])
    words = words_in_force([statement.promise_id], page_language()) if statement else {}
    context = {
        "quote": words.get(str(statement.lineage), NO_WORDS) if statement else NO_WORDS,
        # In the address too, so that a refused form keeps it when the language is changed.
        "form_url": f"{address}?statement={statement.lineage}" if statement else address,
        "form": form,
        "keep": f"feedback-{project.pk}-{statement.lineage if statement else 'whole'}",
        "promise_url": _promise_url(project, statement),
        **words_layout(request, project),
    }
    return render(request, "monitoring/feedback_form.html", context, status=status)


def _promise_url(project: Project, statement: Statement | None) -> str:
    """Return the way back to the sentence that the feedback is about, or to the whole."""
    address = reverse("monitoring:promise", args=[project.region.slug, project.slug])
    return f"{address}#s-{statement.lineage}" if statement else address


def _receipt(request: HttpRequest, project: Project, contribution: Contribution) -> HttpResponse:
    return show_receipt(
        request,
        "monitoring/feedback_received.html",
        project=project,
        contribution=contribution,
        promise_url=_promise_url(project, contribution.feedback.statement),
    )
