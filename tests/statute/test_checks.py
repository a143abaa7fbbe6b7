"""The catalogue of checks: an id speaks for everything below it, and only arithmetic may be an error."""

import pytest

from gongkai.statute.checks import CONVENTION, check_rule, check_rules
from gongkai.statute.forms import Severity


def test_a_check_covers_the_ids_below_it() -> None:
    assert check_rule("N.parts.outcome").id == "N.parts"
    assert check_rule("N.parts").id == "N.parts"
    with pytest.raises(KeyError):
        check_rule("Q.nothing.at_all")


def test_a_check_names_its_norm_or_its_arithmetic_or_says_that_it_rests_on_convention() -> None:
    assert check_rules()["N.parts"].basis_text.startswith("算术")
    assert check_rules()["R.placeholder"].basis_text == CONVENTION
    assert "第四十九条" in check_rules()["D.deadline"].basis_text


def test_every_error_rests_on_a_norm_or_on_arithmetic() -> None:
    errors = [rule for rule in check_rules().values() if rule.severity is Severity.ERROR]
    assert [rule.id for rule in errors if rule.basis_text == CONVENTION] == []


@pytest.mark.parametrize("group", ["D.", "R.", "X."])
def test_dates_residue_and_levels_never_forbid_a_signature(group: str) -> None:
    assert all(rule.severity is not Severity.ERROR for rule in check_rules().values() if rule.id.startswith(group))


def test_blanks_are_only_noted() -> None:
    assert check_rule("S.blank").severity is Severity.INFO
