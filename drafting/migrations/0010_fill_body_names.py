"""A name that had one language stands in the first language of its region, in the histories too; and back."""

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce

MODELS = ("Body", "HistoricalBody")


def _first_columns(apps):
    """Yield (region, column of its first language, column of the other)."""
    regions = apps.get_model("accounts", "Region")._base_manager.values_list("pk", "language_status")
    for pk, status in regions:
        columns = ("name_sv", "name_fi")
        yield pk, *(columns[::-1] if status == "unilingual_fi" else columns)


def fill(apps, schema_editor):
    """Copy each name to the column of the region's first language; a column that has words already is left."""
    for pk, first, _other in _first_columns(apps):
        for model in MODELS:
            rows = apps.get_model("drafting", model)._base_manager
            rows.filter(region_id=pk, name_sv=None, name_fi=None, name_en=None).update(**{first: F("name")})


def take_back(apps, schema_editor):
    """Keep the name in the region's first language, else the nearest, as the only one."""
    for pk, first, other in _first_columns(apps):
        for model in MODELS:
            rows = apps.get_model("drafting", model)._base_manager
            rows.filter(region_id=pk).update(name=Coalesce(first, other, "name_en", "name"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_names_in_administration"),
        ("drafting", "0009_body_names_in_languages"),
    ]

    operations = [migrations.RunPython(fill, take_back)]
