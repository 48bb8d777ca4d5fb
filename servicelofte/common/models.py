"""The few rows the shop floor itself keeps."""

from django.db import models


class PageVersion(models.Model):
    """Counts the public changes of a region (its slug; "*" for the portal), so that every process knows a
    stale page.
    """

    key = models.CharField(max_length=80, primary_key=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class RateWindow(models.Model):
    """How often something was done from one source within one window. `source` is a keyed digest salted by the day."""

    source = models.CharField(max_length=32)
    action = models.CharField(max_length=40)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "action", "window"], name="common_rate_once")
        ]
        indexes = [models.Index(fields=["window"], name="common_rate_window")]

    def __str__(self) -> str:
        return f"{self.action} {self.window:%Y-%m-%d %H:%M}"
