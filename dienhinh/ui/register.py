"""The register of pages: each page's file, name, icon and address, and the menu it stands in."""

from __future__ import annotations

from dienhinh.access.roles import Act, Actor
from dienhinh.kinds.sentence import N_

PAGES = {
    "": (
        ("overview", N_("Overview"), "dashboard", "tong-quan"),
        ("analysis", N_("Analysis"), "query_stats", "phan-tich"),
        ("progress", N_("Progress"), "checklist", "tien-do"),
        ("profile", N_("Profile"), "badge", "ho-so"),
        ("scenario", N_("Scenario"), "science", "kich-ban"),
        ("ladder", N_("Next rung"), "stairs", "nac-tiep-theo"),
        ("roadmap", N_("Roadmap"), "route", "lo-trinh"),
        ("work", N_("To do"), "task", "viec-can-lam"),
        ("proposal", N_("Hand in"), "outbox", "de-xuat"),
    ),
    N_("Meetings"): (
        ("meeting", N_("Review meeting"), "groups", "hop-xet"),
        ("beside", N_("Beside each other"), "compare", "so-sanh"),
        ("gallery", N_("Exemplary stories"), "auto_stories", "guong-dien-hinh"),
        ("reports", N_("Reports"), "description", "bao-cao"),
        ("plan", N_("Plan"), "gavel", "ke-hoach"),
        ("projector", N_("Projector"), "slideshow", "trinh-chieu"),
    ),
    N_("Records"): (
        ("data", N_("Data"), "edit_note", "du-lieu"),
        ("bulk", N_("Enter in bulk"), "grid_on", "nhap-nhieu"),
        ("year", N_("Emulation year"), "calendar_month", "nam-thi-dua"),
        ("decision", N_("Decision papers"), "contract", "quyet-dinh"),
        ("transfer", N_("Import and export"), "swap_vert", "nhap-xuat"),
        ("attest", N_("Attestations"), "verified", "xac-nhan"),
        ("quality", N_("Data quality"), "fact_check", "chat-luong"),
        ("log", N_("Change log"), "history", "nhat-ky"),
        ("admin", N_("Administration"), "admin_panel_settings", "quan-tri"),
    ),
}
"""By menu ("": in the row itself): the page's file, its name, its icon, its address."""
HIDDEN = {"projector"}
ASKS = {
    "progress": Act.READ_UNIT,
    "profile": Act.READ_UNIT,
    "proposal": Act.PROPOSE,
    "data": Act.EDIT,
    "bulk": Act.EDIT,
    "decision": Act.IMPORT,
    "attest": Act.EDIT,
    "transfer": Act.PAPER,
    "reports": Act.PAPER,
    "projector": Act.SHOW,
    "admin": Act.ACCOUNTS,
}
"""What a page's visitor must be allowed to do; of the others, to read."""
TITLES = {name: title for of in PAGES.values() for name, title, _, _ in of}

NOW = "page.now"
"""Under this key the session holds the name of the page that is drawn."""


def open_to(name: str, who: Actor) -> bool:
    """Whether a visitor may see a page."""
    return who.may(ASKS.get(name, Act.READ))


def path(name: str) -> str:
    """The page's file, as Streamlit turns to it."""
    return f"pages/{name}.py"
