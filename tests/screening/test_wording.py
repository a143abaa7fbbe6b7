"""Marks of secrecy block; numbers in a wrong form and names out of use are pointed at with the right one."""

from __future__ import annotations

import datetime

import pytest

from gongkai.screening import Severity, screen
from tests.screening.samples import ON, hits, masks, texts


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("机密★1年\n某某文件", "secrecy_level"),
        ("绝　密★长期", "secrecy_level"),
        ("秘密★", "secrecy_level"),
        ("秘密 ☆ 10年", "secrecy_level"),
        ("  机  密  \n正文", "secrecy_level"),
        ("正文\n绝密", "secrecy_level"),
        ("密级：秘密", "secrecy_level"),
        ("（机密）关于", "secrecy_level"),
        ("份号\t秘密\t特急\n秘密\t\t", "secrecy_level"),
        ("绝\u200b密★长期", "secrecy_level"),
        ("保密期限：10年", "secrecy_term"),
        ("保密期限为长期", "secrecy_term"),
        ("解密时间：2030年1月1日", "secrecy_term"),
        ("工作秘密", "work_secret"),
        ("工作秘密★3年", "work_secret"),
        ("【工作秘密】", "work_secret"),
        ("内部资料，请勿外传", "internal_use"),
        ("（内部文件）", "internal_use"),
        ("本材料仅供参考，严禁外传。", "internal_use"),
        ("标题\n内部参考\n正文", "internal_use"),
        ("（此件不予公开）", "withheld_attribute"),
        ("（此件依申请公开）", "withheld_attribute"),
    ],
)
def test_a_mark_of_secrecy_blocks_and_no_mask_is_offered(text: str, rule: str) -> None:
    found = hits(text)
    assert [hit.rule for hit in found] == [rule]
    assert found[0].severity is Severity.BLOCK
    assert found[0].suggestion is None


@pytest.mark.parametrize(
    "text",
    [
        "不得公开涉及国家秘密、工作秘密、商业秘密的信息",
        "国家秘密的密级分为绝密、机密、秘密三级",
        "涉密不上网，上网不涉密；严格保密审查",
        "依法确定保密期限和知悉范围",
        "《内部资料性出版物管理办法》",
        "内部文件流转情况良好",
        "（此件公开发布）",
        "保守秘密是每个人的义务",
    ],
)
def test_speaking_of_secrets_is_no_mark(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "written", "standard"),
    [
        ("根据云政办发[2020]21号", "[2020]21号", "〔2020〕21号"),
        ("国办发（2018）123号", "（2018）123号", "〔2018〕123号"),
        ("国办发【2018】123号", "【2018】123号", "〔2018〕123号"),
        ("国办发〔2018〕第123号", "〔2018〕第123号", "〔2018〕123号"),
        ("云府办明电〔２０１８〕０３号", "〔２０１８〕０３号", "〔2018〕3号"),
        ("楚政通 [2020年] 7 号", " [2020年] 7 号", "〔2020〕7号"),
        ("云政办发〔2020]21号", "〔2020]21号", "〔2020〕21号"),
        ("国务院令711号", "令711号", "令第711号"),
        ("国务院令（第711号）", "令（第711号）", "令第711号"),
        ("国务院令第0711号", "令第0711号", "令第711号"),
    ],
)
def test_a_document_number_in_a_wrong_form_gets_the_standard_one(text: str, written: str, standard: str) -> None:
    assert [(hit.text, hit.suggestion) for hit in hits(text, "number_form")] == [(written, standard)]


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2018〕123号、国务院令第711号、德宏州人民政府令第2号",
        "（2020）云01行初12号、(2019)云行终5号",
        "项目（2020）3号楼、地铁（2021）5号线",
        "公告2021年第5号",
        "会议（2020）召开",
        "某发（2020）0号",
        "（2020）3号",
        "一声令下，5号台风",
    ],
)
def test_right_numbers_cases_and_buildings_are_let_pass(text: str) -> None:
    assert hits(text, "number_form") == []


def test_a_former_name_counts_from_its_day_on() -> None:
    (hit,) = hits("报国土资源部备案", "former_name")
    assert (hit.suggestion, hit.severity) == ("自然资源部", Severity.HINT)
    assert screen("报国土资源部备案", on=datetime.date(2018, 3, 16)) == ()
    assert masks("依据《中华人民共和国合同法》", "former_name") == ["中华人民共和国民法典"]
    assert screen("依据《中华人民共和国合同法》", on=datetime.date(2020, 12, 31)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "原国土资源部",
        "各农业部门、文化部门",
        "《国土资源部关于某事的通知》",
        "中华人民共和国合同法学研究",
        "农业农村部",
    ],
)
def test_former_names_in_history_titles_and_longer_words_are_let_pass(text: str) -> None:
    assert hits(text) == []


def test_invisible_characters_do_not_shift_the_places() -> None:
    text = "\ufeff前\u200b言国土\u200b资源部，电话1\u200b3812345678"
    assert texts(text) == ["国土\u200b资源部", "1\u200b3812345678"]
    assert masks(text, "mobile") == ["1\u200b38****5678"]


def test_hits_come_in_order_of_place() -> None:
    found = screen("13812345678 机密★ 国务院令711号 13987654321", on=ON)
    assert [hit.start for hit in found] == sorted(hit.start for hit in found)
