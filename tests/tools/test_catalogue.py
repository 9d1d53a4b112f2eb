"""Finding places: what is asked for is what is found, what had to be given up is named, and nobody guesses a diet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast, get_args

import pytest

from data.schema import Diet, Eatery
from tools.catalogue import Catalogue, Wanted
from tools.city import City
from tools.clock import ISTANBUL
from tools.geo import distance_m
from tools.hours import is_open
from tools.results import Location

TAKSIM = Location(lat=41.0369, lon=28.9850)
NOON = datetime(2026, 11, 24, 12, tzinfo=ISTANBUL)


@pytest.fixture
def catalogue(city: City) -> Catalogue:
    return city.catalogue


def eateries(catalogue: Catalogue, limit: int = 50, **wishes: object) -> tuple[list[Eatery], tuple[str, ...], tuple[str, ...]]:
    found = catalogue.find(Wanted(families=("eatery",), **wishes), limit)  # type: ignore[arg-type]
    return [p for p in found.places if isinstance(p, Eatery)], found.relaxed, found.unconfirmed


@pytest.mark.parametrize("diet", get_args(Diet))
def test_a_diet_is_confirmed_or_marked_unconfirmed_never_denied(catalogue: Catalogue, diet: Diet) -> None:
    found, _, unconfirmed = eateries(catalogue, diet=(diet,))
    if unconfirmed:
        assert unconfirmed == (diet,)
        assert all(p.diet.get(diet, "unknown") == "unknown" for p in found)
        assert all(diet != "no_alcohol" or p.alcohol != "yes" for p in found)
    else:
        assert found and all(_confirmed(p, diet) or catalogue.suited(p, diet) for p in found)


def test_a_dish_that_suits_promises_nothing_about_a_kitchen(catalogue: Catalogue) -> None:
    found, _, _ = eateries(catalogue, diet=("vegan",))
    by_dish = [p for p in found if not _confirmed(p, "vegan")]
    assert by_dish and all("vegan" not in p.diet for p in by_dish)
    assert [_confirmed(p, "vegan") for p in found[:2]] == [True, True]
    for diet in set(get_args(Diet)) - {"vegan", "vegetarian"}:
        assert not any(catalogue.suited(p, diet) for p in found), "an allergy is never inferred from a dish"


def test_of_two_diets_the_one_that_can_be_met_is(catalogue: Catalogue) -> None:
    found, _, unconfirmed = eateries(catalogue, diet=("vegetarian", "gluten_free"))
    assert unconfirmed == ("gluten_free",)
    assert found and all(_confirmed(p, "vegetarian") or catalogue.suited(p, "vegetarian") for p in found)


def _confirmed(place: Eatery, diet: Diet) -> bool:
    if diet == "no_alcohol":
        return place.diet.get(diet) == "yes" or place.alcohol == "no"
    if diet == "vegetarian":
        return "yes" in (place.diet.get("vegetarian"), place.diet.get("vegan"))
    return place.diet.get(diet) == "yes"


def test_diets_are_never_given_up(catalogue: Catalogue) -> None:
    found, relaxed, unconfirmed = eateries(
        catalogue, diet=("vegan",), cuisine="ottoman", near=TAKSIM, radius_m=300, max_price_level=1
    )
    assert "diet" not in relaxed
    assert unconfirmed or all(p.diet.get("vegan") == "yes" or catalogue.suited(p, "vegan") for p in found)


def test_step_free_is_never_given_up(city: City) -> None:
    wanted = Wanted(families=("sight",), step_free=True, near=TAKSIM, radius_m=10, kinds=frozenset({"beach"}))
    found = city.catalogue.find(wanted, 10)
    assert found.places and not any(p.access and p.access.step_free == "no" for p in found.places)
    anywhere = city.catalogue.find(Wanted(families=("sight",), step_free=True), 3).places
    assert all(p.access and p.access.step_free == "yes" for p in anywhere), "those known to be step-free come first"


def test_children_are_never_given_up(city: City) -> None:
    found = city.catalogue.find(Wanted(families=("sight",), with_children=True, near=TAKSIM, radius_m=10), 10)
    assert all(getattr(p, "children", None) == "yes" for p in found.places)


def test_what_fits_is_found_without_giving_anything_up(catalogue: Catalogue) -> None:
    found, relaxed, _ = eateries(catalogue, near=TAKSIM, radius_m=1500, max_price_level=2)
    assert found and relaxed == ()
    for place in found:
        assert distance_m(place.position.lat, place.position.lon, TAKSIM.lat, TAKSIM.lon) <= 1500
        assert place.price_level <= 2


def test_only_what_had_to_be_given_up_is(catalogue: Catalogue) -> None:
    found, relaxed, _ = eateries(catalogue, near=Location(lat=41.22, lon=28.2), radius_m=100, max_price_level=2)
    assert found and set(relaxed) <= {"radius", "area"} and relaxed
    assert all(p.price_level <= 2 for p in found)


def test_what_was_shown_is_not_shown_again(catalogue: Catalogue) -> None:
    first, *_ = eateries(catalogue, 3, near=TAKSIM)
    later, *_ = eateries(catalogue, 3, near=TAKSIM, exclude=frozenset(p.id for p in first))
    assert not {p.id for p in first} & {p.id for p in later}


def test_what_is_known_to_be_closed_is_left_out(city: City) -> None:
    monday = NOON - timedelta(days=1)
    found = city.catalogue.find(Wanted(families=("sight",), open_at=monday), 300)
    assert all(is_open(p, monday) is not False for p in found.places)


def test_a_place_out_of_business_is_never_suggested(city: City) -> None:
    gone = {p.id for p in city.pack.places.values() if p.status and p.status.state != "open"}
    for family in ("sight", "eatery", "gem", "shop", "nightlife", "stay"):
        found = city.catalogue.find(Wanted(families=(family,)), 1000)  # type: ignore[arg-type]
        assert not gone & {p.id for p in found.places}


def test_the_same_wish_finds_the_same_places(catalogue: Catalogue) -> None:
    assert eateries(catalogue, near=TAKSIM, query="fish") == eateries(catalogue, near=TAKSIM, query="fish")


def test_an_impossible_wish_finds_nothing_rather_than_anything(city: City) -> None:
    wanted = Wanted(families=("eatery",), exclude=frozenset(city.pack.places))
    assert city.catalogue.find(wanted, 3).places == []


def test_an_old_price_is_not_given(city: City) -> None:
    priced = next(p for p in city.pack.sights if p.price and p.price.amount)
    assert priced.price is not None
    last = datetime.combine(priced.price.as_of + timedelta(days=priced.price.valid_days), NOON.timetz())
    fresh, old = city.catalogue.as_place(priced, "en", last), city.catalogue.as_place(priced, "en", last + timedelta(days=1))
    assert fresh.price and fresh.price.amount == priced.price.amount
    assert old.price and old.price.amount is None and old.price.currency is None and old.price.as_of == priced.price.as_of


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
def test_every_place_can_be_described_in_every_language(city: City, language: str) -> None:
    for place in city.pack.places.values():
        shown = city.catalogue.as_place(place, language, NOON)  # type: ignore[arg-type]
        assert shown.name and shown.description, place.id
        assert city.catalogue.source(shown.source).title


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Galata Tower", "galata-kulesi"),
        ("galata kulesi", "galata-kulesi"),
        ("Галатская башня", "galata-kulesi"),
        ("برج غلطة", "galata-kulesi"),
        ("Galatakulesine", "galata-kulesi"),
        ("Topkapi Palace", "topkapi-sarayi"),
        ("Blue Mosque", "sultanahmet-camii"),
        ("Ayasofya'nın", "ayasofya"),
        ("hagia sofia", "ayasofya"),
        ("Grand Bazaar", "kapalicarsi"),
    ],
)
def test_search_finds_names_in_any_spelling(catalogue: Catalogue, query: str, expected: str) -> None:
    assert expected in [h.id for h in catalogue.search(query, 3).hits]


def test_search_can_be_limited_to_kinds(catalogue: Catalogue) -> None:
    for hit in catalogue.search("Kadıköy", 50, ["neighborhood", "museum"]).hits:
        assert {"neighborhood", "museum"} & set(catalogue.kinds_of(hit.id))


@pytest.mark.parametrize("query", ["", " ", "zzzzqqqq", "🙂", "?"])
def test_a_search_whose_words_nobody_knows_says_so(catalogue: Catalogue, query: str) -> None:
    found = catalogue.search(query)
    assert found.strategy == "popular"
    assert found.hits and not any(h.relevance for h in found.hits)


@pytest.mark.parametrize(
    ("diet", "dish"),
    [("nut_free", "baklava"), ("gluten_free", "lahmacun"), ("lactose_free", "ayran"), ("seafood_free", "hamsi"),
     ("vegan", "doner")],
)  # fmt: skip
def test_places_known_for_what_goes_against_a_diet_come_last(catalogue: Catalogue, diet: Diet, dish: str) -> None:
    assert diet in catalogue.pack.words[dish].breaks
    found = catalogue.find(Wanted(families=("eatery",), diet=(diet,)), limit=500).places
    against = [bool(catalogue.breaking(p, diet)) and not catalogue.suited(cast(Eatery, p), diet) for p in found]
    assert found and against == sorted(against)


def test_no_dish_both_suits_a_diet_and_goes_against_it(catalogue: Catalogue) -> None:
    for word in catalogue.pack.words.values():
        assert not set(word.suits) & set(word.breaks), word.id
        assert word.group == "dish" or not word.breaks
        if word.group == "dish" and word.meat in ("meat", "fish"):
            assert {"vegetarian", "vegan"} <= set(word.breaks), word.id
        if "lactose_free" in word.breaks:
            assert "vegan" in word.breaks, "milk comes of an animal"


def test_what_a_source_confirms_is_not_doubted_for_a_dish(catalogue: Catalogue) -> None:
    confirmed = [p for p in catalogue.pack.places.values() if isinstance(p, Eatery) and p.diet.get("vegan") == "yes"]
    assert confirmed and not any(catalogue.breaking(p, "vegan") for p in confirmed)
