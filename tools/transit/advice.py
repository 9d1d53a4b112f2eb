"""What a traveller should be told besides the route: codes with parameters, worded elsewhere in six languages."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """Every code a warning can carry. Written `code:value,value` in a `Route`, in the order given here."""

    LAST_DEPARTURE = "last_departure"
    """line, at (HH:MM), stop: the ride is on the last departure of that line; the next is hours away."""
    LAST_DEPARTURE_MISSED = "last_departure_missed"
    """line, at (HH:MM), stop: the usual line has already left for the last time today."""
    LONG_WAIT = "long_wait"
    """minutes, line, at (HH:MM): the longest wait of the journey, 30 minutes or more, and what ends it."""
    NIGHT_SERVICE = "night_service"
    """line, headway (minutes): a ride between midnight and 05:30, when trips are few."""
    SPARSE_SERVICE = "sparse_service"
    """line, headway (minutes): the line runs every 30 minutes or less often, and the exact times are not known."""
    STEP_FREE_UNKNOWN = "step_free_unknown"
    """line, stop: nothing dated says whether this platform can be reached without a step."""
    WALK_NOT_SURVEYED = "walk_not_surveyed"
    """meters: slopes, kerbs and steps along the walks are not known (only for step-free journeys)."""
    CLOSURE_POSSIBLE = "closure_possible"
    """stop: authorities close this station at short notice."""
    LONG_WALK = "long_walk"
    """meters: the longest walk of the journey, more than 1500 metres."""
    ARRIVES_EARLY = "arrives_early"
    """minutes: nothing later arrives in time, so one is there 40 minutes early or more."""
    FERRY_TIMES_ESTIMATED = "ferry_times_estimated"
    """line: sailing time and frequency are estimates; the operator's timetable decides."""

    SAME_PLACE = "same_place"
    """Origin and destination are the same place."""
    OUTSIDE_CITY = "outside_city"
    """end ("origin", "destination", "via"): the point lies outside the area the network covers."""
    FAR_FROM_NETWORK = "far_from_network"
    """end, meters: no stop within 3000 metres on foot; meters to the nearest as the crow flies."""
    NO_ROUTE = "no_route"
    """No way was found."""
    NO_STEP_FREE_ROUTE = "no_step_free_route"
    """Every way uses a platform that is known to have steps."""
    TIMES_UNKNOWN = "times_unknown"
    """line: it serves a pier near one end, but when it runs is not known, so it was left out."""
    BUS_LINK = "bus_link"
    """line, from, to: a bus whose times are not known runs along here, where the network leaves a long walk."""
    COACH_LINK = "coach_link"
    """line, from, to: an airport coach whose times are not known runs between these places."""
    NOT_AN_AIRPORT = "not_an_airport"
    """stop: it carries the name of an airport that has no passenger flights any more."""
    NAME_SHARED = "name_shared"
    """end, taken, other (ids): two places share the name that was given; the route is for the one taken."""
    AVOID_IGNORED = "avoid_ignored"
    """word: not something a route can avoid."""
    AVOID_IMPOSSIBLE = "avoid_impossible"
    """word: without it there is no way, so it was used after all."""


class Advice(NamedTuple):
    """One warning: its code and the values of its parameters, in the order its code documents."""

    code: Code
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code.value}:{','.join(self.values)}" if self.values else self.code.value


PARAMETERS: dict[Code, tuple[str, ...]] = {
    Code.LAST_DEPARTURE: ("line", "at", "stop"),
    Code.LAST_DEPARTURE_MISSED: ("line", "at", "stop"),
    Code.LONG_WAIT: ("minutes", "line", "at"),
    Code.NIGHT_SERVICE: ("line", "headway"),
    Code.SPARSE_SERVICE: ("line", "headway"),
    Code.STEP_FREE_UNKNOWN: ("line", "stop"),
    Code.WALK_NOT_SURVEYED: ("meters",),
    Code.CLOSURE_POSSIBLE: ("stop",),
    Code.LONG_WALK: ("meters",),
    Code.ARRIVES_EARLY: ("minutes",),
    Code.FERRY_TIMES_ESTIMATED: ("line",),
    Code.SAME_PLACE: (),
    Code.OUTSIDE_CITY: ("end",),
    Code.FAR_FROM_NETWORK: ("end", "meters"),
    Code.NO_ROUTE: (),
    Code.NO_STEP_FREE_ROUTE: (),
    Code.TIMES_UNKNOWN: ("line",),
    Code.BUS_LINK: ("line", "from", "to"),
    Code.COACH_LINK: ("line", "from", "to"),
    Code.NOT_AN_AIRPORT: ("stop",),
    Code.NAME_SHARED: ("end", "taken", "other"),
    Code.AVOID_IGNORED: ("word",),
    Code.AVOID_IMPOSSIBLE: ("word",),
}


def read(text: str) -> dict[str, str]:
    """The parts of a compact warning by name. Raises `ValueError` for a code that does not exist.

    >>> read("last_departure_missed:M2,00:00,Taksim")
    {'code': 'last_departure_missed', 'line': 'M2', 'at': '00:00', 'stop': 'Taksim'}
    """
    name, _, rest = text.partition(":")
    code = Code(name)
    names = PARAMETERS[code]
    values = rest.split(",", len(names) - 1) if rest else []
    return {"code": code.value, **dict(zip(names, values, strict=False))}
