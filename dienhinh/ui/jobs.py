"""Work that takes a while, beside the page: begun when asked for, with its progress, and a way to stop it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dienhinh.access.acting import acting_as, actor
from dienhinh.locale import Words

MOST = 24
"""Jobs whose results are remembered."""
SOON = 0.5
"""Seconds that a page waits for work that is quickly done."""


@dataclass
class Job:
    """One piece of work: how far it is, what came of it."""

    done: int = 0
    total: int = 0
    result: Any = None
    error: Exception | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    wanted: threading.Event = field(default_factory=threading.Event)
    """Set while somebody still wants it."""

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stopped():
            raise Dropped

    def stopped(self) -> bool:
        return not self.wanted.is_set()


class Dropped(Exception):
    """Somebody no longer wants the work."""


@st.cache_resource(show_spinner=False)
def _jobs() -> OrderedDict[Hashable, Job]:
    return OrderedDict()


def known(key: Hashable) -> Job | None:
    """The work begun under ``key``; None where it was not begun, or was stopped."""
    found = _jobs().get(key)
    return None if found is None or found.stopped() else found


def begin(key: Hashable, work: Callable[[Job], Any]) -> None:
    """Begin ``work`` under ``key``, unless it is begun already. It must use nothing of Streamlit."""
    if (there := known(key)) is not None and there.error is None:
        return
    job, jobs, who = Job(), _jobs(), actor()
    job.wanted.set()

    def run() -> None:
        try:
            with acting_as(who):
                try:
                    job.result = work(job)
                except SystemError:  # not ours: a C library's, seen in pandas on a busy machine; the work is pure
                    job.result = work(job)
        except Exception as error:  # noqa: BLE001 - told on the page, by whoever asked
            job.error = error
        finally:
            job.ended.set()

    jobs[key] = job
    while len(jobs) > MOST:
        _, old = jobs.popitem(last=False)
        old.wanted.clear()
    threading.Thread(target=run, daemon=True).start()
    job.ended.wait(SOON)


def stop(key: Hashable) -> None:
    if (found := _jobs().pop(key, None)) is not None:
        found.wanted.clear()


def watch(words: Words, key: Hashable, doing: str, name: str) -> Job | None:
    """Show how far the work under ``key`` is, with a button that stops it; the job once it has ended."""
    job = known(key)
    if job is None or job.ended.is_set():
        return job

    @st.fragment(run_every="0.5s")
    def progress() -> None:
        now = known(key)
        if now is None or now.ended.is_set():
            st.rerun()
        assert now is not None
        said = f"{doing} {now.done}/{now.total}" if now.total else doing
        left, right = st.columns([5, 2], vertical_alignment="center")
        left.progress(now.done / now.total if now.total else 0.0, text=said)
        right.button(words.t("Stop"), key=f"{name}.stop", on_click=stop, args=(key,), icon=":material/stop:")

    progress()
    return None
