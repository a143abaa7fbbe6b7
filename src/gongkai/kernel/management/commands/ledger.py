"""``ledger verify``: walk the hash chain of the ledger."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from gongkai.kernel import ledger


class Command(BaseCommand):
    help = "核验操作留痕的哈希链，指出第一条断裂的记录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"], help="verify: 从头核验")

    def handle(self, *_args: object, **_options: object) -> None:
        """Exit 0 and print count and head, or fail naming the first broken entry."""
        try:
            found = ledger.verify()
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                f"数据库中没有台账或连不上数据库：请核对 DATABASE_URL，新数据库先运行 gongkai manage migrate（{error}）"
            ) from error
        if found.broken is not None:
            raise CommandError(
                f"第 {found.broken.sequence} 条断裂：{found.broken.reason}（此前 {found.entries} 条完好）"
            )
        self.stdout.write(f"{found.entries} 条记录完好，末条哈希 {found.head}")
