"""Whether the languages of a package still say the same: of what a meeting returned, one is easily mended alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from decisions.enums import PackageState, PartKind
from decisions.models import DecisionPackage, PackagePart
from decisions.queries.completeness import Need


def compared(package: DecisionPackage, needs: Sequence[Need]) -> list[Need]:
    """Return the needs of a package that is open for change, those doubtful whose words were left as they were when it
    was frozen last, while another language's were changed; three queries, one when it was never frozen.
    """
    behind = _left_behind(package)
    value = _("only the words in another language were changed since the package was last frozen")
    return [
        replace(need, value=value, is_doubtful=True)
        if (need.kind, need.language) in behind and need.state == "done" and not need.is_doubtful
        else need
        for need in needs
    ]


def _left_behind(package: DecisionPackage) -> set[tuple[str, str]]:
    rows = package.history.filter(state=PackageState.FROZEN).order_by("-history_id")
    frozen = rows.values_list("history_date", flat=True).first()
    if frozen is None:
        return set()
    earlier = PackagePart.history.filter(package_id=package.pk, history_date__lte=frozen)
    # Of every saving before that day the whole text is kept; only the last of each is read.
    last = earlier.order_by().values("kind", "language").annotate(last=Max("history_id")).values("last")
    then = _words(PackagePart.history.filter(history_id__in=last))
    now = _words(PackagePart.objects.filter(package=package))
    changed = {key for key, words in now.items() if words != then.get(key, "")}
    kinds = {kind for kind, _language in changed}
    return {key for key in now if key[0] in kinds and key not in changed}


def _words(rows: Iterable[PackagePart]) -> dict[tuple[str, str], str]:
    """Return {(kind of need, language): words} of texts, the budget's effect by itself."""
    words = {}
    for row in rows:
        words[row.kind, row.language] = row.body
        if row.kind == PartKind.IMPLEMENTATION:
            words["budget_effect", row.language] = row.budget_effect
    return words
