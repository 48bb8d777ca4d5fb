"""Evidence that had one language is kept by it, what feedback led to by the first language of its region; and back."""

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce

AT_ONCE = 500
WITH_EFFECT = ("Feedback", "HistoricalFeedback")


def _regions(apps):
    """Yield (region, code of its first language, code of the other)."""
    regions = apps.get_model("accounts", "Region")._base_manager.values_list("pk", "language_status")
    for pk, status in regions:
        yield pk, *(("fi", "sv") if status == "unilingual_fi" else ("sv", "fi"))


def fill(apps, schema_editor):
    """Keep each evidence by its language, and each effect in the column of the region's first language."""
    statuses = apps.get_model("monitoring", "StatementStatus")._base_manager
    for region, first, _other in _regions(apps):
        written = list(statuses.filter(region_id=region).exclude(evidence_words=""))
        for row in written:
            row.evidence = {row.evidence_language or first: row.evidence_words}
        statuses.bulk_update(written, ["evidence"], batch_size=AT_ONCE)
        for model in WITH_EFFECT:
            rows = apps.get_model("monitoring", model)._base_manager.filter(region_id=region)
            empty = rows.filter(effect_sv=None, effect_fi=None, effect_en=None)
            empty.exclude(effect="").update(**{f"effect_{first}": F("effect")})


def take_back(apps, schema_editor):
    """Keep the words in the region's first language, else the nearest, as the only ones."""
    statuses = apps.get_model("monitoring", "StatementStatus")._base_manager
    for region, first, other in _regions(apps):
        written = list(statuses.filter(region_id=region).exclude(evidence={}))
        for row in written:
            code = first if row.evidence.get(first) else next(iter(row.evidence))
            row.evidence_words, row.evidence_language = row.evidence[code], code
        statuses.bulk_update(written, ["evidence_words", "evidence_language"], batch_size=AT_ONCE)
        for model in WITH_EFFECT:
            rows = apps.get_model("monitoring", model)._base_manager.filter(region_id=region)
            rows.update(effect=Coalesce(f"effect_{first}", f"effect_{other}", "effect_en", "effect"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_names_in_administration"),
        ("monitoring", "0004_evidence_and_effects_in_languages"),
    ]

    operations = [migrations.RunPython(fill, take_back)]
