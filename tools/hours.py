"""Is it open? Yes, no or unknown, from OpenStreetMap `opening_hours` expressions and Turkey's holidays.

Religious holidays change the hours of nearly every place from year to year, so on those days the answer is unknown
unless a place says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, get_args

import holidays
from opening_hours import OpeningHours, State

from data.schema import Place, Sight
from tools.prayer import closed_to_visitors
from tools.results import Weekday

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_RELIGIOUS = ("Ramazan Bayramı", "Kurban Bayramı", "Eid al-Fitr", "Eid al-Adha")


@lru_cache(maxsize=4096)
def _parsed(osm: str) -> OpeningHours:
    return OpeningHours(osm, country="TR", max_interval_days=366)


@lru_cache(maxsize=16)
def _religious_days(year: int) -> frozenset[date]:
    names = holidays.country_holidays("TR", years=year, language="tr")
    return frozenset(day for day, name in names.items() if any(word in name for word in _RELIGIOUS))


def is_religious_holiday(day: date) -> bool:
    return day in _religious_days(day.year)


Reason = Literal["hours", "closed_for_now", "prayer", "friday", "religious_holiday", "out_of_date", "not_known"]


@dataclass(frozen=True)
class Opening:
    """Whether a place lets visitors in: `yes` is None when that is unknown. `reason` says what decides it, or why not."""

    yes: bool | None
    reason: Reason


def opening(place: Place, at: datetime) -> Opening:
    """Open, closed or unknown at an aware moment, with the reason.

    Unknown when nobody wrote the hours down, when what was written is too old, or on a religious holiday. A working mosque
    keeps visitors out around its prayers, whatever else is known of its hours.
    """
    if place.status and place.status.state != "open":
        return Opening(False, "closed_for_now")
    prayer = closed_to_visitors(at) if has_prayers(place) else None
    if not known_on(place, at.date()):
        return Opening(False, prayer) if prayer else Opening(None, _unknown(place, at.date()))
    assert place.hours is not None
    state = _parsed(place.hours.osm).state(at.replace(tzinfo=None))[0]
    if state == State.OPEN and prayer:
        return Opening(False, prayer)
    return Opening(None, "not_known") if state == State.UNKNOWN else Opening(state == State.OPEN, "hours")


def is_open(place: Place, at: datetime) -> bool | None:
    """The bare answer of `opening`."""
    return opening(place, at).yes


def has_prayers(place: Place) -> bool:
    """Whether visitors have to leave for prayers; not where a ticketed route is kept apart from them."""
    return isinstance(place, Sight) and place.kind == "mosque" and place.prayers != "no"


def _unknown(place: Place, day: date) -> Reason:
    if place.hours is None:
        return "not_known"
    return "religious_holiday" if is_religious_holiday(day) else "out_of_date"


def known_on(place: Place, day: date) -> bool:
    """Whether the hours of that day can be stated."""
    hours = place.hours
    if hours is None or day > hours.as_of + timedelta(days=hours.valid_days):
        return False
    return not is_religious_holiday(day) or hours.osm == "24/7"


def spans(place: Place, day: date) -> list[tuple[time, time]] | None:
    """When it is open that day, as local times; an empty list is closed all day, None is unknown."""
    if place.status and place.status.state != "open":
        return []
    if not known_on(place, day):
        return None
    assert place.hours is not None
    midnight = datetime.combine(day, time())
    rules = _parsed(place.hours.osm)
    found = [(b, e) for b, e, state, _ in rules.intervals(midnight, midnight + timedelta(days=2)) if state == State.OPEN]
    of_day = [(b, e) for b, e in found if b.date() == day]
    carried_over = of_day and of_day[0][0] == midnight and rules.is_open(midnight - timedelta(minutes=1))
    if carried_over and of_day[0][1] - midnight < timedelta(days=1):
        of_day = of_day[1:]
    return [(b.time(), min(e, b + timedelta(days=1)).time()) for b, e in of_day]


def hours_text(place: Place, day: date) -> str | None:
    """ "09:00–17:30", "24/7", "closed" in the form the contract's `hours_today` has, or None when unknown."""
    found = spans(place, day)
    if found is None:
        return None
    if not found:
        return "closed"
    if found == [(time(), time())]:
        return "24/7"
    return ", ".join(f"{begin:%H:%M}–{'24:00' if end == time() else f'{end:%H:%M}'}" for begin, end in found)


@lru_cache(maxsize=4096)
def _weekly(osm: str) -> tuple[Weekday, ...]:
    week = datetime(2026, 2, 2)  # a Monday in a week without public holidays
    closed = []
    for offset, name in enumerate(WEEKDAYS):
        day = week + timedelta(days=offset)
        if not any(state == State.OPEN for _, _, state, _ in _parsed(osm).intervals(day, day + timedelta(days=1))):
            closed.append(name)
    return tuple(closed)


def closed_on(place: Place) -> list[Weekday]:
    """The weekdays on which it never opens in an ordinary week."""
    return list(_weekly(place.hours.osm)) if place.hours else []
