from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_fill_verification"),
    ]

    operations = [
        migrations.RemoveField(model_name="statement", name="verification_words"),
        migrations.RemoveField(model_name="historicalstatement", name="verification_words"),
    ]
