"""Rows that say work is due. Celery wakes and works; these rows remember."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.enums import JobState
from jobs.rules import can_retry_job, can_view_jobs
from servicelofte.common import registry
from servicelofte.common.formatting import percent_done
from servicelofte.common.tenancy import RegionOwned


def job_label(kind: str) -> str:
    """Return what jobs of a kind do; of a kind that no app knows any more, its key."""
    known = registry.job_kinds.get(kind)
    return str(known.label) if known else kind


class Job(RegionOwned):
    """One piece of long work of a region. Unique by (region, kind, occasion) while it is due or running."""

    kind = models.CharField(max_length=40, verbose_name=_("kind"))
    occasion = models.CharField(max_length=120, verbose_name=_("occasion"))
    arguments = models.JSONField(default=dict, verbose_name=_("arguments"))
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.DUE)
    due_at = models.DateTimeField(_("due"))
    claimed_at = models.DateTimeField(null=True, blank=True, verbose_name=_("taken up at"))
    claim = models.CharField(max_length=32, blank=True, verbose_name=_("taken up by"))
    attempts = models.PositiveSmallIntegerField(default=0, verbose_name=_("attempts"))
    done_units = models.PositiveIntegerField(default=0, verbose_name=_("done so far"))
    total_units = models.PositiveIntegerField(default=0, verbose_name=_("to be done"))
    result = models.JSONField(default=dict, verbose_name=_("result"))
    error = models.CharField(max_length=200, blank=True, verbose_name=_("error"))
    asked_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))
    finished_at = models.DateTimeField(null=True, blank=True, verbose_name=_("finished at"))

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "occasion"],
                condition=models.Q(state__in=["due", "running"]),
                name="jobs_job_once",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="jobs_due")]
        rules_permissions = {"view": can_view_jobs, "retry": can_retry_job}

    def __str__(self) -> str:
        return f"{self.label}: {self.about}"

    @property
    def label(self) -> str:
        """What it does."""
        return job_label(self.kind)

    @property
    def about(self) -> str:
        """What it is about in words; of a kind that no app knows any more, the key of its occasion."""
        known = registry.job_kinds.get(self.kind)
        return str(known.about(self.occasion)) if known else self.occasion

    @property
    def percent(self) -> int:
        """How far the work is, 0 to 100."""
        if self.state == JobState.DONE:
            return 100
        return min(99, percent_done(self.done_units, self.total_units))


class Heartbeat(models.Model):
    """The last sign of life of a part of the machinery, such as the scheduler."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
