"""The golden thread from what was said to the synthesis that cites it. One query a call."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse

from participation.enums import SynthesisState
from participation.models import Synthesis, SynthesisCitation
from servicelofte.common.keys import keys_of
from servicelofte.common.languages import best, page_language
from servicelofte.common.registry import Ref, ThreadCard

__all__ = ["CONTRIBUTION", "SYNTHESIS", "SynthesisThread"]

CONTRIBUTION, SYNTHESIS = "contribution", "synthesis"


class SynthesisThread:
    """Contribution → the synthesis that cites it."""

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Yield contribution → synthesis for refs at either end."""
        said, written = keys_of(refs, CONTRIBUTION), keys_of(refs, SYNTHESIS)
        if not said and not written:
            return
        rows = SynthesisCitation.objects.filter(
            Q(contribution__in=said) | Q(sentence__synthesis__in=written)
        ).order_by()
        for contribution, synthesis in rows.values_list(
            "contribution_id", "sentence__synthesis_id"
        ).distinct():
            yield Ref(CONTRIBUTION, str(contribution)), Ref(SYNTHESIS, str(synthesis))

    def cards(self, refs: Sequence[Ref], viewer: str) -> Iterator[ThreadCard]:
        """Yield syntheses: approved ones of open projects to the public, all to staff."""
        keys = keys_of(refs, SYNTHESIS)
        if not keys:
            return
        rows = Synthesis.objects.filter(pk__in=keys).select_related("project__region")
        if viewer == "public":
            rows = rows.filter(state=SynthesisState.APPROVED, project__is_public=True)
        for row in rows.prefetch_related("sentences"):
            yield self._card(row, viewer)

    @staticmethod
    def _card(row: Synthesis, viewer: str) -> ThreadCard:
        sentences = sorted(row.sentences.all(), key=lambda sentence: (sentence.order, sentence.pk))
        language = best({sentence.language for sentence in sentences}, page_language())
        slug = row.project.region.slug
        if viewer == "public":
            address = reverse("participation:synthesis_public", args=[slug, row.project.slug])
            url = f"{address}#{row.perspective}"
        else:
            url = reverse("participation:synthesis_edit", args=[slug, row.project_id, row.perspective])
        return ThreadCard(
            ref=Ref(SYNTHESIS, str(row.pk)),
            title=str(row.get_perspective_display()),
            summary=str(row.get_perspective_display()),
            quote=" ".join(sentence.body for sentence in sentences if sentence.language == language),
            lang=language,
            day=row.approved_at,
            url=url,
        )
