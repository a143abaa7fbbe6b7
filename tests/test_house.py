"""The house rules that no tool checks by itself."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
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


def test_the_product_imports_nothing_that_only_developers_have() -> None:
    locked = (REPOSITORY / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    runtime = {normalised(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", locked, re.MULTILINE)}
    distributions = packages_distributions()
    foreign = {
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path in SOURCES
        for name in imported(path)
        if name != "gongkai"
        and name not in sys.stdlib_module_names
        and runtime.isdisjoint(normalised(owner) for owner in distributions.get(name, []))
    }
    assert foreign == set()


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """Top-level names of what a file imports when it runs; what is for type checkers only does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = [
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    ]
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
