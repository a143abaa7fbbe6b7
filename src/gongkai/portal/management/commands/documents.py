"""``documents import PATH`` and ``documents export FOLDER``: documents in from elsewhere, and out as plain files."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.documents.importing.sources import UnusableSource, open_source
from gongkai.documents.takeover import Takeover, take_over
from gongkai.kernel.errors import Refused
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ, User
from gongkai.organs.policy import actor_of, who_may
from gongkai.portal.export import ExportError, export

FAULTS = 1  # exit code: something was left out
EVERY = 2.0  # seconds between two lines of progress


class Command(BaseCommand):
    help = "批量导入已在别处公开的文件（import），把公开的文件导出为静态网页（export）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two commands with their options."""
        commands = parser.add_subparsers(dest="command", required=True, metavar="import | export")
        taking = commands.add_parser("import", help="导入 CSV、XLSX、网址列表、ZIP 或者文件夹；列名见 docs/import.md")
        taking.add_argument("path", type=Path, help="文件或者文件夹")
        taking.add_argument("--organ", required=True, help="机关代码，如 530500-office")
        taking.add_argument("--by", default="", help="以哪个账号的名义；只有一人有此权限时可省略")
        taking.add_argument("--base", default="", help="文件夹在原网站上的网址，以 / 结尾，用来补全相对链接")
        taking.add_argument("--faults", type=Path, help="问题清单（.csv 或 .xlsx）；默认与来源同名")
        taking.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="同时使用的处理器数")
        taking.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        giving = commands.add_parser("export", help="导出公开文件的静态网页，可直接由 nginx 提供")
        giving.add_argument("folder", type=Path, help="目标文件夹；再次运行只更新有变化的文件")
        giving.add_argument("--address", default="http://localhost", help="网站的网址，如 https://www.example.gov.cn")

    def handle(self, *_args: object, **options: object) -> None:
        """Run the one that was asked for."""
        given = Namespace(**options)
        try:
            self._import(given) if given.command == "import" else self._export(given)
        except (Refused, UnusableSource, ExportError) as error:
            raise CommandError(str(error)) from error

    def _import(self, given: Namespace) -> None:
        organ = Organ.objects.filter(code=given.organ).first()
        if organ is None:
            raise CommandError(f"没有代码为 {given.organ} 的机关。")
        actor = actor_of(_account(organ, given.by), timezone.localdate())
        source = open_source(given.path, given.base)
        if source.unknown:
            self.stdout.write(f"没有用到的列：{'、'.join(source.unknown)}")
        faults = given.faults or given.path.with_name(f"{given.path.stem}.问题.csv")
        state = take_over(
            actor, organ.pk, source, given.path.name, faults,
            jobs=max(1, given.jobs), dry_run=given.dry_run, progress=_Teller(self),
        )  # fmt: skip
        self.stdout.write(f"{'（试运行，没有写入）' if given.dry_run else ''}{_summary(state)}")
        if state.left_out or state.to_look_at:
            self.stdout.write(f"未导入和需要核对的行见 {faults}；改好后可以直接再次导入这个清单。")
        if state.left_out:
            raise SystemExit(FAULTS)

    def _export(self, given: Namespace) -> None:
        done = export(given.folder, given.address)
        if done.unchanged:
            self.stdout.write("上次导出以来没有变化。")
        else:
            extent = "全部" if done.everything else "有变化的"
            self.stdout.write(f"已导出{extent}文件页面 {done.pages} 个，写入 {done.files} 个文件到 {given.folder}")


class _Teller:
    """A line of progress now and then."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._last = time.monotonic()

    def __call__(self, state: Takeover) -> None:
        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._command.stdout.write(_summary(state))


def _summary(state: Takeover) -> str:
    parts = [f"读取 {state.read} 行", f"新增 {state.added} 件", f"已有 {state.known} 件"]
    parts += [f"补充正文 {state.completed} 件"] if state.completed else []
    parts += [f"未导入 {state.left_out} 行", f"需要核对 {state.to_look_at} 行", f"已编入检索 {state.indexed} 件"]
    return "，".join(parts)


def _account(organ: Organ, username: str) -> User:
    """The account that answers for the import."""
    if username:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"没有账号 {username}。")
        return user
    able = list(who_may(Permission.IMPORT_DOCUMENT, organ.place, timezone.localdate())[:10])
    if len(able) != 1:
        names = "、".join(user.username for user in able) or "现在没有人，请先给有关人员“公开工作机构”岗位"
        raise CommandError(f"请用 --by 指明以谁的名义导入（{names}）。")
    return able[0]
