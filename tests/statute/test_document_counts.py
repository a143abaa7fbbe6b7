"""Every cell on proactive disclosure has one source, by the form of the report year."""

from __future__ import annotations

import pytest

from gongkai.statute.document_counts import cell_sources
from gongkai.statute.report_forms import form_for_year


@pytest.mark.parametrize("year", [2016, 2019, 2023])
def test_every_cell_of_the_part_has_one_source(year: int) -> None:
    cells = [cell.key for cell in form_for_year(year).tables[0].cells]
    until = next((at for at, key in enumerate(cells) if key.endswith(".requests_total")), len(cells))
    assert [source.cell.key for source in cell_sources(year)] == cells[:until]


def test_what_registers_keep_is_entered_by_hand() -> None:
    by_hand = {source.cell.key: source.register.id for source in cell_sources(2023) if source.register}
    assert by_hand == {
        "active_disclosure.licensing.decisions": "licences",
        "active_disclosure.punishment.decisions": "penalties",
        "active_disclosure.coercion.decisions": "coercion",
        "active_disclosure.fees.amount_wan_yuan": "fees",
    }


def test_a_year_that_no_form_covers_has_no_cells() -> None:
    assert cell_sources(1999) == ()
