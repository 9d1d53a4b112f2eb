"""Prayer times by calculation, and when mosques keep visitors out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tools.clock import ISTANBUL
from tools.prayer import closed_to_visitors, times


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ISTANBUL)


@pytest.mark.parametrize("day", [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(60)])
def test_a_days_times_are_in_order_on_istanbuls_clock(day: date) -> None:
    found = times(day)
    listed = [found.fajr, found.sunrise, found.dhuhr, found.asr, found.maghrib, found.isha]
    assert listed == sorted(listed)
    assert all(moment.utcoffset() == timedelta(hours=3) for moment in listed)
    assert listed[0].date() == day and listed[-1].date() in (day, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "dhuhr", "maghrib"),
    [("2026-06-21", "13:11", "20:47"), ("2026-12-21", "13:07", "17:45"), ("2026-03-20", "13:16", "19:25")],
)
def test_noon_and_sunset_follow_the_sun(day: str, dhuhr: str, maghrib: str) -> None:
    """Noon is the sun's transit over 28.98° E and sunset its setting, by the almanac, each with its minutes of caution."""
    found = times(date.fromisoformat(day))
    assert abs(found.dhuhr - at(f"{day}T{dhuhr}")) <= timedelta(minutes=2)
    assert abs(found.maghrib - at(f"{day}T{maghrib}")) <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-27T13:00", "friday"),
        ("2026-11-27T12:15", "friday"),
        ("2026-11-27T14:00", "friday"),
        ("2026-11-27T11:00", None),
        ("2026-11-24T13:00", "prayer"),
        ("2026-11-24T11:00", None),
        ("2026-11-24T14:15", None),
        ("2026-11-24T15:20", "prayer"),
        ("2026-11-24T17:50", "prayer"),
    ],
)
def test_mosques_close_around_prayers_and_long_on_friday_noon(moment: str, expected: str | None) -> None:
    assert closed_to_visitors(at(moment)) == expected


def test_friday_noon_takes_about_two_hours() -> None:
    minutes = sum(closed_to_visitors(at("2026-11-27T11:00") + timedelta(minutes=n)) == "friday" for n in range(240))
    assert 110 <= minutes <= 130
