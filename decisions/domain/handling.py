"""Verbs of a handling: register what a body decided, correct what was written down wrong, annul a wrong result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from decisions.domain.package import head_when_frozen, keep_head, lock_package
from decisions.enums import (
    DECIDING,
    PACKAGE_MOVES,
    RESULTS,
    STATE_AFTER,
    HandlingBody,
    HandlingResult,
    PackageState,
)
from decisions.models import DecisionPackage, Handling
from decisions.queries.annulment import annulment_obstacle, decided_before
from decisions.queries.freezing import frozen_on, lacks_documents
from drafting.domain.version import decide_version, undo_decision
from drafting.enums import VersionState
from drafting.models import DraftVersion
from drafting.queries.snapshot import snapshot_view
from projects.domain.ledger import record_event
from projects.models import ServicePromise
from projects.queries.promise import language_reports
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.formatting import full_day
from servicelofte.common.rows import create_row, need, need_each
from servicelofte.common.tenancy import require_same_region
from servicelofte.common.transitions import not_in_this_state

UNDOCUMENTED = gettext_lazy(
    "The documents of the package have not been made. Make them first; or, if the council decided on other papers, "
    "tick the box and write which and why."
)

EARLY = gettext_lazy(
    "The package was frozen on %(day)s, after this meeting. Check the day. If the meeting did handle what was frozen, "
    "tick the box and write why it was frozen only afterwards."
)

NO_NAME = gettext_lazy("Write the name of the body.")
NO_CHANGES = gettext_lazy("Write what the meeting changed.")
NO_CHANGED_VERSION = gettext_lazy(
    "Publish the promise with the changes of the meeting, and choose that version."
)

NOT_FROZEN = gettext_lazy(
    "The package is open for change, so no meeting can be registered on it. What you wrote is kept below: register it "
    "once the package is frozen."
)
FROZEN_ANEW = gettext_lazy(
    "The package was changed and frozen anew after you opened this page. Read it on its own page, and register what "
    "the meeting decided on it then."
)


@dataclass(frozen=True)
class WhyEarly:
    """Why a meeting came a local day or more before the freezing: the reason, and the region's language it is in."""

    reason: str
    language: str


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
    undocumented: str = "",
    early: WhyEarly | None = None,
    seen: str | None = None,
) -> Handling:
    """Register one body's treatment of a frozen package: date, section, result, changes made at the meeting (p. 29).

    `body_name` and `changes` are words by language. An approval locks the package and its version, or `amended_draft`
    when the text was changed. `undocumented` tells why one without documents was approved; `early`, why the
    meeting came before the freezing. Raises DomainError for a day to come, a result the body cannot decide, changes
    without words or version, or one of these reasons lacking; IllegalTransition; EditConflict when something else
    was frozen since whoever registers it looked: `seen` is the digest of then, None where nobody looked.
    """
    package = _locked_frozen(package, amended_draft)
    if seen is not None and seen != package.frozen_digest:
        raise EditConflict(FROZEN_ANEW, row=package)
    _check_meeting(body_kind, body_name, meeting_on, result, package)
    handling = Handling(
        region=package.region,
        package=package,
        body_kind=body_kind,
        result=result,
        amended_draft=amended_draft,
    )
    _write_down(handling, body_name, meeting_on, section, changes or {}, minutes_url)
    _check_amendment(package, result, handling.changes, amended_draft)
    _move(package, result, amended_draft, actor, _keep(handling, actor, undocumented, early))
    return handling


def _write_down(
    handling: Handling,
    body_name: Mapping[str, str],
    meeting_on: date,
    section: str,
    changes: Mapping[str, str],
    minutes_url: str,
) -> None:
    """Set what stands in the minutes of a meeting."""
    handling.body_name = dict(body_name)
    handling.meeting_on = meeting_on
    handling.section = section.removeprefix("§").strip()
    handling.changes = {language: words for language, words in changes.items() if words}
    handling.minutes_url = minutes_url


def _keep(handling: Handling, actor: User | None, undocumented: str, early: WhyEarly | None) -> str:
    """Store what was registered, and return why the package had no documents and was frozen after the meeting, "" where
    nothing is to be said.
    """
    _note_early(handling, early)
    reason = _together(_why_undocumented(handling, undocumented), handling.early_reason)
    handling.registered_by, handling.registered_at = actor, clock.now()
    create_row(handling, actor=actor, reason=reason)
    _record(handling.package, handling, "registered", actor, {"reason": reason} if reason else None)
    return reason


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
    early: WhyEarly | None = None,
) -> Handling:
    """Correct what was written down of a meeting, or add the link to its minutes; what was decided cannot be changed.

    Raises DomainError without a reason, for a day to come or, without `early`, before the freezing, or when an approval
    with changes would no longer say what was changed; EditConflict when somebody saved meanwhile.
    """
    package = lock_package(handling.package)
    handling = _as_it_stands(handling, package)
    require_standing(handling)
    if not reason.strip():
        raise DomainError(_("Write why it is corrected."), field="reason")
    _check_meeting(handling.body_kind, body_name, meeting_on, handling.result, package)
    _write_down(handling, body_name, meeting_on, section, changes, minutes_url)
    if handling.result == HandlingResult.AMENDED:
        _require_changes(package, handling.changes)
    new = _note_early(handling, early)
    save_versioned(handling, expected=opened, actor=actor, reason=reason)
    _record(package, handling, "corrected", actor, {"reason": _together(reason, new)})
    return handling


@transaction.atomic
def annul_handling(
    *, handling: Handling, actor: User | None, opened: int, reason: str, language: str
) -> Handling:
    """Take a result back that was registered wrongly, and put back what it led to; nothing is deleted.

    `reason` is demanded and kept in its one `language`. The package is frozen again as it was; the version is no longer
    decided, and the one decided before it is in force again. What was published stays told as annulled. By the same
    person again with the same words it changes nothing.

    Raises DomainError without a reason or a language of the region; IllegalTransition, which says why, when the result
    was annulled or when more has been built on it (ADR 7); EditConflict when somebody saved meanwhile.
    """
    package = lock_package(handling.package)
    ServicePromise.objects.select_for_update(no_key=True).get(pk=package.promise_id)
    handling = _as_it_stands(handling, package)
    reason = need(reason, _("Write why the result is annulled."), field="reason")
    if language not in package.region.all_languages:
        raise DomainError(_("Choose a language of the region."), field="language")
    if handling.annulled_at and (handling.annulled_by, handling.annulled_reason) == (actor, reason):
        return handling
    if obstacle := annulment_obstacle(handling):
        raise IllegalTransition(obstacle)
    handling.annulled_at = clock.now()
    handling.annulled_by = actor
    handling.annulled_reason, handling.annulled_language = reason, language
    handling.was_published_at = package.published_at
    save_versioned(handling, expected=opened, actor=actor, reason=reason)
    _record(package, handling, "annulled", actor, {"reason": reason, "language": language})
    _move_back(package, handling, actor, reason)
    return handling


def _as_it_stands(handling: Handling, package: DecisionPackage) -> Handling:
    row = Handling.objects.select_related("annulled_by").get(pk=handling.pk)
    row.package = package
    return row


def _move_back(package: DecisionPackage, handling: Handling, actor: User | None, reason: str) -> None:
    """Put back what the result led to: the package's state and seal, and which version is in force."""
    if HandlingResult(handling.result) not in STATE_AFTER:
        return
    PACKAGE_MOVES.check(package, PackageState.FROZEN)
    if package.decided_draft:
        undo_decision(version=package.decided_draft, actor=actor, earlier=decided_before(package))
        package.decided_draft = package.published_at = None
        package.ledger_number, package.ledger_head = head_when_frozen(package)
    package.state = PackageState.FROZEN
    save_versioned(package, expected=package.version, actor=actor, reason=reason)


def _locked_frozen(package: DecisionPackage, amended: DraftVersion | None) -> DecisionPackage:
    row = lock_package(package)
    require_same_region(row, amended)
    if row.state == PackageState.DRAFT:
        raise IllegalTransition(NOT_FROZEN)
    require_frozen(row)
    return row


def require_frozen(package: DecisionPackage) -> None:
    """Raise IllegalTransition, which says why, unless a meeting can be registered on the package."""
    if package.state == PackageState.DRAFT:
        raise IllegalTransition(
            _("The package is being put together. Freeze it first; then a meeting handles it.")
        )
    if package.state != PackageState.FROZEN:
        raise not_in_this_state(package)


def require_standing(handling: Handling) -> None:
    """Raise IllegalTransition when a result was annulled: it stays as it was written down."""
    if handling.annulled_at:
        raise IllegalTransition(_("This result was annulled already."))


def _check_meeting(
    body_kind: str, body_name: Mapping[str, str], meeting_on: date, result: str, package: DecisionPackage
) -> None:
    languages = package.promise.project.region.languages
    names = {code: body_name.get(code) for code in languages}
    faults = meeting_faults(body_kind=body_kind, names=names, meeting_on=meeting_on, result=result)
    if faults:
        field, message = next(iter(faults.items()))
        raise DomainError(message, field=field, others={key: faults[key] for key in faults if key != field})


def meeting_faults(
    *, body_kind: str, names: Mapping[str, str | None], meeting_on: date | None, result: str
) -> dict[str, Any]:
    """Return what cannot be registered of a meeting, as {field of the form: message}; {} when all is in order.

    `names` is what the body is called, in each language that is to have it. What is "" or None is not judged: the form
    asks for it.
    """
    faults: dict[str, Any] = {
        f"body_name_{code}": NO_NAME for code, name in names.items() if not (name or "").strip()
    }
    if meeting_on and meeting_on > clock.today():
        faults["meeting_on"] = _("Register the handling once the meeting has been held.")
    if body_kind and result and result not in RESULTS[HandlingBody(body_kind)]:
        faults["result"] = _("Only the council approves or rejects a promise.")
    return faults


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
        raise DomainError(NO_CHANGED_VERSION, field="amended_draft")
    if amended.state == VersionState.WITHDRAWN:
        raise DomainError(_("This version was taken back. Choose another."), field="amended_draft")
    languages = package.promise.project.region.languages
    view = snapshot_view(amended.snapshot, languages[0])
    if any(report.missing for report in language_reports(view, languages)):
        raise DomainError(_("The changed version lacks words in a required language."), field="amended_draft")


def _require_changes(package: DecisionPackage, changes: Mapping[str, str]) -> None:
    words = {f"changes_{code}": changes.get(code) for code in package.promise.project.region.languages}
    need_each(words, NO_CHANGES)


def _why_undocumented(handling: Handling, undocumented: str) -> str:
    if handling.result not in DECIDING or not lacks_documents(handling.package):
        return ""
    if not undocumented.strip():
        raise DomainError(UNDOCUMENTED, field="undocumented")
    return undocumented.strip()


def _note_early(handling: Handling, early: WhyEarly | None) -> str:
    """Keep why the meeting was held on a day before what it handled was frozen, nothing where it was not; returns the
    words when they are new.
    """
    before = handling.early_reason
    handling.early_reason = handling.early_language = ""
    frozen = frozen_on(handling.package, handling if handling.pk else None)
    if frozen is None or handling.meeting_on >= frozen:
        return ""
    said = early or WhyEarly("", "")
    handling.early_reason = need(said.reason, EARLY % {"day": full_day(frozen)}, field="early_reason")
    if said.language not in handling.package.region.all_languages:
        raise DomainError(_("Choose a language of the region."), field="early_language")
    handling.early_language = said.language
    return handling.early_reason if handling.early_reason != before else ""


def _together(*reasons: str) -> str:
    return " ".join(each for each in reasons if each)


def _move(
    package: DecisionPackage, result: str, amended: DraftVersion | None, actor: User | None, reason: str
) -> None:
    target = STATE_AFTER.get(HandlingResult(result))
    if target is None:
        return
    PACKAGE_MOVES.check(package, target)
    package.state = target
    if target == PackageState.DECIDED:
        package.decided_draft = decide_version(version=amended or package.draft, actor=actor)
        keep_head(package)
    save_versioned(package, expected=package.version, actor=actor, reason=reason)


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
            **({"before_freezing": True} if handling.early_reason else {}),
        },
        words=words,
    )
