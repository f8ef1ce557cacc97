"""The Word templates: download, change in Word, put back; a broken one is refused with the place. The fields there
are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.reports.papers import FOLDER, MEDIA, PAPERS, WORD_PAPERS, template_of
from dienhinh.reports.rehearsal import context, rehearse
from dienhinh.reports.word import MOST_BYTES, TemplateFault
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table


def templates(page: Page) -> None:
    """One template at a time, with the fields that it may name."""
    words, folder = page.words, data.database_path().parent
    heading(
        words.t("Word templates"), words.t("download, change in Word, put back; a broken one is refused with the place")
    )
    left, right = st.columns([9, 11], gap="large")
    with left:
        kind = str(
            st.selectbox(
                words.t("Paper"), WORD_PAPERS, format_func=lambda k: words.t(PAPERS[k].word), key="template.kind"
            )
        )
        own = folder / FOLDER / f"{kind}.docx"
        st.caption(
            words.t("The office’s own template is used.")
            if own.exists()
            else words.t("The program’s template is used.")
        )
        blank = template_of(kind, folder).read_bytes()
        give(words.t("Download the template"), blank, f"mau_{kind}.docx", MEDIA[".docx"], "template.download")
        given = st.file_uploader(
            words.t("The changed template (.docx)"),
            type="docx",
            key=f"template.file.{kind}",
            max_upload_size=MOST_BYTES // 2**20,
        )
        if given is not None:
            offer(page, kind, given.getvalue(), own)
        if own.exists():
            st.button(words.t("Back to the program’s template"), key="template.back", on_click=back, args=(own,))
    with right:
        said = context(PAPERS[kind])
        lines = [[f"{{{{ {name} }}}}", _shown(value)] for name, value in said.items()]
        person = next(
            (v[0] for v in said.values() if isinstance(v, list) and v and _is_person(v[0])), said.get("nguoi")
        )
        if isinstance(person, dict):
            lines += [[f"{{{{ r.{name} }}}}", _shown(value)] for name, value in person.items()]
        show(table([words.t(h) for h in (N_("Field"), N_("For instance"))], lines))


def _is_person(value: Any) -> bool:
    return isinstance(value, dict) and "ho_ten" in value and "ma" in value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}] {_shown(value[0])}" if value else "[]"
    if isinstance(value, dict):
        return ", ".join(value)[:120]
    return str(value)[:120]


def back(own: Path) -> None:
    demand(Act.TEMPLATE)
    own.unlink(missing_ok=True)


def offer(page: Page, kind: str, content: bytes, own: Path) -> None:
    """Try a template on an invented meeting, full and empty; keep it when that goes well."""
    words = page.words
    try:
        rehearse(kind, content)
    except TemplateFault as fault:
        st.error(words.t(fault.reason, **fault.params), icon=":material/error:")
        return
    st.success(words.t("The template can be filled in."), icon=":material/check:")

    def keep() -> None:
        demand(Act.TEMPLATE)
        own.parent.mkdir(parents=True, exist_ok=True)
        building = own.with_suffix(".building")
        building.write_bytes(content)
        building.replace(own)

    st.button(words.t("Use this template from now on"), key="template.keep", on_click=keep, type="primary")
