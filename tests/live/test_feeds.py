"""Event feeds in every format they come in, merged with what recurs, each event once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.faults.servers import Bodies, Faulty
from tests.serving import NOON
from tools.city import Asking, City
from tools.dependencies import Guards
from tools.feeds import Listed, kind_of, parsed
from tools.find_events import Args, run
from tools.guard import Failed
from tools.live import Endpoints, Live
from tools.results import EventsFound

CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//test//EN
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Istanbul:20261121T203000
DTEND;TZID=Europe/Istanbul:20261121T223000
SUMMARY:Nightingale Quartet
DESCRIPTION:Chamber music <b>by</b> candle light https://spam.example/x
LOCATION:Moda Sahnesi
GEO:40.9838;29.0257
CATEGORIES:Music
URL:https://example.org/1
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261120
DTEND;VALUE=DATE:20261123
SUMMARY:Design Fair
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261105T160000Z
RRULE:FREQ=WEEKLY
SUMMARY:Poetry Reading
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20240105T160000Z
SUMMARY:Long Ago
END:VEVENT
END:VCALENDAR
"""
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel><title>t</title>
<item><title>Nightingale Quartet</title><link>https://example.org/1</link>
<description>&lt;p&gt;Chamber music&lt;/p&gt;</description>
<pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate><ev:startdate>2026-11-21T20:30:00+03:00</ev:startdate>
<ev:location>Moda Sahnesi</ev:location>
<category>Concert</category></item>
<item><title>News of the house</title><link>https://example.org/2</link><pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><title>t</title>
<entry><title>Nightingale Quartet</title><id>1</id><updated>2026-11-02T09:00:00Z</updated><summary>Chamber music</summary>
<ev:startdate>2026-11-21T20:30:00+03:00</ev:startdate><category term="Concert"/></entry></feed>"""
ROW = {
    "@type": "MusicEvent",
    "name": "Nightingale Quartet",
    "description": "Chamber music",
    "startDate": "2026-11-21T20:30:00+03:00",
    "location": {"name": "Moda Sahnesi", "geo": {"latitude": 40.98, "longitude": 29.02}},
    "isAccessibleForFree": True,
}
LISTS = [[ROW], {"events": [ROW]}, {"@graph": [ROW]}, ROW]
CKAN = {
    "success": True,
    "result": {
        "records": [
            {
                "_id": 1,
                "etkinlik_adi": "Nightingale Quartet",
                "baslangic_tarihi": "2026-11-21 20:30:00",
                "tur": "Konser",
                "mekan": "Moda Sahnesi",
                "ucretsiz": "Evet",
            }
        ]
    },
}


def read(body: bytes) -> list[Listed]:
    return parsed(body, origin="events-1", clock=lambda: NOON)


def only(body: bytes) -> Listed:
    found = [e for e in read(body) if e.name == "Nightingale Quartet"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "body",
    [CALENDAR, RSS, ATOM, json.dumps(CKAN).encode(), *(json.dumps(rows).encode() for rows in LISTS)],
    ids=["icalendar", "rss", "atom", "ckan", "list", "events", "graph", "one"],
)
def test_the_same_event_is_read_from_every_format(body: bytes) -> None:
    event = only(body)
    assert str(event.starts).startswith("2026-11-21 20:30:00+03:00")
    assert event.kind == "music" and "<" not in event.about and "http" not in event.about


def test_a_calendar_gives_its_days_places_and_recurrences() -> None:
    found = read(CALENDAR)
    fair = next(e for e in found if e.name == "Design Fair")
    assert (fair.first, fair.last, fair.kind) == (date(2026, 11, 20), date(2026, 11, 22), "fair")
    readings = [e for e in found if e.name == "Poetry Reading"]
    assert 20 < len(readings) < 30 and all(e.first.weekday() == 3 for e in readings)
    assert not [e for e in found if e.name == "Long Ago"]
    quartet = only(CALENDAR)
    assert (quartet.lat, quartet.lon, quartet.url) == (40.9838, 29.0257, "https://example.org/1")


def test_the_day_of_publication_is_not_the_day_of_the_event() -> None:
    assert [e.name for e in read(RSS)] == ["Nightingale Quartet"]


@pytest.mark.parametrize(
    "row",
    [
        {"name": "", "startDate": "2026-11-21"}, {"name": "x", "startDate": "soon"}, {"name": "x", "startDate": "2026-02-31"},
        {"name": 5, "startDate": "2026-11-21"}, {"name": "x", "startDate": 20261121},
    ],
)  # fmt: skip
def test_an_event_without_a_name_or_a_day_is_left_out(row: dict[str, Any]) -> None:
    assert [e.name for e in read(json.dumps([row, ROW]).encode())] == ["Nightingale Quartet"]


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"{", b'{"a": 1}', b"[1, 2]", b"<html><body>x</body></html>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>',
     CALENDAR.replace(b"FREQ=WEEKLY", b"FREQ=SECONDLY"), b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises((ValueError, Failed, RecursionError)):
        read(body)


def test_hostile_texts_are_short_and_plain() -> None:
    row = {
        "name": "A\u202eB\u0000" * 500,
        "startDate": "2026-11-21",
        "description": "<script>x</script>" * 9000,
        "url": "javascript:alert(1)",
    }
    event = read(json.dumps([row]).encode())[0]
    assert len(event.name) <= 121 and len(event.about) <= 241 and event.url is None
    assert "<" not in event.about and "\u202e" not in event.name and "\x00" not in event.name


@pytest.mark.parametrize(
    ("text", "kind"), [("Konser", "music"), ("Выставка", "art"), ("مسرح", "theatre"), ("Kinoabend", "film"), ("", "other")]
)
def test_kinds_are_the_packs(text: str, kind: str) -> None:
    assert kind_of([text]) == kind


# --- the tool --------------------------------------------------------------------------------------------------------


async def found(city: City, *bodies: bytes, **args: Any) -> EventsFound:
    """What the tool finds with one feed for each body; None stands for a feed that is down."""
    servers = [Faulty(Bodies(body, b"", b"", b""), None if body else "500") for body in bodies]
    for server in servers:
        await server.start()
    urls = [f"http://127.0.0.1:{server.port}/feed" for server in servers]
    changes = {"events": {"attempts": 1, "timeout_seconds": 1.0}}
    live = Live(
        Endpoints(weather="", marine=None, rates=None, earthquakes=None, events=urls), Guards(changes=changes), lambda: NOON
    )
    artifact = await run(Args.model_validate({"limit": 8, **args}), replace(city, live=live), Asking("en", NOON))
    await live.aclose()
    for server in servers:
        await server.stop()
    assert isinstance(artifact, EventsFound)
    known = {s.id for s in artifact.sources}
    assert all(e.source in known for e in artifact.events)
    return artifact


async def test_two_feeds_with_the_same_event_tell_it_once(city: City) -> None:
    artifact = await found(city, CALENDAR, RSS, when="today", query="concerts")
    names = [e.name for e in artifact.events]
    assert names.count("Nightingale Quartet") == 1 and names[0] == "Nightingale Quartet"
    assert artifact.unavailable == [] and artifact.live


async def test_a_listing_replaces_what_recurs(city: City) -> None:
    row = {"name": "İstanbul Film Festivali", "startDate": "2027-04-10", "endDate": "2027-04-20", "description": "d"}
    artifact = await found(city, json.dumps([row]).encode(), when="2027-04-12", query="film")
    films = [e for e in artifact.events if "Film" in e.name]
    assert [e.precision for e in films] == ["exact"], films


async def test_one_feed_that_is_down_does_not_silence_the_other(city: City) -> None:
    artifact = await found(city, CALENDAR, b"", when="today")
    assert artifact.unavailable == ["events"] and "Nightingale Quartet" in [e.name for e in artifact.events]


async def test_events_are_filtered_by_area_kind_price_and_day(city: City) -> None:
    free = json.dumps([ROW, {**ROW, "name": "Paid Concert", "isAccessibleForFree": False}]).encode()
    assert [e.name for e in (await found(city, free, when="today", free=True, kinds=["music"])).events] == [
        "Nightingale Quartet"
    ]
    assert "Nightingale Quartet" not in [e.name for e in (await found(city, free, when="tomorrow")).events]
    near = await found(city, CALENDAR, when="today", area="Moda")
    assert [e.name for e in near.events] == ["Nightingale Quartet"] and near.area == "Moda"


async def test_without_feeds_there_is_what_recurs_and_nothing_is_missing(city: City) -> None:
    artifact = await found(city, when="today")
    assert artifact.events and not artifact.live and artifact.unavailable == []
