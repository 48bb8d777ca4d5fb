"""What a meeting itself changed of one sentence, in the golden thread: decision → amendment → statement."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from decisions.enums import HandlingBody, HandlingResult
from decisions.models import DecisionPackage, Handling
from drafting.queries.snapshot import Snapshot, part_words, place_of
from drafting.queries.versions import changes_url
from projects.enums import Register
from projects.models import Statement
from servicelofte.common.keys import lineages_of, number_of, uuid_of
from servicelofte.common.languages import best, lang_span, page_language
from servicelofte.common.thread import Ref, ThreadCard

AMENDMENT = "amendment"


class AmendmentThread:
    """Edges between a decision with changes and each sentence that the meeting reworded, added or took away, both ways:
    whoever comes from what was said is told of it too. One query a call.
    """

    def edges(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
        """Yield the edges that touch any of `refs`."""
        asked, lineages = _asked(refs), {str(lineage) for lineage in lineages_of(refs)}
        if not (asked or lineages):
            return
        wanted = lineages | {lineage for _package, lineage in asked}
        promises = Statement.objects.filter(lineage__in=wanted).order_by().values("promise")
        rows = _amended().filter(promise__in=promises)
        for pk, before, after in rows.values_list("pk", "draft__snapshot", "decided_draft__snapshot"):
            for lineage in sorted(wanted):
                if (lineage in lineages or (pk, lineage) in asked) and _differs(before, after, lineage):
                    amendment, statement = _ref(pk, lineage), Ref("statement", lineage)
                    yield from ((amendment, statement), (statement, amendment))
                    yield Ref("decision", str(pk)), amendment

    def cards(self, refs: Sequence[Ref]) -> Iterator[ThreadCard]:
        """Yield what the meetings of published decisions changed, with the words before it."""
        asked = _asked(refs)
        if not asked:
            return
        rows = Handling.objects.filter(
            package__in=_amended().filter(pk__in={package for package, _lineage in asked}),
            package__published_at__isnull=False,
            package__promise__project__is_public=True,
            body_kind=HandlingBody.COUNCIL,
            result=HandlingResult.AMENDED,
            annulled_at=None,
        )
        related = ("package__promise__project__region", "package__draft", "package__decided_draft")
        for row in rows.select_related(*related).defer("package__frozen"):
            for package, lineage in asked:
                if package == row.package_id and (card := _card(row, lineage)):
                    yield card


def _amended() -> QuerySet[DecisionPackage]:
    return DecisionPackage.objects.filter(decided_draft__isnull=False).exclude(decided_draft=F("draft"))


def _ref(package: int, lineage: str) -> Ref:
    return Ref(AMENDMENT, f"{package}.{lineage}")


def _asked(refs: Iterable[Ref]) -> list[tuple[int, str]]:
    """The package and the sentence of each amendment among `refs`."""
    found = []
    for ref in refs:
        package, _dot, lineage = ref.key.partition(".") if ref.kind == AMENDMENT else ("", "", "")
        if (number := number_of(package)) is not None and (key := uuid_of(lineage)):
            found.append((number, str(key)))
    return found


def _words(snapshot: Snapshot, lineage: str) -> dict[str, str]:
    texts = part_words(snapshot, lineage)
    return {code: words for code, each in texts.items() if (words := each.get(Register.STANDARD.value, ""))}


def _differs(before: Snapshot, after: Snapshot, lineage: str) -> bool:
    places = place_of(before, lineage), place_of(after, lineage)
    return any(places) and (not all(places) or _words(before, lineage) != _words(after, lineage))


def _card(row: Handling, lineage: str) -> ThreadCard | None:
    """The card of one sentence, in the page's language where the words were changed in it, else in another."""
    package = row.package
    decided = package.decided_draft
    if decided is None or not _differs(package.draft.snapshot, decided.snapshot, lineage):
        return None
    before, after = _words(package.draft.snapshot, lineage), _words(decided.snapshot, lineage)
    changed = [code for code in {**after, **before} if before.get(code) != after.get(code)]
    lang = best(changed or [*after], page_language(), decided.snapshot["languages"])
    return ThreadCard(
        ref=_ref(package.pk, lineage),
        title=_("Changed at the meeting"),
        summary=_what(before.get(lang, ""), after.get(lang, ""), lang),
        quote=after.get(lang) or before.get(lang, ""),
        lang=lang,
        day=row.meeting_on,
        url=changes_url(package.promise.project, package.draft, decided.number),
    )


def _what(before: str, after: str, lang: str) -> str | SafeString:
    if not after:
        return _("The meeting took this sentence away.")
    if not before:
        return _("The meeting added this sentence.")
    return format_html(
        "{} {}", _("The meeting changed it. The proposal said:"), lang_span(before, lang, page_language())
    )
