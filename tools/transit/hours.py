"""First and last departures of a service day, by line and direction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data.network import Network, Pattern
from tools.transit.hints import clock
from tools.transit.timetable import day_type, offsets

DAY_MIN, MORNING_MIN, NIGHT_MIN = 1440, 240, 300
"""A service day begins at four; what still leaves at five the next morning ran all night."""


@dataclass(frozen=True, slots=True)
class Span:
    """Departures of one direction from one stop: seconds after midnight of the service day. `night`: it never pauses."""

    pattern: Pattern
    origin: str
    headsign: str
    first_s: int
    last_s: int
    night: bool

    @property
    def first(self) -> str:
        return clock(self.first_s)

    @property
    def last(self) -> str:
        return clock(self.last_s)


def spans(network: Network, line: str, day: date, *, at: str | None = None, to: str | None = None) -> list[Span]:
    """Every direction of a line by its id, the longest pattern first: from the stop `at` or where it starts, towards `to`.

    Empty when nothing dated says when it runs. Patterns of one direction from one stop are put together.
    """
    found: dict[tuple[str, str], Span] = {}
    patterns = sorted((p for p in network.patterns.values() if p.line == line), key=lambda p: -len(p.stops))
    for pattern in patterns:
        for back in (False, True):
            span = _span(pattern, back, day, at, to)
            if span is None:
                continue
            key = (span.origin, span.headsign)
            known = found.get(key)
            found[key] = _joined(known, span) if known else span
    return list(found.values())


def _span(pattern: Pattern, back: bool, day: date, at: str | None, to: str | None) -> Span | None:
    stops = pattern.stops[::-1] if back else pattern.stops
    if (at and at not in stops[:-1]) or (to and to not in stops[1:]):
        return None
    position = stops.index(at) if at else 0
    if to and stops.index(to) <= position:
        return None
    bands = pattern.bands_back if back and pattern.bands_back is not None else pattern.bands
    today = [row for row in bands.get(day_type(day), []) if row[0] >= MORNING_MIN]
    after = [row for row in bands.get(day_type(day + timedelta(days=1)), []) if row[0] < MORNING_MIN]
    if not today:
        return None
    last = max([row[1] for row in today] + [row[1] + DAY_MIN for row in after])
    ride = offsets(pattern, back)[1][position]
    headsign = pattern.headsign_back if back else pattern.headsign
    night = last >= DAY_MIN + NIGHT_MIN
    return Span(pattern, stops[position], headsign, min(row[0] for row in today) * 60 + ride, last * 60 + ride, night)


def _joined(one: Span, other: Span) -> Span:
    first, last = min(one.first_s, other.first_s), max(one.last_s, other.last_s)
    return Span(one.pattern, one.origin, one.headsign, first, last, one.night or other.night)


def whole(found: Iterable[Span]) -> Span | None:
    """A line's service whatever the direction; None when it is not known."""
    together: Span | None = None
    for span in found:
        together = _joined(together, span) if together else span
    return together
