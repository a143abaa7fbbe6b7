"""The wording of statements: what is written in ``law/statements.yaml`` names cells that exist."""

from __future__ import annotations

import pytest

from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form
from gongkai.statute.statements import expand, vocabulary, wrong_terms


@pytest.mark.parametrize("form_id", FormId)
def test_every_statement_names_cells_of_the_form(form_id: FormId) -> None:
    known = {cell.key for cell in form(form_id).cells}
    for statement in vocabulary().statements:
        for keys in statement.accepted.get(form_id, ()):
            cells = expand(keys, form(form_id))
            assert cells, statement.id
            assert set(cells) <= known, statement.id


def test_a_pattern_of_columns_leaves_the_total_out_and_a_pattern_of_rows_keeps_it() -> None:
    columns = expand(("applications.granted.*",), form(FormId.C2021))
    assert len(columns) == 6
    assert not any(key.endswith(".total") for key in columns)
    rows = expand(("applications.denied_*.total",), form(FormId.C2021))
    assert len(rows) == 8
    assert all(key.endswith(".total") for key in rows)


def test_ids_stand_once() -> None:
    ids = [statement.id for statement in vocabulary().statements]
    assert len(ids) == len(set(ids))


def test_an_exact_statement_covers_all_words_before_the_number() -> None:
    denied = next(statement for statement in vocabulary().statements if statement.id == "denied")
    assert denied.phrase.search("作出不予公开决定")
    assert not denied.phrase.search("因国家秘密不予公开")


def test_wrong_terms_hold_for_the_forms_that_do_not_have_them() -> None:
    assert any(pattern.search("不予受理") and FormId.A2014 not in forms for pattern, _, forms in wrong_terms())
