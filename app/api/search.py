"""Searches the city knowledge."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.responses import BODY, problems
from app.contract import SearchHit, SearchReply, SearchRequest
from app.dependencies import TheServices
from data.schema import District, Event, Language, Neighborhood
from tools.catalogue import Catalogue, source_key

router = APIRouter(prefix="/api/v1", tags=["knowledge"])


@router.post("/search", response_model=SearchReply, responses=problems(*BODY))
async def search(request: SearchRequest, services: TheServices) -> SearchReply:
    """Places, neighbourhoods, notes, events and phrases, best first."""
    catalogue = services.loaded.city.catalogue
    found = catalogue.search(request.query, request.top_k, request.kinds)
    hits = [_hit(catalogue, h.id, h.score, request.language) for h in found.hits]
    return SearchReply(results=hits, strategy=found.strategy)


def _hit(catalogue: Catalogue, entry_id: str, score: float, language: Language) -> SearchHit:
    pack = catalogue.pack
    kind = catalogue.kinds_of(entry_id)[-1]
    family, _, rest = entry_id.partition(":")
    if place := pack.places.get(entry_id):
        name, snippet, fact = place.name.in_(language), catalogue.describe(place, language), source_key(place)
    elif family == "note":
        note = pack.notes[rest]
        name, snippet, fact = note.title.in_(language), note.answer.in_(language), source_key(note)
    elif family == "phrase":
        phrase = pack.phrases[rest]
        name, snippet, fact = phrase.text.in_(language), phrase.text.tr, source_key(phrase)
    else:
        entry: Neighborhood | District | Event
        if family == "neighborhood":
            entry = pack.neighborhoods[rest]
        else:
            entry = pack.districts[rest] if family == "district" else pack.events[rest]
        about = entry.about or entry.name
        name, snippet, fact = entry.name.in_(language), about.in_(language), source_key(entry)
    return SearchHit(id=entry_id, kind=kind, name=name, snippet=snippet, score=round(score, 4), source=catalogue.source(fact))
