"""What a history comes to: three integers a measure for each candidate, and the years that can still bring more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dienhinh.criteria.spans import BEST, Span

Ints = NDArray[np.integer]


@dataclass(frozen=True)
class Counts:
    """The tally of ``n`` candidates over ``m`` measures (columns in the order of ``Plan.measures``).

    ``have``, ``pending``: integers, shape (m, n): recorded results, and results that lack only papers.
    ``slots``: int64 bit sets, shape (m, n): one bit for each further result that the future can still bring, bit
    ``(year - first_year) * per_year + k``. Their number is *attainable*; the lowest are the earliest.
    ``due``: integers, shape (n,): the years whose rating is needed on the assessment date (P8, P10).
    ``spans``: the sets of years of the measures that are no sum over years, by their place; *attainable* of those is
    what their best reading adds, and their ``slots`` are the open years in which a result can help.

    >>> c = Counts(np.array([[1]]), np.array([[0]]), np.array([[0b11000]]), np.array([3]))
    >>> int(c.attainable[0, 0])
    2
    """

    have: Ints
    pending: Ints
    slots: Ints
    due: Ints
    spans: Mapping[int, Span] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return int(self.have.shape[1])

    @property
    def attainable(self) -> Ints:
        """Integers, shape (m, n): how many further results the future can still bring."""
        if not self.spans:
            return np.bitwise_count(self.slots)
        return np.stack([self.more(m) for m in range(len(self.have))])

    def more(self, measure: int) -> Ints:
        """Integers, shape (n,): *attainable* of the measure at this place."""
        if (span := self.spans.get(measure)) is None:
            return np.bitwise_count(self.slots[measure])
        return span.value(BEST) - self.have[measure] - self.pending[measure]

    def take(self, rows: NDArray[np.integer]) -> Counts:
        """The same counts for the candidates at ``rows``, in that order."""
        spans = {m: s.take(rows) for m, s in self.spans.items()}
        return Counts(self.have[:, rows], self.pending[:, rows], self.slots[:, rows], self.due[rows], spans)

    def put(self, mine: Sequence[int], other: Counts, theirs: Sequence[int]) -> Counts:
        """The same counts, the candidates at ``mine`` having those of ``other`` at ``theirs``."""

        def changed(part: Ints, new: Ints) -> Ints:
            part = part.copy()
            part[..., mine] = new[..., theirs]
            return part

        spans = {m: s.put(mine, other.spans[m], theirs) for m, s in self.spans.items()}
        have, pending = changed(self.have, other.have), changed(self.pending, other.pending)
        return Counts(
            have, pending, changed(self.slots.astype(np.int64), other.slots), changed(self.due, other.due), spans
        )

    def plus(self, other: Counts) -> Counts:
        """These candidates and, after them, those of ``other``."""
        pairs = ((self.have, other.have), (self.pending, other.pending), (self.slots, other.slots))
        have, pending, slots = (np.concatenate(pair, axis=1) for pair in pairs)
        spans = {m: s.plus(other.spans[m]) for m, s in self.spans.items()}
        return Counts(have, pending, slots, np.concatenate([self.due, other.due]), spans)
