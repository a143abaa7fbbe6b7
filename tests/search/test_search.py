"""Search on the real engine: exact, complete, narrowed, and honest about the state of its index."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from gongkai.organs.models import Division, Organ
from gongkai.search import index
from gongkai.search.models import Entry
from gongkai.search.queries import CAP, Status, search

pytestmark = pytest.mark.django_db

BODIES = [
    "本年度共受理政府信息公开申请二十件，其中网络申请14件、信函申请6件。",
    "全区设置查阅点157个；举办培训班8期,参训120人次。",
    "Ｗｅｂ 门户网站发布１２３４条，微信公众号推送88条",
]


@pytest.fixture
def organ() -> Organ:
    division = Division.objects.create(code="530000", name="云南省", short_name="云南", level="province")
    return Organ.objects.create(
        code="530000-government", name="云南省人民政府", short_name="省政府", kind="government", division=division
    )


def put(number: int, title: str, body: str, **more: object) -> None:
    index.put(index.Text("report", number, f"/reports/{number}", title, body, date(2020, 1, number), **more))  # type: ignore[arg-type]


def urls(question: str, **narrowed: int) -> list[str]:
    return [hit.url for hit in search(question, narrowed.get("organ"), narrowed.get("year")).hits]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_every_run_of_characters_finds_its_text(data: st.DataObject) -> None:
    Entry.objects.all().delete()
    index.rebuild()
    for number, body in enumerate(BODIES, start=1):
        put(number, "年度报告", body)
    number = data.draw(st.integers(1, len(BODIES)))
    body = BODIES[number - 1]
    start = data.draw(st.integers(0, len(body) - 1))
    asked = body[start : start + data.draw(st.integers(1, 10))]
    page = search(asked)
    if page.status is not Status.EMPTY_QUESTION:
        assert f"/reports/{number}" in [hit.url for hit in page.hits]


def test_a_text_without_the_run_is_not_found() -> None:
    put(1, "年度报告", "公开信息，开信公告")
    assert urls("信开") == []
    assert urls("公开信公") == []


def test_all_words_must_be_found_and_hits_in_titles_come_first_then_newest() -> None:
    put(1, "热线情况", "受理工单")
    put(2, "其他", "热线受理工单")
    put(3, "别的", "受理工单热线")
    put(4, "无关", "受理")
    assert urls("热线") == ["/reports/1", "/reports/3", "/reports/2"]
    assert urls("热线 工单") == ["/reports/3", "/reports/2", "/reports/1"]


def test_hits_are_narrowed_by_organ_and_year_and_counted_by_both(organ: Organ) -> None:
    put(1, "甲", "公开工作", organ=organ.pk, year=2019)
    put(2, "乙", "公开工作", organ=organ.pk, year=2020)
    put(3, "丙", "公开工作", year=2020)
    assert urls("公开", organ=organ.pk) == ["/reports/2", "/reports/1"]
    assert urls("公开", organ=organ.pk, year=2020) == ["/reports/2"]
    page = search("公开")
    assert [(facet.value, facet.count) for facet in page.years] == [(2020, 2), (2019, 1)]
    assert [(facet.label, facet.count) for facet in page.organs] == [("云南省人民政府", 2)]


def test_a_new_text_takes_the_place_of_the_old_one_and_a_removed_one_is_gone() -> None:
    put(1, "甲", "旧的文字")
    put(1, "甲", "新的文字")
    assert urls("旧的") == []
    assert urls("新的") == ["/reports/1"]
    index.remove("report", 1)
    assert urls("新的") == []


def test_the_snippet_shows_the_place_and_marks_it() -> None:
    put(1, "甲", "无关文字" * 100 + "其中网络申请14件" + "无关文字" * 100)
    (hit,) = search("网络申请").hits
    assert [piece.text for piece in hit.snippet if piece.marked] == ["网络申请"]
    assert len("".join(piece.text for piece in hit.snippet)) < 150


def test_counting_stops_at_the_cap() -> None:
    texts = [index.Text("report", n, "/", "甲", "公开", date(2020, 1, 1)) for n in range(CAP + 5)]
    index.put_later(texts)
    assert list(index.catch_up()) == [1000, CAP + 5]
    page = search("公开")
    assert (page.total, page.capped, page.pages) == (CAP, True, 100)


def test_an_index_that_is_behind_says_how_far() -> None:
    index.put_later([index.Text("report", 1, "/", "甲", "公开", date(2020, 1, 1))])
    page = search("公开")
    assert (page.status, page.waiting, page.hits) == (Status.BEHIND, 1, ())


def test_an_index_that_is_down_says_so() -> None:
    put(1, "甲", "公开")
    table = "search_fts" if connection.vendor == "sqlite" else "search_text"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
    assert search("公开").status is Status.DOWN


@pytest.mark.parametrize("question", ["", "  ", "，。！"])
def test_a_question_without_letters_or_digits_is_told_so(question: str) -> None:
    assert search(question).status is Status.EMPTY_QUESTION


@pytest.mark.parametrize("question", ['" OR 1', "a' & b", "title:公", "公*", "NEAR(a b)", "公%_", "公:*"])
def test_signs_of_the_query_languages_are_just_signs(question: str) -> None:
    put(1, "甲", "公开")
    assert search(question).status is Status.OK


def test_a_rebuilt_index_finds_the_same() -> None:
    put(1, "甲", "公开")
    index.rebuild()
    assert search("公开").status is Status.BEHIND
    assert list(index.catch_up()) == [1]
    assert urls("公开") == ["/reports/1"]


def test_the_index_is_rebuilt_on_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    put(1, "甲", "公开")
    put(2, "乙", "公开")
    call_command("rebuild_search")
    assert "共 2 篇" in capsys.readouterr().out
    assert urls("公开") == ["/reports/2", "/reports/1"]


def test_a_search_takes_two_queries(organ: Organ, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    put(1, "甲", "公开", organ=organ.pk, year=2020)
    with django_assert_num_queries(4):  # two, and the savepoint around the first
        search("公开")


def test_hits_are_narrowed_by_kind_and_mark() -> None:
    put(1, "水源保护的报告", "甲")
    for number, word in ((2, "in_force"), (3, "abolished")):
        address = f"/documents/{number}/"
        index.put(index.Text("document", number, address, "水源保护的规定", "乙", date(2020, 1, number), mark=word))
    found = search("水源保护")
    assert {facet.value: facet.count for facet in found.kinds} == {"document": 2, "report": 1}
    assert {facet.value: facet.count for facet in found.marks} == {"in_force": 1, "abolished": 1}
    assert [hit.url for hit in search("水源保护", kind="report").hits] == ["/reports/1"]
    assert [hit.url for hit in search("水源保护", mark="in_force").hits] == ["/documents/2/"]
    index.mark("document", [2], "lapsed")
    assert search("水源保护", mark="in_force").total == 0
    assert [hit.url for hit in search("水源保护", kind="document", mark="lapsed").hits] == ["/documents/2/"]
