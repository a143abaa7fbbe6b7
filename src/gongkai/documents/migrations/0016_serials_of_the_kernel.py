"""Running numbers are the kernel's; what was given so far goes on there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0015_old_addresses"), ("kernel", "0004_serial")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO kernel_serial (scope, last) SELECT scope, last FROM documents_serial",
            "INSERT INTO documents_serial (scope, last) SELECT scope, last FROM kernel_serial WHERE scope LIKE 'index/%'",
        ),
        migrations.DeleteModel("Serial"),
    ]
