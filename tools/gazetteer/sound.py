"""How a Turkish name sounds to whoever writes it by ear, in Latin, Cyrillic or Arabic letters.

A word becomes its consonants and, between them, the kinds of its vowels. Consonants that are heard or written alike count as
one ("b" and "p", "c", "ç" and "j"); a doubled letter does not count, and "ğ" and "v" may not. In Arabic letters a vowel may
have been left out, but one that is written must be in the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from tools.text import clean

_ENGLISH = {
    "tch": "ç", "ch": "ç", "sh": "s", "zh": "c", "dj": "c", "ck": "k", "ph": "f", "kh": "h", "x": "ks", "oo": "u", "ee": "i",
}  # fmt: skip
_DIGRAPHS = {
    "en": _ENGLISH,
    "de": {"tsch": "ç", "dsch": "c", "sch": "s", "ck": "k", "ph": "f", "ie": "i", "j": "y", "x": "ks"},
    "fr": {"tch": "ç", "ch": "s", "dj": "c", "qu": "k", "gu": "g", "ph": "f", "ou": "u", "x": "ks"},
    "ru": _ENGLISH,
    "ar": _ENGLISH,
    "tr": {},
}
"""Letters that stand for one sound in Latin letters, by language; in Cyrillic and Arabic ones below."""
_CYRILLIC = {"дж": "c", **dict(zip("абвгдежзийклмнопрстуфхцчшщыэюяё", "abvgdeczyyklmnoprstufhsçssıeuao", strict=True))}
_ARABIC = {"تش": "ç", **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهويا", "btsçhhdzrzsssdtzgfkklmnhuia", strict=True))}
_AMBIGUOUS = {"ج": ("ç", "g"), "ه": ("h", "a")}
"""Arabic letters that are read in two ways: by Egyptians, and at the end of a word."""
_KINDS = {"p": "bp", "t": "dt", "k": "gkq", "f": "fvw", "c": "cçj", "s": "sşz", **{letter: letter for letter in "hlmnr"}}
_KIND = {letter: kind for kind, letters in _KINDS.items() for letter in letters}
_VOWELS = {**dict.fromkeys("aâ", "a"), **dict.fromkeys("iîy", "i"), **dict.fromkeys("eı", "ai"), **dict.fromkeys("oöuüû", "u")}
"""What each vowel may be heard as."""
_NO_LETTER = re.compile(r"[\W\d_]+")
_EITHER = {"ğ": ("g", ""), "v": ("v", "u")}
"""What a letter of a name is, or is not, heard as."""
MISHEARD = 1
"""Vowels that may be others where they are all written."""
WRITTEN = 3
"""One in so many vowels of a name is written in Arabic letters, at least."""
LONGEST = 40
"""Letters up to which something may be a name."""
LEAST = 4
"""Consonants of a name that is known by its sound, at least."""


@dataclass(frozen=True)
class Sound:
    """`between` has one place more than there are consonants; what a vowel may be is one string for each."""

    consonants: str
    between: tuple[tuple[str, ...], ...]

    def fits(self, name: Sound, *, unwritten: bool, declined: bool, strict: bool) -> bool:
        """Whether this may be the name, whose consonants are the same. `unwritten`: vowels are left out as a rule; `declined`:
        the last ones are an ending's; `strict`: no vowel may be another."""
        slots = list(zip(self.between, name.between, strict=True))
        if unwritten:
            written, spoken = (sum(map(bool, sound.between)) for sound in (self, name))
            return written * WRITTEN >= spoken and all(_within(own, other) for own, other in slots)
        wrong = 0
        for own, other in slots[: -1 if declined else None]:
            if bool(own) != bool(other) or abs(len(own) - len(other)) > 1:
                return False
            wrong += not (_within(own, other) or _within(other, own))
        return wrong <= (0 if strict else MISHEARD)


def _within(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether vowels occur among others in their order."""
    rest = iter(other)
    return all(any(set(vowel) & set(known) for known in rest) for vowel in own)


def named(name: str) -> tuple[Sound, ...]:
    """What a Turkish name sounds like, with and without what is not always heard."""
    lower = _NO_LETTER.sub("", clean(name).replace("I", "ı").replace("İ", "i").lower())
    return tuple({_sound(lower, {**letters, "x": "ks"}): None for letters in _readings(_EITHER)})


def _readings(either: dict[str, tuple[str, str]]) -> Iterator[dict[str, str]]:
    return (dict(zip(either, chosen, strict=True)) for chosen in product(*either.values()))


@lru_cache(maxsize=8192)
def typed(words: str, language: str) -> tuple[Sound, ...]:
    """What folded words, written in one, may sound like to a writer of the language."""
    if not words or len(words) > LONGEST:
        return ()
    if "\u0600" <= words[0] <= "\u06ff":
        return tuple({_sound(words, {**_ARABIC, **read}): None for read in _readings(_AMBIGUOUS)})
    return (_sound(words, _CYRILLIC if "\u0400" <= words[0] <= "\u04ff" else _DIGRAPHS.get(language, _ENGLISH)),)


def _sound(text: str, letters: dict[str, str]) -> Sound:
    at, consonants, last = 0, "", ""
    between: list[list[str]] = [[]]
    while at < len(text):
        size = next((n for n in (4, 3, 2, 1) if text[at : at + n] in letters), 1)
        for letter in letters.get(text[at : at + size], text[at : at + size]):
            if vowel := _VOWELS.get(letter):
                between[-1].append(vowel)
            elif (kind := _KIND.get(letter)) and kind != last:
                consonants += kind
                between.append([])
            last = _KIND.get(letter, letter)
        at += size
    return Sound(consonants, tuple(map(tuple, between)))
