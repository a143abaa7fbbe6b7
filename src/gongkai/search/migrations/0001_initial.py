"""Entries, and the index of the engine at hand."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from gongkai.search.backends import postgresql, sqlite


def _engine(schema_editor: object) -> object:
    return sqlite if schema_editor.connection.vendor == "sqlite" else postgresql  # type: ignore[attr-defined]


def create(_apps: object, schema_editor: object) -> None:
    schema_editor.execute(_engine(schema_editor).CREATE)  # type: ignore[attr-defined]


def drop(_apps: object, schema_editor: object) -> None:
    schema_editor.execute(_engine(schema_editor).DROP)  # type: ignore[attr-defined]


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("organs", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("url", models.CharField(max_length=300)),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("year", models.SmallIntegerField(null=True)),
                ("dated", models.DateField()),
                ("indexed", models.BooleanField(default=False)),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("indexed", False)), fields=["id"], name="search_backlog")],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="search_one_entry")],
            },
        ),
        migrations.RunPython(create, drop),
    ]
