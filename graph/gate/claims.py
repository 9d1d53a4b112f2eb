"""What a sentence claims, read in six languages: times, amounts, distances, days, lines, diets, and who is open when.

Each claim lists what would cover it: "half past five" is covered by 05:30 and by 17:30. The same reading is applied to the
texts of tool results, so that a note covers what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from data.schema import Language
from graph.gate.lexicon import Lexicon, lexicon
from tools.text import fold

Fact = tuple[Any, ...]
"""A kind and its value: `("time", 540)` minutes after midnight, `("money", 2750.0, "TRY")`, `("closed", 0)` on Mondays."""

_MARK = re.compile(r"\[\d+\](?:\(\S*?\))?")
_BULLET = re.compile(r"^\s*(?:[-*•·]\s+|#+\s+)?(?:\*\*)?\d{1,2}[.)]\s+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NUM = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_LINE = re.compile(r"(?<![A-Za-z0-9_.,:-])(?:[A-ZĞÜŞİÖÇ]{1,3}-?\d{1,3}[A-Z]?|\d{1,3}[A-Z]{1,3}\d?)(?![A-Za-z0-9])")
_AND_DIGIT = re.compile(r"(?<=(?<!\w)[وبلفك])(?=[0-9\u0660-\u0669])")
"""Between an Arabic prefix and the number it is written with."""
_CYRILLIC_LINE = str.maketrans("МТФВ", "MTFB")
_CLOCK = re.compile(r"(?<![\d.,:/])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d:]|[.,]\d)")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC_DATE = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_PHONE = re.compile(r"(?<![\d.,:])\+?\(?\d[\d ()/-]{5,}\d")
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|net|io|app|tr|ru|de|fr)\b(?:/\S*)?")
_BARE = re.compile(r"(?<![^\W\d_])(?<![\d.,])\d+(?:[ ]\d{3})*(?:[.,]\d+)*")
_ROMAN = re.compile(r"(?<![^\W_])([IVX]{2,6})(?=(?:e|ᵉ|ème)?(?:[ .\-–]|$))")
_TIMES_1000 = re.compile(r"(\d+(?:[.,]\d+)?) ?×1000")
_SEGMENT = re.compile(r"[,;:()]| - ")
_HIDDEN = re.compile("[\u2066-\u2069\u200e\u200f\u202a-\u202e\u0640\u064b-\u065f\u0670]")
"""Direction marks, and the Arabic vowel signs that split a word in two."""
DAY = 24 * 60
TIGHT = frozenset(("time", "money", "closed", "open", "free", "diet", "diet_no", "access", "discount"))
"""Kinds that belong to one place: a general note does not cover them for a place it does not name."""


@dataclass(frozen=True)
class Claim:
    """Covered when one of `any_of` is a known fact. `text` is what was read."""

    kind: str
    any_of: frozenset[Fact]
    text: str


@dataclass
class _Page:
    """Text being read; what has been understood is blanked out."""

    text: str
    claims: list[Claim] = field(default_factory=list)

    def take(self, match: re.Match[str], kind: str, *facts: Fact) -> None:
        self.claims.append(Claim(kind, frozenset(facts), match.group().strip()))
        start, end = match.span()
        self.text = self.text[:start] + "\x00" * (end - start) + self.text[end:]


@dataclass(frozen=True)
class Reading:
    """`claims` of a sentence; `hedged` when it says that something is not known or should be asked."""

    claims: tuple[Claim, ...]
    hedged: bool
    walks: bool


def plain(text: str) -> str:
    """The text without source marks, list numbers and emphasis, as a claim is read from it."""
    text = _AND_DIGIT.sub(" ", _HIDDEN.sub("", text))
    return _MARK.sub(" ", _BULLET.sub(" ", text)).replace("**", "").replace("__", "").replace("`", " ")


@lru_cache(maxsize=4096)
def read(text: str, language: Language) -> Reading:
    """Every claim of a text that code can check."""
    lex, bare = lexicon(language), plain(text)
    page = _Page("")
    for found in _lines(bare):
        page.claims.append(Claim("line", frozenset({("line", found)}), found))
    without = _LINE.sub(" ", bare.translate(_CYRILLIC_LINE) if language == "ru" else bare)
    for link in _LINK.findall(without):
        page.claims.append(Claim("link", frozenset({("link", fold(link).rstrip(".,;)"))}), link))
    without = _LINK.sub(" ", without)
    for roman in _ROMAN.findall(without):
        page.claims.append(Claim("number", frozenset({("number", float(_roman(roman)))}), roman))
    words = fold(without)
    page.text = numerals(words, lex)
    _dates(page, lex)
    _phones(page)
    _measures(page, lex)
    _clock(page, lex)
    _lengths(page, lex)
    timed = any(c.kind == "time" for c in page.claims)
    hedged = bool(lex.patterns["hedge"].search(words))
    _bare(page, lex, words)
    page.claims += _days(words, lex, timed=timed)
    page.claims += _predicates(words, lex, hedged=hedged)
    return Reading(tuple(page.claims), hedged, bool(lex.modes["walk"].search(words)))


def _lines(text: str) -> Iterator[str]:
    for match in _LINE.finditer(text.translate(_CYRILLIC_LINE)):
        code = match.group().upper().replace("-", "")
        if not re.fullmatch(r"\d{1,2}(?:AM|PM|ST|ND|RD|TH|KM|M|H|E|TL)", code):
            yield code


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


# Number words -------------------------------------------------------------------------------------------------------


def numerals(folded: str, lex: Lexicon) -> str:
    """The folded text with number words as digits: "bin sekiz yüz" → "1800", "halb neun" → "halb 9"; clock words get an @."""
    out: list[str] = []
    at = 0
    run: list[int] = []
    began = ended = 0
    tail = ""
    before = ""

    def flush() -> None:
        nonlocal at, run, tail
        if run:
            out.append(folded[at:began])
            out.append(("×1000" if run == [1000] else str(_total(run, lex))) + tail)
            at, run, tail = ended, [], ""

    for match in _WORD.finditer(folded):
        word, (start, end) = match.group(), match.span()
        if word in lex.clock and _is_clock(folded, start, end, lex):
            flush()
            out.append(folded[at:start] + f"@{lex.clock[word]}")
            at = end
            continue
        values, suffix, joined = _value(word, lex, clock=folded[:start].endswith("saat "))
        gap = folded[ended:start] if run else ""
        if run and word in lex.joiners and gap == " " and _may_join(run, folded[end:], lex):
            before = word
            ended_join = end
            gap_after = folded[ended_join : ended_join + 1]
            if gap_after == " ":
                tail = f"\x01{ended}"
                ended = end
                continue
        if values is None:
            if tail.startswith("\x01"):
                ended, tail = int(tail[1:]), ""
            flush()
            continue
        if (
            run
            and gap in (" ", "-")
            and not (tail and not tail.startswith("\x01"))
            and _fits(run, values, lex, joined or before != "")
        ):
            run += values
        else:
            if tail.startswith("\x01"):
                ended, tail = int(tail[1:]), ""
            flush()
            run, began = list(values), start
        before, ended, tail = "", end, suffix
    if tail.startswith("\x01"):
        ended, tail = int(tail[1:]), ""
    flush()
    text = "".join([*out, folded[at:]])
    text = _TIMES_1000.sub(lambda m: f"{_number(m.group(1)) * 1000:.0f}", text)
    return text.replace("×1000", "1000")


def _is_clock(folded: str, start: int, end: int, lex: Lexicon) -> bool:
    before = _WORD.findall(folded[max(0, start - 25) : start])
    after = folded[end : end + 25]
    if before and lex.patterns["clock_before"].fullmatch(before[-1]):
        return True
    return (
        bool(re.match(rf"[ ,]*(?:{lex.raw['am']}|{lex.raw['pm']}|والنصف|عشره? (?:{lex.raw['am']}|{lex.raw['pm']}))", after))
        and lex.language == "ar"
    )


def _value(word: str, lex: Lexicon, *, clock: bool) -> tuple[list[int] | None, str, bool]:
    """The values of a number word, what hung on it, and whether a joiner was written with it.

    Turkish "onda" is "in it" unless `clock` says that "saat" stands before it.
    """
    if word in lex.never and not clock:
        return None, "", False
    if word in lex.numbers:
        return [lex.numbers[word]], "", False
    if lex.prefix and word[:1] in lex.prefix and word[1:] in lex.numbers:
        return [lex.numbers[word[1:]]], "", word[:1] == lex.prefix[0]
    if lex.compound and len(word) > 5 and (parts := _compound(word, lex)):
        return parts, "", False
    if lex.suffix.pattern != "(?!)":
        for cut in range(1, 5):
            stem, rest = word[:-cut].rstrip("'"), word[-cut:]
            if stem in lex.numbers and lex.suffix.fullmatch(rest) and (lex.numbers[stem] > 1):
                return [lex.numbers[stem]], f"'{rest}", False
    return None, "", False


def _compound(word: str, lex: Lexicon) -> list[int] | None:
    """The parts of a German number written in one word, "zweitausendfünfhundert"."""
    parts, rest = [], word
    while rest:
        stem = next((s for s in _stems(lex.language) if rest.startswith(s)), None)
        if stem is None:
            return None
        parts.append(lex.numbers[stem])
        rest = rest[len(stem) :]
        if rest.startswith("und") and len(rest) > 3:
            rest = rest[3:]
    return parts if len(parts) > 1 else None


@cache
def _stems(language: Language) -> tuple[str, ...]:
    return tuple(sorted(lexicon(language).numbers, key=len, reverse=True))


def _may_join(run: list[int], rest: str, lex: Lexicon) -> bool:
    following = _WORD.search(rest)
    value = lex.numbers.get(following.group()) if following else None
    if value is None:
        return False
    if lex.language == "fr":
        return run[-1] in (20, 30, 40, 50, 60) and value in (1, 11)
    return run[-1] in (100, 1000) and value < 100


def _fits(run: list[int], values: list[int], lex: Lexicon, joined: bool) -> bool:
    """Whether the next number word goes on with the same number."""
    last, value = run[-1], values[0]
    if value in (100, 1000):
        return _total(run, lex) < value or last < 100
    if last in (100, 1000) or (last % 100 == 0 and last > 100):
        return value < last
    if lex.language == "ar":
        return (
            (value == 10 and last < 10)
            or (joined and last < 10 and 20 <= value < 100)
            or (joined and last >= 20 and value < 20)
        )
    if lex.language == "fr" and last == 4 and value == 20:
        return True
    if lex.language == "fr" and last in (10, 20, 60) and value < 20:
        return last != 20 or value < 10 or len(run) > 1
    return (last >= 20 and last % 10 == 0 and value < 10) or (lex.language == "tr" and last == 10 and value < 10)


def _total(run: list[int], lex: Lexicon) -> int:
    total = current = 0
    for value in run:
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif lex.language == "fr" and value == 20 and current % 100 == 4:
            current = current - 4 + 80
        else:
            current += value
    return total + current


def _number(text: str) -> float:
    """The value of a numeral, whatever separates its thousands and decimals."""
    text = text.strip().replace(" ", "").replace("'", "")
    last = max(text.rfind("."), text.rfind(","))
    if last == -1:
        return float(text)
    whole, part = re.sub(r"[.,]", "", text[:last]), text[last + 1 :]
    if len(part) == 3 and len(whole) <= 3 and whole != "0":
        return float(whole + part)
    if re.search(r"[.,]", text[:last]) and len(part) == 3:
        return float(whole + part)
    return float(f"{whole}.{part}")


# Quantities ---------------------------------------------------------------------------------------------------------


def _dates(page: _Page, lex: Lexicon) -> None:
    for pattern in (_ISO, _NUMERIC_DATE):
        for match in list(pattern.finditer(page.text)):
            a, b, c = (int(g) for g in match.groups())
            year, month, day = (a, b, c) if pattern is _ISO else (c, b, a)
            page.take(match, "date", ("date", month, day, year))
    for month, name in enumerate(lex.months, start=1):
        joined = r"(?:\.|'?\w{0,4}|er|-?го|-?е)? ?(?:of |de |d')?"
        day_first = re.compile(
            rf"(?<![\d.,:])(\d{{1,2}})(?:\.|st|nd|rd|th|er)?{joined}(?:{name.pattern})(?:'?\w{{0,4}})?"
            r"(?:,? ?(?:de )?(\d{4}))?"
        )
        month_first = re.compile(rf"(?<!\w)(?:{name.pattern}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.,]\d|\d)(?:,? (\d{{4}}))?")
        for pattern in (day_first, month_first) if lex.language == "en" else (day_first,):
            for match in list(pattern.finditer(page.text)):
                of_month, written = int(match.group(1)), match.group(2)
                ends = _range_start(page.text, match.start(), lex)
                page.take(match, "date", ("date", month, of_month, int(written)) if written else ("date", month, of_month))
                if ends and 1 <= int(_number(ends.group(1))) <= 31:
                    page.take(ends, "date", ("date", month, int(_number(ends.group(1)))))
        for match in list(re.finditer(rf"(?<!\w)(?:{name.pattern})(?:'?\w{{0,4}})? (\d{{4}})(?:\D|$)", page.text)):
            page.take(match, "number", ("number", float(match.group(1))))


def _range_start(text: str, at: int, lex: Lexicon) -> re.Match[str] | None:
    """A number before a position, joined to what follows by "to", "-" or the like."""
    found = None
    for match in re.finditer(rf"({_NUM})(?:'?[dt][ea]n)? ?(?:{lex.raw['range']})? ?(?:uhr |h )?$", text[:at]):
        found = match
    if found is None or not re.search(rf"(?:[dt][ea]n|(?<!\w)(?:{lex.raw['range']})) ?$", found.group()):
        return None
    return found


def _phones(page: _Page) -> None:
    for match in list(_PHONE.finditer(page.text)):
        digits = re.sub(r"\D", "", match.group())
        if (
            len(digits) >= 7
            and not _GROUPED.fullmatch(match.group().strip())
            and not re.fullmatch(r"\d{4} ?[-/] ?\d{4}", match.group())
        ):
            page.take(match, "phone", ("phone", digits))


def _measures(page: _Page, lex: Lexicon) -> None:
    for code, name in lex.money.items():
        word = name.pattern
        edge = r"(?!\w)"
        for pattern in (
            re.compile(rf"(?<![\w.,:])(?<!\d )({_NUM})'? ?(?:d'|de )?(?:{word}){edge}"),
            re.compile(rf"(?<!\w)(?:{word}) ?({_NUM})(?![\w:])"),
        ):
            for match in list(pattern.finditer(page.text)):
                value = _number(match.group(1))
                ends = _range_start(page.text, match.start(), lex)
                page.take(match, "money", ("money", value, code))
                if ends:
                    page.take(ends, "money", ("money", _number(ends.group(1)), code))
    for unit, meters in (("kilometre", 1000.0), ("metre", 1.0), ("mile", 1609.0)):
        _unit(page, lex, unit, "distance", meters)
    for match in list(re.finditer(rf"({_NUM}) ?(?:km/h|km/sa|км/ч|كم/س|kmh)", page.text)):
        page.take(match, "number", ("number", _number(match.group(1))))
    _unit(page, lex, "percent", "percent", 1.0, either_side=True)
    _unit(page, lex, "degree", "temperature", 1.0)


def _unit(page: _Page, lex: Lexicon, unit: str, kind: str, factor: float, *, either_side: bool = False) -> None:
    name = lex.raw[unit]
    patterns = [rf"(?<![\w.,:])(-?(?:{_NUM})) ?(?:{name})(?![/\w])"]
    if either_side:
        patterns.append(rf"(?:{name}) ?({_NUM})(?!\w)")
    for pattern in patterns:
        for match in list(re.finditer(pattern, page.text)):
            value = _number(match.group(1).lstrip("-")) * factor
            ends = _range_start(page.text, match.start(), lex)
            page.take(match, kind, (kind, value))
            if ends:
                page.take(ends, kind, (kind, _number(ends.group(1)) * factor))


def _clock(page: _Page, lex: Lexicon) -> None:
    for match in list(_CLOCK.finditer(page.text)):
        hour, minute = int(match.group(1)), int(match.group(2))
        _time(page, lex, match, hour, minute)
    for pattern in lex.times:
        for match in list(pattern.finditer(page.text)):
            groups = {k: int(v) for k, v in match.groupdict().items() if v and v.isdecimal()}
            names = {k for k, v in match.groupdict().items() if v is not None}
            if "noon" in names or "midnight" in names:
                page.take(match, "time", ("time", 720) if "noon" in names else ("time", 0))
                if "midnight" in names:
                    last = page.claims.pop()
                    page.claims.append(Claim("time", last.any_of | {("time", DAY)}, last.text))
                continue
            if "twelfth" in names:
                _time(page, lex, match, 12, 30 if "نصف" in match.group() else 0)
            elif "half" in groups:
                _time(page, lex, match, groups["half"], 30)
            elif "halfto" in groups:
                _time(page, lex, match, groups["halfto"] - 1, 30)
            elif "quarter" in groups:
                _time(page, lex, match, groups["quarter"], 15)
            elif "toquarter" in groups:
                _time(page, lex, match, groups["toquarter"] - 1, 45)
            elif "quarterto" in groups:
                _time(page, lex, match, groups["quarterto"] - 1, 15)
            elif "to" in groups:
                _time(page, lex, match, groups["toh"] - 1, 60 - groups["to"])
            elif "h" in groups:
                _time(page, lex, match, groups["h"], groups.get("m", groups.get("past", 0)))


def _time(page: _Page, lex: Lexicon, match: re.Match[str], hour: int, minute: int) -> None:
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return
    am, pm = (_half_of_day(page.text, match, lex.raw[half]) for half in ("am", "pm"))
    exact = hour * 60 + minute
    if hour > 12 or (
        not am and not pm and _CLOCK.fullmatch(match.group().strip()) and (hour >= 10 or match.group().strip().startswith("0"))
    ):
        options = {exact % DAY, exact}
    elif pm and not am:
        options = {(hour % 12 + 12) * 60 + minute} | ({minute, DAY + minute} if hour == 12 else set())
    elif am and not pm:
        options = {(hour % 12) * 60 + minute}
    else:
        options = {(hour % 12) * 60 + minute, (hour % 12 + 12) * 60 + minute, exact}
    ends = _range_start(page.text, match.start(), lex)
    page.take(match, "time", *(("time", o) for o in options))
    if ends and 0 <= _number(ends.group(1)) <= 24 and _number(ends.group(1)).is_integer():
        start = int(_number(ends.group(1)))
        page.take(ends, "time", ("time", (start % 12) * 60), ("time", (start % 12 + 12) * 60), ("time", start * 60))


def _half_of_day(text: str, match: re.Match[str], words: str) -> bool:
    """Whether "in the morning" or the like stands beside a time."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 28]
    return bool(
        re.search(rf"(?<!\w)(?:{words})(?: saat)? ?$", before)
        or re.match(rf"[ ,]*(?:'?\w{{1,3}} |uhr )?(?:{words})(?!\w)", after)
        or re.search(rf"(?<!\w)(?:{words})(?!\w)", match.group())
    )


def _lengths(page: _Page, lex: Lexicon) -> None:
    for pattern, minutes in lex.durations:
        for match in list(pattern.finditer(page.text)):
            page.take(match, "duration", ("duration", minutes))
    minute, hour, either = lex.raw["minute"], lex.raw["hour"], lex.raw["clock_hour"]
    word = hour or either
    both = re.compile(rf"(?<![\w.,:])(\d{{1,2}}) ?(?:{word}),? ?(?:\w{{1,3}} ?)?(\d{{1,2}}) ?(?:{minute})")
    for match in list(both.finditer(page.text)):
        page.take(match, "duration", ("duration", int(match.group(1)) * 60 + int(match.group(2))))
    _unit(page, lex, "minute", "duration", 1.0)
    if hour:
        _unit(page, lex, "hour", "duration", 60.0)
    if either:
        for match in list(re.finditer(rf"(?<![\w.,:])({_NUM}) ?(?:{either})", page.text)):
            value = _number(match.group(1))
            ends = _range_start(page.text, match.start(), lex)
            for found in (match, *([ends] if ends else [])):
                value = _number(found.group(1))
                clock: list[Fact] = (
                    [("time", (int(value) % 12) * 60), ("time", (int(value) % 12 + 12) * 60)] if value <= 24 else []
                )
                page.take(found, "time", ("duration", value * 60), *clock)


def _bare(page: _Page, lex: Lexicon, words: str) -> None:
    opening = bool(lex.patterns["open"].search(words) or lex.patterns["closed"].search(words))
    for match in list(_BARE.finditer(page.text)):
        value = _number(match.group())
        facts: list[Fact] = [("number", value)]
        if value >= 100:
            facts += [("money", value, code) for code in lex.money]
        if opening and value <= 24 and value.is_integer() and value > 5:
            facts += [("time", (int(value) % 12) * 60), ("time", (int(value) % 12 + 12) * 60)]
        page.take(match, "number", *facts)


# Days and yes-or-no claims ------------------------------------------------------------------------------------------


def _days(words: str, lex: Lexicon, *, timed: bool) -> list[Claim]:
    closed, opened = lex.patterns["closed"], lex.patterns["open"]
    any_closed, any_open = bool(closed.search(words)), bool(opened.search(words))
    claims: list[Claim] = []
    named = False
    for segment in _SEGMENT.split(words):
        days = _weekdays(segment, lex, expand=any_closed or any_open)
        if not days:
            continue
        named = True
        shut = closed.search(segment) or lex.patterns["except"].search(segment)
        excepted = lex.patterns["except"].search(segment)
        for day in days:
            if excepted and any_open:
                facts: tuple[Fact, ...] = (("closed", day),)
            elif shut and not opened.search(_without(segment, closed)):
                facts = (("closed", day),)
            elif shut:
                facts = (("closed", day), ("open", day))
            elif opened.search(segment):
                facts = (("open", day),)
            elif any_closed and not any_open:
                facts = (("closed", day),)
            elif any_open and not any_closed:
                facts = (("open", day), ("weekday", day))
            elif any_closed and any_open:
                facts = (("closed", day), ("open", day))
            else:
                facts = (("weekday", day),)
            claims.append(Claim(facts[0][0], frozenset(facts), segment.strip()))
    today = lex.patterns["today"].search(words)
    if any_closed and not named and not timed:
        claims.append(Claim("closed", frozenset({("closed", "today" if today else "some")}), words))
    if any_open and not any_closed and today and not named:
        claims.append(Claim("open", frozenset({("open", "today")}), words))
    if lex.patterns["daily"].search(words) and (any_open or timed) and not lex.patterns["except"].search(words):
        claims.append(Claim("open", frozenset({("open", "daily")}), words))
    if lex.patterns["always"].search(words):
        claims.append(Claim("open", frozenset({("open", "always")}), words))
    return claims


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(" ", text)


def _weekdays(text: str, lex: Lexicon, *, expand: bool) -> list[int]:
    found = [(m.start(), m.end(), day) for day, pattern in enumerate(lex.weekdays) for m in [pattern.search(text)] if m]
    found.sort()
    days = {day for _, _, day in found}
    for (_, end, first), (start, _, last) in pairwise(found):
        between = text[end:start]
        if re.fullmatch(
            r"\w{0,6}'?\w{0,4} ?(?:-|to|through|until|bis|au|à|a|по|до|إلى|الي|حتي)(?: le| den| einschliesslich)? ?(?:يوم )?",
            between,
        ):
            days |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    if expand and lex.patterns["weekdays_all"].search(text):
        days |= {0, 1, 2, 3, 4}
    if expand and lex.patterns["weekend"].search(text):
        days |= {5, 6}
    return sorted(days)


def _predicates(words: str, lex: Lexicon, *, hedged: bool) -> list[Claim]:
    claims: list[Claim] = []
    rest = words
    if lex.patterns["free"].search(words):
        claims.append(Claim("free", frozenset({("free",)}), words))
    if lex.patterns["discount"].search(words):
        claims.append(Claim("discount", frozenset({("discount",)}), words))
    if status := lex.patterns["status"].search(words):
        claims.append(Claim("status", frozenset({("status", status.group()[:5])}), status.group()))
    if hedged:
        return claims
    diets: list[str] = []
    for diet, pattern in lex.diets.items():
        if pattern.search(rest):
            diets.append(diet)
            rest = pattern.sub(" ", rest)
    access = lex.patterns["access"].search(rest)
    rest = lex.patterns["access"].sub(" ", rest)
    negated = bool(lex.patterns["negation"].search(rest))
    claims += [Claim("diet", frozenset({("diet_no" if negated else "diet", diet)}), diet) for diet in diets]
    if access:
        claims.append(Claim("access", frozenset({("access", "no" if negated else "yes")}), access.group()))
    return claims


def modes(text: str, language: Language) -> list[str]:
    """The means of transport a text names."""
    lex, words = lexicon(language), fold(plain(text))
    return [mode for mode, pattern in lex.modes.items() if mode != "walk" and pattern.search(words)]
