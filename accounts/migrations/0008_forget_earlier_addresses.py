"""Forgets addresses that accounts had before: they could still sign in and be sent a link to a new password."""

from django.db import migrations


def forget(apps, schema_editor):
    rows = apps.get_model("account", "EmailAddress").objects.select_related("user")
    earlier = [row.pk for row in rows if row.email.lower() != row.user.email.lower()]
    rows.filter(pk__in=earlier).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_where_data_go"), ("account", "0001_initial")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
