"""An office's particulars for its papers, as they are remembered in the data file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from dienhinh.store import Store
from dienhinh.store.aside import OFFICE, PLACE, remember, remembered


@dataclass(frozen=True)
class Office:
    """What stands in the head and at the foot of an office's papers; ``province``: whose certificates are provincial
    (empty: that of ``place``)."""

    parent: str = "UBND TỈNH HÀ TĨNH"
    name: str = ""
    symbol: str = "SNgV"
    place: str = PLACE
    province: str = ""
    signs_as: str = "GIÁM ĐỐC"
    signer: str = ""
    secretary: str = ""
    recipients: tuple[str, ...] = ("Ban Thi đua – Khen thưởng tỉnh", "Các phòng, đơn vị", "Lưu: VT")


def office_of(cursor: duckdb.DuckDBPyConnection) -> Office:
    """The particulars remembered; those of the plan's own department while none are."""
    said: dict[str, Any] = remembered(cursor, OFFICE) or {}
    known = {k: v for k, v in said.items() if k in Office.__dataclass_fields__}
    return Office(**{**known, "recipients": tuple(known.get("recipients") or Office.recipients)})


def keep_office(store: Store, office: Office) -> None:
    remember(store, OFFICE, asdict(office))
