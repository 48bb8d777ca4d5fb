"""All tables of the app as they stand after 0008: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import rules.contrib.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("projects", "0001_initial"),
        ("projects", "0002_names_in_histories"),
        ("projects", "0003_names_in_administration"),
        ("projects", "0004_titles_in_languages"),
        ("projects", "0005_fill_titles"),
        ("projects", "0006_verification_in_languages"),
        ("projects", "0007_fill_verification"),
        ("projects", "0008_verification_by_language_only"),
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
                    name="Cell",
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
                            "perspective",
                            models.CharField(
                                choices=[
                                    ("availability", "Availability"),
                                    ("accessibility", "Accessibility"),
                                    ("quality", "Quality"),
                                    ("effectiveness", "Effectiveness"),
                                    ("integration", "Integration"),
                                ],
                                max_length=14,
                                verbose_name="perspective",
                            ),
                        ),
                        (
                            "viewpoint",
                            models.CharField(
                                choices=[("organiser", "Organiser"), ("resident", "Resident")],
                                max_length=10,
                                verbose_name="viewpoint",
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
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="GuideItem",
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
                        ("key", models.CharField(max_length=80, verbose_name="key")),
                        ("step_key", models.CharField(blank=True, max_length=80, verbose_name="step")),
                        ("step_title", models.CharField(blank=True, max_length=240, verbose_name="step")),
                        (
                            "step_title_sv",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "step_title_fi",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "step_title_en",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("guidance", "Guidance"),
                                    ("question", "Guiding question"),
                                    ("checklist", "Checklist"),
                                    ("outcome", "Outcome"),
                                    ("test", "Test question"),
                                    ("option", "Option"),
                                    ("example", "Example"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("place", models.CharField(max_length=30, verbose_name="stands beside")),
                        (
                            "strength",
                            models.CharField(
                                choices=[
                                    ("must", "Must"),
                                    ("should", "Should"),
                                    ("may", "May"),
                                    ("info", "For information"),
                                ],
                                default="info",
                                max_length=8,
                                verbose_name="strength",
                            ),
                        ),
                        (
                            "pages",
                            models.CharField(blank=True, max_length=20, verbose_name="pages of the handbook"),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("text_sv", models.TextField(null=True, verbose_name="text")),
                        ("text_fi", models.TextField(null=True, verbose_name="text")),
                        ("text_en", models.TextField(null=True, verbose_name="text")),
                        ("help", models.TextField(blank=True, verbose_name="explanation")),
                        ("help_sv", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("help_fi", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("help_en", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        ("is_on", models.BooleanField(default=True, verbose_name="in use")),
                        ("is_own", models.BooleanField(default=False, verbose_name="added by the region")),
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
                        "verbose_name": "handbook text",
                        "verbose_name_plural": "handbook texts",
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="GuideAnswer",
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
                                    ("open", "Open"),
                                    ("partly", "Partly"),
                                    ("done", "Done"),
                                    ("not_relevant", "Not relevant here"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="how it stands",
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="answer and reasons")),
                        ("evidence_url", models.URLField(blank=True, verbose_name="link to evidence")),
                        ("answered_at", models.DateTimeField(verbose_name="answered at")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
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
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answer",
                                to="projects.guideitem",
                                verbose_name="text of the handbook",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGuideAnswer",
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
                                    ("open", "Open"),
                                    ("partly", "Partly"),
                                    ("done", "Done"),
                                    ("not_relevant", "Not relevant here"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="how it stands",
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="answer and reasons")),
                        ("evidence_url", models.URLField(blank=True, verbose_name="link to evidence")),
                        ("answered_at", models.DateTimeField(verbose_name="answered at")),
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
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.guideitem",
                                verbose_name="text of the handbook",
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
                        "verbose_name": "historical answer",
                        "verbose_name_plural": "historical answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProject",
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
                        ("slug", models.SlugField(max_length=80, verbose_name="address word")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("purpose", models.TextField(blank=True, verbose_name="what the project is for")),
                        (
                            "purpose_sv",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "purpose_fi",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "purpose_en",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "period_from",
                            models.PositiveSmallIntegerField(verbose_name="promise holds from (year)"),
                        ),
                        (
                            "period_to",
                            models.PositiveSmallIntegerField(verbose_name="promise holds to (year)"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "Active"), ("closed", "Closed")],
                                default="active",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=True, verbose_name="preparation is open to everybody"
                            ),
                        ),
                        (
                            "closed_reason",
                            models.TextField(blank=True, verbose_name="reason for not being open"),
                        ),
                        (
                            "parent_document",
                            models.CharField(
                                choices=[
                                    ("region_strategy", "Part of the region’s strategy"),
                                    ("service_strategy", "Part of the service strategy"),
                                    ("stand_alone", "A document of its own"),
                                ],
                                default="service_strategy",
                                max_length=20,
                                verbose_name="parent document",
                            ),
                        ),
                        (
                            "political_owner",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="owner in the political leadership"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="begins")),
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
                                verbose_name="responsible official",
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
                        "verbose_name": "historical project",
                        "verbose_name_plural": "historical projects",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Project",
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
                        ("slug", models.SlugField(max_length=80, verbose_name="address word")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("purpose", models.TextField(blank=True, verbose_name="what the project is for")),
                        (
                            "purpose_sv",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "purpose_fi",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "purpose_en",
                            models.TextField(blank=True, null=True, verbose_name="what the project is for"),
                        ),
                        (
                            "period_from",
                            models.PositiveSmallIntegerField(verbose_name="promise holds from (year)"),
                        ),
                        (
                            "period_to",
                            models.PositiveSmallIntegerField(verbose_name="promise holds to (year)"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "Active"), ("closed", "Closed")],
                                default="active",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=True, verbose_name="preparation is open to everybody"
                            ),
                        ),
                        (
                            "closed_reason",
                            models.TextField(blank=True, verbose_name="reason for not being open"),
                        ),
                        (
                            "parent_document",
                            models.CharField(
                                choices=[
                                    ("region_strategy", "Part of the region’s strategy"),
                                    ("service_strategy", "Part of the service strategy"),
                                    ("stand_alone", "A document of its own"),
                                ],
                                default="service_strategy",
                                max_length=20,
                                verbose_name="parent document",
                            ),
                        ),
                        (
                            "political_owner",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="owner in the political leadership"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="begins")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible official",
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
                        "verbose_name": "project",
                        "verbose_name_plural": "projects",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProjectResource",
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
                                    ("people", "People (person-months)"),
                                    ("time", "Time (weeks)"),
                                    ("money", "Money (euros)"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("label", models.CharField(max_length=160, verbose_name="what")),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
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
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical resource",
                        "verbose_name_plural": "historical resources",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProjectPhase",
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
                            "key",
                            models.CharField(
                                choices=[
                                    ("start_project", "Project start"),
                                    ("dialogue_and_participation", "Dialogue and participation"),
                                    ("official_preparation", "Preparation by officials"),
                                    ("decision_making", "Council decision"),
                                    ("implementation_and_communication", "Implementation"),
                                    ("follow_up_and_development", "Follow-up"),
                                ],
                                max_length=40,
                                verbose_name="key",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("short", models.CharField(max_length=40, verbose_name="short title")),
                        ("short_sv", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("short_fi", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("short_en", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                        ("purpose_sv", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_fi", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not begun"),
                                    ("current", "Under way"),
                                    ("done", "Finished"),
                                    ("off", "Left out"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends")),
                        (
                            "finished_on",
                            models.DateField(blank=True, null=True, verbose_name="day it was finished"),
                        ),
                        (
                            "intent",
                            models.TextField(blank=True, verbose_name="statement of intent in this phase"),
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
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical phase",
                        "verbose_name_plural": "historical phases",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProjectMember",
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
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("steering", "Steering group"),
                                    ("project", "Project group"),
                                    ("other", "Other group"),
                                ],
                                max_length=10,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(blank=True, max_length=120, verbose_name="role in the group"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in the group")),
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
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical member",
                        "verbose_name_plural": "historical members",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ProjectEvent",
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
                        ("kind", models.CharField(max_length=60, verbose_name="what happened")),
                        ("actor", models.UUIDField(null=True, verbose_name="done by")),
                        ("subject", models.CharField(blank=True, max_length=80, verbose_name="about")),
                        ("data", models.JSONField(default=dict, verbose_name="data")),
                        (
                            "detail_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="checksum of the words"),
                        ),
                        ("at", models.DateTimeField(verbose_name="when")),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="projects.project",
                                verbose_name="project",
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
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="EventSeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveBigIntegerField()),
                        ("previous", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                        ("sealed_at", models.DateTimeField()),
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
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seal",
                                to="projects.projectevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="EventDetail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.JSONField()),
                        ("salt", models.CharField(max_length=32)),
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
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="detail",
                                to="projects.projectevent",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProjectMember",
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
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("steering", "Steering group"),
                                    ("project", "Project group"),
                                    ("other", "Other group"),
                                ],
                                max_length=10,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(blank=True, max_length=120, verbose_name="role in the group"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in the group")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="projects.project",
                                verbose_name="project",
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
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "ordering": ("group", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProjectPhase",
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
                            "key",
                            models.CharField(
                                choices=[
                                    ("start_project", "Project start"),
                                    ("dialogue_and_participation", "Dialogue and participation"),
                                    ("official_preparation", "Preparation by officials"),
                                    ("decision_making", "Council decision"),
                                    ("implementation_and_communication", "Implementation"),
                                    ("follow_up_and_development", "Follow-up"),
                                ],
                                max_length=40,
                                verbose_name="key",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                        ("short", models.CharField(max_length=40, verbose_name="short title")),
                        ("short_sv", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("short_fi", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("short_en", models.CharField(max_length=40, null=True, verbose_name="short title")),
                        ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                        ("purpose_sv", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_fi", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not begun"),
                                    ("current", "Under way"),
                                    ("done", "Finished"),
                                    ("off", "Left out"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends")),
                        (
                            "finished_on",
                            models.DateField(blank=True, null=True, verbose_name="day it was finished"),
                        ),
                        (
                            "intent",
                            models.TextField(blank=True, verbose_name="statement of intent in this phase"),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="projects.project",
                                verbose_name="project",
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
                        "verbose_name": "phase",
                        "verbose_name_plural": "phases",
                        "ordering": ("number",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PhaseTransition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not begun"),
                                    ("current", "Under way"),
                                    ("done", "Finished"),
                                    ("off", "Left out"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not begun"),
                                    ("current", "Under way"),
                                    ("done", "Finished"),
                                    ("off", "Left out"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("evidence", models.JSONField(default=list)),
                        ("was_open", models.BooleanField(default=False)),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
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
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transitions",
                                to="projects.projectphase",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        ("title", models.CharField(max_length=160, verbose_name="what")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "calendar",
                            models.CharField(
                                choices=[
                                    ("project", "This project"),
                                    ("council", "Council"),
                                    ("budget", "Budget and operating plan"),
                                    ("staff", "Staff organisations"),
                                    ("other", "Other"),
                                ],
                                default="project",
                                max_length=12,
                                verbose_name="calendar",
                            ),
                        ),
                        ("is_done", models.BooleanField(default=False, verbose_name="done")),
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="projects.projectphase",
                                verbose_name="phase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "milestone",
                        "verbose_name_plural": "milestones",
                        "ordering": ("day", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMilestone",
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
                        ("title", models.CharField(max_length=160, verbose_name="what")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="what")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "calendar",
                            models.CharField(
                                choices=[
                                    ("project", "This project"),
                                    ("council", "Council"),
                                    ("budget", "Budget and operating plan"),
                                    ("staff", "Staff organisations"),
                                    ("other", "Other"),
                                ],
                                default="project",
                                max_length=12,
                                verbose_name="calendar",
                            ),
                        ),
                        ("is_done", models.BooleanField(default=False, verbose_name="done")),
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
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.projectphase",
                                verbose_name="phase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical milestone",
                        "verbose_name_plural": "historical milestones",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGuideItem",
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
                        ("key", models.CharField(max_length=80, verbose_name="key")),
                        ("step_key", models.CharField(blank=True, max_length=80, verbose_name="step")),
                        ("step_title", models.CharField(blank=True, max_length=240, verbose_name="step")),
                        (
                            "step_title_sv",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "step_title_fi",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "step_title_en",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="step"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("guidance", "Guidance"),
                                    ("question", "Guiding question"),
                                    ("checklist", "Checklist"),
                                    ("outcome", "Outcome"),
                                    ("test", "Test question"),
                                    ("option", "Option"),
                                    ("example", "Example"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("place", models.CharField(max_length=30, verbose_name="stands beside")),
                        (
                            "strength",
                            models.CharField(
                                choices=[
                                    ("must", "Must"),
                                    ("should", "Should"),
                                    ("may", "May"),
                                    ("info", "For information"),
                                ],
                                default="info",
                                max_length=8,
                                verbose_name="strength",
                            ),
                        ),
                        (
                            "pages",
                            models.CharField(blank=True, max_length=20, verbose_name="pages of the handbook"),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("text_sv", models.TextField(null=True, verbose_name="text")),
                        ("text_fi", models.TextField(null=True, verbose_name="text")),
                        ("text_en", models.TextField(null=True, verbose_name="text")),
                        ("help", models.TextField(blank=True, verbose_name="explanation")),
                        ("help_sv", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("help_fi", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("help_en", models.TextField(blank=True, null=True, verbose_name="explanation")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        ("is_on", models.BooleanField(default=True, verbose_name="in use")),
                        ("is_own", models.BooleanField(default=False, verbose_name="added by the region")),
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
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.projectphase",
                                verbose_name="phase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical handbook text",
                        "verbose_name_plural": "historical handbook texts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="guideitem",
                    name="phase",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guide_items",
                        to="projects.projectphase",
                        verbose_name="phase",
                    ),
                ),
                migrations.CreateModel(
                    name="ProjectResource",
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
                                    ("people", "People (person-months)"),
                                    ("time", "Time (weeks)"),
                                    ("money", "Money (euros)"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("label", models.CharField(max_length=160, verbose_name="what")),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to="projects.project",
                                verbose_name="project",
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
                        "verbose_name": "resource",
                        "verbose_name_plural": "resources",
                        "ordering": ("kind", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ServicePromise",
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
                            "customer_group",
                            models.CharField(blank=True, max_length=120, verbose_name="customer group"),
                        ),
                        (
                            "customer_group_sv",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        (
                            "customer_group_fi",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        (
                            "customer_group_en",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        ("scope", models.TextField(blank=True, verbose_name="which services it covers")),
                        (
                            "scope_sv",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "scope_fi",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "scope_en",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "effects",
                            models.TextField(
                                blank=True, verbose_name="effects on operations, finances and follow-up"
                            ),
                        ),
                        (
                            "left_out",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="perspectives left out, with the reason",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="successors",
                                to="projects.servicepromise",
                                verbose_name="earlier promise",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="projects.project",
                                verbose_name="project",
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
                        "verbose_name": "service promise",
                        "verbose_name_plural": "service promises",
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Principle",
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
                            "viewpoint",
                            models.CharField(
                                choices=[("organiser", "Organiser"), ("resident", "Resident")],
                                max_length=10,
                                verbose_name="viewpoint",
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
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="principles",
                                to="projects.servicepromise",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStatement",
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
                            "lineage",
                            models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="lineage"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "In the promise"), ("removed", "Taken out")],
                                default="active",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "verification",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="how it is followed up, when no indicator does",
                            ),
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
                            "cell",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.cell",
                                verbose_name="goal",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                    ],
                    options={
                        "verbose_name": "historical statement",
                        "verbose_name_plural": "historical statements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalServicePromise",
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
                            "customer_group",
                            models.CharField(blank=True, max_length=120, verbose_name="customer group"),
                        ),
                        (
                            "customer_group_sv",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        (
                            "customer_group_fi",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        (
                            "customer_group_en",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="customer group"
                            ),
                        ),
                        ("scope", models.TextField(blank=True, verbose_name="which services it covers")),
                        (
                            "scope_sv",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "scope_fi",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "scope_en",
                            models.TextField(blank=True, null=True, verbose_name="which services it covers"),
                        ),
                        (
                            "effects",
                            models.TextField(
                                blank=True, verbose_name="effects on operations, finances and follow-up"
                            ),
                        ),
                        (
                            "left_out",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="perspectives left out, with the reason",
                            ),
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
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.servicepromise",
                                verbose_name="earlier promise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical service promise",
                        "verbose_name_plural": "historical service promises",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="cell",
                    name="promise",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="projects.servicepromise",
                    ),
                ),
                migrations.CreateModel(
                    name="Statement",
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
                            "lineage",
                            models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="lineage"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "In the promise"), ("removed", "Taken out")],
                                default="active",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "verification",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                verbose_name="how it is followed up, when no indicator does",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                        (
                            "cell",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="statements",
                                to="projects.cell",
                                verbose_name="goal",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
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
                        "verbose_name": "statement",
                        "verbose_name_plural": "statements",
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PromiseText",
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
                        (
                            "register",
                            models.CharField(
                                choices=[("standard", "Standard language"), ("plain", "Plain language")],
                                default="standard",
                                max_length=10,
                                verbose_name="register",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="words")),
                        ("source_digest", models.CharField(blank=True, max_length=64)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "cell",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="projects.cell",
                                verbose_name="goal",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "principle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="projects.principle",
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
                            "translated_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="translations",
                                to="projects.promisetext",
                                verbose_name="translated from",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="projects.servicepromise",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text of the promise",
                        "verbose_name_plural": "texts of the promise",
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPromiseText",
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
                        (
                            "register",
                            models.CharField(
                                choices=[("standard", "Standard language"), ("plain", "Plain language")],
                                default="standard",
                                max_length=10,
                                verbose_name="register",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="words")),
                        ("source_digest", models.CharField(blank=True, max_length=64)),
                        ("changed_at", models.DateTimeField()),
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
                            "cell",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.cell",
                                verbose_name="goal",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "principle",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.principle",
                            ),
                        ),
                        (
                            "translated_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="projects.promisetext",
                                verbose_name="translated from",
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
                        "verbose_name": "historical text of the promise",
                        "verbose_name_plural": "historical texts of the promise",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="StatementLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before", models.UUIDField()),
                        ("after", models.UUIDField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("split", "Split"), ("merged", "Merged")], max_length=8
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="projects.servicepromise",
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
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.UniqueConstraint(
                        fields=("region", "slug"), name="projects_project_slug"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", True),
                            models.Q(("closed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="projects_project_closed_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="projectevent",
                    index=models.Index(fields=["project", "-id"], name="projects_event_latest"),
                ),
                migrations.AddIndex(
                    model_name="projectevent",
                    index=models.Index(fields=["region", "subject"], name="projects_event_subject"),
                ),
                migrations.AddConstraint(
                    model_name="eventseal",
                    constraint=models.UniqueConstraint(
                        fields=("region", "number"), name="projects_seal_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectmember",
                    constraint=models.UniqueConstraint(
                        fields=("project", "group", "user"), name="projects_member_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectmember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="projects_member_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectphase",
                    constraint=models.UniqueConstraint(fields=("project", "key"), name="projects_phase_once"),
                ),
                migrations.AddConstraint(
                    model_name="guideitem",
                    constraint=models.UniqueConstraint(fields=("phase", "key"), name="projects_guide_once"),
                ),
                migrations.AddConstraint(
                    model_name="principle",
                    constraint=models.UniqueConstraint(
                        fields=("promise", "viewpoint"), name="projects_principle_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cell",
                    constraint=models.UniqueConstraint(
                        fields=("promise", "perspective", "viewpoint"), name="projects_cell_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statement",
                    constraint=models.UniqueConstraint(
                        fields=("promise", "lineage"), name="projects_statement_lineage"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="promisetext",
                    constraint=models.UniqueConstraint(
                        models.F("promise"),
                        django.db.models.functions.comparison.Coalesce("principle", 0),
                        django.db.models.functions.comparison.Coalesce("cell", 0),
                        django.db.models.functions.comparison.Coalesce("statement", 0),
                        models.F("language"),
                        models.F("register"),
                        name="projects_text_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="statementlink",
                    index=models.Index(fields=["after"], name="projects_link_after"),
                ),
                migrations.AddConstraint(
                    model_name="statementlink",
                    constraint=models.UniqueConstraint(
                        fields=("promise", "before", "after"), name="projects_link_once"
                    ),
                ),
            ]
        ),
    ]
