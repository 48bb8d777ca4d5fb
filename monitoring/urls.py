"""Addresses of monitoring, below the language: `work/<region>/…` workspace, `<region>/…` public."""

from django.urls import path

from monitoring.views import feedback, indicators, public, rounds, statuses

app_name = "monitoring"

PROJECT = "work/<region:region>/projects/<int:project>"
INDICATOR = f"{PROJECT}/indicators/<int:indicator>"
STATEMENT = f"{PROJECT}/status/<int:statement>"
CORRECTIVE = f"{PROJECT}/corrective/<int:corrective>"
PUBLIC = "<region:region>/<slug:project>"

urlpatterns = [
    path(f"{PROJECT}/indicators/", indicators.IndicatorListView.as_view(), name="indicator_list"),
    path(f"{PROJECT}/indicators/new/", indicators.IndicatorCreateView.as_view(), name="indicator_create"),
    path(f"{INDICATOR}/", indicators.IndicatorDetailView.as_view(), name="indicator_detail"),
    path(f"{INDICATOR}/edit/", indicators.IndicatorEditView.as_view(), name="indicator_edit"),
    path(f"{INDICATOR}/measure/", indicators.MeasurementCreateView.as_view(), name="measurement_create"),
    path(
        f"{INDICATOR}/measurements/<int:measurement>/",
        indicators.MeasurementEditView.as_view(),
        name="measurement_edit",
    ),
    path(f"{PROJECT}/status/", statuses.StatusListView.as_view(), name="status_list"),
    path(f"{STATEMENT}/", statuses.StatusEditView.as_view(), name="status_edit"),
    path(f"{STATEMENT}/corrective/", statuses.CorrectiveCreateView.as_view(), name="corrective_create"),
    path(f"{CORRECTIVE}/", statuses.CorrectiveEditView.as_view(), name="corrective_edit"),
    path(f"{CORRECTIVE}/done/", statuses.CorrectiveFinishView.as_view(), name="corrective_finish"),
    path(f"{PROJECT}/feedback/", feedback.FeedbackListView.as_view(), name="feedback_list"),
    path(f"{PROJECT}/feedback/<int:feedback>/", feedback.FeedbackEditView.as_view(), name="feedback_edit"),
    path(f"{PROJECT}/rounds/", rounds.RoundListView.as_view(), name="round_list"),
    path(f"{PROJECT}/rounds/new/", rounds.RoundCreateView.as_view(), name="round_create"),
    path(f"{PROJECT}/rounds/<int:round>/", rounds.RoundEditView.as_view(), name="round_edit"),
    path(f"{PROJECT}/rounds/<int:round>/move/", rounds.RoundMoveView.as_view(), name="round_move"),
    path(f"{PUBLIC}/promise/", public.promise, name="promise"),
    path(f"{PUBLIC}/indicators/<int:indicator>/", public.indicator, name="indicator"),
    path(f"{PUBLIC}/feedback/", public.feedback_form, name="feedback_form"),
]
