"""Nobody assigns a state outside the acts (principle 3): the source itself is read for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import gongkai

PACKAGE = Path(gongkai.__file__).parent
ROOMS = ("organs", "reports", "desk", "portal", "api")
STATES = frozenset(
    {"status", "published_at", "confirmed_by", "confirmed_at", "withdrawn_at", "withdrawal_kind", "acknowledged_reason",
     "confirmed_value", "lease", "valid_to"}
)  # fmt: skip


def assignments(tree: ast.AST) -> Iterator[str]:
    """Names of attributes that are assigned, set by ``setattr`` or given to ``update``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            yield from (str(argument.value) for argument in node.args[1:2] if isinstance(argument, ast.Constant))


def is_act(path: Path) -> bool:
    return path.name == "acts.py" or path.parent.name == "acts"


def test_states_are_assigned_in_acts_only() -> None:
    sources = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py") if "migrations" not in path.parts]
    assert any(is_act(path) for path in sources)
    elsewhere = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in sources
        if not is_act(path)
        for name in assignments(ast.parse(path.read_text(encoding="utf-8")))
        if name in STATES
    ]
    assert elsewhere == []


def test_the_scan_sees_every_way_to_assign() -> None:
    code = "a.status = 1\nb.objects.update(status=2)\nsetattr(c, 'status', 3)\nd.status += 1\ne.status: int = 1"
    assert list(assignments(ast.parse(code))).count("status") == 5
