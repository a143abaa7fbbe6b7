"""The sample county: real figures in our own words, invented counties said to be so, all through the real import."""

from __future__ import annotations

import datetime
import stat
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.documents.models import Consultation, Document, Edition, EditionState, ScreeningItem
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.documents.queries import desk
from gongkai.documents.queries.catalogue import leaves_of
from gongkai.documents.queries.consultations import Stage, stage_of
from gongkai.documents.sample.load import load_documents
from gongkai.kernel import ledger
from gongkai.organs.models import Organ, User
from gongkai.organs.policy import actor_of
from gongkai.reading import check, read
from gongkai.reading.model import CheckResult
from gongkai.reports.models import Origin, Report, ReportStatus
from gongkai.reports.sample.accounts import ACCOUNTS, COUNTY, accounts_file, ensure_accounts
from gongkai.reports.sample.load import load_synthetic_divisions
from gongkai.reports.sample.pages import NOTES, SampleReport, printed, sample_reports
from gongkai.statute.forms import Severity
from gongkai.statute.processes import document_process
from tests.seeds import truth

REAL_UNITS = 5


@cache
def checked(file_name: str) -> CheckResult:
    sample = next(one for one in sample_reports() if one.file_name == file_name)
    return check(read(printed(sample), name=file_name))


def rules(sample: SampleReport, *severities: Severity) -> set[str]:
    return {finding.relation.id for finding in checked(sample.file_name).findings if finding.severity in severities}


@pytest.mark.parametrize("sample", sample_reports(), ids=lambda sample: sample.file_name)
def test_every_sample_is_read_as_what_it_says(sample: SampleReport) -> None:
    report = checked(sample.file_name).report
    assert (report.year, report.form) == (sample.year, sample.form)
    assert NOTES[sample.origin] in report.document.text
    given = {key.split(".")[0] for key in report.cells}
    assert given == set(sample.cells)


@pytest.mark.parametrize(
    "sample", [one for one in sample_reports() if one.origin is Origin.SYNTHETIC], ids=lambda sample: sample.file_name
)
def test_the_invented_counties_report_without_fault(sample: SampleReport) -> None:
    assert rules(sample, Severity.ERROR, Severity.WARNING) == set()


@pytest.fixture(params=[one for one in sample_reports() if one.origin is Origin.SAMPLE], ids=lambda one: one.file_name)
def sample(request: pytest.FixtureRequest) -> SampleReport:
    """A sample with the figures of a real report."""
    chosen: SampleReport = request.param
    return chosen


def test_the_figures_of_five_real_units_are_there() -> None:
    assert len({one.organ for one in sample_reports() if one.origin is Origin.SAMPLE}) == REAL_UNITS


class TestASampleBesideTheReportItsFiguresComeFrom:
    """What people read in the original; skipped where that is not known."""

    pytestmark = truth.needs_truth

    @pytest.fixture
    def expected(self, sample: SampleReport) -> dict[str, Any]:
        of_this_report = (truth.load(name) for name in truth.names())
        return next(one for one in of_this_report if (one["unit"], one["year"]) == (sample.unit, sample.year))

    @pytest.fixture
    def result(self, sample: SampleReport) -> CheckResult:
        return checked(sample.file_name)

    def test_it_has_the_same_cells(self, result: CheckResult, expected: dict[str, Any]) -> None:
        score = truth.score_cells(result.report, truth.expected_cells(expected))
        assert (score.wrong_and_certain, score.wrong_but_marked, score.missing) == ([], [], [])

    def test_every_figure_of_the_original_text_is_told(self, result: CheckResult, expected: dict[str, Any]) -> None:
        told = {figure.value for figure in result.report.figures}
        told |= {Decimal(0)} if any(figure.negated for figure in result.report.figures) else set()
        wanted = [(one["label"], one["value"]) for one in expected["narrative"] if not isinstance(one["value"], str)]
        assert [(label, value) for label, value in wanted if Decimal(value) not in told] == []

    def test_it_contradicts_itself_where_the_original_does_and_nowhere_else(
        self, result: CheckResult, expected: dict[str, Any]
    ) -> None:
        grave = (Severity.ERROR, Severity.WARNING)
        assert truth.missed_findings(result, expected) == []
        assert truth.false_alarms(result, expected) == []
        sums = [found for found in result.findings if found.severity in grave and found.relation.id[0] in "NTX"]
        assert len(sums) == sum(one["severity"] in grave for one in expected["expected_findings"])

    def test_what_holds_in_the_original_holds_in_it(self, result: CheckResult, expected: dict[str, Any]) -> None:
        assert [relation["id"] for relation in truth.unconfirmed(result, expected)] == []


def test_a_sample_shows_what_is_wrong_with_its_original_beyond_the_sums() -> None:
    """Remarks on the file itself: a form that is announced and missing, a text that breaks off, words and blanks."""
    remarks = {
        one.unit: {rule for rule in rules(one, *Severity) if rule[0] in "DRS"}
        for one in sample_reports()
        if one.origin is Origin.SAMPLE
    }
    assert remarks == {
        "云南省人民政府": {"S.truncated"},
        "保山市人民政府办公室": {"S.term", "S.blank.applications"},
        "楚雄市人民政府": {"S.kind"},
        "丽江市人民政府": {"S.parts", "S.annex", "D.workday"},
        "普洱市思茅区人民政府": {"S.blank.statistics_2014_2018"},
    }


@pytest.mark.django_db
def test_preparing_twice_loads_once_and_everything_is_published(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    told = StringIO()
    call_command("prepare", stdout=told)
    assert str(accounts_file()) in told.getvalue()
    words = accounts_file().read_text(encoding="utf-8")
    told_again = StringIO()
    call_command("prepare", stdout=told_again)
    assert told_again.getvalue() == ""
    assert Report.objects.count() == len(sample_reports())
    assert set(Report.objects.values_list("status", flat=True)) == {ReportStatus.PUBLISHED.value}
    assert not Report.objects.filter(origin=Origin.IMPORTED).exists()
    assert ledger.verify().broken is None
    every_account_finds_something_to_do()
    every_kind_of_document_is_there()
    assert accounts_file().read_text(encoding="utf-8") == words
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    password = next(line.split()[1] for line in words.splitlines() if line.split()[0] == "clerk")
    assert User.objects.get(username="clerk").check_password(password)


def every_account_finds_something_to_do() -> None:
    today = timezone.localdate()
    gates = set(Edition.objects.filter(state=EditionState.IN_REVIEW).values_list("gate", flat=True))
    assert gates == {gate.id for gate in document_process().gates}
    assert set(Edition.objects.values_list("state", flat=True)) >= set(OPEN_STATES)
    for account in ACCOUNTS:
        if account.home != COUNTY:
            continue
        actor = actor_of(User.objects.get(username=account.username), today)
        assert [row for row in desk.queue(actor) if not row.blocked], account.username
        if account.username in ("drafter", "disclosure", "secrecy"):
            assert {task.kind for task in desk.tasks(actor, today)} >= {
                *("publish", "interpret", "feedback", "reassess", "second_look")
            }
    stale = [leaf.fault for leaf in leaves_of(Organ.objects.get(code=COUNTY), today)]
    assert {"empty", "stale"} <= set(stale)
    findings = ScreeningItem.objects.filter(edition__state=EditionState.DRAFT, settlement="")
    assert {"citizen_number", "term.sensitive"} <= set(findings.values_list("rule", flat=True))


def every_kind_of_document_is_there() -> None:
    """What the README invites people to look at; every page of a county that does not exist says so."""
    shown = Document.objects.filter(live__isnull=False)
    assert {"in_force", "amended", "abolished", "lapsed"} <= set(shown.values_list("validity", flat=True))
    assert {"ordinary", "normative", "information", "interpretation", "consultation"} <= set(
        shown.values_list("plan", flat=True)
    )
    assert shown.filter(live__number=2).exists()
    assert shown.filter(imported_key__isnull=False).exists()
    assert Edition.objects.filter(withdrawal_kind="illegal", document__live=None).exists()
    assert {stage_of(one, timezone.localdate()) for one in Consultation.objects.all()} == {
        *(Stage.OPEN, Stage.CLOSED, Stage.ANSWERED)
    }
    assert not shown.exclude(organ__division__synthetic=True).exists()
    page = Client().get(f"/documents/{shown.earliest('pk').pk}/").content.decode()
    assert "虚构演示数据" in page


@pytest.mark.django_db
def test_the_sample_can_be_set_up_on_any_day_of_any_year(settings: Settings, tmp_path: Path) -> None:
    """On the first morning after a long holiday as on any other day; nothing lies ahead of that moment."""
    settings.VAR_DIR = tmp_path
    call_command("load_organs", stdout=StringIO())
    load_synthetic_divisions()
    ensure_accounts()
    now = datetime.datetime(2026, 10, 7, 16, 5, tzinfo=datetime.UTC)  # five past midnight of the 8th
    assert load_documents(now) == Document.objects.count()
    assert not Edition.objects.filter(published_at__gt=now).exists()


@pytest.mark.django_db
def test_production_gets_no_demo_accounts(settings: Settings) -> None:
    class Production:
        production = True

    settings.ENVIRONMENT = Production()
    with pytest.raises(CommandError, match="生产环境"):
        call_command("load_sample")
    assert not User.objects.exists()
