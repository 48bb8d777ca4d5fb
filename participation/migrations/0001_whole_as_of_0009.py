"""All tables of the app as they stand after 0009: a new database is made of this one, an older one goes through the
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
        ("participation", "0001_initial"),
        ("participation", "0002_names_in_histories"),
        ("participation", "0003_statutory_body"),
        ("participation", "0004_names_in_administration"),
        ("participation", "0005_titles_in_languages"),
        ("participation", "0006_fill_titles"),
        ("participation", "0007_announced_events"),
        ("participation", "0008_reasons_in_languages"),
        ("participation", "0009_fill_reasons"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_whole_as_of_0005"),
        ("projects", "0001_whole_as_of_0008"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Contribution",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("comment", "Comment on a draft"),
                                    ("opinion", "Statement of opinion"),
                                    ("feedback", "Feedback"),
                                    ("survey", "Survey"),
                                    ("workshop", "Workshop"),
                                    ("paper", "Paper"),
                                    ("phone", "Telephone"),
                                    ("face_to_face", "Face to face"),
                                    ("email", "E-mail"),
                                    ("social_media", "Social media"),
                                ],
                                max_length=14,
                                verbose_name="channel",
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
                        ("original", models.TextField(verbose_name="words as sent")),
                        ("public_text", models.TextField(blank=True, verbose_name="words as published")),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting to be read"),
                                    ("published", "Published"),
                                    ("redacted", "Published, parts removed"),
                                    ("hidden", "Not published"),
                                    ("withdrawn", "Withdrawn by its writer"),
                                    ("erased", "Erased"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="moderation",
                            ),
                        ),
                        ("is_suspect", models.BooleanField(default=False, verbose_name="caught by a trap")),
                        (
                            "may_hold_personal_data",
                            models.BooleanField(default=False, verbose_name="may hold personal data"),
                        ),
                        ("service", models.CharField(blank=True, max_length=120, verbose_name="service")),
                        (
                            "headcount",
                            models.PositiveIntegerField(default=1, verbose_name="number of people behind it"),
                        ),
                        (
                            "generation",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="generation of the code"
                            ),
                        ),
                        (
                            "code_hash",
                            models.CharField(
                                max_length=64, null=True, unique=True, verbose_name="hash of the code"
                            ),
                        ),
                        (
                            "submission_key",
                            models.CharField(max_length=64, null=True, verbose_name="key of the submission"),
                        ),
                        ("is_coded", models.BooleanField(default=False, verbose_name="coded")),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "changed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="changed at"),
                        ),
                        ("retention_until", models.DateField(verbose_name="kept until")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributions",
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
                        "verbose_name": "contribution",
                        "verbose_name_plural": "contributions",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ContributionContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "wants_answer",
                            models.BooleanField(default=False, verbose_name="wants to hear by e-mail"),
                        ),
                        (
                            "contribution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contact",
                                to="participation.contribution",
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
                    name="ContributionNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("body", models.TextField(verbose_name="note")),
                        ("written_at", models.DateTimeField()),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="participation.contribution",
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
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalResponse",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("not_accepted", "Not accepted"),
                                    ("noted", "Noted"),
                                ],
                                max_length=14,
                                verbose_name="outcome",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="answer and reason")),
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
                            "needs_change",
                            models.BooleanField(default=False, verbose_name="leads to a change of the text"),
                        ),
                        ("lineage", models.UUIDField(blank=True, null=True)),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
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
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical response",
                        "verbose_name_plural": "historical responses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStakeholderGroup",
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
                        ("key", models.CharField(blank=True, max_length=60, verbose_name="key")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "relevance",
                            models.CharField(
                                choices=[
                                    ("central", "Central"),
                                    ("involved", "Involved"),
                                    ("not_relevant", "Not relevant here"),
                                    ("undecided", "Not decided yet"),
                                ],
                                default="undecided",
                                max_length=14,
                                verbose_name="place in the project",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
                        (
                            "reason_sv",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        (
                            "reason_fi",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        (
                            "reason_en",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        ("is_early", models.BooleanField(default=False, verbose_name="to be involved early")),
                        (
                            "is_influence_body",
                            models.BooleanField(default=False, verbose_name="statutory body"),
                        ),
                        (
                            "is_language_minority",
                            models.BooleanField(
                                default=False, verbose_name="language minority or other special group"
                            ),
                        ),
                        (
                            "expected",
                            models.PositiveIntegerField(default=0, verbose_name="people to be heard"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
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
                        "verbose_name": "historical stakeholder group",
                        "verbose_name_plural": "historical stakeholder groups",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSynthesis",
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
                            "state",
                            models.CharField(
                                choices=[("draft", "Being written"), ("approved", "Approved")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of approval"),
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
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
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
                        "verbose_name": "historical synthesis",
                        "verbose_name_plural": "historical syntheses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTheme",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
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
                        "verbose_name": "historical theme",
                        "verbose_name_plural": "historical themes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ModerationMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting to be read"),
                                    ("published", "Published"),
                                    ("redacted", "Published, parts removed"),
                                    ("hidden", "Not published"),
                                    ("withdrawn", "Withdrawn by its writer"),
                                    ("erased", "Erased"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("personal_data", "It holds personal data"),
                                    ("health_data", "It holds somebody’s health data"),
                                    ("insult", "It insults or threatens somebody"),
                                    ("unlawful", "It is against the law"),
                                    ("off_topic", "It is about something else"),
                                    ("advertising", "It is advertising or spam"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                        ("made_at", models.DateTimeField()),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to="participation.contribution",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ParticipationEvent",
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
                            "phase",
                            models.CharField(
                                choices=[
                                    ("start_project", "Project start"),
                                    ("dialogue_and_participation", "Dialogue and participation"),
                                    ("official_preparation", "Preparation by officials"),
                                    ("decision_making", "Council decision"),
                                    ("implementation_and_communication", "Implementation"),
                                    ("follow_up_and_development", "Follow-up"),
                                ],
                                default="dialogue_and_participation",
                                max_length=40,
                                verbose_name="phase",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("method", models.CharField(max_length=40, verbose_name="method")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "participants",
                            models.PositiveIntegerField(default=0, verbose_name="participants in all"),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="what came out")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("inside", "Not announced"),
                                    ("announced", "Announced to residents"),
                                    ("called_off", "Called off"),
                                ],
                                default="inside",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "announced_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of announcement"),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is about")),
                        (
                            "about_sv",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        (
                            "about_fi",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        (
                            "about_en",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                        ("ends", models.TimeField(blank=True, null=True, verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                        (
                            "place_sv",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "place_fi",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "place_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="link for taking part online"
                            ),
                        ),
                        ("sign_up", models.TextField(blank=True, verbose_name="signing up and asking")),
                        (
                            "sign_up_sv",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        (
                            "sign_up_fi",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        (
                            "sign_up_en",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        ("access", models.TextField(blank=True, verbose_name="accessibility of the event")),
                        (
                            "access_sv",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
                            ),
                        ),
                        (
                            "access_fi",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
                            ),
                        ),
                        (
                            "access_en",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participation_events",
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
                        "verbose_name": "participation event",
                        "verbose_name_plural": "participation events",
                        "ordering": ("-day", "-pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddField(
                    model_name="contribution",
                    name="event",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to="participation.participationevent",
                        verbose_name="participation event",
                    ),
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("participants", models.PositiveIntegerField(verbose_name="participants")),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="participation.participationevent",
                                verbose_name="participation event",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="StakeholderGroup",
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
                        ("key", models.CharField(blank=True, max_length=60, verbose_name="key")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "relevance",
                            models.CharField(
                                choices=[
                                    ("central", "Central"),
                                    ("involved", "Involved"),
                                    ("not_relevant", "Not relevant here"),
                                    ("undecided", "Not decided yet"),
                                ],
                                default="undecided",
                                max_length=14,
                                verbose_name="place in the project",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
                        (
                            "reason_sv",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        (
                            "reason_fi",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        (
                            "reason_en",
                            models.CharField(blank=True, max_length=240, null=True, verbose_name="reason"),
                        ),
                        ("is_early", models.BooleanField(default=False, verbose_name="to be involved early")),
                        (
                            "is_influence_body",
                            models.BooleanField(default=False, verbose_name="statutory body"),
                        ),
                        (
                            "is_language_minority",
                            models.BooleanField(
                                default=False, verbose_name="language minority or other special group"
                            ),
                        ),
                        (
                            "expected",
                            models.PositiveIntegerField(default=0, verbose_name="people to be heard"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stakeholder_groups",
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
                        "verbose_name": "stakeholder group",
                        "verbose_name_plural": "stakeholder groups",
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ParticipationMethod",
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
                        ("method", models.CharField(max_length=40, verbose_name="method")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("own_service", "In one’s own service"),
                                    ("feedback", "Feedback"),
                                    ("dialogue", "Dialogue"),
                                    ("co_development", "Developing together"),
                                    ("co_production", "Producing together"),
                                ],
                                default="dialogue",
                                max_length=16,
                                verbose_name="level",
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("to_day", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible"),
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="methods",
                                to="participation.stakeholdergroup",
                                verbose_name="group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participation method",
                        "verbose_name_plural": "participation methods",
                        "ordering": ("pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddField(
                    model_name="participationevent",
                    name="groups",
                    field=models.ManyToManyField(
                        related_name="events",
                        through="participation.Attendance",
                        to="participation.stakeholdergroup",
                        verbose_name="groups",
                    ),
                ),
                migrations.AddField(
                    model_name="participationevent",
                    name="invited",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="participation.stakeholdergroup",
                        verbose_name="for whom",
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalSurvey",
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
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("intro", models.TextField(blank=True, verbose_name="introduction")),
                        ("intro_sv", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        ("intro_fi", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Being built"), ("open", "Open"), ("closed", "Closed")],
                                default="draft",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("opens_on", models.DateField(verbose_name="opens")),
                        ("closes_on", models.DateField(verbose_name="closes (last day)")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.stakeholdergroup",
                                verbose_name="group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical survey",
                        "verbose_name_plural": "historical surveys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipationMethod",
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
                        ("method", models.CharField(max_length=40, verbose_name="method")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("own_service", "In one’s own service"),
                                    ("feedback", "Feedback"),
                                    ("dialogue", "Dialogue"),
                                    ("co_development", "Developing together"),
                                    ("co_production", "Producing together"),
                                ],
                                default="dialogue",
                                max_length=16,
                                verbose_name="level",
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("to_day", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible"),
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
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.stakeholdergroup",
                                verbose_name="group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical participation method",
                        "verbose_name_plural": "historical participation methods",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipationEvent",
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
                            "phase",
                            models.CharField(
                                choices=[
                                    ("start_project", "Project start"),
                                    ("dialogue_and_participation", "Dialogue and participation"),
                                    ("official_preparation", "Preparation by officials"),
                                    ("decision_making", "Council decision"),
                                    ("implementation_and_communication", "Implementation"),
                                    ("follow_up_and_development", "Follow-up"),
                                ],
                                default="dialogue_and_participation",
                                max_length=40,
                                verbose_name="phase",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("method", models.CharField(max_length=40, verbose_name="method")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "participants",
                            models.PositiveIntegerField(default=0, verbose_name="participants in all"),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="what came out")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("inside", "Not announced"),
                                    ("announced", "Announced to residents"),
                                    ("called_off", "Called off"),
                                ],
                                default="inside",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "announced_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of announcement"),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is about")),
                        (
                            "about_sv",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        (
                            "about_fi",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        (
                            "about_en",
                            models.TextField(blank=True, null=True, verbose_name="what it is about"),
                        ),
                        ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                        ("ends", models.TimeField(blank=True, null=True, verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                        (
                            "place_sv",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "place_fi",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "place_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="where"),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="link for taking part online"
                            ),
                        ),
                        ("sign_up", models.TextField(blank=True, verbose_name="signing up and asking")),
                        (
                            "sign_up_sv",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        (
                            "sign_up_fi",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        (
                            "sign_up_en",
                            models.TextField(blank=True, null=True, verbose_name="signing up and asking"),
                        ),
                        ("access", models.TextField(blank=True, verbose_name="accessibility of the event")),
                        (
                            "access_sv",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
                            ),
                        ),
                        (
                            "access_fi",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
                            ),
                        ),
                        (
                            "access_en",
                            models.TextField(
                                blank=True, null=True, verbose_name="accessibility of the event"
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "invited",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.stakeholdergroup",
                                verbose_name="for whom",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical participation event",
                        "verbose_name_plural": "historical participation events",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContribution",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("comment", "Comment on a draft"),
                                    ("opinion", "Statement of opinion"),
                                    ("feedback", "Feedback"),
                                    ("survey", "Survey"),
                                    ("workshop", "Workshop"),
                                    ("paper", "Paper"),
                                    ("phone", "Telephone"),
                                    ("face_to_face", "Face to face"),
                                    ("email", "E-mail"),
                                    ("social_media", "Social media"),
                                ],
                                max_length=14,
                                verbose_name="channel",
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
                        ("original", models.TextField(verbose_name="words as sent")),
                        ("public_text", models.TextField(blank=True, verbose_name="words as published")),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting to be read"),
                                    ("published", "Published"),
                                    ("redacted", "Published, parts removed"),
                                    ("hidden", "Not published"),
                                    ("withdrawn", "Withdrawn by its writer"),
                                    ("erased", "Erased"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="moderation",
                            ),
                        ),
                        ("is_suspect", models.BooleanField(default=False, verbose_name="caught by a trap")),
                        (
                            "may_hold_personal_data",
                            models.BooleanField(default=False, verbose_name="may hold personal data"),
                        ),
                        ("service", models.CharField(blank=True, max_length=120, verbose_name="service")),
                        (
                            "headcount",
                            models.PositiveIntegerField(default=1, verbose_name="number of people behind it"),
                        ),
                        (
                            "generation",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="generation of the code"
                            ),
                        ),
                        ("is_coded", models.BooleanField(default=False, verbose_name="coded")),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "changed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="changed at"),
                        ),
                        ("retention_until", models.DateField(verbose_name="kept until")),
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
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.participationevent",
                                verbose_name="participation event",
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
                                verbose_name="group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical contribution",
                        "verbose_name_plural": "historical contributions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttendance",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("participants", models.PositiveIntegerField(verbose_name="participants")),
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
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.participationevent",
                                verbose_name="participation event",
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
                                verbose_name="group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical attendance",
                        "verbose_name_plural": "historical attendances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="contribution",
                    name="group",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to="participation.stakeholdergroup",
                        verbose_name="group",
                    ),
                ),
                migrations.AddField(
                    model_name="attendance",
                    name="group",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="participation.stakeholdergroup",
                        verbose_name="group",
                    ),
                ),
                migrations.CreateModel(
                    name="Survey",
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
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("intro", models.TextField(blank=True, verbose_name="introduction")),
                        ("intro_sv", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        ("intro_fi", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Being built"), ("open", "Open"), ("closed", "Closed")],
                                default="draft",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("opens_on", models.DateField(verbose_name="opens")),
                        ("closes_on", models.DateField(verbose_name="closes (last day)")),
                        (
                            "submission_count",
                            models.PositiveIntegerField(default=0, verbose_name="number of answers"),
                        ),
                        (
                            "counted_up_to",
                            models.PositiveBigIntegerField(default=0, verbose_name="counted up to"),
                        ),
                        (
                            "counted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="counted at"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of closing"),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="surveys",
                                to="participation.stakeholdergroup",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="surveys",
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
                        "verbose_name": "survey",
                        "verbose_name_plural": "surveys",
                        "ordering": ("-pk",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSurveyQuestion",
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
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("one", "One choice"),
                                    ("many", "Several choices"),
                                    ("scale", "Scale from 1 to 5"),
                                    ("text", "Free words"),
                                ],
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="question")),
                        ("text_sv", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("text_fi", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("text_en", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="help")),
                        (
                            "help_sv",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
                        ),
                        (
                            "help_fi",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
                        ),
                        (
                            "help_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
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
                        ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
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
                            "survey",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.survey",
                                verbose_name="survey",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical question",
                        "verbose_name_plural": "historical questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SurveyQuestion",
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
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("one", "One choice"),
                                    ("many", "Several choices"),
                                    ("scale", "Scale from 1 to 5"),
                                    ("text", "Free words"),
                                ],
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="question")),
                        ("text_sv", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("text_fi", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("text_en", models.CharField(max_length=300, null=True, verbose_name="question")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="help")),
                        (
                            "help_sv",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
                        ),
                        (
                            "help_fi",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
                        ),
                        (
                            "help_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="help"),
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
                        ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="participation.survey",
                                verbose_name="survey",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SurveyOption",
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
                        ("order", models.PositiveIntegerField(default=0)),
                        ("label", models.CharField(max_length=200, verbose_name="choice")),
                        ("label_sv", models.CharField(max_length=200, null=True, verbose_name="choice")),
                        ("label_fi", models.CharField(max_length=200, null=True, verbose_name="choice")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="choice")),
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
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="participation.surveyquestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SurveyCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.SmallIntegerField(null=True)),
                        ("answers", models.PositiveIntegerField(default=0)),
                        ("counted_at", models.DateTimeField()),
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
                            "option",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counts",
                                to="participation.surveyoption",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counts",
                                to="participation.surveyquestion",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSurveyOption",
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
                        ("order", models.PositiveIntegerField(default=0)),
                        ("label", models.CharField(max_length=200, verbose_name="choice")),
                        ("label_sv", models.CharField(max_length=200, null=True, verbose_name="choice")),
                        ("label_fi", models.CharField(max_length=200, null=True, verbose_name="choice")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="choice")),
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
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.surveyquestion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical survey option",
                        "verbose_name_plural": "historical survey options",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SurveySubmission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                            ),
                        ),
                        ("submission_key", models.CharField(max_length=64)),
                        ("code_hash", models.CharField(max_length=64, null=True, unique=True)),
                        ("generation", models.PositiveSmallIntegerField(default=1)),
                        ("is_held", models.BooleanField(default=False)),
                        ("received_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="submissions",
                                to="participation.survey",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.SmallIntegerField(null=True)),
                        ("text", models.TextField(blank=True)),
                        ("is_held", models.BooleanField(default=False)),
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
                            "option",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="participation.surveyoption",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="participation.surveyquestion",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="participation.surveysubmission",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Synthesis",
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
                            "state",
                            models.CharField(
                                choices=[("draft", "Being written"), ("approved", "Approved")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of approval"),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="syntheses",
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
                        "verbose_name": "synthesis",
                        "verbose_name_plural": "syntheses",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSynthesisSentence",
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
                        ("order", models.PositiveIntegerField(default=0)),
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
                        ("body", models.TextField(verbose_name="sentence")),
                        (
                            "is_differing",
                            models.BooleanField(default=False, verbose_name="tells of differing views"),
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
                            "synthesis",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="participation.synthesis",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical synthesis sentence",
                        "verbose_name_plural": "historical synthesis sentences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SynthesisSentence",
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
                        ("order", models.PositiveIntegerField(default=0)),
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
                        ("body", models.TextField(verbose_name="sentence")),
                        (
                            "is_differing",
                            models.BooleanField(default=False, verbose_name="tells of differing views"),
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
                            "synthesis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sentences",
                                to="participation.synthesis",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("order", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SynthesisCitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="citations",
                                to="participation.contribution",
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
                            "sentence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="citations",
                                to="participation.synthesissentence",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Theme",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
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
                        "verbose_name": "theme",
                        "verbose_name_plural": "themes",
                        "ordering": ("name",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ContributionCode",
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
                                blank=True,
                                choices=[("organiser", "Organiser"), ("resident", "Resident")],
                                max_length=10,
                                verbose_name="viewpoint",
                            ),
                        ),
                        (
                            "coded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="participation.contribution",
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
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="codes",
                                to="participation.theme",
                            ),
                        ),
                    ],
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Response",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("not_accepted", "Not accepted"),
                                    ("noted", "Noted"),
                                ],
                                max_length=14,
                                verbose_name="outcome",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="answer and reason")),
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
                            "needs_change",
                            models.BooleanField(default=False, verbose_name="leads to a change of the text"),
                        ),
                        ("lineage", models.UUIDField(blank=True, null=True)),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of publication"),
                        ),
                        (
                            "contribution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="response",
                                to="participation.contribution",
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
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "response",
                        "verbose_name_plural": "responses",
                        "indexes": [models.Index(fields=["lineage"], name="participation_resp_lineage")],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.AddIndex(
                    model_name="participationevent",
                    index=models.Index(fields=["state", "day"], name="participation_event_coming"),
                ),
                migrations.AddIndex(
                    model_name="contribution",
                    index=models.Index(fields=["project", "-id"], name="participation_latest"),
                ),
                migrations.AddIndex(
                    model_name="contribution",
                    index=models.Index(
                        fields=["project", "moderation", "-id"], name="participation_moderation"
                    ),
                ),
                migrations.AddIndex(
                    model_name="contribution",
                    index=models.Index(fields=["region", "moderation"], name="participation_unread"),
                ),
                migrations.AddIndex(
                    model_name="contribution",
                    index=models.Index(fields=["retention_until"], name="participation_retention"),
                ),
                migrations.AddConstraint(
                    model_name="contribution",
                    constraint=models.UniqueConstraint(
                        fields=("region", "submission_key"), name="participation_sent_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attendance",
                    constraint=models.UniqueConstraint(
                        fields=("event", "group"), name="participation_attended_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="survey",
                    index=models.Index(fields=["state", "closes_on"], name="participation_survey_due"),
                ),
                migrations.AddConstraint(
                    model_name="surveycount",
                    constraint=models.UniqueConstraint(
                        models.F("question"),
                        django.db.models.functions.comparison.Coalesce("option", 0),
                        django.db.models.functions.comparison.Coalesce("number", -1),
                        name="participation_count_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveysubmission",
                    constraint=models.UniqueConstraint(
                        fields=("survey", "submission_key"), name="participation_ballot_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="surveyanswer",
                    index=models.Index(
                        fields=["question", "option", "number", "is_held"], name="participation_answer_count"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="synthesis",
                    constraint=models.UniqueConstraint(
                        fields=("project", "perspective"), name="participation_synthesis_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="synthesiscitation",
                    constraint=models.UniqueConstraint(
                        fields=("sentence", "contribution"), name="participation_cited_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="theme",
                    constraint=models.UniqueConstraint(
                        fields=("project", "name"), name="participation_theme_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="contributioncode",
                    index=models.Index(fields=["perspective", "contribution"], name="participation_code_by"),
                ),
                migrations.AddConstraint(
                    model_name="contributioncode",
                    constraint=models.UniqueConstraint(
                        models.F("contribution"),
                        models.F("perspective"),
                        models.F("viewpoint"),
                        django.db.models.functions.comparison.Coalesce("theme", 0),
                        name="participation_code_once",
                    ),
                ),
            ]
        ),
    ]
