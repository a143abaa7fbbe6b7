"""Digits and numerals that count nothing are not counted."""

from __future__ import annotations

import pytest

from tests.reading.figures.texts import counted, values

NOTHING = [
    "地址：某县振兴路18号政务中心3楼305室，邮编：655000，联系电话：0874-8123456。",
    "电话：2160031，传真：0888—5128680，邮箱：xxgk2020@example.gov.cn。",
    "请登录http://www.example.gov.cn/2022/05/info.html查询。",
    "拨打12345热线、12369环保电话或96128查询。",
    "依据《条例》第二十条第(一)项、第五十条和国务院令第711号。",
    "贯彻党的二十大和二十届二中全会精神，坚定四个自信、做到两个维护。",
    "不断健全一系列制度，进一步提升水平，一方面加强领导，十分重视，两手抓。",
    "落实“五公开”“两微一端”和“双随机、一公开”，推进“一网通办”。",
    "推进IPv6改造，升级到2.0版，执行“4.2.1”值班制度，24小时值守。",
    "印发《关于办好10件实事的通知》和《2022年要点20项》。",
    "发布时间：2022-01-31 17:13:25 来源：县政府办",
    "2016—2020年，1—12月，截至12月31日，三月五日。",
    "一、总体情况",
    "(三)加强监督。1.夯实基础。2.压实责任。",
    "一是抓学习；二是抓落实；三是抓检查。",
    "实现最多跑一次、一次性告知、一件事一次办、每季度通报一次。",
    "属于三类内部事务信息、四类过程性信息的，依法不予公开。",
    "索引号 015-2022-01290 发布机构 县政府办公室",
    "热搜词：稳增长22条 十件实事",
    "7×24小时自助服务，365天不打烊。",
    "位于某市某区某街道第3层，列全省第5位。",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_is_counted(sentence: str) -> None:
    assert [(figure.value, figure.unit) for figure in counted(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("1.2022年，全局公开信息25条。2.全年答复3件。", ["25条", "3件"]),
        ("东苑房源；3.西村地块156套；4.北村地块58套。", ["156套", "58套"]),
        ("受理12345热线工单4560件。", ["4560件"]),
        ("在24小时内回应，进驻24小时自助终端15台。", ["24小时", "15台"]),
        ("第五批公租房298套摇号。", ["298套"]),
        ("公布二维码，二次回访8人次。", ["8人次"]),
    ],
)
def test_names_and_ordinals_beside_real_figures(sentence: str, expected: list[str]) -> None:
    assert values(sentence) == expected
