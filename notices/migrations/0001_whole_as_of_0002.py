"""All tables of the app as they stand after 0002: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import uuid

import django.db.models.deletion
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_names_in_administration"),
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
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("context", models.JSONField(default=dict)),
                        ("url", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
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
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "ordering": ("-pk",),
                        "indexes": [models.Index(fields=["user", "read_at"], name="notices_unread")],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OutboxMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier"
                            ),
                        ),
                        ("recipient", models.EmailField(max_length=254, verbose_name="recipient")),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("occasion", models.CharField(max_length=120, verbose_name="occasion")),
                        ("language", models.CharField(max_length=3, verbose_name="language")),
                        ("context", models.JSONField(default=dict, verbose_name="context")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "Waiting"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("dropped", "No longer needed"),
                                    ("failed", "Failed"),
                                ],
                                default="due",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        ("claim", models.CharField(blank=True, max_length=32, verbose_name="taken up by")),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken up at"),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
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
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "ordering": ("-pk",),
                        "indexes": [models.Index(fields=["state", "due_at"], name="notices_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recipient", "kind", "occasion"), name="notices_mail_once"
                            )
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
    ]
