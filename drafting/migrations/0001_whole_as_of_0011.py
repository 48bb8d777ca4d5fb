"""All tables of the app as they stand after 0011: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import uuid

import django.db.models.deletion
import rules.contrib.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("drafting", "0001_initial"),
        ("drafting", "0002_names_in_histories"),
        ("drafting", "0003_opinion_draft"),
        ("drafting", "0004_fill_opinion_draft"),
        ("drafting", "0005_opinion_draft_required"),
        ("drafting", "0006_names_in_administration"),
        ("drafting", "0007_called_off_opinions"),
        ("drafting", "0008_named_places"),
        ("drafting", "0009_body_names_in_languages"),
        ("drafting", "0010_fill_body_names"),
        ("drafting", "0011_body_once_by_language"),
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
                    name="Body",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("own_body", "Body of the region"),
                                    ("influence_body", "Statutory influence body"),
                                    ("language_committee", "Language committee"),
                                    ("municipality", "Municipality"),
                                    ("partner", "Partner"),
                                    ("organisation", "Organisation"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
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
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        "verbose_name": "body",
                        "verbose_name_plural": "bodies",
                        "ordering": ("name",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="DraftVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("published", "Published"),
                                    ("superseded", "Followed by a newer version"),
                                    ("decided", "Decided by the council"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="published",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("snapshot", models.JSONField(verbose_name="contents when published")),
                        ("digest", models.CharField(max_length=64, verbose_name="checksum")),
                        ("summary", models.JSONField(blank=True, default=dict, verbose_name="what is new")),
                        ("published_at", models.DateTimeField(verbose_name="time of publication")),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="projects.servicepromise",
                                verbose_name="promise",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
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
                        "verbose_name": "draft version",
                        "verbose_name_plural": "draft versions",
                        "ordering": ("-number",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Consultation",
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
                                    ("planned", "Planned"),
                                    ("running", "Running"),
                                    ("closed", "Closed"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("opens_on", models.DateField(verbose_name="opens")),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        (
                            "moderates_first",
                            models.BooleanField(
                                default=True, verbose_name="comments are read before they are shown"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of closing"),
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
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="drafting.draftversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consultation",
                        "verbose_name_plural": "consultations",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("whole", "The whole draft"),
                                    ("cell", "A goal"),
                                    ("statement", "A sentence"),
                                ],
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "perspective",
                            models.CharField(
                                blank=True,
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
                                blank=True,
                                choices=[("organiser", "Organiser"), ("resident", "Resident")],
                                max_length=10,
                                verbose_name="viewpoint",
                            ),
                        ),
                        ("lineage", models.UUIDField(blank=True, null=True, verbose_name="lineage")),
                        (
                            "contribution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comment",
                                to="participation.contribution",
                                verbose_name="contribution",
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
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="drafting.consultation",
                                verbose_name="comment period",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="drafting.draftversion",
                                verbose_name="version of the draft",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "comment",
                        "verbose_name_plural": "comments",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBody",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("own_body", "Body of the region"),
                                    ("influence_body", "Statutory influence body"),
                                    ("language_committee", "Language committee"),
                                    ("municipality", "Municipality"),
                                    ("partner", "Partner"),
                                    ("organisation", "Organisation"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
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
                        "verbose_name": "historical body",
                        "verbose_name_plural": "historical bodies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConsultation",
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
                                    ("planned", "Planned"),
                                    ("running", "Running"),
                                    ("closed", "Closed"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("opens_on", models.DateField(verbose_name="opens")),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        (
                            "moderates_first",
                            models.BooleanField(
                                default=True, verbose_name="comments are read before they are shown"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of closing"),
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
                        "verbose_name": "historical consultation",
                        "verbose_name_plural": "historical consultations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOpinionRequest",
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
                            "uuid",
                            models.UUIDField(
                                db_index=True, default=uuid.uuid4, editable=False, verbose_name="identifier"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "Invited"),
                                    ("started", "Begun"),
                                    ("submitted", "Received"),
                                    ("declined", "Declined"),
                                    ("missed", "Not received in time"),
                                    ("called_off", "Called off"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="last day")),
                        (
                            "registry_number",
                            models.CharField(blank=True, max_length=40, verbose_name="register number"),
                        ),
                        (
                            "generation",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="generation of the code"
                            ),
                        ),
                        ("invited_at", models.DateTimeField(verbose_name="time of the invitation")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of submission"),
                        ),
                        (
                            "called_off_reason",
                            models.TextField(blank=True, verbose_name="why it is called off"),
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
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.consultation",
                                verbose_name="comment period",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.stakeholdergroup",
                                verbose_name="stakeholder group",
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
                    ],
                    options={
                        "verbose_name": "historical opinion request",
                        "verbose_name_plural": "historical opinion requests",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "signed_by",
                            models.CharField(max_length=160, verbose_name="given by (name and position)"),
                        ),
                        (
                            "contribution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinion",
                                to="participation.contribution",
                                verbose_name="contribution",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="drafting.draftversion",
                                verbose_name="version",
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
                        "verbose_name": "statement of opinion",
                        "verbose_name_plural": "statements of opinion",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOpinionStance",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                            "stance",
                            models.CharField(
                                choices=[
                                    ("supports", "Supports"),
                                    ("with_changes", "Supports with changes"),
                                    ("opposes", "Opposes"),
                                    ("no_opinion", "No opinion"),
                                ],
                                max_length=14,
                                verbose_name="stance",
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
                            "opinion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.opinion",
                                verbose_name="statement of opinion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical opinion stance",
                        "verbose_name_plural": "historical opinion stances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OpinionRequest",
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
                            "uuid",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "Invited"),
                                    ("started", "Begun"),
                                    ("submitted", "Received"),
                                    ("declined", "Declined"),
                                    ("missed", "Not received in time"),
                                    ("called_off", "Called off"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="last day")),
                        (
                            "registry_number",
                            models.CharField(blank=True, max_length=40, verbose_name="register number"),
                        ),
                        (
                            "generation",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="generation of the code"
                            ),
                        ),
                        (
                            "code_hash",
                            models.CharField(max_length=64, unique=True, verbose_name="hash of the code"),
                        ),
                        (
                            "draft_answers",
                            models.JSONField(default=dict, verbose_name="answers not yet submitted"),
                        ),
                        ("invited_at", models.DateTimeField(verbose_name="time of the invitation")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of submission"),
                        ),
                        (
                            "called_off_reason",
                            models.TextField(blank=True, verbose_name="why it is called off"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="drafting.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="drafting.consultation",
                                verbose_name="comment period",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="participation.stakeholdergroup",
                                verbose_name="stakeholder group",
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
                        "verbose_name": "opinion request",
                        "verbose_name_plural": "opinion requests",
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddField(
                    model_name="opinion",
                    name="request",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion",
                        to="drafting.opinionrequest",
                        verbose_name="opinion request",
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalOpinion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "signed_by",
                            models.CharField(max_length=160, verbose_name="given by (name and position)"),
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
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="drafting.opinionrequest",
                                verbose_name="opinion request",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical statement of opinion",
                        "verbose_name_plural": "historical statements of opinion",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OpinionStance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "stance",
                            models.CharField(
                                choices=[
                                    ("supports", "Supports"),
                                    ("with_changes", "Supports with changes"),
                                    ("opposes", "Opposes"),
                                    ("no_opinion", "No opinion"),
                                ],
                                max_length=14,
                                verbose_name="stance",
                            ),
                        ),
                        (
                            "contribution",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stance",
                                to="participation.contribution",
                                verbose_name="contribution",
                            ),
                        ),
                        (
                            "opinion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stances",
                                to="drafting.opinion",
                                verbose_name="statement of opinion",
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
                migrations.CreateModel(
                    name="TargetCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(max_length=60)),
                        ("shown", models.PositiveIntegerField(default=0)),
                        ("answered", models.PositiveIntegerField(default=0)),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="target_counts",
                                to="drafting.draftversion",
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
                migrations.CreateModel(
                    name="WordingChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("lineage", models.UUIDField(null=True, verbose_name="lineage")),
                        (
                            "perspective",
                            models.CharField(
                                blank=True,
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
                                blank=True,
                                choices=[("organiser", "Organiser"), ("resident", "Resident")],
                                max_length=10,
                                verbose_name="viewpoint",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wording_changes",
                                to="participation.contribution",
                                verbose_name="contribution",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="drafting.draftversion",
                                verbose_name="version number",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of wording",
                        "verbose_name_plural": "changes of wording",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_sv"), name="drafting_body_once_sv"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_fi"), name="drafting_body_once_fi"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_en"), name="drafting_body_once_en"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="draftversion",
                    constraint=models.UniqueConstraint(
                        fields=("promise", "number"), name="drafting_version_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consultation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="drafting_consultation_days",
                    ),
                ),
                migrations.AddIndex(
                    model_name="comment",
                    index=models.Index(fields=["draft", "lineage", "-id"], name="drafting_comment_lineage"),
                ),
                migrations.AddIndex(
                    model_name="comment",
                    index=models.Index(
                        fields=["draft", "perspective", "viewpoint", "-id"], name="drafting_comment_cell"
                    ),
                ),
                migrations.AddIndex(
                    model_name="opinionrequest",
                    index=models.Index(fields=["state", "due_on"], name="drafting_request_due"),
                ),
                migrations.AddConstraint(
                    model_name="opinionrequest",
                    constraint=models.UniqueConstraint(
                        fields=("consultation", "body"), name="drafting_request_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="opinionstance",
                    constraint=models.UniqueConstraint(
                        fields=("opinion", "perspective", "viewpoint"), name="drafting_stance_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="targetcount",
                    constraint=models.UniqueConstraint(fields=("draft", "part"), name="drafting_target_once"),
                ),
                migrations.AddIndex(
                    model_name="wordingchange",
                    index=models.Index(fields=["lineage"], name="drafting_change_lineage"),
                ),
            ]
        ),
    ]
