"""Addresses of projects, below the language; all of them belong to the workspace."""

from django.urls import URLPattern, URLResolver, include, path

from projects.views import guide, ledger, member, milestone, phase, plan, project, resource

app_name = "projects"

_phase = [
    path("", phase.PhaseDetailView.as_view(), name="phase_detail"),
    path("edit/", phase.PhaseEditView.as_view(), name="phase_edit"),
    path("intent/", phase.PhaseIntentView.as_view(), name="phase_intent"),
    path("pass/", phase.PhasePassView.as_view(), name="phase_pass"),
    path("reopen/", phase.PhaseReopenView.as_view(), name="phase_reopen"),
    path("leave-out/", phase.PhaseLeaveOutView.as_view(), name="phase_leave_out"),
    path("take-up/", phase.PhaseTakeUpView.as_view(), name="phase_take_up"),
    path("texts/new/", guide.GuideCreateView.as_view(), name="guide_create"),
    path("steps/<slug:step>/", guide.StepEditView.as_view(), name="step_edit"),
    path("steps/<slug:step>/switch/", guide.StepSwitchView.as_view(), name="step_switch"),
]

_project: list[URLPattern | URLResolver] = [
    path("", project.ProjectDetailView.as_view(), name="project_detail"),
    path("edit/", project.ProjectEditView.as_view(), name="project_edit"),
    path("close/", project.ProjectCloseView.as_view(), name="project_close"),
    path("take-up/", project.ProjectReopenView.as_view(), name="project_reopen"),
    path("phases/<slug:phase>/", include(_phase)),
    path("texts/<int:item>/", guide.GuideEditView.as_view(), name="guide_edit"),
    path("texts/<int:item>/switch/", guide.GuideSwitchView.as_view(), name="guide_switch"),
    path("texts/<int:item>/answer/", guide.GuideAnswerView.as_view(), name="guide_answer"),
    path("people/", member.MemberListView.as_view(), name="member_list"),
    path("people/new/", member.MemberCreateView.as_view(), name="member_create"),
    path("people/<int:member>/", member.MemberEditView.as_view(), name="member_edit"),
    path("people/<int:member>/leave/", member.MemberLeaveView.as_view(), name="member_deactivate"),
    path("resources/", resource.ResourceListView.as_view(), name="resource_list"),
    path("resources/new/", resource.ResourceCreateView.as_view(), name="resource_create"),
    path("resources/<int:resource>/", resource.ResourceEditView.as_view(), name="resource_edit"),
    path("resources/<int:resource>/remove/", resource.ResourceRemoveView.as_view(), name="resource_remove"),
    path("timetable/", milestone.MilestoneListView.as_view(), name="milestone_list"),
    path("timetable/new/", milestone.MilestoneCreateView.as_view(), name="milestone_create"),
    path("timetable/<int:milestone>/", milestone.MilestoneEditView.as_view(), name="milestone_edit"),
    path("timetable/<int:milestone>/done/", milestone.MilestoneDoneView.as_view(), name="milestone_done"),
    path(
        "timetable/<int:milestone>/remove/", milestone.MilestoneRemoveView.as_view(), name="milestone_remove"
    ),
    path("project-plan/", plan.ProjectPlanView.as_view(), name="project_plan"),
    path("ledger/", ledger.EventListView.as_view(), name="event_list"),
]

urlpatterns = [
    path("work/<region:region>/projects/", project.ProjectListView.as_view(), name="project_list"),
    path("work/<region:region>/projects/new/", project.ProjectCreateView.as_view(), name="project_create"),
    path("work/<region:region>/law/", plan.LawView.as_view(), name="law"),
    path("work/<region:region>/projects/<int:project>/", include(_project)),
]
