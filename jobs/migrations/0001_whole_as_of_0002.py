"""All tables of the app as they stand after 0002: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import django.db.models.deletion
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("jobs", "0001_initial"),
        ("jobs", "0002_names_in_administration"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_whole_as_of_0005"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("seen_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("occasion", models.CharField(max_length=120, verbose_name="occasion")),
                        ("arguments", models.JSONField(default=dict, verbose_name="arguments")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "Waiting"),
                                    ("running", "Running"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                ],
                                default="due",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken up at"),
                        ),
                        ("claim", models.CharField(blank=True, max_length=32, verbose_name="taken up by")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("done_units", models.PositiveIntegerField(default=0, verbose_name="done so far")),
                        ("total_units", models.PositiveIntegerField(default=0, verbose_name="to be done")),
                        ("result", models.JSONField(default=dict, verbose_name="result")),
                        ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "job",
                        "verbose_name_plural": "jobs",
                        "ordering": ("-pk",),
                        "indexes": [models.Index(fields=["state", "due_at"], name="jobs_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["due", "running"])),
                                fields=("region", "kind", "occasion"),
                                name="jobs_job_once",
                            )
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
    ]
