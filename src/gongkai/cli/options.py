"""The options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="文件...")
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, metavar="数目",
    help="同时读取的文件数，默认等于处理器数。",
)  # fmt: skip
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写入文件，默认输出到屏幕。"
)


def format_option(formats: tuple[str, ...], default: str | None = None) -> Callable[[Command], Command]:
    """``--format`` with the formats this command writes."""
    shown = f"默认 {default}。" if default else "默认按 -o 的扩展名。"
    return click.option(
        "-f", "--format", "file_format", type=click.Choice(formats), default=default, metavar="格式",
        help=f"输出格式：{'、'.join(formats)}。{shown}",
    )  # fmt: skip


def by_suffix(output: Path | None, formats: tuple[str, ...], default: str) -> str:
    """The format that the name of the output means, ``default`` when it has no ending.

    Raises:
        click.UsageError: the ending is none of ``formats``: a file must be what its name says.
    """
    suffix = output.suffix.lower().removeprefix(".") if output and not output.is_dir() else ""
    if suffix and suffix not in formats:
        raise click.UsageError(f"不能写成 .{suffix} 文件，可以写：{'、'.join(formats)}（或用 -f 指定格式）")
    return suffix or default
