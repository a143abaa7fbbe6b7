"""What the pages read: the right rows, in at most three queries each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ
from gongkai.reading.model import CellStatus
from gongkai.reports import queries
from gongkai.reports.acts import confirm_report, publish_report, withdraw_report
from gongkai.reports.models import Report, WithdrawalKind
from tests.reports.people import People
from tests.reports.printing import hand_in, imported, report_file, work

TODAY = datetime.date(2026, 3, 2)


@contextmanager
def at_most(number: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    assert len(captured) <= number, [query["sql"][:100] for query in captured]


def published(people: People, content: bytes) -> Report:
    report = imported(people.clerk, content)
    confirm_report(people.clerk, report.pk)
    publish_report(people.reviewer, report.pk)
    return report


@pytest.fixture
def years(people: People) -> list[Report]:
    """Three years of 保山市人民政府办公室, received 5, 6, 7."""
    return [published(people, report_file(year=2021 + step, received=5 + step)) for step in range(3)]


def test_the_tree_counts_published_reports_upwards(years: list[Report]) -> None:
    with at_most(2):
        (yunnan,) = queries.division_tree()
    assert (yunnan.name, yunnan.reports) == ("云南省", 3)
    baoshan = next(node for node in yunnan.children if node.code == "530500")
    assert baoshan.reports == 3
    assert [node.reports for node in baoshan.children] == [0]


def test_a_division_lists_its_organs_with_their_years(years: list[Report]) -> None:
    with at_most(3):
        page = queries.division_page("530500", TODAY)
    assert page is not None
    assert page.path == (("530000", "云南省"),)
    assert {row.organ.code: row.years for row in page.organs}["530500-office"] == (2023, 2022, 2021)
    assert queries.division_page("999999", TODAY) is None


def test_an_organ_shows_published_reports_only(people: People, years: list[Report]) -> None:
    imported(people.clerk, report_file(year=2024))
    withdraw_report(people.reviewer, years[0].pk, WithdrawalKind.INACCURATE, "数字有误")
    with at_most(2):
        page = queries.organ_page("530500-office")
    assert page is not None
    assert [report.year for report in page.reports] == [2023, 2022]
    assert queries.organ_page("530599-office") is None


def test_a_report_page_holds_structure_findings_and_the_other_years(years: list[Report]) -> None:
    with at_most(3):
        page = queries.report_page(years[1].pk)
    assert page is not None
    assert page.report.cells["applications.granted.total"].value == 6
    assert [report.year for report in page.years] == [2023, 2022, 2021]
    assert page.summary.errors == 0
    assert page.withdrawal == ""


def test_a_withdrawn_report_says_only_why(people: People, years: list[Report]) -> None:
    withdraw_report(people.reviewer, years[0].pk, WithdrawalKind.INACCURATE, "数字有误")
    assert queries.report_page(years[0].pk) is None
    gone = queries.withdrawn_report(years[0].pk)
    assert gone is not None
    assert "数字有误" in gone.reason


def test_a_replaced_edition_can_still_be_read(people: People, years: list[Report]) -> None:
    newer = published(people, report_file(year=2021, received=8))
    page = queries.report_page(years[0].pk)
    assert page is not None
    assert page.withdrawal
    assert [report.id for report in page.years if report.year == 2021] == [newer.pk]


def test_an_unpublished_report_is_not_shown(people: People) -> None:
    hidden = imported(people.clerk, report_file(year=2024))
    assert queries.report_page(hidden.pk) is None
    assert queries.withdrawn_report(hidden.pk) is None


def test_a_trend_has_one_point_a_year(years: list[Report]) -> None:
    with at_most(2):
        lines = {line.key: line for line in queries.trend(years[0].organ_id)}
    points = lines["requests.received"].points
    assert {year: point.value for year, point in points.items()} == {2021: 5, 2022: 6, 2023: 7}
    assert str(points[2021].value) == "5"


def test_an_ambiguous_cell_is_not_given_as_certain(people: People) -> None:
    report = imported(people.clerk, report_file())
    report.cells.filter(key="applications.new_received.total").update(status=CellStatus.AMBIGUOUS)
    confirm_report(people.clerk, report.pk, accept_ambiguous=True)
    publish_report(people.reviewer, report.pk)
    lines = {line.key: line for line in queries.trend(report.organ_id)}
    assert lines["requests.received"].points[2022] == queries.Point(Decimal(8), certain=False)


def test_siblings_are_organs_of_the_same_kind_under_one_parent(people: People, years: list[Report]) -> None:
    lijiang = published(people, report_file(unit="丽江市人民政府办公室", year=2022, received=30))
    published(people, report_file(unit="丽江市人民政府", year=2022, received=99))
    with at_most(3):
        found = queries.siblings(years[1].pk, "requests.received")
    assert [(value.report_id, value.point.value) for value in found] == [
        (lijiang.pk, Decimal(30)),
        (years[1].pk, Decimal(6)),
    ]
    with pytest.raises(LookupError):
        queries.siblings(years[1].pk, "no.such.line")


def test_at_most_four_reports_stand_side_by_side_in_the_order_asked_for(people: People, years: list[Report]) -> None:
    hidden = imported(people.clerk, report_file(year=2024))
    with at_most(2):
        found = queries.compare([years[2].pk, hidden.pk, years[0].pk, years[0].pk])
    assert [report.year for report in found.reports] == [2023, 2021]
    received = next(line for line in found.lines if line.key == "requests.received")
    assert [point.value for point in received.points] == [7, 5]
    assert len(found.cells) == 200


def test_the_latest_come_first(years: list[Report]) -> None:
    with at_most(1):
        assert [report.id for report in queries.latest_reports(2)] == [years[2].pk, years[1].pk]


def test_a_batch_shows_its_progress(people: People) -> None:
    first, _ = hand_in(people.clerk, report_file(), report_file(unit="某某管委会"))
    with at_most(1):
        before = queries.batch(people.clerk, first.batch_id)
    assert before is not None
    assert (before.total, before.finished, before.running) == (2, 0, True)
    work()
    with at_most(1):
        (after,) = queries.batches(people.clerk)
    assert (after.done, after.waiting, after.running) == (1, 1, False)
    with at_most(2):
        rows = queries.batch_items(first.batch_id)
    assert [row.report is not None for row in rows] == [True, False]


def seen(actor: Actor) -> list[int]:
    return [queries.desk_report(row).summary.id for row in queries.desk_reports(actor)]


def test_the_desk_shows_only_what_lies_within_reach(people: People, years: list[Report]) -> None:
    lijiang = imported(people.clerk, report_file(unit="丽江市人民政府"))
    assert len(seen(people.clerk)) == 4
    assert lijiang.pk not in seen(people.local_clerk)
    assert len(seen(people.local_clerk)) == 3
    assert seen(people.outsider) == []
    assert queries.review_page(people.outsider, lijiang.pk) is None
    assert queries.batch(people.local_clerk, Organ.objects.count()) is None


def test_the_review_page_says_what_is_left_and_what_this_actor_may(people: People, faulty: Report) -> None:
    faulty.cells.filter(key="applications.granted.total").update(status=CellStatus.AMBIGUOUS, alternatives=["8", None])
    with at_most(4):
        page = queries.review_page(people.clerk, faulty.pk)
    assert page is not None
    (cell,) = page.to_confirm
    assert cell.alternatives == (Decimal(8), None)
    assert "予以公开" in cell.label
    assert page.moves == {"confirm"}
    (row,) = queries.desk_reports(people.clerk)
    assert queries.desk_report(row).summary.open_errors >= 1
    assert queries.desk_report(row).ambiguous == 1
    for_reviewer = queries.review_page(people.reviewer, faulty.pk)
    assert for_reviewer is not None
    assert for_reviewer.moves == {"confirm", "withdraw"}


def test_work_is_offered_to_those_who_may_do_it(people: People, report: Report) -> None:
    def offered(actor: Actor) -> tuple[int, int]:
        return queries.to_confirm(actor).count(), queries.to_publish(actor).count()

    assert [offered(actor) for actor in (people.clerk, people.reviewer, people.outsider)] == [(1, 0), (1, 0), (0, 0)]
    confirm_report(people.clerk, report.pk)
    assert [offered(actor) for actor in (people.clerk, people.reviewer, people.outsider)] == [(0, 0), (0, 1), (0, 0)]
    assert moves(people.reviewer, report) == {"publish", "return", "withdraw"}
    assert moves(people.clerk, report) == set()
    publish_report(people.reviewer, report.pk)
    assert moves(people.reviewer, report) == {"withdraw"}


def moves(actor: Actor, report: Report) -> frozenset[str]:
    page = queries.review_page(actor, report.pk)
    assert page is not None
    return page.moves


def test_nobody_is_offered_to_publish_their_own_work(people: People, report: Report) -> None:
    confirm_report(people.reviewer, report.pk)
    assert not queries.to_publish(people.reviewer)
    page = queries.review_page(people.reviewer, report.pk)
    assert page is not None
    assert "publish" not in page.moves
    assert "另一位审核人" in page.publish_hindrance
