"""How large letters may be that a box is to hold: PowerPoint shrinks them only when somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

LEAST = 0.4


def fit(lines: Sequence[tuple[str, float]], width: float, height: float, most: float = 1.0) -> float:
    """By how much letters grow (``most`` at the most) or shrink so that all lines (text, size in points) fit a box of
    so many millimetres; :data:`LEAST` where they do not."""
    scale = most
    while scale > LEAST:
        used = 0.0
        for text, size in lines:
            letters = width / (size * scale * 0.19)  # a letter is about half as wide as high; 1 pt is 0.353 mm
            rows = sum(max(-(-len(part) // max(int(letters), 1)), 1) for part in text.splitlines()) if text else 0
            used += rows * size * scale * 0.353 * 1.25 + (1.8 * scale if text else 0)
        if used <= height:
            return scale
        scale -= 0.04
    return LEAST


def shortened(texts: Sequence[str], fits: float, of: float, others: Callable[[int], str]) -> list[str]:
    """Texts of which the longest lose their last items (parted by semicolons) until about a share ``fits`` / ``of`` of
    their letters is left; ``others`` says how many are left out ("and 3 others")."""
    parts = [text.split("; ") for text in texts]
    wanted, gone = sum(map(len, texts)) * fits / of, [0] * len(parts)
    while sum(len("; ".join(p)) for p in parts) > wanted and any(len(p) > 1 for p in parts):
        longest = max((i for i, p in enumerate(parts) if len(p) > 1), key=lambda i: len("; ".join(parts[i])))
        parts[longest].pop()
        gone[longest] += 1
    return ["; ".join([*p, *([others(n)] if n else [])]) for p, n in zip(parts, gone, strict=True)]
