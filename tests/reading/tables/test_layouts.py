"""Whatever the layout: a cell is right, or it is said to be ambiguous, blank cells are not zeros."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from gongkai.reading.model import CellStatus
from gongkai.reading.readers import open_document
from gongkai.reading.tables import TablesResult, read_tables
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form
from tests.reading.generate import Values
from tests.reading.tables.layouts import LOST, PLACED, YEAR, Layout, random_report

SEEDS = range(6)


def _read(layout: Layout, form_id: FormId, seed: int) -> tuple[Values, TablesResult]:
    values = random_report(form(form_id), seed)
    data, name = layout(form(form_id), values, random.Random(seed))
    return values, read_tables(open_document(data, name), year=YEAR[form_id])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form_id", FormId)
@pytest.mark.parametrize("name", PLACED)
def test_where_every_place_is_printed_every_cell_is_right(name: str, form_id: FormId, seed: int) -> None:
    values, result = _read(PLACED[name], form_id, seed)
    assert {key: result.cells[key].value for key in values} == values
    assert not [key for key, cell in result.cells.items() if cell.status is CellStatus.AMBIGUOUS]
    assert result.form == form_id
    assert result.missing_tables == ()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form_id", FormId)
@pytest.mark.parametrize("name", LOST)
def test_where_places_are_lost_nothing_wrong_is_certain(name: str, form_id: FormId, seed: int) -> None:
    values, result = _read(LOST[name], form_id, seed)
    certain = {key: cell.value for key, cell in result.cells.items() if cell.status is not CellStatus.AMBIGUOUS}
    assert certain == {key: values[key] for key in certain}
    assert result.cells.keys() == values.keys()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["one cell a line", "spaces", "one line", "wrapped labels"])
def test_what_was_printed_is_among_the_alternatives(name: str, seed: int) -> None:
    values, result = _read(LOST[name], FormId.C2021, seed)
    for key, cell in result.cells.items():
        if cell.status is CellStatus.AMBIGUOUS:
            assert values[key] in cell.alternatives
            assert cell.alternatives[0] == cell.value


@pytest.mark.parametrize("name", [*PLACED, *LOST])
def test_a_cell_points_at_what_is_printed(name: str) -> None:
    layout = PLACED.get(name) or LOST[name]
    values = random_report(form(FormId.C2021), 3)
    data, file_name = layout(form(FormId.C2021), values, random.Random(3))
    document = open_document(data, file_name)
    for cell in read_tables(document).cells.values():
        if cell.span is not None and cell.value is not None:
            assert document.text[cell.span.start : cell.span.end] == cell.raw
            assert isinstance(cell.value, Decimal)
