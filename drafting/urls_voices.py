"""Addresses of comments, invited opinions and their analysis; included by `drafting/urls.py`."""

from django.urls import path

from drafting.views import analysis, bodies, comments, opinions, remiss

PUBLIC = "<region:region>/<slug:project>/draft/"
WORK = "work/<region:region>/"
PROJECT = f"{WORK}projects/<int:project>/"

urlpatterns: list = [
    path("r/opinion/", opinions.OpinionView.as_view(), name="opinion"),
    path("r/opinion/<str:code>/", opinions.opinion_link, name="opinion_link"),
    path(f"{WORK}bodies/", bodies.BodyListView.as_view(), name="body_list"),
    path(f"{WORK}bodies/new/", bodies.BodyCreateView.as_view(), name="body_create"),
    path(f"{WORK}bodies/<int:body>/", bodies.BodyEditView.as_view(), name="body_edit"),
    path(f"{PROJECT}opinions/", remiss.RequestListView.as_view(), name="request_list"),
    path(f"{PROJECT}opinions/new/", remiss.RequestCreateView.as_view(), name="request_create"),
    path(f"{PROJECT}opinions/<int:opinion_request>/", remiss.RequestEditView.as_view(), name="request_edit"),
    path(
        f"{PROJECT}opinions/<int:opinion_request>/letter/",
        remiss.RequestLetterView.as_view(),
        name="request_letter",
    ),
    path(
        f"{PROJECT}opinions/<int:opinion_request>/read/",
        remiss.OpinionReadView.as_view(),
        name="opinion_read",
    ),
    path(
        f"{PROJECT}opinions/<int:opinion_request>/resend/",
        remiss.RequestResendView.as_view(),
        name="request_resend",
    ),
    path(
        f"{PROJECT}opinions/<int:opinion_request>/call-off/",
        remiss.RequestCallOffView.as_view(),
        name="request_call_off",
    ),
    path(f"{PROJECT}analysis/", analysis.AnalysisView.as_view(), name="analysis"),
    path(
        f"{PROJECT}analysis/<int:contribution>/change/", analysis.LinkChangeView.as_view(), name="change_link"
    ),
    path(
        f"{PROJECT}analysis/<int:contribution>/change/<int:change>/unlink/",
        analysis.ChangeUnlinkView.as_view(),
        name="change_unlink",
    ),
    path(f"{PUBLIC}comments/", comments.comment_list, name="comment_list"),
    path(f"{PUBLIC}comment/", comments.comment_form, name="comment_form"),
    path(f"{PUBLIC}answers/", analysis.public_answers, name="answers"),
]
