"""Kinds of regions, roles and public information pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    """What sort of organiser the region is."""

    COUNTY = "county", _("Wellbeing services county")
    CITY = "city", _("City with county tasks")
    JOINT_AUTHORITY = "joint_authority", _("Joint authority")
    AUTONOMOUS = "autonomous", _("Autonomous region")


class LanguageStatus(models.TextChoices):
    """The region's language status (Language Act 423/2003)."""

    BILINGUAL = "bilingual", _("Bilingual")
    FINNISH = "unilingual_fi", _("Unilingual Finnish")
    SWEDISH = "unilingual_sv", _("Unilingual Swedish")


class StatuteSet(models.TextChoices):
    """Which Acts the region works under."""

    COUNTY_ACT = "county_act", _("Act on Wellbeing Services Counties (611/2021)")
    LOCAL_GOVERNMENT_ACT = "local_government_act", _("Local Government Act (410/2015)")
    ALAND = "aland", _("Legislation of Åland")


class Role(models.TextChoices):
    """What a person does in a region."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PREPARER = "preparer", _("Preparer")
    SECRETARY = "secretary", _("Council secretary")
    MANAGER = "manager", _("Manager")
    PRODUCER = "producer", _("Producer")
    OBSERVER = "observer", _("Observer")


STAFF_ROLES = (Role.ADMINISTRATOR, Role.PREPARER, Role.SECRETARY, Role.MANAGER, Role.OBSERVER)


class Transfer(models.TextChoices):
    """Whether personal data leave the EU and the EEA, and on what ground (GDPR art. 13.1 f, 45 and 46)."""

    NONE = "none", _("Not transferred")
    ADEQUACY = "adequacy", _("To countries that the Commission finds adequate")
    SAFEGUARDS = "safeguards", _("With the Commission’s standard clauses or other safeguards")


class PageKind(models.TextChoices):
    """What a public service must say, per region and language."""

    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY = "privacy", _("Privacy notice")
    MODERATION_RULES = "moderation-rules", _("Moderation rules")


# What the pages that belong to no region have of their own: nobody writes there what would be moderated.
SERVICE_PAGES = (PageKind.ACCESSIBILITY, PageKind.PRIVACY)
