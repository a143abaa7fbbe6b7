"""One way of paging for every list: ``page`` from 1, ``size`` up to 200, addresses of the neighbours in the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query, Schema

M = TypeVar("M", bound=Model)

MAX_SIZE = 200


class Paging(Schema):
    """Which page of a list, and how long the pages are."""

    page: Annotated[int, Query(ge=1, le=100_000, description="Which page, from 1; one past the end is empty")] = 1
    size: Annotated[int, Query(ge=1, le=MAX_SIZE, description=f"Rows on a page, at most {MAX_SIZE}")] = 50


def paged(request: HttpRequest, rows: QuerySet[M], paging: Paging, value: Callable[[M], Any]) -> dict[str, Any]:
    """A :class:`gongkai.api.schemas.Page` of the rows as values; a page past the end is empty (2 queries)."""
    count = Paginator(rows, paging.size).count
    first = (paging.page - 1) * paging.size
    return {
        "count": count,
        "next": _address(request, paging.page + 1) if first + paging.size < count else None,
        "previous": _address(request, paging.page - 1) if paging.page > 1 else None,
        "items": [value(row) for row in rows[first : first + paging.size]],
    }


def _address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
