"""A journey by metro, tram, ferry and on foot between two places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tools.city import Asking, City
from tools.gazetteer.namesakes import Namesake
from tools.resolve import Spot, by_id, inside, shared_name, spot
from tools.results import Artifact, Location, Mode, RouteFound
from tools.streets import on_streets
from tools.transit.advice import Advice, Code
from tools.transit.planner import Journeys
from tools.when import moment

Avoided = Annotated[str, Field(max_length=40)]


class Args(BaseModel):
    """`origin`, `destination` and `via` are names in any of the six languages, ids, or coordinates.

    `depart_at` and `arrive_by` go before `when` and `time`. `time` is when to leave or, with `by`, when to be there.
    """

    origin: Annotated[str | Location | None, Field(description="Where it starts; none means the traveller's position")] = None
    destination: Annotated[str | Location | None, Field(description="Where it ends")] = None
    via: Annotated[str | Location | None, Field(description="A place to pass on the way")] = None
    depart_at: Annotated[datetime | None, Field(description="ISO 8601; none means `when`")] = None
    arrive_by: Annotated[datetime | None, Field(description="ISO 8601; when to be there at the latest")] = None
    when: Annotated[str | None, Field(description="A `when` value; none means now")] = None
    time: Annotated[str | None, Field(description="HH:MM on the day of `when`", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    by: Annotated[bool, Field(description="`time` is when to be there")] = False
    edge: Annotated[Literal["first", "last"] | None, Field(description="The first or last departure of the day")] = None
    step_free: bool = False
    avoid: Annotated[list[Avoided], Field(description="ferries, metro, buses, trams, stairs, walking, transfers, M2")] = []
    prefer: Annotated[str | None, Field(description="ferry, metro or tram: a way that uses it comes first")] = None
    elsewhere: Annotated[bool, Field(description="A name of `unknown` is known to lie in another city")] = False
    assume: Annotated[bool, Field(description="Take a shared name for the likelier place instead of asking which is meant")] = (
        False
    )
    unknown: Annotated[dict[str, str], Field(description="Names nobody knows, by role: origin, destination, via")] = {}


_RIDES: frozenset[Mode] = frozenset(
    {"metro", "tram", "marmaray", "ferry", "funicular", "metrobus", "cable_car", "bus", "train"}
)  # fmt: skip
_NOT_ABOUT_ROUTES = frozenset({"tourists", "smoke"})
"""What is avoided in places, and means nothing on the way to them."""
_DAYTIME = time(10)


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    begin = args.origin or (None if "origin" in args.unknown else asking.location)
    start, goal, middle = (spot(city, end, asking.language) if end else None for end in (begin, args.destination, args.via))
    found = RouteFound(
        origin=_named(start, args.origin, args.unknown.get("origin")),
        destination=_named(goal, args.destination, args.unknown.get("destination")),
        via=_named(middle, args.via, args.unknown.get("via")),
        unknown=[*dict.fromkeys([*_unresolved(args, start, goal, middle), *args.unknown.values()])],
    )
    problem = _problem(args, start, goal, middle)
    open_ends = _open_ends(args, city) if problem in (None, "origin_missing") else {}
    if not args.assume:
        for role, shared in open_ends.items():
            other = goal if role == "origin" else start
            if problem or (other and _differ(city, [by_id(city, c.id) for c in shared.choices], other, args, asking)):
                choices = [c.label[asking.language] for c in shared.choices]
                return found.model_copy(update={"problem": "ambiguous", "choices": choices, "which": role})
    if problem or start is None or goal is None:
        return found.model_copy(update={"problem": problem})
    asked = args.arrive_by or args.depart_at
    if asked and not 1980 <= asked.year <= 2200:
        return found.model_copy(update={"problem": "no_route"})
    at, by = _moment(args, asking.now), args.arrive_by is not None or (args.by and args.time is not None)
    options: dict[str, Any] = {
        "step_free": args.step_free,
        "via": middle.at if middle else None,
        "origin_name": start.name,
        "destination_name": goal.name,
        "via_name": middle.name if middle else None,
    }
    avoid = frozenset(args.avoid) - _NOT_ABOUT_ROUTES
    journeys = city.planner.plan(start.at, goal.at, at, arrive_by=by, edge=args.edge, avoid=avoid, **options)
    if args.prefer and not _uses(journeys, args.prefer):
        others = _RIDES - {args.prefer}
        wanted = city.planner.plan(start.at, goal.at, at, arrive_by=by, edge=args.edge, avoid=others, limit=1, **options)
        if _uses(wanted, args.prefer):
            journeys = replace(
                journeys,
                routes=[*wanted.routes, *journeys.routes],
                geometry=[*wanted.geometry, *journeys.geometry],
                sources=list(dict.fromkeys([*wanted.sources, *journeys.sources])),
            )
    order = sorted(range(len(journeys.routes)), key=lambda n: all(leg.mode != args.prefer for leg in journeys.routes[n].legs))
    keys = [f"{source}@{as_of}" for source, as_of in journeys.sources]
    routes, maps = [journeys.routes[n] for n in order], [journeys.geometry[n] for n in order]
    streets = failed = False
    if routes:
        routes[0], maps[0], streets, failed = await on_streets(city, routes[0], maps[0])
    timed = at.isoformat(timespec="minutes") if abs(at - asking.now) > timedelta(minutes=2) else None
    return found.model_copy(
        update={
            "routes": routes,
            "maps": maps,
            "problem": None if routes else _why_not(journeys),
            "advice": [str(advice) for advice in (*_assumed(open_ends, args), *journeys.advice)],
            "depart_at": None if by else timed,
            "arrive_by": timed if by else None,
            "edge": args.edge if journeys.edge else None,
            "sources": [*city.sources(keys), *([city.live.walking.source(asking.now.date())] if streets else [])],
            "unavailable": ["routing"] if failed else [],
        }
    )


def _open_ends(args: Args, city: City) -> dict[str, Namesake]:
    """The ends of the journey of which only a name is known that two places share."""
    ends = {"origin": shared_name(city, args.origin), "destination": shared_name(city, args.destination)}
    return {role: shared for role, shared in ends.items() if shared}


def _assumed(open_ends: dict[str, Namesake], args: Args) -> list[Advice]:
    if not args.assume:
        return []
    return [Advice(Code.NAME_SHARED, (role, *(c.id for c in shared.choices[:2]))) for role, shared in open_ends.items()]


def _differ(city: City, candidates: Sequence[Spot | None], other: Spot, args: Args, asking: Asking) -> bool:
    """Whether it matters which place is meant: the best way to or from one is none of the ways to or from the first."""
    at = _moment(args, asking.now)
    ways = []
    for candidate in candidates:
        routes = city.planner.plan(candidate.at, other.at, at, step_free=args.step_free).routes if candidate else []
        ways.append([[(leg.line, leg.from_.name, leg.to.name) for leg in r.legs if leg.mode != "walk"] for r in routes])
    return any(way[:1] and way[0] not in ways[0] for way in ways[1:])


def _moment(args: Args, now: datetime) -> datetime:
    """When to leave or to be there. A bare day means its daytime, an hour without a day the next time it strikes."""
    if asked := args.arrive_by or args.depart_at:
        return asked.replace(tzinfo=now.tzinfo) if asked.tzinfo is None else asked.astimezone(now.tzinfo)
    if args.time and args.when in (None, "now", "today"):
        return moment(args.time, now)
    at = moment(args.when, now)
    if args.time:
        at = datetime.combine(at.date(), time.fromisoformat(args.time), now.tzinfo)
        small_hours = args.when in ("tonight", "tomorrow_evening") and at.hour < 5
        return at + timedelta(days=1) if small_hours else at
    if args.when and at.date() != now.date() and ":" not in args.when:
        at = at.replace(hour=max(at.hour, _DAYTIME.hour) if args.when != "tomorrow_morning" else at.hour, minute=0)
    return at


def _unresolved(args: Args, *found: Spot | None) -> list[str]:
    asked = (args.origin, args.destination, args.via)
    return [name for name, end in zip(asked, found, strict=True) if isinstance(name, str) and end is None]


def _named(found: Spot | None, asked: str | Location | None, unknown: str | None) -> str | None:
    return found.name if found else asked if isinstance(asked, str) else unknown


def _problem(args: Args, start: Spot | None, goal: Spot | None, middle: Spot | None) -> str | None:
    if args.elsewhere:
        return "outside"
    if not args.destination:
        return "unknown_destination" if "destination" in args.unknown else "destination_missing"
    if goal is None:
        return "unknown_destination"
    if start is None:
        return "unknown_origin" if args.origin or "origin" in args.unknown else "origin_missing"
    if middle is None and (args.via or "via" in args.unknown):
        return "unknown_via"
    if not all(inside(end.at) for end in (start, goal, middle) if end):
        return "outside"
    return "same_place" if start.at == goal.at and middle is None else None


def _why_not(journeys: Journeys) -> str:
    codes = {advice.code for advice in journeys.advice}
    return "same_place" if Code.SAME_PLACE in codes else "outside" if Code.OUTSIDE_CITY in codes else "no_route"


def _uses(journeys: Journeys, mode: str) -> bool:
    return any(leg.mode == mode for route in journeys.routes for leg in route.legs)
