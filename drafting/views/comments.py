"""Comments on a published draft, without an account: the form at its own address, the receipt, and the public list."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from drafting.domain.comment import add_comment
from drafting.forms.voices import CommentForm
from drafting.models import Consultation
from drafting.queries.comments import CommentTarget, comment_page, comment_target
from drafting.queries.part import Part, part_of_comment
from participation.models import Contribution
from participation.pages import is_suspect, show_receipt, words_layout
from projects.access import project_layout, public_project
from projects.models import Project
from servicelofte.common.anonymous import anonymous_form, is_language_switch
from servicelofte.common.errors import DomainError
from servicelofte.common.keys import asked_number, number_of
from servicelofte.common.languages import page_language
from servicelofte.common.public_cache import public_page


@anonymous_form
def comment_form(request: HttpRequest, project: str) -> HttpResponse:
    """Show the words and the field (GET); keep the comment and answer with its receipt (POST, 201)."""
    if request.method == "POST":
        return _receive(request, project)
    row = public_project(request, project)
    target = _target(row, request.GET)
    form = _form(
        request,
        target.version.pk,
        initial={
            "part": target.part.key,
            "version": target.version.pk,
            "language": target.lang or page_language(),
        },
    )
    return _show(request, row, target, form)


def _target(project: Project, values: Any) -> CommentTarget:
    target = comment_target(
        project,
        part=values.get("part", "")[:60],
        version=number_of(values.get("version")),
        promise=number_of(values.get("promise")),
        language=page_language(),
    )
    if target is None:
        raise Http404
    return target


def _form(request: HttpRequest, version: int | None, **kwargs: Any) -> CommentForm:
    languages = request.region.all_languages
    return CommentForm(token_purpose=f"comment:{version}", languages=languages, **kwargs)


def _receive(request: HttpRequest, project: str) -> HttpResponse:
    form = _form(request, number_of(request.POST.get("version")), data=request.POST)
    if is_language_switch(request):
        return _show_unsent(request, project, form)
    if form.is_valid():
        values = form.cleaned_data
        suspect = is_suspect(request, form, action="comment")
        try:
            contribution = add_comment(
                region=request.region,
                project=project,
                version=values["version"],
                part=values["part"],
                language=values["language"],
                words=values["words"],
                nonce=form.nonce,
                **form.sender,
                is_suspect=suspect,
            )
            return _receipt(request, contribution)
        except Consultation.DoesNotExist as error:
            raise Http404 from error
        except DomainError as error:
            form.add_domain_error(error)
    row = public_project(request, project)
    return _show(request, row, _target(row, request.POST), form, status=422)


def _show_unsent(request: HttpRequest, project: str, form: CommentForm) -> HttpResponse:
    if form.is_blank:
        return HttpResponseRedirect(request.get_full_path())
    form.show_unsent()
    row = public_project(request, project)
    return _show(request, row, _target(row, request.POST), form)


def _show(
    request: HttpRequest, project: Project, target: CommentTarget, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    args = [request.region.slug, project.slug]
    about = urlencode({"part": target.part.key, "version": target.version.pk})
    context = {
        "target": target,
        "form": form,
        # What it is about stands in the address too, so that a refused form keeps it when the language is changed.
        "form_url": f"{reverse('drafting:comment_form', args=args)}?{about}",
        "keep": f"comment-{target.version.pk}-{target.part.key}",
        "draft_url": _draft_url(args, target.version.promise_id, target.part),
        "list_url": f"{reverse('drafting:comment_list', args=args)}?promise={target.version.promise_id}",
        **words_layout(request, project),
    }
    return render(request, "drafting/comment_form.html", context, status=status)


def _draft_url(args: list[str], promise: int, part: Part) -> str:
    """Return the way back to what the comment is about, so that whoever reads on need not look for the place."""
    return f"{reverse('drafting:draft', args=args)}?promise={promise}{part.fragment}"


def _receipt(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    project, comment = contribution.project, contribution.comment
    args = [request.region.slug, project.slug]
    return show_receipt(
        request,
        "drafting/comment_received.html",
        project=project,
        contribution=contribution,
        draft_url=_draft_url(args, comment.consultation.draft.promise_id, part_of_comment(comment)),
        list_url=reverse("drafting:comment_list", args=args),
    )


@require_safe
@public_page
def comment_list(request: HttpRequest, project: str) -> HttpResponse:
    """Show what people have said about the draft, newest first, with the answers and the moderators' markers."""
    found = public_project(request, project)
    part, number = request.GET.get("part", "")[:60], request.GET.get("version", "")[:6]
    cursor, promise = request.GET.get("before", ""), asked_number(request, "promise")
    page = comment_page(
        found, part=part, number=number, cursor=cursor, language=page_language(), promise=promise
    )
    args = [request.region.slug, project]
    address = reverse("drafting:comment_list", args=args)
    asked = f"?promise={promise}" if promise else ""
    about = {**({"promise": promise} if promise else {}), "part": page.part or "whole"}
    narrowed = {key: value for key, value in (("part", page.part), ("version", number)) if value}
    kept = {**({"promise": promise} if promise else {}), **narrowed}
    context = {
        "page": page,
        "draft_url": reverse("drafting:draft", args=args) + asked,
        "comment_url": f"{reverse('drafting:comment_form', args=args)}?{urlencode(about)}",
        "all_url": address + asked if narrowed else "",
        "older_url": f"{address}?{urlencode({**kept, 'before': page.next_cursor})}"
        if page.next_cursor
        else "",
        "newer_url": f"{address}?{urlencode(kept)}" if cursor else "",
        **project_layout(request, found),
    }
    return render(request, "drafting/comment_list.html", context)
