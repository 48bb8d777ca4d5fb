from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0005_fill_evidence_and_effects"),
    ]

    operations = [
        migrations.RemoveField(model_name="statementstatus", name="evidence_words"),
        migrations.RemoveField(model_name="statementstatus", name="evidence_language"),
    ]
