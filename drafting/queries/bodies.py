"""The register of bodies: what they are called in the page's language, the register itself, and who can be invited."""

from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from drafting.models import Body, Consultation
from servicelofte.common.fields import column_words
from servicelofte.common.languages import INTERFACE, LanguageText, own_name, page_language


def body_name(body: Body, language: str = "") -> LanguageText:
    """Return a body's name in `language` (default: the page's) or the nearest one, with that language."""
    return LanguageText(*column_words(body, "name", language))


def by_name(path: str = "") -> list[Any]:
    """Return what orders bodies by the name that the page shows; `path` leads to the body, such as "body__"."""
    languages = dict.fromkeys([page_language(), *INTERFACE])
    names = (f"{path}name_{code}" for code in languages)
    return [Coalesce(*names, output_field=CharField()), f"{path}pk"]


def body_table(region_slug: str, *, with_links: bool) -> dict[str, Any]:
    """Return the region's register of bodies, those in use first, then by name, with how often each was asked, as
    `components/table.html` shows it; one query. `with_links`: names lead to where a body is changed.
    """
    rows = Body.objects.annotate(asked=Count("requests")).order_by("-is_active", *by_name())
    return {
        "headings": [
            _("Name"),
            _("Kind"),
            _("Language"),
            _("E-mail"),
            {"text": _("Times asked"), "number": True},
            _("State"),
        ],
        "rows": [
            [
                {
                    **body_name(row)._asdict(),
                    "url": reverse("drafting:body_edit", args=[region_slug, row.pk]) if with_links else "",
                },
                row.get_kind_display(),
                own_name(row.language),
                {"text": row.email or "–", "email": True},
                {"text": row.asked, "number": True},
                _("In use") if row.is_active else _("Not in use"),
            ]
            for row in rows
        ],
    }


def invitable_bodies(consultation: Consultation) -> QuerySet[Body]:
    """Return the bodies in use that have not been asked on this consultation, by name."""
    asked = consultation.requests.values("body")
    return Body.objects.filter(is_active=True).exclude(email="").exclude(pk__in=asked).order_by(*by_name())
