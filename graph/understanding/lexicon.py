"""Words that carry meaning, per language, from `lexicon/<language>.json`.

A term is matched on folded text. `*` at the end of a word stands for any ending, alone for any word. Arabic terms may
carry the conjunction, a preposition and the article. The small groups are regular expressions; `concepts` (what a wish is
about) and the everyday ideas, with their thousands of terms, are tries over words, and there a slip of one letter in a long
word is forgiven.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from data.schema import LANGUAGES, Language
from graph.everyday import terms
from graph.triage.letters import latin_russian, skeleton
from tools import arabic
from tools.stems import stem
from tools.text import fold

FOLDER = Path(__file__).parent / "lexicon"


def compiled(terms: Iterable[str], language: Language) -> re.Pattern[str]:
    """One pattern for all terms, longest first; matches nothing when there are none."""
    alternatives = []
    for term in sorted((t for t in terms if t), key=len, reverse=True):
        words = [r"\S+" if word == "*" else _word(word) for word in term.split()]
        alternatives.append(r"\s+".join(words))
    if not alternatives:
        return re.compile(r"(?!)")
    prefix = f"(?:{arabic.PATTERN})" if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(alternatives)})(?!\w)")


def _word(word: str) -> str:
    stem = word.rstrip("*")
    return re.escape(fold(stem)) + (r"[\w']*" if word.endswith("*") else "")


@dataclass(slots=True)
class _Node:
    """What may follow the words read so far, and the names whose term ends here."""

    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    any_word: _Node | None = None
    names: set[str] = field(default_factory=set)
    shortest: int = 99
    longest: int = 0

    def add(self, parts: Sequence[str], name: str) -> None:
        """Puts a term into the trie; `*` at the end of a part is any ending, alone any word."""
        node = self
        for part in parts:
            if part == "*":
                node.any_word = node = node.any_word or _Node()
            elif part.endswith("*"):
                stem = part[:-1]
                node.shortest, node.longest = min(node.shortest, len(stem)), max(node.longest, len(stem))
                node = node.stems.setdefault(stem, _Node())
            else:
                node = node.words.setdefault(part, _Node())
        node.names.add(name)


class Concepts:
    """Thousands of terms matched in one pass over the words of a folded message.

    Apostrophes part words on both sides ("l'hotel", "Taksim'e"), and a term with one is also known without it
    ("whats on"). A word of `FORGIVING` letters or more that begins no term may differ from a one-word term by one letter
    dropped, added, changed or swapped with its neighbour. Russian and Arabic terms are also known in Latin letters. Where
    `related` is set, a word that begins no term has the names of the one-word terms with its stem.
    """

    FORGIVING = 6

    STEM = 4
    """Letters of a stem that tells which words are related, at least; an Arabic root has three."""

    def __init__(self, terms: Mapping[str, Sequence[str]], language: Language, *, related: bool = False) -> None:
        self._order = {name: i for i, name in enumerate(terms)}
        self._arabic = language == "ar"
        self._key = {"ru": latin_russian, "ar": skeleton}.get(language)
        self._root, self._romanised = _Node(), _Node()
        self._language: Language = language
        self._related: dict[str, frozenset[str]] | None = {} if related else None
        self._slips: dict[str, dict[str, frozenset[str]]] = {}
        self._longest = 0  # letters of the longest term a slip is forgiven for
        for name, group in terms.items():
            for term in group:
                self._add(name, _parts(fold(term)))
                if "'" in term or "’" in term:
                    self._add(name, _parts(fold(term).replace("'", "")))

    def _add(self, name: str, parts: list[str]) -> None:
        if not parts:
            return
        self._root.add(parts, name)
        if self._key and not "".join(parts).isascii():
            keys = [self._key(part.rstrip("*")) + "*" * part.endswith("*") if part != "*" else part for part in parts]
            if len("".join(keys).replace("*", "")) >= 3 and all(len(key.rstrip("*")) >= 2 or key == "*" for key in keys):
                self._romanised.add(keys, name)
        if self._related is not None and len(parts) == 1 and (stem := self._stem(parts[0].rstrip("*"))):
            self._related[stem] = self._related.get(stem, frozenset()) | {name}
        if len(parts) == 1 and len(bare := parts[0].rstrip("*")) >= self.FORGIVING + parts[0].endswith("*"):
            self._longest = max(self._longest, len(bare))
            for key in _deletes(bare):
                known = self._slips.setdefault(key, {})
                known[parts[0]] = known.get(parts[0], frozenset()) | {name}

    def found(self, folded: str) -> list[str]:
        """Names whose terms occur, in file order."""
        return sorted({name for names in self.placed(folded) for name in names}, key=self._order.__getitem__)

    def placed(self, folded: str) -> list[set[str]]:
        """For each word, the names of the terms that begin with it."""
        tokens = _TOKEN.findall(folded)
        forms = [_forms(token) if self._arabic else (token,) for token in tokens]
        latin = [self._latin(token) for token in tokens] if self._key else []
        placed: list[set[str]] = []
        for start, token in enumerate(tokens):
            names: set[str] = set()
            known = _walk(self._root, forms, start, names)
            if latin and latin[start]:
                known = _walk(self._romanised, latin, start, names) or known
            if not known and self._related and (stem := self._stem(token)) in self._related:
                names |= self._related[stem]
            elif not known and len(token) >= self.FORGIVING:
                for form in forms[start]:
                    names |= self._forgiven(form)
            placed.append(names)
        return placed

    def _stem(self, word: str) -> str:
        """The stem that tells a word's relatives, "" where it is too short to."""
        if self._arabic:
            return found if not word.isascii() and len(found := arabic.light(word)) >= self.STEM - 1 else ""
        found = stem(word, self._language)
        return found if len(found) >= self.STEM and not found.isdecimal() else ""

    def _latin(self, token: str) -> tuple[str, ...]:
        """The keys a word in Latin letters shares with Russian or Arabic ones, none for other words."""
        if not token.isascii() or token.isdecimal() or self._key is None:
            return ()
        heads = ("", *(h for h in _LATIN_ARTICLE if token.startswith(h) and len(token) - len(h) > 3)) if self._arabic else ("",)
        return tuple(key for head in heads if (key := self._key(token[len(head) :])))

    def _forgiven(self, word: str) -> frozenset[str]:
        if len(word) < self.FORGIVING or word.isdecimal():
            return frozenset()
        found: frozenset[str] = frozenset()
        for length in range(self.FORGIVING - 1, min(len(word), self._longest + 1) + 1):
            head = word[:length]
            for key in _deletes(head):
                for term, names in self._slips.get(key, {}).items():
                    bare = term.rstrip("*")
                    if (length == len(word) or term != bare) and bare[0] == head[0] and _one_slip(head, bare):
                        found |= names
        return found


def _walk(node: _Node, forms: Sequence[tuple[str, ...]], at: int, names: set[str]) -> bool:
    """Collects the names of every term that starts at a word; tells whether a term starts with that word."""
    if at == len(forms):
        return False
    known = False
    for form in forms[at]:
        following = [node.words[form]] if form in node.words else []
        if node.stems:
            stems = (form[:n] for n in range(node.shortest, min(node.longest, len(form)) + 1))
            following += [node.stems[stem] for stem in stems if stem in node.stems]
        for child in following:
            known = True
            names |= child.names
            _walk(child, forms, at + 1, names)
    if node.any_word is not None:
        names |= node.any_word.names
        _walk(node.any_word, forms, at + 1, names)
    return known


FUTURE_VERB = 4
"""Letters above which an Arabic word may be a verb with the mark of the future."""
_LATIN_ARTICLE = ("al", "el", "il", "lel", "bel", "wel", "wal", "bil", "lil", "3al")
_TOKEN = re.compile(r"[^\W_]+")
_PART = re.compile(r"[^\W_]+\*?|\*")
_ARABIC_FUTURE = re.compile(arabic.FUTURE)


def _parts(term: str) -> list[str]:
    return _PART.findall(term)


def _forms(token: str) -> tuple[str, ...]:
    """An Arabic word and what is left without conjunction, preposition, article and the mark of the future."""
    forms = [token, *(token[len(head) :] for head in arabic.heads(token) if len(token) - len(head) >= 2)]
    if len(token) > FUTURE_VERB and _ARABIC_FUTURE.match(token):
        forms.append(token[1:])
    return tuple(forms)


def _deletes(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _one_slip(a: str, b: str) -> bool:
    """Whether at most one letter is dropped, added or changed, or two neighbours swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    rest, other = a[i:], b[i:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


@dataclass(frozen=True)
class Lexicon:
    """The lexicon of one language: `group("diet")` maps names to patterns, `any_of("here")` is a single pattern."""

    language: Language
    raw: dict[str, Any]
    everyday: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def _groups(self) -> dict[str, dict[str, re.Pattern[str]]]:
        return {
            key: {name: compiled(terms, self.language) for name, terms in value.items()}
            for key, value in self.raw.items()
            if isinstance(value, dict) and key not in ("numbers", "concepts")
        }

    @cached_property
    def _lists(self) -> dict[str, re.Pattern[str]]:
        return {key: compiled(value, self.language) for key, value in self.raw.items() if isinstance(value, list)}

    @cached_property
    def _concepts(self) -> Concepts:
        return Concepts(self.raw.get("concepts", {}), self.language)

    @cached_property
    def _ideas(self) -> Concepts:
        return Concepts(self.everyday, self.language, related=True)

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {fold(word): int(value) for word, value in self.raw["numbers"].items()}

    @cached_property
    def _first(self) -> dict[str, frozenset[str]]:
        return {
            key: frozenset(fold(term) for term in value)
            for key, value in self.raw.items()
            if key.endswith(("_before", "_after", "_suffix"))
        }

    def group(self, name: str) -> dict[str, re.Pattern[str]]:
        return self._groups[name]

    def any_of(self, name: str) -> re.Pattern[str]:
        return self._lists[name]

    def terms(self, name: str) -> frozenset[str]:
        """The folded terms of a `…_before` or `…_suffix` list."""
        return self._first[name]

    def found(self, group: str, folded: str) -> list[str]:
        """Names of a group that occur, in file order."""
        if group == "concepts":
            return self._concepts.found(folded)
        return [name for name, pattern in self._groups[group].items() if pattern.search(folded)]

    def ideas(self, folded: str) -> list[list[str]]:
        """For each word, the everyday ideas it begins to name, in the same words for every language."""
        return [sorted(names) for names in self._ideas.placed(folded)]


def load(folder: Path = FOLDER) -> dict[Language, Lexicon]:
    """All six lexicons. Raises `OSError` or `ValueError` when one is missing or broken."""
    everyday = terms()
    return {
        language: Lexicon(language, json.loads((folder / f"{language}.json").read_text(encoding="utf-8")), everyday[language])
        for language in LANGUAGES
    }
