"""Answers to questions that were just asked in the same words, for conversations that have no history yet."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from time import monotonic
from typing import Any

import orjson

from graph.answer import Answer
from tools.shared import Shared
from tools.text import fold

_QUARTER = 15


def key(text: str, language: str | None, now: datetime) -> str:
    """Same words, same language, same quarter of an hour: what is open and what leaves next stays right."""
    words = " ".join(fold(text).split()).strip(" ?!.؟")
    return f"{language or '-'}|{now:%Y-%m-%dT%H}:{now.minute // _QUARTER}|{words}"


@dataclass
class AnswerCache:
    """A bounded cache with expiry, least recently used first out; what is not in it may be in `shared`.

    `seconds` 0 switches it off. Values are JSON.
    """

    seconds: float
    entries: int
    now: Callable[[], float] = monotonic
    shared: Shared | None = None
    _kept: OrderedDict[str, tuple[float, dict[str, Any]]] = field(default_factory=OrderedDict, repr=False)

    async def get(self, cache_key: str) -> dict[str, Any] | None:
        found = self._kept.get(cache_key)
        if found is None:
            return await self._theirs(cache_key)
        if self.now() - found[0] > self.seconds:
            del self._kept[cache_key]
            return None
        self._kept.move_to_end(cache_key)
        return found[1]

    async def put(self, cache_key: str, value: dict[str, Any]) -> None:
        if self.seconds <= 0 or self.entries <= 0:
            return
        self._kept[cache_key] = (self.now(), value)
        self._kept.move_to_end(cache_key)
        while len(self._kept) > self.entries:
            self._kept.popitem(last=False)
        if self.shared:
            with suppress(OSError, TimeoutError):
                await self.shared.set(_shared(cache_key), orjson.dumps(value), self.seconds)

    async def _theirs(self, cache_key: str) -> dict[str, Any] | None:
        if not self.shared or self.seconds <= 0:
            return None
        with suppress(OSError, TimeoutError, orjson.JSONDecodeError):
            if body := await self.shared.get(_shared(cache_key)):
                found: dict[str, Any] = orjson.loads(body)
                return found
        return None


def _shared(cache_key: str) -> str:
    """Nothing a traveller wrote stands in a key; and replicas of another shape of answer do not meet."""
    return f"answer:{_shape()}:{hashlib.sha256(cache_key.encode()).hexdigest()}"


@cache
def _shape() -> str:
    return hashlib.sha256(orjson.dumps(Answer.model_json_schema())).hexdigest()[:8]
