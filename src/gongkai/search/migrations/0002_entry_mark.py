"""Kind and mark of an entry become filters of the index: it is made anew and filled again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from gongkai.search.backends import backend, postgresql, sqlite

BATCH = 1000


def _engine(schema_editor: Any) -> Any:
    return sqlite if schema_editor.connection.vendor == "sqlite" else postgresql


def build(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_engine(schema_editor).DROP)
    schema_editor.execute(_engine(schema_editor).CREATE)
    entries = apps.get_model("search", "Entry").objects.filter(indexed=True).order_by("pk")
    last = 0
    while some := list(entries.filter(pk__gt=last)[:BATCH]):
        backend().put(some)
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("entry", "mark", models.CharField(blank=True, default="", max_length=20)),
        migrations.RunPython(build, migrations.RunPython.noop),
    ]
