"""An amount in other currencies, at a central bank's rate of a day that is named."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools import metrics
from tools.city import Asking, City
from tools.guard import Unavailable
from tools.results import Artifact, Money, RatesFound

Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Args(BaseModel):
    amount: Annotated[float, Field(gt=0, le=1e9, description="How much")] = 1
    currency: Annotated[Code, Field(description="ISO 4217 code of the amount's currency")] = "TRY"
    to: Annotated[list[Code], Field(min_length=1, max_length=4, description="Currencies it is wanted in")] = ["EUR"]
    prices: Annotated[bool, Field(description="Only so that prices of other results can be given in `to`")] = False


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    asked = RatesFound(amount=args.amount, currency=args.currency, prices=args.prices, unlisted=list(args.to))
    try:
        found = await city.live.rates.get()
    except Unavailable:
        metrics.FALLBACKS.labels("rates", "own_currency").inc()
        return asked.model_copy(update={"unavailable": ["rates"], "unlisted": []})
    rates = found.value
    made = {to: rates.convert(args.amount, args.currency, to) for to in args.to}
    return RatesFound(
        amount=args.amount,
        currency=args.currency,
        prices=args.prices,
        converted=[
            Money(amount=round(amount, 2 if amount >= 0.1 else 4), currency=to) for to, amount in made.items() if amount
        ],
        unlisted=[to for to, amount in made.items() if not amount],
        as_of=rates.as_of,
        sources=[rates.source],
        unavailable=["rates"] if found.step == "stale_cache" else [],
    )
