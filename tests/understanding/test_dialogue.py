"""What a message takes over from the turns before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from data.schema import Language
from graph.understanding.dialogue import Focus, Memory, topic
from graph.understanding.pipeline import Understander
from tools.clock import ISTANBUL

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=ISTANBUL)
TOPKAPI = Focus(id="topkapi-sarayi", name="Topkapı Palace", kind="palace")
GALATA = Focus(id="galata-kulesi", name="Galata Tower", kind="tower")


def test_a_correction_finds_the_namesake(understander: Understander) -> None:
    memory = Memory(language="en", topic=GALATA, signals=["needs_attraction"])
    found = understander.read("no, I meant the bridge", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to and found.refers_to.id == "galata-koprusu"


def test_a_question_that_names_nothing_is_about_the_topic(understander: Understander) -> None:
    memory = Memory(language="tr", topic=TOPKAPI, signals=["needs_attraction"])
    found = understander.read("pazartesi açık mı?", now=TUESDAY, declared="tr", memory=memory).understanding
    assert found.refers_to and found.refers_to.id == "topkapi-sarayi"


def test_references_go_by_the_usual_turkish_name(understander: Understander) -> None:
    memory = Memory(language="en", topic=GALATA, signals=["needs_attraction"])
    found = understander.read("how do I get there?", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to and found.refers_to.name == "Galata Kulesi"
    assert found.constraints.destination == "Galata Kulesi"


def test_the_first_ferry_is_nothing_that_was_shown(understander: Understander) -> None:
    memory = Memory(language="en", shown=[TOPKAPI, GALATA], signals=["needs_attraction"])
    found = understander.read("when is the first ferry to Kadıköy", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to is None


def test_a_constraint_lasts_until_it_is_dropped(understander: Understander) -> None:
    memory = Memory(language="en", constraints={"diet": ["vegan"], "when": "tonight"}, signals=["needs_restaurant"])
    held = understander.read("is Hagia Sophia open on Monday?", now=TUESDAY, declared="en", memory=memory).understanding
    assert held.constraints.diet == ["vegan"] and held.constraints.when == "monday"
    gone = understander.read("I'm not vegan anymore", now=TUESDAY, declared="en", memory=memory).understanding
    assert gone.constraints.diet is None


def test_what_a_place_is_asked_about_need_not_name_it(understander: Understander) -> None:
    memory = Memory(language="en", topic=TOPKAPI, signals=["needs_attraction"])
    found = understander.read("who lived there?", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to and found.refers_to.name == "Topkapı Sarayı"
    found = understander.read("thanks a lot", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to is None and not found.signals


def test_a_denied_start_is_no_goal(understander: Understander) -> None:
    memory = Memory(
        language="tr", topic=GALATA, signals=["needs_transportation"], constraints={"destination": "Galata Kulesi"}
    )  # fmt: skip
    found = understander.read("Karaköy'den yani, Üsküdar'dan değil", now=TUESDAY, declared="tr", memory=memory).understanding
    assert (found.constraints.origin, found.constraints.destination) == ("Karaköy", "Galata Kulesi")
    assert found.refers_to and found.refers_to.name == "Galata Kulesi"


def test_from_here_to_there_asks_the_way(understander: Understander) -> None:
    memory = Memory(language="de", topic=TOPKAPI, signals=["needs_attraction"])
    found = understander.read("und wie von Eminönü dorthin", now=TUESDAY, declared="de", memory=memory).understanding
    assert [s.name for s in found.signals] == ["needs_transportation"]
    assert (found.constraints.origin, found.constraints.destination) == ("Eminönü", "Topkapı Sarayı")


def test_the_way_back_swaps_the_ends(understander: Understander) -> None:
    memory = Memory(
        language="en", topic=TOPKAPI, signals=["needs_transportation"],
        constraints={"origin": "Taksim", "destination": "Topkapı Sarayı"},
    )  # fmt: skip
    found = understander.read("and back again?", now=TUESDAY, declared="en", memory=memory)
    constraints = found.understanding.constraints
    assert (constraints.origin, constraints.destination) == ("Topkapı Sarayı", "Taksim")
    assert found.hints["destination_id"] is None


def test_asking_for_the_way_back_twice_does_not_turn_it_round(understander: Understander) -> None:
    memory = Memory(
        language="en", topic=TOPKAPI, signals=["needs_transportation"],
        constraints={"origin": "Topkapı Sarayı", "destination": "Taksim"},
    )  # fmt: skip
    found = understander.read("and back again?", now=TUESDAY, declared="en", memory=memory).understanding.constraints
    assert (found.origin, found.destination) == ("Topkapı Sarayı", "Taksim")


def test_the_third_of_two_is_nothing(understander: Understander) -> None:
    memory = Memory(language="en", topic=TOPKAPI, shown=[TOPKAPI, GALATA], signals=["needs_attraction"])
    found = understander.read("how do I get to the third one?", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to is None


KUZGUNCUK = Focus(id="neighborhood:kuzguncuk", name="Kuzguncuk", kind="neighborhood")
BRIDGE = Focus(id="galata-koprusu", name="Galata Bridge", kind="bridge")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ok back to the tower, is it open at night?", "en"),
        ("kuleye dönelim, gece açık mı?", "tr"),
        ("revenons à la tour, elle ferme à quelle heure ?", "fr"),
        ("вернёмся к башне, она открыта вечером?", "ru"),
        ("zurück zum Turm: wann macht er zu?", "de"),
        ("نرجع للبرج، متى يفتح؟", "ar"),
    ],
)
def test_a_message_comes_back_to_a_place_by_its_kind(understander: Understander, text: str, language: Language) -> None:
    memory = Memory(language=language, topic=BRIDGE, spoken=[GALATA, BRIDGE], signals=["needs_attraction"])
    found = understander.read(text, now=TUESDAY, declared=language, memory=memory).understanding
    assert found.refers_to and found.refers_to.id == "galata-kulesi"


def test_the_one_that_stands_there_is_meant(understander: Understander) -> None:
    memory = Memory(language="en", topic=KUZGUNCUK, signals=["needs_neighborhood"])
    found = understander.read("Is the synagogue open to visitors?", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to and found.refers_to.name == "Bet Yaakov Sinagogu (Kuzguncuk)"
    nearest = understander.read("where is the nearest synagogue?", now=TUESDAY, declared="en", memory=memory).understanding
    assert nearest.refers_to is None or nearest.refers_to.name == "Kuzguncuk"


def test_what_was_found_unasked_is_meant_in_the_next_turn_only(understander: Understander) -> None:
    shown = Focus(id="suleymaniye-camii", name="Süleymaniye Mosque", kind="mosque")
    memory = Memory(language="en", topic=GALATA, offered=shown, shown=[shown], signals=["needs_attraction"])
    found = understander.read("how do I get there?", now=TUESDAY, declared="en", memory=memory).understanding
    assert found.refers_to and found.refers_to.id == "suleymaniye-camii"
    later = Memory(language="en", topic=GALATA, offered=None, shown=[shown], signals=["needs_weather"])
    found = understander.read("how do I get there?", now=TUESDAY, declared="en", memory=later).understanding
    assert found.refers_to and found.refers_to.id == "galata-kulesi"


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [("çamlıca camisine şortla girilir mi", "tr", "Çamlıca Camii"), ("в галатскую башню есть очередь?", "ru", "Galata Kulesi")],
)
def test_a_quarter_beside_an_inflected_kind_is_the_sight(
    understander: Understander, text: str, language: Language, name: str
) -> None:
    found = understander.read(text, now=TUESDAY, declared=language).understanding
    assert [entity.name for entity in found.entities] == [name]


def test_a_wide_name_changes_no_topic() -> None:
    sea = Focus(id="istanbul-bogazi", name="İstanbul Boğazı", kind="waterfront")
    assert topic(Memory(topic=GALATA), [sea], (), None, None, []) == GALATA
    assert topic(Memory(), [sea], (), None, None, []) == sea
