"""Version 1 of the open interface. What stands here stays; changes that break go into a new version."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from gongkai import __version__
from gongkai.api.asked import in_words, only_known_parameters
from gongkai.api.documents import calls
from gongkai.api.documents import router as documents
from gongkai.api.paging import Paging, paged
from gongkai.api.schemas import (
    MISSING,
    REFUSED,
    CellOfReportOut,
    CellOut,
    FigureOut,
    FindingOut,
    OrganCode,
    OrganOut,
    Page,
    ReportOut,
)
from gongkai.api.submissions import router as submissions
from gongkai.documents.queries.moved import code_of_follower
from gongkai.kernel.freshness import kept_until_changed
from gongkai.organs.models import Organ
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportFigure
from gongkai.reports.queries import published_reports, summary
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import forms


class Readable(JSONRenderer):
    """JSON in UTF-8 with Chinese as Chinese, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - declared by the base class


api = NinjaAPI(
    renderer=Readable(),
    title="公开 Gongkai",
    version="1",
    description=(
        f"Gongkai {__version__}. Public documents with their editions and validity, calls for opinions, published "
        "annual reports with their cells, figures and findings. Anonymous and read only, except that an organ's own "
        "system may hand in its drafts with a token. Every answer carries an ETag; send it back in If-None-Match, and "
        "304 says that nothing has changed. A parameter that an address does not have is refused (422)."
    ),
    docs_url=None,  # the reference is a page of our own: no foreign script, no inline script
    urls_namespace="api-v1",
)

api.add_decorator(only_known_parameters, mode="operation")
api.add_decorator(kept_until_changed, mode="view")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, missing: Http404) -> HttpResponse:
    """What is missing, in the words of whoever looked for it."""
    return api.create_response(request, {"detail": str(missing)}, status=404)


@api.exception_handler(ValidationError)
def _misunderstood(request: HttpRequest, mistakes: ValidationError) -> HttpResponse:
    """What is wrong with each parameter: Chinese, or English where Accept-Language asks for it."""
    return api.create_response(request, {"detail": list(map(in_words, mistakes.errors))}, status=422)


DivisionCode: TypeAlias = Annotated[
    str, Field(description="GB/T 2260 code or the beginning of one: 53, 5308, 530802", pattern=r"^[0-9]{0,6}$")
]
ReportId: TypeAlias = Annotated[int, Path(description="Number of a report, its id in the lists")]
CellKey: TypeAlias = Annotated[str, Path(description="table.row.column: applications.new_received.total")]
Year: TypeAlias = Annotated[int | None, Field(description="Year reported on", ge=1000, le=9999)]
api.add_router("/documents", documents)
api.add_router("/consultations", calls)
api.add_router("/organs", submissions)


class OrganFilter(Schema):
    """Which organs."""

    division: DivisionCode = ""
    kind: Annotated[Organ.Kind | None, Field(description="Kind of organ")] = None
    name: Annotated[str, Field(description="Part of the name")] = ""


class ReportFilter(Schema):
    """Which reports."""

    organ: Annotated[str, Field(description="Code of an organ")] = ""
    division: DivisionCode = ""
    year: Year = None
    form: Annotated[FormId | None, Field(description="Official form")] = None


class FindingFilter(Schema):
    """Which findings."""

    rule: Annotated[str, Field(description="Rule, or the beginning of one: T3.identity")] = ""
    severity: Annotated[Severity | None, Field(description="How grave")] = None
    year: Year = None
    division: DivisionCode = ""


@api.get("/organs", response={200: Page[OrganOut], **REFUSED}, tags=["organs"], summary="List organs")
def organs(request: HttpRequest, chosen: Query[OrganFilter], paging: Query[Paging]) -> dict[str, Any]:
    rows = Organ.objects.filter(valid_to=None, division__code__startswith=chosen.division).select_related("division")
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.name:
        rows = rows.filter(name__contains=chosen.name)
    return paged(request, rows.order_by("division_id", "position", "id"), paging, lambda organ: organ)


@api.get("/organs/{code}", response={200: OrganOut, **MISSING}, tags=["organs"], summary="One organ")
def organ(request: HttpRequest, code: OrganCode) -> Organ:
    found = Organ.objects.select_related("division").filter(code=code).first()
    if found is None:
        raise Http404(f"没有代码为“{code}”的机关。")
    found.followed_by = code_of_follower(code, timezone.localdate())  # type: ignore[attr-defined] # for the answer
    return found


@api.get("/reports", response={200: Page[ReportOut], **REFUSED}, tags=["reports"], summary="List published reports")
def reports(request: HttpRequest, chosen: Query[ReportFilter], paging: Query[Paging]) -> dict[str, Any]:
    return paged(request, _chosen(chosen), paging, _report)


@api.get("/reports/{report_id}", response={200: ReportOut, **MISSING}, tags=["reports"], summary="One report")
def report(request: HttpRequest, report_id: ReportId) -> dict[str, Any]:
    return _report(_published(report_id))


@api.get(
    "/reports/{report_id}/document",
    response={200: dict[str, Any], **MISSING},
    tags=["reports"],
    summary="One report, whole, in the schema annual-report.schema.json",
)
def document(request: HttpRequest, report_id: ReportId) -> dict[str, Any]:
    snapshot: dict[str, Any] = _published(report_id).snapshot
    return snapshot


@api.get(
    "/reports/{report_id}/cells",
    response={200: list[CellOut], **MISSING},
    tags=["cells"],
    summary="The cells of a report in the order of the form",
)
def cells(request: HttpRequest, report_id: ReportId) -> list[dict[str, Any]]:
    return [_cell(row) for row in _published(report_id).cells.all()]


@api.get(
    "/reports/{report_id}/figures",
    response={200: list[FigureOut], **MISSING},
    tags=["figures"],
    summary="The figures of a report's text, in order",
)
def figures(request: HttpRequest, report_id: ReportId) -> QuerySet[ReportFigure]:
    return _published(report_id).figures.all()


@api.get(
    "/reports/{report_id}/findings",
    response={200: list[FindingOut], **MISSING},
    tags=["findings"],
    summary="The findings of a report, gravest first",
)
def findings_of_report(request: HttpRequest, report_id: ReportId) -> list[dict[str, Any]]:
    return [_finding(row) for row in _published(report_id).findings.all()]


@api.get(
    "/cells/{key}",
    response={200: Page[CellOfReportOut], **MISSING},
    tags=["cells"],
    summary="One cell of the forms over many reports",
)
def cell(request: HttpRequest, key: CellKey, chosen: Query[ReportFilter], paging: Query[Paging]) -> dict[str, Any]:
    if not any(key == known.key for form in forms() for known in form.cells):
        raise Http404(
            f"年度报告的三种格式里都没有“{key}”这一格。编号由表、行、列组成，如 applications.new_received.total。"
        )
    published = _chosen(chosen).order_by().values("id")
    rows = ReportCell.objects.filter(report__in=published, key=key).select_related("report__organ")
    rows = rows.defer("report__snapshot").order_by("-report__year", "report__organ__division_id", "id")
    return paged(request, rows, paging, _cell_of_report)


@api.get(
    "/findings",
    response={200: Page[FindingOut], **REFUSED},
    tags=["findings"],
    summary="List findings over all reports",
)
def findings(request: HttpRequest, chosen: Query[FindingFilter], paging: Query[Paging]) -> dict[str, Any]:
    published = published_reports(division=chosen.division, year=chosen.year).order_by().values("id")
    rows = FindingRecord.objects.filter(report__in=published, rule__startswith=chosen.rule)
    if chosen.severity:
        rows = rows.filter(severity=chosen.severity)
    return paged(request, rows.order_by("-report_id", "position"), paging, _finding)


def _published(report_id: int) -> Report:
    found = published_reports().defer(None).filter(pk=report_id).first()
    if found is None:
        raise Http404("没有这份已发布的报告，或者它已被撤回。")
    return found


def _chosen(chosen: ReportFilter) -> QuerySet[Report]:
    rows = published_reports(division=chosen.division, year=chosen.year)
    if chosen.organ:
        rows = rows.filter(organ__code=chosen.organ)
    if chosen.form:
        rows = rows.filter(form=chosen.form)
    return rows


def _report(row: Report) -> dict[str, Any]:
    value = summary(row)
    return {
        **{name: getattr(value, name) for name in ReportOut.model_fields if hasattr(value, name)},
        "organ": value.organ.code,
        "organ_name": value.organ.name,
    }


def _cell(row: ReportCell) -> dict[str, Any]:
    return {
        "key": row.key,
        "value": row.value,
        "status": row.status,
        "raw": row.raw,
        "alternatives": row.alternatives,
        "confirmed": row.confirmed_value,
    }


def _cell_of_report(row: ReportCell) -> dict[str, Any]:
    where = row.report
    return {
        **_cell(row),
        "report": where.pk,
        "organ": where.organ.code,
        "organ_name": where.organ.name,
        "year": where.year,
    }


def _finding(row: FindingRecord) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in FindingOut.model_fields if name != "report"}
    return {**said, "report": row.report_id}
