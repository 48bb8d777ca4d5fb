"""Who answers for personal data: what the privacy notices of a region and of the installation show beside their words.

It is read anew each time, so that it holds too where a region has worded its notice itself.
"""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import Region
from servicelofte.common.languages import page_language


@dataclass(frozen=True)
class Reach:
    """How somebody is reached: what is given of name, e-mail address, telephone number and postal address."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is any way at all, a name alone being none."""
        return any((self.email, self.phone, self.address))


@dataclass(frozen=True)
class DataProtection:
    """The data protection officer, whom to turn to where none is given, those who handle data for the controller, and
    whether the data leave the EU and the EEA (GDPR art. 13).

    `transfer`: a value of Transfer, "" where nothing is said; `transferred_to`: countries and receivers.
    `is_region`: of a region, whose registry answers; else of the installation.
    """

    officer: Reach
    otherwise: Reach
    processors: str
    transfer: str
    transferred_to: str
    is_region: bool

    @property
    def has_officer(self) -> bool:
        """Whether the officer is named or can be reached."""
        return bool(self.officer.name) or self.officer.is_known


def region_data_protection(region: Region) -> DataProtection:
    """Return who answers for the data of a region; the operator of the installation is one of its processors."""
    operator = settings.OPERATOR_NAMES[page_language()]
    return DataProtection(
        officer=Reach(region.officer_name, region.officer_email, region.officer_phone),
        otherwise=Reach("", region.contact_email, region.contact_phone, region.contact_address),
        processors=", ".join(filter(None, (operator, region.processors))),
        transfer=region.transfer,
        transferred_to=region.transferred_to,
        is_region=True,
    )


def service_data_protection() -> DataProtection:
    """Return who answers for the data of the pages that belong to no region, from the settings."""
    return DataProtection(
        officer=Reach(
            settings.OPERATOR_OFFICER_NAME, settings.OPERATOR_OFFICER_EMAIL, settings.OPERATOR_OFFICER_PHONE
        ),
        otherwise=Reach("", settings.OPERATOR_EMAIL, settings.OPERATOR_PHONE, settings.OPERATOR_ADDRESS),
        processors=settings.OPERATOR_PROCESSORS,
        transfer=settings.OPERATOR_TRANSFER,
        transferred_to=settings.OPERATOR_TRANSFERRED_TO,
        is_region=False,
    )
