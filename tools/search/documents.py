"""The pack's entries as they are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.load import Pack
from data.schema import LANGUAGES, Language, Names, Place, Text
from tools.search import Document

PHRASE_WEIGHT = 0.5
"""A phrase of the phrasebook answers a question about the city only when it is nearly the same sentence."""


def documents(pack: Pack) -> list[Document]:
    """Places, neighbourhoods, districts, notes, events and phrases, in the order of the pack."""
    return [*_places(pack), *_others(pack)]


def _places(pack: Pack) -> Iterator[Document]:
    for place in pack.places.values():
        area = pack.neighborhoods.get(place.neighborhood or "")
        around: list[Names] = [pack.districts[place.district].name, *([area.name] if area else [])]
        described = [t for t in (getattr(place, "about", None), getattr(place, "why", None)) if t]
        described += [pack.words[w].name for w in _attributes(place) if w in pack.words]
        found = _document(place.id, place.name, place.aliases, described, around, popularity=place.prominence)
        yield _with_asks(found, place.asks)


def _attributes(place: Place) -> Iterable[str]:
    """The ids of vocabulary words that a structured entry is made of."""
    listed = (getattr(place, name, ()) for name in ("cuisine", "dishes", "sells", "music", "setting", "suits", "meals"))
    diets = [name for name, known in getattr(place, "diet", {}).items() if known == "yes"]
    words = (str(getattr(place, "kind", "")), *(v for values in listed for v in values), *diets)
    return dict.fromkeys(w.replace("_", "-") for w in words)


def _others(pack: Pack) -> Iterator[Document]:
    quarter = pack.words["quarter"].name if "quarter" in pack.words else None
    for area in pack.neighborhoods.values():
        yield _document(f"neighborhood:{area.id}", area.name, area.aliases, [area.about, quarter], popularity=area.prominence)
    for district in pack.districts.values():
        yield _document(f"district:{district.id}", district.name, district.aliases, [district.about, quarter])
    for note in pack.notes.values():
        yield _with_asks(_document(f"note:{note.id}", note.title, (), [note.answer]), note.asks)
    for event in pack.events.values():
        yield _with_asks(_document(f"event:{event.id}", event.name, event.aliases, [event.about]), event.asks)
    for phrase in pack.phrases.values():
        yield _document(f"phrase:{phrase.id}", phrase.text, (), [])._replace(weight=PHRASE_WEIGHT)


def _with_asks(document: Document, asks: Mapping[Language, Sequence[str]]) -> Document:
    """The document with the wordings people look for it by."""
    return document._replace(body={n: " ".join([document.body[n], *asks.get(n, ())]) for n in LANGUAGES}) if asks else document


def _document(
    entry: str, name: Names | Text, aliases: Iterable[str], described: Iterable[Text | None], around: Iterable[Names] = (), *,
    popularity: float = 0.0,
) -> Document:  # fmt: skip
    def body(language: Language) -> str:
        return ". ".join([*(t.in_(language) for t in sentences), *(n.in_(language) for n in around)])

    sentences, around = [t for t in described if t], list(around)
    return Document(entry, {n: name.in_(n) for n in LANGUAGES}, tuple(aliases), {n: body(n) for n in LANGUAGES}, popularity)
