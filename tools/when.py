"""The contract's `when` values, resolved on Istanbul's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tools.hours import WEEKDAYS

_HOURS = {"tomorrow_morning": time(9), "tomorrow_evening": time(19), "tonight": time(20)}


def moment(when: str | None, now: datetime, hour: str | None = None) -> datetime:
    """The aware moment a `when` value means; `now` for none. A bare day means noon, today means now.

    `hour`, HH:MM, is the hour of that day. Raises `ValueError` for a value the contract does not have.
    """
    found = _moment(when, now)
    return datetime.combine(found.date(), time.fromisoformat(hour), now.tzinfo) if hour else found


def names_an_hour(when: str | None, hour: str | None = None) -> bool:
    """Whether more than a day was said, so that a place must be open at that moment and not only some time that day."""
    return bool(hour or when) and (bool(hour) or when in ("now", "today", *_HOURS) or len(when or "") == 5)


def _moment(when: str | None, now: datetime) -> datetime:
    if when in (None, "now", "today"):
        return now
    if when == "tonight":
        return max(now, datetime.combine(now.date(), _HOURS["tonight"], now.tzinfo))
    if when in ("tomorrow", "tomorrow_morning", "tomorrow_evening"):
        return datetime.combine(now.date() + timedelta(days=1), _HOURS.get(when, time(12)), now.tzinfo)
    if when == "this_weekend":
        ahead = 0 if now.weekday() >= 5 else 5 - now.weekday()
        return now if ahead == 0 else datetime.combine(now.date() + timedelta(days=ahead), time(12), now.tzinfo)
    if when in WEEKDAYS:
        ahead = (WEEKDAYS.index(when) - now.weekday()) % 7
        return datetime.combine(now.date() + timedelta(days=ahead), time(12), now.tzinfo) if ahead else now
    assert when is not None
    if len(when) == 5:
        at = datetime.combine(now.date(), time.fromisoformat(when), now.tzinfo)
        return at if at >= now - timedelta(minutes=30) else at + timedelta(days=1)
    return datetime.combine(date.fromisoformat(when), time(12), now.tzinfo)


def names_a_day(when: str | None) -> bool:
    """Whether the traveller asked about a particular day or hour rather than in general."""
    return when is not None


def days(when: str | None, now: datetime) -> tuple[date, date]:
    """First and last day a `when` value spans."""
    first = moment(when, now).date()
    if when == "this_weekend" and first.weekday() == 5:
        return first, first + timedelta(days=1)
    return first, first
