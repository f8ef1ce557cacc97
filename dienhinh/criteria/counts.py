"""What a history comes to: three integers a measure for each candidate, and the years that can still bring more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]


@dataclass(frozen=True)
class Counts:
    """The tally of ``n`` candidates over ``m`` measures (columns in the order of ``Plan.measures``).

    ``have``, ``pending``: integers, shape (m, n): recorded results, and results that lack only papers.
    ``slots``: int64 bit sets, shape (m, n): one bit for each further result that the future can still bring, bit
    ``(year - first_year) * per_year + k``. Their number is *attainable*; the lowest are the earliest.
    ``due``: integers, shape (n,): the years whose rating is needed on the assessment date (P8, P10).

    >>> c = Counts(np.array([[1]]), np.array([[0]]), np.array([[0b11000]]), np.array([3]))
    >>> int(c.attainable[0, 0])
    2
    """

    have: Ints
    pending: Ints
    slots: Ints
    due: Ints

    @property
    def size(self) -> int:
        return int(self.have.shape[1])

    @property
    def attainable(self) -> Ints:
        """Integers, shape (m, n): how many further results the future can still bring."""
        return np.bitwise_count(self.slots)

    def take(self, rows: NDArray[np.integer]) -> Counts:
        """The same counts for the candidates at ``rows``, in that order."""
        return Counts(self.have[:, rows], self.pending[:, rows], self.slots[:, rows], self.due[rows])
