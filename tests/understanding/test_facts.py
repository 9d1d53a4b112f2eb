"""What holds of the travellers is heard however it is worded, and not where it is only spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.schema import Language
from evals.stand import TUESDAY
from graph.understanding import facts, train_facts
from graph.understanding.cues import Cues
from graph.understanding.dialogue import Memory
from graph.understanding.model import Budget
from graph.understanding.pipeline import Understander

NOTHING = dict.fromkeys(facts.LABELS, 0.3)


def test_what_is_heard_is_added_and_what_is_said_in_passing_taken_back() -> None:
    cues = Cues(diet=["halal"], with_children=True)
    facts.hear(cues, {**NOTHING, "diet:halal": 0.01, "diet:nut_free": 0.9, "step_free": 0.8}, None, [])
    assert (cues.diet, cues.step_free, cues.with_children) == (["nut_free"], True, True)


def test_vegan_covers_what_else_is_not_eaten() -> None:
    cues = Cues(diet=["vegetarian", "lactose_free"])
    facts.hear(cues, {**NOTHING, "diet:vegan": 0.9}, None, [])
    assert cues.diet == ["vegan"]


def test_what_no_longer_holds_is_dropped_unless_the_message_says_it_does() -> None:
    cues = Cues()
    facts.hear(cues, {**NOTHING, "drop:budget": 0.9}, None, [])
    assert cues.drop == ["budget"]
    said = Cues(step_free=True)
    facts.hear(said, {**NOTHING, "drop:step_free": 0.9, "step_free": 0.7}, None, [])
    assert (said.drop, said.step_free) == ([], True)


@pytest.mark.parametrize(
    ("label", "number", "size"), [("party", 4, 4), ("party", None, None), ("party:2", None, 2), ("party:1", 3, 1)]
)
def test_how_many_they_are(label: str, number: int | None, size: int | None) -> None:
    cues = Cues()
    facts.hear(cues, {**NOTHING, label: 0.9}, number, [])
    assert cues.party_size == size


@pytest.mark.parametrize(
    ("language", "text", "slot"),
    [
        ("en", "peanuts could kill my son, so where is it safe to eat", "diet"),
        ("de", "meine Knie machen keine Treppen mehr mit", "step_free"),
        ("fr", "on est fauchés comme les blés, où manger", "budget"),
        ("ru", "у сына от арахиса отёк, скорую вызывали", "diet"),
        ("tr", "annemin dizleri merdiven kaldırmıyor", "step_free"),
        ("ar", "ركبي ما تتحمل الدرج", "step_free"),
    ],
)
def test_no_standard_word_is_needed(understander: Understander, language: Language, text: str, slot: str) -> None:
    found = understander.read(text, now=TUESDAY, declared=language).understanding.constraints
    assert getattr(found, slot)


def test_the_same_messages_give_the_same_bytes(tmp_path: Path) -> None:
    rows = list(train_facts.labelled("train"))[::8]
    first, second = train_facts.trained(rows, rows[::2]), train_facts.trained(rows, rows[::2])
    first.model.save(tmp_path / "first")
    second.model.save(tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_locked_messages_are_not_learnt() -> None:
    learnt = {row.id for row in train_facts.labelled("train")}
    assert learnt.isdisjoint(row.id for row in train_facts.labelled("locked"))


@pytest.mark.parametrize(
    ("language", "first", "then", "most"),
    [
        ("en", "dinner in Moda, 600 lira at most", "make it 900 then", 900),
        ("tr", "Kadıköy'de akşam yemeği, en fazla 3 bin lira", "4 bin olsun hadi", 4000),
        ("ru", "ужин на Каракёе, не больше полутора... полторы тысячи лир", "а если 2000", 2000),
        ("de", "Abendessen in Moda, höchstens 800 Lira", "und morgen um 9?", 800),
    ],
)
def test_another_sum_takes_the_place_of_the_first(
    understander: Understander, language: Language, first: str, then: str, most: int
) -> None:
    said = understander.read(first, now=TUESDAY, declared=language).understanding
    held = said.constraints.model_dump(exclude_none=True)
    memory = Memory(constraints=held, signals=[str(s.name) for s in said.signals])
    found = understander.read(then, now=TUESDAY, declared=language, memory=memory).understanding.constraints.budget
    assert isinstance(found, Budget) and found.max == most


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где поесть рыбу на берегу, но не за все деньги мира", "ru"),
        ("where can we eat fish by the water without paying a fortune", "en"),
        ("où manger du poisson au bord de l'eau sans se ruiner", "fr"),
    ],
)
def test_who_wants_fish_is_not_allergic_to_it(understander: Understander, text: str, language: Language) -> None:
    found = understander.read(text, now=TUESDAY, declared=language).understanding.constraints
    assert found.diet is None
