from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_sign_in_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("address", models.TextField()),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
