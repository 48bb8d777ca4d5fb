"""Tenancy in one place: rows of a region are reached through one manager, which refuses to work without a region."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import get_scope, scope, scopes_disabled
from django_scopes.manager import DisabledQuerySet
from rules.contrib.models import RulesModelBase, RulesModelMixin
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class _HasRegion(Protocol):
    @property
    def region_id(self) -> int | None: ...


@contextmanager
def region_scope(region: Any) -> Iterator[None]:
    """Work within one region (or, for the admin site, a list of them).

    Raises ValueError for None: to django-scopes it would mean every region.
    """
    if region is None:
        raise ValueError("A region scope needs a region")
    with scope(region=region):
        yield


def every_region() -> Any:
    """Lift the scope: only for the operator's work across regions (sealing, claims, look-up by receipt code)."""
    return scopes_disabled()


def current_region() -> Any:
    """Return the region of the active scope; raises LookupError outside one."""
    region = get_scope().get("region")
    if region is None or isinstance(region, list | tuple):
        raise LookupError("No single region is in scope")
    return region


def region_url(name: str, *keys: int | str) -> str:
    """Return the address of a page of the region in scope by its name ("drafting:editor") and what follows the region
    in it; raises LookupError outside one region.
    """
    return reverse(name, args=[current_region().slug, *keys])


def regions_in_scope() -> list[Any]:
    """Return the regions of the active scope: one, or the administrator's in the admin site; raises LookupError
    outside one.
    """
    region = get_scope().get("region")
    if region is None:
        raise LookupError("No region is in scope")
    return list(region) if isinstance(region, list | tuple) else [region]


def _scoped(queryset: models.QuerySet, manager: Any) -> models.QuerySet:
    active = get_scope()
    if not active.get("_enabled", True):
        return queryset
    region = active.get("region")
    if region is None:
        return DisabledQuerySet(manager.model, using=manager._db, missing_scopes=("region",))
    if isinstance(region, list | tuple):
        return queryset.filter(region__in=region)
    return queryset.filter(region=region)


class RegionManager(models.Manager):
    """Default manager of every row that belongs to a region; raises ScopeError without a region in scope."""

    def get_queryset(self) -> models.QuerySet:
        """Return the rows of the region in scope."""
        return _scoped(super().get_queryset(), self)


class RegionHistoryManager(HistoryManager):
    """History of one row or one model, inside the region in scope."""

    def get_super_queryset(self) -> models.QuerySet:
        """Return history rows of the region in scope."""
        return _scoped(super().get_super_queryset(), self)


class RegionHistory(models.Model):
    """Base of history tables: scoped like the rows they remember."""

    objects = RegionManager()

    class Meta:
        abstract = True


def region_history(**options: Any) -> HistoricalRecords:
    """Return the history field of a region's model: scoped, with the reason for each change."""
    return HistoricalRecords(bases=[RegionHistory], history_manager=RegionHistoryManager, **options)


class RegionOwned(RulesModelMixin, models.Model, metaclass=RulesModelBase):
    """A row that belongs to a region (the tenant)."""

    region = models.ForeignKey(
        "accounts.Region",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("region"),
    )

    objects = RegionManager()

    # Read by the history when the row is saved: who did it, and why.
    _history_user: Any
    _change_reason: str

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that people edit: `version` counts the saves, so that the second of two editors is shown the conflict."""

    version = models.PositiveIntegerField(default=1, editable=False, verbose_name=_("version number"))

    class Meta:
        abstract = True


def require_same_region(*rows: _HasRegion | None) -> None:
    """Refuse rows of different regions in one write: Http404, as if the foreign row did not exist."""
    if len({row.region_id for row in rows if row is not None}) > 1:
        raise Http404


def scoped_stream(chunks: Iterable[Any], *, region: Any) -> Iterator[Any]:
    """Yield from a lazy export inside the region's scope, which the request has left when streaming begins."""
    iterator = iter(chunks)
    while True:
        with region_scope(region):
            try:
                chunk = next(iterator)
            except StopIteration:
                return
        yield chunk
