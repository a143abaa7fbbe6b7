"""``gongkai schema``: the JSON Schema of what ``read --format json`` writes."""

from __future__ import annotations

import json

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.reading.writers.schema import report_schema


@click.command(cls=ChineseCommand)
def schema() -> None:
    """输出 JSON 结果的 JSON Schema（与 docs/schema/annual-report.schema.json 相同）。"""
    click.echo(json.dumps(report_schema(), ensure_ascii=False, indent=2))
