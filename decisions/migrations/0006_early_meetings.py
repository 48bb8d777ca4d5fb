from django.db import migrations, models


class Migration(migrations.Migration):
    """Why a meeting was held before what it handled was frozen; nobody was asked of those registered before."""

    dependencies = [
        ("decisions", "0005_proposal"),
    ]

    operations = [
        migrations.AddField(
            model_name="handling",
            name="early_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sv", "Swedish"),
                    ("fi", "Finnish"),
                    ("en", "English"),
                    ("se", "Northern Sámi"),
                    ("smn", "Inari Sámi"),
                    ("sms", "Skolt Sámi"),
                ],
                max_length=3,
                verbose_name="language of the words on the late freezing",
            ),
        ),
        migrations.AddField(
            model_name="handling",
            name="early_reason",
            field=models.TextField(blank=True, verbose_name="why it was frozen only after the meeting"),
        ),
        migrations.AddField(
            model_name="historicalhandling",
            name="early_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sv", "Swedish"),
                    ("fi", "Finnish"),
                    ("en", "English"),
                    ("se", "Northern Sámi"),
                    ("smn", "Inari Sámi"),
                    ("sms", "Skolt Sámi"),
                ],
                max_length=3,
                verbose_name="language of the words on the late freezing",
            ),
        ),
        migrations.AddField(
            model_name="historicalhandling",
            name="early_reason",
            field=models.TextField(blank=True, verbose_name="why it was frozen only after the meeting"),
        ),
    ]
