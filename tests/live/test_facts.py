"""Rates, earthquakes and streets as their publishers send them, and values that cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from graph.composer.write import paragraphs, write
from graph.understanding.model import Constraints, Understanding
from tests.faults.dependencies import HERE, SUBJECTS
from tests.faults.servers import Faulty, serving
from tests.serving import NOON
from tools import earthquakes, rates
from tools.city import Asking, City
from tools.live import Endpoints, Live
from tools.registry import TOOLS
from tools.results import Artifact, RouteFound, Walk

BODIES = {subject.name: subject.bodies for subject in SUBJECTS}
TCMB = b"""<?xml version="1.0" encoding="UTF-8"?><Tarih_Date Tarih="20.11.2026" Date="11/20/2026" Bulten_No="2026/220">
<Currency CrossOrder="0" Kod="USD" CurrencyCode="USD"><Unit>1</Unit><Isim>ABD DOLARI</Isim><ForexBuying>44.90</ForexBuying>
<ForexSelling>45.10</ForexSelling></Currency>
<Currency CrossOrder="9" Kod="EUR" CurrencyCode="EUR"><Unit>1</Unit><ForexBuying>49.9</ForexBuying>
<ForexSelling>50.1</ForexSelling></Currency>
<Currency CrossOrder="2" Kod="JPY" CurrencyCode="JPY"><Unit>100</Unit><ForexBuying>29.9</ForexBuying>
<ForexSelling>30.1</ForexSelling></Currency>
<Currency CrossOrder="3" Kod="XDR" CurrencyCode="XDR"><Unit>1</Unit><ForexBuying/><ForexSelling/></Currency></Tarih_Date>"""


def test_both_banks_are_read() -> None:
    ecb, tcmb = rates.parsed(BODIES["rates"].good), rates.parsed(TCMB)
    assert (ecb.publisher, tcmb.publisher, ecb.as_of, tcmb.as_of) == ("ecb", "tcmb", date(2026, 11, 20), date(2026, 11, 20))
    assert ecb.convert(500, "TRY", "EUR") == pytest.approx(10) and ecb.convert(11, "USD", "EUR") == pytest.approx(10)
    assert tcmb.convert(100, "JPY", "TRY") == pytest.approx(30) and tcmb.convert(1, "XDR", "TRY") is None
    assert tcmb.convert(7, "TRY", "TRY") == 7


@pytest.mark.parametrize(
    "change", [(b'"50.0"', b'"-1"'), (b'"50.0"', b'"0"'), (b'"50.0"', b'"nan"'), (b'"50.0"', b'"1e12"'), (b"2026-11-20", b"x")]
)
def test_a_rate_that_cannot_be_is_refused(change: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError):
        rates.parsed(BODIES["rates"].good.replace(*change))


def test_a_document_with_entities_is_refused() -> None:
    with pytest.raises(ValueError):
        rates.parsed(b'<!DOCTYPE x [<!ENTITY a "b">]>' + TCMB)


_FACTS = {"mag": 4.2, "place": "20 km S of Silivri", "time": 1795242600000}
_POINT = {"type": "Point", "coordinates": [28.4, 40.8, 9.0]}
USGS = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": _POINT, "properties": _FACTS}]}
AFAD = [{"eventID": "1", "location": "Marmara Denizi", "latitude": "40.8", "longitude": "28.4", "depth": "9.0", "type": "ML",
         "magnitude": "4.2", "date": "2026-11-21T06:30:00"}]  # fmt: skip


@pytest.mark.parametrize(
    "body", [BODIES["earthquakes"].good, json.dumps(USGS).encode(), json.dumps(AFAD).encode()], ids=["emsc", "usgs", "afad"]
)
def test_every_publishers_list_is_read(body: bytes) -> None:
    quake = earthquakes.parsed(body)[0]
    assert (quake.magnitude, quake.depth_km, round(quake.distance_km)) == (4.2, 9.0, 53)
    assert quake.at == datetime.fromisoformat("2026-11-21T06:30:00+00:00") and quake.region


def test_what_is_far_away_or_hardly_measurable_is_left_out() -> None:
    far = {**AFAD[0], "latitude": "38.4", "longitude": "38.3", "magnitude": "6.0"}
    weak = {**AFAD[0], "magnitude": "1.1"}
    assert earthquakes.parsed(json.dumps([far, weak]).encode()) == []


# --- through the tools -------------------------------------------------------------------------------------------------


async def asked(
    city: City, name: str, *, service: str, setting: str, path: str = "", location: Any = None, **args: Any
) -> Artifact:
    server = Faulty(BODIES[service])
    async with serving(server):
        nowhere: dict[str, Any] = {"marine": None, "rates": None, "earthquakes": None}
        live = Live(
            Endpoints(**{**nowhere, "weather": "", setting: f"http://127.0.0.1:{server.port}{path}"}), clock=lambda: NOON
        )
        tool = TOOLS[name]
        found = await tool.run(tool.args.model_validate(args), replace(city, live=live), Asking("en", NOON, location))
        await live.aclose()
    return found


def said(artifact: Artifact, *others: Artifact, **wishes: Any) -> str:
    understanding = Understanding(language="en", constraints=Constraints(**wishes))
    return paragraphs(write(understanding, [*others, artifact], NOON, "seed").blocks)


async def test_an_amount_is_converted_at_the_rate_of_a_day(city: City) -> None:
    found = await asked(city, "convert_currency", service="rates", setting="rates", amount=500, to=["EUR", "USD", "RUB"])
    text = said(found)
    assert "€10 and US$11" in text and "20 November 2026" in text and "Russian" in text
    assert [s.publisher for s in found.sources] == ["European Central Bank"]


async def test_prices_of_places_are_given_in_the_currency_asked_for(city: City) -> None:
    found = await asked(city, "convert_currency", service="rates", setting="rates", to=["EUR"], prices=True)
    palace = await TOOLS["find_attractions"].run(
        TOOLS["find_attractions"].args.model_validate({"places": ["topkapi-sarayi"]}), city, Asking("en", NOON)
    )
    price = palace.places[0].price  # type: ignore[attr-defined]
    assert price.amount and price.currency == "TRY"
    assert f"about €{round(price.amount / 50)} at the official rate" in said(found, palace)


async def test_a_walk_follows_streets_and_says_so(city: City) -> None:
    found = await asked(
        city, "get_directions", service="routing", setting="routing", location=HERE, destination="galata-kulesi"
    )
    assert isinstance(found, Walk) and (found.meters, found.minutes) == (900, 12)
    assert [s.turn for s in found.steps] == ["depart", "left", "arrive"] and found.sources[0].id == "osrm@2026-11-21"
    text = said(found)
    assert "Start along Yüksek Kaldırım" in text and "straight line" not in text
    assert found.map and found.map["features"][0]["properties"]["straight"] is False


async def test_the_walks_of_a_route_follow_streets(city: City) -> None:
    args = {"origin": {"lat": HERE.lat, "lon": HERE.lon}, "destination": "Kadıköy"}
    plain = await TOOLS["plan_route"].run(TOOLS["plan_route"].args.model_validate(args), city, Asking("en", NOON))
    assert isinstance(plain, RouteFound) and plain.routes[0].legs[0].mode == "walk"
    found = await asked(city, "plan_route", service="routing", setting="routing", **args)
    assert isinstance(found, RouteFound)
    route = found.routes[0]
    walks = [leg for leg in route.legs if leg.mode == "walk"]
    assert route.walking_minutes == sum(leg.minutes for leg in walks)
    assert route.minutes - plain.routes[0].minutes == route.walking_minutes - plain.routes[0].walking_minutes
    assert found.unavailable == []
