from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0007_announced_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalstakeholdergroup",
            name="reason_en",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="historicalstakeholdergroup",
            name="reason_fi",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="historicalstakeholdergroup",
            name="reason_sv",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="stakeholdergroup",
            name="reason_en",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="stakeholdergroup",
            name="reason_fi",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="stakeholdergroup",
            name="reason_sv",
            field=models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
        ),
    ]
