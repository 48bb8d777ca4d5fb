"""Verbs of the inbox: say what contributions are about, name themes, leave a note, enter what came on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.domain.contribution import lock_contribution, receive_contribution
from participation.enums import STAFF_CHANNELS, Moderation
from participation.models import (
    Contribution,
    ContributionCode,
    ContributionNote,
    StakeholderGroup,
    Theme,
)
from projects.domain.ledger import record_event
from projects.domain.rows import require_same_project
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.rows import create_row, need, update_row


@dataclass(frozen=True)
class Coding:
    """What contributions are about: pairs of perspective and viewpoint (or ""), each with every theme.

    `new_theme` is the name of a theme to be made with the coding, "" for none.
    """

    about: Sequence[tuple[str, str]] = ()
    themes: Sequence[Theme] = field(default_factory=tuple)
    new_theme: str = ""
    group: StakeholderGroup | None = None
    service: str = ""


@transaction.atomic
def enter_contribution(
    *, project: Project, values: Mapping[str, Any], coding: Coding, actor: User
) -> Contribution:
    """Enter what somebody said on paper, by telephone or at a meeting, so that it weighs as much as the rest (p. 6).

    `values`: `channel` of STAFF_CHANNELS, `language`, `words`, `headcount`, `event` or None, `name`, `email`,
    `wants_answer`, `received_at` (aware) and `nonce`, which keeps a double click from entering it twice.
    Raises DomainError at the form's field.
    """
    _check(coding)
    require_same_project(project, coding.group, *coding.themes)
    if values["channel"] not in STAFF_CHANNELS:
        raise DomainError(_("Choose how it came in."), field="channel")
    coding = _with_new_theme(project, coding, actor)
    row = receive_contribution(
        region=project.region,
        project=project,
        group=coding.group,
        service=coding.service,
        codes=coding.about,
        entered_by=actor,
        **values,
    )
    if coding.themes:
        _write_codes(row, _pairs(coding), actor)
    return row


@transaction.atomic
def recode_contribution(
    *, contribution: Contribution, coding: Coding, expected: int, actor: User
) -> Contribution:
    """Say anew what one contribution is about, opened at version `expected`; what was said before gives way (p. 19).

    Raises DomainError for themes without a perspective, or EditConflict.
    """
    _check(coding)
    require_same_project(contribution.project, coding.group, *coding.themes)
    # Held, so that a second of two who code at once is told of a conflict instead of writing the same code twice.
    lock_contribution(contribution_id=contribution.pk)
    coding = _with_new_theme(contribution.project, coding, actor)
    contribution.codes.all().delete()
    _write_codes(contribution, _pairs(coding), actor)
    values = {"group": coding.group, "service": coding.service, "is_coded": bool(coding.about)}
    if not update_row(contribution, values, expected=expected, actor=actor):
        save_versioned(contribution, expected=expected)
    _record(contribution, coding, actor)
    return contribution


@transaction.atomic
def code_contributions(*, project: Project, ids: Iterable[int], coding: Coding, actor: User) -> int:
    """Add perspectives and themes to several contributions, and set group and service where given; returns how many.

    Nothing that was said before is taken away. Http404 for a contribution of another project; DomainError when nothing
    is chosen.
    """
    wanted = set(ids)
    rows = list(
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .filter(project=project, pk__in=wanted)
        .order_by("pk")
    )
    if len(rows) != len(wanted):
        raise Http404
    if not rows:
        raise DomainError(_("Tick at least one contribution."))
    if not (coding.about or coding.group or coding.service):
        raise DomainError(_("Choose what the ticked contributions are about."))
    _check(coding)
    require_same_project(project, coding.group, *coding.themes)
    coding = _with_new_theme(project, coding, actor)
    for row in rows:
        _write_codes(row, _pairs(coding), actor)
        values: dict[str, Any] = {"is_coded": row.is_coded or bool(coding.about)}
        values |= {"group": coding.group} if coding.group else {}
        values |= {"service": coding.service} if coding.service else {}
        update_row(row, values, expected=row.version, actor=actor)
        _record(row, coding, actor)
    return len(rows)


@transaction.atomic
def add_theme(*, project: Project, name: str, actor: User) -> Theme:
    """Name a theme of a project, or return the one of that name. Raises DomainError without a name."""
    name = need(name, _("Write a name for the theme."), field="new_theme")
    # Two who name the same theme at once are given one.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    known = Theme.objects.filter(project=project, name__iexact=name).first()
    if known:
        return known
    theme = Theme(region=project.region, project=project, name=name)
    create_row(theme, actor=actor)
    record_event(
        region=project.region,
        project=project,
        kind="theme.added",
        actor=actor,
        subject=f"theme:{theme.pk}",
        words={"name": name},
        is_public=False,
    )
    return theme


@transaction.atomic
def add_note(*, contribution: Contribution, body: str, actor: User) -> ContributionNote:
    """Leave a note beside a contribution for the other preparers.

    Raises DomainError when it is empty, IllegalTransition when the words were erased: a note would tell of them.
    """
    body = need(body, _("Write a note before you save."), field="body")
    if lock_contribution(contribution_id=contribution.pk).moderation == Moderation.ERASED:
        raise IllegalTransition(_("These words were erased, so no note can be left beside them."))
    note = ContributionNote.objects.create(
        region=contribution.region,
        contribution=contribution,
        body=body,
        written_by=actor,
        written_at=clock.now(),
    )
    record_event(
        region=contribution.region,
        project=contribution.project,
        kind="contribution.noted",
        actor=actor,
        subject=f"contribution:{contribution.pk}",
        is_public=False,
    )
    return note


def _check(coding: Coding) -> None:
    if (coding.themes or coding.new_theme) and not coding.about:
        raise DomainError(_("Choose the perspective that the theme belongs to."), field="about")


def _with_new_theme(project: Project, coding: Coding, actor: User) -> Coding:
    if not coding.new_theme:
        return coding
    theme = add_theme(project=project, name=coding.new_theme, actor=actor)
    return replace(coding, themes=[*(row for row in coding.themes if row != theme), theme], new_theme="")


def _pairs(coding: Coding) -> list[tuple[str, str, Theme | None]]:
    themes: Sequence[Theme | None] = coding.themes or (None,)
    return [(perspective, viewpoint, theme) for perspective, viewpoint in coding.about for theme in themes]


def _write_codes(row: Contribution, pairs: Sequence[tuple[str, str, Theme | None]], actor: User) -> None:
    """Add what is not there yet; a code without a theme gives way to the same with one."""
    codes = list(row.codes.all())
    known = {(code.perspective, code.viewpoint, code.theme_id) for code in codes}
    new = [
        ContributionCode(
            region=row.region,
            contribution=row,
            perspective=perspective,
            viewpoint=viewpoint,
            theme=theme,
            coded_by=actor,
        )
        for perspective, viewpoint, theme in pairs
        if (perspective, viewpoint, theme.pk if theme else None) not in known
        and not (theme is None and any(known_code[:2] == (perspective, viewpoint) for known_code in known))
    ]
    themed = {(perspective, viewpoint) for perspective, viewpoint, theme in pairs if theme}
    bare = [
        code.pk for code in codes if code.theme_id is None and (code.perspective, code.viewpoint) in themed
    ]
    if bare:
        ContributionCode.objects.filter(pk__in=bare).delete()
    ContributionCode.objects.bulk_create(new)


def _record(row: Contribution, coding: Coding, actor: User) -> None:
    record_event(
        region=row.region,
        project=row.project,
        kind="contribution.coded",
        actor=actor,
        subject=f"contribution:{row.pk}",
        data={
            "about": [list(pair) for pair in coding.about],
            "themes": [theme.pk for theme in coding.themes],
            "group": coding.group.pk if coding.group else None,
        },
        is_public=False,
    )
