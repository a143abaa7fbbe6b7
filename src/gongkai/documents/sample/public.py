"""What the public had its say in: calls for opinions in three stages, and a major decision half way."""

from __future__ import annotations

from gongkai.documents import acts
from gongkai.documents.acts.decisions import record_step, start_decision
from gongkai.documents.acts.participation import (
    Call,
    answer_opinion,
    call_for_opinions,
    enter_opinion,
    give_feedback,
    give_opinion,
    moderate,
)
from gongkai.documents.models import Consultation, Opinion
from gongkai.documents.sample.story import FIVE_YEARS, interpreted, relate
from gongkai.documents.sample.town import Town
from gongkai.kernel import pretence
from gongkai.kernel.actors import VISITOR

CONTACT = "信函：示例县人民政府办公室政务公开科（示例）；网上：本页的意见表单。"
ELDERLY = (
    "建议把助餐点设到村，老人走不了远路。",
    "上门护理的收费标准能不能再具体一些？",
    "新建小区配建设施要写明面积和移交时间。",
    "希望增加对独居老人的定期探访。",
)
RUDE = "（与征求意见无关的广告内容，示例）"


def consult(town: Town) -> None:
    """One call closed with feedback, one closed and waiting for it, one open with opinions to moderate."""
    _parking(town)
    tea = _call(town, "tea_call", 38, 6)
    for ago, words in ((30, "补助标准按亩数分档更合理。"), (12, "建议支持小农户加入合作社。")):
        _opinion(town, tea, ago, words)
    elderly = _call(town, "elderly_call", 9, -24)
    given = [_opinion(town, elderly, 8 - place, words) for place, words in enumerate((*ELDERLY, RUDE))]
    with pretence.as_of(town.moment(2)):
        moderate(town.actor("drafter"), given[0].pk, Opinion.Showing.SHOWN)
        moderate(town.actor("drafter"), given[-1].pk, Opinion.Showing.HIDDEN, "与征求意见的事项无关。")
        enter_opinion(town.actor("drafter"), elderly.pk, Opinion.Channel.MAIL, "来信：建议公布各社区服务站的位置。")


def _call(town: Town, key: str, opened: float, closed: int) -> Consultation:
    opens, closes = town.day(opened), town.ahead(-closed)
    edition = town.draft(key, opened + 4, opened + 1, {"opens": opens, "closes": closes})
    with pretence.as_of(town.moment(opened + 4)):
        call = Call(opens, closes, CONTACT, limit="consultation.business")
        consultation = call_for_opinions(town.actor("drafter"), edition.document_id, call)
    town.carry(edition, opened + 3.8, opened)
    return consultation


def _opinion(town: Town, consultation: Consultation, ago: float, words: str) -> Opinion:
    token = f"sample-{consultation.pk}-{ago}-opinion-of-a-visitor"
    with pretence.as_of(town.moment(ago)):
        return give_opinion(VISITOR, consultation.pk, words, token, name="群众（示例）")


def _parking(town: Town) -> None:
    """The whole family: draft asked about, answered, issued, interpreted, the old one abolished by the new one."""
    call = _call(town, "parking_call", 122, 88)
    outcome = Opinion.Outcome
    for ago, words, result, answer in (
        (110, "三十分钟免费太短，去医院看病都不够。", outcome.ADOPTED, "免费时段延长为一小时。"),
        (104, "医院、学校周边要多设泊位。", outcome.PARTLY, "已列入专项规划，分批实施。"),
        (96, "道路停车应当全部不收费。", outcome.NOT_ADOPTED, "需要保证泊位周转，免费时段内不收费。"),
    ):
        opinion = _opinion(town, call, ago, words)
        with pretence.as_of(town.moment(ago - 2)):
            moderate(town.actor("drafter"), opinion.pk, Opinion.Showing.SHOWN)
        with pretence.as_of(town.moment(80)):
            answer_opinion(town.actor("drafter"), opinion.pk, result, answer)
    feedback = town.draft("parking_feedback", 78, 76)
    with pretence.as_of(town.moment(77)):
        give_feedback(town.actor("drafter"), call.pk, feedback.document_id)
    town.carry(feedback, 76.9, 75)
    new = interpreted(town, "parking_new", 45, "parking_explained", effective=15, expires=FIVE_YEARS)
    relate(town, 45, "parking_new", "drafts", "parking_call")
    relate(town, 45, "parking_new", "replaces", "parking_old")
    with pretence.as_of(town.moment(44)):
        old = town.documents["parking_old"]
        acts.set_validity(town.actor("disclosure"), old.pk, "abolished", town.day(30), new.pk)


def decide(town: Town) -> None:
    """A major decision after three of the five steps that come before the collective discussion."""
    drafter = town.actor("drafter")
    with pretence.as_of(town.moment(70)):
        organ = town.organ("government").pk
        decision = start_decision(drafter, organ, "示例县居家和社区养老服务体系建设方案", "policy", town.day(70))
    for step, ago, note in (
        ("start", 70, "县人民政府常务会议同意启动。"),
        ("drafting", 40, "县民政局承办，拟订方案草案。"),
        ("experts", 15, "五位专家参加论证，意见已采纳。"),
    ):
        with pretence.as_of(town.moment(ago)):
            record_step(drafter, decision.pk, step, town.day(ago), done=True, note=note)
