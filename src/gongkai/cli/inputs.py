"""Which files a command line means: files, folders with everything below, patterns, ``-`` for standard input."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

STANDARD_INPUT = "-"
# What is taken from a folder. Kinds that cannot be read are taken too: leaving them out silently would hide them.
READABLE = frozenset({".html", ".htm", ".shtml", ".docx", ".pdf", ".xlsx", ".md", ".markdown", ".txt"})
UNREADABLE = frozenset({".doc", ".wps", ".xls", ".et", ".ofd", ".rtf", ".mht", ".png", ".jpg", ".jpeg", ".tif"})


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read; ``path`` is None for standard input."""

    name: str
    path: Path | None


def find_inputs(paths: Iterable[str]) -> list[Input]:
    """The files in the order given, those of folders and patterns in natural order, none twice.

    Raises :class:`click.ClickException` when a folder or a pattern gives nothing; a single file that does not exist is
    found out when it is read, so that the others are still read.
    """
    found = {given.name: given for path in paths for given in _expand(path)}
    return list(found.values())


def _expand(path: str) -> Iterator[Input]:
    place = Path(path)
    if path == STANDARD_INPUT:
        yield Input("标准输入", None)
    elif place.is_dir():
        files = (file for file in place.rglob("*") if _is_taken(file, place))
        yield from _some(files, f"文件夹 {path} 中没有可以读取的文件")
    elif glob.has_magic(path) and not place.exists():
        files = (Path(match) for match in glob.iglob(path, recursive=True) if Path(match).is_file())
        yield from _some(files, f"没有与 {path} 相符的文件")
    else:
        yield Input(path, place)


def _is_taken(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(("._", ".", "~$")) for part in file.relative_to(folder).parts)
    return file.suffix.lower() in READABLE | UNREADABLE and file.is_file() and not hidden


def _some(files: Iterable[Path], nothing: str) -> Iterator[Input]:
    ordered = sorted(files, key=_natural)
    if not ordered:
        raise click.ClickException(nothing)
    return (Input(str(file), file) for file in ordered)


def _natural(file: Path) -> list[tuple[bool, int, str]]:
    """Sort key under which 第2 comes before 第10."""
    parts = re.split(r"(\d+)", str(file))
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
