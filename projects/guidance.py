"""The handbook's texts beside a form, in the page's language, for `components/guidance.html`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from projects.enums import GuideKind
from projects.models import GuideItem, Project, ProjectPhase


def guidance(owner: Project | ProjectPhase, place: str) -> list[dict[str, Any]]:
    """Return the project's texts that stand beside the form `place` (a value of `projects.handbook_kinds.Place`).

    `owner` is a project (texts of all its phases) or one phase. One query; texts that the region switched off are left
    out. The answer fits `components/guidance.html`: groups {kind, items: [{text, source}], open} by the seven kinds.
    """
    items = GuideItem.objects.filter(place=place, is_on=True)
    items = (
        items.filter(phase=owner) if isinstance(owner, ProjectPhase) else items.filter(phase__project=owner)
    )
    return guide_groups(items.order_by("phase__number", "order", "pk"))


def guide_groups(items: Iterable[GuideItem]) -> list[dict[str, Any]]:
    """Sort texts by kind, in the order of GuideKind; the first group stands open."""
    by_kind: dict[str, list[dict[str, str]]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append({"text": item.text, "source": page_note(item.pages)})
    kinds = [kind for kind in GuideKind.values if kind in by_kind]
    return [{"kind": kind, "items": by_kind[kind], "open": kind == kinds[0]} for kind in kinds]


def page_note(pages: str) -> str:
    """Return where the handbook says it, such as "p. 24"; nothing for texts that come from the law or the region."""
    return _("p. %(pages)s") % {"pages": pages} if pages else ""
