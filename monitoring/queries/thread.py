"""Monitoring's share of the golden thread: what measures a statement, whether it holds, what is put right, feedback.

One query a call: statement → indicator, action → indicator, indicator → status, statement → status, statement →
corrective, statement → feedback, contribution → feedback.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _

from monitoring.enums import FeedbackClass, Status
from monitoring.models import CorrectiveAction, Feedback, Indicator, StatementStatus
from monitoring.queries.evidence import newest_only
from monitoring.queries.public import words_in_force
from monitoring.queries.wording import evidence_of
from participation.enums import SHOWN
from servicelofte.common.fields import column_words
from servicelofte.common.keys import keys_of, lineages_of
from servicelofte.common.languages import NO_WORDS, LanguageText, lang_span, page_language
from servicelofte.common.tenancy import current_region, region_url
from servicelofte.common.thread import Ref, ThreadCard

PUBLIC = Q(promise__project__is_public=True)
OF_STATEMENT = Q(statement__promise__project__is_public=True)


class IndicatorThread:
    """How a statement, and what is done for it, is measured."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → indicator and action → indicator for refs at either end."""
        indicators, actions = keys_of(refs, "indicator"), keys_of(refs, "action")
        lineages = lineages_of(refs)
        if not (indicators or actions or lineages):
            return
        through = Indicator.statements.through.objects
        rows = through.filter(indicator__region=current_region(), indicator__is_active=True).filter(
            Q(indicator_id__in=indicators)
            | Q(statement__lineage__in=lineages)
            | Q(statement__actions__in=actions)
        )
        found = rows.values_list("statement__lineage", "statement__actions", "indicator_id").distinct()
        for lineage, action, indicator in found:
            target = Ref("indicator", str(indicator))
            yield Ref("statement", str(lineage)), target
            if action:
                yield Ref("action", str(action)), target

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return the indicators, each leading to its public page."""
        keys = keys_of(refs, "indicator")
        if not keys:
            return
        rows = Indicator.objects.filter(pk__in=keys).select_related("promise__project")
        rows = rows.filter(PUBLIC)
        for row in rows:
            name, lang = column_words(row, "name")
            yield ThreadCard(
                ref=Ref("indicator", str(row.pk)),
                title=name,
                summary=lang_span(*column_words(row, "source"), page_language()),
                lang=lang,
                url=_place("monitoring:indicator", row.promise, row.pk),
            )


class StatusThread:
    """Whether a statement holds now."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → its newest status and, when it was measured, indicator → status."""
        statuses, indicators = keys_of(refs, "status"), keys_of(refs, "indicator")
        lineages = lineages_of(refs)
        if not (statuses or indicators or lineages):
            return
        touched = Q(pk__in=statuses) | Q(indicator_id__in=indicators) | Q(statement__lineage__in=lineages)
        about = StatementStatus.objects.filter(touched).order_by().values("statement_id")
        rows = newest_only(StatementStatus.objects.filter(statement_id__in=about)).filter(touched)
        for pk, indicator, lineage in rows.values_list("pk", "indicator_id", "statement__lineage"):
            target = Ref("status", str(pk))
            yield Ref("statement", str(lineage)), target
            if indicator:
                yield Ref("indicator", str(indicator)), target

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return the statuses with the words they are about; two queries."""
        keys = keys_of(refs, "status")
        if not keys:
            return
        rows = StatementStatus.objects.filter(pk__in=keys).select_related(
            "indicator", "measurement", "statement__promise__project"
        )
        rows = rows.filter(OF_STATEMENT)
        quotes = _quotes(list(rows))
        for row in rows:
            words = quotes.get(row.statement_id, NO_WORDS)
            evidence = evidence_of(row)
            yield ThreadCard(
                ref=Ref("status", str(row.pk)),
                title=str(Status(row.status).label),
                summary=lang_span(evidence["text"], evidence["lang"], page_language()),
                quote=words.text,
                lang=words.lang,
                day=row.since,
                status=row.status,
                url=f"{_place('monitoring:promise', row.statement.promise)}#s-{row.statement.lineage}",
            )


class CorrectiveThread:
    """What is put right."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → corrective for refs at either end."""
        keys, lineages = keys_of(refs, "corrective"), lineages_of(refs)
        if not (keys or lineages):
            return
        rows = CorrectiveAction.objects.filter(Q(pk__in=keys) | Q(statement__lineage__in=lineages))
        for pk, lineage in rows.values_list("pk", "statement__lineage"):
            yield Ref("statement", str(lineage)), Ref("corrective", str(pk))

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return the corrective actions."""
        keys = keys_of(refs, "corrective")
        if not keys:
            return
        rows = CorrectiveAction.objects.filter(pk__in=keys).select_related("statement__promise__project")
        rows = rows.filter(OF_STATEMENT)
        for row in rows:
            title, lang = column_words(row, "title")
            yield ThreadCard(
                ref=Ref("corrective", str(row.pk)),
                title=title,
                summary=str(row.get_state_display()),
                lang=lang,
                day=row.done_on or row.due_on,
                url=_place("monitoring:promise", row.statement.promise),
            )


class FeedbackThread:
    """What residents said of a statement in force."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → feedback and contribution → feedback for refs at either end."""
        keys, contributions = keys_of(refs, "feedback"), keys_of(refs, "contribution")
        lineages = lineages_of(refs)
        if not (keys or contributions or lineages):
            return
        rows = Feedback.objects.filter(
            Q(pk__in=keys) | Q(contribution_id__in=contributions) | Q(statement__lineage__in=lineages)
        )
        for pk, contribution, lineage in rows.values_list("pk", "contribution_id", "statement__lineage"):
            target = Ref("feedback", str(pk))
            yield Ref("contribution", str(contribution)), target
            if lineage:
                yield Ref("statement", str(lineage)), target

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return feedback whose words everybody may read, with what it led to."""
        keys = keys_of(refs, "feedback")
        if not keys:
            return
        rows = Feedback.objects.filter(pk__in=keys).select_related("contribution", "promise__project")
        rows = rows.filter(PUBLIC, contribution__moderation__in=SHOWN)
        for row in rows:
            said = row.contribution
            effect = lang_span(*column_words(row, "effect"), page_language())
            yield ThreadCard(
                ref=Ref("feedback", str(row.pk)),
                title=str(FeedbackClass(row.kind).label),
                summary=format_html("{} {}", _("Led to:"), effect)
                if effect
                else str(FeedbackClass(row.kind).label),
                quote=said.public_text,
                lang=said.language,
                day=said.received_at,
            )


def _place(name: str, promise: Any, *keys: int) -> str:
    return region_url(name, promise.project.slug, *keys)


def _quotes(rows: Sequence[StatementStatus]) -> dict[int, LanguageText]:
    """Return {statement id: its words} as they were decided; one query."""
    words = words_in_force([row.statement.promise_id for row in rows], page_language())
    return {row.statement_id: words.get(str(row.statement.lineage), NO_WORDS) for row in rows}
