"""The decision in the golden thread: from the version that was decided, to the statements that it made binding."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from decisions.enums import DECIDING, HandlingBody, HandlingResult, PackageState
from decisions.models import DecisionPackage, Handling
from decisions.queries.document import words_in
from drafting.queries.snapshot import place_of
from projects.models import Statement
from servicelofte.common.keys import keys_of, lineages_of
from servicelofte.common.languages import lang_span, page_language
from servicelofte.common.thread import Ref, ThreadCard


class DecisionThread:
    """Edges version → decision, and decision → statement by lineage; cards of decisions. One query a call.

    A statement leads back to the decision that made it binding; a decision does not lead on to all its statements,
    else everybody who follows one sentence would be shown every other one too.
    """

    def edges(self, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Ref]]:
        """Return the edges of decided packages that touch any of `refs`."""
        decisions, versions = keys_of(refs, "decision"), keys_of(refs, "version")
        lineages = [str(lineage) for lineage in lineages_of(refs)]
        if not (decisions or versions or lineages):
            return []
        # By a subquery, not a join: each snapshot is read once, however many of its statements are asked about.
        promises = Statement.objects.filter(lineage__in=lineages).order_by().values("promise")
        rows = DecisionPackage.objects.filter(
            Q(pk__in=decisions) | Q(decided_draft__in=versions) | Q(promise__in=promises),
            state=PackageState.DECIDED,
        ).values_list("pk", "decided_draft_id", "decided_draft__snapshot")
        edges = []
        for pk, version, snapshot in rows:
            decision = Ref("decision", str(pk))
            if pk in decisions or version in versions:
                edges.append((Ref("version", str(version)), decision))
            edges += [(decision, Ref("statement", key)) for key in lineages if place_of(snapshot, key)]
        return edges

    def cards(self, refs: Sequence[Ref]) -> Iterable[ThreadCard]:
        """Return the cards of published decisions of open projects."""
        numbers = keys_of(refs, "decision")
        if not numbers:
            return []
        rows = Handling.objects.filter(
            package__in=numbers, body_kind=HandlingBody.COUNCIL, result__in=DECIDING, annulled_at=None
        ).select_related("package__promise__project__region", "package__decided_draft")
        rows = rows.filter(package__published_at__isnull=False, package__promise__project__is_public=True)
        deferred = ("package__frozen", "package__decided_draft__snapshot")
        return [_card(row) for row in rows.defer(*deferred)]


def _card(row: Handling) -> ThreadCard:
    package = row.package
    project = package.promise.project
    language = page_language()
    body = words_in(row.body_name, language)
    result = HandlingResult(row.result).label
    return ThreadCard(
        ref=Ref("decision", str(package.pk)),
        title=_("%(result)s: version %(number)s")
        % {"result": result, "number": package.decided_draft.number if package.decided_draft else ""},
        summary=format_html("{}, § {}", lang_span(body.text, body.lang, language), row.section),
        day=row.meeting_on,
        url=reverse("decisions:decision_of", args=[project.region.slug, project.slug, package.pk]),
    )
