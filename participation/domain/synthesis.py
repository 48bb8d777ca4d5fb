"""Verbs of a synthesis: write a point in each language and cite whom it rests on, approve, open again."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from participation.enums import GONE, SYNTHESIS_MOVES, SynthesisState
from participation.models import Contribution, Synthesis, SynthesisCitation, SynthesisSentence
from projects.domain.ledger import record_event
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.languages import language_name
from servicelofte.common.rows import create_row, delete_row, update_row


@transaction.atomic
def begin_syntheses(*, project: Project) -> int:
    """Make an empty synthesis for each perspective that has none (Handbook p. 19: five texts); returns how many."""
    # Two who write the first point of one at once are given the same ones.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    there = set(Synthesis.objects.filter(project=project).values_list("perspective", flat=True))
    for perspective in Perspective:
        if perspective not in there:
            create_row(Synthesis(region=project.region, project=project, perspective=perspective), actor=None)
    return len(Perspective) - len(there)


@transaction.atomic
def write_point(
    *,
    synthesis: Synthesis,
    bodies: Mapping[str, str],
    citations: Collection[int],
    is_differing: bool,
    expected: int,
    actor: User,
    order: int | None = None,
) -> int:
    """Write one point of a synthesis: the same sentence in each language, and the contributions it rests on.

    `bodies` maps languages to sentences, "" takes a language away; `citations` are ids of contributions of the project;
    `order` names the point, None adds one at the end; `expected` is the version the synthesis was opened at. Views that
    differ are marked and stand side by side, not averaged away (p. 18). Returns the point's order.
    Raises DomainError without words, IllegalTransition once approved, or EditConflict.
    """
    require_unapproved(synthesis)
    words = {language: body.strip() for language, body in bodies.items()}
    if not any(words.values()):
        raise DomainError(_("Write the sentence."), field=f"body_{next(iter(words))}")
    _check_citations(synthesis, citations)
    if order is None:
        last = synthesis.sentences.aggregate(last=Max("order"))["last"] or 0
        order = last + 1
    save_versioned(synthesis, expected=expected, actor=actor)
    for language, body in words.items():
        _write_sentence(synthesis, order, language, {"body": body, "is_differing": is_differing}, actor)
    for row in synthesis.sentences.filter(order=order):
        _cite(row, set(citations))
    _record("synthesis.changed", synthesis, actor, point=order)
    return order


@transaction.atomic
def remove_point(*, synthesis: Synthesis, order: int, expected: int, actor: User) -> None:
    """Take a point out of a synthesis in every language. Raises IllegalTransition once approved, or EditConflict."""
    require_unapproved(synthesis)
    save_versioned(synthesis, expected=expected, actor=actor)
    for row in synthesis.sentences.filter(order=order):
        delete_row(row, actor=actor)
    _record("synthesis.changed", synthesis, actor, point=order)


@transaction.atomic
def approve_synthesis(*, synthesis: Synthesis, expected: int, actor: User) -> Synthesis:
    """Approve a synthesis, by a person, as it was opened at version `expected`; from then on it is public.

    Raises DomainError while it has no sentences, a point lacks a language of the region, or one cites nobody.
    """
    SYNTHESIS_MOVES.check(synthesis, SynthesisState.APPROVED)
    _require_whole(synthesis)
    synthesis.approved_by, synthesis.approved_at = actor, clock.now()
    synthesis.state = SynthesisState.APPROVED
    save_versioned(synthesis, expected=expected, actor=actor)
    _record("synthesis.approved", synthesis, actor, is_public=True)
    return synthesis


@transaction.atomic
def reopen_synthesis(*, synthesis: Synthesis, expected: int, actor: User) -> Synthesis:
    """Open an approved synthesis again, so that it can be changed; it is no longer public. Raises IllegalTransition."""
    SYNTHESIS_MOVES.check(synthesis, SynthesisState.DRAFT)
    synthesis.approved_by, synthesis.approved_at = None, None
    synthesis.state = SynthesisState.DRAFT
    save_versioned(synthesis, expected=expected, actor=actor)
    _record("synthesis.reopened", synthesis, actor, is_public=True)
    return synthesis


def _write_sentence(
    synthesis: Synthesis, order: int, language: str, values: dict[str, Any], actor: User
) -> None:
    row = synthesis.sentences.filter(order=order, language=language).first()
    if row and not values["body"]:
        delete_row(row, actor=actor)
    elif row:
        update_row(row, values, expected=row.version, actor=actor)
    elif values["body"]:
        row = SynthesisSentence(
            region=synthesis.region, synthesis=synthesis, order=order, language=language, **values
        )
        create_row(row, actor=actor)


def require_unapproved(synthesis: Synthesis) -> None:
    """Raise IllegalTransition once a synthesis is approved."""
    if synthesis.state != SynthesisState.DRAFT:
        raise IllegalTransition(_("This synthesis has been approved. Open it again before you change it."))


def _require_whole(synthesis: Synthesis) -> None:
    rows = list(synthesis.sentences.prefetch_related("citations"))
    if not rows:
        raise DomainError(_("Write at least one sentence before you approve."))
    languages: dict[int, set[str]] = {}
    for row in rows:
        languages.setdefault(row.order, set()).add(row.language)
    for number, order in enumerate(sorted(languages), start=1):
        for language in synthesis.region.languages:
            if language not in languages[order]:
                message = _("Point %(number)d is missing in this language: %(language)s.")
                told = message % {"number": number, "language": language_name(language)}
                raise DomainError(told, field=f"point_{order}")
    for number, order in enumerate(sorted(languages), start=1):
        if not all(row.citations.all() for row in rows if row.order == order):
            told = _("Point %(number)d cites nobody yet.") % {"number": number}
            raise DomainError(told, field=f"point_{order}")


def _check_citations(synthesis: Synthesis, citations: Collection[int]) -> None:
    usable = Contribution.objects.filter(project_id=synthesis.project_id, pk__in=citations).exclude(
        moderation__in=GONE
    )
    cited = SynthesisCitation.objects.filter(sentence__synthesis=synthesis, contribution__in=citations)
    known = {*usable.values_list("pk", flat=True), *cited.values_list("contribution_id", flat=True)}
    if known != set(citations):
        raise DomainError(
            _("Choose contributions of this project that have not been withdrawn."), field="citations"
        )


def _cite(row: SynthesisSentence, wanted: set[int]) -> None:
    there = set(row.citations.values_list("contribution_id", flat=True))
    row.citations.filter(contribution_id__in=there - wanted).delete()
    SynthesisCitation.objects.bulk_create(
        SynthesisCitation(region=row.region, sentence=row, contribution_id=pk)
        for pk in sorted(wanted - there)
    )


def _record(
    kind: str, synthesis: Synthesis, actor: User | None, *, is_public: bool = False, **data: int
) -> None:
    record_event(
        region=synthesis.region,
        project=synthesis.project,
        kind=kind,
        actor=actor,
        subject=f"synthesis:{synthesis.pk}",
        data={"perspective": str(synthesis.perspective), **data},
        is_public=is_public,
    )
