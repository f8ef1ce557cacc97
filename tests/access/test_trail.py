"""The trail: every line that is changed, taken out, put elsewhere or cut off is noticed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.access.trail import Trail
from tests.conftest import many


def trail_in(folder: Path, lines: int) -> tuple[Trail, list[tuple[int, str]]]:
    head = [(0, "")]
    trail = Trail(folder / "so.trail", lambda: head[-1], lambda n, mark: head.append((n, mark)))
    for n in range(lines):
        trail.add("export", "hoa", file=f"số-{n}.xlsx")
    return trail, head


def test_a_whole_trail_is_whole(tmp_path: Path) -> None:
    trail, _ = trail_in(tmp_path, 5)
    assert trail.broken() is None
    assert [(t.n, t.what, t.who, t.about) for t in trail.lines()][1] == (2, "export", "hoa", {"file": "số-1.xlsx"})
    assert Trail(tmp_path / "none", lambda: (0, ""), lambda n, mark: None).broken() is None


@given(data=st.data())
@settings(max_examples=many(60))
def test_whatever_is_done_to_a_line_is_noticed(tmp_path_factory, data) -> None:
    trail, _ = trail_in(tmp_path_factory.mktemp("trail"), 6)
    whole = trail.path.read_bytes()
    lines = whole.splitlines(keepends=True)
    at = data.draw(st.integers(0, 5))
    how = data.draw(st.sampled_from(["byte", "out", "swap", "cut", "twice", "all"]))
    if how == "byte":
        place = data.draw(st.integers(0, len(lines[at]) - 2))
        other = data.draw(st.integers(1, 255))
        lines[at] = lines[at][:place] + bytes([lines[at][place] ^ other]) + lines[at][place + 1 :]
    elif how == "out":
        del lines[at]
    elif how == "swap":
        lines[at], lines[at - 1] = lines[at - 1], lines[at]
    elif how == "cut":
        lines = lines[:at]
    elif how == "twice":
        lines.insert(at, lines[at])
    else:
        lines = []
    trail.path.write_bytes(b"".join(lines))
    if b"".join(lines) != whole:
        assert trail.broken() is not None
        trail.add("export", "hoa")
        assert trail.broken() is not None, "a new line hides nothing"


def test_a_line_torn_by_a_crash_is_told_and_the_trail_goes_on(tmp_path: Path) -> None:
    trail, head = trail_in(tmp_path, 3)
    with open(trail.path, "ab") as file:
        file.write(b'{"n": 4, "what": "exp')
    trail.add("sign-in", "an")
    assert trail.broken() == 4
    assert [t.who for t in trail.lines()][-1] == "an"
    assert head[-1][0] == 4


def test_a_crash_between_the_line_and_its_head_is_no_fault(tmp_path: Path) -> None:
    trail, head = trail_in(tmp_path, 3)
    head.pop()
    assert trail.broken() is None
    trail.add("sign-in", "an")
    assert trail.broken() is None
    assert [t.n for t in trail.lines()] == [1, 2, 3, 4]
