"""What is written onto the front of an Arabic word: conjunctions, prepositions and the article, as the standard language and
the dialects join them ("وبالليل", "عالبوسفور", "هالحي")."""

from __future__ import annotations

AND = "(?:[وف])?"
HEADS = ("ال", "لل", "بال", "كال", "عال", "هال", "ب", "ل", "ك")
"""What may stand before a word: the article, alone or after "to", "in", "like", "on" or "this", and three prepositions."""
PREFIXES = tuple(sorted(({a + h for a in ("", "و", "ف") for h in ("", *HEADS)}) - {""}, key=lambda p: (-len(p), p)))
"""Every head with and without "and", longest first."""
PATTERN = rf"{AND}(?:{'|'.join(sorted(HEADS, key=len, reverse=True))})?"
FUTURE = "[هحس](?=[يتنا])"
"""The mark of the future before a verb ("هنروح", "سنذهب")."""
