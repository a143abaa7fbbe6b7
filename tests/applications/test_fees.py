"""The fee is computed from facts, told with its reckoning, paid or lapsed (国办函〔2020〕109号)."""

from __future__ import annotations

import datetime

import pytest

from gongkai.applications import acts
from gongkai.applications.letters import paper_of
from gongkai.applications.models import Fee, Happening, Letter
from gongkai.kernel.errors import Unlawful
from gongkai.papers.text import to_text
from gongkai.statute.fees import Standard
from tests.applications.office import Office

DAY = datetime.date
MONDAY = DAY(2024, 7, 1)
PAGES = acts.Charge(Standard.PER_PAGE, "一次申请提供资料250页", pages=250)
ITEM = acts.Charge(Standard.PER_ITEM, "当月已提出11件")


def test_pages_are_charged_by_the_table_and_the_notice_says_how_to_pay(here: Office) -> None:
    application = here.entered(MONDAY)
    fee = acts.notify_fee(here.actor("李经办"), application.pk, 1, DAY(2024, 7, 2), PAGES)
    assert (fee.amount, fee.quantity, fee.standard) == (4_700, 250, "per_page")
    text = to_text(paper_of(Letter.objects.get(kind="fee_notice")))
    for part in ("4700元", "财政专户", "次日起20个工作日内", "第201—250页，每页40元，计2000元", "视为放弃申请"):
        assert part in text


def test_items_are_counted_by_person_organ_and_month(here: Office) -> None:
    here.entered(DAY(2024, 6, 28), "june")
    for number in range(10):
        tenth = here.entered(MONDAY, f"july-{number}")
    here.submit("not received yet")
    clerk = here.actor("李经办")
    with pytest.raises(Unlawful, match="不收费的数量以内"):
        acts.notify_fee(clerk, tenth.pk, 1, DAY(2024, 7, 2), ITEM)
    eleventh = here.entered(DAY(2024, 7, 31), "july-11")
    assert acts.notify_fee(clerk, eleventh.pk, 1, DAY(2024, 7, 31), ITEM).amount == 100
    assert Fee.objects.get().quantity == 11


def test_a_fee_needs_the_facts_that_make_it_lawful(here: Office) -> None:
    application, clerk = here.entered(MONDAY), here.actor("李经办")
    with pytest.raises(Unlawful, match="明显超过合理范围"):
        acts.notify_fee(clerk, application.pk, 1, MONDAY, acts.Charge(Standard.PER_PAGE, "", pages=250))
    public = acts.Charge(Standard.PER_PAGE, "频次明显超过合理范围", pages=250, already_public=True)
    with pytest.raises(Unlawful, match="已经主动公开"):
        acts.notify_fee(clerk, application.pk, 1, MONDAY, public)
    assert Happening.objects.count() == 1


def test_a_paid_fee_begins_the_period_anew(here: Office) -> None:
    application, clerk = here.entered(MONDAY), here.actor("李经办")
    acts.notify_fee(clerk, application.pk, 1, MONDAY, PAGES)
    acts.fee_received(clerk, application.pk, 2, MONDAY, "当面签收")
    application = acts.pay(clerk, application.pk, 3, DAY(2024, 7, 10), "财政票据001")
    assert application.due_on == DAY(2024, 8, 7)  # E7
    fee = Fee.objects.get()
    assert (fee.paid_on, fee.receipt, fee.lapsed_on) == (DAY(2024, 7, 10), "财政票据001", None)


def test_an_unpaid_fee_ends_the_application_and_is_told(here: Office) -> None:
    application, clerk = here.entered(MONDAY), here.actor("李经办")
    acts.notify_fee(clerk, application.pk, 1, MONDAY, PAGES)
    acts.fee_received(clerk, application.pk, 2, MONDAY, "当面签收")
    application = acts.lapse_fee(clerk, application.pk, 3, DAY(2024, 7, 30))
    assert (application.outcome, Fee.objects.get().lapsed_on) == ("6.2", DAY(2024, 7, 30))
    assert "2024年7月29日届满" in to_text(paper_of(Letter.objects.get(kind="no_longer_handled")))  # E7
