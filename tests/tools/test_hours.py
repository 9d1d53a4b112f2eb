"""Open, closed or unknown: weekdays, holidays, nights, hours nobody wrote down and hours that are too old."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from data.schema import Hours, Position, Sight, Status, Text
from tools import hours
from tools.city import City
from tools.clock import ISTANBUL

SAME = dict.fromkeys(("en", "tr", "fr", "ru", "de", "ar"), "x")


def place(osm: str | None, *, as_of: date = date(2026, 6, 1), valid_days: int = 365, state: str | None = None) -> Sight:
    origin: dict[str, Any] = {"source": "editorial", "as_of": as_of}
    return Sight(
        id="somewhere", name={"tr": "Bir Yer"}, position=Position(lat=41.0, lon=29.0), district="fatih", kind="museum",  # type: ignore[arg-type]
        about=Text(**SAME), hours=Hours(osm=osm, valid_days=valid_days, **origin) if osm else None,
        status=Status(state=state, **origin) if state else None, **origin,  # type: ignore[arg-type]
    )  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


@pytest.mark.parametrize(
    ("osm", "moment", "expected"),
    [
        ("Tu-Su 09:00-17:30", "2026-11-24T12:00", True),
        ("Tu-Su 09:00-17:30", "2026-11-23T12:00", False),
        ("Tu-Su 09:00-17:30", "2026-11-24T08:59", False),
        ("Tu-Su 09:00-17:30", "2026-11-24T09:00", True),
        ("Tu-Su 09:00-17:30", "2026-11-24T17:30", False),
        ("24/7", "2026-11-24T03:00", True),
        ("Mo-Su 18:00-02:00", "2026-11-25T01:30", True),
        ("Mo-Su 18:00-02:00", "2026-11-25T02:00", False),
        ("Mo-Fr 09:00-12:00,13:00-18:00", "2026-11-24T12:30", False),
        ("Mo-Su off", "2026-11-24T12:00", False),
        ("Apr-Oct 09:00-19:00; Nov-Mar 09:00-17:00", "2026-11-24T18:00", False),
        ("Apr-Oct 09:00-19:00; Nov-Mar 09:00-17:00", "2026-10-24T18:00", True),
    ],
)
def test_an_ordinary_day(osm: str, moment: str, expected: bool) -> None:
    assert hours.is_open(place(osm), at(moment)) is expected


RELIGIOUS = [date(2026, 3, 20), date(2026, 3, 22), date(2026, 5, 27), date(2026, 5, 30), date(2027, 3, 10), date(2027, 5, 17)]


@pytest.mark.parametrize("day", RELIGIOUS)
def test_on_a_religious_holiday_hours_are_unknown(day: date) -> None:
    somewhere = place("Mo-Su 09:00-17:00", as_of=date(2026, 1, 1), valid_days=900)
    assert hours.is_religious_holiday(day)
    assert hours.is_open(somewhere, datetime.combine(day, time(12), ISTANBUL)) is None
    assert hours.hours_text(somewhere, day) is None and hours.spans(somewhere, day) is None


def test_what_never_closes_does_not_close_for_a_holiday() -> None:
    always = place("24/7", as_of=date(2026, 1, 1), valid_days=900)
    assert hours.is_open(always, at("2026-05-27T12:00")) is True
    assert hours.hours_text(always, date(2026, 5, 27)) == "24/7"


@pytest.mark.parametrize("day", [date(2026, 10, 29), date(2026, 4, 23), date(2026, 11, 21), date(2026, 8, 30)])
def test_a_national_day_is_not_a_religious_one(day: date) -> None:
    assert not hours.is_religious_holiday(day)


def test_hours_nobody_wrote_down_are_unknown() -> None:
    nowhere = place(None)
    assert hours.is_open(nowhere, at("2026-11-24T12:00")) is None
    assert hours.hours_text(nowhere, date(2026, 11, 24)) is None
    assert hours.closed_on(nowhere) == []


def test_hours_that_are_too_old_are_unknown() -> None:
    old = place("Mo-Su 09:00-17:00", as_of=date(2026, 1, 1), valid_days=30)
    assert hours.is_open(old, at("2026-01-31T12:00")) is True
    assert hours.is_open(old, at("2026-02-01T12:00")) is None


@pytest.mark.parametrize("state", ["closed", "closed_temporarily"])
def test_a_place_out_of_business_is_closed_whatever_its_hours(state: str) -> None:
    gone = place("24/7", state=state)
    assert hours.is_open(gone, at("2026-11-24T12:00")) is False
    assert hours.hours_text(gone, date(2026, 11, 24)) == "closed"


@pytest.mark.parametrize(
    ("osm", "day", "text"),
    [
        ("Tu-Su 09:00-17:30", date(2026, 11, 24), "09:00–17:30"),
        ("Tu-Su 09:00-17:30", date(2026, 11, 23), "closed"),
        ("Mo-Fr 09:00-12:00,13:00-18:00", date(2026, 11, 24), "09:00–12:00, 13:00–18:00"),
        ("Mo-Su 10:00-24:00", date(2026, 11, 24), "10:00–24:00"),
        ("24/7", date(2026, 11, 24), "24/7"),
    ],
)
def test_hours_as_text(osm: str, day: date, text: str) -> None:
    assert hours.hours_text(place(osm), day) == text


def test_a_bar_that_closes_after_midnight_is_written_as_one_evening() -> None:
    assert hours.hours_text(place("Mo-Su 18:00-02:00"), date(2026, 11, 24)) == "18:00–02:00"


@pytest.mark.parametrize(
    ("osm", "closed"),
    [
        ("Tu-Su 09:00-17:30", ["monday"]),
        ("We-Mo 09:00-18:00", ["tuesday"]),
        ("24/7", []),
        ("Sa-Su 10:00-12:00", ["monday", "tuesday", "wednesday", "thursday", "friday"]),
    ],
)
def test_weekdays_on_which_it_never_opens(osm: str, closed: list[str]) -> None:
    assert hours.closed_on(place(osm)) == closed


@pytest.mark.parametrize(
    ("place_id", "weekday"),
    [("topkapi-sarayi", "tuesday"), ("dolmabahce-sarayi", "monday"), ("yildiz-sarayi", "wednesday"), ("kapalicarsi", "sunday")],
)
def test_the_days_every_local_knows(city: City, place_id: str, weekday: str) -> None:
    assert weekday in hours.closed_on(city.pack.places[place_id])


def test_every_packed_hour_can_be_read(city: City) -> None:
    for known in city.pack.places.values():
        hours.hours_text(known, date(2026, 11, 24))
        hours.is_open(known, at("2026-11-24T12:00"))
        assert len(hours.closed_on(known)) < 7, known.id
