"""Work beside the page."""

from __future__ import annotations

import pytest

from dienhinh.access.acting import acting_as
from dienhinh.access.roles import MACHINE
from dienhinh.ui import jobs


@pytest.mark.parametrize(("fails", "comes"), [(0, True), (1, True), (2, False)])
def test_an_error_of_a_c_library_is_tried_once_more(fails, comes) -> None:
    tries = []

    def work(_: jobs.Job) -> str:
        tries.append(1)
        if len(tries) <= fails:
            raise SystemError("error return without exception set")
        return "made"

    with acting_as(MACHINE):
        jobs.begin(("try", fails), work)
    job = jobs.known(("try", fails))
    assert job is not None
    assert job.ended.wait(5)
    assert (job.result, isinstance(job.error, SystemError)) == (("made", False) if comes else (None, True))
    jobs.stop(("try", fails))
