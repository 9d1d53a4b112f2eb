"""The fixed, reviewed card for an emergency: whom to call, what to do now, what to show a bystander."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools.city import Asking, City
from tools.results import Artifact, CardShown


class Args(BaseModel):
    kind: Annotated[str, Field(description="medical, fire, gas, crime, missing_child, self_harm, earthquake …")] = "general"


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    kind = args.kind if args.kind in city.cards.kinds else "general"
    place = city.landmark(asking.location.lat, asking.location.lon) if asking.location else None
    return CardShown(card=city.cards.card(kind, asking.language, place))
