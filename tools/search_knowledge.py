"""The city's knowledge: practical and cultural notes, or shops, night places and stays when those are asked for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from tools.catalogue import Family, Wanted, source_key
from tools.city import Asking, City, places_found
from tools.resolve import around
from tools.results import Artifact, KnowledgeFound, NoteFound
from tools.when import moment, names_an_hour


class Args(BaseModel):
    query: Annotated[str, Field(description="The question in the traveller's own words", max_length=2000)]
    about: Annotated[Literal["notes", "shop", "nightlife", "stay"], Field(description="What kind of knowledge")] = "notes"
    topics: Annotated[list[str], Field(description="Only notes on these topics")] = []
    area: Annotated[str | None, Field(description="Neighbourhood, sight or station, by name or id")] = None
    near_me: bool = False
    places: Annotated[list[str], Field(description="Ids of places asked about by name", max_length=6)] = []
    kinds: Annotated[list[str], Field(description="Kinds of night place, such as rooftop_bar")] = []
    goods: Annotated[list[str], Field(description="Ids of goods a shop must sell, such as carpets")] = []
    setting: Annotated[str | None, Field(description="bosphorus_view, rooftop, waterfront …")] = None
    suits: Annotated[list[str], Field(description="Whom a place to stay must suit: families, couples, budget …")] = []
    budget: Annotated[str | None, Field(pattern="^(cheap|moderate|expensive)$")] = None
    when: str | None = None
    exclude: list[str] = []
    limit: Annotated[int, Field(ge=1, le=6)] = 3


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    if args.about == "notes":
        return _notes(args, city, asking)
    at = moment(args.when, asking.now)
    family: Family = args.about
    named = [city.pack.places[i] for i in args.places if i in city.pack.places]
    if named:
        return places_found(city, asking, family, named, at, subject=True)
    where = around(city, asking, args.area, near_me=args.near_me)
    high = {"cheap": 2, "moderate": 3}.get(args.budget or "")
    found = city.catalogue.find(
        Wanted(
            families=(family,),
            query=args.query,
            near=where.at,
            side=where.side,
            nearest_first=args.near_me,
            radius_m=2000,
            max_price_level=high,
            kinds=frozenset(args.kinds),
            goods=frozenset(args.goods),
            setting=args.setting,
            suits=frozenset(args.suits),
            open_on=at.date(),
            open_at=at if names_an_hour(args.when) else None,
            exclude=frozenset(args.exclude),
        ),
        args.limit,
    )
    return places_found(
        city,
        asking,
        family,
        found.places,
        at,
        area=where.name,
        relaxed=found.relaxed,
        from_here=args.near_me,
    )


def _notes(args: Args, city: City, asking: Asking) -> KnowledgeFound:
    found = city.catalogue.search(args.query, limit=6, kinds=args.topics or ["note"])
    hits = [] if found.strategy == "popular" else [h for h in found.hits if h.relevance >= RELEVANT]
    best = hits[0].relevance if hits else 0.0
    notes = [city.pack.notes[h.id.partition(":")[2]] for h in hits if h.relevance >= SECOND * best]
    notes = [n for n in notes if city.catalogue.fresh(n)][: min(args.limit, 2)]
    return KnowledgeFound(
        notes=[
            NoteFound(
                id=n.id,
                topic=n.topic,
                title=n.title.in_(asking.language),
                text=n.answer.in_(asking.language),
                source=source_key(n),
            )
            for n in notes
        ],
        sources=city.sources(source_key(n) for n in notes),
    )


RELEVANT = 0.35
"""Share of a question that a note must hold to have something to do with it."""
SECOND = 0.8
"""A further note is told when it holds nearly as much of the question as the best one."""
