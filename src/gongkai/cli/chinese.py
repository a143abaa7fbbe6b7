"""Click in Chinese: help pages and usage errors."""

from __future__ import annotations

import re

import click

HELP = "显示这段说明"
_SURPLUS = re.compile(r"^Got unexpected extra arguments? \((.*)\)$")


class ChineseCommand(click.Command):
    """A command whose help page has Chinese headings."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option


def explain(error: click.ClickException) -> str:
    """What is wrong with a command line, in Chinese."""
    match error:
        case click.NoSuchOption():
            hint = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{hint}"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
            return f"缺少参数 {name}"
        case click.BadParameter():
            name = error.param.opts[0] if error.param else error.param_hint
            return f"参数 {name} 不对：{_expected(error)}"
        case click.BadOptionUsage():
            rule = "后面不写值" if "does not take" in error.message else "后面要写值"
            return f"选项 {error.option_name} {rule}"
        case click.FileError():
            return f"不能打开文件 {error.ui_filename}：{error.message}"
    surplus = _SURPLUS.search(error.message)
    return f"多出的参数：{surplus[1]}" if surplus else error.message


def _expected(error: click.BadParameter) -> str:
    """What the value of a parameter should be."""
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return f"应为 {'、'.join(map(str, choices))} 之一"
        case click.IntRange(min=least):
            return f"应为不小于 {least} 的整数"
    return error.message
