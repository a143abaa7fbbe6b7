"""An old edition that was closed with a later one may be opened again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_review_attribute")]
    operations = [
        migrations.AddField(
            model_name="edition",
            name="reopened_at",
            field=models.DateTimeField(help_text="经决定恢复公开的旧版本", null=True),
        ),
    ]
