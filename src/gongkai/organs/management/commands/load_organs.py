"""``load_organs``: the divisions and usual organs of ``law/`` into the database."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from gongkai.kernel.actors import INSTALLER
from gongkai.organs.acts import load_register
from gongkai.organs.register import register_from_law


class Command(BaseCommand):
    help = "装载行政区划与机关名录（可重复执行）"

    def handle(self, *_args: object, **_options: object) -> None:
        """Add what is missing and say how much that was; nothing when everything is there."""
        divisions, organs = load_register(INSTALLER, register_from_law())
        if divisions or organs:
            self.stdout.write(f"新增行政区划 {divisions} 个、机关 {organs} 个")
