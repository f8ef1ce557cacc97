"""Keeps Streamlit's garbage collection short: it looks at every object after every run of a page.

With a department's history in memory that takes longer than the page itself, and nothing else moves meanwhile. What has
gathered is therefore set aside (``gc.freeze``) once there is much of it: imported modules, cached answers. Each time
all is
looked through first, so that what was set aside and is no longer used goes then.
"""

from __future__ import annotations

import gc

MANY = 40_000


def settle() -> None:
    """Set aside what has gathered since the last time, where it is much."""
    if len(gc.get_objects()) > MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
