"""Whether a document number was given before is asked at every numbering."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_reviewers_publish")]
    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("document_number", ""), _negated=True),
                fields=["document_number"],
                name="edition_numbered",
            ),
        ),
    ]
