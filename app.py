"""The dashboard's entry: the pages, and what frames them all."""

import streamlit as st

from dienhinh.locale import Words
from dienhinh.places import ICON
from dienhinh.ui import address, errors, memory, theme

words = Words(address.get("lang") or "")
st.set_page_config(page_title=words.t("Exemplars"), page_icon=str(ICON), layout="wide")
theme.apply(words.lang)
# One flat list: the headings of Streamlit's grouped one break the list for screen readers (axe: list).
page = st.navigation(
    [
        st.Page(
            "pages/overview.py",
            title=words.t("Overview"),
            icon=":material/dashboard:",
            url_path="tong-quan",
            default=True,
        ),
        st.Page("pages/work.py", title=words.t("To do"), icon=":material/task:", url_path="viec-can-lam"),
        st.Page("pages/progress.py", title=words.t("Progress"), icon=":material/checklist:", url_path="tien-do"),
        st.Page("pages/profile.py", title=words.t("Profile"), icon=":material/badge:", url_path="ho-so"),
        st.Page("pages/scenario.py", title=words.t("Scenario"), icon=":material/science:", url_path="kich-ban"),
        st.Page("pages/roadmap.py", title=words.t("Roadmap"), icon=":material/route:", url_path="lo-trinh"),
        st.Page("pages/meeting.py", title=words.t("Review meeting"), icon=":material/groups:", url_path="hop-xet"),
        st.Page("pages/reports.py", title=words.t("Reports"), icon=":material/description:", url_path="bao-cao"),
        st.Page("pages/plan.py", title=words.t("Plan"), icon=":material/gavel:", url_path="ke-hoach"),
        st.Page("pages/data.py", title=words.t("Data"), icon=":material/edit_note:", url_path="du-lieu"),
        st.Page("pages/bulk.py", title=words.t("Enter in bulk"), icon=":material/grid_on:", url_path="nhap-nhieu"),
        st.Page(
            "pages/decision.py",
            title=words.t("Decision papers"),
            icon=":material/contract:",
            url_path="quyet-dinh",
        ),
        st.Page(
            "pages/transfer.py",
            title=words.t("Import and export"),
            icon=":material/swap_vert:",
            url_path="nhap-xuat",
        ),
        st.Page("pages/attest.py", title=words.t("Attestations"), icon=":material/verified:", url_path="xac-nhan"),
        st.Page("pages/quality.py", title=words.t("Data quality"), icon=":material/fact_check:", url_path="chat-luong"),
        st.Page("pages/log.py", title=words.t("Change log"), icon=":material/history:", url_path="nhat-ky"),
        st.Page(
            "pages/projector.py",
            title=words.t("Projector"),
            icon=":material/slideshow:",
            url_path="trinh-chieu",
            visibility="hidden",
        ),
    ],
    expanded=True,
)
address.follow()
try:
    errors.guarded(page.run)
finally:
    memory.settle()
