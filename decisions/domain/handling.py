"""Verbs of a handling: register what a body decided, correct what was written down wrong."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.domain.package import keep_head, lock_package
from decisions.enums import (
    PACKAGE_MOVES,
    RESULTS,
    STATE_AFTER,
    HandlingBody,
    HandlingResult,
    PackageState,
)
from decisions.models import DecisionPackage, Handling
from drafting.domain.version import decide_version
from drafting.enums import VersionState
from drafting.models import DraftVersion
from drafting.queries.snapshot import snapshot_view
from projects.domain.ledger import record_event
from projects.queries.promise import language_reports
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, need_each
from servicelofte.common.tenancy import require_same_region
from servicelofte.common.transitions import not_in_this_state


@transaction.atomic
def register_handling(
    *,
    package: DecisionPackage,
    actor: User | None,
    body_kind: str,
    body_name: Mapping[str, str],
    meeting_on: date,
    section: str,
    result: str,
    changes: Mapping[str, str] | None = None,
    minutes_url: str = "",
    amended_draft: DraftVersion | None = None,
) -> Handling:
    """Register one body's treatment of a frozen package: date, section, result, changes made at the meeting (p. 29).

    `body_name` and `changes` are words by language. The council's approval locks the package and its version, or
    `amended_draft` when the text was changed. Raises DomainError for a day to come, a result the body cannot decide, or
    changes without words or version; IllegalTransition unless the package is frozen.
    """
    package = _locked_frozen(package, amended_draft)
    changes = {language: words for language, words in (changes or {}).items() if words}
    _check_meeting(body_kind, body_name, meeting_on, result, package)
    _check_amendment(package, result, changes, amended_draft)
    handling = Handling(
        region=package.region,
        package=package,
        body_kind=body_kind,
        body_name=dict(body_name),
        meeting_on=meeting_on,
        section=section.removeprefix("§").strip(),
        result=result,
        changes=changes,
        minutes_url=minutes_url,
        amended_draft=amended_draft,
        registered_by=actor,
        registered_at=clock.now(),
    )
    _keep(handling, actor)
    _move(package, result, amended_draft, actor)
    return handling


def _keep(handling: Handling, actor: User | None) -> None:
    create_row(handling, actor=actor)
    _record(handling.package, handling, "registered", actor)


@transaction.atomic
def correct_handling(
    *,
    handling: Handling,
    actor: User | None,
    opened: int,
    body_name: Mapping[str, str],
    meeting_on: date,
    section: str,
    changes: Mapping[str, str],
    minutes_url: str,
    reason: str,
) -> Handling:
    """Correct what was written down of a meeting, or add the link to its minutes; what was decided cannot be changed.

    Raises DomainError without a reason, for a day to come, or when an approval with changes would no longer say what
    was changed; EditConflict when somebody saved meanwhile.
    """
    package = lock_package(handling.package)
    if not reason.strip():
        raise DomainError(_("Write why it is corrected."), field="reason")
    _check_meeting(handling.body_kind, body_name, meeting_on, handling.result, package)
    changes = {language: words for language, words in changes.items() if words}
    if handling.result == HandlingResult.AMENDED:
        _require_changes(package, changes)
    handling.body_name = dict(body_name)
    handling.meeting_on = meeting_on
    handling.section = section.removeprefix("§").strip()
    handling.changes = changes
    handling.minutes_url = minutes_url
    save_versioned(handling, expected=opened, actor=actor, reason=reason)
    _record(package, handling, "corrected", actor, {"reason": reason})
    return handling


def _locked_frozen(package: DecisionPackage, amended: DraftVersion | None) -> DecisionPackage:
    row = lock_package(package)
    require_same_region(row, amended)
    if row.state != PackageState.FROZEN:
        raise not_in_this_state(row)
    return row


def _check_meeting(
    body_kind: str, body_name: Mapping[str, str], meeting_on: date, result: str, package: DecisionPackage
) -> None:
    if result not in RESULTS[HandlingBody(body_kind)]:
        raise DomainError(_("Only the council approves or rejects a promise."), field="result")
    if meeting_on > clock.today():
        raise DomainError(_("Register the handling once the meeting has been held."), field="meeting_on")
    languages = package.promise.project.region.languages
    need_each(
        {f"body_name_{code}": body_name.get(code) for code in languages}, _("Write the name of the body.")
    )


def _check_amendment(
    package: DecisionPackage, result: str, changes: Mapping[str, str], amended: DraftVersion | None
) -> None:
    if result != HandlingResult.AMENDED:
        if amended is not None:
            raise DomainError(
                _("A changed version belongs to an approval with changes."), field="amended_draft"
            )
        return
    _require_changes(package, changes)
    if amended is None or amended.promise_id != package.promise_id or amended.number <= package.draft.number:
        raise DomainError(
            _("Publish the promise with the changes of the meeting, and choose that version."),
            field="amended_draft",
        )
    if amended.state == VersionState.WITHDRAWN:
        raise DomainError(_("This version was taken back. Choose another."), field="amended_draft")
    languages = package.promise.project.region.languages
    view = snapshot_view(amended.snapshot, languages[0])
    if any(report.missing for report in language_reports(view, languages)):
        raise DomainError(_("The changed version lacks words in a required language."), field="amended_draft")


def _require_changes(package: DecisionPackage, changes: Mapping[str, str]) -> None:
    words = {f"changes_{code}": changes.get(code) for code in package.promise.project.region.languages}
    need_each(words, _("Write what the meeting changed."))


def _move(package: DecisionPackage, result: str, amended: DraftVersion | None, actor: User | None) -> None:
    target = STATE_AFTER.get(HandlingResult(result))
    if target is None:
        return
    PACKAGE_MOVES.check(package, target)
    package.state = target
    if target == PackageState.DECIDED:
        package.decided_draft = decide_version(version=amended or package.draft, actor=actor)
        keep_head(package)
    save_versioned(package, expected=package.version, actor=actor)


def _record(
    package: DecisionPackage,
    handling: Handling,
    verb: str,
    actor: User | None,
    words: Mapping[str, str] | None = None,
) -> None:
    record_event(
        region=package.region,
        project=package.promise.project,
        kind=f"handling.{verb}",
        actor=actor,
        subject=f"package:{package.pk}",
        data={
            "package": package.pk,
            "handling": handling.pk,
            "body": handling.body_kind,
            "result": handling.result,
            "meeting_on": handling.meeting_on.isoformat(),
            "section": handling.section,
            "digest": package.frozen_digest,
        },
        words=words,
    )
