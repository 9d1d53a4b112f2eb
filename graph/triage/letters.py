"""Spellings brought together: Russian and Arabic typed in Latin letters, Arabic clitics, letters swapped to deceive."""

from __future__ import annotations

import re

SKELETON_MIN = 2

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"[.!?;:\n…。]+(?=\s|$|[^\d\s])|\n|[()\[\]{}\"|•]|\s-+\s")
_REPEAT = re.compile(r"(.)\1{2,}")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){2,}\w(?!\w)")
_CYRILLIC_LOOKALIKES = str.maketrans("аеорсухіктмнв", "aeopcyxiktmhb")
_LATIN_LOOKALIKES = str.maketrans("aeopcyxkmtbh", "аеорсухкмтвн")
_LEET = str.maketrans("013457@$", "oieastas")

_RUSSIAN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
        "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    }
)  # fmt: skip
# Longest first. Both sides lose the same distinctions: soft signs, y/i/j, zh/z, sh/s, ch/ts/c, ya/a, yu/u, yo/e.
_LATIN_STEPS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("sh", "s"), ("'", ""),
    ("ya", "a"), ("ja", "a"), ("ia", "a"), ("yu", "u"), ("ju", "u"), ("iu", "u"), ("yo", "e"), ("jo", "e"), ("ye", "e"),
    ("je", "e"), ("x", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("4", "c"), ("6", "s"),
)  # fmt: skip
LONG = 60
LATIN_RUSSIAN_WORDS = frozenset(
    [
        "ne",
        "na",
        "ya",
        "ja",
        "my",
        "vy",
        "on",
        "ona",
        "oni",
        "eto",
        "chto",
        "kak",
        "gde",
        "net",
        "mne",
        "menya",
        "menia",
        "uzhe",
        "mozhno",
        "pomogite",
        "moya",
        "moy",
        "moj",
        "ego",
        "emu",
        "ochen",
        "kto",
        "esli",
        "seychas",
        "sejchas",
        "zhena",
        "pozhaluysta",
        "pozhalujsta",
        "tam",
        "zdes",
        "vse",
        "nas",
        "nam",
        "iz",
        "za",
        "po",
        "est",
    ]
)
_DOUBLE = re.compile(r"(\w)\1+")

_ARABIC_BONES = str.maketrans(
    {
        "ا": "", "و": "", "ي": "", "ء": "", "ه": "h", "ب": "b", "ت": "t", "ث": "s", "ج": "j", "ح": "H", "خ": "X",
        "د": "d", "ذ": "z", "ر": "r", "ز": "z", "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "3",
        "غ": "G", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    }
)  # fmt: skip
_LATIN_BONES_PAIRS = (("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "S"), ("th", "s"), ("dh", "z"), ("'", ""))
_LATIN_BONES = str.maketrans(
    {
        "a": "", "e": "", "i": "", "o": "", "u": "", "w": "", "y": "", "2": "", "7": "H", "5": "X", "8": "G", "6": "t",
        "9": "s", "g": "j", "p": "b", "v": "f", "c": "k", "x": "X", "4": "z",
    }
)  # fmt: skip
_ARABIC_CLITICS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "عال", "ه")
_ARABIZI_WORD = re.compile(r"(?<!\w)(?=\w*[a-z])(?=\w*[2356789])[a-z2356789]{2,}(?!\w)")
_NOT_ARABIZI = re.compile(r"^\d+[a-z]{1,3}$|^[a-z]{1,2}\d+$")
ARABIZI_WORDS = frozenset(
    [
        "ana",
        "inta",
        "enta",
        "inti",
        "enti",
        "howe",
        "hiye",
        "huwe",
        "heye",
        "ne7na",
        "mish",
        "msh",
        "mush",
        "mesh",
        "mafi",
        "fi",
        "fee",
        "fih",
        "wein",
        "wen",
        "shu",
        "sho",
        "shou",
        "leish",
        "lesh",
        "kif",
        "keef",
        "ya",
        "bas",
        "bass",
        "yalla",
        "habibi",
        "abi",
        "ummi",
        "immi",
        "emmi",
        "baba",
        "mama",
        "ibni",
        "bnti",
        "binti",
        "ba3d",
        "ma3",
        "men",
        "min",
        "la2",
        "la",
        "el",
        "bel",
        "3am",
        "3ala",
        "3a",
        "hal",
        "had",
        "hada",
        "hay",
        "kter",
        "ktir",
        "keteer",
        "sadi2i",
        "okhti",
        "akhi",
        "jawzi",
        "zawji",
        "marti",
        "benti",
        "waladi",
        "allah",
        "inshallah",
        "rah",
        "ra7",
        "badi",
        "baddi",
        "biddi",
        "3endi",
        "3andi",
        "shi",
        "wahad",
        "wa7ad",
    ]
)


def split_words(folded: str) -> list[str]:
    """Words of a folded text with apostrophes resolved: "can't" is "cant", "l'ascenseur" is "l", "ascenseur"."""
    out: list[str] = []
    for word in _WORD.findall(folded):
        if "'" not in word:
            out.append(word)
            continue
        parts = word.split("'")
        if parts[-1] == "ll":
            out += ["".join(parts[:-1]), "will"]
        elif len(parts[0]) <= 2 and len(parts[-1]) >= 3:
            out += parts
        else:
            out.append("".join(parts))
    return out


def sentences(folded: str) -> list[list[str]]:
    """The words of each sentence, empty ones left out."""
    found = (split_words(part) for part in _SENTENCE.split(folded))
    return [words for words in found if words]


def unmasked(folded: str) -> str:
    """The text without letters stretched, spaced out or starred apart ("heeeelp", "h e l p", "f.i.r.e")."""
    text = _REPEAT.sub(r"\1", folded)
    return _SPACED.sub(lambda m: re.sub(r"[ .\-_*]", "", m.group()), text)


def plain_forms(word: str) -> tuple[str, ...]:
    """The word, and what it would be without a clitic, a look-alike letter of another script, or digits for letters."""
    forms = [word]
    if word.isascii():
        if not word.isalpha() and any(c.isalpha() for c in word):
            forms.append(word.translate(_LEET))
        return tuple(forms)
    latin = sum("a" <= c <= "z" for c in word)
    if latin:
        forms.append(word.translate(_CYRILLIC_LOOKALIKES if latin * 2 >= len(word) else _LATIN_LOOKALIKES))
    elif "\u0600" <= word[0] <= "\u06ff":
        for clitic in _ARABIC_CLITICS:
            if word.startswith(clitic) and len(word) - len(clitic) >= 3:
                forms.append(word[len(clitic) :])
    return tuple(forms)


def latin_russian(word: str) -> str:
    """One key for a Russian word in Cyrillic and its usual spellings in Latin letters."""
    text = word.translate(_RUSSIAN)
    for old, new in _LATIN_STEPS:
        if old in text:
            text = text.replace(old, new)
    return _DOUBLE.sub(r"\1", text)


def latin_russian_keys(words: list[str]) -> list[str]:
    """`latin_russian` of every word at once: the replacements run over the whole message.

    A long message without one of the commonest Russian words in Latin letters is not in Russian; its keys stay empty.
    """
    if len(words) > LONG and LATIN_RUSSIAN_WORDS.isdisjoint(words):
        return [""] * len(words)
    text = " ".join(words).translate(_RUSSIAN)
    for old, new in _LATIN_STEPS:
        if old in text:
            text = text.replace(old, new)
    return _DOUBLE.sub(r"\1", text).split(" ") if words else []


def skeleton(word: str) -> str:
    """The consonants of an Arabic word, the same in Arabic letters and in Arabizi."""
    if not word.isascii():
        return _DOUBLE.sub(r"\1", word.translate(_ARABIC_BONES).rstrip("h"))
    text = word
    for old, new in _LATIN_BONES_PAIRS:
        text = text.replace(old, new)
    return _DOUBLE.sub(r"\1", text.translate(_LATIN_BONES).rstrip("h"))


def is_arabizi(words: list[str]) -> bool:
    """Whether Latin words look like Arabic: digits used as letters, or several function words."""
    marks = 0
    for word in words:
        if word in ARABIZI_WORDS:
            marks += 1
        elif len(word) > 2 and _ARABIZI_WORD.fullmatch(word) and not _NOT_ARABIZI.match(word):
            marks += 2
        if marks >= 2:
            return True
    return False
