from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0008_named_places"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="opinionrequest",
            options={
                "ordering": ("pk",),
                "verbose_name": "opinion request",
                "verbose_name_plural": "opinion requests",
            },
        ),
        migrations.AddField(
            model_name="body",
            name="name_en",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="body",
            name="name_fi",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="body",
            name="name_sv",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="name_en",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="name_fi",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="name_sv",
            field=models.CharField(max_length=160, null=True, verbose_name="name"),
        ),
    ]
