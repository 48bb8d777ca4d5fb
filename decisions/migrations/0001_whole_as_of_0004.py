"""All tables of the app as they stand after 0004: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import django.db.models.deletion
import rules.contrib.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("decisions", "0001_initial"),
        ("decisions", "0002_names_in_histories"),
        ("decisions", "0003_names_in_administration"),
        ("decisions", "0004_annulments"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_whole_as_of_0005"),
        ("drafting", "0001_whole_as_of_0011"),
        ("projects", "0001_whole_as_of_0008"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="DecisionPackage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being put together"),
                                    ("frozen", "Frozen for handling"),
                                    ("decided", "Decided"),
                                    ("returned", "Returned for preparation"),
                                    ("rejected", "Rejected"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "presenter",
                            models.CharField(blank=True, max_length=120, verbose_name="presenting official"),
                        ),
                        (
                            "registry_number",
                            models.CharField(blank=True, max_length=40, verbose_name="register number"),
                        ),
                        (
                            "frozen_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of freezing"),
                        ),
                        (
                            "frozen_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="checksum when frozen"),
                        ),
                        (
                            "frozen",
                            models.JSONField(blank=True, default=dict, verbose_name="contents when frozen"),
                        ),
                        (
                            "ledger_number",
                            models.PositiveBigIntegerField(default=0, verbose_name="number in the ledger"),
                        ),
                        (
                            "ledger_head",
                            models.CharField(blank=True, max_length=64, verbose_name="seal of the ledger"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                        (
                            "decided_draft",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deciding_packages",
                                to="drafting.draftversion",
                                verbose_name="version decided on",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packages",
                                to="drafting.draftversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packages",
                                to="projects.servicepromise",
                                verbose_name="promise",
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
                        "verbose_name": "decision package",
                        "verbose_name_plural": "decision packages",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="DocumentFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("package", "Decision package"), ("decision", "Decision")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("sv", "Swedish"),
                                    ("fi", "Finnish"),
                                    ("en", "English"),
                                    ("se", "Northern Sámi"),
                                    ("smn", "Inari Sámi"),
                                    ("sms", "Skolt Sámi"),
                                ],
                                max_length=3,
                                verbose_name="language",
                            ),
                        ),
                        ("file", models.FileField(upload_to="documents/%Y/", verbose_name="file")),
                        ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                        ("basis", models.CharField(max_length=64, verbose_name="made of")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("pages", models.PositiveIntegerField(default=0, verbose_name="number of pages")),
                        (
                            "ledger_number",
                            models.PositiveBigIntegerField(default=0, verbose_name="number in the ledger"),
                        ),
                        (
                            "ledger_head",
                            models.CharField(blank=True, max_length=64, verbose_name="seal of the ledger"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="decisions.decisionpackage",
                                verbose_name="decision package",
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
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Handling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "body_kind",
                            models.CharField(
                                choices=[("board", "Board"), ("council", "Council"), ("other", "Other body")],
                                max_length=10,
                                verbose_name="body",
                            ),
                        ),
                        ("body_name", models.JSONField(default=dict, verbose_name="name of the body")),
                        ("meeting_on", models.DateField(verbose_name="meeting")),
                        ("section", models.CharField(max_length=20, verbose_name="section")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved"),
                                    ("amended", "Approved with changes"),
                                    ("forwarded", "Proposed to the council"),
                                    ("returned", "Returned for preparation"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="changes made at the meeting"
                            ),
                        ),
                        ("minutes_url", models.URLField(blank=True, verbose_name="link to the minutes")),
                        ("registered_at", models.DateTimeField(verbose_name="registered at")),
                        (
                            "annulled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="annulled at"),
                        ),
                        (
                            "annulled_reason",
                            models.TextField(blank=True, verbose_name="reason of the annulment"),
                        ),
                        (
                            "annulled_language",
                            models.CharField(
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
                                verbose_name="language of the reason",
                            ),
                        ),
                        (
                            "was_published_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="published before it was annulled"
                            ),
                        ),
                        (
                            "amended_draft",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="drafting.draftversion",
                                verbose_name="version with the changes of the meeting",
                            ),
                        ),
                        (
                            "annulled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="annulled by",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlings",
                                to="decisions.decisionpackage",
                                verbose_name="decision package",
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
                        (
                            "registered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "handling",
                        "verbose_name_plural": "handlings",
                        "ordering": ("meeting_on", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecisionPackage",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being put together"),
                                    ("frozen", "Frozen for handling"),
                                    ("decided", "Decided"),
                                    ("returned", "Returned for preparation"),
                                    ("rejected", "Rejected"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "presenter",
                            models.CharField(blank=True, max_length=120, verbose_name="presenting official"),
                        ),
                        (
                            "registry_number",
                            models.CharField(blank=True, max_length=40, verbose_name="register number"),
                        ),
                        (
                            "frozen_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of freezing"),
                        ),
                        (
                            "frozen_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="checksum when frozen"),
                        ),
                        (
                            "ledger_number",
                            models.PositiveBigIntegerField(default=0, verbose_name="number in the ledger"),
                        ),
                        (
                            "ledger_head",
                            models.CharField(blank=True, max_length=64, verbose_name="seal of the ledger"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(blank=True, editable=False, verbose_name="made at"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decided_draft",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.draftversion",
                                verbose_name="version decided on",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.draftversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.servicepromise",
                                verbose_name="promise",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="accounts.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical decision package",
                        "verbose_name_plural": "historical decision packages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHandling",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "body_kind",
                            models.CharField(
                                choices=[("board", "Board"), ("council", "Council"), ("other", "Other body")],
                                max_length=10,
                                verbose_name="body",
                            ),
                        ),
                        ("body_name", models.JSONField(default=dict, verbose_name="name of the body")),
                        ("meeting_on", models.DateField(verbose_name="meeting")),
                        ("section", models.CharField(max_length=20, verbose_name="section")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved"),
                                    ("amended", "Approved with changes"),
                                    ("forwarded", "Proposed to the council"),
                                    ("returned", "Returned for preparation"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="changes made at the meeting"
                            ),
                        ),
                        ("minutes_url", models.URLField(blank=True, verbose_name="link to the minutes")),
                        ("registered_at", models.DateTimeField(verbose_name="registered at")),
                        (
                            "annulled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="annulled at"),
                        ),
                        (
                            "annulled_reason",
                            models.TextField(blank=True, verbose_name="reason of the annulment"),
                        ),
                        (
                            "annulled_language",
                            models.CharField(
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
                                verbose_name="language of the reason",
                            ),
                        ),
                        (
                            "was_published_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="published before it was annulled"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "amended_draft",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.draftversion",
                                verbose_name="version with the changes of the meeting",
                            ),
                        ),
                        (
                            "annulled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="annulled by",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="decisions.decisionpackage",
                                verbose_name="decision package",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="accounts.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical handling",
                        "verbose_name_plural": "historical handlings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPackagePart",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("promise", "The service promise"),
                                    ("implementation", "Implementation"),
                                    ("follow_up", "Follow-up"),
                                    ("reporting", "Reporting"),
                                    ("evaluation", "Evaluation"),
                                    ("citizen_communication", "Communication with residents"),
                                ],
                                max_length=24,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("sv", "Swedish"),
                                    ("fi", "Finnish"),
                                    ("en", "English"),
                                    ("se", "Northern Sámi"),
                                    ("smn", "Inari Sámi"),
                                    ("sms", "Skolt Sámi"),
                                ],
                                max_length=3,
                                verbose_name="language",
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("budget_effect", models.TextField(blank=True, verbose_name="effect on the budget")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="decisions.decisionpackage",
                                verbose_name="decision package",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="accounts.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical part of a package",
                        "verbose_name_plural": "historical parts of a package",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PackagePart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("promise", "The service promise"),
                                    ("implementation", "Implementation"),
                                    ("follow_up", "Follow-up"),
                                    ("reporting", "Reporting"),
                                    ("evaluation", "Evaluation"),
                                    ("citizen_communication", "Communication with residents"),
                                ],
                                max_length=24,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("sv", "Swedish"),
                                    ("fi", "Finnish"),
                                    ("en", "English"),
                                    ("se", "Northern Sámi"),
                                    ("smn", "Inari Sámi"),
                                    ("sms", "Skolt Sámi"),
                                ],
                                max_length=3,
                                verbose_name="language",
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("budget_effect", models.TextField(blank=True, verbose_name="effect on the budget")),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="decisions.decisionpackage",
                                verbose_name="decision package",
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
                        "verbose_name": "part of a package",
                        "verbose_name_plural": "parts of a package",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddConstraint(
                    model_name="decisionpackage",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "frozen", "returned"])),
                        fields=("promise",),
                        name="decisions_package_open_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="documentfile",
                    constraint=models.UniqueConstraint(
                        fields=("package", "kind", "language", "sha256"), name="decisions_document_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagepart",
                    constraint=models.UniqueConstraint(
                        fields=("package", "kind", "language"), name="decisions_part_once"
                    ),
                ),
            ]
        ),
    ]
