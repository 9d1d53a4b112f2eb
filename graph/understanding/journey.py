"""What a message says of a journey beside its ends: when to be there, what to pass, the first or last ride of the day."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.schema import Language
from graph.understanding.lexicon import Lexicon, compiled
from graph.understanding.roles import ARTICLES, PLACES
from tools.gazetteer.names import Mention, Token
from tools.text import fold

FILE = Path(__file__).parent / "journey.json"
_TWELVE_HOURS: frozenset[Language] = frozenset({"en", "tr", "ar"})
"""Where "at nine" may be either nine; elsewhere people count to 24."""
_NUMBER = re.compile(r"(?<![\w.,:/-])(\d{1,2})(?:[:.](\d\d)|\s?h\s?(\d\d)?)?(?![\d:/%€$₺])")
_TURKISH_CASE = re.compile(r"^'(?:[dt][ae]n?|y?[ae]|[iu])(?!\w)|^[dt][ae](?!\w)")
_GLUED = re.compile(r"(?<=\d)(?=(?:am|pm|a\.m|p\.m|uhr)(?!\w))")
_HALF = re.compile(r"(?<!\w)(?:half past|\w+)$")
_MORNING_FROM = 7
"""From this hour on the dial a named day's hour is one of its morning."""
_MAX_GAP = 3
"""Words that may stand between "last" and the vehicle or line it goes with."""


@dataclass(frozen=True)
class Journey:
    """`time` is HH:MM, with `by` when to be there, else when to leave. `edge`: the first or last ride of the day."""

    time: str | None = None
    by: bool = False
    edge: Literal["first", "last"] | None = None
    via: Mention | None = None

    @property
    def telling(self) -> bool:
        """Whether the words alone tell that somebody wants to get somewhere."""
        return (self.by and self.time is not None) or self.via is not None


@cache
def _terms(language: Language) -> dict[str, Any]:
    """The patterns of a language by group; `hours` maps words to hours."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))[language]
    found: dict[str, Any] = {k: compiled(v, language) for k, v in raw.items() if isinstance(v, list)}
    found["hours"] = {fold(word): hour for word, hour in raw["hours"].items()}
    found["via"] = {k: [fold(term) for term in raw[k]] for k in ("via_before", "via_after")}
    return found


def read(
    folded: str, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, now: datetime, *, day: bool
) -> Journey:
    """Reads a folded message in one language. `day`: it names a day, so an hour need not be the next one. Never raises."""
    language, terms = lexicon.language, _terms(lexicon.language)
    names = tuple(fold(m.surface).split()[0] for m in mentions if m.surface[:1].isdecimal())
    folded = _GLUED.sub(" ", folded)
    found = _hour(folded, names, terms, language)
    time = _clock(*found[:2], folded, terms, language, None if day else now) if found else None
    by = found is not None and (found[2] or bool(terms["deadline"].search(folded)))
    return Journey(time, by, _edge(folded, mentions, tokens, terms), _via(mentions, tokens, terms))


def _hour(folded: str, names: tuple[str, ...], terms: dict[str, Any], language: Language) -> tuple[int, int, bool] | None:
    """The hour a message names, minutes to add, and whether a word right before it makes it a deadline."""
    for match in _NUMBER.finditer(folded):
        if names and folded.startswith(names, match.start()):
            continue
        before, after = folded[: match.start()].rstrip(), folded[match.end() :]
        hour, minute = int(match[1]), int(match[2] or match[3] or 0)
        if hour > 24 or minute > 59 or _starts(terms["counted"], after.lstrip()):
            continue
        by, at = _ends(terms["by"], before), _ends(terms["at"], before)
        unit = bool(_starts(terms["after_hour"], after.lstrip()) or "h" in match.group())
        told = bool(_starts(terms["morning"], after.lstrip()) or _starts(terms["evening"], after.lstrip()))
        colon = match[2] is not None and (":" in match.group() or by or at)
        bare = match[2] is None and (by or at) and language != "fr"
        case = language == "tr" and bool(_TURKISH_CASE.match(after)) and bool(terms["deadline"].search(folded))
        if colon or unit or told or bare or case:
            return hour, minute + _half(after, before, terms), by
    for word, hour in sorted(terms["hours"].items(), key=lambda entry: -len(entry[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
            before, after = folded[: match.start()].rstrip(), folded[match.end() :]
            half = _half(after, before, terms)
            if half and (begun := _HALF.search(before)):
                before = before[: begun.start()].rstrip()
            by, at = _ends(terms["by"], before), _ends(terms["at"], before)
            named = hour == 24 or " " in word
            if (by or at or named) and not _starts(terms["counted"], after.lstrip()):
                return hour, half, by
    return None


def _half(after: str, before: str, terms: dict[str, Any]) -> int:
    if _starts(terms["half_past"], after.lstrip()) or _ends(terms["half_past"], before):
        return 30
    return -30 if "half_to" in terms and _ends(terms["half_to"], before) else 0


def _clock(hour: int, minutes: int, folded: str, terms: dict[str, Any], language: Language, now: datetime | None) -> str:
    """The hour on a clock of 24. Without a word for the part of the day it is, where people count to twelve, the next one;
    without `now` one of the day."""
    if hour <= 12:
        if terms["morning"].search(folded):
            hour %= 12
        elif terms["evening"].search(folded):
            hour = hour % 12 + 12
        elif terms["night"].search(folded):
            hour = hour % 12 + (12 if 6 <= hour < 12 else 0)
        elif language in _TWELVE_HOURS and 0 < hour < 12:
            hour = _next(hour, now)
    at = (datetime(2000, 1, 2) + timedelta(hours=hour, minutes=minutes)).time()
    return f"{at:%H:%M}"


def _next(hour: int, now: datetime | None) -> int:
    """Of two hours on the dial, the one that comes next; in the small hours nobody means to travel."""
    if now is None:
        return hour if hour >= _MORNING_FROM else hour + 12
    ahead = {h: (h - now.hour - now.minute / 60) % 24 for h in (hour, hour + 12) if h >= 5}
    return min(ahead, key=lambda h: ahead[h])


def _edge(
    folded: str, mentions: Sequence[Mention], tokens: Sequence[Token], terms: dict[str, Any]
) -> Literal["first", "last"] | None:
    lines = {m.first for m in mentions if m.target.family == "line"}
    edges: tuple[Literal["last", "first"], ...] = ("last", "first")
    for edge in edges:
        for number, token in enumerate(tokens):
            if not terms[edge].fullmatch(token.folded):
                continue
            following = range(number + 1, min(number + 1 + _MAX_GAP, len(tokens)))
            if any(at in lines or terms["vehicle"].fullmatch(tokens[at].folded) for at in following):
                return edge
    rides = bool(lines) or bool(terms["vehicle"].search(folded))
    return "last" if rides and terms["until_when"].search(folded) else None


def _via(mentions: Sequence[Mention], tokens: Sequence[Token], terms: dict[str, Any]) -> Mention | None:
    for mention in mentions:
        if mention.target.family not in PLACES:
            continue
        at = mention.first
        while at and tokens[at - 1].folded in ARTICLES:
            at -= 1
        before = " ".join(t.folded for t in tokens[max(0, at - 4) : at])
        after = " ".join(t.folded for t in tokens[mention.last + 1 : mention.last + 4])
        if any(before == term or before.endswith(f" {term}") for term in terms["via"]["via_before"]):
            return mention
        if any(after == term or after.startswith(f"{term} ") for term in terms["via"]["via_after"]):
            return mention
    return None


def _starts(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.match(text))


def _ends(pattern: re.Pattern[str], text: str) -> bool:
    return any(found.end() == len(text) for found in pattern.finditer(text))
