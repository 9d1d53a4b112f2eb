"""Names written by ear, with endings on a slip, of people and of piers; and which part of a longer message asks."""

from __future__ import annotations

import pytest

from graph.understanding.pipeline import Understander
from graph.understanding.signals import asked
from tools.gazetteer import sound
from tools.gazetteer.names import tokenize


def _named(understander: Understander, text: str, language: str) -> list[str]:
    return [m.target.name for m in understander.gazetteer.mentions(tokenize(text), language) if m.target.family != "kind"]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Tchoukourdjouma cet après-midi ?", "fr", ["Çukurcuma"]),
        ("lieber Kusgundschuk", "de", ["Kuzguncuk"]),
        ("hotel in jihangir", "en", ["Cihangir"]),
        ("المترو بوس من زنجرلي كويو", "ar", ["Zincirlikuyu"]),
        ("veznicilerde inince", "tr", ["Vezneciler-İstanbul Ü."]),
        ("haci osmandan kilyosa", "tr", ["Hacıosman", "Kilyos"]),
        ("gayretepeye kadar", "tr", ["Gayrettepe"]),
        ("metrodan çıkınca", "tr", []),
        ("her çarşambaya mı", "tr", []),
        ("the weather is lovely today, terrific", "en", []),
        ("bindigi otobus", "tr", []),
        ("mesleginde iyi", "tr", []),
        ("слушали оркестру", "ru", []),
        ("منلبس شو", "ar", []),
        ("Balat ou Asmalımescit", "fr", ["Balat", "Asmalımescit"]),
        ("hello \u02bc there", "en", []),
        ("a" * 2000, "tr", []),
    ],
)
def test_a_name_is_known_by_its_sound(understander: Understander, text: str, language: str, names: list[str]) -> None:
    assert _named(understander, text, language) == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("my husband Fatih is late", "en", []),
        ("Levent, notre chauffeur", "fr", []),
        ("наш гид Фатих", "ru", []),
        ("شكرا للمرشد ليفنت", "ar", []),
        ("our guide waits in Fatih", "en", ["Fatih"]),
        ("ein Hotel in Levent", "de", ["Levent"]),
        ("наш гид Левент опаздывает", "ru", []),
        ("mein Fahrer Lewent", "de", []),
        ("We stay in Levent, my wife is tired", "en", ["Levent"]),
        ("nous sommes à Fatih, ma femme se repose", "fr", ["Fatih"]),
        ("Мы в Фатихе, мой муж устал", "ru", ["Fatih"]),
        ("Kartal son durak mı", "tr", ["Kartal"]),
    ],
)
def test_a_person_is_no_place(understander: Understander, text: str, language: str, names: list[str]) -> None:
    assert _named(understander, text, language) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [("from kabatash pier", "en"), ("причал Кабаташ", "ru"), ("رصيف كاباتاش", "ar"), ("embarcadère de Kabataş", "fr"),
     ("Kabataş Anleger", "de")],
)  # fmt: skip
def test_an_area_beside_a_word_for_a_pier_is_the_pier(understander: Understander, text: str, language: str) -> None:
    assert _named(understander, text, language) == ["Kabataş İskelesi"]


def test_the_other_end_of_a_way_is_no_pier(understander: Understander) -> None:
    assert _named(understander, "from Kadıköy pier to Beşiktaş", "en") == ["Kadıköy İskelesi", "Beşiktaş"]


def test_other_consonants_or_vowels_are_another_name() -> None:
    def known(typed: str, name: str, language: str) -> bool:
        arabic = typed[0] > "\u05ff"
        return any(
            own.consonants == other.consonants and own.fits(other, unwritten=arabic, declined=False, strict=False)
            for own in sound.typed(typed, language)
            for other in sound.named(name)
        )

    assert known("chengelkoy", "Çengelköy", "en")
    assert known("كوزقنجق", "Kuzguncuk", "ar")
    assert not known("пищит", "Beyazıt", "ru")
    assert not known("bostanji", "Bebek", "en")
    assert not known("كيزقنجاق", "Kuzguncuk", "ar")  # vowels that are written must be there


@pytest.mark.parametrize(
    ("folded", "part"),
    [
        ("we ate fish yesterday. where is the nearest tram? thanks a lot.", "where is the nearest tram?"),
        ("it rains all day. we need a museum", "we need a museum"),
        ("where can we eat", ""),
        ("is it open at 9.30 on sunday", ""),
        ("from st. antoine to galata", ""),
        ("the kids are tired, my back hurts and it is raining on us since ten, so where can we sit", "so where can we sit"),
    ],
)
def test_the_part_that_asks(folded: str, part: str) -> None:
    assert asked(folded) == part
