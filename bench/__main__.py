"""``script/bench [PART…] [--quick]``: prints what was measured, with its baseline and its goal."""

from __future__ import annotations

import argparse
from importlib import import_module

PARTS = ("reading", "pages", "search", "documents", "clocks")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, to see that it runs")
    arguments = parser.parse_args()
    for part in arguments.parts or PARTS:
        print(f"== {part}", flush=True)
        import_module(f"bench.{part}").run(quick=arguments.quick)


if __name__ == "__main__":
    main()
