"""Commands of the server, passed on to Django as they are."""

from __future__ import annotations

import os
import sys

import click

from gongkai.cli.chinese import ChineseCommand

SETTINGS = "gongkai.conf.settings"
PASS_ON = {"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []}


@click.command(cls=ChineseCommand, context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[命令 [参数]]...")
def manage(arguments: tuple[str, ...]) -> None:
    """服务器管理命令，等同于 python manage.py。"""
    _run_django(arguments)


@click.command(cls=ChineseCommand, context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="verify")
def ledger(arguments: tuple[str, ...]) -> None:
    """操作台账：verify 校验哈希链，指出第一处被改动的记录。"""
    _run_django(("ledger", *arguments))


@click.command(cls=ChineseCommand, context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="import|export ...")
def documents(arguments: tuple[str, ...]) -> None:
    """文件：import 路径 --organ 机关代码 导入已在别处公开的文件；export 文件夹 导出静态网页。"""
    _run_django(("documents", *arguments))


def _run_django(arguments: tuple[str, ...]) -> None:
    from django.core.management import ManagementUtility  # noqa: PLC0415 - only these commands need Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    sys.argv[0] = "gongkai manage"
    ManagementUtility(["gongkai manage", *arguments]).execute()
