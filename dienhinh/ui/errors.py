"""What a page shows when something fails: a sentence and a number; the trace goes to a log without personal data."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st

from dienhinh.access.acting import NotAllowed
from dienhinh.criteria import PlanError
from dienhinh.locale import Words
from dienhinh.store import CorruptFile, MissingFile, ShorterHistory, StoreError
from dienhinh.store.errors import GoneFile, is_cut_off
from dienhinh.ui import address, data, rescue, visitor

AGAIN, MOST_AGAIN = "errors.again", 3
"""A page cut off by a restore is drawn again, so often at most."""
LOG_NAME, LOG_BYTES, LOG_FILES = "dienhinh.log", 1_000_000, 5


@cache
def log(folder: Path) -> logging.Logger:
    """The rotating error log beside the data file."""
    folder.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("dienhinh.errors")
    logger.propagate = False
    handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    return logger


def record(error: BaseException) -> str:
    """Log where ``error`` came from, without its message or any value (they may name people); returns its number."""
    number = secrets.token_hex(3).upper()
    frames = " < ".join(
        f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(traceback.extract_tb(error.__traceback__))
    )
    log(data.database_path().parent).error("%s %s at %s", number, type(error).__name__, frames)
    return number


def guarded(show: Callable[[], None]) -> None:
    """Run a page; whatever fails becomes a sentence in the reader's language."""
    try:
        show()
        st.session_state.pop(AGAIN, None)
    except Exception as error:  # noqa: BLE001 - the one place where anything unforeseen becomes a number on screen
        if is_cut_off(error) and st.session_state.get(AGAIN, 0) < MOST_AGAIN:
            st.session_state[AGAIN] = st.session_state.get(AGAIN, 0) + 1
            st.rerun()
        answered(error)


def answered(error: Exception) -> bool:
    """Say what went wrong, of a page or of a callback (which no page's guard sees); True: it has been said."""
    words = Words(address.get("lang") or "")
    if is_cut_off(error):
        said = words.t("A backup has just been restored, and this was cut off. Nothing was changed; do it again.")
        st.warning(said, icon=":material/settings_backup_restore:")
    elif isinstance(error, MissingFile):
        st.info(words.t(error.reason, **error.params), icon=":material/database:")
    elif isinstance(error, NotAllowed):
        visitor.refused(error)
        st.error(words.t(error.reason, **error.params), icon=":material/lock:")
    elif isinstance(error, StoreError):
        st.error(words.t(error.reason, **error.params), icon=":material/error:")
        if isinstance(error, CorruptFile | ShorterHistory | GoneFile):
            rescue.offer(words)
    elif isinstance(error, PlanError):
        st.error(f"{error.file}:{error.line}: {words.t(error.reason, **error.params)}", icon=":material/error:")
    else:
        number = record(error)
        st.error(
            words.t(
                "Something went wrong (error {number}). Reload the page; if it comes again, give this number.",
                number=number,
            ),
            icon=":material/error:",
        )
    return True
