"""iCalendar (RFC 5545): events that come back, and those of one day, as events of the pack.

Read by the `icalendar` library; rules are kept as they are, with the day they start on. Only days are kept: an answer names
the day of an event, the organiser its hour.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from icalendar import Calendar
from pydantic import ValidationError

from data.districts import Districts
from data.ingest.draft import entry_id, named, tidy
from data.ingest.reading import MB, encoding_of, number
from data.ingest.refusal import ImportRefused, Refusal
from data.schema import LANGUAGES, Event

MAX_CALENDAR = 50 * MB
MAX_LINE = 1 * MB
MAX_COMPONENTS = 200_000
_HERE = ZoneInfo("Europe/Istanbul")
_KINDS: tuple[str, ...] = get_args(Event.model_fields["kind"].annotation)
_SLOW = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_OF_THE_HOUR = ("UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND", "WKST")


@cache
def _words() -> dict[str, str]:
    """Words of calendars for the kinds of event the pack knows."""
    known: dict[str, str] = json.loads((Path(__file__).parent / "event_kinds.json").read_text(encoding="utf-8"))
    return known


class CalendarReader:
    """The events of a calendar as entries or refusals. `total` counts events."""

    def __init__(self, path: Path, source: str, as_of: date | None, kind: str | None) -> None:
        self._source, self.as_of, self._kind = source, as_of, kind
        self._districts = Districts()
        raw = path.read_bytes()
        text = raw.decode(encoding_of(raw[:262_144]), errors="replace").lstrip("\ufeff \r\n\t")
        if text[:1] == "<":
            raise ImportRefused("xml_not_supported", f"{path.name} is XML; export it as iCalendar (.ics)")
        if not text[:15].upper().startswith("BEGIN:VCALENDAR"):
            raise ImportRefused("not_calendar", f"{path.name} does not start with BEGIN:VCALENDAR")
        begun = text.count("BEGIN:")
        if begun > MAX_COMPONENTS:
            raise ImportRefused("too_large", f"{path.name} has {begun} components, at most {MAX_COMPONENTS} are read")
        _check_nesting(text, path)
        try:
            calendar = Calendar.from_ical(text, multiple=True)
            self._events = [e for c in calendar for e in c.walk("VEVENT")]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise ImportRefused("not_calendar", f"{path.name}: {str(error)[:160]}") from error
        self.total = len(self._events)

    def __iter__(self) -> Iterator[Event | Refusal]:
        for position, event in enumerate(self._events, start=1):
            where = f"event {position} ({tidy(event.get('SUMMARY', ''), 60)})"
            try:
                yield self._read(where, event)
            except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
                yield Refusal(where, "invalid", str(error).splitlines()[0][:160] if str(error) else type(error).__name__)

    def _read(self, where: str, event: Any) -> Event | Refusal:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return Refusal(where, "not_recurring", "cancelled")
        if event.get("RECURRENCE-ID") is not None:
            return Refusal(where, "not_recurring", "changes one day of another event")
        uid = tidy(event.get("UID", ""), 200)
        if not uid:
            return Refusal(where, "no_reference", "no UID")
        names = _names(event)
        if not names:
            return Refusal(where, "no_name")
        kind = self._kind_of(event)
        if kind is None:
            return Refusal(where, "no_kind", "no category is known and --kind is not given")
        start = event.get("DTSTART")
        if start is None:
            return Refusal(where, "no_date", "no DTSTART")
        day = _day(start.dt)
        as_of = self.as_of or _stamp(event)
        if as_of is None:
            return Refusal(where, "no_date", "neither the event nor --as-of says of which day it is")
        rules = _rules(event, day)
        if isinstance(rules, Refusal):
            return Refusal(where, rules.code, rules.reason)
        ref = f"{self._source}:{uid}"
        raw: dict[str, Any] = {
            "id": entry_id(ref), "same_as": [ref], "source": self._source, "as_of": as_of, "name": names, "kind": kind,
            "when": {"rrule": rules, "days": min(120, _length(event, day)), "precision": "exact"},
        }  # fmt: skip
        if place := tidy(event.get("LOCATION", ""), 300):
            raw["place"] = place
        site = tidy(event.get("URL", ""), 600)
        if site.startswith(("https://", "http://")):
            raw["website"] = site
        if (geo := event.get("GEO")) is not None:
            lat, lon = number(geo.latitude), number(geo.longitude)
            if lat is None or lon is None or self._districts.at(lat, lon) is None:
                return Refusal(where, "outside", f"{geo.latitude}, {geo.longitude}"[:60])
            raw["position"] = {"lat": lat, "lon": lon, "accuracy_m": 100}
        try:
            return Event.model_validate(raw)
        except ValidationError as error:
            first = error.errors()[0]
            return Refusal(where, "invalid", f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:160])

    def _kind_of(self, event: Any) -> str | None:
        given = event.get("CATEGORIES")
        listed = given if isinstance(given, list) else [given] if given is not None else []
        words = [str(c).strip().lower() for part in listed for c in getattr(part, "cats", [part])]
        known = (word if word in _KINDS else _words().get(word) for word in words)
        return next((kind for kind in known if kind), self._kind)


def _check_nesting(text: str, path: Path) -> None:
    """Components nested without end, and lines without end, are not read."""
    depth = 0
    for line in text.splitlines():
        if len(line) > MAX_LINE:
            raise ImportRefused("not_calendar", f"{path.name} has a line of {len(line)} characters")
        if line.startswith("BEGIN:"):
            depth += 1
            if depth > 20:
                raise ImportRefused("too_deep", f"{path.name} nests components more than 20 deep")
        elif line.startswith("END:"):
            depth -= 1
    if depth > 0:
        raise ImportRefused("not_calendar", f"{path.name} is cut short")


def _names(event: Any) -> dict[str, str]:
    """The titles by language; one without a language is taken as the local name."""
    found: dict[str, str] = {}
    plain = None
    given = event.get("SUMMARY")
    for title in given if isinstance(given, list) else [given] if given is not None else []:
        language = str(getattr(title, "params", {}).get("LANGUAGE", ""))[:2].lower()
        if language in LANGUAGES:
            found[language] = tidy(title, 200)
        else:
            plain = tidy(title, 200)
    return named(found, plain)


def _stamp(event: Any) -> date | None:
    for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"):
        if (given := event.get(name)) is not None:
            return _day(given.dt)
    return None


def _day(moment: date | datetime) -> date:
    """The day in Istanbul."""
    if isinstance(moment, datetime):
        return (moment.astimezone(_HERE) if moment.tzinfo else moment).date()
    return moment


def _length(event: Any, day: date) -> int:
    """Days from the first to the last; an event that ends at midnight ends the day before."""
    end = event.get("DTEND")
    if end is not None:
        last = end.dt
        whole = last - timedelta(seconds=1) if isinstance(last, datetime) else last - timedelta(days=1)
        return max(1, (_day(whole) - day).days + 1)
    if (lasting := event.get("DURATION")) is not None:
        return max(1, -(-int(lasting.dt.total_seconds()) // 86_400))
    return 1


def _rules(event: Any, day: date) -> str | Refusal:
    """The recurrence as a rule set that `dateutil` reads, in days. An event of one day is a rule that counts to one."""
    lines = [f"DTSTART:{day:%Y%m%d}T000000"]
    given = event.get("RRULE")
    rules = given if isinstance(given, list) else [given] if given is not None else []
    for rule in rules:
        frequency = str((rule.get("FREQ") or [""])[0]).upper()
        if frequency not in _SLOW:
            return Refusal("", "invalid", f"a rule of frequency {frequency or 'none'}")
        parts = {
            name: values for name, values in rule.items() if name not in ("UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND", "WKST")
        }
        text = ";".join(f"{name}={','.join(_part(v) for v in values)}" for name, values in parts.items())
        if until := rule.get("UNTIL"):
            text += f";UNTIL={_day(until[0]):%Y%m%d}T000000"
        lines.append(f"RRULE:{text}")
    extra = [_day(d.dt) for d in _dates(event.get("RDATE")) if isinstance(d.dt, date)]
    if not rules:
        lines.append("RRULE:FREQ=DAILY;COUNT=1")
    lines += [f"RDATE:{d:%Y%m%d}T000000" for d in extra]
    lines += [f"EXDATE:{_day(d.dt):%Y%m%d}T000000" for d in _dates(event.get("EXDATE"))]
    return "\n".join(lines)


def _part(value: Any) -> str:
    return value.to_ical().decode() if hasattr(value, "to_ical") else str(value)


def _dates(given: Any) -> list[Any]:
    listed = given if isinstance(given, list) else [given] if given is not None else []
    return [d for part in listed for d in part.dts]
