"""An opinion is on the version that its request was about."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Give each opinion the version of its request's consultation."""
    requests = apps.get_model("drafting", "OpinionRequest")._base_manager
    opinions = apps.get_model("drafting", "Opinion")._base_manager
    asked = requests.filter(pk=OuterRef("request")).values("consultation__draft")[:1]
    opinions.filter(draft=None).update(draft=Subquery(asked))


class Migration(migrations.Migration):
    dependencies = [("drafting", "0003_opinion_draft")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
