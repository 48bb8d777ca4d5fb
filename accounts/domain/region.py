"""Verbs of regions: make one from the list of Finland's regions or freely, with its information pages."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import invite_person
from accounts.enums import LanguageStatus, PageKind, RegionKind, Role, StatuteSet
from accounts.models import Region, RegionPage, User
from accounts.page_texts import first_text
from accounts.queries import pages_without_contact
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.converters import RESERVED
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import INTERFACE
from servicelofte.common.public_cache import bump_public
from servicelofte.common.tenancy import region_scope

CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "regions.csv"
_KINDS = {
    "county": RegionKind.COUNTY,
    "city_with_county_tasks": RegionKind.CITY,
    "autonomous_region": RegionKind.AUTONOMOUS,
    "hospital_group": RegionKind.JOINT_AUTHORITY,
}
_STATUTES = {
    RegionKind.CITY: StatuteSet.LOCAL_GOVERNMENT_ACT,
    RegionKind.AUTONOMOUS: StatuteSet.ALAND,
}


@dataclass(frozen=True)
class KnownRegion:
    """A region of Finland as listed by Statistics Finland and Sotkanet: names, kind, languages, figures."""

    key: str
    kind: str
    names: dict[str, str]
    brand: str
    language_status: str
    sami_rights: bool
    population: int
    sotkanet_region_id: int
    code: str


@lru_cache(maxsize=1)
def known_regions() -> tuple[KnownRegion, ...]:
    """Return Finland's regions, from the file that the product holds itself (state of 2024-2026)."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return tuple(_known(row) for row in csv.DictReader(file))


def _known(row: dict[str, str]) -> KnownRegion:
    return KnownRegion(
        key=row["slug"],
        kind=_KINDS[row["type"]],
        names={"sv": row["name_sv"], "fi": row["name_fi"], "en": row["name_en"]},
        brand=row["brand"],
        language_status=row["language_status"],
        sami_rights=row["sami_rights"] == "yes",
        population=int(row["population"] or 0),
        sotkanet_region_id=int(row["sotkanet_region_id"] or 0),
        code=row["code"],
    )


@transaction.atomic
def create_region(
    *,
    slug: str,
    names: dict[str, str],
    kind: str = RegionKind.COUNTY,
    language_status: str = LanguageStatus.BILINGUAL,
    short_names: dict[str, str] | None = None,
    **values: Any,
) -> Region:
    """Make a region and its information pages in its languages.

    `names` are by language (sv, fi, en); `values` further fields of Region. Raises DomainError for a taken
    or reserved slug.
    """
    if slug in RESERVED or Region.objects.filter(slug=slug).exists():
        raise DomainError(_("This address word is taken. Choose another."), field="slug")
    short = short_names or names
    region = Region.objects.create(
        slug=slug,
        kind=kind,
        language_status=language_status,
        statute_set=values.pop("statute_set", _STATUTES.get(RegionKind(kind), StatuteSet.COUNTY_ACT)),
        **{f"name_{code}": name for code, name in names.items()},
        **{f"short_name_{code}": name[:60] for code, name in short.items()},
        **values,
    )
    write_first_pages(region=region)
    return region


def create_known_region(*, key: str) -> Region:
    """Make the region with this key of `known_regions()`; raises DomainError when there is none or it exists."""
    known = next((row for row in known_regions() if row.key == key), None)
    if known is None:
        raise DomainError(_("There is no such region in the list."), field="key")
    short = dict.fromkeys(known.names, known.brand) if known.brand else known.names
    return create_region(
        slug=known.key,
        names=known.names,
        short_names=short,
        kind=known.kind,
        language_status=known.language_status,
        sami_rights=known.sami_rights,
        population=known.population or None,
        sotkanet_region_id=known.sotkanet_region_id or None,
        code=known.code,
    )


@transaction.atomic
def open_known_region(*, key: str, name: str, email: str, invited_by: User) -> Region:
    """Make the region with this key of `known_regions()` and invite its first administrator, `name` at `email`.

    Raises DomainError as create_known_region and invite_person do; then nothing is made.
    """
    region = create_known_region(key=key)
    with region_scope(region):
        invite_person(
            region=region,
            email=email,
            name=name,
            role=Role.ADMINISTRATOR,
            language=region.languages[0],
            invited_by=invited_by,
        )
    return region


@transaction.atomic
def write_first_pages(*, region: Region) -> int:
    """Write the accessibility statement, privacy notice and moderation rules that are missing in a language of the
    interface, whatever the region itself writes in, and the contact that was not known when they were made; returns
    how many were missing.
    """
    made = 0
    with region_scope(region):
        present = set(RegionPage.objects.values_list("kind", "language"))
        for kind in PageKind:
            for language in INTERFACE:
                if (kind.value, language) not in present:
                    RegionPage.objects.create(
                        region=region,
                        kind=kind,
                        language=language,
                        body=first_text(kind, language, region),
                        checked_on=clock.today(),
                    )
                    made += 1
        _write_contact(region)
    bump_public(region.slug)
    return made


def _write_contact(region: Region) -> None:
    """Write the region's e-mail address and telephone number into the pages that nobody has worded since they were
    made without them.
    """
    if not (region.contact_email or region.contact_phone):
        return
    for page in pages_without_contact(region):
        page.body = first_text(page.kind, page.language, region)
        save_versioned(
            page, expected=page.version, reason=str(_("The contact of the region was written in."))
        )
