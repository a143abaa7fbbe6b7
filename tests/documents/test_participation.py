"""政策解读, 意见征集, 重大行政决策."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.utils import timezone

from gongkai.documents import acts, facts
from gongkai.documents.acts.decisions import Proof, link_decision, record_step, start_decision
from gongkai.documents.acts.participation import (
    Call,
    PlanEntry,
    answer_opinion,
    call_for_opinions,
    enter_opinion,
    give_feedback,
    give_opinion,
    moderate,
    plan_interpretation,
    prolong,
)
from gongkai.documents.models import Consultation, Edition, Opinion
from gongkai.documents.queries.consultations import consultation_page
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.statute.time_limits import due
from tests.documents.office import Office

DAY = datetime.timedelta(days=1)
PLAN = PlanEntry(("picture",), ("website",), datetime.date(2026, 11, 20), "背景；主要内容；新旧差异", "李科长")


@contextmanager
def on_day(day: datetime.date) -> Iterator[None]:
    """The clock of the acts shows noon of a day."""
    noon = datetime.datetime.combine(day, datetime.time(12), tzinfo=timezone.get_default_timezone())
    with mock.patch("gongkai.kernel.acts.timezone.now", return_value=noon):
        yield


def published_call(here: Office, days: int = 30, limit: str = "consultation.business") -> Consultation:
    """A public call for opinions that opens today."""
    notice = here.draft("关于《办法（征求意见稿）》公开征求意见的公告", plan="consultation")
    today = timezone.localdate()
    call = Call(today, today + days * DAY, "电话：0875-0000000", limit)
    consultation = call_for_opinions(here.actor("张起草"), notice.document_id, call)
    here.publish(notice)
    consultation.refresh_from_db()
    return consultation


def normative(here: Office) -> Edition:
    return here.draft("某某管理办法", plan="normative")


def test_a_normative_document_is_sent_on_with_plan_and_material_of_its_interpretation(here: Office) -> None:
    edition = normative(here)
    with pytest.raises(Unlawful, match="解读方案"):
        acts.submit(here.actor("张起草"), edition.pk)
    plan_interpretation(here.actor("张起草"), edition.document_id, PLAN)
    with pytest.raises(Unlawful, match="解读材料"):
        acts.submit(here.actor("张起草"), edition.pk)
    material = here.draft("一图读懂", plan="interpretation")
    acts.relate(here.actor("张起草"), material.document_id, "interprets", edition.document_id)
    assert acts.submit(here.actor("张起草"), edition.pk).gate == "unit_review"


def test_a_document_without_interpretation_says_why(here: Office) -> None:
    edition = normative(here)
    plan_interpretation(here.actor("张起草"), edition.document_id, PlanEntry(not_needed_reason="仅延长有效期"))
    assert acts.submit(here.actor("张起草"), edition.pk).gate == "unit_review"


def test_an_interpretation_plan_has_its_time_form_outline_and_interpreter(here: Office) -> None:
    with pytest.raises(Unlawful, match="时间、形式、提纲和解读人"):
        plan_interpretation(here.actor("张起草"), normative(here).document_id, PlanEntry(("picture",)))


def test_interpretation_is_due_three_working_days_after_publication() -> None:
    assert due("interpretation", datetime.date(2026, 9, 30)).date == datetime.date(2026, 10, 10)


@pytest.mark.parametrize(("days", "lawful"), [(29, False), (30, True)])
def test_a_call_for_opinions_lasts_as_long_as_the_law_says(here: Office, days: int, lawful: bool) -> None:
    notice = here.draft(plan="consultation")
    today = timezone.localdate()
    call = Call(today, today + days * DAY, "电话", "consultation.business")
    call_for_opinions(here.actor("张起草"), notice.document_id, call)
    assert ("closes_on" not in {item.field for item in facts.obstacles(notice)}) == lawful


def test_a_shorter_call_needs_a_reason_that_is_published(here: Office) -> None:
    notice = here.draft(plan="consultation")
    today = timezone.localdate()
    call = Call(today, today + 7 * DAY, "电话", "consultation.business", short_reason="防汛紧急")
    call_for_opinions(here.actor("张起草"), notice.document_id, call)
    assert acts.submit(here.actor("张起草"), notice.pk).gate == "unit_review"


@pytest.mark.parametrize("change", ["call", "plan"])
def test_what_the_gates_judge_with_a_document_is_changed_in_a_draft_only(here: Office, change: str) -> None:
    clerk, today = here.actor("张起草"), timezone.localdate()
    edition = here.prepare(here.draft(plan="consultation" if change == "call" else "normative"))
    acts.submit(clerk, edition.pk)

    def again() -> object:
        if change == "call":
            return call_for_opinions(clerk, edition.document_id, Call(today, today + DAY, "别的电话", "", "急"))
        return plan_interpretation(clerk, edition.document_id, PLAN)

    with pytest.raises(Unlawful, match="须先撤回修改"):
        again()
    acts.recall(clerk, edition.pk, "改期限")
    assert again()


@pytest.mark.parametrize(
    ("opened", "left", "reason", "refused"),
    [
        (25, 6, "", "剩下的期限不足"),
        (25, 6, "防汛紧急", "剩下的期限不足"),
        (40, -1, "", "已经截止"),
        (0, 6, "防汛紧急", ""),
        (3, 30, "", ""),
    ],
)
def test_the_period_counts_from_the_day_the_call_is_public(
    here: Office, opened: int, left: int, reason: str, refused: str
) -> None:
    today = timezone.localdate()
    notice = here.draft("关于《办法》征求意见的公告", plan="consultation")
    call = Call(today - opened * DAY, today + left * DAY, "电话", "consultation.business", reason)
    consultation = call_for_opinions(here.actor("张起草"), notice.document_id, call)
    if refused:
        with pytest.raises(Unlawful, match=refused):
            here.publish(notice)
    else:
        here.publish(notice)
        consultation.refresh_from_db()
        assert consultation.opens_on == today


def test_a_short_call_under_no_named_law_says_why_none_applies(here: Office) -> None:
    notice, today = here.draft(plan="consultation"), timezone.localdate()

    def lacks(**values: str) -> bool:
        call = Call(today, today + 29 * DAY, "电话", **values)  # type: ignore[arg-type]
        call_for_opinions(here.actor("张起草"), notice.document_id, call)
        return "closes_on" in {item.field for item in facts.obstacles(notice)}

    assert lacks()
    assert not lacks(short_reason="道路命名，法律没有规定期限")


def test_an_announced_period_is_prolonged_but_never_shortened(here: Office) -> None:
    consultation = published_call(here)
    with pytest.raises(Unlawful, match="不能缩短"):
        prolong(here.actor("张起草"), consultation.pk, consultation.closes_on - DAY, "误")
    longer = prolong(here.actor("张起草"), consultation.pk, consultation.closes_on + 5 * DAY, "意见较多")
    assert longer.feedback_by > consultation.feedback_by


def test_anybody_gives_an_opinion_within_the_period_and_once_however_often_it_is_sent(here: Office) -> None:
    consultation = published_call(here)
    first = give_opinion(VISITOR, consultation.pk, "建议删去第五条", "t1", "张三", "13800000000")
    assert give_opinion(VISITOR, consultation.pk, "建议删去第五条", "t1") == first
    assert consultation.opinions.count() == 1
    assert first.showing == Opinion.Showing.WAITING
    with on_day(consultation.closes_on + DAY), pytest.raises(Unlawful, match="不在征集期内"):
        give_opinion(VISITOR, consultation.pk, "迟了", "t2")


def test_opinions_on_a_call_that_is_not_public_are_refused(here: Office) -> None:
    notice = here.draft(plan="consultation")
    today = timezone.localdate()
    consultation = call_for_opinions(here.actor("张起草"), notice.document_id, Call(today, today + 30 * DAY, "电话"))
    with pytest.raises(Unlawful, match="没有这项意见征集"):
        give_opinion(VISITOR, consultation.pk, "意见", "t1")


def test_an_opinion_hidden_from_view_is_hidden_for_a_reason(here: Office) -> None:
    opinion = give_opinion(VISITOR, published_call(here).pk, "某某住在某路", "t1")
    with pytest.raises(Unlawful, match="写明理由"):
        moderate(here.actor("张起草"), opinion.pk, Opinion.Showing.HIDDEN)
    assert moderate(here.actor("张起草"), opinion.pk, Opinion.Showing.HIDDEN, "含他人住址").hidden_reason


ID_LIKE = "53010219900307851X"  # the check digit fits


def test_an_opinion_is_shown_under_masks_and_kept_as_it_came(here: Office) -> None:
    consultation = published_call(here)
    body = f"请打13812345678，我的身份证号{ID_LIKE}，建议删去第五条"
    opinion = give_opinion(VISITOR, consultation.pk, body, "t1")
    moderate(here.actor("张起草"), opinion.pk, Opinion.Showing.SHOWN)
    page = consultation_page(consultation.pk, timezone.localdate())
    assert page is not None
    shown = page.opinions[0].body
    assert "13812345678" not in shown
    assert ID_LIKE not in shown
    assert shown.endswith("建议删去第五条")
    opinion.refresh_from_db()
    assert opinion.body == body


def test_what_an_organ_writes_is_checked_before_it_goes_out(here: Office) -> None:
    clerk, said = here.actor("张起草"), "已电话告知本人13812345678"
    opinion = give_opinion(VISITOR, published_call(here).pk, "意见", "t1")
    with pytest.raises(Unlawful, match="手机号码"):
        answer_opinion(clerk, opinion.pk, Opinion.Outcome.ADOPTED, said)
    assert answer_opinion(clerk, opinion.pk, Opinion.Outcome.ADOPTED, said, "该号码为值班手机").answer == said
    document = here.publish(here.draft())
    assert document.live_id is not None
    with pytest.raises(Unlawful, match="手机号码"):
        acts.withdraw(here.actor("周领导"), document.live_id, "illegal", said)
    with pytest.raises(Unlawful, match="手机号码"):
        acts.set_validity(here.actor("王公开"), document.pk, "lapsed", timezone.localdate(), basis_text=said)
    acts.withdraw(here.actor("周领导"), document.live_id, "privacy", said)  # a reason that nobody is shown


def test_no_reason_lets_a_mark_of_secrecy_out(here: Office) -> None:
    opinion = give_opinion(VISITOR, published_call(here).pk, "机密★10年", "t1")
    with pytest.raises(Unlawful):
        moderate(here.actor("张起草"), opinion.pk, Opinion.Showing.SHOWN, "照登")


def test_the_words_beside_a_draft_are_checked_with_it(here: Office) -> None:
    clerk, today = here.actor("张起草"), timezone.localdate()
    notice = here.draft(plan="consultation")
    call_for_opinions(clerk, notice.document_id, Call(today, today + 30 * DAY, "联系人手机13812345678"))
    with pytest.raises(Unlawful, match="手机号码"):
        acts.submit(clerk, notice.pk)
    acts.excuse(clerk, notice.screening.get(place="contact").pk, "征集专用手机")
    assert acts.submit(clerk, notice.pk).gate == "unit_review"


def test_feedback_comes_after_the_end_when_every_opinion_has_its_reasoned_answer(here: Office) -> None:
    consultation = published_call(here)
    clerk = here.actor("张起草")
    one = give_opinion(VISITOR, consultation.pk, "建议删去第五条", "t1")
    two = enter_opinion(clerk, consultation.pk, Opinion.Channel.MAIL, "建议推迟施行")
    feedback = here.draft("意见采纳情况的反馈", plan="consultation")
    with pytest.raises(Unlawful, match="尚未结束"):
        give_feedback(clerk, consultation.pk, feedback.document_id)
    with on_day(consultation.closes_on + DAY):
        answer_opinion(clerk, one.pk, Opinion.Outcome.ADOPTED, "已删去")
        with pytest.raises(Unlawful, match="1 条意见没有答复"):
            give_feedback(clerk, consultation.pk, feedback.document_id)
        with pytest.raises(Unlawful, match="写明理由"):
            answer_opinion(clerk, two.pk, Opinion.Outcome.NOT_ADOPTED, " ")
        answer_opinion(clerk, two.pk, Opinion.Outcome.NOT_ADOPTED, "与上位法规定的时间不符")
        give_feedback(clerk, consultation.pk, feedback.document_id)
    here.publish(feedback)
    with pytest.raises(Unlawful, match="不能再改"):
        answer_opinion(clerk, one.pk, Opinion.Outcome.PARTLY, "改")


def test_outsiders_answer_no_opinions(here: Office) -> None:
    opinion = give_opinion(VISITOR, published_call(here).pk, "意见", "t1")
    for name in ("外人", "赵保密"):
        with pytest.raises(NotPermitted):
            answer_opinion(here.actor(name), opinion.pk, Opinion.Outcome.ADOPTED, "好")


def test_a_major_decision_is_not_discussed_before_its_five_steps_are_recorded(here: Office) -> None:
    clerk = here.actor("张起草")
    day = datetime.date(2026, 6, 1)
    decision = start_decision(clerk, here.organ.pk, "城市公共交通票价调整", "policy", day)
    with pytest.raises(Unlawful) as refused:
        record_step(clerk, decision.pk, "discussion", day, done=True)
    for label in ("草案拟订", "公众参与", "专家论证", "风险评估", "合法性审查"):
        assert label in str(refused.value)
    notice = Proof(since=day - 6 * DAY)
    with pytest.raises(Unlawful, match="听证材料送达之日"):
        record_step(clerk, decision.pk, "participation", day, done=True, proof=notice)
    for step in ("drafting", "participation", "experts"):
        record_step(clerk, decision.pk, step, day, done=True)
    with pytest.raises(Unlawful, match="写明理由"):
        record_step(clerk, decision.pk, "risk", day, done=False)
    record_step(clerk, decision.pk, "risk", day, done=False, note="不涉及社会稳定风险")
    with pytest.raises(Unlawful, match="不能省略"):
        record_step(clerk, decision.pk, "legality", day, done=False, note="已经征求意见")
    with pytest.raises(Unlawful, match="收到送审材料之日"):
        record_step(clerk, decision.pk, "legality", day, done=True)
    late, early = Proof(since=datetime.date(2026, 5, 25)), Proof(since=datetime.date(2026, 5, 20))
    with pytest.raises(Unlawful, match="期限未满"):
        record_step(clerk, decision.pk, "legality", day, done=True, proof=late)
    record_step(clerk, decision.pk, "legality", day, done=True, proof=early)
    document = here.publish(here.draft("关于调整票价的决定"))
    with pytest.raises(Unlawful, match="集体讨论"):
        link_decision(clerk, decision.pk, document.pk)
    record_step(clerk, decision.pk, "discussion", day, done=True)
    assert link_decision(clerk, decision.pk, document.pk).document == document
