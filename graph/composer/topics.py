"""What a message asks beside its signals: money in another currency, earthquakes, the sea, free events, prayers, feasts.

The words are in `topics.json`, by language and topic.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from data.schema import Language
from graph.understanding.lexicon import compiled
from tools.currencies import Mention, mentions
from tools.text import fold

HOME = "TRY"
_OTHERS = ["EUR", "USD", "GBP"]
_HOURS = {"today": 24, "tonight": 24, "now": 24}
WEEK_HOURS, DAYS_HOURS = 168, 72


@cache
def _words(language: Language) -> dict[str, re.Pattern[str]]:
    listed = json.loads(Path(__file__).with_name("topics.json").read_text("utf-8"))[language]
    return {topic: compiled(terms, language) for topic, terms in listed.items()}


def says(text: str, language: Language, *topics: str) -> bool:
    """Whether a message has a word of each topic."""
    folded = fold(text)
    return all(_words(language)[topic].search(folded) for topic in topics)


def sea(text: str, language: Language) -> bool:
    """They want to know how the sea is."""
    return says(text, language, "sea", "sea_state")


def earthquakes(text: str, language: Language, when: str | None) -> dict[str, Any] | None:
    """Arguments of `recent_earthquakes` for a question about what happened, not about what to do."""
    if not says(text, language, "earthquake", "recent"):
        return None
    return {"hours": _HOURS.get(when or "", WEEK_HOURS)}


PRAYERS = ("fajr", "dhuhr", "asr", "maghrib", "isha")


def prayer(text: str, language: Language, when: str | None) -> dict[str, Any] | None:
    """Arguments of `prayer_times` for a question about when prayers, the fast or iftar are."""
    if not says(text, language, "prayer", "clock"):
        return None
    named = [name for name in PRAYERS if says(text, language, name)]
    return {"prayer": named[0] if len(named) == 1 else None, "when": when}


def opening(text: str, language: Language) -> bool:
    """They ask what is open or closed."""
    return says(text, language, "open") or says(text, language, "closed")


VEHICLES = ("marmaray", "metrobus", "funicular", "cable_car", "tram", "ferry", "metro")
"""Vehicles, the more special first: "metrobüs" is no metro."""


def vehicle(text: str, language: Language) -> str | None:
    """The vehicle a message is about, as the network names it."""
    return next((name for name in VEHICLES if says(text, language, name)), None)


def feast(text: str, language: Language) -> bool:
    """They ask when a feast is."""
    return says(text, language, "feast", "date")


def money(text: str, language: Language, *, priced: bool, budget: bool) -> dict[str, Any] | None:
    """Arguments of `convert_currency`. `priced`: a place was named; `budget`: an amount is a limit on something else."""
    found = mentions(text)
    if not found:
        return None
    codes = list(dict.fromkeys(m.code for m in found))
    amount = next((m for m in found if m.amount), None)
    if len(codes) > 1:
        return _converted(amount or Mention(codes[0], 1), [c for c in codes if c != (amount or found[0]).code])
    code = codes[0]
    if amount is None and priced and code != HOME and says(text, language, "how_much"):
        return {"to": [code], "prices": True}
    if says(text, language, "rate") and not (budget and amount):
        return _converted(amount or Mention(code, 1), _OTHERS if code == HOME else [HOME])
    return None


def _converted(given: Mention, to: list[str]) -> dict[str, Any]:
    return {"amount": given.amount or 1, "currency": given.code, "to": to[:4]}
