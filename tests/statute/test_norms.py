"""The page of norms says what is in force on its day, and the committed one is up to date."""

import datetime
from pathlib import Path

import pytest

from gongkai.statute.norms import main, norms_page

COMMITTED = Path(__file__).parents[2] / "docs" / "norms.md"


def test_the_committed_page_is_up_to_date() -> None:
    """Else: ``python -m gongkai.statute.norms --on <date of its heading> > docs/norms.md``."""
    text = COMMITTED.read_text(encoding="utf-8")
    on = datetime.date.fromisoformat(text.split()[1])
    assert text == norms_page(on)


def test_the_page_follows_its_day() -> None:
    page = norms_page(datetime.date(2020, 1, 20))
    assert "国办公开办函〔2019〕60号" in page
    assert "国办公开办函〔2021〕30号" not in page.split("## 年度报告格式")[0]
    assert "| 2020-01-24 至 2020-01-30 | 春节放假 |" in page
    assert "| 2020-01-24 至 2020-02-02 | 春节放假 |" in norms_page(datetime.date(2020, 1, 26))


def test_a_year_without_a_holiday_notice_says_so() -> None:
    assert "当年的放假通知尚未公布" in norms_page(datetime.date(2099, 1, 1))


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--on", "2026-11-22"])
    assert capsys.readouterr().out == norms_page(datetime.date(2026, 11, 22))


def test_a_day_before_the_first_national_form_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--on", "2010-01-01"])
    assert "2010年度没有全国统一的年度报告格式" in capsys.readouterr().err


def test_the_page_says_in_words_what_is_not_confirmed() -> None:
    page = norms_page(datetime.date(2026, 11, 22))
    assert "| 待核实 |" in page
    assert "[K]" not in page
    assert not any(f"| {mark} |" in page for mark in "SKI?")
