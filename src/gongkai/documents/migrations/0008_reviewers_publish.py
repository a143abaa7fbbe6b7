"""An organ with few people may let reviewers publish."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_edition_proposed")]
    operations = [
        migrations.AddField(
            model_name="disclosureoffice",
            name="reviewers_publish",
            field=models.BooleanField(
                default=False,
                help_text="人员少的机关可以选；起草人仍不能发布自己起草的文件",
                verbose_name="审查人可以发布",
            ),
        ),
    ]
