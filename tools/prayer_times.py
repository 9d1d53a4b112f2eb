"""When the five prayers are in Istanbul on a day, and with them the start of the fast and iftar: calculated, and said to be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from pydantic import BaseModel, Field

from tools.city import Asking, City
from tools.prayer import METHOD, TOLERANCE_MINUTES, Prayer, times
from tools.results import Artifact, PrayerTimesFound
from tools.when import moment


class Args(BaseModel):
    when: Annotated[str | None, Field(description="A `when` value; none means today")] = None
    prayer: Annotated[Prayer | None, Field(description="One of them; iftar is maghrib; none means all")] = None


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    day = moment(args.when, asking.now).date()
    return PrayerTimesFound(
        day=day,
        prayer=args.prayer,
        times={name: f"{at:%H:%M}" for name, at in asdict(times(day)).items()},
        tolerance_minutes=TOLERANCE_MINUTES,
        source=METHOD,
        sources=city.sources([METHOD]),
    )
