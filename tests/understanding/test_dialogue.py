"""What a message takes over from the turns before it."""

from __future__ import annotations

from datetime import datetime

from graph.understanding.dialogue import Focus, Memory
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
