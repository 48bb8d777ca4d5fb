"""The moderation queue: read, publish, remove parts, do not publish. Each with its reason and dated marker."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from participation.domain.moderation import (
    hide_contributions,
    publish_contributions,
    redact_contribution,
)
from participation.domain.several import Several
from participation.enums import GONE
from participation.forms.voices import ModerateForm, QueueFilterForm, RedactForm
from participation.models import Contribution
from participation.queries.voices import moderation_history, moderation_queue, subjects_of
from participation.views.base import PageMixin
from projects.pages import FormPage
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import page_language


class ModerationMixin(PageMixin):
    """A page about a project's contributions: the way back leads to the queue."""

    permission = "participation.moderate_contribution"

    def back(self) -> str:
        """Return the address of the queue."""
        return self.address("moderation_list")

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead from the project to the queue."""
        return [*super().breadcrumbs(), {"label": _("Moderation"), "url": self.back()}]


class ModerationListView(ModerationMixin, TemplateView):
    """What waits to be read, suspect and personal data first; what is shown; what is not."""

    template_name = "participation/moderation_list.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """End with the project."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of the queue, its tabs and the form."""
        return super().get_context_data(**{**self.page(), "form": ModerateForm(), **kwargs})

    def page(self) -> dict[str, Any]:
        """Return the page of the queue that the address asks for."""
        query = self.request.GET
        channel = query.get("channel", "")[:20]
        queue = moderation_queue(
            self.project,
            state=query.get("state", ""),
            channel=channel,
            cursor=query.get("after", ""),
            language=page_language(),
        )
        labels = {
            "waiting": _("Waiting to be read"),
            "shown": _("Shown to everybody"),
            "hidden": _("Not shown"),
        }
        return {
            "queue": queue,
            "is_waiting": queue.state == "waiting",
            "act_url": self.address("moderate"),
            "tabs": [
                {
                    "label": label,
                    "url": self._url(state=key, channel=channel),
                    "current": key == queue.state,
                    "count": queue.counts[key],
                }
                for key, label in labels.items()
            ],
            "filter_form": QueueFilterForm(initial={"channel": channel, "state": queue.state}),
            "clear_url": self._url(state=queue.state) if channel else "",
            "older_url": self._url(state=queue.state, channel=channel, after=queue.next_cursor)
            if queue.next_cursor
            else "",
            "newer_url": self._url(state=queue.state, channel=channel) if query.get("after") else "",
        }

    def _url(self, **values: str) -> str:
        return f"{self.back()}?{urlencode({key: value for key, value in values.items() if value})}"


class ModerateView(ModerationListView):
    """Publishes, or does not publish, the contributions that were chosen in the queue."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the queue: this address is left standing when what was chosen has to be mended."""
        return redirect(self.back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act and go back to the queue, or show the queue with what to mend."""
        form = ModerateForm(request.POST)
        if not form.is_valid():
            return self._again(form)
        values = {"project": self.project, "opened": form.opened, "actor": request.user}
        try:
            if form.cleaned_data["act"] == "publish":
                result = publish_contributions(**values)
            else:
                result = hide_contributions(
                    **values, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"]
                )
        except DomainError as error:
            form.add_domain_error(error)
            return self._again(form)
        self._tell(result)
        return redirect(self.back())

    def _again(self, form: ModerateForm) -> HttpResponse:
        context = self.get_context_data(form=form, chosen=set(form.data.getlist("chosen")))
        return render(self.request, self.template_name, context, status=422)

    def _tell(self, result: Several) -> None:
        if result.done:
            text = ngettext(
                "%(number)s contribution done.", "%(number)s contributions done.", len(result.done)
            )
            messages.success(self.request, text % {"number": len(result.done)})
        if result.left:
            text = ngettext(
                "%(number)s contribution was left: it was changed or handled after you opened the list.",
                "%(number)s contributions were left: they were changed or handled after you opened the list.",
                len(result.left),
            )
            messages.warning(self.request, text % {"number": len(result.left)})


class ContributionRedactView(ModerationMixin, FormPage, FormView):
    """Publishes a contribution with parts taken out."""

    template_name = "participation/moderation_redact.html"
    form_class = RedactForm
    title = gettext_lazy("Which words may everybody read?")
    submit = gettext_lazy("Publish without these parts")
    done_message = gettext_lazy("Published without the parts you took out.")

    def get_contribution(self) -> Contribution:
        """Return the contribution of the path, inside the project; 404 when it is withdrawn or erased."""
        rows = Contribution.objects.select_related("region", "project").exclude(moderation__in=GONE)
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["contribution"])

    def get_initial(self) -> dict[str, Any]:
        """Begin with the words as they may be read now."""
        row = self.get_contribution()
        return {"public_text": row.public_text or row.original, "opened_version": row.version}

    def save(self, form: RedactForm) -> Contribution:
        """Publish what is left."""
        values = form.cleaned_data
        return redact_contribution(
            contribution=self.get_contribution(),
            actor=self.request.user,
            opened=values["opened_version"],
            public_text=values["public_text"],
            reason=values["reason"],
            note=values["note"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words as sent and the markers so far."""
        row = self.get_contribution()
        return super().get_context_data(
            contribution=row,
            subject=subjects_of([row], page_language()).get(row.pk),
            history=moderation_history(row),
            **kwargs,
        )
