"""A folder of what offices have sent, for the page of a province: read once while it does not change."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import streamlit as st

from dienhinh.criteria import Plan
from dienhinh.rollup.gathering import Gathered, gather
from dienhinh.rollup.judging import Total, total

SETTING = "DIENHINH_ROLLUP"
"""Names the folder; then the dashboard is that of a province."""


def folder() -> Path | None:
    said = os.environ.get(SETTING)
    return Path(said) if said else None


def _mark(root: Path) -> tuple[tuple[str, int], ...]:
    return tuple(
        (str(p), p.stat().st_mtime_ns) for p in sorted(root.glob("ky=*/tinh=*/co_quan=*/manifest.json")) if p.exists()
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _gathered(root: Path, mark: object) -> Gathered:
    return gather(root)


@st.cache_resource(show_spinner=False, max_entries=32)
def _total(root: Path, mark: object, digest: str, dates: tuple[date, ...], _plan: Plan) -> Total:
    return total(sent(root), _plan, dates)


def sent(root: Path) -> Gathered:
    """What was sent, each office with its manifest."""
    return _gathered(root, _mark(root))


def totals(root: Path, plan: Plan, dates: tuple[date, ...]) -> Total:
    """Everybody judged on each of ``dates`` (see ``rollup.judging.total``)."""
    return _total(root, _mark(root), plan.digest, dates, plan)
