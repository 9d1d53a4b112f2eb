"""Turkish names as Russian and Arabic readers write them, for places that nobody has named in those languages.

Russian follows the practical transcription of Turkish names (a letter for a sound, "ye" е, "ya" я, "c" дж). Arabic has no
standard; the short vowels are written or left out, so there are two spellings.
"""

from __future__ import annotations

import re

from tools.text import clean

_RUSSIAN_PAIRS = {"ya": "я", "ye": "е", "yu": "ю", "yü": "ю", "yo": "йо", "yö": "йё"}
_RUSSIAN = dict(zip("abçdefgğhıijklmnoöprsştuüvyzâîû", "абчдефггхыижклмноёпрсштуювйзяию", strict=True)) | {"c": "дж"}
_RUSSIAN_START = {"e": "э", "ö": "о", "ü": "у"}
_ARABIC = dict(zip("bcçdfgğhjklmnprsştvyzaıioöuüâîû", "بججدفغغهجكلمنبرسشتفيزاييووووايو", strict=True))
_WORD = re.compile(r"[a-zçğıöşüâîû]+")
SHORTEST = 5
"""Letters below which a transcribed name is too likely to be another word."""


def transcribed(name: str) -> list[str]:
    """Spellings of a Turkish name in Cyrillic and Arabic letters; none for a name with digits or too short a one."""
    lower = clean(name).replace("I", "ı").replace("İ", "i").lower()
    words = re.split(r"[\s\-/.]+", lower.strip())
    if not all(_WORD.fullmatch(word) for word in words) or len(lower) < SHORTEST:
        return []
    return [
        " ".join(_russian(word) for word in words),
        " ".join(_arabic(word, "ي") for word in words),
        " ".join(_arabic(word, "") for word in words),
    ]


def _russian(word: str) -> str:
    out, at = [], 0
    while at < len(word):
        pair = word[at : at + 2]
        after_vowel = at > 0 and word[at - 1] in "aeıioöuü"
        if pair in _RUSSIAN_PAIRS:
            out.append(_RUSSIAN_PAIRS[pair])
            at += 2
            continue
        letter = word[at]
        out.append(_RUSSIAN_START[letter] if letter in _RUSSIAN_START and (at == 0 or after_vowel) else _RUSSIAN[letter])
        at += 1
    return "".join(out)


def _arabic(word: str, vowel: str) -> str:
    """`vowel` stands for an e within the word; at its end it is a ه, at its start an ا."""
    out = []
    for at, letter in enumerate(word):
        if letter == "e":
            glide = word[at - 1] == "y"
            out.append("ا" if at == 0 else "ه" if at == len(word) - 1 else "" if glide else vowel)
        elif at == 0 and letter in "ıioöuü":
            out.append("إ" if letter in "ıi" else "أو")
        elif at == 0 or word[at - 1] != letter:
            out.append(_ARABIC[letter])
    return "".join(out)
