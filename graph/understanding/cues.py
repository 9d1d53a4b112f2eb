"""What the words of a message say beside places: diet, budget, when, how many, and how they point at earlier turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Literal, cast

from babel.dates import get_month_names

from data.schema import LANGUAGES, Diet
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import Budget, BudgetLevel
from tools.gazetteer.names import Token
from tools.text import fold

_CLOCK = re.compile(r"(?<![\d.,])([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d|[.,]\d)")
_AM_PM = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*(am|pm|a\.m\.|p\.m\.)(?!\w)")
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](20\d\d|\d\d))?(?!\d)")
_CURRENCY: tuple[tuple[Literal["TRY", "EUR", "USD", "GBP", "RUB"], str], ...] = (
    ("TRY", r"tl|try|₺|lira\w*|лир\w*|ليره|ليرة|ليرات"),
    ("EUR", r"€|eur\w*|евро|يورو"),
    ("USD", r"\$|usd|dollar\w*|dolar\w*|доллар\w*|دولار"),
    ("GBP", r"£|gbp|pound\w*|sterlin\w*|фунт\w*"),
    ("RUB", r"₽|rub|руб\w*|روبل"),
)
_AMOUNT = r"(\d{1,3}(?:[ .,]\d{3})+|\d+)(?:[.,]\d{1,2})?"


@dataclass
class Cues:
    """Everything found in the words alone, as data."""

    diet: list[Diet] = field(default_factory=list)
    budget: BudgetLevel | Budget | None = None
    step_free: bool = False
    with_children: bool = False
    indoor: bool = False
    when: str | None = None
    party_size: int | None = None
    duration_hours: float | None = None
    avoid: list[str] = field(default_factory=list)
    meal: str | None = None
    setting: str | None = None
    prefer: str | None = None
    month: int | None = None
    here: bool = False
    there: bool = False
    it: bool = False
    ordinal: int | None = None
    drop: list[str] = field(default_factory=list)
    correction: bool = False
    continuation: bool = False
    social: Literal["greeting", "thanks", "about_you", "bye"] | None = None


def read(folded: str, tokens: Sequence[Token], lexicon: Lexicon, now: datetime) -> Cues:
    """Reads the cues of a folded message in one language."""
    cues = Cues()
    cues.drop = lexicon.found("drop", folded)
    cues.diet = [cast(Diet, d) for d in lexicon.found("diet", folded)] if "diet" not in cues.drop else []
    if "vegan" in cues.diet and "vegetarian" in cues.diet:
        cues.diet.remove("vegetarian")
    cues.step_free = bool(lexicon.any_of("step_free").search(folded)) and "step_free" not in cues.drop
    cues.with_children = bool(lexicon.any_of("with_children").search(folded)) and "with_children" not in cues.drop
    cues.indoor = bool(lexicon.any_of("indoor").search(folded))
    cues.avoid = lexicon.found("avoid", folded)
    if "stairs" in cues.avoid:
        cues.step_free = True
    cues.meal = next(iter(lexicon.found("meal", folded)), None)
    cues.setting = next(iter(lexicon.found("setting", folded)), None)
    cues.prefer = next(iter(lexicon.found("prefer", folded)), None)
    cues.here = bool(lexicon.any_of("here").search(folded))
    cues.there = bool(lexicon.any_of("there").search(folded))
    cues.it = bool(lexicon.any_of("it").search(folded))
    cues.ordinal = next((int(n) for n in lexicon.found("ordinals", folded)), None)
    cues.correction = bool(lexicon.any_of("correction").search(folded))
    cues.continuation = bool(tokens) and bool(lexicon.any_of("continuation").match(folded))
    cues.budget = _budget(folded, lexicon) if "budget" not in cues.drop else None
    cues.when = _when(folded, lexicon, now)
    cues.month = None if cues.when else _month(tokens)
    cues.party_size = _party(folded, lexicon)
    cues.duration_hours = _duration(folded, lexicon)
    for social in ("about_you", "greeting", "thanks", "bye"):
        if lexicon.any_of(social).search(folded):
            cues.social = social
            break
    return cues


def _budget(folded: str, lexicon: Lexicon) -> BudgetLevel | Budget | None:
    for currency, names in _CURRENCY:
        match = re.search(rf"{_AMOUNT}\s*(?:{names})(?!\w)", folded) or re.search(rf"(?:[$€£₺₽])\s*{_AMOUNT}", folded)
        if match and (currency in ("TRY", "GBP", "RUB") or re.search(rf"(?:{names})", folded)):
            if not re.search(rf"(?:{names})", folded):
                continue
            return Budget(max=float(re.sub(r"[ .,]", "", match.group(1))), currency=currency)
    levels = lexicon.found("budget", folded)
    return cast(BudgetLevel, levels[0]) if levels else None


def _when(folded: str, lexicon: Lexicon, now: datetime) -> str | None:
    if match := _ISO.search(folded):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC_DATE.search(folded):
        found = _dated(int(match[1]), int(match[2]), match[3], now)
        if found and not _CLOCK.fullmatch(match.group()):
            return found
    if found := _month_day(folded, now):
        return found
    words = lexicon.found("when", folded)
    if words and words[0] != "now":
        return words[0]
    if match := _AM_PM.search(folded):
        hour = int(match[1]) % 12 + (12 if match[2].startswith("p") else 0)
        return f"{hour:02d}:00"
    if match := _CLOCK.search(folded):
        return f"{int(match[1]):02d}:{match[2]}"
    return words[0] if words else None


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(
                    cast(Literal["wide"], width), cast(Literal["format"], context), language
                ).items():
                    names[fold(name).rstrip(".")] = number
    return {name: number for name, number in names.items() if len(name) >= 3}


def _month_day(folded: str, now: datetime) -> str | None:
    for match in re.finditer(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?([^\W\d_]{3,})", folded):
        if month := _months().get(match[2].split("'")[0]):
            return _dated(int(match[1]), month, None, now)
    for match in re.finditer(r"([^\W\d_]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)", folded):
        if month := _months().get(match[1]):
            return _dated(int(match[2]), month, None, now)
    return None


def _month(tokens: Sequence[Token]) -> int | None:
    """A month that is named without a day ("in April", "в мае")."""
    for token in tokens:
        word = token.folded.split("'")[0]
        for name in (word, word.removeprefix("ب"), *(word[:-cut] + end for cut in (1, 2) for end in ("", "ь", "й", "я", "а"))):
            if len(word) >= 3 and (found := _months().get(name)) and word not in _NOT_MONTHS:
                return found
    return None


_NOT_MONTHS = frozenset({"mar", "marti", "ocak", "ekim", "don", "sun"})
"""Words that mean more often something else, unless a day stands beside them."""


def _dated(day: int, month: int, year: str | None, now: datetime) -> str | None:
    number = int(year) + (2000 if len(year) == 2 else 0) if year else now.year
    found = _iso(number, month, day)
    if found and not year and date.fromisoformat(found) < now.date():
        found = _iso(number + 1, month, day)
    return found


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(word: str, lexicon: Lexicon) -> int | None:
    return int(word) if word.isdigit() and len(word) < 4 else lexicon.numbers.get(word)


def _party(folded: str, lexicon: Lexicon) -> int | None:
    people = lexicon.any_of("people")
    for match in people.finditer(folded):
        before = re.search(r"([^\W_]+)\W*$", folded[: match.start()])
        after = re.match(r"\W*([^\W_]+)", folded[match.end() :])
        inside = re.search(r"\w+$", match.group())
        for found in (before and before[1], after and after[1], inside and inside[0]):
            if found and (number := _number(found, lexicon)) and 1 <= number <= 500:
                return number
    return None


def _duration(folded: str, lexicon: Lexicon) -> float | None:
    if lexicon.any_of("half_day").search(folded):
        return 4.0
    for unit, hours in (("hours_unit", 1.0), ("days_unit", 24.0)):
        for match in lexicon.any_of(unit).finditer(folded):
            before = re.search(r"(?:(\S+)\s+)?([^\W_]+)\W*$", folded[: match.start()])
            if before and (number := _number(before[2], lexicon)) and not _is_clock_word(before[1]):
                return number * hours
    glued = re.search(r"(?<!\w)(\d{1,2})\s?(?:h|hrs?|std)(?!\w)", folded)
    return (
        float(glued[1])
        if glued
        and 0 < int(glued[1]) <= 24
        and not _is_clock_word(folded[: glued.start()].split()[-1:] and folded[: glued.start()].rsplit(maxsplit=1)[-1])
        else None
    )


def _is_clock_word(word: object) -> bool:
    return word in ("at", "в", "saat", "um", "a", "vers", "gegen", "around", "الساعه", "к", "by", "after", "until", "до")
