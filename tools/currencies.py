"""Amounts and currencies named in a message, in six languages; words in `currencies.json`, codes of ISO 4217."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.text import fold

_NUMBER = r"\d+(?:[.,' \u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?(?!\d)"
_SUFFIX = r"(?:'?(?:yu|yi|ya|ye|nun|nin|i|in|u|un|si|su|e|a|da|de|dan|den|ya|luk|lik|s|n|en))?"
"""Turkish cases and plain plurals, so that "doların" and "euroyu" are found; short, and only at the end of a word."""


@dataclass(frozen=True)
class Mention:
    """A currency that was named, with the amount beside it if there is one."""

    code: str
    amount: float | None


def mentions(text: str) -> list[Mention]:
    """Every currency named, in order."""
    found = []
    for match in _pattern().finditer(fold(text)):
        word = match["word"]
        code = _words().get(word) or _words().get(_stem(word))
        number = match["before"] or match["after"]
        if code:
            found.append(Mention(code, parsed(number) if number else None))
    return found


def parsed(number: str) -> float:
    """A number as any of the six languages writes it: "1.500,50", "1,500.50", "1 500", "2.5"."""
    bare = re.sub(r"[' \u00a0\u202f]", "", number)
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return float(bare)
    whole, fraction = re.sub(r"[.,]", "", bare[:last]), bare[last + 1 :]
    return float(whole + fraction) if len(fraction) == 3 else float(f"{whole or '0'}.{fraction}")


@cache
def _words() -> dict[str, str]:
    listed = json.loads(Path(__file__).with_name("currencies.json").read_text("utf-8"))
    return {fold(word): code for code, words in listed.items() for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    ordered = sorted(_words(), key=len, reverse=True)
    signs = "|".join(re.escape(w) for w in ordered if not w[0].isalpha())
    words = "|".join(re.escape(w) for w in ordered if w[0].isalpha())
    word = rf"(?P<word>{signs}|(?<![^\W\d_])(?:{words}){_SUFFIX}(?!\w))"
    return re.compile(rf"(?:(?P<before>{_NUMBER})\s?)?{word}(?:\s?(?P<after>{_NUMBER}))?")


def _stem(word: str) -> str:
    """The listed word that `word` begins with, the longest."""
    return max((w for w in _words() if word.startswith(w)), key=len, default="")
