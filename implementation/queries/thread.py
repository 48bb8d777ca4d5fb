"""Implementation's share of the golden thread: statement → action, statement → clause. One query a call."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from implementation.enums import ActionState
from implementation.models import Action, Clause
from servicelofte.common.fields import column_words
from servicelofte.common.keys import keys_of, lineages_of
from servicelofte.common.languages import lang_span, page_language
from servicelofte.common.tenancy import current_region
from servicelofte.common.thread import Ref, ThreadCard

ACTION, CLAUSE, STATEMENT = "action", "clause", "statement"


class ActionThread:
    """What is done for a statement."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → action for refs at either end."""
        actions, lineages = keys_of(refs, ACTION), lineages_of(refs)
        if not actions and not lineages:
            return
        through = Action.statements.through.objects
        region = current_region()
        rows = through.filter(action__region=region, statement__region=region).filter(
            Q(action_id__in=actions) | Q(statement__lineage__in=lineages)
        )
        for lineage, action in rows.values_list("statement__lineage", "action_id"):
            yield Ref(STATEMENT, str(lineage)), Ref(ACTION, str(action))

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return what everybody may know of an action: what, by whom, by when, how far."""
        keys = keys_of(refs, ACTION)
        if not keys:
            return
        rows = Action.objects.filter(pk__in=keys).select_related("promise__project")
        rows = rows.filter(promise__project__is_public=True)
        for action in rows:
            title, lang = column_words(action, "title")
            unit = _unit(action)
            state = str(ActionState(action.state).label)
            yield ThreadCard(
                ref=Ref(ACTION, str(action.pk)),
                title=title,
                summary=format_html("{} · {}", state, unit) if unit else state,
                lang=lang,
                day=action.done_on or action.due_on,
            )


def _unit(action: Action) -> SafeString:
    """Return who does it, the unit or else the position, marked where it is in another language than the page."""
    unit = column_words(action, "unit")
    return lang_span(*(unit if unit[0] else column_words(action, "owner_position")), page_language())


class ClauseThread:
    """The contracts that carry a statement."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Return statement → clause for refs at either end."""
        clauses, lineages = keys_of(refs, CLAUSE), lineages_of(refs)
        if not clauses and not lineages:
            return
        rows = Clause.objects.filter(Q(pk__in=clauses) | Q(statement__lineage__in=lineages))
        for lineage, clause in rows.values_list("statement__lineage", "pk"):
            yield Ref(STATEMENT, str(lineage)), Ref(CLAUSE, str(clause))

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Return the clauses that the producer has confirmed."""
        keys = keys_of(refs, CLAUSE)
        if not keys:
            return
        rows = Clause.objects.filter(pk__in=keys).select_related(
            "contract__producer", "contract__promise__project"
        )
        rows = rows.filter(confirmed_at__isnull=False, contract__promise__project__is_public=True)
        for clause in rows:
            yield ThreadCard(
                ref=Ref(CLAUSE, str(clause.pk)),
                title=clause.contract.producer.name,
                summary=_("Confirmed by %(producer)s") % {"producer": clause.contract.producer.name},
                quote=clause.words,
                lang=clause.language,
                day=clause.confirmed_at,
            )
