from django.db import migrations, models

KINDS = [
    ("proposal", "Proposal for a decision"),
    ("promise", "The service promise"),
    ("implementation", "Implementation"),
    ("follow_up", "Follow-up"),
    ("reporting", "Reporting"),
    ("evaluation", "Evaluation"),
    ("citizen_communication", "Communication with residents"),
]


def take_out_proposals(apps, schema_editor):
    """Delete what a release before proposals cannot read; the words stay in the history."""
    apps.get_model("decisions", "PackagePart").objects.filter(kind="proposal").delete()


class Migration(migrations.Migration):
    """What is proposed is a text of a package like its parts. One begun before has no row of it until it is written."""

    dependencies = [("decisions", "0004_annulments")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="kind",
            field=models.CharField(choices=KINDS, max_length=24, verbose_name="part"),
        )
        for name in ("historicalpackagepart", "packagepart")
    ] + [migrations.RunPython(migrations.RunPython.noop, take_out_proposals)]
