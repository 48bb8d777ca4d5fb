"""Versions of a promise: the list with its consultations, publishing, taking back, comparing two."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from drafting.domain.snapshot import build_snapshot, snapshot_digest
from drafting.domain.version import publish_version, require_news, require_withdrawable, withdraw_version
from drafting.enums import VersionState
from drafting.forms.version import PublishForm, WithdrawForm
from drafting.models import DraftVersion
from drafting.queries.publication import PublicationCheck, publication_check
from drafting.queries.versions import compare_page, consultation_rows, newest_version, version_rows
from drafting.views.base import PromiseMixin, VersionsFormView
from participation.enums import Channel
from projects.models import ServicePromise
from servicelofte.common.errors import EditConflict
from servicelofte.common.languages import page_language
from servicelofte.common.tenancy import region_url


class VersionListView(PromiseMixin, TemplateView):
    """All versions of a promise, and the consultations on them."""

    permission = "drafting.view_draftversion"
    template_name = "drafting/version_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both lists and what can be done next."""
        can_publish = self.may("drafting.publish_draftversion")
        rows = version_rows(self.project, self.promise)
        consultations = consultation_rows(self.promise)
        kwargs["rows"] = rows
        kwargs["consultations"] = consultations
        kwargs["can_publish"] = can_publish
        kwargs["actions"] = self._actions(rows, can_publish)
        kwargs["can_open"] = bool(
            self.may("drafting.add_consultation")
            and any(row.version.state == VersionState.PUBLISHED for row in rows)
            and all(row["is_over"] for row in consultations)
        )
        kwargs["open_url"] = self.promise_url("consultation_create")
        if self.may("participation.view_contribution"):
            inbox = region_url("participation:inbox", self.project.pk)
            kwargs["comments_url"] = f"{inbox}?channel={Channel.COMMENT.value}"
        kwargs["publish_url"] = self.promise_url("version_publish")
        return super().get_context_data(**kwargs)

    def _actions(self, rows: list[Any], can_publish: bool) -> list[dict[str, str]]:
        actions = []
        if rows and can_publish:
            actions.append({"label": _("Publish a version"), "url": self.promise_url("version_publish")})
        if rows:
            actions.append({"label": _("Compare"), "url": self.promise_url("compare"), "kind": "secondary"})
        return actions


class VersionPublishView(VersionsFormView):
    """Publishes the promise as it is written now; says what is missing and what lags behind."""

    permission = "drafting.publish_draftversion"
    form_class = PublishForm
    template_name = "drafting/version_publish.html"
    title = gettext_lazy("Publish a version for everybody to read")
    lead = gettext_lazy(
        "The words as they are now are frozen as a version of their own. Comments refer to it, and it can be compared "
        "with the others."
    )
    submit = gettext_lazy("Publish the version")
    done_message = gettext_lazy("The version is published.")
    place = "publish"
    read_too = ("check", "digest")

    @cached_property
    def check(self) -> PublicationCheck:
        """What is missing and what lags behind."""
        return publication_check(self.view_of_promise)

    def check_possible(self) -> None:
        """Lead back when there is nothing new; what is missing is shown on the page itself."""
        require_news(self.promise, digest=self.digest)

    @cached_property
    def digest(self) -> str:
        """The digest of the promise as it is written now."""
        return snapshot_digest(snapshot=build_snapshot(promise=self.promise, view=self.view_of_promise))

    def get_initial(self) -> dict[str, Any]:
        """Begin with the promise as it is read now."""
        return {"seen": self.digest}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the languages, and whether the publisher's word on stale translations is asked for."""
        return {
            **super().get_form_kwargs(),
            "languages": self.promise.region.all_languages,
            "has_stale": bool(self.check.stale),
        }

    def save(self, form: PublishForm) -> DraftVersion:
        """Publish it."""
        return publish_version(
            promise=self.promise,
            actor=self.request.user,
            summary=form.summary(),
            accepts_stale=form.cleaned_data.get("accepts_stale", False),
            seen=form.cleaned_data["seen"],
        )

    def read_anew(self) -> tuple[str, str]:
        """Lead to the promise as it is written now."""
        return self.editor_url(), _("Read the promise in the editor")

    def conflict(self, form: forms.BaseForm, conflict: EditConflict) -> HttpResponse:
        """Ask again, about the promise as it is written now; what was said to be new is kept, but not the word on
        translations that lag behind: others may since.
        """
        self.forget_stored()
        form.data = form.data.copy()
        form.data.pop("accepts_stale", None)
        return self.show_again(form, conflict)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the check, the number that the version gets, and the consultations that will go on over it."""
        newest = newest_version(self.promise)
        kwargs["carried"] = [row for row in consultation_rows(self.promise) if not row["is_over"]]
        kwargs["check"] = self.check
        kwargs["editor_url"] = self.editor_url()
        kwargs["number"] = newest.number + 1 if newest else 1
        return super().get_context_data(**kwargs)


class VersionWithdrawView(VersionsFormView):
    """Takes a published version back from the public."""

    permission = "drafting.change_draftversion"
    form_class = WithdrawForm
    submit = gettext_lazy("Take it back")
    submit_kind = "danger"
    done_message = gettext_lazy("The version is taken back. It stays in the record.")

    def check_possible(self) -> None:
        """Lead back when it cannot be taken back, or not yet."""
        require_withdrawable(self.version)

    @cached_property
    def version(self) -> DraftVersion:
        """The version; 404 outside the project."""
        rows = DraftVersion.objects.select_related("promise__region", "promise__project__region").defer(
            "snapshot"
        )
        return get_object_or_404(rows, pk=self.kwargs["version"], promise__project=self.project)

    @cached_property
    def maybe_promise(self) -> ServicePromise:
        """The version's promise."""
        return self.version.promise

    def save(self, form: WithdrawForm) -> DraftVersion:
        """Take it back."""
        return withdraw_version(
            version=self.version, actor=self.request.user, reason=form.cleaned_data["reason"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the version."""
        kwargs["title"] = _("Take back version %(number)d") % {"number": self.version.number}
        kwargs["lead"] = _(
            "Nobody outside the workspace can read it any more. Its words and comments stay in the record."
        )
        return super().get_context_data(**kwargs)


class CompareView(PromiseMixin, TemplateView):
    """What changed between two versions, or since a version, in every language."""

    permission = "drafting.view_draftversion"
    template_name = "drafting/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comparison, and the two choices."""
        versions = list(DraftVersion.objects.filter(promise=self.promise).defer("snapshot"))
        kwargs["page"] = compare_page(
            versions,
            page_language(),
            before=self.request.GET.get("from", ""),
            after=self.request.GET.get("to", ""),
            working=build_snapshot(promise=self.promise, view=self.view_of_promise),
        )
        kwargs["promise"] = self.promise
        kwargs["publish_url"] = self.promise_url("version_publish")
        return super().get_context_data(**kwargs)
