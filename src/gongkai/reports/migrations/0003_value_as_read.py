"""Ambiguous cells keep the value they were read with; those of published reports stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_published_is_frozen"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportcell",
            name="read_value",
            field=models.DecimalField(
                decimal_places=4, help_text="存疑的格读出时最可能的值，确认后仍保留", max_digits=20, null=True
            ),
        ),
        migrations.RunSQL(
            "UPDATE reports_reportcell SET read_value = value WHERE status = 'ambiguous' AND report_id IN"
            " (SELECT id FROM reports_report WHERE status IN ('imported', 'confirmed'))",
            migrations.RunSQL.noop,
        ),
    ]
