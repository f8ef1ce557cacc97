"""How the installation is: its file, its disk, its backups, its trail; and the trail itself."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import streamlit as st

from dienhinh import __version__, clock
from dienhinh.access.accounts import Accounts
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.nightly import STEPS, last_night
from dienhinh.store import list_backups
from dienhinh.store.database import migrations
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.errors import LOG_NAME
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import download, shown_of

MOST_SHOWN = 500
LEAST_FREE = 2.0
"""GB of free disk below which one is told."""
OLD_NIGHT = 36
"""Hours after which the last night is said to be long ago."""
OLD_BACKUP = 7
"""Days after which the newest backup is said to be old."""
WHAT = {
    "sign-in": N_("signed in"),
    "sign-in.refused": N_("sign-in refused"),
    "sign-out": N_("signed out"),
    "sign-out.time": N_("session ran out"),
    "sign-out.ended": N_("session ended by another act"),
    "api": N_("read by another program"),
    "token.add": N_("token given out"),
    "token.end": N_("token ended"),
    "account.add": N_("account added"),
    "account.change": N_("account changed"),
    "account.code": N_("new one-time code"),
    "account.password": N_("password chosen"),
    "account.factor": N_("second factor chosen"),
    "refused": N_("act refused: the role does not allow it"),
    "export": N_("taken out"),
    "paper": N_("paper taken out"),
    "evidence": N_("evidence taken out"),
    "backup": N_("backup made"),
    "restore": N_("backup restored"),
    "reopen": N_("meeting opened again"),
    "plan": N_("plan put in force"),
}


def trail(page: Page, kept: Accounts) -> None:
    """The newest lines of the trail, and whether it is whole."""
    words = page.words
    heading(words.t("Trail"), words.t("lines are only added; a line changed or taken out is noticed"))
    broken = kept.trail.broken()
    if broken is None:
        st.caption(words.t("The trail is whole."))
    else:
        said = words.t("The trail is not whole: line {n} is changed, or is missing.", n=broken)
        st.error(said, icon=":material/error:")
    lines = list(kept.trail.lines())[::-1]
    frame = pd.DataFrame(
        [
            (
                one.n,
                f"{clock.local(one.at):%d/%m/%Y %H:%M:%S}",
                one.who,
                words.t(WHAT.get(one.what, one.what)),
                "; ".join(f"{k} {v if isinstance(v, str) else json.dumps(v)}" for k, v in one.about.items() if v),
            )
            for one in lines
        ],
        columns=[words.t(h) for h in (N_("No."), N_("When"), N_("Who"), N_("What"), N_("About"))],
    )
    chosen = st.multiselect(
        words.t("What"), sorted(frame[words.t("What")].unique()), key="admin.what", placeholder=words.t("All")
    )
    if chosen:
        frame = frame[frame[words.t("What")].isin(chosen)]
    st.dataframe(
        frame.head(MOST_SHOWN), hide_index=True, height=420 if len(frame) > 11 else "content", alt=words.t("Trail")
    )
    shown_of(words, frame, MOST_SHOWN)
    download(words, frame, words.t("Trail"), words.t("Trail"), "dau-vet.xlsx", "admin.trail")


def health(page: Page, kept: Accounts | None) -> None:
    """Figures of the installation; what needs looking at is marked."""
    words, store = page.words, data.store()
    heading(words.t("Health"), words.t("what an administrator looks at once a week"))
    free = shutil.disk_usage(store.path.parent).free / 2**30
    copies = list_backups(store.path)
    age = (clock.now() - copies[0].made).days if copies else None
    newest = f"{clock.local(copies[0].made):%d/%m/%Y %H:%M}" if copies else words.t("none")
    lines = [
        ("Điển hình", __version__, True),
        (words.t("Data file"), f"{store.path.name}, {words.number(store.path.stat().st_size / 2**20)} MB", True),
        (words.t("Last change"), f"{store.revision}", True),
        (words.t("Schema"), f"{migrations()[-1][0]}", True),
        (words.t("Free on the disk"), f"{words.number(free)} GB", free > LEAST_FREE),
        (words.t("Newest backup"), newest, age is not None and age < OLD_BACKUP),
        (words.t("Backups"), f"{len(copies)}", bool(copies)),
        (words.t("LibreOffice (PDF)"), words.t("found") if _office() else words.t("missing"), _office()),
        ("Streamlit, DuckDB", f"{version('streamlit')}, {version('duckdb')}", True),
    ]
    log = words.t("whole") if store.altered is None else words.t("altered from act {n} on", n=store.altered)
    lines.append((words.t("Change log"), log, store.altered is None))
    if kept is not None:
        whole = kept.trail.broken() is None
        lines.append((words.t("Trail"), words.t("whole") if whole else words.t("not whole"), whole))
        lines.append((words.t("Signed in now"), f"{len(kept.sessions())}", True))
    if (night := last_night(store.path)) is not None:
        when = clock.local(night.when)
        wrong = [s for s in night.steps if not s.ok]
        why = ", ".join(words.t(STEPS.get(s.name, s.name)) + (f" ({s.said})" if s.said else "") for s in wrong)
        told = f"{when:%d/%m/%Y %H:%M}" + (f": {why}" if why else "")
        lines.append((words.t("Last night"), told, night.ok and clock.now() - night.when < timedelta(hours=OLD_NIGHT)))
    if (failed := data.backup_failed()) is not None:
        st.error(words.t(failed.reason, **failed.params), icon=":material/error:")
    marks = [[name, said, words.t("good") if good else words.t("look at it")] for name, said, good in lines]
    show(table([words.t("What"), words.t("Value"), words.t("State")], marks))
    errors(words, store.path.parent / LOG_NAME)


def errors(words: Words, log: Path) -> None:
    """The newest errors, by the number that was shown on the page."""
    heading(words.t("Errors"), words.t("by the number that the page showed; no names, no values"))
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:] if log.exists() else []
    if not lines:
        st.caption(words.t("None."))
        return
    st.code("\n".join(reversed(lines)), language=None, wrap_lines=True)


def _office() -> bool:
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))
