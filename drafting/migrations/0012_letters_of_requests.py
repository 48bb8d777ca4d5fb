from django.db import migrations, models

FIELDS = {
    "letter": models.JSONField(blank=True, default=dict, verbose_name="letter"),
    "contact_name": models.CharField(blank=True, max_length=120, verbose_name="contact person"),
    "contact_title": models.JSONField(blank=True, default=dict, verbose_name="title of the contact person"),
    "contact_email": models.EmailField(
        blank=True, max_length=254, verbose_name="e-mail of the contact person"
    ),
    "contact_phone": models.CharField(
        blank=True, max_length=40, verbose_name="telephone of the contact person"
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0011_body_once_by_language"),
    ]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field.clone())
        for model in ("historicalopinionrequest", "opinionrequest")
        for name, field in FIELDS.items()
    ]
