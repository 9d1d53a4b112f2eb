"""Answers to questions that were just asked in the same words, for conversations that have no history yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from tools.text import fold

_QUARTER = 15


def key(text: str, language: str | None, now: datetime) -> str:
    """Same words, same language, same quarter of an hour: what is open and what leaves next stays right."""
    words = " ".join(fold(text).split()).strip(" ?!.؟")
    return f"{language or '-'}|{now:%Y-%m-%dT%H}:{now.minute // _QUARTER}|{words}"


@dataclass
class AnswerCache:
    """A bounded cache with expiry, least recently used first out. `seconds` 0 switches it off."""

    seconds: float
    entries: int
    now: Callable[[], float] = monotonic
    _kept: OrderedDict[str, tuple[float, dict[str, Any]]] = field(default_factory=OrderedDict, repr=False)

    def get(self, cache_key: str) -> dict[str, Any] | None:
        found = self._kept.get(cache_key)
        if found is None:
            return None
        if self.now() - found[0] > self.seconds:
            del self._kept[cache_key]
            return None
        self._kept.move_to_end(cache_key)
        return found[1]

    def put(self, cache_key: str, value: dict[str, Any]) -> None:
        if self.seconds <= 0 or self.entries <= 0:
            return
        self._kept[cache_key] = (self.now(), value)
        self._kept.move_to_end(cache_key)
        while len(self._kept) > self.entries:
            self._kept.popitem(last=False)
