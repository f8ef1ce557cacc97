"""The main pages look as they did: small pictures beside kept ones, with a tolerance for letters drawn otherwise.

What has been changed on purpose is kept anew by DIENHINH_PICTURES=keep, and looked at before it is committed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

KEPT = Path(__file__).resolve().parents[1] / "pictures"
ON = "date=2025-12-31"
PAGES = {
    "tong-quan": f"?{ON}",
    "phan-tich": f"phan-tich?{ON}&q=AWARD.unit.kind.n.bars.value",
    "tien-do": f"tien-do?{ON}&track=COT_CAN",
    "ho-so": f"ho-so?{ON}&who=CB005",
    "kich-ban": f"kich-ban?{ON}&who=CB005",
    "so-sanh": f"so-sanh?{ON}&cung=CB005~CB006~CB012",
    "guong-dien-hinh": f"guong-dien-hinh?{ON}",
}
SCREENS = {"light": (1366, 768, False), "wall-dark": (1920, 1080, True)}
SMALL = (320, 180)
MEAN, WORST = 4.0, 35.0
"""So much may a picture differ on the whole, and the worst of its 12 × 12 parts, of 255."""

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser-2")]


def small(content: bytes) -> Image.Image:
    """A picture as it is compared: small, grey and a little blurred, so that letters do not count, places do."""
    return Image.open(io.BytesIO(content)).convert("L").resize(SMALL).filter(ImageFilter.GaussianBlur(1.2))


def distance(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How much two pictures differ: on the whole, and in their worst part (0 to 255)."""
    found = ImageChops.difference(one, other)
    parts = found.resize((12, 12), Image.Resampling.BOX)
    return ImageStat.Stat(found).mean[0], float(max(parts.tobytes()))


CASES = [*((name, "light") for name in PAGES), ("tong-quan", "wall-dark"), ("kich-ban", "wall-dark")]


@pytest.mark.parametrize(("name", "screen"), CASES)
def test_a_page_looks_as_it_did(visit, name, screen) -> None:
    width, height, dark = SCREENS[screen]
    one = visit(width, height, dark)
    page = one.open(PAGES[name])
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(1200)  # charts have come to rest
    taken = small(page.screenshot())
    kept = KEPT / f"{name}.{screen}.png"
    if os.environ.get("DIENHINH_PICTURES") == "keep":
        KEPT.mkdir(exist_ok=True)
        taken.save(kept, optimize=True)
    mean, worst = distance(taken, Image.open(kept).convert("L"))
    assert mean <= MEAN, f"{name}: {mean:.1f} on the whole"
    assert worst <= WORST, f"{name}: {worst:.1f} in one part"


def test_what_has_moved_or_gone_is_seen() -> None:
    kept = Image.open(KEPT / "tong-quan.light.png").convert("L")
    moved = ImageChops.offset(kept, 0, 12)
    assert distance(kept, moved)[0] > MEAN
    gone = kept.copy()
    gone.paste(255, (0, 60, 140, 150))  # one of the charts
    assert max(distance(kept, gone)[0] / MEAN, distance(kept, gone)[1] / WORST) > 1
    assert distance(kept, kept) == (0.0, 0.0)
