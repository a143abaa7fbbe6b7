"""Setting the documents of the sample county up: offices, catalogue, what came from the former site, the year."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.documents.acts.imports import import_documents
from gongkai.documents.acts.leaves import EntryText, write_entry
from gongkai.documents.acts.offices import OfficeEntry, describe_office
from gongkai.documents.days import begin_day
from gongkai.documents.importing.entries import Row, judge
from gongkai.documents.models import CatalogueEntry, Document
from gongkai.documents.sample import public, story
from gongkai.documents.sample.town import DIVISION, Town
from gongkai.kernel import pretence
from gongkai.organs.acts import lend_post
from gongkai.organs.models import Post, User
from gongkai.search import index

OFFICES = {"office": ("政务公开科", "99000001-7"), "government": ("人民政府办公室", "99000002-5")}
LEAVES = (
    EntryText("机关职能和联系方式", duty="20-02", content="职责、机构、地址、时间", update_months=24, unit="综合科"),
    EntryText("财政预算、决算", duty="20-07", field="F04", level2="部门预算", update_months=12, unit="财务室"),
    EntryText(
        "行政事业性收费", duty="20-08", level2="收费目录", content="项目、依据、标准", update_months=12, unit="综合科"
    ),
    EntryText("突发事件应对", duty="20-12", field="F15", level2="应急预案", update_months=36, unit="值班室"),
    EntryText("政府集中采购", duty="20-09", not_involved="本机关的集中采购由县财政局统一实施和公开。"),
    EntryText("社会救助", duty="21-06", field="F20", level2="临时救助", content="对象、标准、金额", update_months=3),
)
FORMER_SITE = (
    ("示例县人民政府办公室行政事业性收费目录", "政务信息", 520, "20-08", "证照工本费已全部取消，现无收费项目。"),
    ("示例县城镇生活垃圾处理管理办法", "行政规范性文件", 900, "20-01", "单位和个人应当按照规定投放生活垃圾。"),
    ("示例县机关办公用房管理办法", "行政规范性文件", 1400, "20-01", "办公用房实行统一权属、统一配置、统一处置。"),
)


def load_documents(now: datetime.datetime) -> int:
    """Set everything up unless it is there; returns how many documents. All of it or nothing. Needs the demo accounts.

    Ends with what the night would do: terms that ran out in the meantime are marked.
    """
    if Document.objects.filter(organ__division=DIVISION).exists():
        return 0
    with transaction.atomic(), pretence.as_of(now):
        town = Town(now)
        with pretence.as_of(town.moment(365)):
            rules = _describe(town)
            _take_over(town)
        story.begin(town)
        public.consult(town)
        story.go_on(town)
        story.stand_at_gates(town)
        story.look_after(town, rules)
        public.decide(town)
        _lend(town)
        for _ in index.catch_up():
            """What came from the former site is found from the first moment."""
        begin_day(timezone.localdate(now))
    return Document.objects.filter(organ__division=DIVISION).count()


def _describe(town: Town) -> int:
    """Offices with guide and numbering, and the leaves; returns the leaf of the rules (公开制度)."""
    manager = town.actor("disclosure")
    for key, (name, code) in OFFICES.items():
        organ = town.organ(key)
        entry = OfficeEntry(
            f"示例县{name}（示例）",
            "{organ_code}/{year}-{serial:5}",
            address="示例县示例路1号",
            hours="工作日9:00至12:00，13:30至17:30",
            phone="示例县政务服务热线（示例）",
            contact="本网站“依申请公开”栏目",
            classification="按照主题、体裁和服务对象分类。",
            arrangement="按照公开目录编排，每条信息有索引号、名称、内容概述、生成日期。",
            obtaining="在网站查阅，或者到县档案馆、图书馆的查阅点查阅。",
            organ_code=code,
        )
        describe_office(manager, organ.pk, entry)
    office = town.organ("office").pk
    for place, leaf in enumerate(LEAVES):
        write_entry(manager, office, dataclasses.replace(leaf, position=place))
    return write_entry(manager, office, EntryText("政府信息公开制度", part=CatalogueEntry.Part.RULES)).pk


def _take_over(town: Town) -> None:
    """Three documents of the site before this one, older than the year."""
    today = timezone.localdate(town.now)
    for title, plan, ago, duty, text in FORMER_SITE:
        values = {
            "title": title,
            "published": town.day(ago).isoformat(),
            "body": f"{text}（示例）",
            "plan": plan,
            "duty": duty,
        }
        judged = judge(Row(title, values), today)
        if judged.entry is None:
            raise RuntimeError(f"sample row was not taken over: {judged.faults}")
        organ = town.organ("government" if plan == "行政规范性文件" else "office")
        import_documents(town.actor("disclosure"), organ.pk, [judged.entry], "旧网站列表（示例）")


def _lend(town: Town) -> None:
    """The leader is away for two weeks; a deputy acts in their post meanwhile."""
    post = Post.objects.get(user__username="leader", lent_by=None)
    deputy = User.objects.get(username="deputy")
    lend_post(
        town.actor("leader"), post.pk, deputy.pk, timezone.localdate(town.now), town.ahead(14), "外出培训（示例）"
    )
