"""Tables of the documents. States are assigned in ``documents.acts`` only."""

from gongkai.documents.models.catalogue import CatalogueEntry, CleanUp, CleanUpItem, HandOver
from gongkai.documents.models.checking import OrganTerm, TextMark
from gongkai.documents.models.documents import Attachment, Document, Edition, EditionState, RestrictedText
from gongkai.documents.models.intake import ReceivedCall
from gongkai.documents.models.life import Filing, Posting, Relation, ValidityDecision
from gongkai.documents.models.offices import DisclosureOffice
from gongkai.documents.models.participation import (
    Consultation,
    DecisionRecord,
    InterpretationPlan,
    MajorDecision,
    Opinion,
)
from gongkai.documents.models.parties import AskedParty
from gongkai.documents.models.reviews import DeterminationRecord, Review, ScreeningItem, Submission

__all__ = [
    "AskedParty",
    "Attachment",
    "CatalogueEntry",
    "CleanUp",
    "CleanUpItem",
    "Consultation",
    "DecisionRecord",
    "DeterminationRecord",
    "DisclosureOffice",
    "Document",
    "Edition",
    "EditionState",
    "Filing",
    "HandOver",
    "InterpretationPlan",
    "MajorDecision",
    "Opinion",
    "OrganTerm",
    "Posting",
    "ReceivedCall",
    "Relation",
    "RestrictedText",
    "Review",
    "ScreeningItem",
    "Submission",
    "TextMark",
    "ValidityDecision",
]
