"""A connection that plans each query once."""

from __future__ import annotations

from typing import Any

import duckdb


class Planned:
    """A connection that plans a query without parameters once: of the time one candidate takes, planning is more than
    half. Only without the optimiser is a plan kept; on tables as small as these it has nothing to win."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute("SET threads = 1")
        connection.execute("PRAGMA disable_optimizer")
        self._names: dict[str, str] = {}

    def execute(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        if parameters or not query.startswith("SELECT"):
            return self.connection.execute(query, parameters)
        if query not in self._names:
            self._names[query] = f"planned_{len(self._names)}"
            self.connection.execute(f"PREPARE {self._names[query]} AS {query}")
        return self.connection.execute(f"EXECUTE {self._names[query]}")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)
