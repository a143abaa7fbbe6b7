"""How visitors narrow the list of documents: what the address asks, and the choices beside the list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.documents.queries import public
from gongkai.documents.queries.public import Filters
from gongkai.organs.models import Organ
from gongkai.portal.asked import asked_number
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import duties, theme_versions, vocabulary

FIRST_YEAR = 1949


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; "" = not asked. Values no list knows are passed over."""

    organ: str = ""
    plan: str = ""
    genre: str = ""
    theme: str = ""
    validity: str = ""
    year: str = ""
    on: str = ""
    duty: str = ""
    entry: str = ""
    page: int = 1

    @staticmethod
    def of(request: HttpRequest) -> Asked:
        """The filters of an address."""
        given = {name: request.GET.get(name, "") for name in asdict(Asked()) if name != "page"}
        kept: dict[str, Any] = {name: value for name, value in given.items() if _known(name, value)}
        return Asked(**kept, page=asked_number(request.GET.get("page", "")) or 1)

    def but(self, name: str, value: str) -> Asked:
        """The same with one filter otherwise, from the first page on."""
        return Asked(**{**self._words(), name: value})

    def organ_id(self) -> int | None:
        """The organ's key; an unknown organ finds nothing."""
        known = Organ.objects.filter(code=self.organ).values_list("pk", flat=True) if self.organ else None
        return None if known is None else known.first() or -1

    def filters(self, organ: int | None) -> Filters:
        """The same for the query; ``organ`` from :meth:`organ_id`."""
        return Filters(
            organ=organ,
            plan=self.plan,
            genre=self.genre,
            theme=self.theme,
            validity=self.validity,
            year=int(self.year) if self.year else None,
            on=datetime.date.fromisoformat(self.on) if self.on else None,
            duty=self.duty,
            entry=int(self.entry) if self.entry else None,
        )

    def _words(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "page"}

    @property
    def leaf(self) -> str:
        """The statutory item asked for, in words."""
        return next((item.label for item in duties() if item.id == self.duty), "")

    @property
    def query(self) -> str:
        """The filters as the query of an address, without the page."""
        return urlencode({name: value for name, value in self._words().items() if value})

    @property
    def narrowed(self) -> bool:
        """Is anything asked for at all?"""
        return bool(self.query)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list; ``count`` None where counting would cost too much."""

    value: str
    label: str
    query: str
    count: int | None
    chosen: bool
    part: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices; ``all_query`` takes the narrowing back."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    all_query: str
    chosen: bool


def _known(name: str, value: str) -> bool:
    if name == "on":
        return _is_day(value)
    if name in ("year", "entry"):
        number = asked_number(value)
        return number is not None and (name == "entry" or FIRST_YEAR <= number <= datetime.MAXYEAR)
    lists: Mapping[str, Iterable[str]] = {
        "plan": [plan.id for plan in document_process().plans],
        "genre": [item.id for item in vocabulary().genres.items],
        "theme": [theme for version in theme_versions() for theme, _label in version.paths()],
        "validity": [item.id for item in vocabulary().validity.items],
        "duty": [item.id for item in duties()],
    }
    return value in lists[name] if name in lists else bool(value)


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def facets(asked: Asked, filters: Filters, total: int, *, library: bool) -> list[Facet]:
    """The choices beside the list. Counts stand beside them while the list can be leafed through to its end."""
    counted = total <= public.CAP
    groups = {
        "validity": (_("有效性"), [(item.id, item.label) for item in vocabulary().validity.items]),
        "plan": (_("类别"), [(plan.id, plan.label) for plan in document_process().plans]),
        "theme": (_("主题分类"), _themes(asked.theme)),
        "year": (_("发布年份"), _years(timezone.localdate())),
    }
    if library:
        groups.pop("plan")
    return [_facet(name, label, values, asked, filters, counted) for name, (label, values) in groups.items()]


def _themes(chosen: str) -> list[tuple[str, str]]:
    """The first level, and below the chosen theme its parts."""
    return [
        (theme, label.split("\\")[-1])
        for theme, label in theme_versions()[-1].paths()
        if len(theme) == 2 or theme[:2] == chosen[:2]
    ]


def _years(today: datetime.date) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today.year, today.year - 8, -1)]


def _facet(
    name: str, label: str, values: list[tuple[str, str]], asked: Asked, filters: Filters, counted: bool
) -> Facet:
    chosen = getattr(asked, name)
    counts = _counts(name, asked.but(name, "").filters(filters.organ)) if counted else None
    choices = [
        Choice(
            value,
            text,
            asked.but(name, value).query,
            None if counts is None else counts.get(value, 0),
            value == chosen,
            part=name == "theme" and len(value) > 2,
        )
        for value, text in values
    ]
    shown = tuple(choice for choice in choices if choice.count != 0 or choice.chosen)
    return Facet(name, label, shown, asked.but(name, "").query, bool(chosen))


def _counts(name: str, filters: Filters) -> dict[str, int]:
    field = {"theme": "live__theme", "year": "published_at__year"}.get(name, name)
    counts: dict[str, int] = {}
    for value, number in public.count_by(public.narrowed(filters), field).items():
        text = str(value)
        counts[text] = counts.get(text, 0) + number
        if name == "theme" and len(text) > 2:
            counts[text[:2]] = counts.get(text[:2], 0) + number  # a theme holds its parts
    return counts


def organ_choices(asked: Asked) -> list[tuple[str, str, bool]]:
    """(code, name, chosen) of the organs with documents."""
    rows = public.organs_with_documents().order_by("division_id", "position", "id").values_list("code", "name")
    return [(code, name, code == asked.organ) for code, name in rows]


def feed_address(asked: Asked) -> str:
    """The feed of what is listed, as far as there is one: by organ and class."""
    query = urlencode({name: getattr(asked, name) for name in ("organ", "plan") if getattr(asked, name)})
    address = reverse("portal:documents_feed")
    return f"{address}?{query}" if query else address
