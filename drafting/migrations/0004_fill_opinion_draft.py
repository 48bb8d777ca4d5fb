"""An opinion is on the version that its consultation was over when it was submitted."""

from django.db import migrations


def fill(apps, schema_editor):
    """Give each opinion its version: a consultation may have moved to a newer one since, which its history tells."""
    opinions = apps.get_model("drafting", "Opinion")._base_manager
    histories = apps.get_model("drafting", "HistoricalConsultation")._base_manager
    for opinion in opinions.filter(draft=None).select_related("request__consultation"):
        consultation, moment = opinion.request.consultation, opinion.request.submitted_at
        known = histories.filter(id=consultation.pk).exclude(draft_id=None)
        if moment:
            known = known.filter(history_date__lte=moment)
        then = known.order_by("-history_date", "-history_id").values_list("draft_id", flat=True).first()
        opinions.filter(pk=opinion.pk).update(draft_id=then or consultation.draft_id)


class Migration(migrations.Migration):
    dependencies = [("drafting", "0003_opinion_draft")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
