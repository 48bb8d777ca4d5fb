from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_fill_titles"),
    ]

    operations = [
        migrations.RenameField(
            model_name="statement", old_name="verification", new_name="verification_words"
        ),
        migrations.AddField(
            model_name="statement",
            name="verification",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="how it is followed up, when no indicator does"
            ),
        ),
        migrations.RenameField(
            model_name="historicalstatement", old_name="verification", new_name="verification_words"
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="verification",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="how it is followed up, when no indicator does"
            ),
        ),
    ]
