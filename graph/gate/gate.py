"""Judges a model's text clause by clause as it streams, and lets out what the turn's tool results cover.

What a check does when it fails is in `FAIL`: `drop` keeps the clause back, `rewrite` says the known fact instead, `stop`
throws the whole answer away. A check that breaks counts as failed: the gate fails closed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from graph.gate import conduct, names
from graph.gate.claims import Claim, modes, plain, read
from graph.gate.evidence import Evidence, Record
from graph.gate.lexicon import lexicon
from graph.log import log
from tools.gazetteer.names import Gazetteer
from tools.text import fold

Check = Literal["claim", "fact", "name", "mode", "language", "leak", "safety", "orders", "length", "broken"]
FAIL: dict[Check, Literal["drop", "rewrite", "stop", "end"]] = {
    "fact": "rewrite",
    "claim": "drop",
    "name": "drop",
    "mode": "drop",
    "language": "drop",
    "leak": "stop",
    "orders": "drop",
    "safety": "stop",
    "length": "end",
    "broken": "drop",
}
LONGEST_CLAUSE = 480
"""Characters after which a clause without an end is judged as it stands, so that text is never held back for long."""
LONGEST_ANSWER = 3200
PATIENCE = 4
"""Clauses kept back in a row after which the model is not worth listening to."""
_END = re.compile(r"[.!?…؟]+[\"”»“)\]]*(?:\s*\[\d+\])*\s+|;\s+|\n+")
_ITEM = re.compile(r"^\s*(?:[-*•]\s+|(?:\*\*)?\d{1,2}[.)]\s)")
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+)?(?:\*\*)?\d{1,2}[.)]$")
_WORD_BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)[.]+[\"”»“)\]]*(?:\s*\[\d+\])*\s+$")
_FACTS = frozenset(("time", "money", "closed", "open"))
_KIND_OF = {"time": "hours", "closed": "hours", "open": "hours", "money": "price"}


class Stopped(Exception):
    """The answer must not be shown any further. `check` says why."""

    def __init__(self, check: Check, text: str = "") -> None:
        super().__init__(check)
        self.check, self.text = check, text


@dataclass(frozen=True)
class Failure:
    """What was kept back, by which check, and why."""

    check: Check
    text: str
    reason: str


Rewrite = Callable[[Record, str], str | None]
"""The sentence the grounded composer would say of a place's `hours` or `price`, or None when nothing is known."""


@dataclass
class Gate:
    """`feed` text as it comes, `finish` at the end; both return what may be shown, and raise `Stopped`."""

    evidence: Evidence
    gazetteer: Gazetteer
    secrets: conduct.Secrets = field(default_factory=lambda: conduct.Secrets.of(""))
    rewrite: Rewrite | None = None
    released: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    judged: int = 0
    ended: bool = False
    """The answer is as long as it may be; nothing more is let out."""
    spent_ms: float = 0.0
    """Milliseconds of judging, over the whole answer."""
    _waiting: str = ""
    _focus: list[Record] = field(default_factory=list)
    _in_a_row: int = 0
    _skipping: bool = False
    _said: set[tuple[int, str]] = field(default_factory=set)
    _open_end: str = ""
    _in_line: bool = False
    _item: list[Record] | None = None
    """What the list item being read is about; None outside of one."""

    @property
    def text(self) -> str:
        return "".join(self.released)

    def feed(self, text: str) -> str:
        """What of the text so far may be shown in addition."""
        self._waiting += text
        out: list[str] = []
        while cut := self._cut(last=False):
            unit, self._waiting = self._waiting[:cut], self._waiting[cut:]
            out.append(self._judge(unit))
        return "".join(out)

    def finish(self) -> str:
        """What of the rest may be shown."""
        out: list[str] = []
        while self._waiting.strip():
            cut = self._cut(last=True) or len(self._waiting)
            unit, self._waiting = self._waiting[:cut], self._waiting[cut:]
            out.append(self._judge(unit))
        if self._open_end:
            self._open_end = ""
            self.released.append(".")
            out.append(".")
        return "".join(out)

    def _cut(self, *, last: bool) -> int | None:
        """Where the first whole clause ends; None while more must come, which it does not when this is the `last` of it."""
        clause = self._clause()
        for match in _END.finditer(self._waiting):
            if clause is not None and clause < match.end():
                return clause
            following = self._waiting[match.end() :]
            if not last and "\n" not in match.group() and not re.match(r"\S+\s|\S{12}", following):
                return None  # the word that follows decides whether this was an end
            if self._is_end(match, following):
                return match.end()
        if clause is None and len(self._waiting) > LONGEST_CLAUSE:
            return self._waiting.rfind(" ", 1, LONGEST_CLAUSE) + 1 or LONGEST_CLAUSE
        return clause

    def _is_end(self, match: re.Match[str], after: str) -> bool:
        if "\n" in match.group() or match.group().strip() == ";":
            return True
        before = self._waiting[: match.end()]
        line = before.rpartition("\n")[2]
        if _LIST_NUMBER.match(line.strip()):
            return False
        if after[:1].islower():
            return False
        word = _WORD_BEFORE.search(before)
        if word is None:
            return True
        last = word.group(1)
        lex = lexicon(self.evidence.language)
        if last.lower() in lex.abbreviations or (len(last) == 1 and last.isalpha() and last.isupper()):
            return False
        if last.isdecimal() and len(last) <= 2 and "[" not in match.group():
            noun = fold(after.split(maxsplit=1)[0]) if after.split() else ""
            return not any(p.match(noun) for p in (*lex.months, lex.patterns["ordinal_noun"]))
        return True

    def _clause(self) -> int | None:
        """The end of a first main clause, before ", but" and the like."""
        if self.evidence.language == "ar":
            return None
        words = "|".join(map(re.escape, lexicon(self.evidence.language).conjunctions - {"or", "ou", "oder", "или", "а"}))
        match = re.search(rf",\s+(?=(?:{words})\s)", self._waiting)
        return match.end() if match and match.start() >= 40 else None

    def _judge(self, unit: str) -> str:
        started = time.perf_counter()
        try:
            return self._let_out(unit)
        finally:
            self._in_line = "\n" not in unit
            self.spent_ms += (time.perf_counter() - started) * 1000

    def _let_out(self, unit: str) -> str:
        goes_on = unit.rstrip().endswith(",")
        if self._skipping:
            self._skipping = goes_on
            return ""
        if not unit.strip() or not re.search(r"\w", unit):
            return self._release(unit) if self.released and "\n" in unit else ""
        self.judged += 1
        if self.ended or len(self.text) + len(unit) > LONGEST_ANSWER:
            self.ended = True
            return ""
        try:
            found, about = self._check(unit)
        except Stopped:
            raise
        except Exception:
            log.exception("gate_broken")
            found, about = [Failure("broken", unit, "a check broke")], []
        for failure in found:
            if FAIL[failure.check] == "stop":
                self.failures.append(failure)
                raise Stopped(failure.check, unit)
        if about:
            self._focus = about
        if not found:
            self._in_a_row = 0
            if goes_on:
                body = unit.rstrip()
                out = self._release(body[:-1])
                self._open_end = unit[len(body) - 1 :]
                return out
            return self._release(unit)
        self.failures += found
        self._in_a_row += 1
        if self._in_a_row >= PATIENCE:
            raise Stopped("claim", unit)
        self._skipping = goes_on
        ended = self._closed(unit)
        said = self._instead(found, about or self._focus, unit)
        return ended + (self._release(said) if said else "")

    def _release(self, text: str) -> str:
        text, self._open_end = self._open_end + text, ""
        self.released.append(text)
        return text

    def _closed(self, unit: str) -> str:
        """Ends a sentence whose second half was kept back; keeps the line break of a dropped line."""
        out = ""
        if self._open_end:
            self._open_end = ""
            out = ". "
        if "\n" in unit and self.released and not self.text.endswith("\n"):
            out = (out or "") + unit[len(unit.rstrip()) :]
        if out:
            self.released.append(out)
        return out

    def _check(self, unit: str) -> tuple[list[Failure], list[Record]]:
        evidence, found = self.evidence, []
        if conduct.leaks(unit, self.secrets):
            return [Failure("leak", unit, "prompt, key or machinery")], []
        if conduct.forbidden(unit):
            return [Failure("safety", unit, "safety advice is fixed text")], []
        if conduct.obeys(unit):
            found.append(Failure("orders", unit, "talks about its instructions"))
        if conduct.speaks(unit, evidence.language, evidence.words) is False:
            found.append(Failure("language", unit, f"not {evidence.language}"))
        reading = read(unit, evidence.language)
        lines = [str(f[1]) for c in reading.claims if c.kind == "line" for f in c.any_of]
        about = evidence.named(plain(unit), lines)
        if not self._in_line or _ITEM.match(unit):
            self._item = about if _ITEM.match(unit) else None
        elif self._item:
            about = [*about, *(r for r in self._item if r not in about)]
        about = about or evidence.told_of(plain(unit))
        if about and reading.walks:
            about = [*about, *(r for r in evidence.records if r.walk and r not in about)]
        wrong = [c for c in reading.claims if not evidence.covers(c, about or self._focus, unit)]
        found += [Failure("fact" if c.kind in _FACTS else "claim", unit, f"{c.kind} {c.text!r}") for c in wrong]
        found += [Failure("name", unit, name) for name in names.unknown(unit, evidence, self.gazetteer, hedged=reading.hedged)]
        if evidence.modes is not None and not reading.hedged:
            said = [m for m in modes(unit, evidence.language) if m not in evidence.modes]
            found += [Failure("mode", unit, m) for m in said if not self._told_of(m)]
        return found, about

    def _told_of(self, mode: str) -> bool:
        """Whether a tool result or the traveller speaks of a means of transport."""
        pattern = lexicon(self.evidence.language).modes[mode]
        return bool(pattern.search(self.evidence.text) or pattern.search(self.evidence.asked))

    def _instead(self, found: list[Failure], about: list[Record], unit: str) -> str | None:
        """What is known in place of a wrong hour or price, once for each place and kind."""
        if self.rewrite is None or any(f.check != "fact" for f in found):
            return None
        places = [r for r in about if r.place]
        if len(places) != 1:
            return None
        kinds = {_KIND_OF[f.reason.split()[0]] for f in found}
        said: list[str] = []
        for kind in sorted(kinds):
            if (id(places[0]), kind) not in self._said and (sentence := self.rewrite(places[0], kind)):
                self._said.add((id(places[0]), kind))
                said.append(sentence)
        return " ".join(said) + (unit[len(unit.rstrip()) :] or " ") if said else None


def claims_of(text: str, evidence: Evidence) -> tuple[Claim, ...]:
    """What a text claims, in the evidence's language."""
    return read(text, evidence.language).claims
