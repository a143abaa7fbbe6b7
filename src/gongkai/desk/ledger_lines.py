"""Entries of the ledger in words: what was done, to which thing, with a link where there is a page for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.kernel.actors import Actor
from gongkai.kernel.acts import REGISTRY
from gongkai.kernel.models import LedgerEntry
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Division, Organ, Post, User
from gongkai.organs.policy import within_reach
from gongkai.organs.roles import Role
from gongkai.reports import queries
from gongkai.reports.models import ImportBatch, ImportItem, ItemStatus, Origin, Report, ReportStatus, WithdrawalKind

DETAILS = {
    "accept_ambiguous": gettext_lazy("按存疑发布"),
    "as_of": gettext_lazy("样例日期"),
    "basis": gettext_lazy("依据"),
    "before": gettext_lazy("此前"),
    "cells": gettext_lazy("格"),
    "derived": gettext_lazy("随之确定"),
    "divisions": gettext_lazy("行政区划"),
    "file": gettext_lazy("文件"),
    "files": gettext_lazy("文件"),
    "finding": gettext_lazy("问题"),
    "former": gettext_lazy("原名称"),
    "into": gettext_lazy("分为"),
    "kind": gettext_lazy("原因"),
    "merged": gettext_lazy("并入"),
    "name": gettext_lazy("名称"),
    "on": gettext_lazy("日期"),
    "organ": gettext_lazy("机关"),
    "organs": gettext_lazy("机关"),
    "origin": gettext_lazy("来源"),
    "reason": gettext_lazy("理由"),
    "reopened": gettext_lazy("改回存疑"),
    "replaces": gettext_lazy("取代"),
    "report": gettext_lazy("报告"),
    "role": gettext_lazy("角色"),
    "rule": gettext_lazy("规则"),
    "scope": gettext_lazy("范围"),
    "snapshot": gettext_lazy("快照"),
    "status": gettext_lazy("状态"),
    "user": gettext_lazy("账号"),
    "username": gettext_lazy("用户名"),
    "validity": gettext_lazy("有效性"),
    "year": gettext_lazy("报告年度"),
}

HASH = re.compile("[0-9a-f]{64}")
CODES: dict[str, type[TextChoices]] = {
    "kind": WithdrawalKind,
    "origin": Origin,
    "role": Role,
    "scope": Post.Scope,
    "status": ItemStatus,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing an act was done to; ``url`` is empty when this reader has no page of it."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry as the page shows it; ``details`` are pairs of name and value, empty ones left out."""

    entry: LedgerEntry
    act: str
    subject: Subject
    details: tuple[tuple[str, str], ...]


def act_name(name: str) -> str:
    """What people call an act; an act of an earlier version of the product keeps its code."""
    return str(REGISTRY[name].label) if name in REGISTRY else name


def lines(entries: Sequence[LedgerEntry], actor: Actor) -> tuple[LedgerLine, ...]:
    """The entries for ``actor`` to read (at most two queries for each kind of thing among them)."""
    subjects = _subjects(entries, actor)
    return tuple(
        LedgerLine(
            entry,
            act_name(entry.act),
            subjects.get((entry.subject, entry.subject_id)) or Subject(f"{_kind(entry.subject)} {entry.subject_id}"),
            tuple(
                (str(DETAILS.get(key, key)), _word(_named(key, value), nothing=_nothing(key)))
                for key, value in entry.detail.items()
                if _says(value)
            ),
        )
        for entry in entries
    )


def _says(value: object) -> bool:
    return value not in (None, "", [], {})


def _named(key: str, value: object) -> object:
    """The label of a code, the value itself when it is none."""
    codes = CODES.get(key, ())
    return next((str(code.label) for code in codes if code.value == value), value)


def _nothing(key: str) -> str:
    """What None says: a file that was not taken, or a blank cell."""
    return _("未收下") if key == "files" else _("空白")


def _word(value: object, *, nothing: str) -> str:
    match value:
        case None:
            return nothing
        case bool():
            return _("是") if value else _("否")
        case list():
            return "、".join(_word(item, nothing=nothing) for item in value)
        case dict():
            return "；".join(f"{key} {_change(item, nothing=nothing)}" for key, item in value.items())
        case str() if HASH.fullmatch(value):
            return f"{value[:12]}…"  # the beginning tells two of them apart
        case _:
            return str(value)


def _change(value: object, *, nothing: str) -> str:
    parts = value if isinstance(value, list) else [value]
    return " → ".join(_word(item, nothing=nothing) for item in parts)


def _kind(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def _subjects(entries: Iterable[LedgerEntry], actor: Actor) -> dict[tuple[str, str], Subject]:
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject, set()).add(entry.subject_id)
    found: dict[tuple[str, str], Subject] = {}
    for label, describe in _KINDS.items():
        if ids := wanted.get(label):
            found |= {(label, key): subject for key, subject in describe(ids, actor).items()}
    return found


def _reports(ids: Iterable[str], actor: Actor) -> Mapping[str, Subject]:
    within_reach = set(queries.desk_reports(actor).filter(pk__in=ids).values_list("pk", flat=True))
    reports = Report.objects.filter(pk__in=ids).select_related("organ").defer("snapshot")
    return {str(report.pk): Subject(_report(report), _report_page(report, within_reach)) for report in reports}


def _report(report: Report) -> str:
    words = {"organ": report.organ.short_name, "year": report.year, "edition": report.edition}
    return _("%(organ)s %(year)s 年度报告，第 %(edition)s 版") % words


def _report_page(report: Report, within_reach: set[int]) -> str:
    if report.pk in within_reach:
        return reverse("desk:review", args=[report.pk])
    return reverse("portal:report", args=[report.pk]) if report.status == ReportStatus.PUBLISHED else ""


def _batches(ids: Iterable[str], actor: Actor) -> Mapping[str, Subject]:
    batches = ImportBatch.objects.filter(pk__in=ids)
    reached = set(batches.filter(within_reach(actor, Permission.IMPORT_REPORT)).values_list("pk", flat=True))
    return {
        str(batch.pk): Subject(
            _("第 %(number)s 批导入") % {"number": batch.pk},
            reverse("desk:batch", args=[batch.pk]) if batch.pk in reached else "",
        )
        for batch in batches
    }


def _items(ids: Iterable[str], _actor: Actor) -> Mapping[str, Subject]:
    return {str(item.pk): Subject(item.file_name) for item in ImportItem.objects.filter(pk__in=ids)}


def _organs(ids: Iterable[str], _actor: Actor) -> Mapping[str, Subject]:
    return {
        str(organ.pk): Subject(organ.name, reverse("portal:organ", args=[organ.code]))
        for organ in Organ.objects.filter(pk__in=ids)
    }


def _divisions(ids: Iterable[str], _actor: Actor) -> Mapping[str, Subject]:
    return {
        division.pk: Subject(division.name, reverse("portal:division", args=[division.pk]))
        for division in Division.objects.filter(pk__in=ids)
    }


def _users(ids: Iterable[str], _actor: Actor) -> Mapping[str, Subject]:
    return {str(user.pk): Subject(user.display_name) for user in User.objects.filter(pk__in=ids)}


def _posts(ids: Iterable[str], _actor: Actor) -> Mapping[str, Subject]:
    return {
        str(post.pk): Subject(f"{post.user.display_name}：{post.organ.short_name}")
        for post in Post.objects.filter(pk__in=ids).select_related("user", "organ")
    }


def _label(model: type[Model]) -> str:
    return model._meta.label_lower


_KINDS = {
    _label(Report): _reports,
    _label(ImportBatch): _batches,
    _label(ImportItem): _items,
    _label(Organ): _organs,
    _label(Division): _divisions,
    _label(User): _users,
    _label(Post): _posts,
}
