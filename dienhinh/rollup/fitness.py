"""Whether the tables that an office has sent are what the count reads: columns, codes, whose rows they are."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dienhinh.counting.query import NARROW, WIDE
from dienhinh.criteria import STATUSES
from dienhinh.kinds.codes import CODES_OF_KIND, STATE_CODES
from dienhinh.kinds.sentence import N_
from dienhinh.rollup.manifest import Manifest, Unfit

BIG, TEXT, DAY = pa.int64(), pa.string(), pa.date32()
FACT = {
    "candidate_id": BIG, "kind": TEXT, "code": TEXT, "criterion": TEXT, "year": pa.int16(), "decided_on": DAY,
    "known_on": DAY, "until": DAY, "state": TEXT, "evidence": BIG, "ground": TEXT, "decision_key": TEXT,
}  # fmt: skip
SHAPES: dict[str, dict[str, pa.DataType]] = {
    "counts.parquet": {"track": TEXT, "unit": TEXT, "status": TEXT, "n": BIG},
    "words.parquet": {"candidate_id": BIG, "person_key": TEXT, "began": DAY, "width": pa.int8()},
    "longest.parquet": {"candidate_id": BIG},
    "latest.parquet": {"candidate_id": BIG, "criterion": TEXT, "state": TEXT},
    "candidate.parquet": {
        "id": BIG, "code": TEXT, "kind": TEXT, "name": TEXT, "born_on": DAY, "founded_on": DAY, "dissolved_on": DAY,
        "person_key": TEXT,
    },
    "post.parquet": {"candidate_id": BIG, "unit_id": BIG, "leads": pa.bool_(), "from_on": DAY, "until_on": DAY},
    "succession.parquet": {
        "candidate_id": BIG, "unit_id": BIG, "how": TEXT, "from_on": DAY, "principal": pa.bool_(),
    },
    **{f"fact_{kind.lower()}.parquet": FACT for kind in CODES_OF_KIND},
}  # fmt: skip
"""By file, the columns that it has at least, with their types."""
OWN_IDS = ("id", "candidate_id", "unit_id", "evidence")
AMONG: dict[str, dict[str, tuple[str, ...]]] = {
    "counts.parquet": {"status": (*STATUSES, "*")},
    "latest.parquet": {"state": STATE_CODES},
    "candidate.parquet": {"kind": ("COLLECTIVE", "INDIVIDUAL")},
    "succession.parquet": {"how": ("RENAMED", "MERGED", "SPLIT")},
    **{
        f"fact_{kind.lower()}.parquet": {"kind": (kind,), "state": STATE_CODES, "code": codes}
        for kind, codes in CODES_OF_KIND.items()
        if kind != "ATTESTATION"
    },
    "fact_attestation.parquet": {"kind": ("ATTESTATION",), "state": STATE_CODES},
}
"""By file and column, what a cell can say."""
OTHERWISE = N_("{file} is not as this program writes it ({column})")


def fit(folder: Path, m: Manifest) -> None:
    """Look at every table of an office. Raises :class:`Unfit`."""
    for name, part in m.files.items():
        try:
            held = pq.read_table(folder / name, columns=_wanted(folder / name, name))
        except (pa.ArrowException, OSError) as error:
            raise Unfit(OTHERWISE, file=name, column="parquet") from error
        if held.num_rows != part.rows:
            raise Unfit(OTHERWISE, file=name, column="rows")
        for column, known in AMONG.get(name, {}).items():
            said = {s for s in pc.unique(held[column]).to_pylist() if s is not None}
            if not said <= set(known):
                raise Unfit(OTHERWISE, file=name, column=column)
        if m.depth == "facts":
            for column in (c for c in OWN_IDS if c in held.column_names and held.num_rows):
                ends = pc.min_max(held[column]).as_py()
                if ends["min"] is None or {ends["min"] >> 32, ends["max"] >> 32} != {m.number}:
                    raise Unfit(OTHERWISE, file=name, column=column)
        if name == "counts.parquet" and (pc.min(held["n"]).as_py() or 0) < 0:
            raise Unfit(OTHERWISE, file=name, column="n")
        if name == "words.parquet" and not {*pc.unique(held["width"]).to_pylist()} <= {NARROW, WIDE}:
            raise Unfit(OTHERWISE, file=name, column="width")


def _wanted(file: Path, name: str) -> list[str]:
    """The columns to look into; those that must be there are, of their types. Raises :class:`Unfit`."""
    there = pq.read_schema(file)
    types = dict(zip(there.names, there.types, strict=True))
    for column, kind in SHAPES[name].items():
        if types.get(column) not in (kind, pa.large_string() if kind == TEXT else kind):
            raise Unfit(OTHERWISE, file=name, column=column)
    return [c for c in types if c in AMONG.get(name, {}) or c in OWN_IDS or c in ("n", "width")]
