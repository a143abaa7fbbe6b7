"""Terms of organs, and the marks by which texts nearly the same are found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_edition_reopened"),
        ("organs", "0004_lent_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=60, verbose_name="词语")),
                ("category", models.CharField(max_length=20, verbose_name="类别")),
                ("replacement", models.CharField(blank=True, max_length=60, verbose_name="建议改为")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("exceptions", models.JSONField(default=list, help_text="包含该词语而写法正确的", verbose_name="例外")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "词表",
                "ordering": ("organ_id", "text"),
                "constraints": [models.UniqueConstraint(fields=("organ", "text"), name="term_once")],
            },
        ),
        migrations.CreateModel(
            name="TextMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="text_marks", to="documents.document"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["value"], name="text_mark_value")],
                "constraints": [models.UniqueConstraint(fields=("document", "value"), name="text_mark_once")],
            },
        ),
    ]
