"""All tables of the app as they stand after 0003: a new database is made of this one, an older one goes through the
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
        ("implementation", "0001_initial"),
        ("implementation", "0002_names_in_histories"),
        ("implementation", "0003_names_in_administration"),
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
                    name="Communication",
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
                        ("channel", models.CharField(max_length=40, verbose_name="channel")),
                        (
                            "audience",
                            models.CharField(
                                choices=[("public", "Residents"), ("internal", "Staff")],
                                max_length=10,
                                verbose_name="for",
                            ),
                        ),
                        ("message", models.CharField(max_length=240, verbose_name="message")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible"),
                        ),
                        ("is_done", models.BooleanField(default=False, verbose_name="done")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="communications",
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
                        "verbose_name": "communication",
                        "verbose_name_plural": "communications",
                        "ordering": ("day", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Contract",
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
                        ("title", models.CharField(max_length=160, verbose_name="contract")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being negotiated"),
                                    ("in_force", "In force"),
                                    ("ended", "Ended"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("to_day", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "participation_plan",
                            models.TextField(
                                blank=True, verbose_name="the producer’s client participation plan"
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contracts",
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
                        "verbose_name": "contract",
                        "verbose_name_plural": "contracts",
                        "ordering": ("producer__name", "pk"),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAction",
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
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "description_sv",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_fi",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "owner_position",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible position"),
                        ),
                        (
                            "owner_position_sv",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        (
                            "owner_position_fi",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        (
                            "owner_position_en",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=120, verbose_name="unit")),
                        (
                            "unit_sv",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        (
                            "unit_fi",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        (
                            "unit_en",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                        ("due_on", models.DateField(verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
                        (
                            "budget",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="resources (euros)",
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
                        "verbose_name": "historical action",
                        "verbose_name_plural": "historical actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClause",
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
                        ("words", models.TextField(verbose_name="clause")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of confirmation"),
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
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="implementation.contract",
                                verbose_name="contract",
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
                        "verbose_name": "historical clause",
                        "verbose_name_plural": "historical clauses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommunication",
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
                        ("channel", models.CharField(max_length=40, verbose_name="channel")),
                        (
                            "audience",
                            models.CharField(
                                choices=[("public", "Residents"), ("internal", "Staff")],
                                max_length=10,
                                verbose_name="for",
                            ),
                        ),
                        ("message", models.CharField(max_length=240, verbose_name="message")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible"),
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
                        "verbose_name": "historical communication",
                        "verbose_name_plural": "historical communications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProducer",
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
                        (
                            "business_id",
                            models.CharField(blank=True, max_length=12, verbose_name="business id"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
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
                                verbose_name="contact person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical producer",
                        "verbose_name_plural": "historical producers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Producer",
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
                        (
                            "business_id",
                            models.CharField(blank=True, max_length=12, verbose_name="business id"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
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
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "producer",
                        "verbose_name_plural": "producers",
                        "ordering": ("name",),
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContract",
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
                        ("title", models.CharField(max_length=160, verbose_name="contract")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being negotiated"),
                                    ("in_force", "In force"),
                                    ("ended", "Ended"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("to_day", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "participation_plan",
                            models.TextField(
                                blank=True, verbose_name="the producer’s client participation plan"
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
                            "producer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="implementation.producer",
                                verbose_name="producer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical contract",
                        "verbose_name_plural": "historical contracts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="contract",
                    name="producer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="implementation.producer",
                        verbose_name="producer",
                    ),
                ),
                migrations.CreateModel(
                    name="Action",
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
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "description_sv",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_fi",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "owner_position",
                            models.CharField(blank=True, max_length=120, verbose_name="responsible position"),
                        ),
                        (
                            "owner_position_sv",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        (
                            "owner_position_fi",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        (
                            "owner_position_en",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="responsible position"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=120, verbose_name="unit")),
                        (
                            "unit_sv",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        (
                            "unit_fi",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        (
                            "unit_en",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="unit"),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                        ("due_on", models.DateField(verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
                        (
                            "budget",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="resources (euros)",
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
                                verbose_name="responsible person",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actions",
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
                                related_name="actions", to="projects.statement", verbose_name="statements"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "action",
                        "verbose_name_plural": "actions",
                        "ordering": ("due_on", "pk"),
                        "indexes": [
                            models.Index(fields=["state", "due_on"], name="implementation_action_due"),
                            models.Index(
                                fields=["promise", "due_on", "id"], name="implementation_action_list"
                            ),
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Clause",
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
                        ("words", models.TextField(verbose_name="clause")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="time of confirmation"),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clauses",
                                to="projects.statement",
                                verbose_name="statement",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="implementation.contract",
                                verbose_name="contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clause",
                        "verbose_name_plural": "clauses",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "statement", "language"),
                                name="implementation_clause_once",
                            )
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
    ]
