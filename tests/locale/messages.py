"""Every message id in the program, read from its source: calls that take one, and the tables that hold them."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    "app.py",
    *sorted(p.relative_to(ROOT).as_posix() for d in ("pages", "dienhinh") for p in (ROOT / d).rglob("*.py")),
]
CALLS = {
    "t": 0,
    "say": 3,
    "Unreadable": 0,
    "WorkbookError": 0,
    "PlanError": 0,
    "Problem": 4,
    "BadFile": 0,
    "ScenarioError": 0,
    "TemplateFault": 0,
    "_placed": 1,
    "strike": 1,
    "Doubt": 0,
    "among": 1,
    "open_page": (0, 1),
    "draw_ways": 0,
}
TABLES = {
    "REASON_WORD", "LEVEL_WORD", "KIND_WORD", "STATUS_TEXT", "CONFLICTS", "RESULT_WORD", "STATE_WORD", "NODE_WORD",
    "ROLE_WORD", "SAID_OF", "ISSUER_GUESS", "REFINED", "reason", "guess", "word", "headings", "meant", "lines", "PREVIEW_STATE", "FIELD_WORD", "ACTION_WORD", "TABLE_WORD", "COLUMN_WORD", "KIND_OF", "NEW", "WAY_WORD", "NEEDED", "EMPTY",
    "STAGE_WORD", "FAULT_WORD", "HOLDS_WORD", "MEND_WORD", "LACKS_WORD", "PART_WORD", "NO_RESULT", "DO_WORD", "DOES_WORD", "ASK_WORD", "COUNT_WORD", "HOW_WORD", "KIND_TEXT", "RESULT_TEXT", "PAPER_WORD", "head", "asked", "HELP_WORD", "SCREEN_TEXT", "STATE_TEXT", "STEP_TEXT", "WHO_WORD",
}  # fmt: skip


def message_ids() -> dict[str, str]:
    """Id → the file where it was met first."""
    found: dict[str, str] = {}
    for name in SOURCES:
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            for text in texts_of(node, name):
                if text.strip():
                    found.setdefault(text, name)
    return found


def strings(node: ast.AST) -> list[str]:
    """The string constants in an expression, keys of dictionaries left out."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Dict):
        return [s for value in node.values for s in strings(value)]
    if isinstance(node, ast.Compare | ast.Call | ast.JoinedStr | ast.Subscript):
        return []
    if isinstance(node, ast.IfExp):
        return strings(node.body) + strings(node.orelse)
    return [s for child in ast.iter_child_nodes(node) for s in strings(child)]


def texts_of(node: ast.AST, name: str) -> list[str]:
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "say" and name.endswith("pipeline.py"):
            return strings(node.args[0])
        if called == "say" and name.endswith("summary.py"):
            return strings(node.args[2])
        if called == "say" and name.endswith("forms.py"):
            return strings(node.args[1])
        if called in CALLS:
            places = CALLS[called] if isinstance(CALLS[called], tuple) else (CALLS[called],)
            return [s for p in places if p < len(node.args) for s in strings(node.args[p])]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {getattr(t, "id", getattr(t, "attr", "")) for t in targets}
        names |= {getattr(e, "id", "") for t in targets if isinstance(t, ast.Tuple) for e in t.elts}
        if names & TABLES and not (names & {"lines"} and "template" not in name):
            return strings(node.value)
    if isinstance(node, ast.Yield) and name.endswith("planfile.py") and isinstance(node.value, ast.Tuple):
        return strings(node.value.elts[1])
    if isinstance(node, ast.Return) and name.endswith(("values.py", "awards.py")) and isinstance(node.value, ast.Tuple):
        return [s for e in node.value.elts[1:] for s in strings(e) if " " in s]
    return []
