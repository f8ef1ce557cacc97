"""The dashboard's entry: the pages, and what frames them all."""

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.places import ICON
from dienhinh.ui import address, errors, memory, theme

PAGES = {
    "": (
        ("overview", N_("Overview"), "dashboard", "tong-quan"),
        ("work", N_("To do"), "task", "viec-can-lam"),
        ("progress", N_("Progress"), "checklist", "tien-do"),
        ("profile", N_("Profile"), "badge", "ho-so"),
        ("scenario", N_("Scenario"), "science", "kich-ban"),
        ("roadmap", N_("Roadmap"), "route", "lo-trinh"),
        ("plan", N_("Plan"), "gavel", "ke-hoach"),
    ),
    N_("Meetings"): (
        ("meeting", N_("Review meeting"), "groups", "hop-xet"),
        ("reports", N_("Reports"), "description", "bao-cao"),
        ("projector", N_("Projector"), "slideshow", "trinh-chieu"),
    ),
    N_("Records"): (
        ("data", N_("Data"), "edit_note", "du-lieu"),
        ("bulk", N_("Enter in bulk"), "grid_on", "nhap-nhieu"),
        ("decision", N_("Decision papers"), "contract", "quyet-dinh"),
        ("transfer", N_("Import and export"), "swap_vert", "nhap-xuat"),
        ("attest", N_("Attestations"), "verified", "xac-nhan"),
        ("quality", N_("Data quality"), "fact_check", "chat-luong"),
        ("log", N_("Change log"), "history", "nhat-ky"),
    ),
}
"""By menu ("": in the row itself): the page's file, its name, its icon, its address."""
HIDDEN = {"projector"}

words = Words(address.get("lang") or "")
st.set_page_config(page_title=words.t("Exemplars"), page_icon=str(ICON), layout="wide")
theme.apply(words)
page = st.navigation(
    {
        words.t(menu) if menu else "": [
            st.Page(
                f"pages/{name}.py",
                title=words.t(title),
                icon=f":material/{icon}:",
                url_path=path,
                default=name == "overview",
                visibility="hidden" if name in HIDDEN else "visible",
            )
            for name, title, icon, path in of
        ]
        for menu, of in PAGES.items()
    },
    position="top",
)
address.follow()
try:
    errors.guarded(page.run)
finally:
    memory.settle()
