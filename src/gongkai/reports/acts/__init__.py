"""Every change to a report or an import: the only place where their states are assigned."""

from gongkai.reports.acts.imports import (
    Handed,
    assign_item,
    claim_item,
    finish_item,
    retry_item,
    start_import,
)
from gongkai.reports.acts.life import confirm_report, publish_report, return_report, withdraw_report
from gongkai.reports.acts.review import acknowledge_finding, check_report, settle_cells

__all__ = [
    "Handed",
    "acknowledge_finding",
    "assign_item",
    "check_report",
    "claim_item",
    "confirm_report",
    "finish_item",
    "publish_report",
    "retry_item",
    "return_report",
    "settle_cells",
    "start_import",
    "withdraw_report",
]
