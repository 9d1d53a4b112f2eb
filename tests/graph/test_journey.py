"""When to be there, what to pass, the first or last ride: as people say it in six languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from data.schema import Language
from graph.services import Services
from graph.understanding.pipeline import Reading, Understander
from tools.clock import ISTANBUL

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL)

HOURS: list[tuple[Language, str, str, bool]] = [
    ("en", "I have to be in Levent by 9 tomorrow, from Kadıköy", "09:00", True),
    ("en", "from Taksim to Moda, must arrive before 7.30 pm", "19:30", True),
    ("en", "leaving Balat at 14:15 for Ortaköy", "14:15", False),
    ("en", "How do I get from Galata to Üsküdar at half past eight in the evening?", "20:30", False),
    ("en", "from Taksim to Bebek at noon", "12:00", False),
    ("tr", "Saat 9'da Levent'te olmam lazım, yarın, Kadıköy'den", "09:00", True),
    ("tr", "Taksim'den Kadıköy'e en geç 19.30'da varmam gerek", "19:30", True),
    ("tr", "Balat'tan Moda'ya saat 14:15'te nasıl giderim", "14:15", False),
    ("tr", "yarın sabah sekizde Sultanahmet'te olmalıyım, Üsküdar'dan", "08:00", True),
    ("tr", "Akşam 8 buçukta Ortaköy'de olmam lazım Taksim'den", "20:30", True),
    ("fr", "Je dois être à Levent à 9h, je pars de Kadıköy", "09:00", True),
    ("fr", "De Taksim à Moda, arriver avant 19h30", "19:30", True),
    ("fr", "Comment aller de Balat à Ortaköy à 14 heures ?", "14:00", False),
    ("fr", "De Galata à Üsküdar à huit heures et demie du soir", "20:30", False),
    ("de", "Ich muss um 9 Uhr in Levent sein, von Kadıköy aus", "09:00", True),
    ("de", "Von Taksim nach Moda, Ankunft spätestens 19:30 Uhr", "19:30", True),
    ("de", "Von Balat nach Ortaköy ab 14 Uhr", "14:00", False),
    ("de", "Von Kadıköy nach Taksim, um halb neun da sein", "08:30", True),
    ("ru", "Мне нужно быть в Левенте к 9 утра, еду из Кадыкёя", "09:00", True),
    ("ru", "Из Таксима в Моду, приехать до 19:30", "19:30", True),
    ("ru", "Как добраться из Балата в Ортакёй в 2 часа дня?", "14:00", False),
    ("ru", "Из Кадыкёя на Таксим, надо быть к девяти вечера", "21:00", True),
    ("ar", "يجب أن أكون في ليفنت الساعة 9 صباحا من كاديكوي", "09:00", True),
    ("ar", "من تقسيم إلى مودا، يجب أن أصل قبل الساعة 7:30 مساء", "19:30", True),
    ("ar", "من بلاط إلى أورتاكوي الساعة 14:00", "14:00", False),
    ("ar", "من كاديكوي إلى تقسيم، أكون هناك الساعة التاسعة صباحا", "09:00", True),
]
NO_HOUR: list[tuple[Language, str]] = [
    ("en", "from Taksim to Kadıköy with 2 kids and 3 bags"),
    ("en", "How do I get from Levent to Taksim, we are 4 people"),
    ("tr", "Taksim'den Kadıköy'e 3 kişi nasıl gideriz"),
    ("fr", "De Taksim à Kadıköy avec 2 enfants"),
    ("de", "Von Taksim nach Kadıköy, wir sind 5 Personen"),
    ("ru", "Из Таксима в Кадыкёй, нас 4 человека"),
    ("ar", "من تقسيم إلى كاديكوي نحن 4 أشخاص"),
]
VIAS: list[tuple[Language, str]] = [
    ("en", "from Kadıköy to Taksim via Karaköy"),
    ("en", "Kadıköy to Taksim, stopping at Karaköy"),
    ("tr", "Kadıköy'den Karaköy üzerinden Taksim'e nasıl giderim?"),
    ("tr", "Karaköy'e uğrayarak Kadıköy'den Taksim'e gitmek istiyorum"),
    ("fr", "De Kadıköy à Taksim en passant par Karaköy"),
    ("de", "Von Kadıköy über Karaköy nach Taksim"),
    ("ru", "Из Кадыкёя на Таксим через Каракёй"),
    ("ar", "من كاديكوي إلى تقسيم عبر كاراكوي"),
]
EDGES: list[tuple[Language, str, str | None]] = [
    ("en", "last metro home from Taksim to Levent", "last"),
    ("en", "When is the first train from Taksim to Levent?", "first"),
    ("en", "How late does the metro run from Taksim to Levent?", "last"),
    ("en", "from Taksim to Levent, it is our last day here", None),
    ("tr", "Son metro kaçta, Taksim'den Levent'e?", "last"),
    ("tr", "Taksim'den Levent'e ilk metro saat kaçta?", "first"),
    ("tr", "Taksim'den Levent'e metro kaça kadar çalışıyor?", "last"),
    ("fr", "dernier métro de Taksim à Levent", "last"),
    ("fr", "À quelle heure est le premier tram de Taksim à Levent ?", "first"),
    ("de", "Wann fährt die letzte Metro von Taksim nach Levent?", "last"),
    ("de", "Die erste Metro von Taksim nach Levent?", "first"),
    ("de", "Bis wann fährt die Metro von Taksim nach Levent?", "last"),
    ("ru", "Последнее метро с Таксима до Левента", "last"),
    ("ru", "Во сколько первый поезд с Таксима до Левента?", "first"),
    ("ar", "آخر مترو من تقسيم إلى ليفنت", "last"),
    ("ar", "متى أول مترو من تقسيم إلى ليفنت؟", "first"),
]
STRANGERS: list[tuple[Language, str, dict[str, str], bool]] = [
    ("en", "How do I get from Xyzzy to Qwerty?", {"origin": "Xyzzy", "destination": "Qwerty"}, False),
    ("en", "How do I get from Paris to Taksim?", {"origin": "Paris"}, True),
    ("tr", "Zortville'den Taksim'e nasıl giderim?", {"origin": "Zortville"}, False),
    ("fr", "Comment aller de Zortville à Taksim ?", {"origin": "Zortville"}, False),
    ("de", "Wie komme ich von Zortville nach Taksim?", {"origin": "Zortville"}, False),
    ("ru", "Как добраться из Зортвилля до Таксима?", {"origin": "Зортвилля"}, False),
]


@pytest.fixture(scope="module")
def understander(services: Services) -> Understander:
    return services.loaded.understander


def read(understander: Understander, language: Language, text: str) -> Reading:
    reading = understander.read(text, now=NOW, declared=language)
    assert any(s.name == "needs_transportation" for s in reading.understanding.signals), reading.understanding
    return reading


@pytest.mark.parametrize(("language", "text", "time", "by"), HOURS)
def test_an_hour_is_when_to_leave_or_to_be_there(
    understander: Understander, language: Language, text: str, time: str, by: bool
) -> None:
    hints = read(understander, language, text).hints
    assert (hints["time"], hints["by"]) == (time, by)


@pytest.mark.parametrize(("language", "text"), NO_HOUR)
def test_other_numbers_are_no_hours(understander: Understander, language: Language, text: str) -> None:
    assert read(understander, language, text).hints["time"] is None


@pytest.mark.parametrize(("language", "text"), VIAS)
def test_a_place_on_the_way_is_not_an_end(understander: Understander, language: Language, text: str) -> None:
    reading = read(understander, language, text)
    assert reading.hints["via_id"] in ("neighborhood:karakoy", "stop:karakoy")
    assert (reading.understanding.constraints.origin, reading.understanding.constraints.destination) == ("Kadıköy", "Taksim")


@pytest.mark.parametrize(("language", "text", "edge"), EDGES)
def test_the_first_and_the_last_ride(understander: Understander, language: Language, text: str, edge: str | None) -> None:
    assert read(understander, language, text).hints["edge"] == edge


@pytest.mark.parametrize(("language", "text", "names", "elsewhere"), STRANGERS)
def test_names_nobody_knows_are_kept(
    understander: Understander, language: Language, text: str, names: dict[str, str], elsewhere: bool
) -> None:
    hints = read(understander, language, text).hints
    assert (hints["unknown"], hints["elsewhere"]) == (names, elsewhere)


def test_an_hour_with_no_part_of_the_day_is_the_next_one(understander: Understander) -> None:
    hints = read(understander, "en", "from Kadıköy, I have to be in Levent by 9").hints
    assert hints["time"] == "21:00"
