"""``load_sample``: demo accounts, sample reports and documents, on development machines only."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.documents.sample.load import load_documents
from gongkai.reports.sample.accounts import accounts_file, ensure_accounts
from gongkai.reports.sample.load import load_samples, load_synthetic_divisions


class Command(BaseCommand):
    help = "装载演示账号、样例报告和样例文件（生产环境拒绝执行；可重复执行）"

    def handle(self, *_args: object, **_options: object) -> None:
        """Load what is missing and say what that was; nothing when everything is there."""
        if settings.ENVIRONMENT.production:
            raise CommandError("生产环境不装载演示账号和样例。")
        load_synthetic_divisions()
        if ensure_accounts():
            self.stdout.write(f"已生成演示账号，密码写在 {accounts_file()}")
        if loaded := load_samples(timezone.now()):
            self.stdout.write(f"已装载样例报告 {loaded} 份")
        if loaded := load_documents(timezone.now()):
            self.stdout.write(f"已装载示例县的样例文件 {loaded} 件")
