"""``load_sample``: demo accounts and sample reports, on development machines only."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.reports.sample.accounts import accounts_file, ensure_accounts
from gongkai.reports.sample.load import load_samples


class Command(BaseCommand):
    help = "装载演示账号和样例报告（生产环境拒绝执行；可重复执行）"

    def handle(self, *_args: object, **_options: object) -> None:
        """Load what is missing; the passwords stand in ``demo-accounts.txt`` in the data folder."""
        if settings.ENVIRONMENT.production:
            raise CommandError("生产环境不装载演示账号和样例。")
        ensure_accounts()
        self.stdout.write(f"新增样例报告 {load_samples(timezone.now())} 份；演示账号见 {accounts_file().name}")
