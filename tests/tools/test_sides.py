"""Districts and sides by polygon."""

from __future__ import annotations

import pytest

from data.schema import Language
from tests.serving import NOON
from tools.city import Asking, City
from tools.resolve import around
from tools.sides import district_of


@pytest.mark.parametrize(
    ("lat", "lon", "side"),
    [
        (40.9909, 29.0233, "asian"),
        (41.1396, 29.0309, "european"),
        (41.0086, 28.9802, "european"),
        (41.0264, 29.0160, "asian"),
        (40.8740, 29.1290, "asian"),
        (41.2045, 29.1120, "european"),
        (41.0215, 29.0045, "asian"),
    ],
)
def test_a_longitude_does_not_decide_the_side(city: City, lat: float, lon: float, side: str) -> None:
    """Kadıköy, west of Hacıosman; Sultanahmet, Üsküdar, Büyükada, Rumelikavağı, the Maiden's Tower on its rock."""
    district = district_of(lat, lon)
    assert district and city.pack.districts[district].side == side


def test_far_from_the_city_is_no_district() -> None:
    assert district_of(39.93, 32.86) is None


def test_every_place_lies_in_its_district(city: City) -> None:
    wrong = [
        p.id
        for p in city.pack.places.values()
        if p.position.accuracy_m <= 300 and (found := district_of(p.position.lat, p.position.lon)) != p.district and found
        and city.pack.districts[found].side != city.pack.districts[p.district].side
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("on the Asian side", "asian"),
        ("Anadolu yakasında", "asian"),
        ("sur la rive asiatique", "asian"),
        ("на азиатской стороне", "asian"),
        ("auf der asiatischen Seite", "asian"),
        ("في الجانب الآسيوي", "asian"),
        ("Avrupa Yakası'nda", "european"),
        ("side:european", "european"),
    ],
)
def test_a_side_is_an_area_in_every_language(city: City, said: str, side: str) -> None:
    languages: tuple[Language, ...] = ("en", "tr", "fr", "ru", "de", "ar")
    assert side in [around(city, Asking(language, NOON), said).side for language in languages]
