"""Are two entries the same place? By name, in whatever script and spelling, and by distance.

Names are compared as sets of words, Latin letters without diacritics (anyascii transliterates Cyrillic and Arabic).
Words for a sort of place ("camii", "mosque", "мечеть") say what it is, not which one: they count as its sort.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Literal

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from data import schema
from data.ground import Point, distance_m
from data.schema import Eatery, Gem, NightPlace, Place, Shop, Sight, Stay

Family = Literal["sight", "eatery", "gem", "shop", "nightlife", "stay"]
FAMILIES: dict[Family, type[Place]] = {
    "sight": Sight, "eatery": Eatery, "gem": Gem, "shop": Shop, "nightlife": NightPlace, "stay": Stay,
}  # fmt: skip

NEAR_M = 120
"""Two points for one place may lie this far apart, beyond what either claims of its own accuracy."""
LONG, ALIKE = 5, 0.8
"""Letters from which a word may be misspelt, and how alike it must remain."""
CELL_DEGREES = 0.01

_WORD = re.compile(r"[a-z0-9]+")
_SORTS = {
    sort: frozenset(words.split())
    for sort, words in {
        "mosque": "cami camii camisi mosque mosquee moschee mechet mescidi mescit masjid jami djami",
        "church": "kilise kilisesi church eglise kirche tserkov khram kanisa manastiri monastery monastere kloster monastyr",
        "synagogue": "sinagog sinagogu synagogue sinagoga synagoge",
        "museum": "muze muzesi museum musee muzey mthf",
        "palace": "saray sarayi palace palais dvorets palast qsr kasri kosku pavilion",
        "hammam": "hamam hamami hammam bath baths khammam",
        "tomb": "turbe turbesi tomb mausoleum mausolee grobnitsa",
        "complex": "kulliye kulliyesi complex complexe kompleks komplex imaret imareti",
        "park": "park parki parc korusu koru grove bahcesi garden jardin",
        "restaurant": "restoran restorani restaurant restoran lokanta lokantasi lokantasinin",
        "cafe": "cafe kafe kahvesi kahve coffee",
        "hotel": "otel oteli hotel",
        "hostel": "hostel",
        "bakery": "firin firini bakery pastane pastanesi patisserie",
        "bar": "bar pub",
        "bazaar": "carsi carsisi bazaar bazar pazari market marche",
        "library": "kutuphane kutuphanesi library bibliotheque",
        "cemetery": "mezarlik mezarligi cemetery cimetiere friedhof",
        "street": "sokak sokagi cadde caddesi street rue",
        "square": "meydan meydani square",
        "school": "medrese medresesi madrasa medersa",
        "station": "istasyonu station gari durak",
        "stairs": "merdiven merdivenleri merdiveni stairs steps",
        "fountain": "cesme cesmesi fountain fontaine sebili",
    }.items()
}
_SORT_OF = {word: sort for sort, words in _SORTS.items() for word in words}
_IDLE = frozenset({
    "the", "of", "and", "old", "historic", "le", "la", "les", "l", "de", "du", "des", "d", "al", "el", "ve", "tarihi", "i",
    "istanbul",
})  # fmt: skip
"""Words that tell nothing apart."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: what tells it from others, and what sorts of place it says. `main` is not an alias."""

    core: tuple[str, ...]
    sorts: frozenset[str]
    main: bool = True


@lru_cache(maxsize=131_072)
def name_of(text: str) -> Name:
    """The comparable form of a name: `name_of("Süleymaniye Camii") == name_of("Suleymaniye Mosque")`."""
    found = _WORD.findall(anyascii(text.replace("İ", "i").replace("I", "i")).lower().replace("'", ""))
    core = tuple(sorted({w for w in found if w not in _SORT_OF and w not in _IDLE}))
    return Name(core or tuple(sorted(set(found))), frozenset(_SORT_OF[w] for w in found if w in _SORT_OF))


def is_sort(text: str) -> bool:
    """Whether a name says nothing but what sort of place it is: "Cafe", "Camii"."""
    found = _WORD.findall(anyascii(text).lower())
    return all(word in _SORT_OF or word in _IDLE for word in found)


def likeness(a: Name, b: Name) -> float:
    """1 for the same words and no other sort of place, down to 0; a slip or two is allowed in long words."""
    alike_sorts = bool(a.sorts & b.sorts) if a.sorts and b.sorts else not a.sorts and not b.sorts and a.main and b.main
    if not alike_sorts or len(a.core) != len(b.core):
        return 0.0
    if a.core == b.core:
        return 1.0
    found = 1.0
    for one, other in zip(a.core, b.core, strict=True):
        if one != other:
            if min(len(one), len(other)) < LONG:
                return 0.0
            found = min(found, DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=ALIKE))
    return found


def names(place: Place) -> frozenset[Name]:
    """Every name and alias, taken apart. One that does not say what sort of place it is, is of the place's own kind,
    unless two main names agree to the letter."""
    kind = getattr(place, "kind", "")
    sort = frozenset({_SORT_OF.get(kind, kind)})
    found = set()
    for text in place.name.model_dump(exclude_none=True).values():
        name = name_of(str(text))
        found |= {name, Name(name.core, name.sorts or sort)}
    for text in place.aliases:
        name = name_of(text)
        found.add(Name(name.core, name.sorts or sort, main=False))
    return frozenset(found)


def kinship(a: Place, b: Place) -> bool:
    """Whether the two could be one place: of one family, or of two that describe the same sort of thing."""
    both = {family_of(a), family_of(b)}
    if len(both) == 1:
        return True
    if both <= {"sight", "gem"} or both <= {"eatery", "nightlife"}:
        return True
    return "gem" in both and any(getattr(p, "kind", "") in ("shop", "workshop", "eatery") for p in (a, b))


def family_of(place: Place) -> Family:
    return next(family for family, model in FAMILIES.items() if isinstance(place, model))


def where(place: Place) -> Point:
    return place.position.lat, place.position.lon


def reach(a: schema.Position, b: schema.Position) -> float:
    """How far apart, in metres, two points may be that mean one place."""
    return NEAR_M + min(a.accuracy_m, 400) + min(b.accuracy_m, 400)


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair that is probably one place: how alike the names are (0 to 1) and the metres between."""

    other: str
    likeness: float
    meters: float


class Neighbours:
    """Places by where they are and how their names begin, to find the one that a new entry means."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._cells: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        self._known: dict[str, tuple[Place, frozenset[Name]]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        """A place, in the stead of what was known under its id."""
        if place.id in self._known:
            known, spelt = self._known.pop(place.id)
            for start in _starts(spelt):
                self._cells[(*_cell(where(known)), start)].remove(place.id)
        spelt = names(place)
        self._known[place.id] = (place, spelt)
        for start in _starts(spelt):
            self._cells[(*_cell(where(place)), start)].append(place.id)

    def alike(self, place: Place) -> list[Likely]:
        """Who could be the same place, the likeliest first; never the entry itself."""
        own = names(place)
        found = []
        for other_id in self._around(where(place), _starts(own)):
            other, theirs = self._known[other_id]
            if other_id == place.id or not kinship(place, other):
                continue
            meters = distance_m(where(place), where(other))
            if meters > reach(place.position, other.position):
                continue
            best = max(likeness(a, b) for a in own for b in theirs)
            if best == 1.0 or (best > 0 and meters <= NEAR_M + min(place.position.accuracy_m, other.position.accuracy_m)):
                found.append(Likely(other_id, best, meters))
        return sorted(found, key=lambda pair: (-pair.likeness, pair.meters, pair.other))

    def _around(self, point: Point, starts: frozenset[str]) -> set[str]:
        row, column = _cell(point)
        wide = 1 if cos(radians(point[0])) > 0.5 else 2
        cells = [(r, c) for r in (row - 1, row, row + 1) for c in range(column - wide, column + wide + 1)]
        return {found for r, c in cells for start in starts for found in self._cells.get((r, c, start), ())}


def _starts(spelt: Iterable[Name]) -> frozenset[str]:
    """How the first telling word of each name begins."""
    return frozenset(name.core[0][:2] for name in spelt if name.core)


def _cell(point: Point) -> tuple[int, int]:
    return int(point[0] // CELL_DEGREES), int(point[1] // CELL_DEGREES)


def doubles(places: Iterable[Place]) -> list[tuple[str, Likely]]:
    """Every pair of a pack that looks like one place told twice, once each."""
    listed = list(places)
    near = Neighbours(listed)
    return [(place.id, pair) for place in listed for pair in near.alike(place) if place.id < pair.other]
