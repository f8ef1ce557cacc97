"""Trying a template before it is used: against a full, invented meeting with every list filled, and against one with
every list empty. What would go wrong at the office's worst moment is refused now, with the place."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from dienhinh.kinds.sentence import N_
from dienhinh.reports.facts import TOKEN
from dienhinh.reports.papers import PAPERS, Kind
from dienhinh.reports.word import BRACES, TemplateFault, check_marks, paragraphs, render_apart

Json = dict[str, Any]
MARK = "DẤU DIỄN TẬP"


NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Mười hai", "Mười ba")
ENDS = (("CHON", "chọn"), ("KHONG_CHON", "không chọn"), ("BO_SUNG", "bổ sung hồ sơ"), ("", ""))
STANDINGS = ("ELIGIBLE", "PENDING", "ON_TRACK", "OUT_OF_REACH")


def people(of: str) -> list[Json]:
    """Invented candidates, whose names say of which list they are; each result and each status is among them."""
    return [
        {
            **person(i, f"Người {_n(i)} của {of}"),
            "ma_ket_luan": ENDS[i % 4][0],
            "ket_luan": ENDS[i % 4][1],
            "ket_luan_ghi": ENDS[i % 4][1] or "chưa kết luận",
            "ma_tinh_trang": STANDINGS[i % 4],
            "tap_the": i % 3 == 0,
        }
        for i in range(1, len(NUMBERS) + 1)
    ]


def _n(i: int) -> str:
    return f"{NUMBERS[i - 1]} mẫu"


def turned(said: Any, name: str = "") -> Any:
    """The same with every yes a no, and the other way round."""
    if isinstance(said, dict):
        return {k: turned(v, k) for k, v in said.items()}
    if isinstance(said, list):
        return [turned(x) for x in said]
    if name == "thong_qua":
        return "khong"
    return not said if isinstance(said, bool) else said


def person(i: int, name: str) -> Json:
    years = [{"nam": str(y), "muc": "HTXSNV", "quyet_dinh": f"{y}/QĐ-M, 05/01/{y + 1}"} for y in range(2021, 2026)]
    award = {"nam": "2022", "ten": "CSTĐCS", "quyet_dinh": "12/QĐ-M, 05/01/2023; Sở Mẫu", "cho": False,
             "ngoai_ky": False, "chuc_vu_khi_do": "Chuyên viên"}  # fmt: skip
    idea = {
        "ten": "Số hóa hồ sơ",
        "cap": "tỉnh",
        "nam": "2023",
        "quyet_dinh": "7/QĐ-M",
        "cho": False,
        "ngoai_ky": False,
    }
    return {
        "stt": i, "ma": f"CB{i:03}", "ho_ten": name, "chuc_vu": "Chuyên viên", "don_vi": "Văn phòng",
        "chuc_vu_don_vi": "Chuyên viên, Văn phòng", "nhom": "Cán bộ cốt cán", "tap_the": False, "gioi_tinh": "Nữ",
        "ngay_sinh": "05/03/1985", "que_quan": "Hà Tĩnh", "chuyen_mon": "Thạc sĩ", "ly_luan": "Trung cấp",
        "xep_loai": ["HTXSNV"] * 5, "xep_loai_bang": years, "danh_hieu": "CSTĐCS 2022",
        "thanh_tich": "CSTĐCS 2022 (12/QĐ-M)", "danh_hieu_so": "CSTĐCS 2022 (12/QĐ-M)", "danh_hieu_bang": [award],
        "khen_thuong": "BK UBND tỉnh 2023 (5/QĐ-M)", "khen_thuong_bang": [award],
        "sang_kien": "Số hóa hồ sơ (tỉnh, 2023)",
        "sang_kien_cho": "Cẩm nang (tỉnh, 2024)", "sang_kien_bang": [idea], "tieu_chi_dat": "4/5",
        "tieu_chi": [{"muc": "II.2", "ten": "Chung", "noi_dung": "Gương mẫu", "ma": "ELIGIBLE", "dat": True,
                      "chi_tiet": "1/1", "gan_nhat": "1/1"}],
        "tinh_trang": "Đủ điều kiện", "ma_tinh_trang": "ELIGIBLE", "tien_do": "80%", "con_thieu": "1 năm CSTĐCS",
        "ket_luan_ghi": "chọn",
        "ket_luan": "chọn", "ma_ket_luan": "CHON", "duoc_de_nghi": True, "phieu": "7/1/0", "phieu_dong_y": "7",
        "phieu_khong": "1", "phieu_khac": "0", "ty_le": "87%", "bo_sung": "quyết định", "bo_sung_ai": "Văn phòng",
        "bo_sung_han": "15/12/2026", "ly_do": "theo đề nghị", "ghi_chu": "theo đề nghị",
    }  # fmt: skip


def full() -> dict[str, Json]:
    """Every field of every group, filled in."""
    member = [
        {"ten": f"Thành viên {_n(i)}", "chuc_vu": "Phó Giám đốc", "vai_tro": "ủy viên"}
        for i in range(1, len(NUMBERS) + 1)
    ]
    counted = {"nhom": "Tất cả", "tong": 9, "du": 3, "cho": 2, "phan_dau": 3, "khong": 1}
    step = {"han": "31/12/2025", "noi_dung": "Hội nghị", "don_vi": "Văn phòng", "tinh_hinh": "quá hạn",
            "can_cu": "5/BC", "muc": "IV.5", "xong": False, "qua_han": True, "cham": True}  # fmt: skip
    steps = [{**step, "noi_dung": f"Mốc {_n(i)}"} for i in range(1, len(NUMBERS) + 1)]
    exemplars = [
        {"ten": f"Điển hình {_n(i)}", "chuc_vu_don_vi": "Văn phòng", "linh_vuc": "toàn diện",
         "phu_trach": "Phó Giám đốc",
         "ngay_lua_chon": "01/03/2021", "ngay_dang_ky": "26/03/2021", "van_ban_dang_ky": "58/SM",
         "giai_doan": "đăng ký 26/03/2021", "boi_duong": 2, "nhan_rong": "Phòng Mẫu"}
        for i in range(1, len(NUMBERS) + 1)
    ]  # fmt: skip
    return {
        "COMMON": {
            "co_quan_chu_quan": "UBND TỈNH MẪU", "co_quan": "SỞ MẪU", "ten_co_quan": "Sở Mẫu", "ky_hieu": "SM",
            "dia_danh": "Mẫu", "ngay_ban_hanh": "ngày 01 tháng 12 năm 2026", "chuc_vu_ky": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
            "nguoi_ky": "Nguyễn Văn Mẫu", "nguoi_ra_quyet_dinh": "GIÁM ĐỐC SỞ MẪU", "don_vi_soan": "VP",
            "ten_don_vi_soan": "Văn phòng", "noi_nhan": ["Các phòng"], "kinh_gui": ["Ban Một", "Ban Hai"],
            "can_cu": ["Căn cứ Một", "Căn cứ Hai"],
            "ke_hoach": "198/KH", "ten_ke_hoach": "Kế hoạch", "ngay_ke_hoach": "24/03/2021", "giai_doan": "2021–2025",
            "can_chon": "4–5", "muc_can_chon": "IV.1", "ngay_xet": "24/11/2026",
            "ngay_xet_chu": "ngày 24 tháng 11 năm 2026", "dau_van": "AAAA-BBBB-CCCC", "chu_nho": f"dấu vân {TOKEN}",
            "dau": MARK, "dau_kich_ban": MARK, "nam": [str(y) for y in range(2021, 2026)],
        },
        "LIST": {
            "danh_sach": people("danh_sach"), "du_dieu_kien": people("du_dieu_kien"), "chua_du": people("chua_du"),
            "tong": counted, "theo_nhom": [counted],
        },
        "MEETING": {
            "cuoc_hop": "Họp mẫu", "loai_hop": "Xét chọn", "ngay_hop": "ngày 01 tháng 12 năm 2026",
            "gio_bat_dau": "08 giờ 00 phút", "gio_ket_thuc": "11 giờ 00 phút", "dia_diem": "Phòng họp",
            "thanh_phan": member, "co_mat": member, "vang": member[:1], "chua_ghi": member[:1], "chu_tri": member[0],
            "thu_ky": member[1], "so_bieu_quyet": "03", "thieu_phieu": True, "thong_qua": "co",
            "xet": people("xet"), "tong_xet": counted, "khong_xet": ["CB999"], "de_nghi": people("de_nghi"),
                "chon_chua_du": people("chon_chua_du"),
            "khong_chon": people("khong_chon"), "bo_sung": people("bo_sung"), "chua_ket_luan": people("chua_ket_luan"),
            "da_ket_luan": True, "nhat_tri": False, "da_bo_phieu": people("da_bo_phieu"),
            "chua_bo_phieu": people("chua_bo_phieu"),
        },
        "ROADMAP": {
            "theo_nam": [{"ngay": "31/12/2021", "so": [1, 2, 3, 4]}], "lo_trinh": steps, "qua_han": steps,
            "hoan_thanh_cham": steps,
            "sap_toi": steps, "giai_doan_dien_hinh": [{"giai_doan": "Đăng ký", "so": 4}], "dien_hinh": exemplars,
            "dang_ky": exemplars, "dang_ky_roi": exemplars[:1], "dang_ky_them": exemplars[1:],
        },
        "ONE": {"nguoi": person(1, "Người Một của nguoi") | {"ket_qua_xet_chu": "Ngày 24/11/2026, đủ điều kiện."}},
        "UNIT": {
            "don_vi_no": {
                "ten": "Phòng Mẫu", "han": "ngày 20 tháng 12 năm 2026",
                "nguoi": [{"ho_ten": f"Người {_n(i)} của nguoi", "chuc_vu": "Chuyên viên", "giay_to": "quyết định",
                           "sap_het_han": "CSTĐCS năm 2024, chậm nhất 30/06/2025",
                           "yeu_cau": "hồ sơ"} for i in range(1, len(NUMBERS) + 1)],
            }
        },
    }  # fmt: skip


FIXED = {"nam", "so", "xep_loai", "kinh_gui", "can_cu", "lo_trinh", "theo_nam", "theo_nhom", "giai_doan_dien_hinh"}
"""Lists that no meeting leaves empty."""


def emptied(said: Any, name: str = "") -> Any:
    """The same with every list empty, every text blank that may be, every figure 0."""
    if isinstance(said, dict):
        return {k: emptied(v, k) for k, v in said.items()}
    if isinstance(said, list):
        return [emptied(x) for x in said] if name in FIXED else []
    if name in ("chu_nho", "dau", "dau_kich_ban", "cuoc_hop", "ho_ten", "ten"):
        return said
    return False if isinstance(said, bool) else 0 if isinstance(said, int) else "" if name else said


def context(kind: Kind, empty: bool = False) -> Json:
    """What fills a paper of this kind in a rehearsal."""
    every = full()
    found: Json = {}
    for group in dict.fromkeys(("COMMON", *kind.groups)):
        found |= every[group]
    return emptied(found) if empty else found


def rehearse(name: str, content: bytes) -> None:
    """Try a template for the paper ``name``. Raises :class:`TemplateFault`."""
    kind = PAPERS[name]
    made = render_apart(content, context(kind))
    _no_braces(made)
    check_marks(made, MARK, TOKEN)
    _shown(kind, made)
    for other in (turned(context(kind)), context(kind, empty=True)):
        made = render_apart(content, other)
        _no_braces(made)
        check_marks(made, MARK, TOKEN)


def _no_braces(made: bytes) -> None:
    for number, text in paragraphs(made):
        if found := BRACES.search(text):
            raise TemplateFault(
                N_("“{left}” is left over ({place}): a brace is missing, or one too many."),
                left=found.group(),
                place=f"¶ {number}: {text[:80]}",
            )


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def _shown(kind: Kind, made: bytes) -> None:
    """Nobody of the lists that the paper is for is left out of it."""
    text = _text(Document(io.BytesIO(made)).element.body)
    said = context(kind)
    for name in kind.shows:
        items = said["don_vi_no"]["nguoi"] if name == "nguoi" and "don_vi_no" in said else said[name]
        for one in items:
            shown = one.get("ho_ten") or one.get("ten") or one.get("noi_dung")
            if not re.search(re.escape(str(shown)), text):
                raise TemplateFault(
                    N_("The list {name} is not printed whole: a loop over it is missing, or shows the first only."),
                    name=name,
                )
