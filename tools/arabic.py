"""What is written onto the front of an Arabic word: conjunctions, prepositions and the article, as the standard language and
the dialects join them ("وبالليل", "عالبوسفور", "هالحي")."""

from __future__ import annotations

import re

AND = "(?:[وف])?"
HEADS = ("ال", "لل", "بال", "كال", "عال", "هال", "ب", "ل", "ك")
"""What may stand before a word: the article, alone or after "to", "in", "like", "on" or "this", and three prepositions."""
PREFIXES = tuple(sorted(({a + h for a in ("", "و", "ف") for h in ("", *HEADS)}) - {""}, key=lambda p: (-len(p), p)))
"""Every head with and without "and", longest first."""
ARTICLES = tuple(prefix for prefix in PREFIXES if prefix.endswith(("ال", "لل")))
"""Those that end with the article."""
PATTERN = rf"{AND}(?:{'|'.join(sorted(HEADS, key=len, reverse=True))})?"
FUTURE = "[هحس](?=[يتنا])"
"""The mark of the future before a verb ("هنروح", "سنذهب")."""
_VERB = re.compile(r"^(?:[هحس]?[يتنا]|ب[يتنا]|م)(?=\w{3})")
"""What begins a verb of the present or the future, or a participle."""
_ENDING = re.compile(r"(?<=\w{3})(?:هما|ها|هم|هن|كم|كن|نا|ني|وا|ون|ين|ات|ان|ته|تي|تك|يه|وه|ه|ي|ك|ت|ا|و|ش|ن)$")
"""What ends a noun or a verb: number, person, whose it is; three letters are left at least."""
_PREFIX = re.compile(PATTERN)
LEAST = 3
"""Letters that are left of a word, at least."""


def heads(word: str) -> list[str]:
    """What of a word's beginning may be written onto its front, shortest first; nothing where it begins with none."""
    longest = _PREFIX.match(word).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    return [word[:n] for n in range(1, longest + 1) if _PREFIX.fullmatch(word[:n])]


def light(word: str) -> str:
    """What a folded word shares with its other forms: no conjunction, article, person, number or owner ("وبياخدوها": "اخد").

    Single prepositions stay, for most words begin with those letters. Light stemming after Larkey, Ballesteros and Connell
    (2002), with the verbs of the dialects.
    """
    for head in reversed(heads(word)):
        if head in ("و", "ف", *ARTICLES) and len(word) - len(head) >= LEAST:
            word = word[len(head) :]
            break
    return _ENDING.sub("", _ENDING.sub("", _VERB.sub("", word)))
