"""Small pieces of HTML: escaped text, tables, bars. What is a table stays a table for screen readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st


def esc(text: object) -> str:
    return escape(str(text), quote=True)


def plain(text: object) -> str:
    """Text as Markdown shows it unchanged."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:-])", r"\\\1", str(text))


def show(html: str) -> None:
    st.html(html)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    caption: str = "",
    numbers: Sequence[int] = (),
    bare: bool = False,
    groups: Sequence[tuple[str, int]] = (),
) -> str:
    """A table; cells are escaped unless they are :class:`Raw`; columns in ``numbers`` are set to the right. A ``bare``
    one shows its header to screen readers alone. ``groups``: headings over so many columns each ("": none)."""

    def cell(i: int, value: object, tag: str) -> str:
        inner = value if isinstance(value, Raw) else esc(value)
        kind = ' class="dh-num"' if i in numbers else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{kind}>{inner}</{tag}>"

    header = "".join(cell(i, h, "th") for i, h in enumerate(head))
    over = "".join(f'<th scope="colgroup" colspan="{n}">{esc(g)}</th>' if g else f'<td colspan="{n}"></td>'
                   for g, n in groups)  # fmt: skip
    header = f"<tr>{over}</tr><tr>{header}</tr>" if over else f"<tr>{header}</tr>"
    body = "".join("<tr>" + "".join(cell(i, v, "td") for i, v in enumerate(row)) + "</tr>" for row in rows)
    title = f"<caption>{esc(caption)}</caption>" if caption else ""
    return (
        f'<div class="dh-scroll" tabindex="0" role="region" aria-label="{esc(caption or head[0])}">'
        "<table"
        f' class="dh-table{" dh-bare" if bare else ""}">{title}<thead>{header}</thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


class Raw(str):
    """HTML made here, not to be escaped again."""


def bar(share: float, label: str) -> Raw:
    """A thin bar for a share of 0 to 1, said in words too."""
    return Raw(
        f'<span class="dh-bar" role="img" aria-label="{esc(label)}"><i style="width:{share * 100:.1f}%"></i></span>'
        f'<span class="dh-bar-text" aria-hidden="true">{esc(label)}</span>'
    )


def folded(summary: str, inner: str) -> str:
    return f'<details class="dh-fold"><summary>{esc(summary)}</summary>{inner}</details>'
