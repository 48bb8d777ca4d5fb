"""The golden thread from what was said to its answer, and to the synthesis that cites it. One query a call."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.enums import SHOWN, SynthesisState
from participation.models import Contribution, Response, Synthesis, SynthesisCitation
from servicelofte.common.keys import keys_of
from servicelofte.common.languages import best, page_language
from servicelofte.common.thread import Ref, ThreadCard

CONTRIBUTION, RESPONSE, SYNTHESIS = "contribution", "response", "synthesis"


class VoicesThread:
    """Contribution → its published answer."""

    def edges(self, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Ref]]:
        """Return the edges that touch any of `refs`; one query."""
        said, answers = keys_of(refs, CONTRIBUTION), keys_of(refs, RESPONSE)
        if not said and not answers:
            return []
        rows = Response.objects.filter(
            Q(contribution__in=said) | Q(pk__in=answers), published_at__isnull=False
        )
        pairs = rows.values_list("contribution_id", "pk")
        return [(Ref(CONTRIBUTION, str(said)), Ref(RESPONSE, str(answer))) for said, answer in pairs]

    def cards(self, refs: Sequence[Ref]) -> Iterable[ThreadCard]:
        """Return cards of the contributions and answers that everybody may read."""
        return [
            *self._contributions(keys_of(refs, CONTRIBUTION)),
            *self._responses(keys_of(refs, RESPONSE)),
        ]

    def _contributions(self, ids: Sequence[int]) -> Iterable[ThreadCard]:
        rows = Contribution.objects.filter(pk__in=ids, moderation__in=SHOWN, project__is_public=True)
        for row in rows if ids else ():
            yield ThreadCard(
                ref=Ref(CONTRIBUTION, str(row.pk)),
                title=str(row.get_channel_display()),
                summary=str(row.get_channel_display()),
                quote=row.public_text,
                lang=row.language,
                day=row.received_at,
            )

    def _responses(self, ids: Sequence[int]) -> Iterable[ThreadCard]:
        rows = Response.objects.filter(pk__in=ids, published_at__isnull=False)
        rows = rows.filter(contribution__moderation__in=SHOWN, contribution__project__is_public=True)
        for row in rows if ids else ():
            yield ThreadCard(
                ref=Ref(RESPONSE, str(row.pk)),
                title=_("The region answers"),
                summary=str(row.get_outcome_display()),
                quote=row.body,
                lang=row.language,
                day=row.published_at,
            )


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

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Yield the approved syntheses of open projects."""
        keys = keys_of(refs, SYNTHESIS)
        if not keys:
            return
        rows = Synthesis.objects.filter(pk__in=keys).select_related("project__region")
        rows = rows.filter(state=SynthesisState.APPROVED, project__is_public=True)
        for row in rows.prefetch_related("sentences"):
            yield self._card(row)

    @staticmethod
    def _card(row: Synthesis) -> ThreadCard:
        sentences = sorted(row.sentences.all(), key=lambda sentence: (sentence.order, sentence.pk))
        language = best({sentence.language for sentence in sentences}, page_language())
        args = [row.project.region.slug, row.project.slug]
        return ThreadCard(
            ref=Ref(SYNTHESIS, str(row.pk)),
            title=str(row.get_perspective_display()),
            summary=str(row.get_perspective_display()),
            quote=" ".join(sentence.body for sentence in sentences if sentence.language == language),
            lang=language,
            day=row.approved_at,
            url=f"{reverse('participation:synthesis_public', args=args)}#{row.perspective}",
        )
