"""``rebuild_search``: fill the full-text index anew, when it was lost or the way of cutting texts has changed."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from gongkai.search.index import catch_up, rebuild


class Command(BaseCommand):
    help = "重建全文索引（其间检索页会说明索引不全；中断后可重新执行）"

    def handle(self, *_args: object, **_options: object) -> None:
        """Empty the index and put every text in again, a batch at a time."""
        rebuild()
        done = 0
        for done in catch_up():
            self.stdout.write(f"已编入 {done} 篇")
        self.stdout.write(f"全文索引已重建，共 {done} 篇")
