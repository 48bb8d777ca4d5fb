"""Pages of indicators and their measurements."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from monitoring.domain.indicator import create_indicator, edit_indicator
from monitoring.domain.measurement import correct_measurement, record_measurement
from monitoring.enums import Status
from monitoring.forms.indicator import IndicatorForm, MeasurementForm
from monitoring.models import Indicator, Measurement, StatementStatus
from monitoring.queries.evidence import open_correctives, targets_of
from monitoring.queries.indicators import indicator_detail, indicator_list
from monitoring.queries.wording import status_label, unit_of
from monitoring.views.base import FollowUpForm, FollowUpMixin
from projects.queries.statements import statement_rows, statement_words
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin, leading_on
from servicelofte.common.fields import column_words
from servicelofte.common.keys import asked_number
from servicelofte.common.languages import NO_WORDS

INDICATORS = ("indicator_list", gettext_lazy("Indicators"))


class IndicatorListView(FollowUpMixin, TemplateView):
    """What is measured, and whether the indicators are well chosen (p. 36)."""

    template_name = "monitoring/indicator_list.html"
    permission = "monitoring.view_indicator"
    place = "indicators"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the indicators."""
        page = indicator_list(self.project, lambda row: self.may("monitoring.measure_indicator", row))
        may_change = self.may("monitoring.add_indicator")
        return super().get_context_data(page=page, may_change=may_change, **kwargs)


class IndicatorMixin(FollowUpMixin):
    """A page of one indicator of the project."""

    above = INDICATORS

    def indicators(self) -> QuerySet[Indicator]:
        """Return the project's indicators."""
        return Indicator.objects.filter(promise__project=self.project).select_related(
            "owner", "promise__project__region"
        )

    @cached_property
    def indicator(self) -> Indicator:
        """The indicator of the path; 404 outside the project."""
        return get_object_or_404(self.indicators(), pk=self.kwargs["indicator"])


class IndicatorDetailView(IndicatorMixin, TemplateView):
    """One indicator: drawing, values, targets, promises, history."""

    template_name = "monitoring/indicator_detail.html"
    permission = "monitoring.view_indicator"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the indicator."""
        indicator = self.indicator
        kwargs |= {
            "indicator": indicator,
            "page": indicator_detail(indicator),
            "may_measure": indicator.is_active and self.may("monitoring.measure_indicator", indicator),
            "may_change": self.may("monitoring.change_indicator", indicator),
            "may_judge": self.may("monitoring.set_statementstatus", indicator),
        }
        return super().get_context_data(**kwargs)


class IndicatorFormMixin(IndicatorMixin, FollowUpForm):
    """The form of an indicator."""

    form_class = IndicatorForm
    place = "indicators"
    object: Indicator | None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form people, statements, the promise's years and the targets so far."""
        kwargs = super().get_form_kwargs()
        instance = kwargs.get("instance")
        return {
            **kwargs,
            "region": self.project.region,
            "rows": statement_rows(self.project.pk),
            "years": range(self.project.period_from, self.project.period_to + 1),
            "targets": targets_of([instance.pk])[instance.pk] if instance else {},
        }

    def get_success_url(self) -> str:
        """Return the indicator's page."""
        return self.address("indicator_detail", self.object.pk)


class IndicatorCreateView(NewRowMixin, IndicatorFormMixin, FormView):
    """Chooses an indicator."""

    permission = "monitoring.add_indicator"
    title = gettext_lazy("Choose an indicator")
    submit = gettext_lazy("Add the indicator")
    done_message = gettext_lazy("The indicator is in use.")

    def get_initial(self) -> dict[str, Any]:
        """Tick the statement that the person came from."""
        chosen = asked_number(self.request, "statement")
        return {"statements": [chosen]} if chosen else {}

    def save(self, form: Any) -> Indicator:
        """Create it."""
        return create_indicator(
            project=self.project,
            actor=self.request.user,
            statements=form.cleaned_data["statements"],
            values=form.cleaned_data,
            targets=form.targets,
            first_due=form.cleaned_data["first_due"],
        )


class IndicatorEditView(IndicatorFormMixin, UpdateView):
    """Changes an indicator and its targets."""

    permission = "monitoring.change_indicator"
    pk_url_kwarg = "indicator"
    title = gettext_lazy("Change the indicator")
    submit = gettext_lazy("Save")
    done_message = gettext_lazy("The indicator is changed.")

    def get_queryset(self) -> QuerySet[Indicator]:
        """Return the project's indicators."""
        return self.indicators()

    def back(self) -> str:
        """Return the indicator's page."""
        return self.address("indicator_detail", self.kwargs["indicator"])

    def save(self, form: Any) -> Indicator:
        """Change it."""
        return edit_indicator(
            indicator=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            statements=form.cleaned_data["statements"],
            values=form.cleaned_data,
            targets=form.targets,
            reason=form.cleaned_data["reason"],
        )


class MeasurementFormMixin(IndicatorMixin, FollowUpForm):
    """The form of a value; what it changes is told, and a broken promise asks at once what is done about it."""

    form_class = MeasurementForm
    permission = "monitoring.measure_indicator"
    changed: list[StatementStatus]

    def get_permission_object(self) -> Indicator:
        """Return the indicator, so that its owner is let in."""
        return self.indicator

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the unit."""
        return {**super().get_form_kwargs(), "unit": unit_of(self.indicator)}

    def back(self) -> str:
        """Return the indicator's page."""
        return self.address("indicator_detail", self.kwargs["indicator"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is measured."""
        kwargs.setdefault("lead", column_words(self.indicator, "name")[0])
        return super().get_context_data(**kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it, tell what changed, and lead on to a promise that is now broken."""
        response = super().form_valid(form)
        if not isinstance(response, HttpResponseRedirect):
            return response
        return self._tell(response)

    def _tell(self, response: HttpResponseRedirect) -> HttpResponse:
        ids = [row.statement_id for row in self.changed]
        words, mended = statement_words(ids), open_correctives(ids)
        broken = None
        for row in self.changed:
            text = words.get(row.statement_id, NO_WORDS).text
            said = {"status": status_label(row.status).lower(), "promise": text}
            told = _("By this value, this promise is %(status)s: %(promise)s") % said
            place = f"{self.address('status_list')}#s-{row.statement_id}"
            messages.info(self.request, leading_on(told, place, _("To its status")))
            if row.status == Status.BROKEN and not mended.get(row.statement_id):
                broken = broken or row
        if broken and self.may("monitoring.set_statementstatus"):
            return HttpResponseRedirect(self.address("corrective_create", broken.statement_id))
        return response


class MeasurementCreateView(NewRowMixin, MeasurementFormMixin, FormView):
    """Enters a value."""

    title = gettext_lazy("Enter a value")
    submit = gettext_lazy("Save the value")
    done_message = gettext_lazy("The value is stored.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"day": clock.today()}

    def save(self, form: Any) -> list[StatementStatus]:
        """Store it."""
        values = form.cleaned_data
        self.changed = record_measurement(
            indicator=self.indicator,
            day=values["day"],
            value=values["value"],
            note=values["note"],
            actor=self.request.user,
        )
        return self.changed


class MeasurementEditView(MeasurementFormMixin, UpdateView):
    """Corrects a value; the one before stays in the history."""

    pk_url_kwarg = "measurement"
    title = gettext_lazy("Correct the value")
    submit = gettext_lazy("Save the value")
    done_message = gettext_lazy("The value is corrected.")

    def get_queryset(self) -> QuerySet[Measurement]:
        """Return the indicator's measurements."""
        return Measurement.objects.filter(indicator=self.indicator)

    def save(self, form: Any) -> list[StatementStatus]:
        """Correct it."""
        values = form.cleaned_data
        self.changed = correct_measurement(
            measurement=form.instance,
            expected=form.opened_version,
            day=values["day"],
            value=values["value"],
            note=values["note"],
            reason=values["reason"],
            actor=self.request.user,
        )
        return self.changed
