"""Surveys as everybody sees them, answered without an account, and their results."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from accounts.access import PublicMixin, carrying_switch, public_layout
from participation.domain.ballot import submission_code, submit_answers, withdraw_submission
from participation.enums import SurveyState
from participation.forms.survey import AnswerForm
from participation.models import Survey, SurveySubmission
from participation.pages import receipt_address, tries_too_often
from participation.queries.results import results
from participation.queries.surveys import asked_questions, counting, public_survey, submission_by_code
from projects.access import closed_layout, public_project
from servicelofte.common.anonymous import anonymous_form, is_language_switch, no_referrer
from servicelofte.common.errors import DomainError
from servicelofte.common.formatting import full_day
from servicelofte.common.languages import page_language
from servicelofte.common.limits import count_hit, source_of
from servicelofte.common.public_cache import public_page
from servicelofte.common.tenancy import region_scope
from servicelofte.common.text import one_line

# Sixty people behind the address of one library are heard; what is more within the hour is held for a person to see.
MOST_AN_HOUR = 60


def find_survey(request: HttpRequest, project: str, survey: int) -> Survey:
    """Return a published survey of an open project; 404 otherwise, so that a draft is invisible."""
    rows = Survey.objects.select_related("project__region", "region").exclude(state=SurveyState.DRAFT)
    return get_object_or_404(rows, project=public_project(request, project), pk=survey)


def survey_landing(request: HttpRequest, project: str, survey: int) -> HttpResponse:
    """Say what the survey is about, until when it is open, and lead to the form.

    Kept by the public cache while it is open or closed; before, midnight alone would make the kept page wrong.
    """
    page = public_survey(find_survey(request, project, survey))
    show = _show_landing if page["state"] == "soon" else public_page(_show_landing)
    return show(request, page)


def _show_landing(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    context = {"page": page, **_layout(request, page, inside=False)}
    return render(request, "participation/survey_public.html", context)


def _layout(request: HttpRequest, page: dict[str, Any], *, inside: bool = True) -> dict[str, Any]:
    crumbs = [{"label": page["project_title"], "url": page["project_url"]}]
    if inside:
        crumbs.append({"label": page["title"], "url": page["url"]})
    return {**public_layout(request), **closed_layout(page["project"]), "breadcrumbs": crumbs}


def _code_layout(request: HttpRequest, page: dict[str, Any], code: str) -> dict[str, Any]:
    layout, path = _layout(request, page), reverse("participation:receipt")
    return {**layout, **carrying_switch(layout["page_language_links"], code=code, path=path), "code": code}


@method_decorator(anonymous_form, name="dispatch")
class SurveyFormView(PublicMixin, FormView):
    """The survey as it is answered: no account, no cookie; a double click gives the same receipt."""

    template_name = "participation/survey_form.html"
    form_class = AnswerForm

    @cached_property
    def survey(self) -> Survey:
        """The survey of the path; 404 where there is none that everybody may see."""
        return find_survey(self.request, self.kwargs["project"], self.kwargs["survey"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form while the survey is open; else lead to its page, which says when it is."""
        page = public_survey(self.survey)
        if page["state"] != "open":
            return HttpResponseRedirect(page["url"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the answers, or only show them in another language."""
        if not is_language_switch(request):
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        if form.is_blank:
            return HttpResponseRedirect(request.get_full_path())
        form.show_unsent()
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the questions and what the one-time token is for."""
        survey = self.survey
        return {
            **super().get_form_kwargs(),
            "questions": asked_questions(survey),
            "token_purpose": f"survey:{survey.pk}",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the survey."""
        page = public_survey(self.survey)
        kwargs.update(page=page, keep=f"survey-{self.survey.pk}")
        context = super().get_context_data(**kwargs)
        layout = _layout(self.request, page)
        return {**context, **layout, **carrying_switch(layout["page_language_links"], form="said")}

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Keep the answers and show the receipt; when the survey is closed, say so with everything kept."""
        survey = self.survey
        hits = count_hit(source=source_of(self.request), action=f"survey:{survey.pk}", minutes=60)
        try:
            submission = submit_answers(
                survey=survey,
                language=page_language(),
                answers=form.answers,
                nonce=form.nonce,
                is_held=form.is_suspect or hits > MOST_AN_HOUR,
            )
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        return self.receipt(submission)

    def receipt(self, submission: SurveySubmission) -> HttpResponse:
        """Answer 201 with the receipt: its code and its link, which is told to no other site."""
        page, code = public_survey(self.survey), submission_code(submission=submission)
        context = {
            "page": page,
            "link": receipt_address(self.request, code),
            "keep": f"survey-{submission.survey_id}",
            **_code_layout(self.request, page, code),
        }
        response = render(self.request, "participation/survey_receipt.html", context, status=201)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        """Show what to mend."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


@public_page
def survey_results(request: HttpRequest, project: str, survey: int) -> HttpResponse:
    """Show the results to everybody once the survey has closed and been counted."""
    row = find_survey(request, project, survey)
    if row.state != SurveyState.CLOSED:
        raise Http404(_("The results are shown when the survey has closed."))
    page = public_survey(row)
    context = {"page": page, "results": results(row), "counting": counting(row), **_layout(request, page)}
    return render(request, "participation/survey_public_results.html", context)


def show_submission(
    request: HttpRequest, submission: SurveySubmission, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Show whose code it is: when the answers came in, and what may be done with them. The answers are not shown."""
    request.region = submission.region
    with region_scope(submission.region):
        page = public_survey(submission.survey)
        context = {
            "page": page,
            "received": full_day(submission.received_at),
            "is_withdrawn": submission.withdrawn_at is not None,
            "problem": problem,
            **_code_layout(request, page, submission_code(submission=submission)),
        }
        return render(request, "participation/survey_taken_back.html", context, status=status)


def _ask_whether(request: HttpRequest, submission: SurveySubmission) -> HttpResponse:
    request.region = submission.region
    with region_scope(submission.region):
        page = public_survey(submission.survey)
        code, layout = submission_code(submission=submission), _layout(request, page)
        open_words = _(
            "They are erased and leave the figures. This cannot be undone, but you can answer anew."
        )
        closed_words = _(
            "What you wrote in your own words is erased; the figures stand. This cannot be undone."
        )
        context = {
            "question": _("Take your answers back?"),
            "explanation": open_words if page["state"] == "open" else closed_words,
            "button": _("Take my answers back"),
            "action": reverse("participation:submission_withdraw"),
            **layout,
            **carrying_switch(layout["page_language_links"], code=code),
            "code": code,
        }
        return render(request, "participation/receipt_confirm.html", context)


@anonymous_form
@no_referrer
@require_POST
def submission_withdraw(request: HttpRequest) -> HttpResponse:
    """Ask whether the answers are to be taken back whose code is posted; take them back when it is confirmed."""
    submission = submission_by_code(one_line(request.POST.get("code", ""))[:60])
    if submission is None:
        if tries_too_often(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("participation:receipt_open"))
    if request.POST.get("confirm") != "yes" and submission.withdrawn_at is None:
        return _ask_whether(request, submission)
    with region_scope(submission.region):
        try:
            submission.withdrawn_at = withdraw_submission(submission=submission).withdrawn_at
        except DomainError as error:
            return show_submission(request, submission, problem=str(error), status=422)
    return show_submission(request, submission)
