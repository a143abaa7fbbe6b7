"""Details of persons that have no form of their own: known by the words beside them, never by a name alone."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.screening.pages import Cell, Page, Row
from gongkai.screening.rules import Ages, Place, Taken, any_of, persons

_FULL_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,10}(?:·[一-鿿]{1,10})+")
_BORN = re.compile(r"((?:19|20)\d\d)(?:[年./-] ?(\d{1,2}))?")
_AGE = re.compile(r"(\d{1,2})(?:周?岁)?")
_SENTENCE = re.compile(r"[^。;!?\n]+")
_LEADING = re.compile(r".*[于在系是为自到去入]")


def details(page: Page, known: list[Place], on: datetime.date) -> list[Place]:
    """Minors, health and aid, and names beside the identifiers ``known``. ``on`` is the day ages are counted on."""
    taken = Taken(known)
    for place in (*_in_tables(page, taken, on), *_in_prose(page, on)):
        taken.add(place)
    for place in [*_in_fields(page, taken)]:
        taken.add(place)
    return taken.places[len(known) :]


def age_note(compact: str, on: datetime.date) -> str:
    """What the date of birth within a citizen number adds to its message; "" for an adult."""
    ages = persons().ages
    age = _age(int(compact[6:10]), int(compact[10:12]), on, day=int(compact[12:14]))
    if age >= ages.minor:
        return ""
    return f"（不满{ages.child}周岁儿童的，属敏感个人信息）" if age < ages.child else "（未成年人的）"


def _age(year: int, month: int, on: datetime.date, day: int = 1) -> int:
    return on.year - year - ((on.month, on.day) < (month, day))


# --- tables -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold names, and which expose something about them."""

    names: tuple[int, ...]
    exposing: tuple[int, ...]
    ages: tuple[int, ...]
    births: tuple[int, ...]


def _in_tables(page: Page, known: Taken, on: datetime.date) -> Iterator[Place]:
    words = persons()
    for table in page.tables:
        names = table.columns(words.name_headings)
        if names and not table.columns(words.official_headings):
            exposing = [column for column in table.columns(words.detail_headings) if column not in names]
            columns = _Columns(
                tuple(names), tuple(exposing), tuple(table.columns(["年龄"])), tuple(table.columns(["出生"]))
            )
            for row in table.rows:
                yield from _in_row(row, columns, known, on)


def _in_row(row: Row, columns: _Columns, known: Taken, on: datetime.date) -> Iterator[Place]:
    words = persons()
    cells = [cell for cell in _cells(row, columns.names) if _FULL_NAME.fullmatch(cell[2].replace("*", "某"))]
    if not cells:
        return
    values = [cell for cell in _cells(row, columns.exposing) if _exposes(cell[2])]
    for start, end, _ in values:
        yield words.rule("health_or_aid").at(start, end)
    minor = _is_minor(row, columns, on)
    beside = values or known.first(row[0][0], row[-1][1]) is not None
    for start, end, text in cells:
        if (minor or beside) and "*" not in text:
            yield words.rule("minor" if minor else "listed_name").at(start, end)


def _cells(row: Row, columns: tuple[int, ...]) -> list[Cell]:
    return [row[column] for column in columns if column < len(row)]


def _exposes(value: str) -> bool:
    return bool(value.strip("* ")) and value not in persons().detail_values_unless


def _is_minor(row: Row, columns: _Columns, on: datetime.date) -> bool:
    limit = persons().ages.minor
    ages = [int(found[1]) for _, _, text in _cells(row, columns.ages) if (found := _AGE.fullmatch(text))]
    ages += [
        _age(int(found[1]), int(found[2] or 1), on)
        for _, _, text in _cells(row, columns.births)
        if (found := _BORN.match(text))
    ]
    return any(0 <= age < limit for age in ages)


# --- fields: 姓名：张三 ----------------------------------------------------------------------------------------------


def _in_fields(page: Page, beside: Taken) -> Iterator[Place]:
    """Names announced by a field, with an identifier near; details in such a field, with a name near."""
    words = persons()
    exposed = _exposed(page)
    yield from exposed.places
    if not (beside.places or exposed.places):
        return
    for found in _patterns().field_name.finditer(page.plain):
        start, end = found.span("hit")
        near = (start - words.near // 2, start + words.near + 1)
        if any(places.first(*near) is not None for places in (beside, exposed)):
            yield words.rule("listed_name").at(start, end)


def _exposed(page: Page) -> Taken:
    """Details in fields, with a name near."""
    words, exposed = persons(), Taken()
    details = list(_patterns().field_detail.finditer(page.plain))
    anyone = [found.start() for found in _patterns().field_person.finditer(page.plain)] if details else []
    for found in details:
        index = bisect_right(anyone, found.start())
        if index and found.start() - anyone[index - 1] <= words.near and _exposes(found["hit"]):
            exposed.add(words.rule("health_or_aid").at(*found.span("hit")))
    return exposed


# --- running text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Patterns:
    telling: re.Pattern[str]  # an age, a birth or an ailment: what every pattern of the running text needs
    named_age: re.Pattern[str]
    age_named: re.Pattern[str]
    pupil: re.Pattern[str]
    school: re.Pattern[str]
    ailment: re.Pattern[str]
    field_name: re.Pattern[str]
    field_person: re.Pattern[str]
    field_detail: re.Pattern[str]


def _again(pattern: str) -> str:
    """A pattern for its second use in another: names of groups are unique."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\1_2>", pattern)


@cache
def _patterns() -> _Patterns:
    words = persons()
    name = f"(?P<name>(?:{any_of(words.compound_surnames)}|[{words.surnames}])(?:某某?|[一-鿿]{{1,2}}))"
    # what may stand before a name and be no part of it
    begin = f"(?:(?<![一-鿿])|(?:{any_of(words.roles)}))"
    unless = f"(?!{any_of(words.age_unless_after)})"
    age = rf"(?P<age>\d{{1,2}}) ?周?岁{unless}"
    born = r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?出?生(?![人率])"
    # many words begin with a character that is a surname too (任务, 高中): a name shows by what stands between
    nation = "(?:[一-鿿]{1,4}族[,、 ]{0,2})"
    shown = f"(?:[( ]{{0,2}}\\([男女]?[,、 ]{{0,2}}{nation}?|[, ]{{1,2}}(?:[男女][,、 ]{{0,2}}{nation}?|{nation}))"
    said = "(?:现年|年仅|今年|年龄[:为]?|刚)"
    bare = f"{said}{_again(age)}|(?=\\d{{4}}年\\d{{1,2}}月){_again(born)}"
    after_name = f"(?:{shown}{said}?(?:{age}|{born})|[, ]{{1,2}}(?:{bare}))"
    pupils = "学生|同学|男生|女生|男童|女童|男孩|女孩"
    after = "(?=[^一-鿿]|[在于被因说获患和与的])"
    fields = any_of(words.name_headings)
    return _Patterns(
        re.compile(rf"岁|年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?出?生|{any_of(words.ailment_verbs)}"),
        re.compile(f"{begin}{name}{after_name}"),
        re.compile(rf"(?<![\d至到~.-])(?P<age>\d{{1,2}}) ?周?岁的?(?:{any_of(words.roles)})?{name}{after}"),
        re.compile(
            rf"(?:(?:{pupils})[^。;\n]{{0,8}}?(?P<a>\d{{1,2}}) ?周?岁{unless}|(?P<b>\d{{1,2}}) ?周?岁的?(?:{pupils}))"
        ),
        re.compile(rf"[一-鿿\d]{{2,16}}?(?:{any_of(words.schools)})"),
        re.compile(
            rf"{begin}{name}[,( 、因](?:[^。;\n]{{0,16}}?)"
            rf"(?P<hit>(?:{any_of(words.ailment_verbs)})[一-鿿]{{1,14}}?(?:{any_of(words.ailments)}))"
        ),
        re.compile(rf"(?:{fields})[ \t]*:[ \t]*(?P<hit>{_FULL_NAME.pattern})(?![一-鿿·])"),
        re.compile(rf"(?:{fields})[ \t]*:[ \t]*[一-鿿·*]{{2,16}}"),
        re.compile(rf"(?:{any_of(words.detail_headings)})[ \t]*:[ \t]*(?P<hit>[^\s,;。、|*]{{1,30}})"),
    )


def _in_prose(page: Page, on: datetime.date) -> Iterator[Place]:
    words, telling = persons(), _patterns().telling
    for sentence in _SENTENCE.finditer(page.plain) if page.holds(telling) else ():
        start, end = sentence.span()
        if not telling.search(page.plain, start, end):
            continue
        minors = list(_minors(page, start, end, on))
        yield from minors
        if minors or _has_pupil(page, start, end, words.ages):
            yield from _schools(page, start, end)
        for found in _patterns().ailment.finditer(page.plain, start, end):
            yield words.rule("health_or_aid").at(*found.span("hit"))


def _minors(page: Page, start: int, end: int, on: datetime.date) -> Iterator[Place]:
    words = persons()
    for pattern in (_patterns().named_age, _patterns().age_named):
        for found in pattern.finditer(page.plain, start, end):
            parts = {name.removesuffix("_2"): value for name, value in found.groupdict().items() if value}
            age = int(parts["age"]) if parts.get("age") else _age(int(parts["year"]), int(parts.get("month") or 1), on)
            if age < words.ages.minor:
                yield words.rule("minor").at(*found.span("name"))


def _has_pupil(page: Page, start: int, end: int, ages: Ages) -> bool:
    return any(
        int(found["a"] or found["b"]) < ages.minor
        and not page.plain[: found.start("a") if found["a"] else found.start("b")].endswith(persons().age_unless_before)
        for found in _patterns().pupil.finditer(page.plain, start, end)
    )


def _schools(page: Page, start: int, end: int) -> Iterator[Place]:
    for found in _patterns().school.finditer(page.plain, start, end):
        lead = _LEADING.match(found.group())
        begin = found.start() + (lead.end() if lead else 0)
        if found.end() - begin > len("小学"):
            yield persons().rule("minor_school").at(begin, found.end())
