"""Measure words (量词) behind numbers, and the words with a numeral in them that count nothing.

This is language, not law, and therefore code.
"""

from __future__ import annotations

import re


def _words(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


_COMMON = _words(
    "件次 场次 批次 人次 件 次 条 个 篇 期 场 批 项 套 份 部 册 处 所 台 宗 起 例 类 种 本 幅",
    "张 辆 座 间 段 首 则 笔 轮 部分 部门 方面 领域 环节 乡镇 人 名 位 户 家",
    "个工作日 工作日 个自然日 自然日 个月 个小时 个学时 个课时 元 美元 欧元 港元",
)
_AFTER_DIGITS_ONLY = _words(
    "期次 户次 家次 车次 班次 频次 条次 项次 例次 篇次 台次 宗次 点次 人天 块 只 艘 架 支 枚",
    "棵 株 栋 幢 桩 单 票 回 遍 趟 节 堂 章 卷 版 页 行 组 支队 对 双 片 集 字 分 倍",
    "单位 镇 乡 村 社区 街道 县 区 市 州 省 栏目 专栏 频道 平台 网站 机构 事项 指标 窗口 账号",
    "小时 分钟 秒 天 日 周 年 学时 课时 平方米 平方公里 立方米 公里 千米 米 公顷 亩 吨 公斤 千克 千瓦",
    "兆 GB TB MB KB",
)


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(set(words), key=len, reverse=True))


CHINESE_UNIT = _alternatives(_COMMON)
"""Units a Chinese numeral may count: 两次, 七个部分."""
ASCII_UNIT = _alternatives([*_COMMON, *_AFTER_DIGITS_ONLY])
"""Units behind digits."""

_NOT_BEFORE = {
    "年": "月末初底", "区": "间", "市": "场", "部": "署级", "名": "列单", "所": "有以",
    "处": "理于在罚", "场": "所地景", "期": "间限", "项": "目", "单": "位", "人": "大民类均工",
    "家": "庭长园村", "条": "件", "次": "性日序数生要", "起": "至到始步草", "周": "年边", "天": "气",
    "版": "本", "集": "中约", "类": "型", "回": "复应", "组": "织", "节": "能约日",
    "间": "接隔", "首": "次要页", "村": "民委", "位": "置列于一",
}  # fmt: skip
"""Characters that make another word of the unit: 2次性 is 一次性, 3市场 is 市场."""
_ONLY_BEFORE = {
    "日": r"内|以前|前|之内|以内|[,;。、)]|$",
    "分": r"[,;。、)的]|$",
    "行": r"[,;。、)]|$",
    "对": r"夫|[,;。、)]",
    "片": r"[,;。、)]",
    "章": r"[,;。、)]",
    "本": r"(?!级|单位|机关|年|市|县|省|区|部门)",
}
_GUARDS = {unit: re.compile(f"(?![{after}])") for unit, after in _NOT_BEFORE.items()}
_GUARDS |= {unit: re.compile(after) for unit, after in _ONLY_BEFORE.items()}


def unit_fits(unit: str, text: str, end: int) -> bool:
    """Whether what stands behind a unit leaves it a unit: 2次培训 yes, 2次性 no, 3市场 no."""
    guard = _GUARDS.get(unit)
    return guard is None or guard.match(text, end) is not None


IDIOM = re.compile(
    "两个维护|两个确立|四个意识|四个自信|四个全面|三个代表|两个一百年|[三四五]位一体|两个责任|[两三]个务必|两个结合|两个凡是|五个统一"
    "|三类内部事务|四类过程性|三项制度|三个区分|七个有之|十个明确|十四个坚持|六个必须|四个最严|双公示|[七八九十]部委|两个不得|[三四五]个一批"
    "|一个中心|两个基本点|三个文明|两个覆盖|两个全面|两个健康|三个转变|四个到位|五个到位|两个清单"
)
"""Set phrases that hold a numeral and a measure word and count nothing."""

PEOPLE = frozenset({"人", "名", "位"})
TIME = frozenset(
    {"年", "个月", "周", "天", "日", "小时", "个小时", "分钟", "秒", "个工作日", "工作日", "个自然日", "自然日"}
)


def unit_family(unit: str) -> str:
    """What units can stand in one sum: 条 and 件 can, 元 and 件 cannot, 人次 only with 人次."""
    if unit.endswith("元"):
        return "money"
    if unit in PEOPLE:
        return "people"
    if unit in TIME:
        return "time"
    if unit in {"人次", "户", "分", "倍", "%", "‰", "个百分点"} or unit.startswith(("平方", "立方", "公")):
        return unit
    return "things"
