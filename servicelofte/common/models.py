"""The few rows the shop floor itself keeps, and the column that keeps words by language."""

from typing import Any

from django.db import models
from django.utils.text import capfirst


class WordsField(models.JSONField):
    """Words by language, {code: text}; the database, and so a migration, knows it as JSON."""

    def deconstruct(self) -> Any:
        """Return what a migration writes of it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class PageVersion(models.Model):
    """How many public changes of a region (its slug; "*" for the portal) are counted, so that every process knows
    a stale page; those of `PageChange` come on top.
    """

    key = models.CharField(max_length=80, primary_key=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class PageChange(models.Model):
    """A public change that is not counted yet: inserted in the transaction of the change, which waits for nobody."""

    key = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.key


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


class SignInNote(models.Model):
    """What attempts to sign in are counted by, and which one-time codes were used.

    Django's `DatabaseCache` reads and writes it: its columns are that class's. `cache_key` is a keyed digest.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.cache_key} {self.expires:%Y-%m-%d %H:%M}"


class Sending(models.Model):
    """Something that was done once from one opened form, and the address of the page that it led to.

    `name` is a keyed digest of who sent what: neither can be worked back from it.
    """

    name = models.CharField(max_length=32, primary_key=True)
    address = models.TextField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H:%M}"


def named_by_number(row: models.Model) -> str:
    """Return what a row is called that has neither a name nor words of its own: its kind, and its number."""
    return f"{capfirst(row._meta.verbose_name)} {row.pk}"
