"""What a message takes over from earlier turns: constraints that hold until dropped, references, ellipsis."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from typing_extensions import TypedDict

from graph.triage.follow_up import EmergencyState
from graph.understanding import kinds, roles
from graph.understanding.cues import Cues
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import Constraints, DetectedSignal, Reference, Signal
from tools.gazetteer.names import Mention, Token

_PERSISTENT = ("diet", "budget", "step_free", "with_children", "party_size", "avoid")
_REFERRING: frozenset[Signal] = frozenset(
    {"needs_attraction", "needs_transportation", "needs_map", "needs_gps_routing", "needs_culture", "needs_neighborhood",
     "needs_restaurant", "needs_family_friendly", "needs_nightlife", "needs_shopping"}
)  # fmt: skip
_NEARBY: frozenset[Signal] = frozenset(
    {"needs_restaurant", "needs_attraction", "needs_hidden_gems", "needs_shopping", "needs_nightlife", "needs_accommodation"}
)
_SEARCHES = frozenset(
    {"needs_restaurant", "needs_hidden_gems", "needs_nightlife", "needs_accommodation", "needs_family_friendly",
     "needs_itinerary", "needs_neighborhood", "needs_events", "needs_transportation", "needs_gps_routing"}
)  # fmt: skip
_WISHES: frozenset[Signal] = _NEARBY | {"needs_itinerary", "needs_family_friendly"}
_AREAS = frozenset({"neighborhood", "district", "side"})
"""Kinds of what says where something is, when that is named, too."""
_WATERS = frozenset({"istanbul-bogazi", "halic"})
BACK = "return_back"
"""The everyday idea of a way back."""
SPOKEN = 8
"""Topics that are remembered."""
INHERITED = 0.6
"""Confidence of a signal that a short follow-up takes over from the turn before."""


class Focus(TypedDict):
    """Something the conversation is about."""

    id: str | None
    name: str
    kind: str


class Which(TypedDict):
    """An end of a journey that was asked back about: "origin" or "destination", and the hints of the question."""

    role: str
    hints: dict[str, Any]


class Memory(TypedDict, total=False):
    """What is carried from turn to turn, as JSON primitives. `topic` is what the traveller spoke of last, `spoken` the topics
    before this one, the latest last, `about` the one place the last question was about, if any, `offered` the first of the
    places the last turn found by itself, which "how do I get there" may mean."""

    language: str
    constraints: dict[str, Any]
    signals: list[str]
    wished: list[str]
    topic: Focus | None
    about: Focus | None
    offered: Focus | None
    spoken: list[Focus]
    shown: list[Focus]
    area: str | None
    which: Which
    emergency: EmergencyState


def spoken_of(memory: Memory, named: Collection[str]) -> Memory:
    """The memory with the topic a message comes back to by one of the kinds named: "back to the palace" after a bazaar."""
    topic = memory.get("topic")
    if not named or (topic and topic["kind"] in named):
        return memory
    earlier = next((focus for focus in reversed(memory.get("spoken") or []) if focus["kind"] in named), None)
    return {**memory, "topic": earlier, "offered": None} if earlier else memory


def recalled(
    memory: Memory, tokens: Sequence[Token], mentions: Sequence[Mention], lex: Lexicon
) -> tuple[Memory, list[Mention]]:
    """The memory with the topic the message comes back to, and the kinds of place it speaks of and means."""
    if not memory.get("topic"):
        return memory, []
    spoken = [m for m in kinds.spoken(tokens, mentions, lex) if not roles.put_aside(m, tokens, lex)]
    return spoken_of(memory, kinds.names(spoken)), spoken


def remembered(spoken: Sequence[Focus], topic: Focus | None) -> list[Focus]:
    """The topics of a conversation with the present one, the latest last."""
    return [*(focus for focus in spoken if focus != topic), *([topic] if topic else [])][-SPOKEN:]


def refers_to(
    cues: Cues,
    memory: Memory,
    signals: list[DetectedSignal],
    *,
    names_place: bool,
    points: bool,
    located: bool,
    pointed: bool | None = None,
) -> Reference | None:
    """What "the first one", "there" or "it" stands for, or None.

    `points`: the only place named is where a journey starts, so that "there" still stands for something else.
    `located`: the traveller's position is known, so that "nearby" means near them. `pointed`: what the learnt model says of
    whether the message speaks of the topic, None where it was not asked.
    """
    shown, topic = memory.get("shown") or [], memory.get("topic")
    if cues.ordinal is not None and shown and not (names_place and not points):
        index = cues.ordinal - 1 if cues.ordinal > 0 else -1
        if index < len(shown):
            return Reference(name=shown[index]["name"], id=shown[index]["id"])
        if not cues.there:
            return None  # "the third one" of two
    there = cues.there or bool(pointed)
    if there and memory.get("area") and not names_place and any(s.name == "needs_neighborhood" for s in signals):
        return Reference(name="", id=memory["area"])  # "what is it like there?" asks about the area, not a place in it
    target = memory.get("offered") or topic or (shown[0] if shown else None)
    if target is None or (names_place and not points and not pointed):
        return None
    nearby = cues.here and not located and any(s.name in _NEARBY for s in signals)
    if pointed is not None:
        return Reference(name=target["name"], id=target["id"]) if pointed or points or nearby or cues.there else None
    referring = not signals or any(s.name in _REFERRING for s in signals)
    if cues.unsaid and not cues.social and any(s.name in _REFERRING for s in signals):
        return Reference(name=target["name"], id=target["id"])
    if cues.there or nearby or (cues.it and referring and not cues.social):
        return Reference(name=target["name"], id=target["id"])
    return None


def topic(
    memory: Memory,
    named: list[Focus],
    denied: Collection[str],
    reference: Reference | None,
    goal: str | None,
    shown: list[Focus],
) -> Focus | None:
    """What the conversation is about after a turn: where it wants to go, what it pointed at or named, else what it was about
    before, or what it was shown when it was about nothing.

    `named` are the places of the message in its order, `denied` the ids a correction put aside, `goal` the name of the
    journey's end.
    """
    meant = [n for n in named if n["id"] not in denied and not (memory.get("topic") and _broad(n))]
    exact = [n for n in meant if n["kind"] not in _AREAS]
    if end := next((n for n in exact or meant if n["name"] == goal), None):
        return end
    kept = memory.get("topic")
    if reference:
        same = kept is not None and kept["id"] == reference.id
        return kept if same else Focus(id=reference.id, name=reference.name, kind="place")
    if meant:
        return (exact or meant)[-1]
    return kept or (shown[0] if shown else None)


def is_area(topic: Focus | None) -> bool:
    """Whether a conversation is about a quarter: "there" is the quarter, whatever was found in it."""
    return topic is not None and topic["kind"] in _AREAS


def _broad(focus: Focus) -> bool:
    """Whether a name is of what lies everywhere ("a café that looks on the Bosphorus"), and changes no topic."""
    return focus["kind"] == "side" or focus["id"] in _WATERS


def about(topic: Focus | None, signals: Collection[str]) -> Focus | None:
    """The one place a question was about; None where it looked for others around or in it."""
    if topic is None or is_area(topic) or not _SEARCHES.isdisjoint(signals):
        return None
    return topic


def adds(cues: Cues, *, names_place: bool) -> bool:
    """Whether a message only says more about a wish ("mid range please", "we are five", "in Moda")."""
    more = (cues.when, cues.ordinal, cues.diet, cues.budget, cues.step_free, cues.with_children, cues.party_size)
    return names_place or any((*more, cues.there, cues.correction, cues.continuation, cues.avoid, cues.drop))


def inherited(memory: Memory, cues: Cues, detected: list[DetectedSignal]) -> list[DetectedSignal]:
    """What a message that goes on asks for: those of the signals before that were detected, else all; a new wish ("cheaper",
    "vegan") goes with the places last looked for."""
    wish = (cues.budget or cues.diet or cues.with_children or cues.party_size) and not cues.when
    names = (wish and memory.get("wished")) or []
    if not names and detected:
        return detected
    return [DetectedSignal(name=cast(Signal, s), confidence=INHERITED) for s in names or memory.get("signals", [])]


def wished(signals: list[str]) -> list[str]:
    """Those of a turn's signals that look for places."""
    return [s for s in signals if s in _WISHES]


def returning(ideas: Sequence[Sequence[str]], memory: Memory, goal: str | None) -> dict[str, str]:
    """The ends of the way back, where a message asks for it ("and back again?") after a journey; else nothing.

    `ideas` are those of each word, `goal` the usual name of the topic: a way that begins there is the way back already.
    """
    held = memory.get("constraints", {})
    if not held.get("origin") or not held.get("destination") or not any(BACK in names for names in ideas):
        return {}
    if held["origin"] == goal:
        return {"origin": held["origin"], "destination": held["destination"]}
    return {"origin": held["destination"], "destination": held["origin"]}


def merged(own: Constraints, memory: Memory, cues: Cues, *, continues: bool) -> Constraints:
    """The message's constraints over those that still hold; what the message dropped is gone."""
    held = {k: v for k, v in memory.get("constraints", {}).items() if k not in cues.drop}
    if not continues:
        held = {k: v for k, v in held.items() if k in _PERSISTENT}
    own_values = own.model_dump(exclude_none=True)
    for key in ("diet", "avoid"):
        if key in held and key in own_values:
            own_values[key] = list(dict.fromkeys([*held[key], *own_values[key]]))
    return Constraints.model_validate({**held, **own_values})
