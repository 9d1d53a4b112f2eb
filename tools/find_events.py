"""What is on: the events that come back every year or week, with how sure their dates are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated

import holidays
from dateutil.rrule import rrulestr
from pydantic import BaseModel, Field

from data import schema
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.results import Artifact, Event, EventsFound
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


class Args(BaseModel):
    when: Annotated[str | None, Field(description="A `when` value; none means the coming month")] = None
    query: Annotated[str, Field(description="What they look for, in their own words", max_length=2000)] = ""
    kinds: Annotated[list[str], Field(description="music, film, sport, festival, market, religious …")] = []
    free: bool = False
    limit: Annotated[int, Field(ge=1, le=8)] = 4


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    first, last = days(args.when, asking.now) if args.when else (asking.now.date(), asking.now.date() + timedelta(days=30))
    matches = city.catalogue.matches(args.query, (f"event:{i}" for i in city.pack.events)) if args.query else {}
    dated = [
        (start, entry)
        for entry in city.pack.events.values()
        if (not args.kinds or entry.kind in args.kinds) and (not args.free or entry.free == "yes")
        if (start := occurrence(entry, first, last)) is not None
    ]
    dated.sort(
        key=lambda pair: (-round(matches.get(f"event:{pair[1].id}", 0.0), 1), pair[1].when.days > 20, pair[0], pair[1].id)
    )
    chosen = dated[: args.limit]
    return EventsFound(
        events=[_event(entry, start, asking) for start, entry in chosen],
        starts=first,
        ends=last,
        sources=city.sources(source_key(entry) for _, entry in chosen),
    )


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
        description=entry.about.in_(asking.language),
        starts=start.isoformat(),
        ends=end.isoformat() if end != start else None,
        place=entry.place,
        lat=entry.position.lat if entry.position else None,
        lon=entry.position.lon if entry.position else None,
        free={"yes": True, "no": False}.get(entry.free),
        precision=entry.when.precision,
        url=entry.website,
        source=source_key(entry),
    )
