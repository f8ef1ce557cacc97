"""Several PDFs as one that keeps what each says of itself: its structure for those who do not see it, its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem


def together(files: Sequence[tuple[str, bytes]], title: str) -> bytes:
    """PDFs (name and content) as one titled ``title``, in order, with a bookmark each; tagged where all of them are."""
    whole = pikepdf.new()
    root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
    kids, parents, begins, tagged = [], [], 0, bool(files)
    with whole.open_outline() as outline:
        for name, content in files:
            one = pikepdf.open(io.BytesIO(content))
            _renumber(one, begins)
            first = len(whole.pages)
            whole.pages.extend(one.pages)
            outline.root.append(OutlineItem(name, first))
            tree = one.Root.get("/StructTreeRoot")
            if tree is None:
                tagged = False
                continue
            theirs = whole.copy_foreign(tree)
            for kid in theirs.K if isinstance(theirs.K, Array) else [theirs.K]:
                kid.P = root
                kids.append(kid)
            places = list(_places(theirs.get("/ParentTree")))
            for place, value in places:
                parents += [place + begins, value]
            begins += max((place for place, _ in places), default=-1) + 1
            for role, meant in theirs.get("/RoleMap", Dictionary()).items():
                root.RoleMap[role] = meant
    if tagged:
        root.K, root.ParentTreeNextKey = Array(kids), begins
        root.ParentTree = whole.make_indirect(Dictionary(Nums=Array(parents)))
        whole.Root.StructTreeRoot, whole.Root.MarkInfo = root, Dictionary(Marked=True)
    whole.Root.Lang, whole.Root.ViewerPreferences = pikepdf.String("vi-VN"), Dictionary(DisplayDocTitle=True)
    whole.docinfo["/Title"] = title
    out = io.BytesIO()
    whole.save(out, deterministic_id=True)
    return out.getvalue()


def _renumber(one: Any, begins: int) -> None:
    """The pages' places in the tree of structure, after those of the files before."""
    for page in one.pages:
        for held, key in ((page.obj, "/StructParents"), *((a, "/StructParent") for a in page.obj.get("/Annots", []))):
            if key in held:
                held[key] = int(held[key]) + begins


def _places(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    if tree is None:
        return
    flat = list(tree.get("/Nums", []))
    yield from zip(map(int, flat[::2]), flat[1::2], strict=True)
    for kid in tree.get("/Kids", []):
        yield from _places(kid)
