"""What happened stays as it was written; an approved answer and a letter that went out are never changed."""

from django.db import migrations

from gongkai.kernel.guards import Guard, install

GUARDS = (
    Guard(
        "happening_kept", "applications_happening", ("UPDATE", "DELETE", "TRUNCATE"), "what happened is never changed"
    ),
    Guard(
        "answer_approved",
        "applications_answer",
        ("UPDATE", "DELETE"),
        "an approved answer is never changed",
        "OLD.approved_at IS NOT NULL",
    ),
    Guard("letter_kept", "applications_letter", ("UPDATE", "DELETE"), "a letter that went out is never changed"),
    Guard("delivery_kept", "applications_delivery", ("UPDATE", "DELETE"), "a proof of service is never changed"),
    Guard("search_kept", "applications_searchrecord", ("UPDATE", "DELETE"), "a search record is never changed"),
    Guard("note_kept", "applications_note", ("UPDATE", "DELETE"), "a note is never changed"),
)


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [install(*GUARDS)]
