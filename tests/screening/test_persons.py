"""Details of persons: by the words beside them, with the day of publication deciding who is a minor."""

from __future__ import annotations

import datetime

import pytest

from gongkai.screening import screen
from tests.screening.samples import citizen, hits, masks, texts


@pytest.mark.parametrize(
    ("text", "name", "mask"),
    [
        ("李小明，男，13岁，因故受伤。", "李小明", "李**"),
        ("学生王某某（女，15周岁）", "王某某", "王**"),
        ("当事人：赵明，女，彝族，现年9岁", "赵明", "赵**"),
        ("欧阳小雨(6岁)走失", "欧阳小雨", "欧**"),
        ("7岁的男孩张强在河边", "张强", "张**"),
        ("周杰，2015年3月出生", "周杰", "周**"),
        ("周杰，现年9岁", "周杰", "周**"),
        ("周杰，傣族，9岁", "周杰", "周**"),
        ("周杰（男，2015年生）", "周杰", "周**"),
        ("姓名\t年龄\n刀玉香\t12", "刀玉香", "刀**"),
        ("姓名\t年龄\n刀玉香\t12岁", "刀玉香", "刀**"),
        ("姓名\t性别\t出生年月\n和志强\t男\t2012-05", "和志强", "和**"),
    ],
)
def test_the_name_of_a_minor_is_masked(text: str, name: str, mask: str) -> None:
    assert [(hit.text, hit.suggestion) for hit in hits(text, "minor")] == [(name, mask)]
    assert "未成年人保护法" in hits(text, "minor")[0].message


@pytest.mark.parametrize(
    "text",
    [
        "年满16周岁的公民可以申请",
        "6岁以下儿童免费乘车，3-6岁幼儿入园",
        "王某某，男，48岁",
        "赵明，1985年3月出生",
        "全县盘龙小学现有学生1200人，其中6岁以下320人",
        "张家村，14岁以上居民",
        "适龄儿童年满6岁的，到盘龙小学报名",
        "姓名\t年龄\n刀玉香\t42",
        "项目\t年龄\n补助\t12",
        "高新区12岁至17岁人群接种率",
        "任务，2015年出生人口123人",
        "高中，16岁",
        "补助万元，12岁",
        "住在安置房的3户12人",
    ],
)
def test_ages_in_general_and_grown_ups_raise_no_alarm(text: str) -> None:
    assert hits(text) == []


def test_the_day_of_publication_decides_who_is_a_minor() -> None:
    text = "周杰，2008年11月出生"
    assert [hit.rule for hit in screen(text, on=datetime.date(2026, 10, 31))] == ["minor"]
    assert screen(text, on=datetime.date(2026, 11, 22)) == ()


def test_the_school_of_a_minor_is_masked_even_without_a_name() -> None:
    assert masks("该学生11岁，就读于昆明市盘龙小学。", "minor_school") == ["**小学"]
    assert texts("李小明，男，13岁，在思茅第一中学读书", "minor_school") == ["思茅第一中学"]
    assert hits("昆明市盘龙小学举行运动会。学生最小的已满6岁。") == []


TABLE = "序号\t姓名\t残疾等级\t低保金额\n1\t张三\t二级\t520\n2\t李四丰\t无\t0\n合计\t\t\t520"


def test_health_and_aid_beside_a_name_are_for_sums_only() -> None:
    assert texts(TABLE, "health_or_aid") == ["二级", "520", "0"]
    assert texts(TABLE, "listed_name") == ["张三", "李四丰"]
    assert set(masks(TABLE, "health_or_aid")) == {"***"}


def test_a_table_of_sums_without_names_raises_no_alarm() -> None:
    assert hits("乡镇\t低保户数\t救助金额\n思茅镇\t12\t5200") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张三，男，患有尿毒症，需长期治疗", "患有尿毒症"),
        ("村民李四因身患胃癌致贫", "身患胃癌"),
        ("姓名：张三\n残疾等级：二级\n", "二级"),
        ("户主：李四　致贫原因：因病", "因病"),
    ],
)
def test_health_in_running_text_and_fields_is_found(text: str, found: str) -> None:
    assert texts(text, "health_or_aid") == [found]


@pytest.mark.parametrize(
    "text", ["残疾等级：分为四级", "高血压患者管理率82%", "救助金额：520元", "患有精神病的人员登记制度"]
)
def test_health_without_a_person_is_no_matter(text: str) -> None:
    assert hits(text) == []


def test_a_name_is_asked_about_only_beside_another_identifier() -> None:
    assert texts(f"姓名\t身份证号\n张三\t{citizen()}\n", "listed_name") == ["张三"]
    assert texts(f"姓名：阿迪力·买买提，身份证号：{citizen()}", "listed_name") == ["阿迪力·买买提"]
    assert texts(f"姓名：张三\n性别：男\n电话：13812345678\n{'无' * 200}\n姓名：李四", "listed_name") == ["张三"]
    assert hits("姓名\t成绩\n张三\t86.5\n李四\t85") == []
    assert hits("姓名：张三，报考职位：科员") == []


def test_officials_keep_their_names() -> None:
    text = "姓名\t职务\t联系电话\n张三\t局长\t13812345678"
    assert texts(text) == ["13812345678"]


def test_a_heading_in_two_rows_and_empty_cells_are_understood() -> None:
    text = "姓名\t证件\n\t身份证号\n张三\t530102900307287\n\t\n李四"
    assert texts(text, "old_citizen_number") == ["530102900307287"]
    assert hits("|姓名|电话|\n|---|---|\n|张三|13812345678|", "listed_name")[0].text == "张三"
