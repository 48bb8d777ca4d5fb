"""All tables of the app as they stand after 0003: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("common", "0001_initial"),
        ("common", "0002_page_changes"),
        ("common", "0003_sign_in_notes"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="PageChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(db_index=True, max_length=80)),
                    ],
                ),
                migrations.CreateModel(
                    name="PageVersion",
                    fields=[
                        ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                        ("number", models.PositiveBigIntegerField(default=1)),
                    ],
                ),
                migrations.CreateModel(
                    name="SignInNote",
                    fields=[
                        ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                        ("value", models.TextField()),
                        ("expires", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="RateWindow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=32)),
                        ("action", models.CharField(max_length=40)),
                        ("window", models.DateTimeField()),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["window"], name="common_rate_window")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "action", "window"), name="common_rate_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
