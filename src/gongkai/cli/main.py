"""The door of the command line. Commands are imported when they are called, so that help comes at once."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from gongkai.cli.chinese import ChineseCommand, explain

UNREADABLE = 2  # exit code; a wrong command line counts as unreadable too
DEBUG = "GONGKAI_DEBUG"  # set: a fault of the program shows its traceback


class Entry(NamedTuple):
    """Where a command lives and what it is for."""

    module: str
    purpose: str


# A command is the function of its own name in its module.
COMMANDS = {
    "read": Entry("gongkai.cli.read", "读取年度报告，列出其中的表格、数字和章节"),
    "check": Entry("gongkai.cli.check", "核查年度报告：表内、图文、年度之间的勾稽关系"),
    "compare": Entry("gongkai.cli.compare", "把多个年度、多个单位的报告对齐比较"),
    "convert": Entry("gongkai.cli.convert", "按法定格式重新输出报告（HTML、Word、Markdown、Excel、JSON）"),
    "form": Entry("gongkai.cli.form", "输出空白的法定格式"),
    "schema": Entry("gongkai.cli.schema", "输出 JSON 结果的 JSON Schema"),
    "documents": Entry("gongkai.cli.manage", "文件：import 导入已在别处公开的文件，export 导出静态网页"),
    "ledger": Entry("gongkai.cli.manage", "台账：gongkai ledger verify 校验操作台账是否被改动"),
    "manage": Entry("gongkai.cli.manage", "服务器管理命令（迁移数据库、建立账号等）"),
}


class LazyGroup(ChineseCommand, click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - of click
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - of click
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name].module), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"没有命令 {args[0]}；可用的命令：{'、'.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseCommand.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, entry.purpose) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, subcommand_metavar="命令 [参数]", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", message="gongkai %(version)s", help="显示版本")
def cli() -> None:
    """公开：读取、核查、比较政府信息公开工作年度报告。

    退出码：0 没有问题，1 有问题，2 有文件读不了或命令写错。
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code. Never shows a traceback for a mistake of input."""
    try:
        code = cli.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = UNREADABLE
    except click.ClickException as error:
        click.echo(f"错误：{explain(error)}", err=True)
        if isinstance(error, click.UsageError) and error.ctx:
            click.echo(f"用法见 {error.ctx.command_path} --help", err=True)
        code = UNREADABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        code = 130
    except BrokenPipeError:
        # The reader of our output (head, less) has left: nothing more can be said, not even while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if DEBUG in os.environ:
            raise
        click.echo(f"程序出错（{type(error).__name__}）：{error}", err=True)
        click.echo(f"这是程序的问题，不是文件的问题。请设置环境变量 {DEBUG}=1 重新运行，并反馈显示的内容。", err=True)
        code = UNREADABLE
    sys.exit(code)
