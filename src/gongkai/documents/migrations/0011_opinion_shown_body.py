from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def show_as_before(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was public stays so: a copy was never masked before."""
    apps.get_model("documents", "Opinion").objects.filter(showing="shown").update(shown_body=models.F("body"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_document_instead")]
    operations = [
        migrations.AddField(
            model_name="opinion",
            name="shown_body",
            field=models.TextField(
                blank=True,
                default="",
                help_text="遮盖个人信息后的文字，只公开这一份",
                verbose_name="公开显示的文字",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(show_as_before, migrations.RunPython.noop),
    ]
