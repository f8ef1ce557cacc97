"""Every message id in the program: what is handed to ``t`` as it stands, and what ``N_`` marks where it is defined."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).resolve().parents[2]


def message_ids() -> dict[str, str]:
    """Id → the file where it was met first."""
    found: dict[str, str] = {}
    for path in [ROOT / "app.py", *sorted(p for d in ("pages", "dienhinh") for p in (ROOT / d).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and called(node) in ("t", "N_"):
                for text in alternatives(node.args[0]):
                    found.setdefault(text, path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / "dienhinh").rglob("*.html")):
        for _, _, said in extract_from_ast(Environment().parse(path.read_text(encoding="utf-8")), ("t",)):
            for text in [said] if isinstance(said, str) else [s for s in said or () if s]:
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def alternatives(node: ast.AST) -> Iterator[str]:
    """The strings that an expression can come to, as far as it says them itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from alternatives(node.body)
        yield from alternatives(node.orelse)
