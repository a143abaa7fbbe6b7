"""The catalogue in the columns of the primary-level standard catalogue: several levels, its carriers and audiences."""

from typing import Any

from django.db import migrations, models

NEW_MEDIA = {"weibo": "new_media", "wechat": "new_media", "app": "new_media"}
GROUPS = {
    "citizens": "个人",
    "enterprises": "企业",
    "farmers": "农民",
    "public_bodies": "事业单位和社会组织",
    "foreigners": "外国人和港澳台居民",
}


def _to_the_table(apps: Any, _editor: Any) -> None:
    for entry in apps.get_model("documents", "CatalogueEntry").objects.all():
        entry.levels = [entry.level] if entry.level else []
        entry.channels = list(dict.fromkeys(NEW_MEDIA.get(channel, channel) for channel in entry.channels))
        if entry.audience in GROUPS:
            entry.audience, entry.audience_note = "group", GROUPS[entry.audience]
        entry.save()


class Migration(migrations.Migration):
    dependencies = [("documents", "0011_opinion_shown_body")]
    operations = [
        migrations.AddField(
            model_name="catalogueentry",
            name="levels",
            field=models.JSONField(default=list, verbose_name="公开层级"),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="limit_text",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="公开时限的表述"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="audience_note",
            field=models.CharField(blank=True, default="", max_length=100, verbose_name="特定群体"),
            preserve_default=False,
        ),
        migrations.RunPython(_to_the_table, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="catalogueentry", name="level"),
    ]
