from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0010_fill_body_names"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="body", name="drafting_body_once"),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("region", "name_sv"), name="drafting_body_once_sv"),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("region", "name_fi"), name="drafting_body_once_fi"),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("region", "name_en"), name="drafting_body_once_en"),
        ),
    ]
