"""Marking a sentence where it is defined, so that the catalogue finds it (gettext's ``N_``), and sentences that are
filled in later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(sentence: str) -> str:  # noqa: N802 (gettext's own name)
    """``sentence`` itself: its id in the catalogue, to be translated where it is shown."""
    return sentence


@dataclass(frozen=True)
class Sentence:
    """A catalogue id with what fills it in; what shows it (``locale.Words``) says it in the reader's language."""

    id: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.id.format(**self.params)
