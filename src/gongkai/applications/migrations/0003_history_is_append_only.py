"""What happened stays as it was written; an approved answer and a letter that went out are never changed.

Sealed columns are not among those kept: they get another seal when keys are changed. Their digests are.
"""

from django.db import migrations

from gongkai.kernel.guards import Guard, install, kept

GUARDS = (
    *kept(
        "happening",
        "applications_happening",
        ("id", "application_id", "position", "kind", "on", "facts", "note_digest", "by_id", "at"),
        "what happened is never changed",
    ),
    *kept(
        "answer",
        "applications_answer",
        (
            *("id", "application_id", "happening_id", "outcome", "sub_reason", "grounds", "separable", "digest"),
            *("drafted_by_id", "drafted_at", "approved_by_id", "approved_at"),
        ),
        "an approved answer is never changed",
        "OLD.approved_at IS NOT NULL",
    ),
    *kept(
        "letter",
        "applications_letter",
        ("id", "application_id", "kind", "number", "on", "digest", "happening_id", "consulted_id", "by_id", "at"),
        "a letter that went out is never changed",
    ),
    *kept(
        "delivery",
        "applications_delivery",
        ("id", "letter_id", "mode", "on", "posted_on", "link_until", "proof_digest", "by_id", "at"),
        "a proof of service is never changed",
    ),
    Guard(
        "delivery_signed",
        "applications_delivery",
        ("UPDATE",),
        "a signature is never changed",
        "OLD.signed_on IS NOT NULL AND NEW.signed_on {differs} OLD.signed_on",
    ),
    Guard(
        "search_kept",
        "applications_searchrecord",
        ("UPDATE", "DELETE", "TRUNCATE"),
        "a search record is never changed",
    ),
    *kept(
        "note",
        "applications_note",
        ("id", "application_id", "text_digest", "legal", "by_id", "at"),
        "a note is never changed",
    ),
    Guard(
        "access_kept",
        "applications_personalaccess",
        ("UPDATE", "DELETE", "TRUNCATE"),
        "who saw personal data is never changed",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_letters_and_work")]

    operations = [install(*GUARDS)]
