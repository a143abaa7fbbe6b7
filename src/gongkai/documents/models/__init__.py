"""Tables of the documents. States are assigned in ``documents.acts`` only."""

from gongkai.documents.models.documents import Attachment, Document, Edition, EditionState, RestrictedText
from gongkai.documents.models.life import Posting, Relation, ValidityDecision
from gongkai.documents.models.offices import DisclosureOffice, Serial
from gongkai.documents.models.reviews import DeterminationRecord, Review, ScreeningItem

__all__ = [
    "Attachment",
    "DeterminationRecord",
    "DisclosureOffice",
    "Document",
    "Edition",
    "EditionState",
    "Posting",
    "Relation",
    "RestrictedText",
    "Review",
    "ScreeningItem",
    "Serial",
    "ValidityDecision",
]
