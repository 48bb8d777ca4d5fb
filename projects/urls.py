"""Addresses of projects, below the language; all of them belong to the workspace."""

from django.urls import include, path

from projects.views import guide, ledger, phase, plan, project

app_name = "projects"

_phase = [
    path("", phase.PhaseDetailView.as_view(), name="phase_detail"),
    path("edit/", phase.PhaseEditView.as_view(), name="phase_edit"),
    path("intent/", phase.PhaseIntentView.as_view(), name="phase_intent"),
    path("pass/", phase.PhasePassView.as_view(), name="phase_pass"),
    path("reopen/", phase.PhaseReopenView.as_view(), name="phase_reopen"),
    path("leave-out/", phase.PhaseLeaveOutView.as_view(), name="phase_leave_out"),
    path("take-up/", phase.phase_take_up, name="phase_take_up"),
    path("texts/new/", guide.GuideCreateView.as_view(), name="guide_create"),
    path("steps/<slug:step>/", guide.StepEditView.as_view(), name="step_edit"),
    path("steps/<slug:step>/switch/", guide.step_switch, name="step_switch"),
]

_project = [
    path("", project.ProjectDetailView.as_view(), name="project_detail"),
    path("edit/", project.ProjectEditView.as_view(), name="project_edit"),
    path("close/", project.ProjectStateView.as_view(), name="project_close"),
    path("take-up/", project.ProjectStateView.as_view(reopens=True, when_closed=True), name="project_reopen"),
    path("phases/<slug:phase>/", include(_phase)),
    path("texts/<int:item>/", guide.GuideEditView.as_view(), name="guide_edit"),
    path("texts/<int:item>/switch/", guide.guide_switch, name="guide_switch"),
    path("texts/<int:item>/answer/", guide.GuideAnswerView.as_view(), name="guide_answer"),
    path("people/", plan.MemberListView.as_view(), name="member_list"),
    path("people/new/", plan.MemberCreateView.as_view(), name="member_create"),
    path("people/<int:member>/", plan.MemberEditView.as_view(), name="member_edit"),
    path("people/<int:member>/leave/", plan.member_deactivate, name="member_deactivate"),
    path("resources/", plan.ResourceListView.as_view(), name="resource_list"),
    path("resources/new/", plan.ResourceCreateView.as_view(), name="resource_create"),
    path("resources/<int:resource>/", plan.ResourceEditView.as_view(), name="resource_edit"),
    path("resources/<int:resource>/remove/", plan.ResourceRemoveView.as_view(), name="resource_remove"),
    path("timetable/", plan.MilestoneListView.as_view(), name="milestone_list"),
    path("timetable/new/", plan.MilestoneCreateView.as_view(), name="milestone_create"),
    path("timetable/<int:milestone>/", plan.MilestoneEditView.as_view(), name="milestone_edit"),
    path("timetable/<int:milestone>/done/", plan.milestone_done, name="milestone_done"),
    path("timetable/<int:milestone>/remove/", plan.MilestoneRemoveView.as_view(), name="milestone_remove"),
    path("project-plan/", plan.ProjectPlanView.as_view(), name="project_plan"),
    path("ledger/", ledger.EventListView.as_view(), name="event_list"),
]

urlpatterns = [
    path("work/<region:region>/projects/", project.ProjectListView.as_view(), name="project_list"),
    path("work/<region:region>/projects/new/", project.ProjectCreateView.as_view(), name="project_create"),
    path("work/<region:region>/law/", plan.LawView.as_view(), name="law"),
    path("work/<region:region>/projects/<int:project>/", include(_project)),
]
