"""Units that came from others: renamed, merged, split (P19)."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import FROM_ON, WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

WAYS = (
    Code("RENAMED", ("Đổi tên",), word=N_("renamed")),
    Code("MERGED", ("Sáp nhập", "Hợp nhất", "Nhập", "Sát nhập"), word=N_("merged")),
    Code("SPLIT", ("Chia tách", "Tách", "Chia"), word=N_("split")),
)

SUCCESSION = Kind(
    "succession",
    N_("Origin of a unit"),
    (
        WHO,
        WHO_NAME,
        Column(
            "unit",
            "Mã đơn vị tiền thân",
            ("Đơn vị tiền thân", "Tiền thân", "Mã đơn vị cũ", "Đơn vị cũ", "Đơn vị trước khi sắp xếp"),
            "unit",
            N_("Former unit"),
            True,
            True,
            stored=("unit_id",),
        ),
        Column(
            "how",
            "Hình thức sắp xếp",
            ("Hình thức", "Cách sắp xếp", "Sắp xếp"),
            "choice",
            word=N_("How it came"),
            required=True,
            needed=True,
            codes=WAYS,
        ),
        replace(FROM_ON, title="Ngày sắp xếp", aliases=(*FROM_ON.aliases, "Từ ngày", "Ngày"), word=N_("Day")),
        Column(
            "principal",
            "Tiền thân chính",
            ("Chính", "Là tiền thân chính"),
            "yes_no",
            word=N_("The principal predecessor"),
            optional=True,
            default=False,
        ),
        Column("document_no", "Số văn bản", ("Quyết định", "Số quyết định"), word=N_("Document number"), optional=True),
    ),
    "Kế thừa đơn vị",
    ("Sắp xếp đơn vị", "Đơn vị kế thừa", "Sáp nhập, chia tách", "Nguồn gốc đơn vị"),
    templated=False,
    form=("unit", "how", "from_on", "principal", "document_no"),
    keys=("candidate_id", "unit_id"),
    clash=N_("Row {first} has the same origin with other particulars."),
)
