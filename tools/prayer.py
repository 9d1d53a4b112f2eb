"""Prayer times in Istanbul, calculated by adhanpy with the angles and safety minutes of Turkey's religious authority.

Diyanet takes dawn at a sun 18° and night at a sun 17° below the horizon, and adds minutes of caution (temkin) to sunrise,
noon, afternoon and sunset. The published calendar differs from this by a few minutes at most (`TOLERANCE_MINUTES`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from adhanpy.calculation.CalculationParameters import CalculationParameters
from adhanpy.calculation.PrayerAdjustments import PrayerAdjustments
from adhanpy.PrayerTimes import PrayerTimes

from tools.clock import ISTANBUL

Prayer = Literal["fajr", "sunrise", "dhuhr", "asr", "maghrib", "isha"]
FRIDAY = 4
"""As `date.weekday()` counts."""
CITY_CENTER = (41.0053, 28.977)
"""Where Diyanet's calendar for Istanbul is taken; the edges of the province are two minutes off."""
TOLERANCE_MINUTES = 5
METHOD = "prayer-calculation@2026-11-21"
"""The source that answers name for these times: the method, and the day it was written down."""
_BEFORE, _AFTER = timedelta(minutes=15), timedelta(minutes=30)
_FRIDAY_BEFORE, _FRIDAY_AFTER = timedelta(minutes=45), timedelta(minutes=75)
"""How long mosques keep visitors out around a prayer, and on Friday at noon, when there is a sermon: about two hours."""


@dataclass(frozen=True)
class Times:
    """One day's times, aware, on Istanbul's clock. `sunrise` is no prayer: it ends the time of the first one."""

    fajr: datetime
    sunrise: datetime
    dhuhr: datetime
    asr: datetime
    maghrib: datetime
    isha: datetime


@lru_cache(maxsize=512)
def times(day: date) -> Times:
    """The calculated times of a day, to the minute."""
    parameters = CalculationParameters(fajr_angle=18, isha_angle=17)
    parameters.method_adjustments = PrayerAdjustments(sunrise=-7, dhuhr=5, asr=4, maghrib=7)
    found = PrayerTimes(CITY_CENTER, datetime.combine(day, time(12)), calculation_parameters=parameters, time_zone=ISTANBUL)
    return Times(found.fajr, found.sunrise, found.dhuhr, found.asr, found.maghrib, found.isha)


def friday_pause(day: date) -> tuple[datetime, datetime]:
    """From when until when mosques keep visitors out at noon, if the day is a Friday."""
    noon = times(day).dhuhr
    return noon - _FRIDAY_BEFORE, noon + _FRIDAY_AFTER


def closed_to_visitors(at: datetime) -> Literal["prayer", "friday"] | None:
    """Why a working mosque does not let visitors in at a moment: around the daytime prayers, and long on Friday noon."""
    found = times(at.date())
    first, last = friday_pause(at.date())
    if at.weekday() == FRIDAY and first <= at <= last:
        return "friday"
    called = (found.fajr, found.dhuhr, found.asr, found.maghrib, found.isha)
    return "prayer" if any(call - _BEFORE <= at <= call + _AFTER for call in called) else None
