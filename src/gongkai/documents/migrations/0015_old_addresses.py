"""Old addresses are looked up by where a document was posted; index numbers may name the code of the department."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0014_asked_parties")]
    operations = [
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["locator"], condition=~models.Q(locator=""), name="posting_locator"),
        ),
        migrations.AddField(
            model_name="disclosureoffice",
            name="department_code",
            field=models.CharField(blank=True, default="", max_length=10, verbose_name="部门代码"),
            preserve_default=False,
        ),
    ]
