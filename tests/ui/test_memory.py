"""What is set aside from the garbage collection is still collected once it is no longer used."""

from __future__ import annotations

import gc
import weakref

import pytest

from dienhinh.ui import memory


class Node:
    def __init__(self) -> None:
        self.me = self  # a cycle: only the collector frees it


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_what_has_gathered_is_set_aside_and_goes_when_it_is_no_longer_used() -> None:
    first = [Node() for _ in range(memory.MANY)]
    memory.settle()
    assert len(gc.get_objects()) < memory.MANY
    seen = weakref.ref(first[0])
    first.clear()
    gc.collect()
    assert seen() is not None  # out of the collector's sight …
    second = [Node() for _ in range(memory.MANY + 1)]
    memory.settle()
    assert seen() is None  # … until the next time much has gathered
    assert len(second) == memory.MANY + 1


def test_little_is_left_where_it_is() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    node = Node()
    memory.settle()
    assert gc.get_freeze_count() <= before  # nothing was frozen; what is frozen may die meanwhile, in other threads
    assert before - gc.get_freeze_count() < 1000  # and nothing was thawed
    assert node.me is node
