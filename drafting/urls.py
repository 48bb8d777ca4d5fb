"""Addresses of drafting, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and
invitations.
"""

from django.urls import path

from drafting.urls_voices import urlpatterns as voices
from drafting.views import (
    consultations,
    editor,
    public,
    statement_words,
    statements,
    text_history,
    versions,
    words,
)

app_name = "drafting"

_WORK = "work/<region:region>/projects/<int:project>"
_PROMISE = f"{_WORK}/promise"
_STATEMENT = f"{_PROMISE}/statements/<int:statement>"
_CONSULTATION = f"{_WORK}/consultations/<int:consultation>"
_DRAFT = "<region:region>/<slug:project>/draft"

urlpatterns = [
    path(f"{_PROMISE}/", editor.EditorView.as_view(), name="editor"),
    path(f"{_PROMISE}/begin/", editor.PromiseCreateView.as_view(), name="promise_create"),
    path(f"{_PROMISE}/another/", editor.PromiseAddView.as_view(), name="promise_add"),
    path(f"{_PROMISE}/<int:promise>/about/", editor.PromiseEditView.as_view(), name="promise_edit"),
    path(f"{_PROMISE}/<int:promise>/example/", editor.ExampleInsertView.as_view(), name="example_insert"),
    path(
        f"{_PROMISE}/<int:promise>/perspective/<slug:perspective>/",
        editor.PerspectiveEditView.as_view(),
        name="perspective_edit",
    ),
    path(
        f"{_PROMISE}/<int:promise>/perspective/<slug:perspective>/take-in/",
        editor.PerspectiveTakeInView.as_view(),
        name="perspective_take_in",
    ),
    path(f"{_PROMISE}/<int:promise>/core/", words.CoreEditView.as_view(), name="core_edit"),
    path(f"{_PROMISE}/principles/<int:principle>/", words.PrincipleEditView.as_view(), name="principle_edit"),
    path(f"{_PROMISE}/cells/<int:cell>/", words.CellEditView.as_view(), name="cell_edit"),
    path(
        f"{_PROMISE}/<int:promise>/statements/new/",
        statement_words.StatementCreateView.as_view(),
        name="statement_create",
    ),
    path(f"{_STATEMENT}/", statement_words.StatementEditView.as_view(), name="statement_edit"),
    path(f"{_STATEMENT}/move/", statements.StatementMoveView.as_view(), name="statement_move"),
    path(f"{_STATEMENT}/take-out/", statements.StatementRemoveView.as_view(), name="statement_remove"),
    path(f"{_STATEMENT}/bring-back/", statements.StatementRestoreView.as_view(), name="statement_restore"),
    path(f"{_STATEMENT}/split/", statements.StatementSplitView.as_view(), name="statement_split"),
    path(f"{_STATEMENT}/merge/", statements.StatementMergeView.as_view(), name="statement_merge"),
    *(
        path(
            f"{_PROMISE}/history/{kind}/<int:pk>/",
            text_history.TextHistoryView.as_view(kind=kind),
            name=f"{kind}_history",
        )
        for kind in text_history.TextHistoryView.models
    ),
    path(f"{_WORK}/versions/", versions.VersionListView.as_view(), name="version_list"),
    path(f"{_WORK}/versions/publish/", versions.VersionPublishView.as_view(), name="version_publish"),
    path(
        f"{_WORK}/versions/<int:version>/take-back/",
        versions.VersionWithdrawView.as_view(),
        name="version_withdraw",
    ),
    path(f"{_WORK}/compare/", versions.CompareView.as_view(), name="compare"),
    path(
        f"{_WORK}/consultations/new/",
        consultations.ConsultationCreateView.as_view(),
        name="consultation_create",
    ),
    path(f"{_CONSULTATION}/", consultations.ConsultationEditView.as_view(), name="consultation_edit"),
    path(f"{_CONSULTATION}/close/", consultations.ConsultationCloseView.as_view(), name="consultation_close"),
    path(
        f"{_CONSULTATION}/reopen/", consultations.ConsultationReopenView.as_view(), name="consultation_reopen"
    ),
    *voices,
    path(f"{_DRAFT}/", public.draft, name="draft"),
    path(f"{_DRAFT}/compare/", public.draft_compare, name="draft_compare"),
    path(f"{_DRAFT}/<int:number>/", public.draft_version, name="draft_version"),
]
