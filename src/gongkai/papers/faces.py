"""Which fonts of this machine print which kind of type; what to do where there are none."""

from __future__ import annotations

from functools import cache
from typing import get_args

import typst

from gongkai.statute.paper_layout import Face, paper_layout

ADVICE = (
    "请在服务器上安装中文字体后重启（Debian、Ubuntu：apt install fonts-noto-cjk；"
    "有授权的仿宋、小标宋等字体装入系统字体目录即可优先使用）。"
)


class NoFontsError(Exception):
    """No font of this machine can print a kind of type. The message says which, and what to install."""


@cache
def machine_families() -> frozenset[str]:
    """The font families that are installed; looked up once."""
    return frozenset(typst.Fonts(include_embedded_fonts=False).families())


def chosen_faces(families: frozenset[str]) -> dict[Face, tuple[str, ...]]:
    """For every kind of type the families that are there, best first.

    Raises NoFontsError when a kind has none: other fonts would print Chinese as empty boxes.
    """
    known = {name.casefold(): name for name in families}
    found = {
        face: tuple(known[name.casefold()] for name in names if name.casefold() in known)
        for face, names in paper_layout().faces.items()
    }
    if missing := [face for face in get_args(Face) if not found[face]]:
        names = "、".join(paper_layout().word_faces[face] for face in missing)
        raise NoFontsError(f"本机没有可用的中文字体（{names}），不能生成 PDF。{ADVICE}")
    return found


def can_print() -> bool:
    """Whether this machine has the fonts for a PDF."""
    try:
        chosen_faces(machine_families())
    except NoFontsError:
        return False
    return True
