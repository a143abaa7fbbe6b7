"""Law data is refused, with file and place, unless it says exactly what its schema allows."""

from pathlib import Path

import pytest

from gongkai.statute import data
from gongkai.statute.data import LawDataError, LawModel, law_folder, load
from gongkai.statute.forms import Block, Column, Row, Table
from gongkai.statute.rule_templates import RuleTemplate, find_table, instances, refuse_unknown

COLUMNS = (Column("made", "制作", "件"), Column("total", "总计", "件"))
TABLE = Table("papers", "文件", 2, (Block("", COLUMNS, (Row("rules", "规章"), Row("notices", "通知"))),))


class Item(LawModel):
    key: str
    days: int


class File(LawModel):
    items: tuple[Item, ...]


def written(folder: Path, text: str) -> Path:
    (folder / "file.yaml").write_text(text, encoding="utf-8")
    return folder


def test_valid_data_is_typed_and_frozen(tmp_path: Path) -> None:
    file = load(File, "file.yaml", written(tmp_path, "items: [{key: 答复, days: 20}]"))
    assert file.items[0].days == 20
    with pytest.raises(ValueError, match="frozen"):
        file.items[0].days = 15


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("items: [{key: 答复, days: 20, dayz: 1}]", r"file\.yaml 不符合格式：items\.0\.dayz"),
        ("items: [{key: 答复, days: 20}, {key: 延期}]", r"items\.1\.days"),
        ("items: [{key: 答复, days: 二十}]", r"items\.0\.days"),
        ("items: [", "不是有效的 YAML"),
        ("- just a list", "不符合格式"),
    ],
)
def test_a_fault_is_named_with_file_and_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LawDataError, match=message):
        load(File, "file.yaml", written(tmp_path, text))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(LawDataError, match=r"法规数据文件不存在：nothing\.yaml"):
        load(File, "nothing.yaml")


def test_an_installed_package_carries_its_law_and_a_checkout_uses_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "gongkai"
    (package / "statute").mkdir(parents=True)
    monkeypatch.setattr(data, "__file__", str(package / "statute" / "data.py"))
    locate = law_folder.__wrapped__
    with pytest.raises(LawDataError, match="找不到法规数据目录"):
        locate()
    (tmp_path / "law").mkdir()
    assert locate() == tmp_path / "law"
    (package / "_law").mkdir()
    assert locate() == package / "_law"


def template(**changes: object) -> RuleTemplate:
    values = {"id": "x", "expression": "", "left": (), "right": (), **changes}
    return RuleTemplate.model_validate(values)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, [{}]),
        ({"for_each": "column"}, [{"column": "made", "label": "制作"}, {"column": "total", "label": "总计"}]),
        ({"for_each": "row"}, [{"row": "rules", "label": "规章"}, {"row": "notices", "label": "通知"}]),
        ({"for_each": "row", "rows": ("notices",)}, [{"row": "notices", "label": "通知"}]),
    ],
)
def test_a_template_is_meant_for_every_row_or_column(changes: dict[str, object], names: list[dict[str, str]]) -> None:
    assert list(instances(template(**changes), TABLE)) == names


def test_rules_about_cells_or_tables_that_do_not_exist_are_refused() -> None:
    refuse_unknown(["papers.rules.made"], frozenset({"papers.rules.made"}), "T.x")
    with pytest.raises(LawDataError, match=r"T\.x 引用了不存在的单元：papers\.laws\.made"):
        refuse_unknown(["papers.laws.made"], frozenset({"papers.rules.made"}), "T.x")
    assert find_table((TABLE,), "papers", "T.x") is TABLE
    with pytest.raises(LawDataError, match=r"T\.x 引用了不存在的表：letters"):
        find_table((TABLE,), "letters", "T.x")
