"""The information-processing fee (信息处理费): computed by ``statute.fees``, told, paid or lapsed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.applications import letters
from gongkai.applications.acts.steps import go_on, locked, proceed, rules_of
from gongkai.applications.acts.telling import deadline, tell_lapse
from gongkai.applications.models import Application, Fee
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.statute import fees
from gongkai.statute import letters as law
from gongkai.statute.clocks import events as ev

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Charge(Typed):
    """By which standard, and the facts why number or frequency are beyond reason. ``pages``: for 按量计收 only."""

    standard: fees.Standard
    excessive: str
    pages: int = 0
    already_public: bool = False


def assess(application: Application, charge: Charge) -> fees.Fee:
    """What the fee would be, with its lines and what stands against it. Writes nothing."""
    per_page = charge.standard is fees.Standard.PER_PAGE
    assert application.received_on is not None
    return fees.assess(
        fees.FeeFacts(
            received_on=application.received_on,
            standard=charge.standard,
            count=max(charge.pages, 1) if per_page else 1,
            excessive=charge.excessive,
            before=0 if per_page else earlier_in_month(application),
            already_public=charge.already_public,
        )
    )


def earlier_in_month(application: Application) -> int:
    """How many applications the same person made to the organ earlier in the month of this one."""
    day = application.received_on
    if not application.person_mark or day is None:
        return 0
    earlier = Q(received_on__lt=day) | Q(received_on=day, pk__lt=application.pk)
    same = Application.objects.filter(organ=application.organ_id, person_mark=application.person_mark, merged_into=None)
    return same.filter(earlier, received_on__year=day.year, received_on__month=day.month).count()


@act("application.notify_fee", Permission.HANDLE_APPLICATION, _("通知缴费"))
def notify_fee(step: Step, application_id: int, seen: int, on: Day, charge: Charge) -> Fee:
    """Assess the fee and tell the applicant: standard, count, amount, how to pay (国办函〔2020〕109号).

    Raises Unlawful with what stands against it, and where nothing is to be paid.
    """
    application = locked(step, application_id)
    limit = rules_of(application).fee
    per_page = charge.standard is fees.Standard.PER_PAGE
    step.demand(not per_page or charge.pages > 0, _("请填写提供的页数。"))
    found = assess(application, charge)
    step.demand(found.lawful, "\n".join(map(str, found.obstacles)))
    step.demand(found.amount > 0, _("在不收费的数量以内，不应当收取信息处理费。"))
    happening = go_on(step, application, seen, ev.FeeNotified(on), charge.excessive)
    last = found.lines[-1].last
    fee = Fee.objects.create(
        application=application,
        standard=charge.standard.value,
        quantity=last,
        amount=found.amount,
        noticed_on=on,
    )
    values = {
        "basis": str(limit.source) if limit else "",
        "standard": str(found.reasons[0].statement),
        "quantity": "；".join(line.statement for line in found.lines),
        "amount": str(found.amount),
        "limit": law.within(limit),
    }
    letters.write(step, application, "fee_notice", happening, values)
    return fee


@act("application.fee_received", Permission.HANDLE_APPLICATION, _("登记收费通知送到"))
def fee_received(step: Step, application_id: int, seen: int, on: Day, note: str) -> Application:
    """The applicant received the notice; the period to pay runs."""
    return proceed(step, application_id, seen, ev.FeeNoticeReceived(on), note)


@act("application.pay", Permission.HANDLE_APPLICATION, _("登记缴费"))
def pay(step: Step, application_id: int, seen: int, on: Day, receipt: str) -> Application:
    """The fee was paid; the period to answer begins anew. ``receipt``: number of the fiscal receipt."""
    step.demand(bool(receipt.strip()), _("请填写缴费凭证的号码。"))
    application = proceed(step, application_id, seen, ev.Paid(on))
    fee = _open_fee(application)
    fee.paid_on, fee.receipt = on, receipt.strip()
    fee.save(update_fields=["paid_on", "receipt"])
    return application


@act("application.lapse_fee", Permission.HANDLE_APPLICATION, _("逾期未缴费，不再处理"))
def lapse_fee(step: Step, application_id: int, seen: int, on: Day) -> Application:
    """The period to pay passed: the application counts as given up."""
    application = locked(step, application_id)
    limit = rules_of(application).fee
    step.demand(limit is not None, _("没有收取信息处理费的规定。"))
    assert limit is not None
    until = deadline(application, "fee")
    happening = go_on(step, application, seen, ev.FeeLapsed(on))
    fee = _open_fee(application)
    fee.lapsed_on = on
    fee.save(update_fields=["lapsed_on"])
    tell_lapse(step, application, happening, ("fee_notice", until, limit.source))
    return application


def _open_fee(application: Application) -> Fee:
    return lock(Fee.objects, application=application, paid_on=None, lapsed_on=None)
