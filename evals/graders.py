"""What is wrong with an answer. Every check has a name, so that figures can be read by check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Any, get_args

from data.schema import Eatery, Gem, NightPlace, Shop, Sight, SightKind, Stay
from evals.cases import Case
from evals.prose import seems, weekday_named
from evals.stand import Turn
from graph.answer import Answer
from tools.results import WeatherFound
from tools.text import fold

CHECKS = ("signals", "tools", "places", "sources", "language", "route", "emergency", "facts", "form")


def _kinds(model: type[Any]) -> frozenset[str]:
    return frozenset(get_args(model.model_fields["kind"].annotation))


FAMILIES = {
    "sight": frozenset(get_args(SightKind)),
    "gem": frozenset(k for part in get_args(Gem.model_fields["kind"].annotation) for k in (get_args(part) or (part,))),
    "eatery": _kinds(Eatery),
    "shop": _kinds(Shop),
    "night": _kinds(NightPlace),
    "stay": _kinds(Stay),
}
assert FAMILIES["sight"] == _kinds(Sight)


def complaints(case: Case, turn: Turn) -> list[tuple[str, str]]:
    """(check, reason) for everything that is not as the case wants it; nothing when all is well."""
    return [(name, reason) for name, check in _CHECKS.items() for reason in check(case, turn)]


def asked(case: Case) -> set[str]:
    """The checks a case has something to say about."""
    e = case.expect
    wants = {
        "signals": bool(e.signals or e.signals_any or e.signals_not), "tools": bool(e.tools),
        "places": bool(e.kinds or e.ids or e.not_ids or e.min_places), "sources": e.sources, "route": e.route,
        "facts": bool(e.fact.model_dump(exclude_defaults=True)),
    }  # fmt: skip
    return {"language", "emergency", "form", *(name for name, on in wants.items() if on)}


def _signals(case: Case, turn: Turn) -> Iterator[str]:
    e, found = case.expect, {s.name for s in turn.answer.understanding.signals}
    if missing := set(e.signals) - found:
        yield f"signals {sorted(missing)} missing among {sorted(found)}"
    if e.signals_any and not found & set(e.signals_any):
        yield f"none of {e.signals_any} among {sorted(found)}"
    unwanted = found if "*" in e.signals_not else found & set(e.signals_not)
    if unwanted:
        yield f"signals {sorted(unwanted)} unwanted"


def _tools(case: Case, turn: Turn) -> Iterator[str]:
    ran = [name for name, status in turn.tools if status == "success"]
    if case.expect.tools and not set(ran) & set(case.expect.tools):
        yield f"tools {turn.tools}, expected one of {case.expect.tools}"


def _places(case: Case, turn: Turn) -> Iterator[str]:
    e, places = case.expect, turn.answer.places
    shown, kinds = {p.id for p in places}, {p.kind for p in places}
    wanted = frozenset().union(*(FAMILIES.get(k, frozenset({k})) for k in e.kinds))
    if e.kinds and not kinds & wanted:
        yield f"kinds of place {sorted(kinds)}, expected one of {e.kinds}"
    if e.ids and not shown & set(e.ids):
        yield f"places {sorted(shown)}, expected one of {e.ids}"
    if unwanted := shown & set(e.not_ids):
        yield f"places {sorted(unwanted)} must not be shown"
    if len(shown) < e.min_places:
        yield f"{len(shown)} places, expected at least {e.min_places}"


_MARK = re.compile(r"\[(\d+)\]")
_BLEMISH = re.compile(r"[{}]|\bNone\b|\bnull\b|\bneeds_\w+")
"""What a template leaves behind when something goes wrong."""


def _sources(case: Case, turn: Turn) -> Iterator[str]:
    answer = turn.answer
    if case.expect.sources and not answer.sources:
        yield "no source"
    if case.expect.sources and answer.sources and not _MARK.search(answer.text):
        yield "no source mark in the text"


def _language(case: Case, turn: Turn) -> Iterator[str]:
    answer, wanted = turn.answer, case.expect.language
    if answer.language != wanted:
        yield f"answered in {answer.language}, expected {wanted}"
    elif not case.expect.emergency and not seems(answer.text, wanted):
        yield f"the text does not read as {wanted}"


def _route(case: Case, turn: Turn) -> Iterator[str]:
    if case.expect.route and (turn.answer.route is None or not turn.answer.route.legs):
        yield "no route"


def _emergency(case: Case, turn: Turn) -> Iterator[str]:
    finding, wanted = turn.answer.understanding.emergency, case.expect.emergency
    certain = finding is not None and finding.level == "emergency"
    if wanted is None:
        if certain and finding:
            yield f"taken for an emergency ({finding.kind})"
        return
    if not certain or finding is None:
        yield f"emergency not seen, expected {wanted}"
        return
    if finding.kind not in wanted.split("|"):
        yield f"emergency is {finding.kind}, expected {wanted}"
    if turn.answer.emergency is None:
        yield "no emergency card"
    if turn.tools:
        yield f"tools ran in an emergency: {turn.tools}"
    if not turn.events or turn.events[0][0] != "emergency":
        yield "the card is not the first event"


def _facts(case: Case, turn: Turn) -> Iterator[str]:
    fact, answer = case.expect.fact, turn.answer
    if fact.closed_on:
        about = [p for p in answer.places if p.id in case.expect.ids]
        if not any(fact.closed_on in p.closed_on for p in about):
            yield f"no place is closed on {fact.closed_on}"
        if not fact.closed_today and not weekday_named(answer.text, fact.closed_on, case.expect.language):
            yield f"the text does not name {fact.closed_on}"
    if fact.closed_today and any(p.open_now for p in answer.places if p.id in case.expect.ids):
        yield "shown as open although it is closed today"
    if fact.says and not any(fold(word) in fold(answer.text) for word in fact.says):
        yield f"the text says none of {fact.says}"
    yield from _constraints(fact.constraints, answer)
    for diet in fact.diet_never_no:
        if unfit := [p.id for p in answer.places if p.diet.get(diet) == "no"]:
            yield f"not {diet}: {unfit}"
    yield from _journey(case, answer)
    if fact.weather and not (answer.weather and isinstance(answer.weather, WeatherFound) and answer.weather.days):
        yield "no weather"
    if len(answer.events) < fact.events_min:
        yield f"{len(answer.events)} events, expected at least {fact.events_min}"
    if fact.event_ids and not {e.id for e in answer.events} & set(fact.event_ids):
        yield f"events {[e.id for e in answer.events]}, expected one of {fact.event_ids}"
    if (fact.map or fact.map_near) and not (answer.map and answer.map.get("features")):
        yield "no map"
    elif fact.map_near and not any(near(f, *fact.map_near) for f in (answer.map or {}).get("features", [])):
        yield f"nothing on the map within {fact.map_near[2]:.0f} m of where it is"
    if fact.card_number and fact.card_number not in {n.number for n in (answer.emergency.numbers if answer.emergency else [])}:
        yield f"the card does not show {fact.card_number}"


def _constraints(wanted: dict[str, Any], answer: Answer) -> Iterator[str]:
    found = answer.understanding.constraints.model_dump(mode="json")
    for name, value in wanted.items():
        given = found.get(name)
        fits = set(value) <= set(given or []) if isinstance(value, list) else given == value
        if not fits:
            yield f"constraint {name} is {given!r}, expected {value!r}"


def _journey(case: Case, answer: Answer) -> Iterator[str]:
    fact, route = case.expect.fact, answer.route
    legs = route.legs if route else []
    modes, lines = {leg.mode for leg in legs}, {leg.line for leg in legs}
    if fact.modes_any and not modes & set(fact.modes_any):
        yield f"goes by {sorted(modes)}, expected one of {fact.modes_any}"
    if used := modes & set(fact.modes_none):
        yield f"goes by {sorted(used)}"
    if fact.lines_any and not lines & set(fact.lines_any):
        yield f"takes {sorted(filter(None, lines))}, expected one of {fact.lines_any}"
    if fact.route_step_free and (route is None or route.step_free not in fact.route_step_free):
        yield f"step-free is {route.step_free if route else None}, expected {fact.route_step_free}"
    if fact.goes_to:
        ends = [answer.understanding.constraints.destination or "", legs[-1].to.name if legs else ""]
        if not any(fold(fact.goes_to) in fold(end).replace("-", " ") for end in ends):
            yield f"goes to {ends}, expected {fact.goes_to}"


def _form(case: Case, turn: Turn) -> Iterator[str]:
    """What holds for every answer, whatever was asked."""
    answer = turn.answer
    if not answer.text.strip():
        yield "the text is empty"
    if blemish := _BLEMISH.search(answer.text):
        yield f"{blemish.group()!r} in the text"
    if wrong := [n for n in _MARK.findall(answer.text) if not 1 <= int(n) <= len(answer.sources)]:
        yield f"marks {wrong} without a source"
    if answer.degradation.level > 2:
        yield f"degradation level {answer.degradation.level}"
    if not case.expect.emergency and turn.streamed.strip() != answer.text.strip():
        yield "the streamed tokens are not the answer's text"
    if failed := [name for name, status in turn.tools if status != "success"]:
        yield f"tools failed: {failed}"


def near(feature: dict[str, Any], lat: float, lon: float, meters: float) -> bool:
    """Whether a GeoJSON point lies within a distance (haversine, mean Earth radius 6 371 km)."""
    if feature["geometry"]["type"] != "Point":
        return False
    x, y = feature["geometry"]["coordinates"]
    a = sin(radians(y - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(y)) * sin(radians(x - lon) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(a)) <= meters


_CHECKS: dict[str, Callable[[Case, Turn], Iterator[str]]] = {
    "signals": _signals,
    "tools": _tools,
    "places": _places,
    "sources": _sources,
    "language": _language,
    "route": _route,
    "emergency": _emergency,
    "facts": _facts,
    "form": _form,
}
assert tuple(_CHECKS) == CHECKS
