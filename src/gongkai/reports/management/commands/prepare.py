"""``prepare``: bring database, register, static files and (on development machines) samples up to date."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "准备运行：建库或升级、装载机关名录；生产环境收集静态文件，开发环境装载样例（可重复执行）"
    requires_system_checks = ()

    def handle(self, *_args: object, **_options: object) -> None:
        """Run the steps in order; each does and says nothing when it has nothing to do."""
        call_command("compile_translations", stdout=self.stdout)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("正在准备数据库……")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("load_organs", stdout=self.stdout)
        if settings.ENVIRONMENT.production:
            call_command("collectstatic", interactive=False, verbosity=0)
        else:
            call_command("load_sample", stdout=self.stdout)
