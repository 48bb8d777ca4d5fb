"""Reads of an annulment: what stands in its way, what it sets back, and what everybody sees of it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from decisions.enums import DECIDING, OPEN_STATES, STATE_AFTER, HandlingResult, PackageState
from decisions.models import DecisionPackage, DocumentFile, Handling
from drafting.models import DraftVersion
from projects.enums import PhaseKey, PhaseState
from projects.models import ProjectPhase


def standing_handlings(package: DecisionPackage) -> list[Handling]:
    """Return what was decided at the package's meetings, without what was annulled, each with its changed version; one
    query.
    """
    rows = package.handlings.filter(annulled_at=None).select_related("amended_draft")
    return list(rows.defer("amended_draft__snapshot"))


def annulment_obstacle(handling: Handling) -> str:
    """Return why the result of a handling cannot be annulled now, in the active language, "" when it can.

    Needs `package` loaded as it now stands; at most two queries.
    """
    package, result = handling.package, HandlingResult(handling.result)
    if handling.annulled_at:
        return _("This result was annulled already.")
    if package.state != STATE_AFTER.get(result, PackageState.FROZEN):
        return _elsewhere(package)
    if result in STATE_AFTER and _later(handling).exists():
        return _("Only the result that was registered last can be annulled.")
    if result != HandlingResult.FORWARDED and _newer_packages(package).exists():
        return _(
            "A newer package of this promise has been begun. What this one led to can no longer be undone."
        )
    return ""


def _elsewhere(package: DecisionPackage) -> str:
    if package.state == PackageState.DRAFT:
        return _("The package was opened again after this meeting. What it led to can no longer be undone.")
    return _("A later meeting has handled the package since. Annul its result first, if that is wrong.")


def _later(handling: Handling) -> QuerySet[Handling]:
    rows = Handling.objects.filter(package=handling.package_id, annulled_at=None, pk__gt=handling.pk)
    return rows.filter(result__in=[result.value for result in STATE_AFTER])


def _newer_packages(package: DecisionPackage) -> QuerySet[DecisionPackage]:
    """Return the promise's packages by which it has moved on; one that the council rejected has changed nothing."""
    rows = DecisionPackage.objects.filter(promise=package.promise_id).exclude(pk=package.pk)
    return rows.filter(
        Q(state__in=[state.value for state in OPEN_STATES]) | Q(pk__gt=package.pk, state=PackageState.DECIDED)
    )


def decided_before(package: DecisionPackage) -> DraftVersion | None:
    """Return the version that the council decided on in an earlier package of the promise, without its snapshot; one
    query.
    """
    earlier = (
        DecisionPackage.objects.filter(promise=package.promise_id, state=PackageState.DECIDED)
        .exclude(pk=package.pk)
        .exclude(decided_draft=None)
        .select_related("decided_draft")
        .defer("frozen", "decided_draft__snapshot")
    )
    newest = earlier.order_by("-pk").first()
    return newest.decided_draft if newest else None


def annulment_consequences(handling: Handling) -> list[str]:
    """Return sentences that say what follows when the result is annulled, in the active language; at most two queries.

    Needs `package.decided_draft` and `package.promise` loaded.
    """
    package = handling.package
    told = [_("The result stays in the register, struck through, with your reason, your name and the time.")]
    if handling.result == HandlingResult.FORWARDED:
        return [*told, _("The package stays frozen.")]
    told.append(_("The package is frozen again as it was, and the right result can be registered."))
    if handling.result in DECIDING and package.decided_draft:
        told.append(_force_words(package))
        told.append(_("Actions, indicators and what has been followed up stay as they are."))
    if package.published_at:
        told.append(
            _(
                "Everybody sees on the public page that the result was annulled, when, and the reason you write."
            )
        )
        told.append(_("The documents that were published stay there, marked as no longer valid."))
    phase = ProjectPhase.objects.filter(project=package.promise.project_id, key=PhaseKey.DECISION)
    if phase.filter(state=PhaseState.DONE).exists():
        told.append(_("The phase that was closed on this result stays closed until somebody opens it again."))
    return told


def _force_words(package: DecisionPackage) -> str:
    decided, earlier = package.decided_draft, decided_before(package)
    number = decided.number if decided else 0
    if earlier is None:
        words = _("Version %(number)s is no longer in force, and residents see no promise in force.")
        return words % {"number": number}
    words = _("Version %(number)s is no longer in force; version %(earlier)s, decided before it, is again.")
    return words % {"number": number, "earlier": earlier.number}


def can_be_annulled(handlings: Iterable[Handling]) -> set[int]:
    """Return the ids of those of a package's handlings whose result can be annulled now; at most two queries."""
    standing = [row for row in handlings if not row.annulled_at]
    moving = [row for row in standing if row.result in STATE_AFTER]
    asked = [row for row in standing if row not in moving] + moving[-1:]
    return {row.pk for row in asked if not annulment_obstacle(row)}


def annulled_handlings(package: DecisionPackage) -> list[Handling]:
    """Return the handlings of the package whose result was annulled, the newest annulment first; one query."""
    rows = package.handlings.exclude(annulled_at=None).select_related("amended_draft", "annulled_by")
    return list(rows.defer("amended_draft__snapshot").order_by("-annulled_at"))


def told_by(handling: Handling, documents: Iterable[DocumentFile]) -> list[DocumentFile]:
    """Return those of a package's decision documents that tell of a result that was annulled."""
    first, last = handling.registered_at, handling.annulled_at
    return [row for row in documents if last and first <= row.made_at <= last]


def told_since(annulled: Iterable[Handling], documents: Iterable[DocumentFile]) -> list[DocumentFile]:
    """Return those of a package's decision documents that were made after the last of its results was `annulled`."""
    last = max((row.annulled_at for row in annulled if row.annulled_at), default=None)
    return [row for row in documents if last is None or row.made_at > last]
