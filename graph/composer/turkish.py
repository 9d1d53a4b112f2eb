"""Turkish case suffixes on proper names: vowel harmony, consonant assimilation, buffer letters, the apostrophe.

Rules of the Turkish Language Association's spelling guide (TDK Yazım Kılavuzu): the suffix follows the last vowel and, for
-DA/-DAN, the voice of the last consonant; names that are possessive compounds ("Galata Kulesi") take the pronominal n.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Literal

Case = Literal["loc", "abl", "dat", "gen", "acc"]

_VOWELS = "aıoueiöü"
_BACK, _ROUND, _VOICELESS = "aıou", "ouöü", "fstkçşhp"
_DIGIT_READING = {"0": "sıfır", "1": "bir", "2": "iki", "3": "üç", "4": "dört", "5": "beş", "6": "altı", "7": "yedi",
                  "8": "sekiz", "9": "dokuz"}  # fmt: skip
_TENS = {"10": "on", "20": "yirmi", "30": "otuz", "40": "kırk", "50": "elli", "60": "altmış", "70": "yetmiş", "80": "seksen",
         "90": "doksan", "00": "yüz"}  # fmt: skip
_COMPOUND_ENDINGS = ("hisarı", "çarşısı", "önü", "oğlu", "içi", "başı", "burnu", "kavağı", "düzü", "yatağı", "dağı", "meydanı",
                     "çiftliği", "değirmeni", "feneri", "beyi", "ağacı", "üstü", "taşı")  # fmt: skip
_LETTER_READING = {letter: letter + "e" for letter in "bcçdfghjlmnprsştvyz"} | {"k": "ke"}


def inflected(name: str, case: Case) -> str:
    """`inflected("Kadıköy", "loc") == "Kadıköy'de"`, `inflected("Galata Kulesi", "dat") == "Galata Kulesi'ne"`."""
    return f"{name}'{suffix(name, case)}"


def suffix(name: str, case: Case) -> str:
    """The suffix alone, without the apostrophe."""
    spoken = _spoken(name)
    vowels = [c for c in spoken if c in _VOWELS]
    last_vowel = _exceptional_vowel(name) or (vowels[-1] if vowels else "e")
    ends_in_vowel = spoken[-1:] in _VOWELS
    compound = ends_in_vowel and _is_compound(name)
    two = "a" if last_vowel in _BACK else "e"
    four = {(True, False): "ı", (True, True): "u", (False, False): "i", (False, True): "ü"}[
        (last_vowel in _BACK, last_vowel in _ROUND)
    ]
    if case in ("loc", "abl"):
        stop = "t" if spoken[-1:] in _VOICELESS and not compound else "d"
        return ("n" if compound else "") + stop + two + ("n" if case == "abl" else "")
    if case == "dat":
        return ("n" if compound else "y" if ends_in_vowel else "") + two
    if case == "acc":
        return ("n" if compound else "y" if ends_in_vowel else "") + four
    return ("n" if ends_in_vowel else "") + four + "n"


def _spoken(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if len(last) > 1 and last.isalpha() and last.isupper():
        letter = last[-1].replace("İ", "i").replace("I", "ı").lower()
        return _LETTER_READING.get(letter, letter)
    text = name.replace("İ", "i").replace("I", "ı").lower().rstrip(" .)”\"'’")
    text = text.translate(str.maketrans("âîû", "aiu"))
    if digits := re.search(r"\d+$", text):
        number = digits.group()
        return _TENS.get(number[-2:], _DIGIT_READING[number[-1]])
    if re.fullmatch(r".*\b[bcçdfghjklmnprsştvyz]", text):
        return _LETTER_READING.get(text[-1], text)
    return text


@cache
def _heads() -> tuple[frozenset[str], dict[str, str]]:
    raw = json.loads((Path(__file__).parent / "turkish.json").read_text(encoding="utf-8"))
    return frozenset(raw["compound_heads"]), raw["last_vowel"]


def _is_compound(name: str) -> bool:
    """Whether the name ends in a possessive head such as Kulesi, Camii, Müzesi."""
    words = name.split()
    last = words[-1].replace("İ", "i").replace("I", "ı").lower() if words else ""
    heads, _ = _heads()
    return (len(words) > 1 and last in heads) or any(last.endswith(h) and len(last) > len(h) for h in _COMPOUND_ENDINGS)


def _exceptional_vowel(name: str) -> str | None:
    """Loan words whose last syllable is fine against its vowel (Kemal'e, festival'e)."""
    _, exceptions = _heads()
    return exceptions.get(name.rsplit(maxsplit=1)[-1].replace("İ", "i").replace("I", "ı").lower()) if name.split() else None
