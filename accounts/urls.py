"""Addresses of accounts, below the language: information pages, people, invitations."""

from django.urls import path

from accounts.views import invitation, public, workspace

app_name = "accounts"

urlpatterns = [
    path("work/<region:region>/people/", workspace.MemberListView.as_view(), name="member_list"),
    path("work/<region:region>/people/invite/", workspace.MemberInviteView.as_view(), name="member_invite"),
    path("work/<region:region>/people/<int:pk>/end/", workspace.MemberEndView.as_view(), name="member_end"),
    path(
        "work/<region:region>/people/invitations/<int:invite>/take-back/",
        workspace.InvitationTakeBackView.as_view(),
        name="invitation_take_back",
    ),
    path("about/<slug:kind>/", public.service_page, name="service_page"),
    path("<region:region>/about/<slug:kind>/", public.region_page, name="region_page"),
    path("r/join/<str:code>/", invitation.invitation, name="invitation"),
]
