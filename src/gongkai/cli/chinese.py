"""Click in Chinese: help pages and usage errors."""

from __future__ import annotations

import click

HELP = "显示这段说明"


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
            return f"参数 {name} 不对：{error.message}"
        case click.FileError():
            return f"不能打开文件 {error.ui_filename}：{error.message}"
    return error.message
