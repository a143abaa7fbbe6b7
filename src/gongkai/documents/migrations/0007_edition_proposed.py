"""What a later edition proposes for its document stays with it until it is published, and is frozen then."""

import dataclasses
import importlib

from django.db import migrations, models

from gongkai.kernel.guards import install, lift

BEFORE = next(
    guard
    for guard in importlib.import_module("gongkai.documents.migrations.0004_published_is_frozen").GUARDS
    if guard.name == "edition_frozen"
)
AFTER = dataclasses.replace(
    BEFORE, when=BEFORE.when.replace("AND (", "AND (OLD.proposed {differs} NEW.proposed OR ", 1)
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_terms_and_text_marks")]
    operations = [
        lift(BEFORE),
        migrations.AddField(
            model_name="edition",
            name="proposed",
            field=models.JSONField(help_text="这一版发布时文件的成文日期、公开事项等", null=True),
        ),
        install(AFTER),
    ]
