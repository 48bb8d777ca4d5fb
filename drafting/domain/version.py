"""Verbs of draft versions: publish a frozen one, take it back, mark it as decided by the council or no longer so."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from drafting.domain.snapshot import build_snapshot, snapshot_digest
from drafting.enums import VERSION_MOVES, VersionState
from drafting.models import Consultation, DraftVersion, WordingChange
from drafting.queries.comparison import changed_parts
from drafting.queries.publication import PublicationCheck, publication_check
from participation.models import Response
from projects.domain.ledger import record_event
from projects.models import ServicePromise
from projects.queries.promise import promise_view
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.text import plain

REWRITTEN = gettext_lazy(
    "Somebody changed the promise after you opened this page. Read it in the editor, and publish it then."
)


@transaction.atomic
def publish_version(
    *,
    promise: ServicePromise,
    actor: User | None,
    summary: Mapping[str, str] | None = None,
    accepts_stale: bool = False,
    seen: str | None = None,
) -> DraftVersion:
    """Publish the promise as it is written now as its next version, which is never changed; the one before is
    followed by it.

    `summary` says what is new, by language. `accepts_stale` is the publisher's word that translations which lag
    behind may go out as they are. Answers that led to changed words are linked to the version (`WordingChange`,
    Handbook p. 25).

    Raises DomainError while a required language, the core, a principle or the goal of a perspective that is not
    left out lacks words; while translations are stale and not accepted; and when nothing has changed since the
    version before. Raises EditConflict when it does not say what the publisher saw: `seen` is the digest of its
    snapshot then, None where nobody looked.
    """
    locked = ServicePromise.objects.select_for_update(of=("self",), no_key=True)
    promise = locked.select_related("region", "project__region").get(pk=promise.pk)
    snapshot, digest = _frozen(promise, accepts_stale, seen)
    previous = require_news(promise, digest=digest)
    _supersede(promise, VersionState.PUBLISHED)
    version = DraftVersion.objects.create(
        region=promise.region,
        promise=promise,
        number=previous.number + 1 if previous else 1,
        snapshot=snapshot,
        digest=digest,
        summary=_clean_summary(promise, summary or {}),
        published_by=actor,
        published_at=clock.now(),
    )
    _follow(version, previous, actor)
    _record(version, "published", actor)
    return version


def _frozen(promise: ServicePromise, accepts_stale: bool, seen: str | None) -> tuple[dict[str, Any], str]:
    """Return the promise as it is written now, whole and as it was seen, with its digest."""
    view = promise_view(promise, promise.region.languages[0])
    _refuse_incomplete(publication_check(view), accepts_stale)
    snapshot = build_snapshot(promise=promise, view=view)
    digest = snapshot_digest(snapshot=snapshot)
    if seen is not None and seen != digest:
        raise EditConflict(REWRITTEN, row=promise)
    return snapshot, digest


def _refuse_incomplete(check: PublicationCheck, accepts_stale: bool) -> None:
    if check.missing:
        raise DomainError(_("Words are missing in a language that the promise must be published in."))
    if check.stale and not accepts_stale:
        raise DomainError(
            _("Some translations lag behind. Mend them, or tick that they may be published as they are."),
            field="accepts_stale",
        )


def require_news(promise: ServicePromise, *, digest: str) -> DraftVersion | None:
    """Return the promise's newest version, None when there is none; one query.

    Raises DomainError when it says what the promise says now, by its `digest`, and was not taken back.
    """
    previous = DraftVersion.objects.filter(promise=promise).order_by("-number").first()
    if previous and previous.digest == digest and previous.state != VersionState.WITHDRAWN:
        raise DomainError(_("Nothing has changed since version %(number)d.") % {"number": previous.number})
    return previous


@transaction.atomic
def withdraw_version(*, version: DraftVersion, actor: User | None, reason: str) -> DraftVersion:
    """Take a published version back from the public; it stays in the record. `reason` is demanded and kept in the
    ledger.

    Raises IllegalTransition for a version that was followed, decided or taken back; DomainError without a reason or
    while a consultation on it is running.
    """
    # Nobody opens the version for comments, or begins a package of it, meanwhile.
    ServicePromise.objects.select_for_update(no_key=True).get(pk=version.promise_id)
    version = _locked(version)
    require_withdrawable(version)
    if not reason.strip():
        raise DomainError(_("Write why the version is taken back."), field="reason")
    _move(version, VersionState.WITHDRAWN)
    _record(version, "withdrawn", actor, {"reason": plain(reason)})
    return version


def require_withdrawable(version: DraftVersion) -> None:
    """Raise IllegalTransition for a version that was followed, decided or taken back, DomainError while a consultation
    on it is running; one query.
    """
    VERSION_MOVES.check(version, VersionState.WITHDRAWN)
    if any(not row.is_over() for row in version.consultations.all()):
        raise DomainError(_("Close the consultation on this version first."))


@transaction.atomic
def decide_version(*, version: DraftVersion, actor: User | None) -> DraftVersion:
    """Mark a version as the one the council decided on (Handbook p. 29); the decided one before is followed by it.

    Raises IllegalTransition for a version that was taken back.
    """
    version = _locked(version)
    if version.state == VersionState.DECIDED:
        return version
    _supersede(version.promise, VersionState.DECIDED)
    _move(version, VersionState.DECIDED)
    _record(version, "decided", actor)
    return version


@transaction.atomic
def undo_decision(
    *, version: DraftVersion, actor: User | None, earlier: DraftVersion | None = None
) -> DraftVersion:
    """Let a version no longer count as decided, since the decision on it was annulled: it stands as if the council had
    never come to it. `earlier` is the version that the council decided on before, which is in force again.

    Nothing happens to a version that is not decided, or that `earlier` is itself.
    """
    version = _locked(version)
    if version.state != VersionState.DECIDED or (earlier and earlier.pk == version.pk):
        return version
    newer = DraftVersion.objects.filter(promise=version.promise_id, number__gt=version.number)
    is_newest = not newer.exclude(state=VersionState.WITHDRAWN).exists()
    _move(version, VersionState.PUBLISHED if is_newest else VersionState.SUPERSEDED)
    _record(version, "undecided", actor)
    if earlier:
        decide_version(version=earlier, actor=actor)
    return version


def _locked(version: DraftVersion) -> DraftVersion:
    rows = DraftVersion.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("region", "promise__project").get(pk=version.pk)


def _move(version: DraftVersion, target: VersionState) -> None:
    VERSION_MOVES.check(version, target)
    version.state = target
    version.save(update_fields=["state"])


def _supersede(promise: ServicePromise, state: VersionState) -> None:
    for row in DraftVersion.objects.select_for_update(no_key=True).filter(promise=promise, state=state):
        _move(row, VersionState.SUPERSEDED)


def _clean_summary(promise: ServicePromise, summary: Mapping[str, str]) -> dict[str, str]:
    cleaned = {language: plain(summary.get(language, "")) for language in promise.region.all_languages}
    return {language: words for language, words in cleaned.items() if words}


def _follow(version: DraftVersion, previous: DraftVersion | None, actor: User | None) -> None:
    if previous is not None:
        _trace_changes(version, previous, actor)
        _carry_consultation_over(version, actor)


def _carry_consultation_over(version: DraftVersion, actor: User | None) -> None:
    """Let a consultation that is not over go on over the newer version; comments made so far stay with theirs."""
    for row in Consultation.objects.select_for_update(of=("self",), no_key=True).filter(
        draft__promise=version.promise
    ):
        if not row.is_over():
            row.draft = version
            save_versioned(row, expected=row.version, actor=actor, reason=_("A newer version was published"))


def _trace_changes(version: DraftVersion, previous: DraftVersion, actor: User | None) -> None:
    """Link every answer that promised a change to this version, when the words it is about did change.

    A goal is named by its place, which every promise of the project has: only answers about this promise are meant.
    """
    changed = changed_parts(previous.snapshot, version.snapshot)
    answers = (
        Response.objects.filter(
            needs_change=True,
            contribution__project=version.promise.project,
            contribution__wording_changes=None,
        )
        .select_related("contribution__comment__draft", "contribution__stance__opinion__draft")
        .defer("contribution__comment__draft__snapshot", "contribution__stance__opinion__draft__snapshot")
        .order_by("pk")
    )
    rows = []
    for answer in answers:
        target = _target(answer)
        if target["promise"] in (None, version.promise_id) and target["part"] in changed:
            rows.append(
                WordingChange(
                    region=version.region,
                    version=version,
                    contribution=answer.contribution,
                    lineage=target["lineage"],
                    perspective=target["perspective"],
                    viewpoint=target["viewpoint"],
                    made_by=actor,
                    made_at=clock.now(),
                )
            )
    WordingChange.objects.bulk_create(rows)


def _target(answer: Response) -> dict[str, Any]:
    comment = getattr(answer.contribution, "comment", None)
    stance = getattr(answer.contribution, "stance", None)
    lineage = answer.lineage or (comment.lineage if comment else None)
    about = comment or stance
    draft = comment.draft if comment else stance.opinion.draft if stance else None
    perspective = about.perspective if about else ""
    viewpoint = about.viewpoint if about else ""
    part = str(lineage) if lineage else f"{perspective}/{viewpoint}"
    return {
        "promise": draft.promise_id if draft and not lineage else None,
        "part": part,
        "lineage": lineage,
        "perspective": perspective,
        "viewpoint": viewpoint,
    }


def _record(
    version: DraftVersion, verb: str, actor: User | None, words: Mapping[str, Any] | None = None
) -> None:
    record_event(
        region=version.region,
        project=version.promise.project,
        kind=f"version.{verb}",
        actor=actor,
        subject=f"version:{version.pk}",
        data={"promise": version.promise_id, "number": version.number, "digest": version.digest},
        words=words,
    )
