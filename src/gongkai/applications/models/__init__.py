"""Tables of the applications. Derived columns are written by ``applications.course`` only."""

from gongkai.applications.models.answers import Answer, AnswerFile, Delivery, Fee, Letter, Letterhead, LetterTemplate
from gongkai.applications.models.applications import Application, Happening, PersonalAccess
from gongkai.applications.models.cases import ReviewCase
from gongkai.applications.models.work import Assignment, Consulted, Note, Paper, SearchRecord

__all__ = [
    "Answer",
    "AnswerFile",
    "Application",
    "Assignment",
    "Consulted",
    "Delivery",
    "Fee",
    "Happening",
    "Letter",
    "LetterTemplate",
    "Letterhead",
    "Note",
    "Paper",
    "PersonalAccess",
    "ReviewCase",
    "SearchRecord",
]
