"""The house rules that no tool checks by itself."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))
LONGEST_FILE = 500  # lines
LONGEST_FUNCTION = 60  # lines


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(REPOSITORY / "src")))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    too_long = [
        f"{node.name}:{node.lineno}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_every_import_cycle_between_rooms_would_be_refused() -> None:
    """The contract names every room, so that none escapes the layers."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = " ".join(contracts["contracts"][0]["layers"])
    rooms = {path.name for path in (REPOSITORY / "src" / "gongkai").iterdir() if (path / "__init__.py").exists()}
    assert {room for room in rooms if f"gongkai.{room}" not in layers} == set()
