"""Lets text of a language model out only sentence by sentence, and only when its numbers are in a tool result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tools.text import fold

_NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")
_END = re.compile(r"(?<=[.!?…؟\n])\s+")
_MARK = re.compile(r"\[\d+\]")


def numbers(text: str) -> set[str]:
    """The numbers of a text, without source marks, in one spelling ("09:00" and "9:00" are the same)."""
    found = _NUMBER.findall(_MARK.sub("", fold(text)))
    return {n.lstrip("0") or "0" for n in found}


@dataclass
class Gate:
    """`feed` text as it comes, `finish` at the end; both return what may be shown. `dropped` counts what may not."""

    known: set[str]
    dropped: int = 0
    released: list[str] = field(default_factory=list)
    _waiting: str = ""

    @classmethod
    def over(cls, facts: Iterable[str]) -> Gate:
        """A gate that knows the numbers of these texts, and small counts from one to five."""
        known = {"1", "2", "3", "4", "5"}
        for fact in facts:
            known |= numbers(fact)
        return cls(known)

    def feed(self, text: str) -> str:
        *whole, self._waiting = _END.split(self._waiting + text)
        return "".join(self._judged(sentence + " ") for sentence in whole)

    def finish(self) -> str:
        last, self._waiting = self._waiting, ""
        return self._judged(last) if last.strip() else ""

    def _judged(self, sentence: str) -> str:
        if numbers(sentence) <= self.known:
            self.released.append(sentence)
            return sentence
        self.dropped += 1
        return ""
