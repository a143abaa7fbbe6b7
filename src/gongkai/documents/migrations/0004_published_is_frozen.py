"""An edition that is public or ended stays as it is; the only way on is from published to withdrawn."""

from django.db import migrations

from gongkai.kernel.guards import Guard, install

FROZEN_STATES = "('published', 'filed', 'withdrawn', 'discarded')"
FROZEN_COLUMNS = (
    "document_id", "number", "gate", "gate_since", "change_note", "title", "document_number", "doc_type", "genre",
    "theme_version", "theme", "audience", "keywords", "summary", "source", "unit", "effective_on", "expires_on",
    "body", "text", "text_sha256", "drafters", "saved_at", "round", "submitted_at", "published_at", "published_by_id",
    "at_once",
)  # fmt: skip
CHANGED = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in FROZEN_COLUMNS)
BACKWARDS = "NEW.state {differs} OLD.state AND NOT (OLD.state = 'published' AND NEW.state = 'withdrawn')"


def part_guards(table: str) -> tuple[Guard, Guard]:
    """No row of a frozen edition is changed, moved, removed or added."""
    message = "parts of a published edition are frozen"

    def frozen(row: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM documents_edition e WHERE e.id = {row}.edition_id AND e.state IN {FROZEN_STATES})"  # noqa: S608
        )

    name = table.removeprefix("documents_")
    return (
        Guard(f"{name}_frozen_old", table, ("UPDATE", "DELETE"), message, frozen("OLD")),
        Guard(f"{name}_frozen_new", table, ("INSERT", "UPDATE"), message, frozen("NEW")),
    )


GUARDS = (
    Guard(
        name="edition_frozen",
        table="documents_edition",
        events=("UPDATE",),
        message="a published edition is frozen",
        when=f"OLD.state IN {FROZEN_STATES} AND ({CHANGED} OR {BACKWARDS})",
    ),
    Guard(
        name="edition_kept",
        table="documents_edition",
        events=("DELETE",),
        message="an edition that was public or ended is never removed",
        when=f"OLD.state IN {FROZEN_STATES}",
    ),
    *part_guards("documents_attachment"),
    *part_guards("documents_screeningitem"),
    *part_guards("documents_restrictedtext"),
    Guard("submission_kept", "documents_submission", ("UPDATE", "DELETE"), "what was submitted is never changed"),
    Guard("review_signed", "documents_review", ("UPDATE", "DELETE"), "a signed review is never changed"),
    Guard(
        "determination_kept", "documents_determinationrecord", ("UPDATE", "DELETE"), "a determination is never changed"
    ),
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_part_3")]
    operations = [install(*GUARDS)]
