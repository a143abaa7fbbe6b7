"""The letters of an application: written with what happens, kept sealed, printed the same at any time.

Acts call :func:`write` within their transaction. Reading goes through the acts ``open_letter`` (staff) and
``open_delivered`` (the link of an electronic delivery); :func:`paper_of` is for them and for whoever has checked number
and query code.
"""

from gongkai.applications.letters.printing import for_applicant, paper_of
from gongkai.applications.letters.remedies import Decided
from gongkai.applications.letters.writing import Reader, write

__all__ = ["Decided", "Reader", "for_applicant", "paper_of", "write"]
