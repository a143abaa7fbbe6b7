"""What happened to the documents of the sample county, oldest first; numbers are days before it is set up."""

from __future__ import annotations

from gongkai.documents import acts
from gongkai.documents.acts.catalogue import hand_over, judge, note_receipt, start_clean_up
from gongkai.documents.acts.leaves import file_under
from gongkai.documents.acts.participation import PlanEntry, plan_interpretation
from gongkai.documents.models import Document, Edition
from gongkai.documents.sample.town import Town
from gongkai.kernel import pretence
from gongkai.statute.disclosure import Attribute

FIVE_YEARS = 5 * 365
PLANNED = ("text", "questions")


def begin(town: Town) -> None:
    """The first half of the year."""
    _last_year(town)
    interpreted(town, "parking_old", 335, effective=10)
    interpreted(town, "catering", 330, effective=10, expires=320)
    interpreted(town, "rural_roads", 320, effective=20, expires=322)
    interpreted(town, "street_stalls", 310, effective=20)
    _water(town)


def go_on(town: Town) -> None:
    """The last weeks: what was corrected, taken down, put out in an emergency, and what ends in some days."""
    _corrected_and_withdrawn(town)
    interpreted(town, "markets", 1, "markets_explained", effective=30, expires=FIVE_YEARS)
    town.carry(town.documents["markets_explained"].editions.get(), 0.9, 0.2, until="secrecy_review")
    stalls = town.documents["street_stalls"].pk
    with pretence.as_of(town.moment(2)):
        manager, basis = town.actor("disclosure"), "示政发〔示例〕45号（示例）"
        acts.set_validity(manager, stalls, "abolished", town.ahead(3), basis_text=basis)


def _last_year(town: Town) -> None:
    town.published("office_system", 352)
    town.published("request_rules", 350)
    town.published("duties", 345)
    withheld = town.draft("withheld", 358, 355, attribute=Attribute.ON_REQUEST)
    town.carry(withheld, 358, 354)
    town.published("budget", 290)
    town.published("outline", 260)
    plan = town.published("emergency_plan", 190)
    town.published("forwarded", 160)
    town.published("statistics", 120)
    with pretence.as_of(town.moment(189)):
        acts.post(town.actor("editor"), plan.pk, "wechat", town.day(189), "示例县发布（示例）")
        acts.post(town.actor("editor"), plan.pk, "gazette", town.day(189), "示例县人民政府公报（示例）第6期")


def interpreted(town: Town, key: str, ago: float, explained: str = "", lead: float = 18, **dates: int) -> Document:
    """A normative document with its plan; ``explained`` is the interpretation drafted with it, published a day later.

    ``dates`` are days after the publication.
    """
    days = {
        name: town.day(ago - after) if ago > after else town.ahead(int(after - ago)) for name, after in dates.items()
    }
    edition = town.draft(key, ago + lead, ago + 1, days)
    plan = PlanEntry(not_needed_reason="内容明确，文字解读随文件说明印发。")
    if explained:
        plan = PlanEntry(PLANNED, ("website",), town.day(ago), "制定背景、主要内容、办理方式。", "起草部门负责人")
    with pretence.as_of(town.moment(ago + lead)):
        plan_interpretation(town.actor("drafter"), edition.document_id, plan)
    if explained:
        material = town.draft(explained, ago + lead - 0.5, ago)
        relate(town, ago + lead - 0.6, explained, "interprets", key)
    document = town.carry(edition, ago + lead - 1, ago).document
    if explained and explained != "markets_explained":
        town.carry(material, ago, ago - 1)
    return document


def relate(town: Town, ago: float, source: str, kind: str, target: str) -> None:
    """Link two documents by their keys."""
    with pretence.as_of(town.moment(ago)):
        acts.relate(town.actor("drafter"), town.documents[source].pk, kind, town.documents[target].pk)


def _water(town: Town) -> None:
    water = interpreted(town, "water", 300, "water_explained", effective=30, expires=FIVE_YEARS)
    amendment = interpreted(town, "water_amendment", 60, effective=10)
    relate(town, 60, "water_amendment", "amends", "water")
    with pretence.as_of(town.moment(59)):
        acts.set_validity(town.actor("disclosure"), water.pk, "amended", town.day(50), amendment.pk)
    edition = _new_edition(
        town, water, 58, "每月巡查不少于一次", "每半月巡查不少于一次", "按修改决定，调整一级保护区的巡查频次。"
    )
    town.carry(edition, 57, 50)


def _new_edition(town: Town, document: Document, ago: float, old: str, new: str, note: str) -> Edition:
    with pretence.as_of(town.moment(ago)):
        edition = acts.new_edition(town.actor("drafter"), document.pk)
    return town.rewrite(edition, ago - 0.1, old, new, note)


def _corrected_and_withdrawn(town: Town) -> None:
    aid = town.published("medical_aid", 90)
    edition = _new_edition(town, aid, 84, "年度限额30000元", "年度限额35000元", "更正年度限额，原数字录入有误。")
    town.carry(edition, 83.9, 81)
    property_fees = town.published("venues", 55)
    property_fees.refresh_from_db()
    assert property_fees.live_id is not None
    with pretence.as_of(town.moment(47)):
        acts.withdraw(
            town.actor("leader"), property_fees.live_id, "illegal", "部分内容与上位规定不一致，重新研究后再印发。"
        )
    storm = town.draft("storm", 0.15, 0.15)
    with pretence.as_of(town.moment(0.1)):
        acts.publish_at_once(town.actor("leader"), storm.pk, "暴雨红色预警，须立即告知公众。")


def stand_at_gates(town: Town) -> None:
    """Drafts in every state, at every gate, so that each account has something to do."""
    town.draft("findings", 2, 2)
    town.draft("amendment_draft", 1, 1)
    returned = town.carry(town.draft("returned", 6, 6), 5, 4, until="attribute_review")
    with pretence.as_of(town.moment(3)):
        acts.return_edition(town.actor("disclosure"), returned.pk, "请补充各乡镇的任务数，并说明资金来源。")
    for key, until in (
        ("at_unit", "unit_review"),
        ("at_attribute", "attribute_review"),
        ("at_secrecy", "secrecy_review"),
        ("at_text", "text_check"),
        ("at_text_too", "text_check"),
        ("at_sign", "sign_off"),
        ("to_publish", "publish"),
    ):
        town.carry(town.draft(key, 5, 5), 4.5, 1, until=until)
    town.carry(town.draft("to_number", 8, 8), 7.5, 2, until="number")
    referred = town.carry(town.draft("referred", 9, 9), 8.5, 6, until="secrecy_review")
    with pretence.as_of(town.moment(5)):
        acts.refer(town.actor("secrecy"), referred.pk, "示例县国家保密局", "附图的精度能否公开不明确。")
    for key, explained, until in (
        ("at_legality", "legality_explained", "legality_review"),
        ("at_competition", "", "competition_review"),
    ):
        _normative_draft(town, key, explained, until)


def _normative_draft(town: Town, key: str, explained: str, until: str) -> None:
    edition = town.draft(key, 14, 14)
    plan = PlanEntry(not_needed_reason="内容简明，随文件附说明。")
    if explained:
        plan = PlanEntry(PLANNED, ("website",), town.ahead(10), "适用对象、办理流程。", "起草部门负责人")
    with pretence.as_of(town.moment(13.5)):
        plan_interpretation(town.actor("drafter"), edition.document_id, plan)
    if explained:
        town.draft(explained, 13.4, 13)
        relate(town, 13.3, explained, "interprets", key)
    town.carry(edition, 13, 3, until=until)


def look_after(town: Town, rules: int) -> None:
    """What follows publication: the rules filed in the column, hand-over, a clean-up that is half done."""
    office, government = town.organ("office"), town.organ("government")
    manager, editor = town.actor("disclosure"), town.actor("editor")
    old = [town.documents[key].pk for key in ("office_system", "request_rules", "duties", "budget", "emergency_plan")]
    for key in ("office_system", "request_rules"):
        with pretence.as_of(town.moment(340)):
            file_under(manager, town.documents[key].pk, rules)
    with pretence.as_of(town.moment(40)):
        batch = hand_over(editor, office.pk, "示例县档案馆", old, town.day(40))
    with pretence.as_of(town.moment(33)):
        note_receipt(editor, batch.pk, town.day(33), "清点无误（示例）")
    with pretence.as_of(town.moment(20)):
        hand_over(editor, office.pk, "示例县图书馆", old[:3], town.day(20))
        campaign = start_clean_up(manager, government.pk, "示例县行政规范性文件专项清理", town.day(20))
    first, *_others = campaign.items.order_by("pk")
    with pretence.as_of(town.moment(12)):
        judge(manager, first.pk, "in_force", "符合现行规定，继续有效。")
