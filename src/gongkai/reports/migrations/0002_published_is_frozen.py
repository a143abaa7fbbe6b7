"""Published and withdrawn editions stay as they are; the only way on from published is withdrawn."""

from django.db import migrations

from gongkai.kernel.guards import Guard, install

FROZEN_STATES = "('published', 'withdrawn')"
FROZEN_COLUMNS = (
    "organ_id", "year", "edition", "statutory", "form", "title", "unit_name", "printed_on", "origin", "file_id",
    "file_name", "snapshot", "snapshot_sha256", "ambiguous_accepted", "imported_by_id", "imported_at",
    "confirmed_by_id", "confirmed_at", "published_by_id", "published_at",
)  # fmt: skip
CHANGED = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in FROZEN_COLUMNS)
BACKWARDS = "OLD.status = 'withdrawn' OR NEW.status NOT IN ('published', 'withdrawn')"


def part_guards(table: str) -> tuple[Guard, Guard]:
    """No row of a frozen report is changed, moved, removed or added."""
    message = "parts of a published report are frozen"

    def frozen(row: str) -> str:
        return f"EXISTS (SELECT 1 FROM reports_report r WHERE r.id = {row}.report_id AND r.status IN {FROZEN_STATES})"  # noqa: S608

    return (
        Guard(f"{table.removeprefix('reports_')}_frozen_old", table, ("UPDATE", "DELETE"), message, frozen("OLD")),
        Guard(f"{table.removeprefix('reports_')}_frozen_new", table, ("INSERT", "UPDATE"), message, frozen("NEW")),
    )


GUARDS = (
    Guard(
        name="report_frozen",
        table="reports_report",
        events=("UPDATE",),
        message="a published report is frozen",
        when=f"OLD.status IN {FROZEN_STATES} AND ({CHANGED} OR {BACKWARDS})",
    ),
    Guard(
        name="report_kept",
        table="reports_report",
        events=("DELETE",),
        message="a published report is never removed",
        when=f"OLD.status IN {FROZEN_STATES}",
    ),
    *part_guards("reports_reportcell"),
    *part_guards("reports_reportfigure"),
    *part_guards("reports_findingrecord"),
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [install(*GUARDS)]
