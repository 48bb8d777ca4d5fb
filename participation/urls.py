"""Addresses of participation, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts."""

from django.urls import path

from participation.urls_voices import urlpatterns as voices_urlpatterns
from participation.views import (
    ballots,
    contributions,
    events,
    groups,
    hearings,
    inbox,
    plan,
    questions,
    surveys,
    synthesis,
)

app_name = "participation"

PROJECT = "work/<region:region>/projects/<int:project>/"
EVENT = f"{PROJECT}participation/events/<int:event>/"
SURVEY = f"{PROJECT}surveys/<int:survey>/"
SYNTHESIS = f"{PROJECT}synthesis/<slug:perspective>/"
CONTRIBUTION = f"{PROJECT}contributions/<int:contribution>/"
PUBLIC_EVENTS = "<region:region>/<slug:project>/events/"
PUBLIC_SURVEY = "<region:region>/<slug:project>/survey/<int:survey>/"

group_patterns = [
    path(f"{PROJECT}stakeholders/", groups.GroupListView.as_view(), name="group_list"),
    path(f"{PROJECT}stakeholders/places/", groups.GroupPlacesView.as_view(), name="group_places"),
    path(f"{PROJECT}stakeholders/new/", groups.GroupCreateView.as_view(), name="group_create"),
    path(f"{PROJECT}stakeholders/<int:group>/", groups.GroupEditView.as_view(), name="group_edit"),
    path(f"{PROJECT}stakeholders/<int:group>/remove/", groups.GroupRemoveView.as_view(), name="group_remove"),
    path(f"{PROJECT}participation/", plan.PlanView.as_view(), name="plan"),
    path(
        f"{PROJECT}stakeholders/<int:group>/methods/new/",
        plan.MethodCreateView.as_view(),
        name="method_create",
    ),
    path(f"{PROJECT}participation/methods/<int:method>/", plan.MethodEditView.as_view(), name="method_edit"),
    path(
        f"{PROJECT}participation/methods/<int:method>/drop/",
        plan.MethodDropView.as_view(),
        name="method_drop",
    ),
    path(f"{PROJECT}participation/events/", hearings.EventListView.as_view(), name="event_list"),
    path(f"{PROJECT}participation/events/new/", hearings.EventCreateView.as_view(), name="event_create"),
    path(
        f"{PROJECT}participation/events/prepare/", hearings.EventPrepareView.as_view(), name="event_prepare"
    ),
    path(EVENT, hearings.EventEditView.as_view(), name="event_edit"),
    path(f"{EVENT}invitation/", hearings.EventInvitationView.as_view(), name="event_invitation"),
    path(f"{EVENT}announce/", hearings.EventAnnounceView.as_view(), name="event_announce"),
    path(f"{EVENT}call-off/", hearings.EventCallOffView.as_view(), name="event_call_off"),
    path(f"{EVENT}hide/", hearings.EventHideView.as_view(), name="event_hide"),
    path("<region:region>/take-part/events.ics", events.region_calendar, name="region_calendar"),
    path(PUBLIC_EVENTS, events.events, name="events"),
    path(f"{PUBLIC_EVENTS}calendar.ics", events.project_calendar, name="events_calendar"),
    path(f"{PUBLIC_EVENTS}<int:event>.ics", events.event_calendar, name="event_calendar"),
    path(f"{PROJECT}coverage/", plan.CoverageView.as_view(), name="coverage"),
]

survey_patterns = [
    path(f"{PROJECT}surveys/", surveys.SurveyListView.as_view(), name="survey_list"),
    path(f"{PROJECT}surveys/new/", surveys.SurveyCreateView.as_view(), name="survey_create"),
    path(SURVEY, surveys.SurveyDetailView.as_view(), name="survey_detail"),
    path(f"{SURVEY}preview/", surveys.SurveyPreviewView.as_view(), name="survey_preview"),
    path(f"{SURVEY}edit/", surveys.SurveyEditView.as_view(), name="survey_edit"),
    path(f"{SURVEY}publish/", surveys.SurveyPublishView.as_view(), name="survey_publish"),
    path(f"{SURVEY}last-day/", surveys.LastDayView.as_view(), name="survey_last_day"),
    path(f"{SURVEY}close/", surveys.SurveyCloseView.as_view(), name="survey_close"),
    path(f"{SURVEY}release/", surveys.SurveyReleaseView.as_view(), name="survey_release"),
    path(f"{SURVEY}results/", surveys.SurveyResultsView.as_view(), name="results"),
    path(f"{SURVEY}questions/new/", questions.QuestionCreateView.as_view(), name="question_create"),
    path(f"{SURVEY}questions/<int:question>/", questions.QuestionEditView.as_view(), name="question_edit"),
    path(
        f"{SURVEY}questions/<int:question>/move/", questions.QuestionMoveView.as_view(), name="question_move"
    ),
    path(
        f"{SURVEY}questions/<int:question>/remove/",
        questions.QuestionRemoveView.as_view(),
        name="question_remove",
    ),
    path(PUBLIC_SURVEY, ballots.survey_landing, name="survey"),
    path(f"{PUBLIC_SURVEY}answer/", ballots.SurveyFormView.as_view(), name="survey_form"),
    path(f"{PUBLIC_SURVEY}results/", ballots.survey_results, name="survey_results"),
    path("r/survey/withdraw/", ballots.submission_withdraw, name="submission_withdraw"),
    path("<region:region>/<slug:project>/heard/", synthesis.synthesis_public, name="synthesis_public"),
]

inbox_patterns = [
    path("work/<region:region>/inbox/", inbox.RegionInboxView.as_view(), name="region_inbox"),
    path(f"{PROJECT}inbox/", inbox.InboxView.as_view(), name="inbox"),
    path(f"{PROJECT}inbox/code/", inbox.InboxCodeView.as_view(), name="inbox_code"),
    path(
        f"{PROJECT}contributions/new/",
        contributions.ContributionCreateView.as_view(),
        name="contribution_create",
    ),
    path(CONTRIBUTION, contributions.ContributionDetailView.as_view(), name="contribution_detail"),
    path(f"{CONTRIBUTION}code/", contributions.ContributionCodeView.as_view(), name="contribution_code"),
    path(f"{CONTRIBUTION}notes/", contributions.ContributionNoteView.as_view(), name="contribution_note"),
]

synthesis_patterns = [
    path(f"{PROJECT}synthesis/", synthesis.SynthesisListView.as_view(), name="synthesis_list"),
    path(SYNTHESIS, synthesis.SynthesisEditView.as_view(), name="synthesis_edit"),
    path(f"{SYNTHESIS}approve/", synthesis.SynthesisApproveView.as_view(), name="synthesis_approve"),
    path(f"{SYNTHESIS}reopen/", synthesis.SynthesisReopenView.as_view(), name="synthesis_reopen"),
    path(f"{SYNTHESIS}points/new/", synthesis.PointView.as_view(), name="point_create"),
    path(f"{SYNTHESIS}points/<int:order>/", synthesis.PointView.as_view(), name="point_edit"),
    path(f"{SYNTHESIS}points/<int:order>/remove/", synthesis.PointRemoveView.as_view(), name="point_remove"),
]

urlpatterns: list = [
    *group_patterns,
    *survey_patterns,
    *inbox_patterns,
    *synthesis_patterns,
    *voices_urlpatterns,
]
