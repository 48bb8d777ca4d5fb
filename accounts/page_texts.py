"""The first words of a region's information pages, and those of the pages that belong to no region: from files in
`accounts/data/pages/`, filled with the facts of whose pages they are.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import PageKind
from accounts.models import Region

FOLDER = Path(__file__).resolve().parent / "data" / "pages"
# The day on which the installation's own pages were last held against what the product does.
SERVICE_CHECKED_ON = date(2026, 11, 30)
# What several pages say in the same words.
SHARED = ("no-traces", "ombudsman")


@dataclass(frozen=True)
class ServiceText:
    """An information page of the installation, as a region's row has it: Markdown in `language`."""

    body: str
    language: str
    checked_on: date = SERVICE_CHECKED_ON


def first_text(kind: str, language: str, region: Region) -> str:
    """Return the Markdown of an information page (`kind` of PageKind) in sv, fi or en with the region's name
    and contact.
    """
    name = getattr(region, f"name_{language}") or region.name
    with translation.override(language):
        return _filled(
            kind,
            language,
            region=name,
            months=str(region.retention_months),
            contact=_contact(region.contact_email, region.contact_phone, region.contact_address),
            concerns=_(
                "This accessibility statement concerns the Servicelöfte service, in which %(region)s prepares, "
                "decides and follows up its service promise."
            )
            % {"region": name},
        )


def service_text(kind: str, language: str) -> ServiceText:
    """Return an information page (`kind` of SERVICE_PAGES) of the pages that belong to no region, in sv, fi or en,
    with the operator's name and contact where the settings give them; asks nothing of the database.
    """
    with translation.override(language):
        contact = _contact(settings.OPERATOR_EMAIL, settings.OPERATOR_PHONE, settings.OPERATOR_ADDRESS)
        body = _filled(
            "privacy-service" if kind == PageKind.PRIVACY else kind,
            language,
            operator=_operator(language),
            contact=contact
            or _("Turn to your region: the links at the foot of its pages say how to reach it."),
            concerns=_(
                "This accessibility statement concerns the Servicelöfte service as a whole, also the pages that "
                "belong to no region: the front page, the page for receipt codes and the sign-in. Each region has a "
                "statement of its own at the foot of its pages."
            ),
        )
    return ServiceText(body=body, language=language)


def texts_without_contact(kind: str, language: str, region: Region) -> set[str]:
    """Return the first words of an information page as they are without an e-mail address and a telephone number:
    with the region's postal address and with nothing.
    """
    bare = copy(region)
    bare.contact_email = bare.contact_phone = ""
    texts = {first_text(kind, language, bare)}
    bare.contact_address = ""
    return texts | {first_text(kind, language, bare)}


def _filled(name: str, language: str, **facts: str) -> str:
    shared = {part.replace("-", "_"): _file(part, language).strip() for part in SHARED}
    return _file(name, language).format(**shared, **facts)


def _file(name: str, language: str) -> str:
    return (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")


def _operator(language: str) -> str:
    name = settings.OPERATOR_NAMES[language]
    if not name:
        return ""
    return _("%(operator)s runs the service and is responsible for the pages that belong to no region.") % {
        "operator": name
    }


def _contact(email: str, phone: str, address: str) -> str:
    ways = [f"[{email}](mailto:{email})" if email else "", phone, address]
    return _("Contact: %(ways)s.") % {"ways": " · ".join(filter(None, ways))} if any(ways) else ""
