"""The sample county: real figures in our own words, invented counties said to be so, all through the real import."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from gongkai.kernel import ledger
from gongkai.organs.models import User
from gongkai.reading import check, read
from gongkai.reports.models import Origin, Report, ReportStatus
from gongkai.reports.sample.accounts import accounts_file
from gongkai.reports.sample.pages import NOTES, SampleReport, printed, sample_reports
from gongkai.statute.forms import Severity

REAL_UNITS = 5


def rules(sample: SampleReport, *severities: Severity) -> set[str]:
    result = check(read(printed(sample), name=sample.file_name))
    return {finding.relation.id for finding in result.findings if finding.severity in severities}


@pytest.mark.parametrize("sample", sample_reports(), ids=lambda sample: sample.file_name)
def test_every_sample_is_read_as_what_it_says(sample: SampleReport) -> None:
    report = read(printed(sample), name=sample.file_name)
    assert (report.year, report.form) == (sample.year, sample.form)
    assert NOTES[sample.origin] in report.document.text
    given = {key.split(".")[0] for key in report.cells}
    assert given == set(sample.cells)


@pytest.mark.parametrize(
    "sample", [one for one in sample_reports() if one.origin is Origin.SYNTHETIC], ids=lambda sample: sample.file_name
)
def test_the_invented_counties_report_without_fault(sample: SampleReport) -> None:
    assert rules(sample, Severity.ERROR, Severity.WARNING) == set()


def test_the_contradictions_of_the_real_figures_are_found() -> None:
    samples = {sample.unit: sample for sample in sample_reports() if sample.origin is Origin.SAMPLE}
    assert len(samples) == REAL_UNITS
    assert rules(samples["楚雄市人民政府"], Severity.ERROR) == {"N.parts"}
    assert rules(samples["丽江市人民政府"], Severity.ERROR) == set()
    assert rules(samples["普洱市思茅区人民政府"], Severity.ERROR) == set()
    assert {
        "T3.identity.total", "T3.row_total.carried_over", "T4.sum.litigation_after_review",
        "N.granted", "N.partial", "N.denied", "N.unable", "N.refused", "N.other", "N.litigation",
    } <= rules(samples["保山市人民政府办公室"], Severity.ERROR)  # fmt: skip


@pytest.mark.django_db
def test_preparing_twice_loads_once_and_everything_is_published(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    call_command("prepare")
    words = accounts_file().read_text(encoding="utf-8")
    call_command("prepare")
    assert Report.objects.count() == len(sample_reports())
    assert set(Report.objects.values_list("status", flat=True)) == {ReportStatus.PUBLISHED.value}
    assert not Report.objects.filter(origin=Origin.IMPORTED).exists()
    assert ledger.verify().broken is None
    assert accounts_file().read_text(encoding="utf-8") == words
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    password = next(line.split()[-1] for line in words.splitlines() if " clerk " in line)
    assert User.objects.get(username="clerk").check_password(password)


@pytest.mark.django_db
def test_production_gets_no_demo_accounts(settings: Settings) -> None:
    class Production:
        production = True

    settings.ENVIRONMENT = Production()
    with pytest.raises(CommandError, match="生产环境"):
        call_command("load_sample")
    assert not User.objects.exists()
