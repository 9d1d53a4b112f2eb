"""Builds the gazetteer from the city pack and the transit network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from data.load import Pack
from data.schema import LANGUAGES, Names, Place
from tools.catalogue import texts
from tools.gazetteer.frequent import frequent
from tools.gazetteer.names import Gazetteer, Target
from tools.gazetteer.transcription import transcribed
from tools.text import fold, words

Stop = tuple[str, str, Iterable[str]]
"""Id, Turkish name and aliases of a stop."""
ALONE = 6
"""Letters from which the first word of a name may stand for the whole ("Dolmabahçe", "Yerebatan")."""
TOO_COMMON = -500
"""Centibels from which a Turkish word is too common to stand for the sight whose name begins with it ("milyon")."""
_SIDES = Path(__file__).parent / "sides.json"
KNOWN = 3
"""Prominence from which a museum is meant by its name without the city's."""
LONG = 10
"""Letters from which a single word is a name without the city's beside it."""
_CITY = re.compile(
    r"(?:(?<=\s)(?:in|of|von|d['’]|de|à|в|في)\s*)?(?<!\w)(?:istanbul|i̇stanbul|стамбул\w*|إسطنبول|اسطنبول|إستانبول)(?!\w)",
    re.IGNORECASE,
)
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{3,}")


@cache
def sides() -> dict[str, Any]:
    """The two shores: names by language, aliases, and the district that stands for them on the ground."""
    found: dict[str, Any] = json.loads(_SIDES.read_text(encoding="utf-8"))
    return found


def build(pack: Pack, stops: Iterable[Stop]) -> Gazetteer:
    """Every name the pack and the network know, with the words of their sentences as ordinary language."""
    entries: list[tuple[Target, list[str]]] = []
    ordinary = _ordinary(pack)
    vocabulary = {w for word in pack.words.values() for text in texts(word.name) for w in words(fold(text))}
    common = ordinary | vocabulary
    for place in pack.places.values():
        names = _names(place.name, place.aliases)
        if _kind(place) == "museum" and place.prominence >= KNOWN:
            names += _without_city(names)
        if place.same_as and place.prominence == 1:
            # From a register of everything there is: a place called "Happy" is not meant by whoever is happy.
            names = [name for name in names if len(spelt := words(fold(name))) > 1 or not common.issuperset(spelt)]
        at = (place.position.lat, place.position.lon)
        target = Target(place.id, place.name.tr, _kind(place), _family(place), place.prominence, own=_own(place.name), at=at)
        entries.append((target, names))
    for area in pack.neighborhoods.values():
        named = f"neighborhood:{area.id}"
        at = (area.position.lat, area.position.lon)
        target = Target(named, area.name.tr, "neighborhood", "neighborhood", area.prominence, own=_own(area.name), at=at)
        entries.append((target, _names(area.name, area.aliases)))
    for district in pack.districts.values():
        target = Target(f"district:{district.id}", district.name.tr, "district", "district", own=_own(district.name))
        entries.append((target, _names(district.name, district.aliases)))
    for side, known in sides().items():
        target = Target(f"side:{side}", known["name"]["tr"], "side", "side")
        entries.append((target, [*known["name"].values(), *known["aliases"]]))
    for stop_id, name, aliases in stops:
        entries.append((Target(f"stop:{stop_id}", name, "stop", "stop"), [name, *aliases, *transcribed(name)]))
    for word in pack.words.values():
        if word.group in ("cuisine", "dish"):
            aliases = [a for listed in word.aliases.values() for a in listed]
            entries.append((Target(word.id, word.name.tr, word.group, word.group), [*texts(word.name), *aliases]))
        elif word.group in ("kind", "goods"):
            for language in LANGUAGES:
                target = Target(f"{word.group}:{word.id}", word.name.tr, word.group, word.group, language=language)
                entries.append((target, [word.name.in_(language), *word.aliases.get(language, [])]))
    taken = {word for _, names in entries for name in names if " " not in name for word in words(fold(name))}
    entries += _first_words(pack, taken)
    return Gazetteer.build(entries, ordinary)


def _ordinary(pack: Pack) -> frozenset[str]:
    """The words of the pack's sentences."""
    prose = [s for p in pack.places.values() for s in texts(getattr(p, "about", None))]
    prose += [s for n in pack.notes.values() for s in (*texts(n.answer), *(a for asked in n.asks.values() for a in asked))]
    prose += [s for p in pack.phrases.values() for s in texts(p.text)]
    return frozenset(w for sentence in prose for w in words(fold(sentence)))


def _first_words(pack: Pack, taken: set[str]) -> Iterator[tuple[Target, list[str]]]:
    """The best-known sight of those whose name begins with a word that names nothing else and is no ordinary word."""
    lower = {fold(w) for text in _prose(pack) for w in _LOWER.findall(text)}
    lower |= {fold(word) for word, bel in frequent("tr").items() if bel > TOO_COMMON}
    best: dict[str, Place] = {}
    for place in pack.places.values():
        word = words(fold(place.name.tr))[0]
        if _family(place) == "sight" and " " in place.name.tr and len(word) >= ALONE and word not in taken | lower:
            best[word] = max(best.get(word, place), place, key=lambda p: p.prominence)
    for word, place in best.items():
        yield Target(place.id, place.name.tr, _kind(place), _family(place), place.prominence), [word]


def _prose(pack: Pack) -> Iterator[str]:
    for place in pack.places.values():
        yield from texts(getattr(place, "about", None))
    for note in pack.notes.values():
        yield from texts(note.answer)


def _names(name: Names, aliases: Iterable[str]) -> list[str]:
    """Every name and alias, and apart what stands before brackets and, in several words, inside them."""
    every = [*(str(v) for v in name.model_dump(exclude_none=True).values()), *aliases]
    for known in every[:]:
        before, bracket, inside = known.partition("(")
        if bracket and before.strip():
            every += [before.strip(), *([inside.strip(" )")] if " " in inside.strip() else [])]
    return every


def _without_city(names: Iterable[str]) -> list[str]:
    """The names of a museum as people say them who are in the city."""
    return [rest for known in names if (rest := _CITY.sub(" ", known).strip()) != known and _tells(rest)]


def _tells(rest: str) -> bool:
    """Whether a name still tells which place it is without the city's: "Naval Museum", "Marinemuseum", not "Modern"."""
    return " " in rest or len(rest) >= LONG


def _own(name: Names) -> frozenset[str]:
    return frozenset(" ".join(words(fold(said))) for said in texts(name))


def _kind(place: Place) -> str:
    return str(getattr(place, "kind", "place"))


def _family(place: Place) -> str:
    return {"Sight": "sight", "Eatery": "eatery", "Gem": "gem", "Shop": "shop", "NightPlace": "nightlife", "Stay": "stay"}[
        type(place).__name__
    ]
