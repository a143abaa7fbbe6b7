"""What an application must state (条例 29): ``law/applications/intake.yaml``, judged field by field.

An application that lacks something is still received; what is missing is asked for once (条例 30). A form that is
filled in on the web can say so at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from gongkai.statute.codes import is_citizen_number, is_credit_code, is_old_citizen_number
from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import SourceRef, source


class Group(LawModel):
    """One of the three mandatory groups (条例 29)."""

    id: Literal["applicant", "wanted", "supply"]
    label: str
    source: SourceRef


class Option(LawModel):
    """A value of a closed list."""

    id: str
    label: str


Chosen = TypeVar("Chosen", bound=Option)


class Kind(Option):
    """Who applies; the id is the column of table III. ``person``: a natural person."""

    person: bool


class Identity(Option):
    """A proof of identity. ``number``: the check digits its number must pass, "" = none known."""

    person: bool
    number: Literal["", "citizen", "credit"]


class Intake(LawModel):
    """The lists of ``law/applications/intake.yaml``."""

    source: SourceRef
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    identity: tuple[Identity, ...]
    forms: tuple[Option, ...]
    deliveries: tuple[Option, ...]

    def kind(self, kind_id: str) -> Kind:
        """Raises LawDataError for an unknown one."""
        return _get(self.kinds, kind_id)

    def label(self, group: Literal["kinds", "identity", "forms", "deliveries"], value: str) -> str:
        """The Chinese name of a value. Raises LawDataError for an unknown one."""
        options: tuple[Option, ...] = getattr(self, group)
        return _get(options, value).label


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as stated. An organisation's ``name`` is its own, ``contact`` a person; "" = not stated.

    ``agent``: who acts for the applicant, with an authorisation.
    """

    kind: str
    name: str
    identity: str = ""
    identity_number: str = ""
    representative: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    fax: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted and how. At least one of the first three says what (条例 29 第二款第二项)."""

    name: str = ""
    number: str = ""
    description: str = ""
    form: str = ""
    delivery: str = ""


@cache
def intake() -> Intake:
    """The lists of the application form."""
    return load(Intake, "applications/intake.yaml")


def missing(applicant: Applicant, wanted: Wanted) -> tuple[Obstacle, ...]:
    """What the application lacks or states wrongly, with its field and the place in the regulation."""
    return (*_who(applicant), *_what(wanted), *_how(applicant, wanted))


def _who(applicant: Applicant) -> Iterator[Obstacle]:
    kind = intake().kind(applicant.kind)
    if not applicant.name:
        yield _lack("name", "applicant", "请填写姓名" if kind.person else "请填写单位名称")
    if not kind.person and not applicant.contact:
        yield _lack("contact", "applicant", "请填写联系人")
    if not applicant.identity or not applicant.identity_number:
        yield _lack("identity_number", "applicant", "请填写身份证明的种类和号码")
    else:
        yield from _identity(applicant, person=kind.person)
    if not (applicant.phone or applicant.email or applicant.address):
        yield _lack("phone", "applicant", "请至少填写一种联系方式：电话、电子邮箱或者通信地址")


def _identity(applicant: Applicant, *, person: bool) -> Iterator[Obstacle]:
    proof = _get(intake().identity, applicant.identity)
    if proof.person != person:
        yield _lack("identity", "applicant", f"“{proof.label}”不适用于{'自然人' if person else '单位'}")
    elif proof.number == "citizen" and not _is_citizen(applicant.identity_number):
        yield _lack("identity_number", "applicant", "居民身份证号码的位数或者校验码不对，请核对")
    elif proof.number == "credit" and not is_credit_code(applicant.identity_number):
        yield _lack("identity_number", "applicant", "统一社会信用代码的位数或者校验码不对，请核对")


def _what(wanted: Wanted) -> Iterator[Obstacle]:
    if not (wanted.name or wanted.number or wanted.description):
        yield _lack("description", "wanted", "请填写信息的名称、文号或者便于查询的其他特征，至少一项")


def _how(applicant: Applicant, wanted: Wanted) -> Iterator[Obstacle]:
    if not wanted.form or not wanted.delivery:
        yield _lack("delivery", "supply", "请选择提供信息的形式和获取的途径")
        return
    needed = {"post": ("address", "邮寄需要通信地址"), "email": ("email", "以电子邮件提供需要电子邮箱")}
    if wanted.delivery in needed and not getattr(applicant, needed[wanted.delivery][0]):
        field, message = needed[wanted.delivery]
        yield _lack(field, "supply", message)
    if wanted.delivery == "fax" and not applicant.fax:
        yield _lack("fax", "supply", "以传真提供需要传真号码")


def _is_citizen(number: str) -> bool:
    return is_citizen_number(number) or is_old_citizen_number(number)


def _lack(field: str, group: str, message: str) -> Obstacle:
    found = next(item for item in intake().groups if item.id == group)
    return Obstacle(field, message, source(found.source))


def _get(options: tuple[Chosen, ...], value: str) -> Chosen:
    for item in options:
        if item.id == value:
            return item
    raise LawDataError(f"值表中没有：{value}")
