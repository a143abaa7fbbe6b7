"""The ledger takes new entries and nothing else."""

from django.db import migrations

from gongkai.kernel.guards import Guard, install

APPEND_ONLY = Guard(
    name="ledger_append_only",
    table="kernel_ledgerentry",
    events=("UPDATE", "DELETE", "TRUNCATE"),
    message="ledger entries are never changed or removed",
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [install(APPEND_ONLY)]
