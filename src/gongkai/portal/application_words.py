"""The state of an application in plain words, and what the law says about applying."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.statute.guidance import guidance
from gongkai.statute.sources import Source, source
from gongkai.statute.time_limits import TimeLimit, time_limit


def state_words() -> dict[str, tuple[str, str]]:
    """(word, what it means for the applicant) of every state that the pages tell apart."""
    return {
        "awaiting_confirmation": (
            _("待确认"),
            _("申请已经送到。机关还要与您联系确认，确认之日起计算答复期限，请留意来电。"),
        ),
        "in_review": (_("办理中"), _("机关正在办理，在答复期限以前答复您。")),
        "awaiting_correction": (
            _("请您补正"),
            _("机关看不清您要什么，请按下面的要求补正。收到补正以后，答复期限重新计算。"),
        ),
        "awaiting_reasons": (_("请您说明理由"), _("申请的数量、频次较多，机关请您说明理由，请在下面写明。")),
        "consulting": (_("征求意见中"), _("机关正在征求第三方或者其他机关的意见，这段时间不计入答复期限。")),
        "awaiting_fee": (_("请您缴费"), _("机关通知您缴纳信息处理费。缴费以前期限停止计算，缴费以后重新计算。")),
        "served": (_("已答复"), _("答复已经送达。不服的，可以按答复书写明的途径和期限申请行政复议或者提起行政诉讼。")),
        "archived": (_("已答复"), _("答复已经送达，材料已归档。")),
        "withdrawn": (_("已撤回"), _("您撤回了申请，机关不再办理。需要时可以重新申请。")),
        "abandoned_correction": (_("不再处理"), _("逾期没有补正，视为放弃申请。需要时可以重新申请。")),
        "abandoned_fee": (_("不再处理"), _("逾期没有缴费，视为放弃申请。需要时可以重新申请。")),
        "merged": (_("并案办理"), _("这件申请并入您的另一件申请一起办理，请查看那一件。")),
    }


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that applicants should know, with its place in the norms."""

    label: str
    text: str
    source: Source


def rule_of(line_id: str) -> Rule:
    """One line of the guidance by its id."""
    line = next(item for item in guidance() if item.id == line_id)
    return Rule(line.label, line.text, source(line.source))


def rules(on: datetime.date) -> list[Rule]:
    """Who may apply, how long it takes, what may be done against an answer: by the law of a day."""
    told = {line.id: Rule(line.label, line.text, source(line.source)) for line in guidance()}
    periods = [
        _rule(_("多久答复"), _("%(length)s以内"), time_limit("application.reply", on)),
        _rule(_("可以延长多久"), _("经批准并告知您，再延长最多%(length)s"), time_limit("application.extension", on)),
        _rule(_("不服答复，申请行政复议"), _("收到答复之日起%(length)s内"), time_limit("remedy.reconsideration", on)),
        _rule(_("不服答复，提起行政诉讼"), _("收到答复之日起%(length)s内"), time_limit("remedy.lawsuit", on)),
    ]
    complaint = told.pop("complaint")
    return [*told.values(), *periods, complaint]


def _rule(label: str, text: str, limit: TimeLimit) -> Rule:
    return Rule(label, text % {"length": limit.length.removeprefix("不超过").removeprefix("不少于")}, limit.source)
