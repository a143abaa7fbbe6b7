"""Markdown: headings, pipe tables, tables in HTML, lines as they stand."""

from gongkai.reading.model import Paragraph
from tests.reading.readers.files import grids, opened, paragraphs, rows

TEXT = """# 某县**年报**

1. 甲项
2. 乙项

- 点

| 项目 | 数量 |
|------|:----:|
| 甲<br>项 | `1` |
| 乙 |  |

一行
二行&nbsp;尾<b>粗</b>

```
表 | 数
甲 | 1
```

<div>块</div>

<table>

<tr><td>外<table><tr><td>x</td></tr></table></td>

<td>2</td></tr></table>

尾</table>
"""


def test_structure_survives() -> None:
    document = opened(TEXT)
    assert document.kind == "markdown"
    assert paragraphs(document) == ["某县年报", "1.甲项", "2.乙项", "点", "一行", "二行 尾粗", "块", "尾"]
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].level == 1
    assert [rows(grid) for grid in grids(document)] == [
        [["项目", "数量"], ["甲\n项", "1"], ["乙", ""]],
        [["表", "数"], ["甲", "1"]],
        [["外\nx", "2"]],
    ]


def test_a_table_that_is_never_closed_is_read_to_the_end() -> None:
    assert rows(grids(opened("# 题\n\n<table><tr><td>甲</td><td>1</td></tr>"))[0]) == [["甲", "1"]]


def test_rows_longer_than_the_first_keep_their_cells() -> None:
    text = "说明| 情况\n---|---\n自然人| 企业| 总计\n一、本年新收| 1| 2| 3\n1\\.属于国家秘密| 4| 0| 4\n\n文字。\n"
    document = opened(text, "a.md")
    assert rows(grids(document)[0])[-2:] == [["一、本年新收", "1", "2", "3"], ["1.属于国家秘密", "4", "0", "4"]]
    assert paragraphs(document)[-1] == "文字。"
