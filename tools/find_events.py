"""What is on: listings of the configured feeds, and the events that come back every year or week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated

import holidays
from dateutil.rrule import rrulestr
from pydantic import BaseModel, Field
from rapidfuzz import fuzz

from data import schema
from data.schema import LANGUAGES
from tools import metrics
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.feeds import Listed, kind_of
from tools.geo import distance_m
from tools.resolve import Spot, spot
from tools.results import Artifact, Event, EventsFound
from tools.text import fold, words
from tools.when import days

_HOLIDAYS = {
    "ramazan_bayrami": ("TR", "Ramazan Bayramı", "tr"),
    "kurban_bayrami": ("TR", "Kurban Bayramı", "tr"),
    "orthodox_easter": ("GR", "Easter", "en_US"),
    "ashura": ("IQ", "Ashura", "en_US"),
    "mawlid": ("DZ", "Prophet", "en_US"),
}
RAMADAN_DAYS = 30
"""Ramadan ends the day before its feast and has at most thirty days; its first day is announced."""
SAME_NAME = 88
"""Of 100: names this alike, on about the same day, are one event."""
SAME_DAYS = 45
"""The dates of what comes back are the usual ones; this year's may be as far from them."""
NEAR_METERS = 2500
NAMED = 0.4
"""Share of a question that an event must hold for the question to be about that event."""


class Args(BaseModel):
    when: Annotated[str | None, Field(description="A `when` value; none means the coming month")] = None
    query: Annotated[str, Field(description="What they look for, in their own words", max_length=2000)] = ""
    kinds: Annotated[list[str], Field(description="music, film, sport, festival, market, religious …")] = []
    free: bool = False
    area: Annotated[str | None, Field(description="Name or id of an area or place to be near")] = None
    limit: Annotated[int, Field(ge=1, le=8)] = 4


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    first, last = days(args.when, asking.now) if args.when else (asking.now.date(), asking.now.date() + timedelta(days=30))
    recurring = [
        _Dated(start, entry.kind, entry.free == "yes", _event(entry, start, asking), entry)
        for entry in city.pack.events.values()
        if (start := occurrence(entry, first, last)) is not None
    ]
    listed, sources, whole = await city.live.events.get()
    live = [
        _Dated(event.first, event.kind, event.free is True, _live(event), None)
        for event in listed
        if event.first <= last and event.last >= first
    ]
    found = [e for e in _merged(live, recurring) if (not args.kinds or e.kind in args.kinds) and (not args.free or e.free)]
    goal = spot(city, args.area, asking.language) if args.area else None
    area = goal.name if goal else args.area
    near = [e for e in found if area and _near(e.event, area, goal)]
    kind = kind_of([args.query])
    alike = [e for e in near or found if e.kind == kind]
    chosen = _best(alike if any(e.entry is None for e in alike) else near or found, args.query, city)[: args.limit]
    named = _named(args, city, asking)
    if named and not any(e.entry is None and _same(e, named) for e in chosen):
        chosen = [named]
        first, last = min(first, named.first), max(last, named.first)
    known = {s.id: s for s in [*sources, *city.sources(source_key(e.entry) for e in chosen if e.entry)]}
    missing = bool(city.live.endpoints.events) and not whole
    if missing:
        metrics.FALLBACKS.labels("events", "recurring_events").inc()
    return EventsFound(
        events=[e.event for e in chosen],
        starts=first,
        ends=last,
        area=area if near else None,
        live=bool(live),
        sources=[known[key] for key in dict.fromkeys(e.event.source for e in chosen)],
        unavailable=["events"] if missing else [],
    )


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _named(args: Args, city: City, asking: Asking) -> _Dated | None:
    """The event of the pack that the question names, when it next is or in the year that was said, however far ahead."""
    if args.when or not args.query:
        return None
    hits = city.catalogue.search(_YEAR.sub(" ", args.query), 1, ["event"])
    if hits.strategy == "popular" or not hits.hits or hits.hits[0].relevance < NAMED:
        return None
    entry = city.pack.events[hits.hits[0].id.partition(":")[2]]
    year = _YEAR.search(args.query)
    first = date(int(year[0]), 1, 1) if year else asking.now.date()
    start = occurrence(entry, first, date(first.year, 12, 31) if year else first + timedelta(days=400))
    return _Dated(start, entry.kind, entry.free == "yes", _event(entry, start, asking), entry) if start else None


@dataclass(frozen=True)
class _Dated:
    """An event on the day it begins; `entry` is the pack's, None for a listing."""

    first: date
    kind: str
    free: bool
    event: Event
    entry: schema.Event | None


def _merged(live: list[_Dated], recurring: list[_Dated]) -> list[_Dated]:
    """Each event once: of two listings the first, of a listing and what comes back the listing, which knows this year."""
    kept: list[_Dated] = []
    for event in live:
        if not any(abs((event.first - other.first).days) <= 1 and _same(event, other) for other in kept):
            kept.append(event)
    listed = len(kept)
    for event in recurring:
        if not any(abs((event.first - other.first).days) <= SAME_DAYS and _same(event, other) for other in kept[:listed]):
            kept.append(event)
    return kept


def _same(a: _Dated, b: _Dated) -> bool:
    names = a.entry or b.entry
    known = [*_names(names), *names.aliases] if names else [b.event.name]
    other = b.event.name if a.entry or not names else a.event.name
    return any(fuzz.token_sort_ratio(fold(name), fold(other)) >= SAME_NAME for name in known)


def _names(entry: schema.Event) -> list[str]:
    return [entry.name.in_(language) for language in LANGUAGES]


def _near(event: Event, area: str, goal: Spot | None) -> bool:
    if goal and event.lat is not None and event.lon is not None:
        return distance_m(event.lat, event.lon, goal.at.lat, goal.at.lon) <= NEAR_METERS
    return fold(area) in fold(event.place or "")


def _best(found: list[_Dated], query: str, city: City) -> list[_Dated]:
    """What was asked for first, then what is soon; what lasts for weeks after what does not."""
    scores = city.catalogue.matches(query, (f"event:{i}" for i in city.pack.events)) if query else {}
    asked, kind = {w for w in words(fold(query)) if len(w) > 3}, kind_of([query])

    def fits(event: _Dated) -> float:
        if event.entry:
            return round(scores.get(f"event:{event.entry.id}", 0.0), 1)
        named = asked & set(words(fold(f"{event.event.name} {event.event.place or ''}")))
        return min(1.0, 0.8 * (kind == event.kind) + 0.5 * len(named))

    def days(event: _Dated) -> int:
        return (
            event.entry.when.days
            if event.entry
            else (date.fromisoformat((event.event.ends or event.event.starts)[:10]) - event.first).days
        )

    return sorted(found, key=lambda e: (-fits(e), days(e) > 20, e.first, e.entry is not None, e.event.id))


def _live(event: Listed) -> Event:
    return Event(
        id=event.id, kind=event.kind, name=event.name, description=event.about,
        starts=event.starts.isoformat(timespec="minutes") if isinstance(event.starts, datetime) else event.starts.isoformat(),
        ends=event.last.isoformat() if event.last != event.first else None, place=event.place, lat=event.lat, lon=event.lon,
        free=event.free, precision="exact", url=event.url, source=event.source,
    )  # fmt: skip


def occurrence(event: schema.Event, first: date, last: date) -> date | None:
    """The first day of the occurrence that touches the span, or None."""
    return _occurrence(event.when, first, last)


@lru_cache(maxsize=4096)
def _occurrence(when: schema.Recurrence, first: date, last: date) -> date | None:
    back = first - timedelta(days=when.days - 1)
    if when.rrule:
        start = datetime(back.year - 1, 1, 1)
        rule = rrulestr(when.rrule, dtstart=start)
        found = rule.after(datetime.combine(back, datetime.min.time()) - timedelta(seconds=1))
        return found.date() if found and found.date() <= last else None
    starts = (_religious(when.holiday or "", year) for year in range(back.year, last.year + 1))
    shifted = (day + timedelta(days=when.offset_days) for day in starts if day)
    return next((day for day in shifted if back <= day <= last), None)


@lru_cache(maxsize=64)
def _religious(holiday: str, year: int) -> date | None:
    if holiday == "ramadan":
        feast = _religious("ramazan_bayrami", year)
        return feast - timedelta(days=RAMADAN_DAYS) if feast else None
    if holiday not in _HOLIDAYS:
        return None
    country, name, language = _HOLIDAYS[holiday]
    found = holidays.country_holidays(country, years=year, language=language)
    return min((day for day, title in found.items() if name in title), default=None)


def _event(entry: schema.Event, start: date, asking: Asking) -> Event:
    end = start + timedelta(days=entry.when.days - 1)
    return Event(
        id=entry.id,
        kind=entry.kind,
        name=entry.name.in_(asking.language),
        description=entry.about.in_(asking.language) if entry.about else "",
        starts=start.isoformat(),
        ends=end.isoformat() if end != start else None,
        place=entry.place,
        lat=entry.position.lat if entry.position else None,
        lon=entry.position.lon if entry.position else None,
        free={"yes": True, "no": False}.get(entry.free),
        precision="usual" if entry.when.holiday == "ramadan" else entry.when.precision,
        url=entry.website,
        source=source_key(entry),
    )
