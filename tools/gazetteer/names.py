"""Which places, lines, dishes and cuisines a message names, in whatever form they were typed.

A gazetteer of every name and alias of the pack and the network is matched word by word: Turkish suffixes with or
without an apostrophe, Russian endings, Arabic prefixes, missing diacritics, and one or two typing errors in long names
that are not ordinary words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from data.schema import LANGUAGES, Language
from tools import arabic
from tools.gazetteer import namesakes, sound
from tools.gazetteer.frequent import folded, frequent, lower, stemmed
from tools.geo import distance_m
from tools.stems import stem
from tools.text import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_LINE = re.compile(r"^(?:m\d{1,2}[ab]?|t[1-6]|f[1-4]|tf[12]|b1)$")
_CYRILLIC = str.maketrans("мтф", "mtf")
_TURKISH = (
    r"(?:n?[dt][ae](?:n|ki(?:ler)?)?|y?[ae]|n[ae]|n?[iu]n|y?[iu]|n[iu]|s[iu](?:n[dt]?[ae]n?|n[iu]n?)?|y?l[ae]|l[iu]|"
    r"m[iu]|l[ae]r[iu]?n?|c[ae]|d[iu]r)"
)
_TURKISH_ENDING = re.compile(rf"^'?{_TURKISH}{{1,2}}(?:ki|y?m[iu]s|y?[dt][iu]|y?s[ae])?$")
_LATIN_ENDING = re.compile(r"^(?:'?s|'?n|er|s')$")
_ADJECTIVE = re.compile(r"^e[nmrs]?$")
_ARABIC_PREFIXES = (*arabic.PREFIXES, "ع")
"""Before a name "on" is also written without the article ("عتقسيم")."""
JOINED = 8
"""Letters from which a name may be written in one word or several, with a slip ("توب قابي", "Galata Kulesi")."""
REMEMBERED = 32_768
"""Typed words of which it is kept which names they may begin."""
STEM, LONGEST_ENDING = 5, 14
"""Letters of a misspelt name before a Turkish ending, at least, and of the ending, at most."""
HEARD = 0.8
"""Quality of a name that was written by ear."""
REPAIRED = 0.95
"""Below this quality a name was made out of another spelling."""
COMMONER = 30
"""Centibels by which a word must be commoner than a name to be a word of its own and no form of the name."""
LITTLE = -230
"""Centibels from which a word is one of the commonest of all."""
NEVER = -999
LANDMARK = 5
"""Prominence from which a sight is what its name brings to mind before a quarter of that name."""
_AREAS = ("neighborhood", "district", "stop")
_PARTICLES = frozenset({"de", "du", "des", "of", "the", "von", "di", "la", "le", "l", "d"})
"""Words inside a name that people leave out ("la tour Galata")."""
_LOCATIVE = re.compile(r"^'?n?[dt][ae]n?$")
_TURKISH_LETTER = re.compile("[çğıöşü]")
_DIGIT = re.compile(r"\d")
_DOTLESS = re.compile("[ıİ]")
_CASE = re.compile(r"^n?(?:[dt][ae](?:n|ki)?|[iu]n)$|^n[ae]$")
_PLACE_WORDS = frozenset(
    (
        "in", "to", "from", "near", "at", "a", "de", "du", "nach", "von", "around", "из", "до", "район", "районе", "квартал",
        "في", "من", "الي", "حي", "منطقه", "بحي", "بمنطقه", "قرب", "جنب",
    )
)  # fmt: skip
"""Words before a name that is also an ordinary word, which make it a place's."""
_STATION = re.compile(
    r"durag|duraklar|istasyon|iskelesi|station|stop$|stops$|haltestelle|bahnhof|arret|gare$|остановк|станци|(?:ال)?محطه|halt$"
)
_CHANGES = re.compile(
    r"metrobus|metrobü|метробус|пересе|пересад|aktarma|umsteig|correspondance|transfer|المتروبوس|متروبوس|ميتروبوس"
)
"""What is done at a stop and not at the sight of its name."""
_PIER = re.compile(
    r"piers?$|dock$|jetty|embarcadere|debarcadere|(?:fahr)?anleger|причал|пристан|(?:ال|ب|لل)?(?:رصيف|مرسي|اسكله)$"
)
_BOAT = frozenset({"ferry", "boat", "main"})
"""Words between an area's name and its pier."""
_QUARTER = re.compile(
    r"semt|mahalle|bolge|civar|cevre|area$|neighbou?r|district|quarter|quartier|secteur|район|квартал|viertel|gegend|stadtteil|"
    r"(?:ال|ب|ل|لل|بال)?(?:حي|منطقه)$"
)
"""Words beside a name that make it a quarter's rather than a sight's."""
_AMBIGUOUS = Path(__file__).parent / "ambiguous.json"
_PERSONS = Path(__file__).parent / "persons.json"
_AT = frozenset({"в", "во", "на", "am", "im", "bei", "auf", "chez"})
"""Further words before a place, and never before a person."""
_WORDS = ("dish", "cuisine", "kind", "goods")
_VISITED = ("sight", "shop")
_HEARD = ("sight", "gem", "neighborhood", "district", "stop", "eatery", "shop", "nightlife", "stay")
"""Families whose names are known by their sound."""
EAR_WORDS = 3
"""Words a name may have been heard as, at most."""
BESIDE = 600
"""Metres to what is beside a place, at most."""
_PRIORITY = {"side": -3, "sight": 0, "eatery": 1, "shop": -2, "gem": 2, "nightlife": 2, "stay": 2, "neighborhood": -1,
             "district": 3, "stop": 4, "cuisine": 6, "dish": 5, "kind": 7, "goods": 8}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A word of the message: as typed, folded, and where."""

    surface: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Target:
    """What a name stands for. `name` is the usual Turkish spelling, `rank` prefers the better known, `own` are its names in the
    six languages, folded: what is no alias; `at` is where it is, in degrees of latitude and longitude.

    A target with a `language` is an ordinary word of that language: it is known only there, and only as it is spelled.
    """

    id: str
    name: str
    kind: str
    family: str
    rank: int = 0
    language: str | None = None
    own: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    at: tuple[float, float] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Mention:
    """A target named by the words `first` to `last` (inclusive). `suffix` is what hung on the last word, `key` the name that
    was met, in folded words.
    """

    target: Target
    surface: str
    first: int
    last: int
    suffix: str
    quality: float
    others: tuple[Target, ...] = ()
    key: tuple[str, ...] = ()


def tokenize(text: str) -> list[Token]:
    """The words of a text; one that folds to nothing (Arabic vowel signs alone) is none."""
    return [Token(m.group(), key, m.start(), m.end()) for m in _TOKEN.finditer(text) if (key := fold(m.group()))]


@dataclass
class Alike:
    """Long names of one length, written in one: each with its number and how many words it has."""

    names: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    spelt: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, number: int, size: int) -> None:
        self.spelt[name].append(len(self.names))
        self.names.append(name)
        self.numbers.append(number)
        self.sizes.append(size)

    def near(self, typed: str, allowed: int) -> list[tuple[int, int]]:
        """The places of names at most so many letters from the typed one, each with its distance."""
        if not allowed:
            return [(0, place) for place in self.spelt.get(typed, ())]
        found = process.extract(typed, self.names, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=None)
        return [(int(distance), place) for _, distance, place in found]


@dataclass
class Gazetteer:
    """Built once; `mentions` is thread-safe and does no I/O."""

    names: dict[tuple[str, ...], list[Target]] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    ambiguous: dict[str, list[str]] = field(default_factory=dict)
    by_id: dict[str, Target] = field(default_factory=dict)
    spelt: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _of_kind: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    _by_start: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=lambda: defaultdict(list))
    _by_first: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_size: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_length: dict[tuple[str, int], Alike] = field(default_factory=lambda: defaultdict(Alike))
    _by_sound: dict[str, list[tuple[sound.Sound, tuple[str, ...]]]] = field(default_factory=lambda: defaultdict(list))
    _longest: int = 1
    _begun: Callable[[str, str], frozenset[int]] = field(init=False, repr=False, compare=False)
    _alike: Callable[[str, str, bool], list[tuple[int, int, int]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._begun = lru_cache(maxsize=REMEMBERED)(self._begun_by)
        self._alike = lru_cache(maxsize=REMEMBERED)(self._alike_to)

    @classmethod
    def build(cls, entries: Iterable[tuple[Target, Iterable[str]]], ordinary: Iterable[str]) -> Gazetteer:
        """`ordinary` are words of running text, which are never taken for a misspelt name."""
        gazetteer = cls(ordinary=frozenset(ordinary), ambiguous=json.loads(_AMBIGUOUS.read_text(encoding="utf-8")))
        for target, names in entries:
            for name in names:
                gazetteer._add(name, target)
        for language in LANGUAGES:
            stemmed(language)  # read from disk now, and not while a message waits
        _persons()
        for key in gazetteer.names:
            gazetteer.names[key].sort(key=lambda t: (_PRIORITY.get(t.family, 9), -t.rank, t.id))
            _sight_first(gazetteer.names[key], " ".join(key))
            gazetteer._index(key, "".join(key))
            gazetteer._longest = max(gazetteer._longest, len(key))
        gazetteer._hear()
        return gazetteer

    def _hear(self) -> None:
        """Notes how the places' names sound, whole and before a hyphen ("Vezneciler-İstanbul Ü.")."""
        heard: set[tuple[str, ...]] = set()
        for target in self.by_id.values():
            for name in (target.name, target.name.partition("-")[0]) if target.family in _HEARD else ():
                key = tuple(_head(token.folded) for token in tokenize(name))
                if not _DIGIT.search(name) and key in self.names and key not in heard:
                    heard.add(key)
                    for known in sound.named(name):
                        self._by_sound[known.consonants].append((known, key))

    def _index(self, key: tuple[str, ...], name: str) -> None:
        start, first = _bare(key[0])[:2], key[0]
        every = self._by_start[start]
        self._by_first[start, first[: 3 if first[0] > "\u02ff" else 4]].append(len(every))  # Russian names lose an ending
        if len(first) >= 6:
            self._by_size[start, len(first)].append(len(every))
        if len(name) >= JOINED and self.names[key][0].family not in _WORDS:
            self._by_length[start, len(name)].add(name, len(every), len(key))
        every.append((key, name))

    def usual(self, target_id: str | None, otherwise: str) -> str:
        """The usual Turkish name of an id, if it is known."""
        known = self.by_id.get(target_id or "")
        return known.name if known else otherwise

    def namesake(self, name: str, kind: str) -> Target | None:
        """The best-known sight of a kind whose name begins as another's ("Galata Kulesi", bridge: Galata Köprüsü)."""
        first = [token.folded for token in tokenize(name)[:1]]
        alike = [
            t
            for t in self._of_kind.get(kind, ())
            if t.family == "sight" and first and first == [u.folded for u in tokenize(t.name)[:1]]
        ]
        return max(alike, key=lambda t: t.rank, default=None)

    def beside(self, target_id: str | None, kinds: Collection[str]) -> Target | None:
        """The best-known sight or market of these kinds beside another place ("and the synagogue?" in Kuzguncuk)."""
        known = self.by_id.get(target_id or "")
        if known is None or known.at is None:
            return None
        near = [
            (-t.rank, metres, t.id)
            for kind in kinds
            for t in self._of_kind.get(kind, ())
            if t.family in _VISITED and t.id != target_id and t.at and (metres := distance_m(*known.at, *t.at)) <= BESIDE
        ]
        return self.by_id[min(near)[2]] if near else None

    def _add(self, name: str, target: Target) -> None:
        if target.id not in self.by_id:
            self.by_id[target.id] = target
            self._of_kind[target.kind].append(target)
        key = tuple(_head(token.folded) for token in tokenize(name))
        if not key or (len(key) == 1 and len(key[0]) < 3):
            return
        if len(key) == 1 and not name.isupper():
            self.spelt[key[0]] |= {name.replace("İ", "i").lower(), *([lower(name, "tr")] if _DOTLESS.search(name) else [])}
        for form in {key, tuple(word for word in key if word not in _PARTICLES)}:
            if len(form) > 1 or form == key:
                found = self.names.setdefault(form, [])
                if target not in found:
                    found.append(target)

    def mentions(self, tokens: Sequence[Token], language: str) -> list[Mention]:
        """All mentions from left to right, longest first where they overlap."""
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            best = self._best_at(tokens, position, language)
            if best is None:
                position += 1
                continue
            if best.target.family in _WORDS and best.last > best.first:
                inner = (self._best_at(tokens, at, language) for at in range(best.first + 1, best.last + 1))
                place = next((m for m in inner if m and m.target.family not in _WORDS and m.last > best.last), None)
                best = place or best  # "la tour de Galata" is the tower, not "la tour" and Galata
            found.append(best)
            position = best.last + 1
        return self._joined(found, tokens)

    def _joined(self, found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """Names that the words beside them make clearer: a kind ("palace Topkapı"), a proper name, or a word for a station."""
        made: list[Mention] = []
        for mention in found:
            before = made[-1] if made else None
            if before and (whole := _said_twice(before, mention, tokens) or self._with_kind(before, mention, tokens)):
                made[-1] = whole
            else:
                made.append(mention)
        return [self._as_pier(_as_area(self._as_stop(m, tokens), tokens), tokens) for m in made]

    def _with_kind(self, left: Mention, right: Mention, tokens: Sequence[Token]) -> Mention | None:
        area, kind = (left, right) if right.target.family == "kind" else (right, left)
        between = [t.folded for t in tokens[left.last + 1 : right.first]]
        if kind.target.family != "kind" or area.target.family not in _AREAS or not set(between) <= _PARTICLES:
            return None
        if _LOCATIVE.match(area.suffix or "-"):
            return None
        target = self.namesake(area.target.name, kind.target.id.removeprefix("kind:").replace("-", "_"))
        surface = " ".join(t.surface for t in tokens[left.first : right.last + 1])
        return Mention(target, surface, left.first, right.last, right.suffix, 0.9) if target else None

    @staticmethod
    def _as_stop(mention: Mention, tokens: Sequence[Token]) -> Mention:
        stop = next((t for t in mention.others if t.family == "stop"), None)
        beside = [*tokens[max(0, mention.first - 2) : mention.first], *tokens[mention.last + 1 : mention.last + 2]]
        changes = namesakes.of(mention.key, mention.target.id) and any(_CHANGES.match(t.folded) for t in tokens)
        if stop is None or not (changes or any(_STATION.match(t.folded) for t in beside)):
            return mention
        others = (mention.target, *(t for t in mention.others if t is not stop))
        return replace(mention, target=stop, others=others)

    def _as_pier(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        """The pier of an area, where a word beside the area's name says so ("Kabatash pier", "причал Бююкада")."""
        before = [t.folded for t in reversed(tokens[max(0, mention.first - 3) : mention.first])]
        after = [t.folded for t in tokens[mention.last + 1 : mention.last + 3]]
        beside = [t.folded for t in tokens[mention.first : mention.last + 1]]
        beside += next(([word] for word in before if word not in _PARTICLES | {"in", "at"}), [])
        beside += next(([word] for word in after if word not in _BOAT), [])
        if mention.target.family not in _AREAS or not any(_PIER.match(word) for word in beside):
            return mention
        key = tuple(_head(token.folded) for token in tokenize(f"{mention.target.name} İskelesi"))
        pier = next((t for t in self.names.get(key, ()) if t.family == "stop"), None)
        if pier is None or pier is mention.target:
            return mention
        return replace(mention, target=pier, others=(mention.target, *(t for t in mention.others if t is not pier)))

    def _best_at(self, tokens: Sequence[Token], at: int, language: str) -> Mention | None:
        token = tokens[at]
        line = token.folded.split("'")[0]
        if _LINE.match(line := line.translate(_CYRILLIC) if token.surface[0].isupper() else line):  # "М7"; "м2" is an area
            code = line.upper()
            return Mention(Target(f"line:{code}", code, "line", "line"), token.surface, at, at, "", 1.0)
        best: tuple[tuple[float, float], tuple[str, ...], str, int] | None = None
        joined, refused = [""], False
        for following in tokens[at : at + self._longest + 1]:
            joined.append(joined[-1] + _head(following.folded))
        for start in _starts(token.folded):
            begun, near = self._begun(start, token.folded), self._near(start, tokens, at, joined, language)
            every = self._by_start.get(start, [])
            for number in sorted({*begun, *near}):
                key, name = every[number]
                whole = self._match(tokens[at : at + len(key)], key) if number in begun and len(key) < len(joined) else None
                for quality, suffix, last in [(*whole, at + len(key) - 1)] if whole else near.get(number, ()):
                    rank = (len(name) * quality, quality)
                    if best is not None and rank <= best[0]:
                        continue
                    if not self._targets(key, language, quality):
                        continue
                    refused = refused or last == at
                    if last == at and self._is_word(token, name, quality, language):
                        continue
                    if len(key) == 1 and not self._plausible(tokens, at, name, suffix, language):
                        continue
                    best = (rank, key, suffix, last)
        if best is None:
            return None if refused else self._by_ear(tokens, at, joined, language)
        _, key, suffix, last = best
        targets = self._targets(key, language, best[0][1])
        surface = " ".join(t.surface for t in tokens[at : last + 1])
        return Mention(targets[0], surface, at, last, suffix, best[0][1], tuple(targets[1:4]), key)

    def _begun_by(self, start: str, typed: str) -> frozenset[int]:
        """The names whose first word the typed word may spell, by number; of most names a look is spared."""
        every = self._by_start.get(start, [])
        if typed[0] > "\u04ff" or "'" in typed:
            numbers: Iterable[int] = range(len(every))
        else:
            near = {n for size in range(1, 5) for n in self._by_first.get((start, typed[:size]), ())}
            if len(typed) >= 4:
                near.update(n for size in range(len(typed) - 2, len(typed) + 3) for n in self._by_size.get((start, size), ()))
            numbers = near
        return frozenset(n for n in numbers if self._match_word(typed, every[n][0][0], last=len(every[n][0]) == 1))

    def _alike_to(self, start: str, typed: str, exact: bool) -> list[tuple[int, int, int]]:
        """The long names that something written in one spells: distance, number and how many words each has."""
        found: list[tuple[int, int, int]] = []
        for length in (len(typed),) if exact else range(max(JOINED, len(typed) - 2), len(typed) + 3):
            allowed = 0 if exact else 2 if length >= 2 * JOINED else 1
            alike = self._by_length.get((start, length))
            if alike is not None and abs(length - len(typed)) <= allowed:
                found += [(d, alike.numbers[place], alike.sizes[place]) for d, place in alike.near(typed, allowed)]
        return found

    def _near(
        self, start: str, tokens: Sequence[Token], at: int, joined: Sequence[str], language: str
    ) -> dict[int, list[tuple[float, str, int]]]:
        """The long names that words from `at` on spell when written in one, by number: quality, suffix and last word.

        `joined[n]` are the next n words written in one.
        """
        found: dict[int, list[tuple[float, str, int]]] = defaultdict(list)
        little = False  # a little word ("in", "في") is no part of a misspelt name
        for words in range(1, len(joined)):
            typed = joined[words]
            if words > 1 and _LOCATIVE.match(tokens[at + words - 2].folded.partition("'")[2]):
                break
            little = little or _is_little(tokens[at + words - 1].surface, language)
            if typed in self.ordinary:
                continue
            for distance, number, size in self._alike(start, typed, little and words > 1):
                if abs(size - words) <= 1 and not words == size == 1:
                    found[number].append((0.92 - 0.05 * distance, "", at + words - 1))
            for part, ending in _turkish_stems(typed) if language == "tr" and len(typed) > JOINED else ():
                for _, number, size in self._alike(start, part, True):
                    if abs(size - words) <= 1 and not words == size == 1:
                        found[number].append((0.92, ending, at + words - 1))
        return found

    def _by_ear(self, tokens: Sequence[Token], at: int, joined: Sequence[str], language: str) -> Mention | None:
        """The place whose name sounds as words nobody knows from `at` on."""
        window = tokens[at : at + min(EAR_WORDS, len(joined) - 1)]
        known = [_is_known(token.folded, language) for token in window]
        for words in range(len(window), 0, -1):
            window = window[:words]
            apart = words > 1 and any((_head(token.folded),) in self.names for token in window)
            if all(known[:words]) or apart or not joined[words] or joined[words] in self.ordinary:
                continue
            if any(_DIGIT.search(token.folded) or _is_little(token.surface, language) for token in window):
                continue
            for key, suffix in self._heard_as(joined[words], language, words):
                targets = self._targets(key, language, HEARD)
                if not targets or (len(key) == 1 and language in self.ambiguous.get(key[0], ())):
                    continue
                if words == 1 and _is_person(tokens, at, targets[0].name, language):
                    continue
                surface = " ".join(token.surface for token in window)
                return Mention(targets[0], surface, at, at + words - 1, suffix, HEARD, tuple(targets[1:4]), key)
        return None

    def _heard_as(self, typed: str, language: str, words: int) -> Iterator[tuple[tuple[str, ...], str]]:
        """Names that sound as what was typed, each with the suffix that was cut off."""
        unwritten = "\u0600" <= typed[0] <= "\u06ff"
        declined = "\u0400" <= typed[0] <= "\u04ff"
        fronts = ["", *(p for p in _ARABIC_PREFIXES if typed.startswith(p) and typed != p)] if unwritten else [""]
        parts = [(typed[len(front) :], "") for front in fronts]
        parts += _turkish_stems(typed) if language == "tr" else []
        for part, suffix in parts:
            for own in sound.typed(part, language):
                if len(own.consonants) >= sound.LEAST + (words > 1 or unwritten):
                    strict = language == "tr" or len(own.consonants) == sound.LEAST
                    for known, key in self._by_sound.get(own.consonants, ()):
                        if own.fits(known, unwritten=unwritten, declined=declined, strict=strict):
                            yield key, suffix

    def _targets(self, key: tuple[str, ...], language: str, quality: float) -> list[Target]:
        return [t for t in self.names[key] if t.language is None or (t.language == language and quality == 1.0)]

    def _match(self, tokens: Sequence[Token], key: tuple[str, ...]) -> tuple[float, str] | None:
        quality, suffix = 1.0, ""
        if len(key) > 1 and key[-1][:1] not in tokens[-1].folded[:4]:
            return None
        for number, (token, name) in enumerate(zip(tokens, key, strict=True)):
            matched = self._match_word(token.folded, name, last=number == len(key) - 1)
            if matched is None or (number < len(key) - 1 and matched[1] and _LOCATIVE.match(matched[1])):
                return None  # "Moda'da çay bahçesi" is a garden in Moda, not a garden's name
            quality, suffix = min(quality, matched[0]), matched[1]
        return quality, suffix

    def _match_word(self, typed: str, name: str, *, last: bool) -> tuple[float, str] | None:
        if typed == name:
            return 1.0, ""
        head, _, tail = typed.partition("'")
        if head == name:
            return 1.0, tail
        if len(head) == 1 and tail == name:  # l'Ayasofya, d'Eminönü
            return 1.0, ""
        if "\u0400" <= name[0] <= "\u04ff":
            return (0.97, "") if _russian(typed, name) else self._misspelt(typed, name)
        if "\u0600" <= name[0] <= "\u06ff":
            prefix = _arabic(typed, name)
            return self._misspelt(typed, name) if prefix is None else (0.98, prefix)
        if last and len(name) >= 4 and typed.startswith(name):
            rest = typed[len(name) :]
            if _TURKISH_ENDING.match(rest) or _LATIN_ENDING.match(rest) or (name.endswith("isch") and _ADJECTIVE.match(rest)):
                return 0.98, rest.lstrip("'")
        return self._misspelt(head, name)

    def _misspelt(self, typed: str, name: str) -> tuple[float, str] | None:
        allowed = 2 if len(name) >= 10 else 1 if len(name) >= 6 else 0
        if not allowed or typed in self.ordinary or abs(len(typed) - len(name)) > allowed:
            return None
        distance = DamerauLevenshtein.distance(typed, name, score_cutoff=allowed)
        return (0.9 - 0.05 * distance, "") if distance <= allowed else None

    def _is_word(self, token: Token, name: str, quality: float, language: str) -> bool:
        """Whether a typed word is an everyday one of the language rather than the name, repaired or with an ending."""
        typed, known, spelt = _head(lower(token.surface, language)), frequent(language), self.spelt.get(name, set())
        if language == "tr":
            spelt = {word for word in spelt if _TURKISH_LETTER.search(word)} or spelt  # "dürüm" is no "durum"
            if spelt and not any(_same_dots(typed, word) for word in spelt):
                return True
        common = known.get(typed)
        if common is None:
            stems = _turkish_stems(token.folded) if language == "tr" and quality < REPAIRED else ()
            return any(part in folded(language) and (part,) not in self.names for part, _ in stems)  # "metrodan" is no Metrohan
        if quality < REPAIRED:
            return True
        if language == "ar" and typed not in spelt and fold(typed) != name and fold(typed) == _bare(name):
            return True  # "فاتح" is open, "الفاتح" a district
        if quality == 1.0 and language not in ("tr", "ar") and typed.isascii():
            return False  # who types without accents means the name
        return max((known.get(word, NEVER) for word in spelt), default=NEVER) + COMMONER < common

    def _plausible(self, tokens: Sequence[Token], at: int, name: str, suffix: str, language: str) -> bool:
        """Whether a one-word name that is also an ordinary word is meant as a name here."""
        token = tokens[at]
        if len(name) <= 3 and name.isascii():  # IST, SAW
            return token.surface.isupper()
        if not suffix and _is_person(tokens, at, self.names[name,][0].name, language):
            return False
        if language not in self.ambiguous.get(name, ()):
            return True
        capital = token.surface[:1].isupper() and at > 0 and not token.surface.isupper()
        before = tokens[at - 1].surface.lower() if at else ""
        has = language == "fr" and before == "a"
        return capital or bool(_CASE.match(suffix)) or (fold(before) in _PLACE_WORDS and not has)


@lru_cache(maxsize=REMEMBERED)
def _is_little(typed: str, language: str) -> bool:
    """Whether a word is a little one that every sentence has."""
    return frequent(language).get(lower(typed, language), NEVER) > LITTLE


@lru_cache(maxsize=REMEMBERED)
def _is_known(typed: str, language: str) -> bool:
    """Whether a folded word, or its stem, is an ordinary one of its language."""
    word, stems = _head(typed), stemmed(language)
    return word in folded(language) or (bool(stems) and stem(word, cast(Language, language)) in stems)


@lru_cache(maxsize=REMEMBERED)
def _turkish_stems(typed: str) -> tuple[tuple[str, str], ...]:
    """What a folded word may be without a Turkish ending, longest first, with the ending; a softened "k" is hard again."""
    cut = ((typed[:n], typed[n:]) for n in range(len(typed) - 1, max(STEM, len(typed) - LONGEST_ENDING) - 1, -1))
    found = [(known, ending) for known, ending in cut if _TURKISH_ENDING.match(ending)]
    return (*found, *((known[:-1] + "k", ending) for known, ending in found if known[-1] == "g"))


@cache
def _persons() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, frozenset[str]]]:
    """Names of places that people bear, too; titles; words for whose somebody is; and what people are, by language."""
    found = json.loads(_PERSONS.read_text(encoding="utf-8"))
    names, titles, possessives = (frozenset(map(fold, found[kind])) for kind in ("names", "titles", "possessives"))
    return names, titles, possessives, {language: frozenset(map(fold, roles)) for language, roles in found["roles"].items()}


def _is_person(tokens: Sequence[Token], at: int, name: str, language: str) -> bool:
    """Whether a name that people bear has a role right before it, a title right after it, or whose and what somebody is."""
    before, after = tokens[max(0, at - 1) : at], [token.folded for token in tokens[at + 1 : at + 3]]
    names, titles, possessives, by_language = _persons()
    if fold(name) not in names or any(token.folded in _PLACE_WORDS | _AT for token in before):
        return False
    roles = by_language.get(language, frozenset())
    told = len(after) == 2 and after[0] in possessives and after[1] in roles
    return told or any(token.folded in roles for token in before) or bool(titles.intersection(after[:1]))


def _as_area(mention: Mention, tokens: Sequence[Token]) -> Mention:
    """The quarter rather than the sight that shares its name, where a word beside it says so."""
    area = next((t for t in mention.others if t.family in ("neighborhood", "district")), None)
    beside = [*tokens[max(0, mention.first - 3) : mention.first], *tokens[mention.last + 1 : mention.last + 2]]
    if mention.target.family != "sight" or area is None or not any(_QUARTER.match(t.folded) for t in beside):
        return mention
    return replace(mention, target=area, others=(mention.target, *(t for t in mention.others if t is not area)))


def _sight_first(targets: list[Target], key: str) -> None:
    """Puts a sight before a quarter that is only sometimes called so ("Taksim Meydanı"), or that it outshines."""
    quarter = targets[0]
    sight = next((t for t in targets if t.family == "sight"), None)
    if quarter.family not in ("neighborhood", "district") or sight is None:
        return
    if (key in sight.own and key not in quarter.own) or (sight.rank >= LANDMARK and sight.rank > quarter.rank):
        targets.remove(sight)
        targets.insert(0, sight)


def _said_twice(left: Mention, right: Mention, tokens: Sequence[Token]) -> Mention | None:
    """One place named in general and then by name, or the other way round ("Flughafen Sabiha", "IST airport")."""
    for general, proper in ((left, right), (right, left)):
        shared = namesakes.of(general.key, general.target.id)
        if shared is None or proper.key == general.key or proper.target.id not in {c.id for c in shared.choices}:
            continue
        if {t.folded for t in tokens[left.last + 1 : right.first]} <= _PARTICLES and not _LOCATIVE.match(left.suffix or "-"):
            surface = " ".join(t.surface for t in tokens[left.first : right.last + 1])
            return Mention(proper.target, surface, left.first, right.last, right.suffix or left.suffix, proper.quality)
    return None


def _head(folded: str) -> str:
    """A word without what an apostrophe hangs on it, or without the short article before one."""
    head, _, tail = folded.partition("'")
    return head if len(head) > 2 or not tail else tail


def _same_dots(typed: str, name: str) -> bool:
    """Whether no letter after the first is a dotless one where the name has a dotted one: "halıcı" is no "Haliç"."""
    return not any(a == "ı" and b == "i" for a, b in zip(typed[1:], name[1:], strict=False))


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _starts(folded: str) -> set[str]:
    found = {_bare(folded)[:2]}
    if len(folded) > 2 and folded[1] == "'":
        found.add(folded[2:4])
    if folded and "\u0600" <= folded[0] <= "\u06ff":
        found |= {folded[len(p) :][:2] for p in _ARABIC_PREFIXES if folded.startswith(p) and len(folded) > len(p) + 2}
    return found


_RUSSIAN_ENDINGS = frozenset(
    (
        "", *"аяоеуюыийь", "ом", "ем", "ой", "ей", "ою", "ам", "ям", "ах", "ях", "ов", "ев", "ами", "ями",
        "ый", "ий", "ое", "ее", "ая", "яя", "ую", "юю", "ого", "его", "ому", "ему", "ым", "им",
        "ые", "ие", "ых", "их", "ия", "ии", "ию", "ием", "иях",
    )
)  # fmt: skip


def _russian(typed: str, name: str) -> bool:
    """Whether two Russian words differ only in their ending."""
    for cut in (0, 1, 2):
        base = name[: len(name) - cut]
        if len(base) < 3 or (cut and name[len(base) :] not in _RUSSIAN_ENDINGS):
            return False
        if typed.startswith(base) and typed[len(base) :] in _RUSSIAN_ENDINGS:
            return True
    return False


def _arabic(typed: str, name: str) -> str | None:
    """The prefix a typed Arabic word carries before a name, or None when it is another word."""
    bare = _bare(name)
    for prefix in ("", *_ARABIC_PREFIXES):
        if typed.startswith(prefix) and typed[len(prefix) :] in (bare, name):
            return prefix
    return None
