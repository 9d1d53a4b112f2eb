"""What the words of a message say beside places: diet, budget, when, how many, and how they point at earlier turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, cast, get_args

from babel.dates import get_month_names

from data.schema import LANGUAGES, Diet
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import Budget, BudgetLevel
from tools.gazetteer.names import Token
from tools.text import fold

_CLOCK = re.compile(r"(?<![\d.,])([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d|[.,]\d)")
_AM_PM = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)(?!\w)")
_HOUR = re.compile(r"(?<![\d.,:])(2[0-3]|1\d|0?[1-9])('?[dt][ea]n?)?(?![\d.,:]\d|\d)")
_ENDS = re.compile(r"$|[,.!?;]|(?:for|with|near|in|on|please|today|tomorrow)(?!\w)")
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](20\d\d|\d\d))?(?!\d)")
_CURRENCY: tuple[tuple[Literal["TRY", "EUR", "USD", "GBP", "RUB"], str], ...] = (
    ("TRY", r"tl|try|₺|lira\w*|livres?(?: turques?)?|лир\w*|ليره|ليرات"),
    ("EUR", r"€|eur\w*|евро|يورو"),
    ("USD", r"\$|usd|dollar\w*|dolar\w*|bucks|доллар\w*|бакс\w*|دولار\w*"),
    ("GBP", r"£|gbp|pound\w*|sterlin\w*|фунт\w*"),
    ("RUB", r"₽|rub|руб\w*|روبل"),
)
_ARABIC_AND = re.compile("و(?:في|ال|ب|عن|ماذا|اذا|لو)")
"""The conjunction is written onto the next word; "where" and "time" begin with the same letter."""
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
    way: bool = False
    opening: bool = False
    unsaid: bool = False
    that_day: bool = False
    from_there: bool = False
    social: Literal["greeting", "thanks", "about_you", "bye"] | None = None


def read(folded: str, tokens: Sequence[Token], lexicon: Lexicon, now: datetime) -> Cues:
    """Reads the cues of a folded message in one language."""
    cues = Cues()
    cues.drop = lexicon.found("drop", folded)
    refused = _refused(folded, lexicon)
    diets = dict.fromkeys([*lexicon.found("diet", folded), *refused])
    forgets = bool(lexicon.any_of("forget").search(folded))
    if forgets and "diet" not in cues.drop and lexicon.found("diet", folded):
        cues.drop.append("diet")  # "forget the veggie bit, she's not coming"
    cues.diet = [cast(Diet, d) for d in diets if d in get_args(Diet)] if "diet" not in cues.drop else []
    if "vegan" in cues.diet and "vegetarian" in cues.diet:
        cues.diet.remove("vegetarian")
    cues.step_free = bool(lexicon.any_of("step_free").search(folded)) and "step_free" not in cues.drop
    children = bool(lexicon.any_of("with_children").search(folded)) or _is_child_aged(folded, lexicon)
    cues.with_children = children and "with_children" not in cues.drop
    cues.indoor = bool(lexicon.any_of("indoor").search(folded))
    cues.avoid = [*_avoided(folded, lexicon), *(thing for thing in refused if thing not in get_args(Diet))]
    if "stairs" in cues.avoid:
        cues.step_free = True
    cues.meal = next(iter(lexicon.found("meal", folded)), None)
    cues.setting = next(iter(lexicon.found("setting", folded)), None)
    cues.prefer = next(iter(lexicon.found("prefer", folded)), None)
    cues.here = bool(lexicon.any_of("here").search(folded))
    cues.from_there = bool(lexicon.any_of("from_there").search(folded))
    there = lexicon.any_of("there").search(lexicon.any_of("there_not").sub(" ", folded))
    cues.there = cues.from_there or there is not None
    cues.it = bool(lexicon.any_of("it").search(folded))
    cues.ordinal = _ordinal(folded, lexicon)
    cues.correction = bool(lexicon.any_of("correction").search(folded))
    cues.continuation = bool(tokens) and bool(lexicon.any_of("continuation").match(folded) or _ARABIC_AND.match(folded))
    cues.that_day = bool(lexicon.any_of("that_day").search(folded))
    cues.way = bool(lexicon.any_of("ask_way").search(folded))
    cues.opening = bool(lexicon.any_of("ask_open").search(folded))
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


GROWN = 18
"""From this age on somebody is no child, and a building is old."""
_CLAUSE = re.compile(r"[,.;:!?()]")


def _is_child_aged(folded: str, lexicon: Lexicon) -> bool:
    """Whether an age is a child's: "my nine year old", and not "a 1500 year old cistern"."""
    for match in lexicon.any_of("child_age").finditer(folded):
        beside = [*folded[: match.start()].split()[-1:], *match.group().split()]
        beside += folded[match.end() :].split()[:1] if match.group() in _AGE_FIRST else []
        ages = [_number(_AGE.sub("", word), lexicon) for word in beside]
        if any(age is not None and age < GROWN for age in ages):
            return lexicon.any_of("of_age").search(folded) is not None
    return False


_AGE_FIRST = frozenset({"aged"})
_AGE = re.compile(r"[-,.?!'].*$|(?<=\d)\D+$")


def _refused(folded: str, lexicon: Lexicon) -> list[str]:
    """Diets, and what else is to be avoided, from a food and words of refusal beside it: "I never eat fish", "et yemem"."""
    ahead, behind, but = lexicon.any_of("refuses_ahead"), lexicon.any_of("refuses_behind"), lexicon.any_of("but")
    beside = lexicon.any_of("refuses_next")
    found: list[str] = []
    for name, pattern in lexicon.group("refused_food").items():
        for match in pattern.finditer(folded):
            said = _CLAUSE.split(folded[: match.start()])[-1]
            said = said[max((m.end() for m in but.finditer(said)), default=0) :]
            left = " ".join([*said.split()[-5:], match.group()])
            rest = " ".join(_CLAUSE.split(folded[match.end() :])[0].split()[:4])
            rest = rest[: m.start()] if (m := but.search(rest)) else rest
            if ahead.search(left) or _stands_last(beside, said) or behind.search(rest):
                found.append(name)
                break
        folded = pattern.sub(" ", folded) if name == "pork" else folded  # pork is meat, too
    for match in lexicon.any_of("abstains").finditer(folded):
        if not lexicon.any_of("drinks_else").search(" ".join(folded[match.end() :].split()[:2])):
            found.append("no_alcohol")
    return found


def _stands_last(pattern: re.Pattern[str], said: str) -> bool:
    """Whether words end a text, or come before its last word ("no", "pas de", "ohne die")."""
    tail = " ".join(said.split()[-3:])
    return any(len(tail[match.end() :].split()) <= 1 for match in pattern.finditer(tail))


_COUNTED = frozenset(
    {"ride_vehicle", "ferry_boat", "days_count", "metro", "tram", "bus", "ferry", "days_n", "one_day", "past_w"}
)


def _ordinal(folded: str, lexicon: Lexicon) -> int | None:
    """Which of what was shown is meant; "the first ferry" and "my first visit" are none of it."""
    for number, pattern in lexicon.group("ordinals").items():
        for match in pattern.finditer(folded):
            following = " ".join(folded[match.end() :].split()[:1])
            if not _COUNTED.intersection(lexicon.found("concepts", following)):
                return int(number)
    return None


def _budget(folded: str, lexicon: Lexicon) -> BudgetLevel | Budget | None:
    folded = _counted_out(folded, lexicon)
    for currency, names in _CURRENCY:
        match = re.search(rf"{_AMOUNT}\s*(?:{names})(?!\w)", folded) or re.search(rf"(?:[$€£₺₽])\s*{_AMOUNT}", folded)
        if match and (currency in ("TRY", "GBP", "RUB") or re.search(rf"(?:{names})", folded)):
            if not re.search(rf"(?:{names})", folded):
                continue
            return Budget(max=float(re.sub(r"[ .,]", "", match.group(1))), currency=currency)
    for level, pattern in lexicon.group("budget").items():
        if any(level == "cheap" or not _denied(folded, match, lexicon) for match in pattern.finditer(folded)):
            return cast(BudgetLevel, level)
    return None


_THOUSANDS = re.compile(
    r"(?<!\w)(?:(\d+(?:[.,]\d)?)\s?|([^\W\d_]+)\s+)(k|bin|thousand|grand|mille|tausend|тыс\w*|тыщ\w*|الف|الاف)(?!\w)"
)
_HALVES = {"полторы": 1.5, "полтора": 1.5, "anderthalb": 1.5, "eineinhalb": 1.5}


def _counted_out(folded: str, lexicon: Lexicon) -> str:
    """The text with thousands in digits: "4 bin" as "4000", "полторы тысячи" as "1500"."""

    def digits(match: re.Match[str]) -> str:
        many = float(match[1].replace(",", ".")) if match[1] else _HALVES.get(match[2]) or lexicon.numbers.get(match[2])
        return str(round(many * 1000)) if many else match.group()

    return _THOUSANDS.sub(digits, folded)


def repriced(folded: str, most: float, lexicon: Lexicon) -> float | None:
    """Another sum than the `most` somebody wanted to pay, where a later message names one number of its size: "make it 900"."""
    folded = _counted_out(folded, lexicon)
    found = {float(n) for n in re.findall(r"(?<![\w.,:])\d{2,6}(?![\w:]|[.,]\d)", folded)} - {most}
    likely = [n for n in found if most / _SCALE <= n <= most * _SCALE and n >= _LEAST]
    return likely[0] if len(likely) == 1 == len(found) else None


_SCALE, _LEAST = 5, 50
"""How many times more or less a second sum may be, and the least number taken for one."""


def _denied(folded: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a price level is named as what it shall not be: "not too fancy", "lüks değil"."""
    ahead, behind = " ".join(folded[: match.start()].split()[-3:]), " ".join(folded[match.end() :].split()[:2])
    return bool(lexicon.any_of("denies_ahead").search(ahead) or lexicon.any_of("denies_behind").match(behind))


def _when(folded: str, lexicon: Lexicon, now: datetime) -> str | None:
    if match := _ISO.search(folded):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC_DATE.search(folded):
        found = _dated(int(match[1]), int(match[2]), match[3], now)
        if found and not _CLOCK.fullmatch(match.group()):
            return found
    if found := _month_day(folded, now):
        return found
    for day in lexicon.found("dates", folded):
        month, number = day.split("-")
        return _dated(int(number), int(month), None, now)
    if lexicon.any_of("day_after_tomorrow").search(folded):
        return (now.date() + timedelta(days=2)).isoformat()
    words = lexicon.found("when", lexicon.any_of("when_not").sub(" ", folded))
    if named := [word for word in words if word != "now"]:
        return named[0]  # "this evening: İstiklal. What's it like now?"
    return _clock(folded, lexicon) or (words[0] if words else None)


def _clock(folded: str, lexicon: Lexicon) -> str | None:
    """A time of day: "7:30 pm", "19h30", "um 8 Uhr", "sabah 8'de", "в 8 вечера"."""
    if match := _AM_PM.search(folded):
        hour = int(match[1]) % 12 + (12 if match[3].startswith("p") else 0)
        return f"{hour:02d}:{match[2] or '00'}"
    late = bool(lexicon.any_of("clock_late").search(folded))
    if match := _CLOCK.search(folded):
        hour = int(match[1])
        return f"{hour + 12 if late and hour < 12 else hour:02d}:{match[2]}"
    for match in _HOUR.finditer(folded):
        before, after = folded[: match.start()].split()[-2:], folded[match.end() :].lstrip()
        marked = lexicon.any_of("clock_after").match(after) or (lexicon.language == "fr" and after[:1] == "h")
        asked = before and lexicon.any_of("clock_before").search(before[-1])
        if asked and (marked or match[2] or lexicon.language == "ar" or (lexicon.language == "en" and _ENDS.match(after))):
            hour = int(match[1])
            return f"{hour + 12 if late and hour < 12 else hour:02d}:00"
    return None


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
    bare = word.removeprefix("ل").removeprefix("و")
    if bare.isdecimal() and len(bare) < 4:
        return int(bare)
    return lexicon.numbers.get(word) or lexicon.numbers.get(bare)


def _party(folded: str, lexicon: Lexicon) -> int | None:
    """How many people travel or eat; children that are counted apart are added."""
    children = lexicon.any_of("children_counted")
    said = [
        int(size)
        for size, pattern in lexicon.group("party").items()
        if (match := pattern.search(folded))
        and not _is_time(folded[match.end() :], lexicon)
        and not children.match(folded[match.end() :].lstrip())
    ]
    if whole := _counted(folded, lexicon.any_of("total"), lexicon):
        return whole
    adults = max([_counted(folded, lexicon.any_of("people"), lexicon), _told(folded, lexicon), *said])
    return adults + _counted(folded, children, lexicon) * (adults > 1) if adults else None


_LARGEST = 30
"""The largest number that counts people without a word for them."""


_MEASURED = re.compile(r"\s?[\d:.,%€$₺£-]+\d|\s?[€$₺£%]")
"""What follows a number that is a time or a price."""


def _told(folded: str, lexicon: Lexicon) -> int:
    """How many "we are four" or "a flat for 4" tell; 0 for none."""
    if lexicon.any_of("party_unless").search(folded):
        return 0
    for group, weak in (("party_ahead", False), ("party_for", True)):
        for match in lexicon.any_of(group).finditer(folded):
            after = re.match(r"\W{0,2}(?:(?:only|just|nur|seulement|sadece|только|بس)\s)?([^\W_]+)", folded[match.end() :])
            number = _number(after[1], lexicon) if after else None
            before = folded[: match.start()].split()[-1:]
            if not after or not number or not 1 < number <= _LARGEST or (before and _number(before[0], lexicon)):
                continue
            rest = folded[match.end() + after.end() :]
            following = rest.lstrip()
            if _MEASURED.match(rest) or _is_time(rest, lexicon):
                continue
            if not following or _CLAUSE.match(following) or lexicon.any_of("party_ends").match(following):
                return number
            if not weak and not lexicon.any_of("party_not").match(following):
                return number
    return _told_in_arabic(folded, lexicon) if lexicon.language == "ar" else 0


def headcount(folded: str, lexicon: Lexicon) -> int | None:
    """The one number above 1 in a message that may count people, being no time, price or age; None where there is none or more
    than one."""
    found = set()
    for match in re.finditer(r"[^\W_]+", folded):
        rest, number = folded[match.end() :], _number(match.group(), lexicon)
        if number and 1 < number <= _LARGEST and not (_MEASURED.match(rest) or _is_time(rest, lexicon)):
            said = folded[: match.start()]
            if not lexicon.any_of("child_age").match(rest.lstrip()) and not _tells_time(said, lexicon):
                found.add(number)
    return found.pop() if len(found) == 1 else None


def _told_in_arabic(folded: str, lexicon: Lexicon) -> int:
    """The number that "for" is written onto: "شقة لأربعة في أوسكودار"; 0 for none."""
    for match in re.finditer(r"(?<!\w)ل([^\W_]+)", folded):
        rest = folded[match.end() :].lstrip()
        number = lexicon.numbers.get(match[1], 0)
        if 1 < number <= _LARGEST and (not rest or _CLAUSE.match(rest) or lexicon.any_of("party_ends").match(rest)):
            return number
    return 0


def _counted(folded: str, people: re.Pattern[str], lexicon: Lexicon) -> int:
    """The number beside the first word for people that has one; 0 for none."""
    for match in people.finditer(folded):
        before = re.search(r"([^\W_]+)\W*$", folded[: match.start()])
        after = re.match(r"\W*([^\W_]+)", folded[match.end() :])
        inside = re.search(r"\w+$", match.group())
        for found in (before and before[1], after and after[1], inside and inside[0]):
            if found and (number := _number(found, lexicon)) and 1 <= number <= 500:
                rest = folded[match.end() + after.end() :] if after else ""
                if (
                    after
                    and found == after[1]
                    and (_is_time(rest, lexicon) or lexicon.any_of("child_age").match(rest.lstrip()))
                ):
                    continue
                return number
    return 0


def _is_time(rest: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number counts hours or days ("for two nights")."""
    following = rest.lstrip()
    return any(lexicon.any_of(unit).match(following) for unit in ("hours_unit", "days_unit", "nights_unit"))


def _avoided(folded: str, lexicon: Lexicon) -> list[str]:
    """What the traveller will not have: whole phrases, or a thing with a word of refusal beside it."""
    found = lexicon.found("avoid", folded)
    before, after = lexicon.any_of("avoid_cue"), lexicon.any_of("avoid_after")
    for name, pattern in lexicon.group("avoid_object").items():
        for match in pattern.finditer(folded):
            ahead, behind = " ".join(folded[: match.start()].split()[-3:]), " ".join(folded[match.end() :].split()[:2])
            if name not in found and (before.search(ahead) or after.search(behind)):
                found.append(name)
    return found


def _duration(folded: str, lexicon: Lexicon) -> float | None:
    if lexicon.any_of("half_day").search(folded):
        return 4.0
    for unit, hours in (("hours_unit", 1.0), ("days_unit", 24.0)):
        for match in lexicon.any_of(unit).finditer(folded):
            before = re.search(r"(?:(\S+)\s+)?([^\W_]+)\W*$", folded[: match.start()])
            if _is_elses(folded, match.start(), match.end(), lexicon):
                continue
            if before and (number := _number(before[2], lexicon)) and not _tells_time(folded[: before.start(2)], lexicon):
                return number * hours if number * hours <= _LONGEST else None
    for hours_long, pattern in lexicon.group("span").items():
        if any(not _is_elses(folded, match.start(), match.end(), lexicon) for match in pattern.finditer(folded)):
            return float(hours_long)
    glued = re.search(r"(?<!\w)(\d{1,2})\s?(?:h|hrs?|std)(?!\w)", folded)
    if not glued or not 0 < int(glued[1]) <= 24:
        return None
    if _is_elses(folded, glued.start(), glued.end(), lexicon):
        return None
    at_day = lexicon.language == "fr" and bool(lexicon.found("when", folded))  # "vendredi 13h" is when, not how long
    return None if at_day or _tells_time(folded[: glued.start()], lexicon) else float(glued[1])


_LONGEST = 336
"""Hours up to which somebody plans: two weeks."""


def _is_elses(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether hours or days are not the traveller's to fill: a delay, a queue, how long a ride takes, how long ago."""
    ahead, behind = " ".join(folded[:start].split()[-6:]), " ".join(folded[end:].split()[:4])
    return bool(lexicon.any_of("takes_ahead").search(ahead) or lexicon.any_of("takes_behind").search(behind))


_HAVING = frozenset({"on a", "y a", "il a", "elle a", "j'ai a"})
"""French "a" that is no "à"."""


def _tells_time(before: str, lexicon: Lexicon) -> bool:
    """Whether the words before a number make it a time of day ("at 8", "à trois heures")."""
    said = before.split()[-2:]
    return bool(said) and " ".join(said) not in _HAVING and bool(lexicon.any_of("clock_before").fullmatch(said[-1]))
