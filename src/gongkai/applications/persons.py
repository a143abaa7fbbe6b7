"""Who applies: sealed, masked for lists, found again by a mark, and shown only to those whose duty it is."""

from __future__ import annotations

import dataclasses
import secrets
import unicodedata

from gongkai.applications.models import Application
from gongkai.kernel import sealing
from gongkai.statute.explain import Obstacle
from gongkai.statute.intake import Applicant, Wanted, intake, missing

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without what is easily mistaken: 0 O 1 I
CODE_LENGTH = 20  # 5 bits each: 100 bits


def seal(applicant: Applicant) -> str:
    """The applicant as a token for the table."""
    return sealing.seal(dataclasses.asdict(applicant))


def unseal(application: Application) -> Applicant:
    """The applicant in clear. Who may see it, and that it was seen, is the business of the caller."""
    return Applicant(**sealing.unseal(application.sealed))  # type: ignore[arg-type]


def wanted_of(application: Application) -> Wanted:
    """What is wanted, as the law judges it."""
    return Wanted(
        name=application.wanted_name,
        number=application.wanted_number,
        description=application.wanted_description,
        form=application.form,
        delivery=application.delivery,
    )


def addressee(application: Application) -> str:
    """The name to which a letter is addressed; nobody is shown it by this."""
    return unseal(application).name


def person_mark(applicant: Applicant) -> str:
    """Equal for the same person or organisation, by number of identity, else by name and one way to reach them.

    "" where nothing tells them apart.
    """
    if applicant.identity_number:
        return sealing.mark("person", f"{applicant.identity}/{_plain(applicant.identity_number)}")
    reach = applicant.phone or applicant.email or applicant.address
    return sealing.mark("person", f"{_plain(applicant.name)}/{_plain(reach)}") if applicant.name and reach else ""


def masked(applicant: Applicant) -> str:
    """The name as lists show it: 张** for a person, an organisation in full."""
    if not intake().kind(applicant.kind).person or not applicant.name:
        return applicant.name
    return applicant.name[0] + "*" * max(1, len(applicant.name) - 1)


def masked_name(application: Application) -> str:
    """The name as lists show it; nobody learns more by this."""
    return masked(unseal(application))


def lacking(application: Application) -> tuple[Obstacle, ...]:
    """What the application lacks of what the regulation demands; no word of the applicant is in it."""
    return missing(unseal(application), wanted_of(application))


def new_code() -> str:
    """A query code that cannot be guessed, in groups of four."""
    letters = [secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def code_mark(number: str, code: str) -> str:
    """What is kept of a query code. Typing differences (case, blanks, hyphens, full width) do not matter."""
    typed = unicodedata.normalize("NFKC", code).upper()
    return sealing.mark("code", f"{number}/{''.join(letter for letter in typed if letter in ALPHABET)}")


def _plain(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).upper().split())
