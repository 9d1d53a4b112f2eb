"""Text made comparable: one normalisation for everything that reads what a traveller typed.

`clean` keeps the message as a person would read it, without what hides or reverses text. `fold` is the key that
two spellings of the same thing share: case, diacritics, dotted and dotless i, Arabic letter variants and digits gone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_LETTERS = str.maketrans(
    {
        "ı": "i", "İ": "i", "I": "i", "ё": "е", "Ё": "е", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك",
        "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‑": "-", "−": "-", "،": ",", "؟": "?", "؛": ";",
    }
)  # fmt: skip
_KEEP_MARKS = "\u0306\u0308"  # й is и with a breve, ї is і with a diaeresis: marks that make another Cyrillic letter
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def clean(text: str) -> str:
    """The message in NFC, without control, bidirectional and zero-width characters, spaces collapsed and trimmed.

    Zero-width joiners stay: Persian, Arabic and emoji need them.
    """
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def _strip_marks(text: str) -> str:
    out: list[str] = []
    base_is_cyrillic = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if base_is_cyrillic and char in _KEEP_MARKS:
                out.append(char)
            continue
        base_is_cyrillic = "\u0400" <= char <= "\u04ff"
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def _folded_slowly(text: str) -> str:
    text = _ARABIC_MARKS.sub("", text.translate(_LETTERS)).lower()
    return _digits(_strip_marks(text).translate(_LETTERS))


def _digits(text: str) -> str:
    return _FOREIGN_DIGIT.sub(lambda m: str(unicodedata.digit(m.group())), text)


_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SCRIPTS = ((0x00, 0x250), (0x400, 0x500), (0x600, 0x700), (0x1E00, 0x1F00), (0x2010, 0x2070))
_TABLE = {code: _folded_slowly(chr(code)) for first, end in _SCRIPTS for code in range(first, end)}
_TABLE |= {ord(mark): mark for mark in _KEEP_MARKS}
_COMMON = re.compile("[\u0000-\u024f\u0400-\u04ff\u0600-\u06ff\u1e00-\u1eff\u2010-\u206f]*")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The matching key of a text: `fold("İSTANBUL'da") == fold("istanbul'da")`, `fold("Kadıköy") == "kadikoy"`.

    Digits of any script become ASCII; punctuation other than the apostrophe stays, letters lose case and diacritics.
    """
    if text.isascii():
        return clean(text).lower()
    text = clean(unicodedata.normalize("NFKC", text))
    return text.translate(_TABLE) if _COMMON.fullmatch(text) else _folded_slowly(text)


def words(folded: str) -> list[str]:
    """The words of a folded text, in order; an apostrophe inside a word stays ("kadikoy'den")."""
    return _WORD.findall(folded)
