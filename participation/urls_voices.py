"""Addresses of moderation, answers and receipts."""

from django.urls import path

from participation.views import moderation, receipts, respond

PROJECT = "work/<region:region>/projects/<int:project>/"

urlpatterns: list = [
    path("r/", receipts.receipt_open, name="receipt_open"),
    path("r/c/<str:code>/", receipts.receipt_link, name="receipt_link"),
    path("r/receipt/", receipts.CodeView.as_view(), name="receipt"),
    path("r/receipt/change/", receipts.ReceiptChangeView.as_view(), name="receipt_change"),
    path("r/receipt/withdraw/", receipts.ReceiptWithdrawView.as_view(), name="receipt_withdraw"),
    path("r/receipt/erase/", receipts.ReceiptEraseView.as_view(), name="receipt_erase"),
    path("r/receipt/follow/", receipts.ReceiptFollowView.as_view(), name="receipt_follow"),
    path("r/receipt/renew/", receipts.ReceiptRenewView.as_view(), name="receipt_renew"),
    path(f"{PROJECT}moderation/", moderation.ModerationListView.as_view(), name="moderation_list"),
    path(f"{PROJECT}moderation/act/", moderation.ModerateView.as_view(), name="moderate"),
    path(
        f"{PROJECT}contributions/<int:contribution>/redact/",
        moderation.ContributionRedactView.as_view(),
        name="contribution_redact",
    ),
    path(f"{PROJECT}contributions/answer/", respond.SharedAnswerView.as_view(), name="contributions_respond"),
    path(
        f"{PROJECT}contributions/<int:contribution>/answer/",
        respond.ContributionRespondView.as_view(),
        name="contribution_respond",
    ),
]
