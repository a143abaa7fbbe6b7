"""索引号: the templates reproduce the numbers that are in use."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.statute.index_numbers import IndexFacts, IndexTemplate, TemplateError, usual_templates

IN_USE = [
    ("national", "000014349/2017-00110", IndexFacts(date(2017, 5, 1), organ_code="00001434-9"), 110),
    (
        "credit_code",
        "11441700007280420Y/2021-00050",
        IndexFacts(date(2021, 5, 1), credit_code="11441700007280420Y"),
        50,
    ),
    (
        "credit_code",
        "11370322004222241N/2021-5135380",
        IndexFacts(date(2021, 5, 1), credit_code="11370322004222241N"),
        5135380,
    ),
    (
        "baoshan",
        "01525502-2 1-/2021-0129002",
        IndexFacts(date(2021, 1, 29), organ_code="01525502-2", class_code="1"),
        2,
    ),
    (
        "credit_code",
        "11620622013933539B/2021-03844",
        IndexFacts(date(2021, 6, 1), credit_code="11620622013933539B"),
        3844,
    ),
    (
        "credit_code_month",
        "11341702486344515H/202110-00013",
        IndexFacts(date(2021, 10, 8), credit_code="11341702486344515H"),
        13,
    ),
    (
        "civil_affairs",
        "530000" + "012" + "03" + "04" + "2020" + "0015",
        IndexFacts(date(2020, 5, 1), region="530000", department="12", class_code="3", unit_code="04"),
        15,
    ),
    ("nujiang", "01527918X-2020-153077", IndexFacts(date(2020, 3, 3), organ_code="01527918X"), 153077),
]


@pytest.mark.parametrize(("template", "number", "facts", "serial"), IN_USE)
def test_numbers_in_use_are_reproduced_and_recognised(
    template: str, number: str, facts: IndexFacts, serial: int
) -> None:
    known = usual_templates()[template].template
    assert known.render(facts, serial) == number
    assert known.fits(number)


def test_a_credit_code_serves_where_the_organ_code_is_asked_for() -> None:
    facts = IndexFacts(date(2021, 1, 1), credit_code="11441700007280420Y")
    assert usual_templates()["national"].template.render(facts, 1) == "007280420/2021-00001"


def test_the_serial_counts_within_the_span_the_template_names() -> None:
    yearly, daily = usual_templates()["national"].template, usual_templates()["baoshan"].template
    first, second = (IndexFacts(date(2021, 1, day), organ_code="015255022", class_code="1") for day in (28, 29))
    assert yearly.scope(first) == yearly.scope(second)
    assert daily.scope(first) != daily.scope(second)


def test_a_serial_outgrows_its_width_instead_of_repeating() -> None:
    facts = IndexFacts(date(2021, 1, 29), organ_code="015255022", class_code="1")
    daily = usual_templates()["baoshan"].template
    assert daily.render(facts, 1000).endswith("01291000")


def test_a_number_with_a_wrong_check_digit_does_not_fit() -> None:
    assert not usual_templates()["credit_code"].template.fits("11441700007280420A/2021-00050")
    assert not usual_templates()["baoshan"].template.fits("01525502-3 1-/2021-0129002")


def test_a_missing_code_is_named() -> None:
    with pytest.raises(TemplateError, match="统一社会信用代码"):
        usual_templates()["credit_code"].template.render(IndexFacts(date(2021, 1, 1)), 1)


@pytest.mark.parametrize(
    "text", ["{year}", "{year}{serial}{serial}", "{organ}/{year}-{serial}", "{serial:5}", "{year-{serial}"]
)
def test_a_template_that_could_not_give_unique_numbers_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        IndexTemplate(text)


def test_the_number_of_the_civil_affairs_rule_has_twenty_one_digits() -> None:
    facts = IndexFacts(date(2020, 5, 1), "015255022", region="530000", department="12", class_code="3", unit_code="4")
    number = usual_templates()["civil_affairs"].template.render(facts, 1)
    assert (len(number), number.isdigit()) == (21, True)


def test_a_code_longer_than_its_place_is_refused_instead_of_moving_the_rest() -> None:
    facts = IndexFacts(date(2020, 5, 1), region="530000", department="1234", class_code="3", unit_code="4")
    with pytest.raises(TemplateError, match="超过索引号格式的 3 位"):
        usual_templates()["civil_affairs"].template.render(facts, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("{region}-{department}-{class}-{unit}-{year}{month}{day}-{serial:3}", "330200-021-05-01-20080501-007"),
        ("{department:5}-{class:2}-{year}-{serial:4}", "00021-05-2008-0007"),
    ],
)
def test_numbers_of_other_places_are_a_template_too(text: str, number: str) -> None:
    facts = IndexFacts(date(2008, 5, 1), region="330200", department="021", class_code="05", unit_code="01")
    template = IndexTemplate(text)
    assert template.render(facts, 7) == number
    assert template.fits(number)
