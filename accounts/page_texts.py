"""The first words of a region's information pages, from files in `accounts/data/pages/`, filled with its own facts."""

from copy import copy
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Region

FOLDER = Path(__file__).resolve().parent / "data" / "pages"


def first_text(kind: str, language: str, region: Region) -> str:
    """Return the Markdown of an information page (`kind` of PageKind) in sv, fi or en with the region's name
    and contact.
    """
    template = (FOLDER / f"{kind}.{language}.md").read_text(encoding="utf-8")
    with translation.override(language):
        return template.format(
            region=getattr(region, f"name_{language}") or region.name,
            contact=_contact(region),
            months=region.retention_months,
        )


def texts_without_contact(kind: str, language: str, region: Region) -> set[str]:
    """Return the first words of an information page as they are without an e-mail address and a telephone number:
    with the region's postal address and with nothing.
    """
    bare = copy(region)
    bare.contact_email = bare.contact_phone = ""
    texts = {first_text(kind, language, bare)}
    bare.contact_address = ""
    return texts | {first_text(kind, language, bare)}


def _contact(region: Region) -> str:
    ways = []
    if region.contact_email:
        ways.append(f"[{region.contact_email}](mailto:{region.contact_email})")
    if region.contact_phone:
        ways.append(region.contact_phone)
    if region.contact_address:
        ways.append(region.contact_address)
    return _("Contact: %(ways)s.") % {"ways": " · ".join(ways)} if ways else ""
