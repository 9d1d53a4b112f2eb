"""Istanbul's clock. Everything that asks what time it is asks a `Clock`, so that a test can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

ISTANBUL = ZoneInfo("Europe/Istanbul")
Clock = Callable[[], datetime]


def istanbul_now() -> datetime:
    """Now, aware, in Istanbul."""
    return datetime.now(ISTANBUL)
