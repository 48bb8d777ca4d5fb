"""Verbs of the handbook's texts in a project: switch off and on, reword, add, answer."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.rows import require_active
from projects.enums import ANSWERABLE, AnswerState, Strength
from projects.models import GuideAnswer, GuideItem, ProjectPhase
from projects.queries.gate import REWORDED_EVENT
from projects.queries.phase import step_digest
from servicelofte.common import clock
from servicelofte.common.concurrency import CONFLICT
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import create_row, need, need_each, update_row


def _record(kind: str, phase: ProjectPhase, actor: User | None, subject: str, **data: Any) -> None:
    record_event(
        region=phase.region,
        kind=kind,
        project=phase.project,
        actor=actor,
        subject=subject,
        data={"number": phase.number, **data},
    )


@transaction.atomic
def switch_item(*, item: GuideItem, actor: User | None, is_on: bool) -> GuideItem:
    """Take a text out of use, or into use again; its answer is kept. Each region decides (Handbook p. 3, 47)."""
    require_active(item.phase.project)
    if update_row(item, {"is_on": is_on}, expected=item.version, actor=actor):
        kind = "guide.switched_on" if is_on else "guide.switched_off"
        _record(kind, item.phase, actor, f"guide:{item.pk}", count=1)
    return item


@transaction.atomic
def switch_step(*, phase: ProjectPhase, step: str, actor: User | None, is_on: bool) -> int:
    """Take a whole step's texts out of use, or into use again; returns how many were switched."""
    require_active(phase.project)
    items = list(GuideItem.objects.filter(phase=phase, step_key=step, is_on=not is_on))
    for item in items:
        item.is_on = is_on
        item.version += 1
    if items:
        bulk_update_with_history(items, GuideItem, ["is_on", "version"], default_user=actor)
        kind = "guide.switched_on" if is_on else "guide.switched_off"
        _record(kind, phase, actor, f"step:{step}", count=len(items))
    return len(items)


@transaction.atomic
def reword_item(
    *, item: GuideItem, actor: User | None, expected: int, texts: Mapping[str, str], reason: str = ""
) -> GuideItem:
    """Give a text the region's own words; `texts` maps languages to words. Raises DomainError or EditConflict."""
    require_active(item.phase.project)
    changes = _texts(item.phase, texts, "text")
    if update_row(item, changes, expected=expected, actor=actor, reason=reason):
        _record(REWORDED_EVENT, item.phase, actor, f"guide:{item.pk}")
    return item


@transaction.atomic
def reword_step(
    *, phase: ProjectPhase, step: str, actor: User | None, titles: Mapping[str, str], seen: str | None = None
) -> int:
    """Give a step the region's own title in each language; returns under how many texts it is another than before.

    Raises DomainError beside each language of the region that has no title, EditConflict when somebody else gave it
    another one since whoever does it looked: `seen` is the digest of then, None where nobody looked.
    """
    require_active(phase.project)
    changes = {f"step_{name}": words for name, words in _texts(phase, titles, "title").items()}
    own = GuideItem.objects.select_for_update(no_key=True).filter(phase=phase, step_key=step)
    rows = list(own.order_by("order", "pk"))
    items = [row for row in rows if any(getattr(row, name) != words for name, words in changes.items())]
    if items and seen is not None and seen != step_digest(rows[0]):
        raise EditConflict(CONFLICT, row=rows[0])
    for item in items:
        for name, words in changes.items():
            setattr(item, name, words)
        item.version += 1
    if items:
        bulk_update_with_history(items, GuideItem, [*changes, "version"], default_user=actor)
        _record("guide.step_reworded", phase, actor, f"step:{step}")
    return len(items)


def _texts(phase: ProjectPhase, texts: Mapping[str, str], name: str) -> dict[str, str]:
    need_each({f"{name}_{code}": texts.get(code) for code in phase.region.languages}, _("Write the words."))
    return {f"{name}_{code}": texts[code].strip() for code in INTERFACE if code in texts}


@transaction.atomic
def add_item(
    *,
    phase: ProjectPhase,
    actor: User | None,
    kind: str,
    place: str,
    texts: Mapping[str, str],
    step: str = "",
    strength: str = Strength.SHOULD,
) -> GuideItem:
    """Add a text of the region's own to a phase or, by its key, to one of the phase's steps.

    `kind` is a value of GuideKind, `place` the form it stands beside (projects.handbook_kinds.Place).
    """
    rows = GuideItem.objects.filter(phase=phase)
    neighbour = rows.filter(step_key=step).first() if step else None
    last = rows.filter(step_key=step).aggregate(Max("order"))["order__max"] or 0
    item = GuideItem(
        region=phase.region,
        phase=phase,
        key=f"own_{uuid.uuid4().hex[:12]}",
        step_key=step if neighbour else "",
        kind=kind,
        place=place,
        strength=strength,
        order=last + 1,
        is_own=True,
        **_texts(phase, texts, "text"),
    )
    if neighbour:
        for code in INTERFACE:
            setattr(item, f"step_title_{code}", getattr(neighbour, f"step_title_{code}"))
    create_row(item, actor=actor)
    _record("guide.added", phase, actor, f"guide:{item.pk}")
    return item


@transaction.atomic
def answer_item(
    *,
    item: GuideItem,
    actor: User | None,
    expected: int,
    state: str,
    words: str = "",
    evidence_url: str = "",
) -> GuideAnswer:
    """Answer a question, checklist line, outcome or test with a judgement and reasons (Handbook p. 14, 25).

    `expected` is the version of the answer the person saw, 0 when there was none. "Not relevant here" needs words.
    Raises DomainError, or EditConflict when somebody answered meanwhile.
    """
    item = (
        GuideItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("phase__project", "region")
        .get(pk=item.pk)
    )
    if item.kind not in ANSWERABLE:
        raise DomainError(_("This text is not one to answer."))
    if state == AnswerState.NOT_RELEVANT:
        words = need(words, _("Write why this is not relevant here."), field="words")
    values = {
        "state": state,
        "words": words.strip(),
        "evidence_url": evidence_url,
        "answered_by": actor,
        "answered_at": clock.now(),
    }
    answer = _keep_answer(item, values, expected, actor)
    _record("guide.answered", item.phase, actor, f"guide:{item.pk}", state=str(state), item=item.key)
    return answer


def _keep_answer(
    item: GuideItem, values: Mapping[str, Any], expected: int, actor: User | None
) -> GuideAnswer:
    answer = GuideAnswer.objects.filter(item=item).first()
    if answer is None:
        return create_row(GuideAnswer(region=item.region, item=item, **values), actor=actor)
    if expected != answer.version:
        raise EditConflict(
            _("Somebody else answered this while you were writing. Your text is kept below."), row=answer
        )
    update_row(answer, values, expected=expected, actor=actor)
    return answer
