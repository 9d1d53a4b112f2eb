"""A central bank's daily rates: the European Central Bank's, or the Turkish one's (TCMB), told apart by what they send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from xml.etree import ElementTree

from pydantic import BaseModel, Field

from tools.guard import Found, Guard, Upstream
from tools.http import Http
from tools.results import Source

ECB = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
MAX_BYTES = 256 * 1024
_ECB_NAMESPACE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}"

_Rate = Annotated[float, Field(gt=1e-6, lt=1e6, allow_inf_nan=False)]


class Rates(BaseModel):
    """`lira` is what one unit of each currency costs in Turkish lira, on the day `as_of`."""

    publisher: Literal["ecb", "tcmb"]
    as_of: date
    lira: Annotated[dict[str, _Rate], Field(min_length=2)]

    def convert(self, amount: float, currency: str, to: str) -> float | None:
        """The amount in another currency; None when the bank publishes no rate for one of them."""
        lira = {**self.lira, "TRY": 1.0}
        return amount * lira[currency] / lira[to] if currency in lira and to in lira else None

    @property
    def source(self) -> Source:
        title, publisher, url = _PUBLISHERS[self.publisher]
        return Source(id=f"{self.publisher}@{self.as_of}", title=title, publisher=publisher, url=url, as_of=self.as_of)


_PUBLISHERS = {
    "ecb": (
        "Euro foreign exchange reference rates", "European Central Bank",
        "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
    ),
    "tcmb": (
        "Indicative exchange rates", "Türkiye Cumhuriyet Merkez Bankası",
        "https://www.tcmb.gov.tr/kurlar/today.xml",
    ),
}  # fmt: skip


@dataclass
class RateTable:
    """`url` is a daily file of the ECB or the TCMB."""

    url: str | None
    http: Http
    guard: Guard

    def __post_init__(self) -> None:
        self.upstream = Upstream(self.guard, parsed)

    async def get(self) -> Found[Rates]:
        """The newest rates. Raises `Unavailable`."""
        return await self.upstream.get(
            "daily", lambda seconds: self.http.get(self.url or "", seconds=seconds, max_bytes=MAX_BYTES)
        )


def parsed(body: bytes) -> Rates:
    """Reads either bank's XML. Raises `ValueError`: `ValidationError` when it is XML, but not of that shape."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise ValueError("a document type is not expected")
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise ValueError("this is no XML") from error
    return _tcmb(root) if root.tag == "Tarih_Date" else _ecb(root)


def _ecb(root: ElementTree.Element) -> Rates:
    day = next((c for c in root.iter(f"{_ECB_NAMESPACE}Cube") if c.get("time")), None)
    listed = day.iter(f"{_ECB_NAMESPACE}Cube") if day is not None else ()
    per_euro = {c.get("currency", ""): _number(c.get("rate")) for c in listed if c.get("currency")}
    lira = per_euro.get("TRY", 0.0)
    found = {code: lira / rate for code, rate in per_euro.items() if code != "TRY" and rate > 0} | {"EUR": lira}
    wrong = {code: rate for code, rate in per_euro.items() if rate <= 0}
    return Rates.model_validate(
        {"publisher": "ecb", "as_of": day.get("time") if day is not None else None, "lira": found | wrong}
    )


def _tcmb(root: ElementTree.Element) -> Rates:
    found = {}
    for listed in root.iter("Currency"):
        units, buying, selling = (_number(listed.findtext(name)) for name in ("Unit", "ForexBuying", "ForexSelling"))
        if units > 0 and buying and selling:
            found[listed.get("CurrencyCode", "")] = (buying + selling) / 2 / units
    try:
        as_of: date | None = datetime.strptime(root.get("Tarih", ""), "%d.%m.%Y").date()
    except ValueError:
        as_of = None
    return Rates.model_validate({"publisher": "tcmb", "as_of": as_of, "lira": found})


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
