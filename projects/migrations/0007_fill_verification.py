"""A way of follow-up that had one language stands in the first language of its region, in the histories too; and back."""

from django.db import migrations

MODELS = ("Statement", "HistoricalStatement")
AT_ONCE = 500


def _rows(apps):
    """Yield (manager of the rows, region, code of its first language)."""
    regions = apps.get_model("accounts", "Region")._base_manager.values_list("pk", "language_status")
    for pk, status in regions:
        for model in MODELS:
            yield (
                apps.get_model("projects", model)._base_manager,
                pk,
                "fi" if status == "unilingual_fi" else "sv",
            )


def fill(apps, schema_editor):
    """Keep each way of follow-up by language."""
    for rows, region, first in _rows(apps):
        written = list(rows.filter(region_id=region).exclude(verification_words=""))
        for row in written:
            row.verification = {first: row.verification_words}
        rows.bulk_update(written, ["verification"], batch_size=AT_ONCE)


def take_back(apps, schema_editor):
    """Keep the way of follow-up in the region's first language, else in any, as the only one."""
    for rows, region, first in _rows(apps):
        written = list(rows.filter(region_id=region).exclude(verification={}))
        for row in written:
            row.verification_words = row.verification.get(first) or next(iter(row.verification.values()))
        rows.bulk_update(written, ["verification_words"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_names_in_administration"),
        ("projects", "0006_verification_in_languages"),
    ]

    operations = [migrations.RunPython(fill, take_back)]
