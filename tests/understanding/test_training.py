"""The model follows from the messages and nothing else."""

from __future__ import annotations

from pathlib import Path

from graph.understanding.train import rows, trained


def test_the_same_messages_give_the_same_bytes(tmp_path: Path) -> None:
    messages = list(rows("dev"))[::4]
    first, second = trained(messages), trained(messages)
    first.model.save(tmp_path / "first")
    second.model.save(tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert first.thresholds == second.thresholds


def test_the_locked_part_is_not_read() -> None:
    assert {row["split"] for row in rows("train", "dev")} == {"train", "dev"}
