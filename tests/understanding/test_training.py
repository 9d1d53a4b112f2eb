"""The model follows from the messages and nothing else."""

from __future__ import annotations

from pathlib import Path

from evals.suites.talks import talks
from graph.understanding import train_carry
from graph.understanding.train import Reader, rows, trained


def test_the_same_messages_give_the_same_bytes(tmp_path: Path) -> None:
    messages = list(rows("dev"))[::4]
    first, second = trained(messages), trained(messages)
    first.model.save(tmp_path / "first")
    second.model.save(tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert first.thresholds == second.thresholds


def test_the_locked_part_is_not_read() -> None:
    assert {row["split"] for row in rows("train", "dev")} == {"train", "dev"}


def test_the_follow_up_model_follows_from_the_messages(tmp_path: Path) -> None:
    found = list(train_carry.follow_ups("train"))[::6]
    first, second = train_carry.trained(found), train_carry.trained(found)
    for number, learnt in enumerate((first, second)):
        learnt.model.save(tmp_path / f"model{number}")
        learnt.placed.save(tmp_path / f"placed{number}")
        learnt.decision.save(tmp_path / f"decision{number}")
    for name in ("model", "placed", "decision"):
        assert (tmp_path / f"{name}0").read_bytes() == (tmp_path / f"{name}1").read_bytes()


def test_locked_follow_ups_are_not_learnt() -> None:
    learnt = {row.id for row in train_carry.follow_ups("train")}
    assert learnt.isdisjoint(row.id for row in train_carry.follow_ups("locked"))


def test_locked_conversations_are_not_learnt() -> None:
    learnt = {row.id.rpartition("-")[0] for row in train_carry.talked(Reader.load())}
    locked = {talk.id for _, talk in talks() if talk.split == "locked"}
    assert learnt and locked and learnt.isdisjoint(locked)
