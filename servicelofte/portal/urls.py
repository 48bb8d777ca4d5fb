"""Addresses of the portal, below the language."""

from django.urls import path

from servicelofte.portal.views import public, workspace

urlpatterns = [
    path("", public.front, name="front"),
    path("work/", workspace.WorkHomeView.as_view(), name="work_home"),
    path("work/<region:region>/", workspace.WorkspaceHomeView.as_view(), name="workspace_home"),
    path("<region:region>/", public.region_home, name="region_home"),
    path("<region:region>/promise/", public.region_promise, name="region_promise"),
    path("<region:region>/take-part/", public.region_take_part, name="region_take_part"),
    path("<region:region>/follow-up/", public.region_followup, name="region_followup"),
    path("<region:region>/<slug:project>/", public.public_project_page, name="public_project"),
    path("<region:region>/<slug:project>/thread/<slug:kind>/<str:key>/", public.thread, name="thread"),
]
