"""Identifiers of persons are found however they are written, and nothing else is taken for one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening import Severity
from tests.screening.samples import ON, card, citizen, hits, masks, texts

ID = citizen()
FULL_WIDTH = str.maketrans("0123456789Xx-", "０１２３４５６７８９Ｘｘ－")


@settings(deadline=None)
@given(
    st.dates(datetime.date(1900, 1, 1), ON),
    st.sampled_from(["110101", "530102", "650104", "830000"]),
    st.integers(0, 999),
    st.sampled_from(["", "身份证号：", "（", "No.", "ID", "，"]),
    st.sampled_from(["", "。", "）", " 1", "、", "\t2"]),
)
def test_every_citizen_number_is_found_and_keeps_its_first_six_digits_only(
    born: datetime.date, region: str, order: int, before: str, after: str
) -> None:
    number = citizen(f"{born:%Y%m%d}", region, order)
    (hit,) = hits(f"{before}{number}{after}", "citizen_number")
    assert hit.text == number
    assert hit.suggestion == number[:6] + "*" * 12
    assert hit.severity is Severity.SETTLE
    assert "GB 11643" in hit.message


@pytest.mark.parametrize(
    "written",
    [
        ID,
        ID.translate(FULL_WIDTH),
        ID[:-1] + ID[-1].lower(),
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        f"{ID[:6]}－{ID[6:14]}—{ID[14:]}",
        f"{ID[:6]}　{ID[6:14]}\xa0{ID[14:]}",
        " ".join(ID),
        "\u200b".join(ID),
        f"{ID[:10]}\n{ID[10:]}",
        f"{ID[:6]}\ufeff{ID[6:]}",
    ],
)
def test_a_citizen_number_is_found_in_every_dress_and_what_divides_it_stays(written: str) -> None:
    (hit,) = hits(f"身份证号：{written}。", "citizen_number")
    assert hit.text == written
    assert hit.suggestion is not None
    assert len(hit.suggestion) == len(written)
    assert [a for a in hit.suggestion if not a.isalnum() and a != "*"] == [a for a in written if not a.isalnum()]


def test_several_numbers_in_a_row_of_a_table_are_all_found() -> None:
    numbers = [citizen(order=order) for order in range(5)]
    for joint in ("\t", " ", "、", "，", "\n", "|", "/"):
        assert texts(joint.join(numbers), "citizen_number") == numbers


def test_a_candidate_that_fails_its_check_does_not_hide_the_next() -> None:
    assert texts(f"20201 {ID}", "citizen_number") == [ID]
    assert texts(f"12 {card()} 34", "bank_card") == [card()]


def test_the_message_says_when_the_number_belongs_to_a_child() -> None:
    assert "不满14周岁" in hits(citizen("20130101"))[0].message
    assert "未成年人" in hits(citizen("20100101"))[0].message
    assert "未成年人" in hits(citizen("20081123"))[0].message  # eighteen tomorrow
    assert "周岁" not in hits(citizen("20081122"))[0].message + hits(citizen("19500101"))[0].message


def test_an_old_number_of_15_digits_counts_only_beside_its_name() -> None:
    assert masks("身份证号：530102900307287", "old_citizen_number") == ["530102*********"]
    assert texts("姓名\t身份证号码\n赵一\t530102900307287", "old_citizen_number") == ["530102900307287"]
    assert texts("身份证：530102900307287、530102910307287。", "old_citizen_number") == [
        "530102900307287",
        "530102910307287",
    ]
    assert hits("工商注册号：530102900307287") == []
    assert hits("身份证号：530102901307287") == []


def test_a_number_called_an_identity_number_is_asked_about_though_its_check_fails() -> None:
    misprinted = citizen()[:-1] + ("0" if citizen()[-1] != "0" else "1")
    assert texts(f"身份证号{misprinted}") == [misprinted]
    assert not texts(f"项目代码{misprinted}")


def test_a_disability_certificate_is_one_hit_not_a_citizen_number_with_a_rest() -> None:
    (hit,) = hits(f"残疾人证号：{ID}43")
    assert (hit.rule, hit.suggestion) == ("disability_certificate", ID[:6] + "*" * 14)


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        (card(), "*" * 15 + card()[-4:]),
        (card("622202123456789"), "*" * 12 + card("622202123456789")[-4:]),
        (f"银行卡号 {card('95588012345678901')}", "*" * 14 + card("95588012345678901")[-4:]),
        (f"账号：{card('45635100000012345')}", "*" * 14 + card("45635100000012345")[-4:]),
        (
            f"卡号\n{'6222 0212 3456 7890 128'.replace('128', '12' + card()[-1])}",
            f"**** **** **** ***{card()[-4]} {card()[-3:]}",
        ),
    ],
)
def test_a_bank_card_keeps_its_last_four_digits(text: str, mask: str) -> None:
    assert masks(text, "bank_card") == [mask]


@settings(deadline=None)
@given(st.integers(10**15, 10**19 - 1))
def test_a_long_serial_is_no_bank_card_unless_it_looks_like_one(serial: int) -> None:
    number = str(serial)
    found = hits(f"流水{number}", "bank_card")
    assert bool(found) <= (number.startswith("62") and len(number) in (16, 19))


@pytest.mark.parametrize(
    ("text", "found", "mask"),
    [
        ("电话13812345678。", "13812345678", "138****5678"),
        ("Tel13812345678", "13812345678", "138****5678"),
        ("+86 13812345678", "13812345678", "138****5678"),
        ("86-13812345678", "13812345678", "138****5678"),
        ("１９９１２３４５６７８", "１９９１２３４５６７８", "１９９****５６７８"),
        ("138 1234 5678", "138 1234 5678", "138 **** 5678"),
        ("138-1234-5678", "138-1234-5678", "138-****-5678"),
        ("联系人：张某13812345678 户主", "13812345678", "138****5678"),
        ("编号：3  电话：13812345678", "13812345678", "138****5678"),
    ],
)
def test_a_mobile_number_keeps_its_ends(text: str, found: str, mask: str) -> None:
    assert [(hit.text, hit.suggestion) for hit in hits(text, "mobile")] == [(found, mask)]


@pytest.mark.parametrize("joint", ["/", "、", "，", " ", "；", "或", "\t"])
def test_two_mobile_numbers_in_a_row_are_both_found(joint: str) -> None:
    assert texts(f"13812345678{joint}13987654321", "mobile") == ["13812345678", "13987654321"]


def test_a_landline_is_private_only_where_it_says_so() -> None:
    assert masks("家庭电话：0871-65123456", "private_landline") == ["0871-6512****"]
    assert masks("姓名\t家庭电话\n赵一\t65123456", "private_landline") == ["6512****"]
    assert texts("家庭电话：0871-65123456，6512号", "private_landline") == ["0871-65123456"]
    assert hits("办公电话：0871-65123456，传真：（0871）65123457，值班电话 0875-2123456") == []


def test_a_mailbox_is_asked_about_unless_it_is_one_of_an_organ() -> None:
    assert masks("邮箱zhang.san@qq.com", "email") == ["z***@qq.com"]
    assert masks("邮箱：a@163.com。", "email") == ["***@163.com"]
    assert masks("ｌｉ＠ｑｑ．ｃｏｍ", "email") == ["ｌ***＠ｑｑ．ｃｏｍ"]
    assert hits("xxgk@km.gov.cn、bgs@gov.cn、YNSZFXXGK@yn.gov.cn") == []
    assert len(hits("zhang@gov.cn.evil.com")) == 1


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("家庭住址：云南省昆明市五华区莲华街道学府社区3组12号。", "云南省昆明市五华区莲华街道学府社区***"),
        ("住址：昆明市五华区东风西路123号2单元501室，电话", "昆明市五华区***"),
        ("家住沙溪镇石龙村委会五组8号", "沙溪镇石龙村委会***"),
        ("现住址：官渡区和谐小区12栋3单元", "官渡区***"),
        ("户籍地为景东县锦屏镇御笔路7号", "景东县锦屏镇***"),
        ("姓名\t家庭住址\n赵一\t思茅区南屏镇大开河村3组5号", "思茅区南屏镇大开河村***"),
        ("住址：东风路12号", "***"),
    ],
)
def test_a_home_address_is_kept_to_village_or_community(text: str, mask: str) -> None:
    assert masks(text, "home_address") == [mask]


@pytest.mark.parametrize(
    "text",
    [
        "办公地址：昆明市五华区华山南路78号",
        "住所：昆明市人民东路8号（云南某某有限公司）",
        "家庭住址：学府社区",
        "住址栏应当填写",
    ],
)
def test_an_office_or_a_rough_address_is_let_pass(text: str) -> None:
    assert hits(text, "home_address") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("护照号码：E12345678", "E12345678"),
        ("护照 EA1234567", "EA1234567"),
        ("往来港澳通行证号C12345678", "C12345678"),
        ("港澳居民来往内地通行证：H1234567801", "H1234567801"),
        ("台胞证号码01234567", "01234567"),
        ("香港身份证号码：A123456(7)", "A123456(7)"),
    ],
)
def test_travel_documents_are_found_beside_their_names_only(text: str, found: str) -> None:
    assert texts(text, "travel_document") == [found]
    assert hits(f"批次{found}", "travel_document") == []


@pytest.mark.parametrize(
    ("plate", "mask"),
    [
        ("云A12345", "云A***45"),
        ("云A·F1234", "云A·***34"),
        ("京AD12345", "京A****45"),
        ("云Ａ１２３４５", "云Ａ***４５"),
    ],
)
def test_a_number_plate_keeps_its_ends(plate: str, mask: str) -> None:
    assert masks(f"车牌号为{plate}的车辆", "plate") == [mask]


@pytest.mark.parametrize("text", ["云A1234警", "云A地块", "云AABCDE", "云A1234567", "渝A股", "新G2021-5"])
def test_police_cars_and_plots_have_no_private_plate(text: str) -> None:
    assert hits(text) == []


ORDINARY = [
    "索引号：01525502-2 1-/2021-0129002",
    "索引号：11441700007280420Y/2021-00050",
    "000014349/2017-00110",
    "01527918X-2020-153077",
    "530102003010120210001",
    "统一社会信用代码：11620622013933539B，91530100719400000X",
    "12345政务服务便民热线、12388、12315",
    "办公电话：0871-63609815，传真：0871-63619011，邮政编码650021",
    "国务院令第711号、国办发〔2018〕123号、云政办规〔2019〕6号",
    "GB/T 9704-2012、GB 18597-2001、HJ 2.2-2018、YD/T 1234567-2020",
    "2017年度、2021-11-22 10:30:15、20211122",
    "https://www.yn.gov.cn/zwgk/202011/t20201122_13812345678.html",
    "见www.km.gov.cn/c/13812345678/61号",
    "总投资13812345678元，13812345678.50元，共1,381,234,567.80元，合同额¥13812345678",
    "SHA256：9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "e13812345678ab0213912345678cdef",
    "项目代码：2020-530102-47-03-012345",
    "采购编号：13812345678，订单号 15912345678，序列号：6222021234567890128",
    "库存18612345678吨，比例13812345678%",
    "经度102.71225，纬度25.04061，海拔1891米",
    "医保编码：C530102199003072870123456",
    "宗地编号530102-010-001-GB00123",
    "发文13812345678号文",
    "ISBN 978-7-01-023456-7",
    "2020 2019 2018 2017 2016",
    "0\t13\t0\t138\t1234\t5678\t0",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_official_text_raises_no_alarm(text: str) -> None:
    assert [hit for hit in hits(text) if hit.kind.value == "personal"] == []


def test_a_credit_code_of_digits_only_is_no_citizen_number() -> None:
    assert hits(f"统一社会信用代码：{ID}") == []
    assert hits(f"名称\t统一社会信用代码\n某中心\t{ID}") == []
