"""What an answer must not do whatever is true: leak, obey a stranger, give medical orders, speak another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.schema import LANGUAGES, Language
from graph.gate.claims import plain
from graph.gate.lexicon import common, lexicon
from tools.registry import TOOLS
from tools.text import fold, words

_SHINGLE = 6
LATIN: tuple[Language, ...] = ("en", "tr", "fr", "de")
_SECRET = re.compile(r"\b(?:sk|pk|ghp|gho|xox[abp]|AKIA)[-_A-Za-z0-9]{14,}\b|\bLLM_[A-Z_]+\b|\bBearer\s+\S{12,}")
_MACHINE = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|<\|?[\w/]+\|?>|\{\s*\"|\"\s*:\s*[\[{\"]|\bassistant\s*:|\bsystem\s*:", re.IGNORECASE
)
_LETTERS = {"ar": re.compile("[\u0621-\u064a]"), "ru": re.compile("[\u0400-\u04ff]")}
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")
"""A phrase in another language is quoted, not spoken."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SPECIAL = {"tr": "ığşİĞŞ", "de": "ßäÄ", "fr": "èêàùœÈÊÀçÇ"}


@dataclass(frozen=True)
class Secrets:
    """What a model was told and must not repeat: the shingles of the prompt, and secrets as they are."""

    shingles: frozenset[tuple[str, ...]]
    literal: tuple[str, ...]

    @classmethod
    def of(cls, prompt: str, *literal: str) -> Secrets:
        """From the fixed part of a prompt, without what tools returned."""
        return cls(frozenset(_shingles(prompt)), tuple(s for s in literal if len(s) >= 8))


def _shingles(text: str) -> list[tuple[str, ...]]:
    spoken = words(fold(text))
    return [tuple(spoken[n : n + _SHINGLE]) for n in range(len(spoken) - _SHINGLE + 1)]


def leaks(text: str, secrets: Secrets) -> bool:
    """Whether a sentence repeats the prompt, a key, or the machinery behind the answer."""
    if any(secret in text for secret in secrets.literal) or _SECRET.search(text) or _MACHINE.search(text):
        return True
    if any(name in text for name in TOOLS):
        return True
    return any(shingle in secrets.shingles for shingle in _shingles(text))


@cache
def _any_language(key: str) -> re.Pattern[str]:
    """One pattern of all languages' for folded text."""
    return re.compile("|".join(fold(lexicon(language).raw[key]) for language in LANGUAGES))


@cache
def _injected() -> re.Pattern[str]:
    """Orders to a machine; tried where a word begins, as every message is searched for them."""
    return re.compile(rf"(?<!\w)[وف]?(?:{_any_language('injected').pattern})")


def forbidden(text: str) -> bool:
    """Medical or safety orders, and the claim that help was called: such text is fixed and reviewed, never generated."""
    return bool(_any_language("forbidden").search(fold(text)))


def obeys(text: str) -> bool:
    """Talk about instructions and prompts, which is never part of an answer about Istanbul."""
    return bool(_any_language("orders").search(fold(text)))


def addressed(text: str) -> bool:
    """Whether a text gives orders to the assistant as a machine: its rules, its prompt, its role."""
    return bool(_injected().search(fold(text)))


_FIELD_END = re.compile(r"(?<=[.!?؟\n])\s+")


def screened(value: Any) -> Any:
    """Tool results in which no text gives orders: a text is cut before the sentence that addresses the assistant.

    What tools return may be written by strangers, and the grounded composer repeats it word for word.
    """
    if not _injected().search(fold("\n".join(_texts(value)))):
        return value
    return _screened(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _screened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _screened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_screened(inner) for inner in value]
    if not isinstance(value, str) or not _injected().search(fold(value)):
        return value
    kept: list[str] = []
    for sentence in _FIELD_END.split(value):
        if _injected().search(fold(sentence)):
            break
        kept.append(sentence)
    return " ".join(kept) or "…"


def speaks(text: str, language: Language, known: frozenset[str] | set[str]) -> bool | None:
    """Whether a sentence is in the asked language, apart from the names tool results hold; None when it says too little."""
    bare = _QUOTED.sub(" ", plain(text))
    rest = " ".join(w for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", bare) if fold(w).partition("'")[0] not in known)
    counts = {code: len(pattern.findall(rest)) for code, pattern in _LETTERS.items()}
    latin = len(_LATIN.findall(rest))
    total = latin + sum(counts.values())
    if total < 8:
        return None
    for code, count in counts.items():
        if count * 2 > total:
            return language == code
    if language in _LETTERS:
        return False if latin * 2 > total and len(rest.split()) >= 4 else None
    spoken = [fold(w) for w in bare.split()]
    spoken = [w for word in spoken for w in words(word)]
    votes = {code: sum(w in lexicon(code).little for w in spoken) for code in LATIN}
    votes = {code: count + any(c in rest for c in _SPECIAL.get(code, "")) for code, count in votes.items()}
    best = max(votes.values())
    if best < 2 or votes[language] == best:
        return None if best < 2 else True
    if len(spoken) >= 4 and best - votes[language] >= 2:
        return False
    ours = sum(w in common(language) for w in spoken)
    return None if ours * 2 >= len(spoken) else False
