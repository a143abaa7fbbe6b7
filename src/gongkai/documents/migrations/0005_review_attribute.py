"""A review says for which disclosure attribute it was signed."""

import importlib

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery

from gongkai.kernel.guards import install, lift

GUARDS = [
    guard
    for guard in importlib.import_module("gongkai.documents.migrations.0004_published_is_frozen").GUARDS
    if guard.table == "documents_review"
]


def fill(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the attribute of a document under review did not change without its gates passed anew."""
    edition = apps.get_model("documents", "Edition").objects.filter(pk=OuterRef("edition_id"))
    apps.get_model("documents", "Review").objects.update(attribute=Subquery(edition.values("document__attribute")[:1]))


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_published_is_frozen")]
    operations = [
        lift(*GUARDS),
        migrations.AddField(
            model_name="review",
            name="attribute",
            field=models.CharField(default="", help_text="审查时的公开属性：审查只对它有效", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        install(*GUARDS),
    ]
