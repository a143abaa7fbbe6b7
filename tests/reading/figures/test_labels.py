"""A label is short and names what is counted: before the number, or behind it after a verb."""

from __future__ import annotations

import pytest

from tests.reading.figures.texts import counted, labels


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2022年，全县各级各部门主动公开政府信息500条。", ["主动公开政府信息"]),
        ("本局办公室共受理政府信息公开申请20件，其中：信函申请6件、网络申请14件。",
         ["受理政府信息公开申请", "信函申请", "网络申请"]),
        ("实现对323个政务新媒体的规范管理。", ["政务新媒体"]),
        ("推进26个领域标准目录编制。", ["领域标准目录编制"]),
        ("对16个部门、9个乡镇、2个街道进行检查。", ["部门", "乡镇", "街道"]),
        ("公开行政职权12类6500项。", ["公开行政职权", "公开行政职权"]),
        ("维持具体行政行为2件，占总数的100%。", ["维持具体行政行为", "维持具体行政行为占比"]),
        ("专职3人、兼职12人，合计15人。", ["专职", "兼职", "合计"]),
        ("不同意公开的9件(涉及国家秘密8件)。", ["不同意公开", "涉及国家秘密"]),
        ("国土资源、城乡建设类136条。", ["国土资源、城乡建设类"]),
        ("网络申请、信函申请、当面申请分别为10件、5件、2件。", ["网络申请", "信函申请", "当面申请"]),
        ("召开新闻发布会共计4次。", ["召开新闻发布会"]),
    ],
)  # fmt: skip
def test_labels(sentence: str, expected: list[str]) -> None:
    assert labels(sentence) == expected


def test_who_and_where_are_kept_as_the_note() -> None:
    assert counted("全市各级各部门主动公开信息5条。")[0].note == "全市各级各部门"
