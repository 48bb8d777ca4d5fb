"""All tables of the app as they stand after 0005: a new database is made of this one, an older one goes through the
migrations that it replaces.
"""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import rules.contrib.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accounts.models
from servicelofte.common.new_database import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_region_shapes"),
        ("accounts", "0003_invitation_keeps_unit"),
        ("accounts", "0004_names_in_administration"),
        ("accounts", "0005_about_is_no_region"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
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
                                default="sv",
                                max_length=3,
                                verbose_name="language",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "is_staff",
                            models.BooleanField(default=False, verbose_name="may open the admin site"),
                        ),
                        (
                            "joined_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="joined"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRegion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Stands in every address of the region.",
                                max_length=60,
                                verbose_name="address word",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("county", "Wellbeing services county"),
                                    ("city", "City with county tasks"),
                                    ("joint_authority", "Joint authority"),
                                    ("autonomous", "Autonomous region"),
                                ],
                                default="county",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "short_name",
                            models.CharField(
                                help_text="Shown in the page head.", max_length=60, verbose_name="short name"
                            ),
                        ),
                        (
                            "short_name_sv",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "short_name_fi",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "short_name_en",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "language_status",
                            models.CharField(
                                choices=[
                                    ("bilingual", "Bilingual"),
                                    ("unilingual_fi", "Unilingual Finnish"),
                                    ("unilingual_sv", "Unilingual Swedish"),
                                ],
                                default="bilingual",
                                max_length=20,
                                verbose_name="language status",
                            ),
                        ),
                        ("sami_rights", models.BooleanField(default=False, verbose_name="has Sámi homeland")),
                        (
                            "extra_languages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Codes such as en or se.",
                                validators=[accounts.models.validate_languages],
                                verbose_name="further languages",
                            ),
                        ),
                        (
                            "statute_set",
                            models.CharField(
                                choices=[
                                    ("county_act", "Act on Wellbeing Services Counties (611/2021)"),
                                    ("local_government_act", "Local Government Act (410/2015)"),
                                    ("aland", "Legislation of Åland"),
                                ],
                                default="county_act",
                                max_length=30,
                                verbose_name="statutes",
                            ),
                        ),
                        (
                            "terminology",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Key of a term, then language and word.",
                                validators=[accounts.models.validate_terms],
                                verbose_name="own terms",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=4, verbose_name="county code")),
                        (
                            "sotkanet_region_id",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="Sotkanet region id"
                            ),
                        ),
                        (
                            "population",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                        ),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="contact telephone"),
                        ),
                        (
                            "contact_address",
                            models.CharField(blank=True, max_length=200, verbose_name="postal address"),
                        ),
                        (
                            "moderates_first",
                            models.BooleanField(
                                default=True,
                                help_text="Comments are shown once somebody has read them.",
                                verbose_name="read before publishing",
                            ),
                        ),
                        (
                            "retention_months",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="names and e-mail are kept (months)"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
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
                    ],
                    options={
                        "verbose_name": "historical region",
                        "verbose_name_plural": "historical regions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Stands in every address of the region.",
                                max_length=60,
                                unique=True,
                                verbose_name="address word",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("county", "Wellbeing services county"),
                                    ("city", "City with county tasks"),
                                    ("joint_authority", "Joint authority"),
                                    ("autonomous", "Autonomous region"),
                                ],
                                default="county",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "short_name",
                            models.CharField(
                                help_text="Shown in the page head.", max_length=60, verbose_name="short name"
                            ),
                        ),
                        (
                            "short_name_sv",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "short_name_fi",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "short_name_en",
                            models.CharField(
                                help_text="Shown in the page head.",
                                max_length=60,
                                null=True,
                                verbose_name="short name",
                            ),
                        ),
                        (
                            "language_status",
                            models.CharField(
                                choices=[
                                    ("bilingual", "Bilingual"),
                                    ("unilingual_fi", "Unilingual Finnish"),
                                    ("unilingual_sv", "Unilingual Swedish"),
                                ],
                                default="bilingual",
                                max_length=20,
                                verbose_name="language status",
                            ),
                        ),
                        ("sami_rights", models.BooleanField(default=False, verbose_name="has Sámi homeland")),
                        (
                            "extra_languages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Codes such as en or se.",
                                validators=[accounts.models.validate_languages],
                                verbose_name="further languages",
                            ),
                        ),
                        (
                            "statute_set",
                            models.CharField(
                                choices=[
                                    ("county_act", "Act on Wellbeing Services Counties (611/2021)"),
                                    ("local_government_act", "Local Government Act (410/2015)"),
                                    ("aland", "Legislation of Åland"),
                                ],
                                default="county_act",
                                max_length=30,
                                verbose_name="statutes",
                            ),
                        ),
                        (
                            "terminology",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Key of a term, then language and word.",
                                validators=[accounts.models.validate_terms],
                                verbose_name="own terms",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=4, verbose_name="county code")),
                        (
                            "sotkanet_region_id",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="Sotkanet region id"
                            ),
                        ),
                        (
                            "population",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                        ),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="contact telephone"),
                        ),
                        (
                            "contact_address",
                            models.CharField(blank=True, max_length=200, verbose_name="postal address"),
                        ),
                        (
                            "moderates_first",
                            models.BooleanField(
                                default=True,
                                help_text="Comments are shown once somebody has read them.",
                                verbose_name="read before publishing",
                            ),
                        ),
                        (
                            "retention_months",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="names and e-mail are kept (months)"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version number"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "region",
                        "verbose_name_plural": "regions",
                        "ordering": ("name",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "slug__in",
                                        (
                                            "work",
                                            "r",
                                            "account",
                                            "admin",
                                            "api",
                                            "static",
                                            "media",
                                            "styleguide",
                                            "start",
                                            "bench",
                                            "about",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                name="accounts_region_slug_free",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InviteCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("administrator", "Administrator"),
                                    ("preparer", "Preparer"),
                                    ("secretary", "Council secretary"),
                                    ("manager", "Manager"),
                                    ("producer", "Producer"),
                                    ("observer", "Observer"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, max_length=120, verbose_name="unit or organisation"),
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
                                default="sv",
                                max_length=3,
                                verbose_name="language",
                            ),
                        ),
                        ("generation", models.PositiveSmallIntegerField(default=1)),
                        (
                            "code_hash",
                            models.CharField(
                                max_length=64,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^[0-9a-f]{64}$")],
                            ),
                        ),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "invited_by",
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
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRegionPage",
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
                                    ("accessibility", "Accessibility statement"),
                                    ("privacy", "Privacy notice"),
                                    ("moderation-rules", "Moderation rules"),
                                ],
                                max_length=20,
                                verbose_name="page",
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
                        ("body", models.TextField(verbose_name="text")),
                        ("checked_on", models.DateField(verbose_name="checked on")),
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
                        "verbose_name": "historical information page",
                        "verbose_name_plural": "historical information pages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMembership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("administrator", "Administrator"),
                                    ("preparer", "Preparer"),
                                    ("secretary", "Council secretary"),
                                    ("manager", "Manager"),
                                    ("producer", "Producer"),
                                    ("observer", "Observer"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, max_length=120, verbose_name="unit or organisation"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("created_at", models.DateTimeField(blank=True, editable=False)),
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
                        "verbose_name": "historical membership",
                        "verbose_name_plural": "historical memberships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("administrator", "Administrator"),
                                    ("preparer", "Preparer"),
                                    ("secretary", "Council secretary"),
                                    ("manager", "Manager"),
                                    ("producer", "Producer"),
                                    ("observer", "Observer"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, max_length=120, verbose_name="unit or organisation"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
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
                        "verbose_name": "membership",
                        "verbose_name_plural": "memberships",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "user", "role"), name="accounts_membership_once"
                            )
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="RegionPage",
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
                                    ("accessibility", "Accessibility statement"),
                                    ("privacy", "Privacy notice"),
                                    ("moderation-rules", "Moderation rules"),
                                ],
                                max_length=20,
                                verbose_name="page",
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
                        ("body", models.TextField(verbose_name="text")),
                        ("checked_on", models.DateField(verbose_name="checked on")),
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
                        "verbose_name": "information page",
                        "verbose_name_plural": "information pages",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "kind", "language"), name="accounts_page_once"
                            )
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
    ]
