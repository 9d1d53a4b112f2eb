"""What is heard in a message after a card, however it is worded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.schema import Language
from graph.linear import quantised
from graph.triage import hearing, train_hearing
from graph.triage.follow_up import NOTHING, UNCLEAR, FollowUps, begin
from graph.triage.hearing import Hearing


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps.load()


@pytest.mark.parametrize(
    ("text", "language", "kind", "intent"),
    [
        ("found her, she was at the kiosk eating ice cream, thank god", "en", "missing_child", "over"),
        ("bulduk şükür, hediyelikçinin orda ağlıyormuş", "tr", "missing_child", "over"),
        ("c'est bon on l'a retrouvée, un marchand la gardait", "fr", "missing_child", "over"),
        ("нашли его, слава богу, он просто зашел в магазин", "ru", "missing_child", "over"),
        ("Gott sei Dank, er war bei den Eisständen, wir haben ihn wieder", "de", "missing_child", "over"),
        ("الحمدلله لقيناها عند بياع", "ar", "missing_child", "over"),
    ],
)
def test_good_news_is_heard_in_any_words(follow_ups: FollowUps, text: str, language: Language, kind: str, intent: str) -> None:
    assert follow_ups.answer(text, language, begin(kind)).intent == intent


@pytest.mark.parametrize(
    ("text", "language"),
    [("it is over for me", "en"), ("her şey bitti artık benim için", "tr"), ("tout sera bientôt fini", "fr"),
     ("скоро всё закончится", "ru"), ("bald ist alles vorbei", "de"), ("كل شي رح يخلص قريب", "ar")],
)  # fmt: skip
def test_a_farewell_ends_nothing(follow_ups: FollowUps, text: str, language: Language) -> None:
    assert follow_ups.answer(text, language, begin("self_harm")).state["active"]


def test_with_help_called_one_other_message_is_enough(follow_ups: FollowUps) -> None:
    called = follow_ups.answer("I called 112", "en", begin("medical"))
    assert called.intent == "called" and called.state["active"]
    after = follow_ups.answer("which ferry goes to Kadıköy?", "en", called.state)
    assert not after.text and not after.state["active"]
    first = follow_ups.answer("which ferry goes to Kadıköy?", "en", begin("medical"))
    assert first.intent == UNCLEAR and first.state["active"]


def test_the_same_messages_give_the_same_bytes(tmp_path: Path) -> None:
    found = list(train_hearing.heard("train"))[::5]
    for number in range(2):
        train_hearing.trained(found)[0].model.save(tmp_path / f"{number}")
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()


def test_locked_messages_are_not_learnt() -> None:
    learnt = {row.text for row in train_hearing.heard("train")}
    assert learnt.isdisjoint(row.text for row in train_hearing.heard("locked"))
    assert NOTHING in train_hearing.LABELS


def test_a_model_of_another_layout_is_refused(tmp_path: Path) -> None:
    quantised(("over",), np.zeros((8, 1)), np.zeros(1), np.stack([np.ones(1), np.zeros(1)])).save(tmp_path / "other")
    with pytest.raises(ValueError, match="laid out"):
        Hearing.load(tmp_path / "other")
    assert Hearing.load().model.buckets == hearing.COLUMNS
