"""What the interface for other programs says of itself: an OpenAPI document, and a page that reads it out."""

from __future__ import annotations

from typing import Any

from dienhinh import __version__
from dienhinh.criteria import STATUSES
from dienhinh.kinds.sentence import N_

Json = dict[str, Any]
TEXT, NUMBER, SHARE, DAY = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "string", "format": "date"},
)
MAYBE = {"type": ["string", "null"]}
LEAF = {"id": TEXT, "have": NUMBER, "pending": NUMBER, "attainable": NUMBER, "need": NUMBER, "met": {"type": "boolean"}}
SHAPES: dict[str, Json] = {
    "Verdict": {
        "code": TEXT, "name": TEXT, "kind": TEXT, "track": TEXT, "unit": TEXT,
        "status": {"type": "string", "enum": list(STATUSES)}, "progress": SHARE,
        "plan": TEXT, "criteria": {"type": "array", "items": {"type": "object", "properties": LEAF}},
        "routes": {"type": "array", "items": {"type": "object"}},
    },
    "Goals": {
        "code": TEXT, "name": TEXT, "date": DAY, "status": {"type": ["string", "null"], "enum": [*STATUSES, None]},
        "sets": {"type": "array", "items": {"type": "object", "properties": {
            "changes": {"type": "array", "items": {"type": "object"}}, "earliest": DAY, "papers": NUMBER,
            "results": NUMBER, "way": TEXT}}},
        "out_of_reach": MAYBE,
    },
    "Finding": {"kind": TEXT, "code": MAYBE, "text": TEXT, "verdicts": NUMBER},
    "Health": {
        "version": TEXT, "schema": NUMBER, "revision": NUMBER, "date": DAY, "plan": TEXT, "digest": TEXT,
        "sample": {"type": "boolean"}, "log_whole": {"type": "boolean"}, "newest_backup": MAYBE,
    },
    "Refused": {"error": TEXT},
}  # fmt: skip
"""The objects that are answered, each with its properties."""
ON = {"name": "date", "in": "query", "schema": DAY, "description": N_("the assessment date (today)")}
PLAN = {"name": "plan", "in": "query", "schema": TEXT, "description": N_("the plan's id (that of the day)")}
LANG = {
    "name": "lang",
    "in": "query",
    "schema": {"type": "string", "enum": ["vi", "en"]},
    "description": N_("of sentences"),
}
CODE = {"name": "code", "in": "query", "required": True, "schema": TEXT, "description": N_("the candidate's code")}
PATHS: dict[str, tuple[str, str, bool, list[Json]]] = {
    "/api/v1/assess": (N_("Everybody's verdict, as the command assess"), "Verdict", True, [ON, PLAN]),
    "/api/v1/goals": (N_("Every smallest set that makes a candidate eligible, as the command goals"), "Goals", False,
                      [CODE, ON, PLAN, LANG]),
    "/api/v1/quality": (N_("What makes verdicts uncertain, worst first, as the command quality"), "Finding", True,
                        [ON, PLAN, LANG]),
    "/api/v1/health": (N_("How the installation is"), "Health", False, []),
}  # fmt: skip
"""Path → what it answers, of which shape, whether an array of them, and what may be asked."""


def openapi() -> Json:
    """The document (OpenAPI 3.1)."""
    paths: Json = {}
    for path, (said, shape, several, asked) in PATHS.items():
        one = {"$ref": f"#/components/schemas/{shape}"}
        body = {"type": "array", "items": one} if several else one
        refused = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}}}
        paths[path] = {
            "get": {
                "summary": said,
                "parameters": asked,
                "security": [{"token": []}],
                "responses": {
                    "200": {"description": said, "content": {"application/json": {"schema": body}}},
                    "400": {"description": "A parameter cannot be read, or names nothing", **refused},
                    "401": {"description": "No token, or one that is over", **refused},
                },
            }
        }
    schemas = {n: {"type": "object", "properties": p, "required": list(p)} for n, p in SHAPES.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Điển hình", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
