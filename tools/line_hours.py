"""When a line's first and last departures are, of a line, of a vehicle, or from a stop."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from data.network import Line
from tools.city import Asking, City
from tools.resolve import Spot, spot
from tools.results import Artifact, LineHours, LineHoursFound, Mode
from tools.transit.hours import Span, spans, whole
from tools.when import moment

AROUND_M = 1000
"""How far from a named place a stop may lie to be the one that is meant."""
BESIDE_M = 300
"""How much farther than the nearest stop another may lie to be told, too."""
LINES, DIRECTIONS = 14, 8
"""Lines and directions told at most."""
_SMALL_HOURS = 4


class Args(BaseModel):
    line: Annotated[str | None, Field(description="Code or name of a line: M2, Marmaray, Metrobüs")] = None
    mode: Annotated[Mode | None, Field(description="metro, tram, ferry, marmaray …, when no line is named")] = None
    stop: Annotated[str | None, Field(description="Name or id of where one gets on")] = None
    towards: Annotated[str | None, Field(description="Name or id of where one wants to go")] = None
    when: Annotated[str | None, Field(description="A `when` value; none means today")] = None


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    network, day = city.planner.network, moment(args.when, asking.now).date()
    if args.when in (None, "now", "today", "tonight") and asking.now.hour < _SMALL_HOURS:
        day -= timedelta(days=1)
    place, goal = (spot(city, name, asking.language) if name else None for name in (args.stop, args.towards))
    facts = city.planner.line(args.line) if args.line else None
    lines = [row for row in network.lines.values() if (facts is None or row.id == facts.id) and args.mode in (None, row.mode)]
    found = LineHoursFound(
        day=day,
        stop=place.name if place else None,
        towards=goal.name if goal else None,
        line=facts.code if facts else args.line,
    )
    if (args.line and facts is None) or not (args.line or args.mode or place or goal):
        return found
    if place or goal:
        rows, unknown = _at(city, lines, place, goal, found)
    elif len(lines) == 1 and lines[0].mode != "metrobus":
        listed = spans(network, lines[0].id, found.day)
        longest = [s for s in listed if s.pattern is listed[0].pattern]
        rows, unknown = [(lines[0], s, True) for s in longest], lines if not listed else []
    else:
        known = [(row, whole(spans(network, row.id, found.day))) for row in lines]
        rows, unknown = [(row, s, False) for row, s in known if s], [row for row, s in known if s is None]
    rows = rows[: DIRECTIONS if any(directed for _, _, directed in rows) else LINES]
    keys = dict.fromkeys(f"{s.pattern.timing.source}@{s.pattern.timing.as_of}" for _, s, _ in rows)
    return found.model_copy(
        update={
            "rows": [_row(city, line, span, directed) for line, span, directed in rows],
            "unknown": [line.code for line in unknown],
            "sources": city.sources(list(keys)),
        }
    )


def _at(
    city: City, lines: list[Line], place: Spot | None, goal: Spot | None, found: LineHoursFound
) -> tuple[list[tuple[Line, Span, bool]], list[Line]]:
    """Departures from the nearest stop of each line to the place, or those that lead to the goal."""
    network = city.planner.network
    anchor = place or goal
    assert anchor is not None
    served = {stop for p in network.patterns.values() if p.line in {line.id for line in lines} for stop in p.stops}
    around = [(stop.id, meters) for stop, meters in city.planner.stops_near(anchor.at, AROUND_M) if stop.id in served]
    near = [stop for stop, meters in around if meters <= around[0][1] + BESIDE_M]
    rows: list[tuple[Line, Span, bool]] = []
    unknown: list[Line] = []
    for line in lines:
        own = {stop for p in network.patterns.values() if p.line == line.id for stop in p.stops}
        stop = next((stop for stop in near if stop in own), None)
        if stop is None:
            continue
        listed = spans(network, line.id, found.day, **({"at": stop} if place else {"to": stop}))
        rows += [(line, span, True) for span in listed]
        if not listed and not spans(network, line.id, found.day):
            unknown.append(line)
    order = {stop: number for number, stop in enumerate(near)}
    return sorted(rows, key=lambda row: order.get(row[1].origin, len(near))), unknown


def _row(city: City, line: Line, span: Span, directed: bool) -> LineHours:
    timing = span.pattern.timing
    return LineHours(
        line=line.code, mode=line.mode, origin=city.planner.network.stops[span.origin].name if directed else None,
        direction=span.headsign if directed else None, first=span.first, last=span.last, night=span.night,
        source=f"{timing.source}@{timing.as_of}",
    )  # fmt: skip
