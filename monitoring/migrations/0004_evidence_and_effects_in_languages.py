from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0003_names_in_administration"),
    ]

    operations = [
        migrations.RenameField(model_name="statementstatus", old_name="evidence", new_name="evidence_words"),
        migrations.AddField(
            model_name="statementstatus",
            name="evidence",
            field=models.JSONField(blank=True, default=dict, verbose_name="evidence"),
        ),
        migrations.AddField(
            model_name="feedback",
            name="effect_en",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
        migrations.AddField(
            model_name="feedback",
            name="effect_fi",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
        migrations.AddField(
            model_name="feedback",
            name="effect_sv",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
        migrations.AddField(
            model_name="historicalfeedback",
            name="effect_en",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
        migrations.AddField(
            model_name="historicalfeedback",
            name="effect_fi",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
        migrations.AddField(
            model_name="historicalfeedback",
            name="effect_sv",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="what it led to"),
        ),
    ]
