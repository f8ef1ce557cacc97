"""An office's particulars for its papers, as they are remembered in the data file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from dienhinh.access.roles import Act
from dienhinh.store import Store
from dienhinh.store.aside import OFFICE, PLACE, remember, remembered


@dataclass(frozen=True)
class Office:
    """What stands in the head and at the foot of an office's papers. ``province``: whose certificates are provincial
    (empty: that of ``place``); ``signs_as``: a line or two ("KT. GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC"); ``addressees``: whom
    papers to a superior are addressed to; ``drafting``: the unit that drafts and keeps them; ``sends_by``:
    the day (dd/mm) on which a year's proposals must be with the province (empty: not known); ``bases``: what the
    office's own papers are based on, one citation each, before the law; ``fields``: in which an exemplar may be one,
    where it is not all-round (I.3)."""

    parent: str = "UBND TỈNH HÀ TĨNH"
    name: str = ""
    symbol: str = "SNgV"
    place: str = PLACE
    province: str = ""
    signs_as: str = "GIÁM ĐỐC"
    signer: str = ""
    recipients: tuple[str, ...] = ("Các phòng, đơn vị",)
    addressees: tuple[str, ...] = ("Ban Thi đua – Khen thưởng tỉnh",)
    drafting: str = "VP"
    sends_by: str = ""
    bases: tuple[str, ...] = ()
    fields: tuple[str, ...] = (
        "Học tập và làm theo Bác",
        "Cải cách hành chính",
        "Chuyển đổi số",
        "Hợp tác quốc tế",
        "Lãnh sự, biên giới",
        "Văn hoá công sở",
    )

    @property
    def own_recipients(self) -> tuple[str, ...]:
        """The recipients but for the line that says where the paper is kept, which each paper writes itself."""
        return tuple(r for r in self.recipients if not r.casefold().startswith("lưu"))


def office_of(cursor: duckdb.DuckDBPyConnection) -> Office:
    """The particulars remembered; those of the plan's own department while none are."""
    said: dict[str, Any] = remembered(cursor, OFFICE) or {}
    known = {k: v for k, v in said.items() if k in Office.__dataclass_fields__}
    read: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in known.items()}
    return Office(**read)


def keep_office(store: Store, office: Office) -> None:
    remember(store, OFFICE, asdict(office), Act.OFFICE)
