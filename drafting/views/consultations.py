"""The dated period in which everybody may comment: begin, change, close early, open again."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from drafting.domain.consultation import (
    change_consultation,
    close_consultation,
    open_consultation,
    reopen_consultation,
    require_changeable,
    require_closable,
    require_openable,
    require_reopenable,
)
from drafting.forms.consultation import (
    ChangeConsultationForm,
    CloseConsultationForm,
    ConsultationForm,
    ReopenConsultationForm,
)
from drafting.models import Consultation
from drafting.queries.versions import newest_version
from drafting.views.base import VersionsFormView
from projects.models import ServicePromise
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.history import history_entries

USUAL_DAYS = 42


class ConsultationFormView(VersionsFormView):
    """A form about the consultation of the path."""

    permission = "drafting.change_consultation"
    place = "consultation"
    read_too = ("consultation",)

    @cached_property
    def consultation(self) -> Consultation:
        """The consultation; 404 outside the project."""
        rows = Consultation.objects.select_related(
            "region", "draft__promise__region", "draft__promise__project__region"
        ).defer("draft__snapshot")
        return get_object_or_404(rows, pk=self.kwargs["consultation"], draft__promise__project=self.project)

    @cached_property
    def maybe_promise(self) -> ServicePromise:
        """The promise that it is on."""
        return self.consultation.draft.promise

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is stored."""
        row = self.consultation
        return {
            "opens_on": row.opens_on,
            "closes_on": row.closes_on,
            "moderates_first": row.moderates_first,
            "opened_version": row.version,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what happened to it."""
        kwargs.setdefault("history", history_entries(self.consultation.history.all()))
        return super().get_context_data(**kwargs)


class ConsultationCreateView(NewRowMixin, VersionsFormView):
    """Opens the newest version for comments."""

    permission = "drafting.add_consultation"
    form_class = ConsultationForm
    place = "consultation"
    title = gettext_lazy("Open the draft for comments")
    lead = gettext_lazy(
        "Everybody can comment on each sentence and on the whole, without an account, on these days."
    )
    submit = gettext_lazy("Set the days")
    done_message = gettext_lazy("The days are set and shown on the public page.")

    def check_possible(self) -> None:
        """Lead back while there is no version to comment on, or another time for comments is not over."""
        require_openable(newest_version(self.promise))

    def get_initial(self) -> dict[str, Any]:
        """Propose six weeks from today, moderated as the region does."""
        today = clock.today()
        return {
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=USUAL_DAYS),
            "moderates_first": self.project.region.moderates_first,
        }

    def save(self, form: ConsultationForm) -> Consultation:
        """Open it."""
        data, version = form.cleaned_data, newest_version(self.promise)
        require_openable(version)
        return open_consultation(
            version=version,
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            moderates_first=data["moderates_first"],
            actor=self.request.user,
        )


class ConsultationEditView(ConsultationFormView):
    """Changes the days or the way of moderating."""

    form_class = ChangeConsultationForm
    title = gettext_lazy("Change the days for comments")
    submit = gettext_lazy("Save the days")
    done_message = gettext_lazy("The days are changed.")

    def check_possible(self) -> None:
        """Lead back when it is closed."""
        require_changeable(self.consultation)

    def save(self, form: ChangeConsultationForm) -> Consultation:
        """Change them."""
        data = form.cleaned_data
        return change_consultation(
            consultation=self.consultation,
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            moderates_first=data["moderates_first"],
            actor=self.request.user,
            expected=data["opened_version"] or 0,
            reason=data["reason"],
        )


class ConsultationCloseView(ConsultationFormView):
    """Closes it before its last day, or calls it off."""

    form_class = CloseConsultationForm
    title = gettext_lazy("Close commenting now")
    lead = gettext_lazy(
        "No more comments are taken from this moment. What has come in stays and is answered."
    )
    submit = gettext_lazy("Close commenting")
    submit_kind = "danger"
    done_message = gettext_lazy("Commenting is closed.")

    def check_possible(self) -> None:
        """Lead back when it is closed already."""
        require_closable(self.consultation)

    def save(self, form: CloseConsultationForm) -> Consultation:
        """Close it."""
        return close_consultation(
            consultation=self.consultation,
            actor=self.request.user,
            expected=form.cleaned_data["opened_version"] or 0,
            reason=form.cleaned_data["reason"],
        )


class ConsultationReopenView(ConsultationFormView):
    """Opens a closed one again."""

    form_class = ReopenConsultationForm
    title = gettext_lazy("Open commenting again")
    submit = gettext_lazy("Open it again")
    done_message = gettext_lazy("Commenting is open again.")

    def check_possible(self) -> None:
        """Lead back unless it is closed and a version is published."""
        require_reopenable(self.consultation)

    def save(self, form: ReopenConsultationForm) -> Consultation:
        """Open it again."""
        return reopen_consultation(
            consultation=self.consultation,
            closes_on=form.cleaned_data["closes_on"],
            actor=self.request.user,
            expected=form.cleaned_data["opened_version"] or 0,
            reason=form.cleaned_data["reason"],
        )
