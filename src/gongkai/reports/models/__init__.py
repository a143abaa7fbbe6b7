"""Tables of the annual reports: what was imported, what a report says, what its check found."""

from gongkai.reports.models.imports import ImportBatch, ImportItem, ItemStatus
from gongkai.reports.models.reports import (
    FindingRecord,
    Origin,
    Report,
    ReportCell,
    ReportFigure,
    ReportStatus,
    WithdrawalKind,
)

__all__ = [
    "FindingRecord",
    "ImportBatch",
    "ImportItem",
    "ItemStatus",
    "Origin",
    "Report",
    "ReportCell",
    "ReportFigure",
    "ReportStatus",
    "WithdrawalKind",
]
