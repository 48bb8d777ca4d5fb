"""All tables of the app as they stand after 0006: a new database is made of this one, an older one goes through the
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
        ("monitoring", "0001_initial"),
        ("monitoring", "0002_names_in_histories"),
        ("monitoring", "0003_names_in_administration"),
        ("monitoring", "0004_evidence_and_effects_in_languages"),
        ("monitoring", "0005_fill_evidence_and_effects"),
        ("monitoring", "0006_evidence_by_language_only"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_whole_as_of_0005"),
        ("participation", "0001_whole_as_of_0009"),
        ("projects", "0001_whole_as_of_0008"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="CorrectiveAction",
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
                        ("title", models.CharField(max_length=200, verbose_name="what is done")),
                        (
                            "title_sv",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_fi",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_en",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        ("due_on", models.DateField(verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("done", "Done")],
                                default="open",
                                max_length=6,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reopens_text",
                            models.BooleanField(default=False, verbose_name="the wording is taken up again"),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible person",
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
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrective_actions",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "corrective action",
                        "verbose_name_plural": "corrective actions",
                        "ordering": ("due_on", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="EvaluationRound",
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
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("open", "Under way"), ("done", "Finished")],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("conclusions", models.TextField(blank=True, verbose_name="conclusions")),
                        (
                            "conclusions_sv",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
                        ),
                        (
                            "conclusions_fi",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
                        ),
                        (
                            "conclusions_en",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rounds",
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
                        "verbose_name": "evaluation round",
                        "verbose_name_plural": "evaluation rounds",
                        "ordering": ("-day",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Feedback",
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
                                    ("thanks", "Thanks"),
                                    ("problem", "Something does not work"),
                                    ("proposal", "Proposal for improvement"),
                                    ("question", "Question"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="to be answered by")),
                        (
                            "effect",
                            models.CharField(blank=True, max_length=240, verbose_name="what it led to"),
                        ),
                        (
                            "effect_sv",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
                            ),
                        ),
                        (
                            "effect_fi",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
                            ),
                        ),
                        (
                            "effect_en",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
                            ),
                        ),
                        (
                            "contribution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feedback",
                                to="participation.contribution",
                                verbose_name="contribution",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handled by",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
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
                        (
                            "statement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="feedback",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "feedback",
                        "verbose_name_plural": "feedback",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCorrectiveAction",
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
                        ("title", models.CharField(max_length=200, verbose_name="what is done")),
                        (
                            "title_sv",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_fi",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_en",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        ("due_on", models.DateField(verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("done", "Done")],
                                default="open",
                                max_length=6,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reopens_text",
                            models.BooleanField(default=False, verbose_name="the wording is taken up again"),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible person",
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
                            "statement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical corrective action",
                        "verbose_name_plural": "historical corrective actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvaluationRound",
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
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("open", "Under way"), ("done", "Finished")],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("conclusions", models.TextField(blank=True, verbose_name="conclusions")),
                        (
                            "conclusions_sv",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
                        ),
                        (
                            "conclusions_fi",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
                        ),
                        (
                            "conclusions_en",
                            models.TextField(blank=True, null=True, verbose_name="conclusions"),
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
                        "verbose_name": "historical evaluation round",
                        "verbose_name_plural": "historical evaluation rounds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFeedback",
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
                                    ("thanks", "Thanks"),
                                    ("problem", "Something does not work"),
                                    ("proposal", "Proposal for improvement"),
                                    ("question", "Question"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="to be answered by")),
                        (
                            "effect",
                            models.CharField(blank=True, max_length=240, verbose_name="what it led to"),
                        ),
                        (
                            "effect_sv",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
                            ),
                        ),
                        (
                            "effect_fi",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
                            ),
                        ),
                        (
                            "effect_en",
                            models.CharField(
                                blank=True, max_length=240, null=True, verbose_name="what it led to"
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
                            "contribution",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.contribution",
                                verbose_name="contribution",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handled by",
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
                        (
                            "statement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical feedback",
                        "verbose_name_plural": "historical feedback",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIndicator",
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
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("definition", models.TextField(blank=True, verbose_name="what is measured")),
                        (
                            "definition_sv",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "definition_fi",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "definition_en",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("progress", "Progress"), ("outcome", "Outcome")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("up", "More is better"), ("down", "Less is better")],
                                default="up",
                                max_length=4,
                                verbose_name="direction",
                            ),
                        ),
                        ("unit", models.CharField(max_length=40, verbose_name="unit")),
                        ("unit_sv", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("unit_fi", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("unit_en", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("source", models.CharField(max_length=160, verbose_name="source")),
                        ("source_sv", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("source_fi", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("source_en", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("is_central", models.BooleanField(default=False, verbose_name="central indicator")),
                        (
                            "is_client_experience",
                            models.BooleanField(default=False, verbose_name="concerns client experience"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=14,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "tolerance",
                            models.DecimalField(
                                decimal_places=1,
                                default=10,
                                help_text="A value that misses the target by this much or less puts the promise at risk. When it misses by more, the promise is broken.",
                                max_digits=5,
                                verbose_name="counts as at risk within (per cent of the target)",
                            ),
                        ),
                        (
                            "months_between",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="measured every (months)"
                            ),
                        ),
                        (
                            "next_due_on",
                            models.DateField(blank=True, null=True, verbose_name="next measurement due"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
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
                        "verbose_name": "historical indicator",
                        "verbose_name_plural": "historical indicators",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Indicator",
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
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("definition", models.TextField(blank=True, verbose_name="what is measured")),
                        (
                            "definition_sv",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "definition_fi",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "definition_en",
                            models.TextField(blank=True, null=True, verbose_name="what is measured"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("progress", "Progress"), ("outcome", "Outcome")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("up", "More is better"), ("down", "Less is better")],
                                default="up",
                                max_length=4,
                                verbose_name="direction",
                            ),
                        ),
                        ("unit", models.CharField(max_length=40, verbose_name="unit")),
                        ("unit_sv", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("unit_fi", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("unit_en", models.CharField(max_length=40, null=True, verbose_name="unit")),
                        ("source", models.CharField(max_length=160, verbose_name="source")),
                        ("source_sv", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("source_fi", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("source_en", models.CharField(max_length=160, null=True, verbose_name="source")),
                        ("is_central", models.BooleanField(default=False, verbose_name="central indicator")),
                        (
                            "is_client_experience",
                            models.BooleanField(default=False, verbose_name="concerns client experience"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=14,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "tolerance",
                            models.DecimalField(
                                decimal_places=1,
                                default=10,
                                help_text="A value that misses the target by this much or less puts the promise at risk. When it misses by more, the promise is broken.",
                                max_digits=5,
                                verbose_name="counts as at risk within (per cent of the target)",
                            ),
                        ),
                        (
                            "months_between",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="measured every (months)"
                            ),
                        ),
                        (
                            "next_due_on",
                            models.DateField(blank=True, null=True, verbose_name="next measurement due"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
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
                        (
                            "statements",
                            models.ManyToManyField(
                                blank=True,
                                related_name="indicators",
                                to="projects.statement",
                                verbose_name="statements",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indicator",
                        "verbose_name_plural": "indicators",
                        "ordering": ("-is_central", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTarget",
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
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        (
                            "value",
                            models.DecimalField(decimal_places=3, max_digits=14, verbose_name="target"),
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="monitoring.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical target",
                        "verbose_name_plural": "historical targets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMeasurement",
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
                        ("day", models.DateField(verbose_name="day")),
                        ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="value")),
                        ("note", models.CharField(blank=True, max_length=240, verbose_name="note")),
                        ("entered_at", models.DateTimeField(verbose_name="entered at")),
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
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
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
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="monitoring.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical measurement",
                        "verbose_name_plural": "historical measurements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Measurement",
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
                        ("day", models.DateField(verbose_name="day")),
                        ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="value")),
                        ("note", models.CharField(blank=True, max_length=240, verbose_name="note")),
                        ("entered_at", models.DateTimeField(verbose_name="entered at")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measurements",
                                to="monitoring.indicator",
                                verbose_name="indicator",
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
                        "verbose_name": "measurement",
                        "verbose_name_plural": "measurements",
                        "ordering": ("day",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="StatementStatus",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("kept", "Kept"),
                                    ("at_risk", "At risk"),
                                    ("broken", "Broken"),
                                    ("not_measured", "Not yet measured"),
                                ],
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="date")),
                        ("evidence", models.JSONField(blank=True, default=dict, verbose_name="evidence")),
                        (
                            "is_automatic",
                            models.BooleanField(default=False, verbose_name="set by the figures"),
                        ),
                        ("set_at", models.DateTimeField(verbose_name="set at")),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="monitoring.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                        (
                            "measurement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="monitoring.measurement",
                                verbose_name="measurement",
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
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set by",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statuses",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "status",
                        "verbose_name_plural": "statuses",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Target",
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
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        (
                            "value",
                            models.DecimalField(decimal_places=3, max_digits=14, verbose_name="target"),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="monitoring.indicator",
                                verbose_name="indicator",
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
                        "verbose_name": "target",
                        "verbose_name_plural": "targets",
                        "ordering": ("year",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddIndex(
                    model_name="indicator",
                    index=models.Index(fields=["is_active", "next_due_on"], name="monitoring_indicator_due"),
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.UniqueConstraint(
                        fields=("indicator", "day"), name="monitoring_measured_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="statementstatus",
                    index=models.Index(fields=["statement", "-id"], name="monitoring_status_latest"),
                ),
                migrations.AddConstraint(
                    model_name="target",
                    constraint=models.UniqueConstraint(
                        fields=("indicator", "year"), name="monitoring_target_once"
                    ),
                ),
            ]
        ),
    ]
