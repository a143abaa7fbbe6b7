"""公开属性认定: 条例 10, 13–16, 18, 26."""

from __future__ import annotations

import datetime
import itertools

import pytest

from gongkai.statute.disclosure import (
    Attribute,
    DisclosureFacts,
    Force,
    Making,
    Origin,
    Responsible,
    attribute_of_mark,
    determine,
    exemption_grounds,
    responsible_organ,
)

DAY = datetime.date(2024, 9, 20)
CHANNELS = ("website",)


def fields(facts: DisclosureFacts) -> list[str]:
    return [item.field for item in determine(facts).obstacles]


def test_proactive_disclosure_is_due_twenty_working_days_after_the_information_was_formed() -> None:
    answer = determine(DisclosureFacts(Attribute.ACTIVE, DAY, channels=CHANNELS))
    assert answer.lawful
    assert answer.publish_by is not None
    assert answer.publish_by.date == datetime.date(2024, 10, 23)
    assert "第二十六条" in str(answer.reasons[-1])
    assert answer.reassess_by is None


def test_channels_are_fixed_while_drafting() -> None:
    assert fields(DisclosureFacts(Attribute.ACTIVE, DAY)) == ["channels"]


@pytest.mark.parametrize("attribute", Attribute)
def test_a_document_with_a_secrecy_level_cannot_enter_at_all(attribute: Attribute) -> None:
    facts = DisclosureFacts(attribute, DAY, grounds=("EX14-1",), secrecy_level="秘密", channels=CHANNELS)
    assert "secrecy_level" in fields(facts)


def test_withholding_needs_a_ground_from_the_closed_list() -> None:
    assert fields(DisclosureFacts(Attribute.NONE, DAY)) == ["grounds"]
    assert fields(DisclosureFacts(Attribute.NONE, DAY, grounds=("不方便",))) == ["grounds"]
    assert fields(DisclosureFacts(Attribute.NONE, DAY, grounds=("EX14-3",))) == []


@pytest.mark.parametrize("ground", ["EX16-1", "EX16-2a", "EX16-2b"])
def test_where_the_law_says_may_a_reason_is_written(ground: str) -> None:
    assert fields(DisclosureFacts(Attribute.NONE, DAY, grounds=(ground,))) == ["reason"]
    assert fields(DisclosureFacts(Attribute.NONE, DAY, grounds=(ground,), reason=" ")) == ["reason"]
    assert fields(DisclosureFacts(Attribute.NONE, DAY, grounds=(ground,), reason="尚在讨论")) == []


@pytest.mark.parametrize("attribute", [Attribute.ACTIVE, Attribute.ON_REQUEST])
@pytest.mark.parametrize("ground", ["EX14-1", "EX14-2", "EX14-3"])
def test_what_must_not_be_disclosed_is_open_in_no_way(attribute: Attribute, ground: str) -> None:
    facts = DisclosureFacts(attribute, DAY, grounds=(ground,), channels=CHANNELS, public_interest="重大", reason="有")
    assert fields(facts) == ["attribute"]


def test_third_party_interests_yield_to_consent_or_public_interest() -> None:
    secret = DisclosureFacts(Attribute.ON_REQUEST, DAY, grounds=("EX15",))
    assert fields(secret) == ["third_party_consents"]
    for opened in ({"third_party_consents": True}, {"public_interest": "涉及饮用水安全"}):
        facts = DisclosureFacts(Attribute.ON_REQUEST, DAY, grounds=("EX15",), **opened)
        assert fields(facts) == []
        withheld = DisclosureFacts(Attribute.NONE, DAY, grounds=("EX15",), **opened)
        assert fields(withheld) == ["attribute"]


def test_statutory_content_cannot_wait_for_a_request() -> None:
    assert fields(DisclosureFacts(Attribute.ON_REQUEST, DAY, duty="20-07")) == ["attribute"]
    assert fields(DisclosureFacts(Attribute.ON_REQUEST, DAY)) == []


def test_what_is_not_published_is_assessed_again_within_a_year() -> None:
    answer = determine(DisclosureFacts(Attribute.NONE, DAY, grounds=("EX14-3",)))
    assert answer.publish_by is None
    assert answer.reassess_by is not None
    assert answer.reassess_by.date == datetime.date(2025, 9, 20)


def test_the_grounds_are_those_of_the_day_the_information_was_formed() -> None:
    last_day_of_2008 = datetime.date(2019, 5, 14)
    assert set(exemption_grounds(last_day_of_2008)) == {"EX2008-14", "EX2008-8"}
    old = determine(DisclosureFacts(Attribute.NONE, last_day_of_2008, grounds=("EX16-1",), reason="内部"))
    assert [item.field for item in old.obstacles] == ["grounds"]
    assert old.reassess_by is None


def test_every_obstacle_and_ground_names_its_article() -> None:
    for attribute, ground in itertools.product(Attribute, exemption_grounds(DAY)):
        answer = determine(DisclosureFacts(attribute, DAY, grounds=(ground,)))
        assert all(item.source and item.source.article for item in answer.obstacles)
        assert str(exemption_grounds(DAY)[ground].source).endswith(answer.reasons[0].source.article)  # type: ignore[union-attr]


def test_every_force_of_a_ground_is_met() -> None:
    assert {ground.force for ground in exemption_grounds(DAY).values()} == set(Force)


@pytest.mark.parametrize(
    ("making", "organ"),
    [
        (Making(), Responsible.MAKER),
        (Making(Origin.PUBLIC), Responsible.KEEPER),
        (Making(Origin.ORGAN), Responsible.MAKER_OR_FIRST_OBTAINER),
        (Making(joint=True), Responsible.LEAD_MAKER),
        (Making(own_name_body=True), Responsible.OWN_NAME_BODY),
        (Making(joint=True, special_law=True), Responsible.NAMED_BY_LAW),
    ],
)
def test_article_ten_names_the_responsible_organ(making: Making, organ: Responsible) -> None:
    found, reason = responsible_organ(making)
    assert found is organ
    assert "第十条" in str(reason)


def test_every_way_information_comes_about_has_a_responsible_organ() -> None:
    yes_or_no = (False, True)
    for origin, joint, body, law in itertools.product(Origin, yes_or_no, yes_or_no, yes_or_no):
        _, reason = responsible_organ(Making(origin, joint, body, law))
        assert reason.source


@pytest.mark.parametrize(
    ("printed", "attribute"),
    [
        ("（此件公开发布）", Attribute.ACTIVE),
        ("(此件主动公开)", Attribute.ACTIVE),
        ("此件删减后公开", Attribute.ACTIVE),
        ("（此件依申请公开）", Attribute.ON_REQUEST),
        ("（此件不公开）", Attribute.NONE),
        ("（联系人：李经办）", None),
    ],
)
def test_the_printed_mark_states_the_attribute(printed: str, attribute: Attribute | None) -> None:
    assert attribute_of_mark(printed) is attribute
