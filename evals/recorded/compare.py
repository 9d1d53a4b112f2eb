"""Where a replay differs from the recording, and from what somebody expected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz import fuzz

from evals.recorded.cases import CaseTurn
from evals.recorded.replay import Replayed
from graph.record import RecordedCall, Said
from tools.text import fold

SIMILAR = 0.9
"""Token-sorted similarity of two answers below which they do not say the same."""
CHECKS = ("signals", "trajectory", "facts", "language", "level", "similar", "stream", "prompt")
Match = Literal["strict", "unordered", "subset"]
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def complaints(turn: CaseTurn, again: Replayed, prompt: str | None = None) -> list[tuple[str, str]]:
    """(check, reason) for everything a replay answers differently. `prompt` is the hash of today's prompt."""
    return [*_same(turn, again), *_streamed(again), *_prompt(turn, prompt)]


def _same(turn: CaseTurn, again: Replayed) -> Iterator[tuple[str, str]]:
    before, now = turn.said, again.said
    if before.signals != now.signals:
        yield "signals", f"signals {now.signals}, recorded {before.signals}"
    if not matches(turn.calls, again.calls, "unordered"):
        yield "trajectory", f"tools {_shown(again.calls)}, recorded {_shown(turn.calls)}"
    yield from (("facts", reason) for reason in _facts(before, now))
    if before.language != now.language:
        yield "language", f"answered in {now.language}, recorded {before.language}"
    if (before.level, before.unavailable) != (now.level, now.unavailable):
        yield "level", f"level {now.level} {now.unavailable}, recorded {before.level} {before.unavailable}"
    if (likeness := similarity(before.text, now.text)) < SIMILAR:
        yield "similar", f"similarity {likeness:.2f}: {now.text!r}, recorded {before.text!r}"


def _facts(before: Said, now: Said) -> Iterator[str]:
    for name in ("places", "sources", "events", "legs"):
        old, new = set(getattr(before, name)), set(getattr(now, name))
        if old != new:
            yield f"{name}: lost {sorted(old - new)}, new {sorted(new - old)}"
    for name in ("constraints", "refers_to", "emergency"):
        if getattr(before, name) != getattr(now, name):
            yield f"{name} {getattr(now, name)}, recorded {getattr(before, name)}"
    old, new = (set(_NUMBER.findall(text)) for text in (before.text, now.text))
    if old != new:
        yield f"numbers: lost {sorted(old - new)}, new {sorted(new - old)}"


def _streamed(again: Replayed) -> Iterator[tuple[str, str]]:
    if " ".join(again.streamed.split()) != " ".join(again.said.text.split()):
        yield "stream", "what was streamed is not what the answer says"


def _prompt(turn: CaseTurn, prompt: str | None) -> Iterator[tuple[str, str]]:
    if turn.replies and turn.prompt and prompt and turn.prompt != prompt:
        yield "prompt", "the model answered another prompt than today's: record this conversation again"


def matches(recorded: Sequence[RecordedCall], again: Sequence[RecordedCall], how: Match) -> bool:
    """`strict`: the same calls in the same order; `unordered`: in any; `subset`: nothing new was called."""
    old, new = [_key(c) for c in recorded], [_key(c) for c in again]
    if how == "strict":
        return old == new
    if how == "unordered":
        return sorted(old) == sorted(new)
    return all(new.count(key) <= old.count(key) for key in new)


def similarity(one: str, other: str) -> float:
    """0 to 1, whatever the order of words."""
    return float(fuzz.token_sort_ratio(fold(one), fold(other))) / 100


def disappointments(turn: CaseTurn, again: Replayed) -> Iterator[str]:
    """What was expected when the message was written, and is not so."""
    e, said = turn.expect, again.said
    if lost := set(e.signals) - set(said.signals):
        yield f"signals {sorted(lost)} missing among {said.signals}"
    if e.signals_any and not set(e.signals_any) & set(said.signals):
        yield f"signals {said.signals}, expected one of {e.signals_any}"
    if unwanted := set(e.signals_not) & set(said.signals):
        yield f"signals {sorted(unwanted)} unwanted"
    ran = {c.name for c in again.calls if c.status == "success"}
    if e.tools_any and not ran & set(e.tools_any):
        yield f"tools {sorted(ran)}, expected one of {e.tools_any}"
    if e.places_any and not set(said.places) & set(e.places_any):
        yield f"places {said.places}, expected one of {e.places_any}"
    if unwanted := set(e.places_not) & set(said.places):
        yield f"places {sorted(unwanted)} unwanted"
    if e.places and not said.places:
        yield "no place"
    if e.route and not said.legs:
        yield "no route"
    for name, value in e.constraints.items():
        given = said.constraints.get(name)
        if not (set(value) <= set(given or []) if isinstance(value, list) else given == value):
            yield f"constraint {name} is {given!r}, expected {value!r}"
    if e.refers_to and fold(e.refers_to) not in fold(said.refers_to or ""):
        yield f"refers to {said.refers_to}, expected {e.refers_to}"
    if e.language and said.language != e.language:
        yield f"answered in {said.language}, expected {e.language}"
    if e.emergency != "*" and (said.emergency or "").split(" ", maxsplit=1)[0] not in (e.emergency or "").split("|"):
        yield f"emergency {said.emergency}, expected {e.emergency}"
    if e.says_any and not any(fold(words) in fold(said.text) for words in e.says_any):
        yield f"says none of {e.says_any}: {said.text!r}"


def _key(call: RecordedCall) -> str:
    return f"{call.name} {json.dumps(call.args, sort_keys=True, ensure_ascii=False)} {call.status}"


def _shown(calls: Sequence[RecordedCall]) -> list[str]:
    return [_key(c) for c in calls]
