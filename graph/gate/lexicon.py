"""How each language writes numbers, times, amounts, days and claims: patterns over folded text, from `lexicon/*.json`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wordfreq import get_frequency_list

from data.schema import Language
from tools.text import fold

_FOLDER = Path(__file__).parent / "lexicon"
_NEVER = re.compile(r"(?!)")
CURRENCIES = ("TRY", "EUR", "USD", "GBP", "RUB")


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(fold(written).replace("(?p<", "(?P<")) if written else _NEVER


@dataclass(frozen=True)
class Lexicon:
    """`patterns` by name; the rest as the file has it, folded."""

    language: Language
    numbers: dict[str, int]
    never: frozenset[str]
    joiners: frozenset[str]
    prefix: str
    suffix: re.Pattern[str]
    compound: bool
    clock: dict[str, int]
    patterns: dict[str, re.Pattern[str]]
    times: tuple[re.Pattern[str], ...]
    durations: tuple[tuple[re.Pattern[str], int], ...]
    money: dict[str, re.Pattern[str]]
    months: tuple[re.Pattern[str], ...]
    weekdays: tuple[re.Pattern[str], ...]
    diets: dict[str, re.Pattern[str]]
    modes: dict[str, re.Pattern[str]]
    after_kind: frozenset[str]
    general: frozenset[str]
    conjunctions: frozenset[str]
    abbreviations: frozenset[str]
    little: frozenset[str]
    raw: dict[str, str]

    def ordinary(self, folded: str) -> bool:
        """Whether a word, or one it is an inflection of, is among the commonest of the language (Speer 2022, wordfreq)."""
        known, cuts = common(self.language), 6 if self.language in ("tr", "ru", "ar") else 3
        return folded in known or any(folded[:-cut] in known for cut in range(1, cuts) if len(folded) - cut >= 4)


@cache
def common(language: Language) -> frozenset[str]:
    """Words that occur at least once in a million, folded."""
    return frozenset(fold(word) for words in get_frequency_list(language, "small") for word in words)


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language. Raises `OSError`, `KeyError`."""
    raw: dict[str, Any] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    single = {key: value for key, value in raw.items() if isinstance(value, str)}
    return Lexicon(
        language=language,
        numbers={fold(word): value for word, value in raw["numbers"].items()},
        never=frozenset(fold(word) for word in raw.get("number_never", ())),
        joiners=frozenset(fold(word) for word in raw["number_joiners"]),
        prefix=raw.get("number_prefix", ""),
        suffix=re.compile(fold(raw["number_suffix"]) if raw["number_suffix"] else r"(?!)"),
        compound=bool(raw.get("number_compound")),
        clock={fold(word): value for word, value in raw["clock_words"].items()},
        patterns={key: _pattern(value) for key, value in single.items()},
        times=tuple(_pattern(value) for value in raw["times"]),
        durations=tuple((_pattern(key), minutes) for key, minutes in raw["durations"].items()),
        money={code: _pattern(value) for code, value in raw["money"].items()},
        months=tuple(_pattern(value) for value in raw["months"]),
        weekdays=tuple(_pattern(value) for value in raw["weekdays"]),
        diets={diet: _pattern(value) for diet, value in raw["diets"].items()},
        modes={mode: _pattern(value) for mode, value in raw["modes"].items()},
        after_kind=frozenset(fold(word) for word in raw["after_kind"]),
        general=frozenset(fold(word) for word in raw["general"]),
        conjunctions=frozenset(fold(word) for word in raw["conjunctions"]),
        abbreviations=frozenset(fold(word) for word in raw["abbreviations"]),
        little=frozenset(fold(word) for word in raw["little"]),
        raw={key: fold(value) for key, value in single.items()},
    )
