"""An official's answer to a contribution, or to several that say the same."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from participation.domain.response import answer_contributions, write_response
from participation.domain.several import MOST_AT_ONCE, Several
from participation.enums import GONE, SHOWN, Moderation
from participation.forms.voices import ResponseForm, SharedAnswerForm
from participation.models import Contribution, Response
from participation.queries.voices import (
    answer_page,
    statement_choices,
    subjects_of,
    to_answer_together,
    words_digest,
)
from participation.views.base import PageMixin
from projects.pages import FormPage
from servicelofte.common.editing import came_from, leading_on
from servicelofte.common.errors import EditConflict
from servicelofte.common.history import history_entries
from servicelofte.common.keys import number_of
from servicelofte.common.languages import page_language


class AnswerPage(PageMixin, FormPage, FormView):
    """A form for an answer, from which the person goes back to the list that it was opened from."""

    permission = "participation.respond_contribution"


class ContributionRespondView(AnswerPage):
    """Writes, publishes or changes the answer; whoever wanted to hear is told by e-mail."""

    template_name = "participation/respond.html"
    form_class = ResponseForm
    title = gettext_lazy("What became of it, and why?")

    @cached_property
    def contribution(self) -> Contribution:
        """The contribution of the path, inside the project, looked up once a request; 404 when it was erased."""
        row = get_object_or_404(
            Contribution.objects.select_related("region", "project"),
            project=self.project,
            pk=self.kwargs["contribution"],
        )
        if row.moderation == Moderation.ERASED:
            raise Http404
        return row

    def get_permission_object(self) -> Contribution:
        """Return the contribution, so that whoever it was given to is let in."""
        return self.contribution

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the region's languages and the promise's sentences."""
        row = self.contribution
        return {
            **super().get_form_kwargs(),
            "languages": row.region.language_choices,
            "statements": statement_choices(self.project.pk, page_language()),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answer so far, or in the writer's language with the sentence that was spoken about."""
        row = self.contribution
        known = Response.objects.filter(contribution=row).first()
        if known is None:
            subject = subjects_of([row], page_language()).get(row.pk)
            lineage = subject.lineage if subject else ""
            return {
                "language": row.language,
                "lineage": lineage,
                "opened_version": 0,
                "seen": words_digest(row),
            }
        return {
            "seen": words_digest(row),
            "outcome": known.outcome,
            "body": known.body,
            "language": known.language,
            "needs_change": known.needs_change,
            "lineage": str(known.lineage or ""),
            "opened_version": known.version,
        }

    def save(self, form: ResponseForm) -> Response:
        """Keep the answer, or publish it by the other button."""
        is_published = "publish" in form.data
        row = write_response(
            contribution=self.contribution,
            actor=self.request.user,
            answer=form.answer,
            publish=is_published,
            opened=form.cleaned_data["opened_version"],
            seen=form.cleaned_data["seen"],
        )
        self.done_message = (
            self._published(row.contribution)
            if is_published
            else _("The answer is saved, not yet published.")
        )
        return row

    def _published(self, row: Contribution) -> str:
        """Return who sees the answer to a contribution as it stands, with the way to it where not everybody does."""
        if row.moderation in SHOWN:
            return _("The answer is published.")
        if row.moderation in GONE:
            return _("The answer is kept, but nobody else reads it: the contribution was taken back.")
        text = _("The answer is ready. Everybody can read it once the contribution is published.")
        return leading_on(text, self.address("contribution_detail", row.pk), _("Go to the contribution"))

    def conflict(self, form: ResponseForm, conflict: EditConflict) -> HttpResponse:
        """Show the colleague's words beside the form, or what the writer says now."""
        if isinstance(conflict.row, Contribution):
            form.add_domain_error(conflict)
            self.contribution = conflict.row
            form.data = {**form.data.dict(), "seen": words_digest(conflict.row)}
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return self.show_again(form, conflict, theirs=conflict.row)

    def back(self) -> str:
        """Go back to where the person came from, else to the contribution."""
        return came_from(self.request) or self.address("contribution_detail", self.kwargs["contribution"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words that are answered."""
        page = answer_page(self.contribution, page_language())
        response = page["response"]
        history = history_entries(response.history.all()) if response else []
        return super().get_context_data(**page, history=history, **kwargs)


class SharedAnswerView(AnswerPage):
    """Gives several contributions that say the same one answer; each writer who wanted to hear is told by e-mail."""

    template_name = "participation/respond_several.html"
    form_class = SharedAnswerForm
    title = gettext_lazy("What became of these, and why?")
    lead = gettext_lazy(
        "Each gets the answer as its own, in the language it was written in. Leave out one that says something else."
    )

    def back(self) -> str:
        """Go back to where they were chosen, else to the inbox."""
        return came_from(self.request) or self.address("inbox")

    @property
    def chosen(self) -> set[int]:
        """The ids that the address names."""
        asked = self.request.GET.getlist("chosen")[:MOST_AT_ONCE]
        return {pk for text in asked if (pk := number_of(text)) is not None}

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The chosen ones of the address that wait for an answer, looked up once a request."""
        return to_answer_together(self.project, self.chosen, page_language())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or go back with what is missing when nothing that was chosen waits for an answer."""
        if self.rows:
            return super().get(request, *args, **kwargs)
        messages.warning(
            request,
            _("None of the contributions that you ticked waits for an answer.")
            if self.chosen
            else _("Tick the contributions that you want to answer together."),
        )
        return HttpResponseRedirect(self.back())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the languages that are answered in and the promise's sentences."""
        return {
            **super().get_form_kwargs(),
            "languages": self.languages(),
            "offered": self.request.region.all_languages,
            "statements": statement_choices(self.project.pk, page_language()),
        }

    def languages(self) -> list[str]:
        """Return the region's languages that the chosen ones are written in; its first where none is."""
        known = self.request.region.all_languages
        written = {row["lang"] for row in self.rows}
        return [code for code in known if code in written] or known[:1]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the sentence that all of them are about, if they are about one."""
        lineages = {row["subject"].lineage if row["subject"] else "" for row in self.rows}
        return {"lineage": lineages.pop() if len(lineages) == 1 else ""}

    def save(self, form: SharedAnswerForm) -> Several:
        """Keep the answers, or publish them by the other button."""
        result = answer_contributions(
            project=self.project,
            opened=form.opened,
            actor=self.request.user,
            answer=form.answer,
            publish="publish" in form.data,
        )
        self._tell(result, is_published="publish" in form.data)
        return result

    def _tell(self, result: Several, *, is_published: bool) -> None:
        done, left = len(result.done), len(result.left)
        if is_published:
            self._tell_published(result)
        elif done:
            saved = ngettext(
                "%(number)s answer is saved, not yet published.",
                "%(number)s answers are saved, not yet published.",
                done,
            )
            messages.success(self.request, saved % {"number": done})
        if left:
            text = ngettext(
                "%(number)s contribution was left: it was changed or answered after you opened the page.",
                "%(number)s contributions were left: they were changed or answered after you opened the page.",
                left,
            )
            messages.warning(self.request, text % {"number": left})

    def _tell_published(self, result: Several) -> None:
        """Tell how many answers everybody sees now, and how many only once what they answer is published."""
        shown = Contribution.objects.filter(pk__in=result.done, moderation__in=SHOWN).count()
        waiting = len(result.done) - shown
        if shown:
            text = ngettext("%(number)s answer is published.", "%(number)s answers are published.", shown)
            messages.success(self.request, text % {"number": shown})
        if waiting:
            text = ngettext(
                "%(number)s answer is ready. Everybody can read it once the contribution is published.",
                "%(number)s answers are ready. Everybody can read each once its contribution is published.",
                waiting,
            )
            text %= {"number": waiting}
            messages.success(
                self.request, leading_on(text, self.address("moderation_list"), _("Go to moderation"))
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words that are answered, ticked until somebody leaves one out."""
        form = kwargs.get("form") or self.get_form()
        ticked = form.data.getlist("chosen") if form.is_bound else [row["value"] for row in self.rows]
        return super().get_context_data(
            rows=self.rows,
            unseen=any(row["unseen"] for row in self.rows),
            moderate_url=self.address("moderation_list"),
            ticked=set(ticked),
            **{**kwargs, "form": form},
        )
