"""From signals to tool calls: what to look up for a message, as code that can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from langchain_core.messages import ToolCall

from data.schema import SightKind
from graph.composer import topics
from graph.understanding.model import DetectedSignal, Understanding
from graph.understanding.pipeline import Hints
from tools.gazetteer.namesakes import FAMILY

MAX_CALLS = 4
SURE_OF_PHRASE = 0.7
EVENING = "19:00"
_Call = tuple[str, dict[str, Any]]
Kinds = Callable[[str], tuple[str, ...]]
"""The family and kind of an entry id, as `Catalogue.kinds_of`."""


@dataclass(frozen=True)
class _Asked:
    """A message with its entities sorted by what they are."""

    text: str
    understanding: Understanding
    hints: Hints
    by_family: dict[str, list[str]]
    located: bool
    shown: Sequence[str]

    @property
    def area(self) -> str | None:
        hinted = self.hints["area_id"]
        reference = self.understanding.refers_to
        return hinted or (reference.id if reference else None) or self.understanding.constraints.area

    @property
    def near_me(self) -> bool:
        return self.hints["here"] and self.area is None

    def common(self, *keys: str) -> dict[str, Any]:
        """Arguments that follow from constraints, only those that say something."""
        c = self.understanding.constraints
        values = {
            "area": self.area,
            "near_me": self.near_me,
            "when": c.when,
            "step_free": bool(c.step_free),
            "with_children": bool(c.with_children),
            "indoor": bool(c.indoor),
            "exclude": list(self.shown),
        }
        return {k: values[k] for k in keys if values[k]}


def plan(
    text: str, understanding: Understanding, hints: Hints, kinds_of: Kinds, *, located: bool, shown: Sequence[str], turn_id: str
) -> list[ToolCall]:
    """At most four calls, the most wanted first; none for small talk. The same turn always gives the same calls."""
    by_family: dict[str, list[str]] = {}
    ids = [e.id for e in understanding.entities if e.id]
    if understanding.refers_to and understanding.refers_to.id:
        ids.append(understanding.refers_to.id)
    for entity_id in dict.fromkeys(ids):
        for family in kinds_of(entity_id)[:1]:
            by_family.setdefault(family, []).append(entity_id)
    asked = _Asked(text, understanding, hints, by_family, located, shown)
    calls: list[tuple[str, dict[str, Any]]] = []
    signals = {str(s.name) for s in understanding.signals}
    for signal in _asked_for(understanding):
        call = _CALLS.get(signal.name)
        made = call(asked, signals) if call else None
        if made and made[0] not in [name for name, _ in calls]:
            calls.append(made)
    calls = _with_live(asked, calls)
    return [
        ToolCall(name=name, args={k: v for k, v in args.items() if _says(v)}, id=f"{turn_id}:{n}", type="tool_call")
        for n, (name, args) in enumerate(calls[:MAX_CALLS])
    ]


def _says(value: Any) -> bool:
    """Whether an argument is worth sending: what is empty or false is the tool's default."""
    return value is not None and value is not False and value not in ([], "", {})


def _with_live(asked: _Asked, calls: list[_Call]) -> list[_Call]:
    """The calls, and before them what the words ask of the live tools that no signal stands for."""
    text, language, when = asked.text, asked.understanding.language, asked.understanding.constraints.when
    named = any(asked.by_family.get(family) for family in ("sight", "eatery", "gem", "shop", "nightlife", "stay"))
    others = [call for call in calls if call[0] != "search_knowledge"]
    first: list[_Call] = []
    if money := topics.money(text, language, priced=named, budget=bool(others) and not named):
        first.append(("convert_currency", money))
        calls = calls if money.get("prices") else others if money["amount"] != 1 else []
    if quakes := topics.earthquakes(text, language, when):
        first.append(("recent_earthquakes", quakes))
        calls = [call for call in others if call[0] not in ("find_events", "get_weather")]
    if prayers := topics.prayer(text, language, when):
        first.append(("prayer_times", prayers))
        calls = others
    elif topics.feast(text, language) and "find_events" not in [name for name, _ in others]:
        first.append(("find_events", {"query": text}))
        calls = others
    if when and not named and topics.opening(text, language) and not {name for name, _ in calls} - {"get_weather"}:
        first.append(("find_attractions", {**asked.common("area", "near_me", "when"), **_opening(asked)}))
        calls = []
    if topics.sea(text, language) and "get_weather" not in [name for name, _ in calls]:
        first.append(_weather(asked, set()))
    return [*first, *calls]


def _asked_for(understanding: Understanding) -> list[DetectedSignal]:
    """What to look up: a phrase to translate is only translated, whatever it is about."""
    phrase = [s for s in understanding.signals if s.name == "needs_translation" and s.confidence >= SURE_OF_PHRASE]
    return phrase or understanding.signals


def _restaurant(asked: _Asked, signals: set[str]) -> _Call:
    c = asked.understanding.constraints
    named = asked.by_family.get("eatery", [])
    beside = [*asked.by_family.get("sight", []), *asked.by_family.get("shop", []), *asked.by_family.get("stop", [])]
    args = {
        "area": beside[0] if beside and not named and not asked.hints["setting"] else None,
        **asked.common("area", "near_me", "when", "step_free"),
        "cuisine": c.cuisine or asked.hints["cuisine"],
        "dish": asked.hints["dish"],
        "diet": list(c.diet or []),
        "budget": c.budget if isinstance(c.budget, str) else None,
        "meal": asked.hints["meal"],
        "setting": asked.hints["setting"],
        "place": named[0] if named else None,
    }
    return "find_restaurants", args


def _attraction(asked: _Asked, signals: set[str]) -> _Call | None:
    named = [*asked.by_family.get("sight", []), *asked.by_family.get("gem", []), *asked.by_family.get("shop", [])]
    if not named and asked.understanding.refers_to:
        named = [i for family in ("eatery", "nightlife", "stay") for i in asked.by_family.get(family, [])]
    if "needs_itinerary" in signals and not named:
        return None
    if "needs_hidden_gems" in signals and not named:
        return None
    if named and asked.hints["area_id"] not in named:
        return "find_attractions", {"places": named[:3], **asked.common("when")}
    return "find_attractions", {
        **asked.common("area", "near_me", "when", "step_free", "with_children", "indoor"),
        "kinds": _sight_kinds(asked.hints),
        "query": asked.text,
        **_opening(asked),
    }


def _opening(asked: _Asked) -> dict[str, Any]:
    """Whether closed places are asked for, and the hour at which open ones shall be open."""
    language = asked.understanding.language
    day = asked.understanding.constraints.when
    if day and topics.says(asked.text, language, "closed"):
        return {"closed": True}
    evening = day and topics.says(asked.text, language, "evening")
    return {"time": asked.hints["time"] or (EVENING if evening else None)}


def _sight_kinds(hints: Hints) -> list[str]:
    """The kinds of sight that were named ("museums", "a park"), as `find_attractions` takes them."""
    return [k for k in hints["kinds"] if k in get_args(SightKind)]


def _family(asked: _Asked, signals: set[str]) -> _Call | None:
    if signals & {"needs_restaurant", "needs_attraction", "needs_itinerary", "needs_accommodation"}:
        return None
    return "find_attractions", {
        **asked.common("area", "near_me", "when", "step_free", "indoor"),
        "with_children": True,
        "kinds": _sight_kinds(asked.hints),
        "query": asked.text,
    }


def _gems(asked: _Asked, signals: set[str]) -> _Call:
    return "find_hidden_gems", {**asked.common("area", "near_me", "when", "step_free", "with_children"), "query": asked.text}


def _transport(asked: _Asked, signals: set[str]) -> _Call:
    c, hints = asked.understanding.constraints, asked.hints
    destination = hints["destination_id"] or c.destination
    alone = not (destination and (hints["origin_id"] or c.origin or asked.located))
    if (
        hints["edge"]
        and alone
        and not hints["unknown"]
        and (hours := _line_hours(asked, hints["origin_id"] or c.origin, destination))
    ):
        return hours
    if not destination and not hints["origin_id"] and not hints["unknown"]:
        return "search_knowledge", {"query": asked.text, "topics": ["transport", "airport", "taxi", "accessibility"]}
    named = hints["origin_id"] or c.origin
    shared = any((end or "").startswith(FAMILY + ":") for end in (named, destination))
    plain = not shared and not (hints["unknown"] or hints["via_id"] or hints["time"] or hints["edge"] or c.avoid)
    if "needs_gps_routing" in signals and plain and (asked.located or not named):
        return "get_directions", {"origin": named, "destination": destination, **asked.common("step_free")}
    when = c.when if c.when and ":" not in c.when else None
    return "plan_route", {
        "origin": named,
        "destination": destination,
        "via": hints["via_id"],
        "when": when,
        "time": hints["time"] or (c.when if when is None else None),
        "by": hints["by"] and bool(hints["time"]),
        "edge": hints["edge"],
        "avoid": list(c.avoid or []),
        "prefer": hints["prefer"],
        "unknown": hints["unknown"],
        "elsewhere": hints["elsewhere"],
        **asked.common("step_free"),
    }


def _line_hours(asked: _Asked, stop: str | None, towards: str | None) -> _Call | None:
    """The first and last departures of what the message names, when it does not name a journey."""
    lines = [e.id.removeprefix("line:") for e in asked.understanding.entities if e.id and e.kind == "line"]
    mode = topics.vehicle(asked.text, asked.understanding.language)
    if not (lines or mode or stop):
        return None
    lines = lines or (["Marmaray"] if mode == "marmaray" else [])
    mode = None if lines else mode
    return "line_hours", {
        "line": lines[0] if lines else None,
        "mode": mode,
        "stop": stop,
        "towards": towards,
        **asked.common("when"),
    }


_NEARBY = {
    "needs_restaurant",
    "needs_attraction",
    "needs_hidden_gems",
    "needs_shopping",
    "needs_nightlife",
    "needs_family_friendly",
}


def _directions(asked: _Asked, signals: set[str]) -> _Call | None:
    destination = asked.hints["destination_id"] or asked.understanding.constraints.destination
    if destination and (asked.hints["origin_id"] or destination.startswith(FAMILY + ":")):
        return _transport(asked, signals)
    if destination is None and asked.located:
        return None if signals & _NEARBY else _near_me(asked, signals)
    return "get_directions", {"destination": destination, **asked.common("step_free")}


def _near_me(asked: _Asked, signals: set[str]) -> _Call | None:
    """ "The nearest mosque", "something to eat around here": what the words ask for, near the traveller."""
    for signal in asked.hints["lexical"]:
        if signal in _NEARBY:
            return _CALLS[signal](asked, signals)
    return _attraction(asked, signals)


def _neighborhood(asked: _Asked, signals: set[str]) -> _Call | None:
    areas = [*asked.by_family.get("neighborhood", []), *asked.by_family.get("district", [])]
    if "needs_accommodation" in signals and not areas:
        return None
    return "describe_neighborhood", {"areas": areas[:3], "query": asked.text, **asked.common("near_me")}


def _knowledge(asked: _Asked, signals: set[str]) -> _Call:
    return "search_knowledge", {"query": asked.text}


def _culture(asked: _Asked, signals: set[str]) -> _Call:
    named = asked.by_family.get("sight", [])
    return ("find_attractions", {"places": named[:2], **asked.common("when")}) if named else _knowledge(asked, signals)


def _listed(about: str, family: str) -> Callable[[_Asked, set[str]], _Call | None]:
    def call(asked: _Asked, signals: set[str]) -> _Call | None:
        if "needs_attraction" in signals and about == "shop" and asked.by_family.get("shop"):
            return None
        budget = asked.understanding.constraints.budget
        return "search_knowledge", {
            "query": asked.text,
            "about": about,
            "kinds": [k for k in asked.hints["kinds"] if about == "nightlife"],
            "goods": asked.hints["goods"] if about == "shop" else [],
            "setting": asked.hints["setting"] if about == "nightlife" else None,
            "suits": ["families"] if about == "stay" and asked.understanding.constraints.with_children else [],
            "places": asked.by_family.get(family, [])[:3],
            "budget": budget if isinstance(budget, str) else None,
            **asked.common("area", "near_me", "when"),
        }

    return call


def _events(asked: _Asked, signals: set[str]) -> _Call:
    free = topics.says(asked.text, asked.understanding.language, "free")
    return "find_events", {"query": asked.text, "free": free, **asked.common("area", "when")}


def _weather(asked: _Asked, signals: set[str]) -> _Call:
    sea = topics.sea(asked.text, asked.understanding.language)
    return "get_weather", {"month": asked.hints["month"], "sea": sea, **asked.common("when")}


def _map(asked: _Asked, signals: set[str]) -> _Call:
    ids = [
        i
        for family in ("sight", "eatery", "gem", "shop", "nightlife", "stay", "neighborhood", "stop")
        for i in asked.by_family.get(family, [])
    ]
    return "show_on_map", {"places": (ids or list(asked.shown))[:8]}


def _phrase(asked: _Asked, signals: set[str]) -> _Call:
    return "translate_phrase", {"text": asked.text}


def _itinerary(asked: _Asked, signals: set[str]) -> _Call:
    hours = asked.understanding.constraints.duration_hours
    named = asked.by_family.get("sight", [])
    return "plan_itinerary", {
        **asked.common("area", "near_me", "when", "step_free", "with_children", "indoor"),
        "places": named[:4] if asked.hints["area_id"] not in named else [],
        "hours": min(hours, 10.0) if hours else None,
    }


_CALLS: dict[str, Callable[[_Asked, set[str]], _Call | None]] = {
    "needs_restaurant": _restaurant,
    "needs_attraction": _attraction,
    "needs_transportation": _transport,
    "needs_neighborhood": _neighborhood,
    "needs_events": _events,
    "needs_weather": _weather,
    "needs_hidden_gems": _gems,
    "needs_map": _map,
    "needs_gps_routing": _directions,
    "needs_translation": _phrase,
    "needs_shopping": _listed("shop", "shop"),
    "needs_nightlife": _listed("nightlife", "nightlife"),
    "needs_family_friendly": _family,
    "needs_accommodation": _listed("stay", "stay"),
    "needs_culture": _culture,
    "needs_practical": _knowledge,
    "needs_itinerary": _itinerary,
}
