"""The receipt: with its code, and without account or cookie, a person follows, changes or takes back what they said."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import carrying_switch, language_links, public_layout
from participation.domain.contribution import change_contribution, withdraw_contribution
from participation.domain.erasure import erase_contribution
from participation.domain.receipt import code_of, follow_by_email, renew_code, stop_following
from participation.forms.voices import ChangeWordsForm, CodeForm, FollowForm
from participation.models import Contribution, Response
from participation.pages import receipt_address, tries_too_often
from participation.queries.surveys import submission_by_code
from participation.queries.voices import contribution_by_code, receipt_page
from participation.views.ballots import show_submission
from projects.access import closed_layout
from servicelofte.common.anonymous import anonymous_form, is_language_switch, no_referrer
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import INTERFACE, page_language
from servicelofte.common.tenancy import region_scope
from servicelofte.common.text import plain


def _layout(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "region", None):
        return public_layout(request)
    return {"page_language_links": language_links(request, list(INTERFACE))}


@no_referrer
def receipt_open(request: HttpRequest) -> HttpResponse:
    """Show the field for a code; the form posts to the receipt."""
    return _ask(request, CodeForm())


def _ask(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    return render(
        request, "participation/receipt_open.html", {"form": form, **_layout(request)}, status=status
    )


@no_referrer
def receipt_link(request: HttpRequest, code: str) -> HttpResponse:
    """Show a page whose button posts the code of the link: what only follows links opens and changes nothing.

    It stands in the region that the receipt belongs to, whose information pages are at its foot.
    """
    said = contribution_by_code(code) or submission_by_code(code)
    if said is not None:
        request.region = said.region
    return render(request, "participation/receipt_link.html", {"code": code, **_layout(request)})


def _is_same(words: str, row: Contribution) -> bool:
    return plain(words) == row.original


def _unsent(request: HttpRequest, row: Contribution, *, leave_out: str = "") -> dict[str, Any]:
    """Return the receipt's forms with what was typed in them and not sent, but for the field `leave_out`."""
    found: dict[str, Any] = {}
    if "words" in request.POST and leave_out != "words":
        words = ChangeWordsForm(request.POST)
        words.show_unsent()
        found = {"change_form": words, "change_open": not _is_same(request.POST["words"], row)}
    if request.POST.get("email") and leave_out != "email":
        address = FollowForm(request.POST)
        address.show_unsent()
        found |= {"follow_form": address, "follow_open": True}
    return found


@method_decorator([anonymous_form, no_referrer], name="dispatch")
class CodeView(View):
    """Something done with a code. A GET, such as after a language switch, asks for the code again."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return HttpResponseRedirect(reverse("participation:receipt_open"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find the contribution by its code, inside its region, and do what the page is for."""
        form = CodeForm(request.POST)
        code = form.cleaned_data["code"] if form.is_valid() else ""
        row = contribution_by_code(code) if code else None
        if row is not None:
            request.region = row.region
            with region_scope(row.region):
                return self.act(request, row)
        submission = submission_by_code(code) if code else None
        return show_submission(request, submission) if submission else self.unknown(request, form)

    def unknown(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        """Ask again. Only codes that open nothing are counted: a library's visitors with theirs are never stopped."""
        if tries_too_often(request):
            form.add_error(None, _("Too many tries from your network. Wait ten minutes and try again."))
            return _ask(request, form, status=429)
        if form.is_valid():
            form.add_error(
                "code", _("No receipt has this code. Check it against your receipt, letter by letter.")
            )
        return _ask(request, form, status=422)

    def act(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Show the receipt; after a language switch with the words and the address that were not sent yet."""
        return self.show(request, row, **(_unsent(request, row) if is_language_switch(request) else {}))

    def show(
        self, request: HttpRequest, row: Contribution, *, done: str = "", problem: str = "", **extra: Any
    ) -> HttpResponse:
        """Answer with the receipt, a line on what was done or refused above it."""
        row = Contribution.objects.select_related("region", "project", "contact").get(pk=row.pk)
        code, page, layout = code_of(contribution=row), receipt_page(row, page_language()), _layout(request)
        shows_change = page["may_change"] or bool(extra.get("change_open"))
        shows_follow = page["may_follow"] and not page["follows"]
        switch = {"form": "said"} if shows_change or shows_follow else {"code": code}
        said = "participation:receipt_change" if shows_change else "participation:receipt_follow"
        context = {
            **page,
            "code": code,
            "link": receipt_address(request, code),
            "done": done,
            "problem": problem,
            "shows_change": shows_change,
            "shows_follow": shows_follow,
            "may_write": shows_change or shows_follow,
            "said_url": reverse(said),
            "change_form": ChangeWordsForm(initial={"words": row.original}),
            "follow_form": FollowForm(),
            **extra,
            **layout,
            **carrying_switch(layout["page_language_links"], path=reverse("participation:receipt"), **switch),
            **closed_layout(
                row.project, _("What you said is still read and answered, and yours to take back.")
            ),
        }
        refused = problem or "refused_form" in extra
        return render(request, "participation/receipt.html", context, status=422 if refused else 200)

    def follow(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Send word of the answer to the address; new words typed beside it and not saved are kept."""
        form, kept = FollowForm(request.POST), _unsent(request, row, leave_out="email")
        if not form.is_valid():
            return self.show(request, row, **kept, refused_form=form, follow_form=form, follow_open=True)
        try:
            follow_by_email(contribution=row, email=form.cleaned_data["email"])
        except DomainError as error:
            return self.show(request, row, problem=str(error), **kept)
        has_answer = Response.objects.filter(contribution=row, published_at__isnull=False).exists()
        later, first = (
            _("We write to you if the answer changes."),
            _("We write to you when the answer comes."),
        )
        return self.show(request, row, done=later if has_answer else first, **kept)

    def try_to(
        self, request: HttpRequest, row: Contribution, done: str, action: Callable[..., Any], **values: Any
    ) -> HttpResponse:
        """Do it, and show the receipt with what came of it."""
        try:
            action(contribution=row, **values)
        except DomainError as error:
            return self.show(request, row, problem=str(error))
        return self.show(request, row, done=done)


class ReceiptChangeView(CodeView):
    """Puts new words in place of the old."""

    def act(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Change the words; what is refused is shown with the words kept. Enter in the address alone follows."""
        form = ChangeWordsForm(request.POST)
        kept = _unsent(request, row, leave_out="words")
        if "follow_form" in kept and _is_same(request.POST.get("words", ""), row):
            return self.follow(request, row)
        if form.is_valid():
            try:
                change_contribution(contribution=row, words=form.cleaned_data["words"])
                done = _("Your new words are saved and will be read soon.")
                return self.show(request, row, done=done, **kept)
            except DomainError as error:
                form.add_domain_error(error)
        return self.show(request, row, **kept, refused_form=form, change_form=form, change_open=True)


class ConfirmedView(CodeView):
    """Something that cannot be undone: first a page that says what happens, then the deed."""

    question: str
    explanation: str
    button: str
    url_name: str

    def act(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Ask, or do it when it is confirmed."""
        if request.POST.get("confirm") == "yes":
            return self.confirmed(request, row)
        code, layout = code_of(contribution=row), _layout(request)
        context = {
            **self.words(),
            "code": code,
            "action": reverse(self.url_name),
            **layout,
            **carrying_switch(layout["page_language_links"], code=code),
        }
        return render(request, "participation/receipt_confirm.html", context)

    def words(self) -> dict[str, str]:
        """Return question, explanation and button."""
        raise NotImplementedError

    def confirmed(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Do it."""
        raise NotImplementedError


class ReceiptWithdrawView(ConfirmedView):
    """Takes back what was said."""

    url_name = "participation:receipt_withdraw"

    def words(self) -> dict[str, str]:
        """Ask about withdrawing."""
        return {
            "question": _("Withdraw what you wrote?"),
            "explanation": _(
                "It is taken away from the public pages at once and no longer counted. This cannot be undone, "
                "but you can send a new one."
            ),
            "button": _("Withdraw it"),
        }

    def confirmed(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Withdraw."""
        return self.try_to(request, row, _("It has been withdrawn."), withdraw_contribution)


class ReceiptEraseView(ConfirmedView):
    """Erases words, name and address."""

    url_name = "participation:receipt_erase"

    def words(self) -> dict[str, str]:
        """Ask about erasing."""
        return {
            "question": _("Erase everything you wrote?"),
            "explanation": _(
                "Your words, your name and your e-mail address are deleted for good. What remains is that "
                "somebody said something on that day. This cannot be undone."
            ),
            "button": _("Erase it"),
        }

    def confirmed(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Erase."""
        return self.try_to(request, row, _("Everything you wrote has been erased."), erase_contribution)


class ReceiptRenewView(ConfirmedView):
    """Gives a new code in place of one that somebody else may have seen."""

    url_name = "participation:receipt_renew"

    def words(self) -> dict[str, str]:
        """Ask about a new code."""
        return {
            "question": _("Get a new code?"),
            "explanation": _(
                "The code you have now stops working, and so do links with it. Do this when somebody else may "
                "have seen your code."
            ),
            "button": _("Get a new code"),
        }

    def confirmed(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Renew."""
        return self.try_to(
            request,
            row,
            _("Your new code stands below. Write it down: the old one no longer works."),
            renew_code,
        )


class ReceiptFollowView(CodeView):
    """Sends word of the answer by e-mail, or stops."""

    def act(self, request: HttpRequest, row: Contribution) -> HttpResponse:
        """Follow, or stop following."""
        if request.POST.get("stop"):
            return self.try_to(request, row, _("We no longer write to you about this."), stop_following)
        return self.follow(request, row)
