"""Attestations (xác nhận) of a criterion that no count can show."""

from __future__ import annotations

from dienhinh.kinds.columns import WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

RESULTS = (
    Code("CONFIRMED", ("Đạt", "Có", "Đ", "x", "Đạt yêu cầu"), word=N_("attested")),
    Code("REFUSED", ("Không đạt", "Không", "KĐ", "Chưa đạt"), word=N_("attested as not met")),
    Code("REVOKED", ("Rút xác nhận", "Thu hồi", "Rút", "Rút lại"), word=N_("attestation withdrawn")),
)

ATTESTATION = Kind(
    "attestation",
    N_("Attestation"),
    (
        WHO,
        WHO_NAME,
        Column(
            "criterion",
            "Tiêu chí",
            ("Mục", "Tiêu chí (mục)", "Mã tiêu chí"),
            "choice",
            word=N_("Criterion"),
            required=True,
            needed=True,
            example="II.2",
        ),
        Column(
            "result",
            "Kết quả",
            ("Kết quả (Đạt/Không đạt)", "Đạt/Không đạt"),
            "choice",
            word=N_("Result"),
            required=True,
            needed=True,
            codes=RESULTS,
            listed=("Đạt", "Không đạt"),
            example="Đạt",
        ),
        Column("on_date", "Ngày", ("Ngày xác nhận",), "day", N_("Date"), True, True, example="31/12/2022"),
        Column(
            "by_person",
            "Người xác nhận",
            ("Xác nhận bởi", "Người ký"),
            word=N_("Attested by"),
            needed=True,
            example="Chánh Văn phòng",
        ),
        Column(
            "evidence",
            "Minh chứng",
            ("Tài liệu", "Văn bản"),
            word=N_("Evidence (document number)"),
            wide=True,
            example="Biên bản số 03/BB-SNgV",
        ),
        Column("file_id", optional=True),
    ),
    "Xác nhận",
    ("Xác nhận tiêu chí",),
    form=("criterion", "result", "on_date", "by_person", "evidence"),
    keys=("candidate_id", "criterion", "on_date"),
    clash=N_("Row {first} has an attestation of the same criterion and day that says otherwise."),
    fact="ATTESTATION",
    counts=("latest",),
    lacks=(
        N_("{what}: to be attested"),
        N_("{what}: was refused; may be attested before the period ends"),
        N_("{what}: refused"),
    ),
    refers={"file_id": "evidence_file"},
)
