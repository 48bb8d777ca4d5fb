"""A title that had one language stands in the first language of its region, in the histories too."""

from django.db import migrations
from django.db.models import F

MODELS = ("ParticipationEvent", "HistoricalParticipationEvent")


def fill(apps, schema_editor):
    """Copy each title to the column of the region's first language; a column that has words already is left."""
    regions = apps.get_model("accounts", "Region")._base_manager.values_list("pk", "language_status")
    for pk, status in regions:
        column = "title_fi" if status == "unilingual_fi" else "title_sv"
        for name in MODELS:
            rows = apps.get_model("participation", name)._base_manager
            rows.filter(region_id=pk, title_sv=None, title_fi=None, title_en=None).update(
                **{column: F("title")}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_names_in_administration"),
        ("participation", "0005_titles_in_languages"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
