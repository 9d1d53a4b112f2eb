"""Event feeds: iCalendar, RSS, Atom, JSON (schema.org names and their like) and CKAN, told apart by what is sent."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import feedparser
import icalendar
import recurring_ical_events
from dateutil.parser import isoparse
from pydantic import BaseModel

from tools.clock import ISTANBUL, Clock
from tools.dependencies import Guards
from tools.guard import Failed, Found, Unavailable, Upstream
from tools.http import Http
from tools.results import Source
from tools.text import clean, fold

MAX_BYTES = 4 * 1024 * 1024
MAX_EVENTS = 500
AHEAD = timedelta(days=180)
NAME_CHARACTERS = 120
ABOUT_CHARACTERS = 240
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"https?://\S+")
_TOO_OFTEN = re.compile(rb"FREQ=(SECONDLY|MINUTELY)", re.IGNORECASE)


class Listed(BaseModel):
    """One event of a feed: plain text, times on Istanbul's clock, `ends` the last moment or day of it."""

    id: str
    name: str
    about: str
    starts: datetime | date
    ends: datetime | date | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    free: bool | None = None
    kind: str
    url: str | None = None
    source: str

    @property
    def first(self) -> date:
        return _day(self.starts)

    @property
    def last(self) -> date:
        return _day(self.ends) if self.ends else self.first


@dataclass
class EventFeeds:
    """`urls` of the feeds. Each has a guard of its own, so that a dead one does not silence the others."""

    urls: Sequence[str]
    http: Http
    guards: Guards
    clock: Clock

    def __post_init__(self) -> None:
        if not self.urls:
            self.guards.of("events", configured=False)
        self.upstreams = [
            Upstream(self.guards.of("events", str(n)), partial(parsed, origin=f"events-{n}", clock=self.clock), threaded=True)
            for n, _ in enumerate(self.urls, start=1)
        ]

    async def get(self) -> tuple[list[Listed], list[Source], bool]:
        """What the feeds hold, their sources, and whether all of them answered well enough. Never raises."""
        answers = await asyncio.gather(*(self._one(n) for n in range(len(self.urls))))
        listed: list[Listed] = []
        sources: list[Source] = []
        for url, n, answer in zip(self.urls, range(1, len(self.urls) + 1), answers, strict=True):
            if answer is not None:
                host = urlsplit(url).hostname or "feed"
                day = (self.clock() - timedelta(seconds=answer.age_seconds)).date()
                listed += answer.value
                sources.append(Source(id=f"events-{n}", title="Event listing", publisher=host, url=_page(url), as_of=day))
        return listed, sources, all(a is not None and a.step != "stale_cache" for a in answers)

    async def _one(self, n: int) -> Found[list[Listed]] | None:
        url = self.urls[n]
        try:
            return await self.upstreams[n].get(
                "events", lambda seconds: self.http.get(url, seconds=seconds, max_bytes=MAX_BYTES)
            )
        except Unavailable:
            return None


def _page(url: str) -> str:
    """The address without what may be a key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def parsed(body: bytes, *, origin: str, clock: Clock) -> list[Listed]:
    """The events of the coming half year and of yesterday. Raises `ValueError`, or `Failed("schema")` for another thing."""
    today = clock().date()
    first, last = today - timedelta(days=1), today + AHEAD
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:64]
    if start.upper().startswith(b"BEGIN:VCALENDAR"):
        rows = _icalendar(body, first, last)
    elif start[:1] in (b"{", b"["):
        rows = _json(body)
    elif start[:1] == b"<":
        rows = _feed(body)
    else:
        raise ValueError("neither a calendar nor JSON nor a feed")
    found: dict[str, Listed] = {}
    read = understood = 0
    for row in rows:
        event = _listed(row, origin)
        read, understood = read + 1, understood + (event is not None)
        if event and event.first <= last and event.last >= first:
            found.setdefault(event.id, event)
        if len(found) >= MAX_EVENTS:
            break
    if read and not understood:
        raise Failed("schema")
    return list(found.values())


_Row = dict[str, Any]


def _icalendar(body: bytes, first: date, last: date) -> Iterator[_Row]:
    """RFC 5545, with recurrences unfolded."""
    if _TOO_OFTEN.search(body):
        raise ValueError("it recurs by the minute")
    calendar = icalendar.Calendar.from_ical(body)
    for event in recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last):
        starts, ends = event.start, event.end
        whole_days = not isinstance(starts, datetime) and ends is not None and ends > starts
        geo = event.get("GEO")
        categories = event.get("CATEGORIES")
        yield {
            "name": event.get("SUMMARY"), "about": event.get("DESCRIPTION"), "starts": starts,
            "ends": ends - timedelta(days=1) if whole_days else ends, "place": event.get("LOCATION"), "url": event.get("URL"),
            "lat": geo.latitude if geo else None, "lon": geo.longitude if geo else None,
            "kinds": [str(c) for c in categories.cats] if hasattr(categories, "cats") else [],
        }  # fmt: skip


def _json(body: bytes) -> Iterator[_Row]:
    """A list of events, bare or below one of the usual keys; CKAN's datastore keeps them in `result.records`."""
    data = json.loads(body)
    if isinstance(data, dict) and isinstance(data.get("result"), dict):
        data = data["result"].get("records")
    for key in ("events", "items", "results", "data", "@graph", "records"):
        if isinstance(data, dict) and isinstance(data.get(key), list):
            data = data[key]
    if isinstance(data, dict) and _any(data, "startDate", "starts", "start"):
        data = [data]
    if not isinstance(data, list):
        raise Failed("schema")
    rows = [row for row in data if isinstance(row, dict)]
    if data and not any(_any(r, *_STARTS) for r in rows):
        raise Failed("schema")
    for row in rows:
        place = _any(row, "location", "place", "venue", "mekan", "Mekan", "yer")
        where = place[0] if isinstance(place, list) and place else place
        geo = (where.get("geo") or where) if isinstance(where, dict) else row
        geo = geo if isinstance(geo, dict) else {}
        yield {
            "name": _any(row, "name", "title", "summary", "etkinlik_adi", "Etkinlik Adi", "baslik"),
            "about": _any(row, "description", "about", "aciklama"),
            "starts": _any(row, *_STARTS),
            "ends": _any(row, "endDate", "ends", "end", "end_date", "bitis_tarihi"),
            "place": where.get("name") if isinstance(where, dict) else where,
            "lat": _any(geo, "latitude", "lat", "enlem"),
            "lon": _any(geo, "longitude", "lon", "lng", "boylam"),
            "free": _any(row, "isAccessibleForFree", "free", "is_free", "ucretsiz"),
            "kinds": _texts(_any(row, "@type", "category", "categories", "kind", "type", "genre", "tur")),
            "url": _any(row, "url", "link"),
        }


_STARTS = ("startDate", "starts", "start", "start_date", "date", "baslangic_tarihi", "tarih")


def _feed(body: bytes) -> Iterator[_Row]:
    """RSS or Atom. When an event takes place is only known if the feed says so: the day of publication is another one."""
    if b"<!ENTITY" in body:
        raise ValueError("entities are not expected")
    found = feedparser.parse(body, sanitize_html=True, resolve_relative_uris=False)
    if not found.version:
        raise Failed("schema") if not found.bozo else ValueError("this is no feed")
    for entry in found.entries:
        yield {
            "name": entry.get("title"),
            "about": entry.get("summary"),
            "starts": _any(entry, "ev_startdate", "startdate", "xcal_dtstart", "dtstart", "start_date", "event_date"),
            "ends": _any(entry, "ev_enddate", "enddate", "xcal_dtend", "dtend", "end_date"),
            "place": _any(entry, "ev_location", "xcal_location", "location", "venue"),
            "lat": entry.get("geo_lat"),
            "lon": entry.get("geo_long"),
            "kinds": [str(tag.get("term") or "") for tag in entry.get("tags", [])] + _texts(entry.get("ev_type")),
            "url": entry.get("link"),
        }


def _listed(row: _Row, origin: str) -> Listed | None:
    """The event, or None when it has no name or no day."""
    name, starts = _plain(row.get("name"), NAME_CHARACTERS), _moment(row.get("starts"))
    if not name or starts is None:
        return None
    ends = _moment(row.get("ends"))
    if ends is not None and _day(ends) < _day(starts):
        ends = None
    about, lat, lon = _plain(row.get("about"), ABOUT_CHARACTERS), _degrees(row.get("lat"), 90), _degrees(row.get("lon"), 180)
    url = str(row.get("url") or "")
    return Listed(
        id=f"{origin}:{fold(name)[:60]}:{_day(starts)}", name=name, about=about, starts=starts, ends=ends,
        place=_plain(row.get("place"), NAME_CHARACTERS) or None, lat=lat if lon is not None else None,
        lon=lon if lat is not None else None, free=_yes(row.get("free")), kind=kind_of([*row.get("kinds", []), name, about]),
        url=url if url.startswith(("https://", "http://")) and len(url) < 500 else None, source=origin,
    )  # fmt: skip


_KINDS: tuple[tuple[str, str], ...] = (
    ("festival", r"festival|фестивал|مهرجان|senlik"),
    ("film", r"film|cinema|sinema|kino|кино|фильм|سينما"),
    ("theatre", r"theat|tiyatro|ballet|bale\b|opera|dance|dans|stage|sahne|театр|балет|опера|مسرح"),
    ("music", r"music|musi[qk]|muzik|konser|concert|konzert|jazz|caz|концерт|музык|موسيق|حفل"),
    ("sport", r"sport|spor\b|marathon|maraton|match|mac\b|futbol|football|basket|матч|спорт|رياض|مباراه"),
    ("fair", r"fair\b|fuar|messe|expo\b|salon\b|ярмарк|معرض تجاري"),
    ("market", r"market|pazar|bazaar|kermes|flohmarkt|рынок|سوق"),
    ("literature", r"literat|edebiyat|book|kitap|livre|lesung|poet|siir|книг|литерат|كتاب|ادب"),
    ("art", r"\bart|sanat|exhibit|sergi|expositi|ausstellung|kunst|galeri|gallery|выставк|искусств|معرض|فن"),
)


def kind_of(texts: Sequence[str]) -> str:
    """The pack's kind for the words of a listing; `festival` only where it says so, else `other`."""
    for text in texts:
        folded = fold(text)
        found = next((kind for kind, words in _KINDS if re.search(words, folded)), None)
        if found:
            return found
    return "other"


def _plain(value: Any, longest: int) -> str:
    """Text without markup, links and control characters, cut at a word."""
    if not isinstance(value, str):
        return ""
    text = clean(_LINK.sub("", html.unescape(_TAG.sub(" ", value[: longest * 20]))))
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + "…"


def _moment(value: Any) -> datetime | date | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=ISTANBUL) if value.tzinfo is None else value.astimezone(ISTANBUL)
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not value[:4].isdecimal():
        return None
    try:
        at = isoparse(value.strip().replace(" ", "T", 1))
    except ValueError:
        return None
    return at.date() if len(value.strip()) <= 10 and ":" not in value else _moment(at)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _degrees(value: Any, most: float) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if -most <= found <= most else None


def _yes(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "evet": True, "1": True, "false": False, "no": False, "hayir": False, "0": False}.get(
        fold(str(value))
    )


def _any(row: Any, *names: str) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _texts(value: Any) -> list[str]:
    return (
        [str(v) for v in value if isinstance(v, str)] if isinstance(value, list) else [value] if isinstance(value, str) else []
    )
