"""What is written onto the front of an Arabic word: conjunctions, prepositions and the article, as the standard language and
the dialects join them ("وبالليل", "عالبوسفور", "هالحي")."""

from __future__ import annotations

import re

AND = "(?:[وف])?"
HEADS = ("ال", "لل", "بال", "كال", "عال", "هال", "ب", "ل", "ك")
"""What may stand before a word: the article, alone or after "to", "in", "like", "on" or "this", and three prepositions."""
PREFIXES = tuple(sorted(({a + h for a in ("", "و", "ف") for h in ("", *HEADS)}) - {""}, key=lambda p: (-len(p), p)))
"""Every head with and without "and", longest first."""
PATTERN = rf"{AND}(?:{'|'.join(sorted(HEADS, key=len, reverse=True))})?"
FUTURE = "[هحس](?=[يتنا])"
"""The mark of the future before a verb ("هنروح", "سنذهب")."""
_VERB = re.compile(r"(?:[هحس]?[يتنا]|ب[يتنا]|م)(?=\w{3})")
"""What begins a verb of the present or the future, or a participle."""
_ENDING = re.compile(r"(?<=\w{3})(?:هما|ها|هم|هن|كم|كن|نا|ني|وا|ون|ين|ات|ان|ته|تي|تك|يه|وه|ه|ي|ك|ت|ا|و|ش|ن)$")
"""What ends a noun or a verb: number, person, whose it is; three letters are left at least."""
_PREFIX = re.compile(PATTERN)


def light(word: str) -> str:
    """What a folded word shares with its other forms: no conjunction, article, person, number or owner ("وبياخدوها": "اخد").

    Light stemming after Larkey, Ballesteros and Connell (2002), with the verbs of the dialects.
    """
    word = _without_head(word)
    word = _VERB.sub("", word, count=1) if _VERB.match(word) else word
    return _ENDING.sub("", _ENDING.sub("", word))


def _without_head(word: str) -> str:
    """The word without "and", "to the", "in the" …; single prepositions stay, for most words begin with those letters."""
    best = word
    for n in range(1, _PREFIX.match(word).end() + 1):  # type: ignore[union-attr]  # the pattern matches nothing too
        head = word[:n]
        if len(word) - n >= 3 and _PREFIX.fullmatch(head) and (head in ("و", "ف") or head.endswith(("ال", "لل"))):
            best = word[n:]
    return best
