"""A reason that had one language stands in the first language of its region, in the histories too; and back."""

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce

MODELS = ("StakeholderGroup", "HistoricalStakeholderGroup")


def _first_columns(apps):
    """Yield (region, column of its first language, column of the other)."""
    regions = apps.get_model("accounts", "Region")._base_manager.values_list("pk", "language_status")
    for pk, status in regions:
        columns = ("reason_sv", "reason_fi")
        yield pk, *(columns[::-1] if status == "unilingual_fi" else columns)


def fill(apps, schema_editor):
    """Copy each reason to the column of the region's first language; a column that has words already is left."""
    for pk, first, _other in _first_columns(apps):
        for model in MODELS:
            rows = apps.get_model("participation", model)._base_manager
            empty = rows.filter(region_id=pk, reason_sv=None, reason_fi=None, reason_en=None)
            empty.exclude(reason="").update(**{first: F("reason")})


def take_back(apps, schema_editor):
    """Keep the reason in the region's first language, else the nearest, as the only one."""
    for pk, first, other in _first_columns(apps):
        for model in MODELS:
            rows = apps.get_model("participation", model)._base_manager
            rows.filter(region_id=pk).update(reason=Coalesce(first, other, "reason_en", "reason"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_names_in_administration"),
        ("participation", "0008_reasons_in_languages"),
    ]

    operations = [migrations.RunPython(fill, take_back)]
