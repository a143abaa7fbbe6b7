"""The machine check before publication: what in a text or a file must not go out as it is. No Django, no clock."""

from gongkai.screening.attachments import FileScreening, screen_file
from gongkai.screening.masks import masked
from gongkai.screening.model import Hit, Kind, Severity
from gongkai.screening.screen import screen
from gongkai.screening.terms import TermList, sample_terms

__all__ = [
    "FileScreening",
    "Hit",
    "Kind",
    "Severity",
    "TermList",
    "masked",
    "sample_terms",
    "screen",
    "screen_file",
]
