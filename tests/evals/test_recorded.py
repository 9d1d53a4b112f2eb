"""A replay is green twice with identical results, and red when something is broken."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import pytest_asyncio

from evals.recorded import __main__ as command
from evals.recorded import cases
from evals.recorded.cases import Conversation, conversations, read, write
from evals.recorded.compare import complaints, matches
from evals.recorded.record import recorded
from evals.recorded.replay import Replayer
from evals.recorded.scripts import Script, scripts
from evals.suites.recorded import replay
from graph.record import RecordedCall, RecordedTurn, Recorder
from tools.results import Artifact

LANGUAGES = ("en", "tr", "fr", "ru", "de", "ar")


@pytest_asyncio.fixture
async def replayer() -> Replayer:
    return await Replayer.start()


@pytest.fixture
def few() -> list[Conversation]:
    """Two of each language: enough to see a break."""
    return [c for language in LANGUAGES for c in [c for c in conversations() if c.language == language][:2]]


def test_the_set_is_as_large_as_it_should_be() -> None:
    found = conversations()
    for language in LANGUAGES:
        turns = [len(c.turns) for c in found if c.language == language]
        assert len(turns) >= 15 and min(turns) >= 3 and max(turns) <= 8
    assert {c.id for c in found} >= {s.id for s in scripts()}
    assert any(t.replies for c in found for t in c.turns), "no conversation has a model's replies"


async def test_a_replay_is_green_twice_with_identical_results(replayer: Replayer, few: list[Conversation]) -> None:
    first, second = await replay(few, replayer), await replay(few, replayer)
    assert first.figures["pass_k"]["all"] == 1.0
    assert first.figures == second.figures
    assert [f.shown for f in first.failures] == [f.shown for f in second.failures]


async def test_a_broken_tool_is_red(replayer: Replayer, few: list[Conversation]) -> None:
    async def broken(*_: object) -> Artifact:
        raise RuntimeError("broken")

    tools = dict(replayer.services.tools)
    tools["find_attractions"] = dataclasses.replace(tools["find_attractions"], run=broken)
    replayer.services.tools = tools
    outcome = await replay(few, replayer, runs=1)
    assert outcome.figures["passed"]["all"] < 1.0 and outcome.figures["trajectory"]["all"] < 1.0


async def test_a_wrong_threshold_is_red(replayer: Replayer, few: list[Conversation]) -> None:
    for limits in replayer.services.loaded.understander.detector.thresholds.values():
        limits.update(dict.fromkeys(limits, 1.01))
    outcome = await replay(few, replayer, runs=1)
    assert outcome.figures["signals"]["all"] < 1.0 and outcome.figures["passed"]["all"] < 1.0


async def test_another_prompt_is_red(replayer: Replayer) -> None:
    spoken = [c for c in conversations() if any(t.replies for t in c.turns)]
    assert (await replay(spoken, replayer, runs=1)).figures["prompt"]["all"] == 1.0
    replayer.prompts["en"] = "another"
    assert (await replay(spoken, replayer, runs=1)).figures["prompt"]["all"] < 1.0


async def test_what_is_recorded_now_is_answered_the_same_now(replayer: Replayer) -> None:
    script: Script = next(s for s in scripts() if s.language == "en")
    (case,) = await recorded([script])
    again = await replayer.run(case)
    assert [complaints(t, a) for t, a in zip(case.turns, again, strict=True)] == [[] for _ in case.turns]


def test_trajectories() -> None:
    one, two = (RecordedCall(name=n, args={"a": 1}, status="success") for n in ("one", "two"))
    assert matches([one, two], [one, two], "strict") and not matches([one, two], [two, one], "strict")
    assert matches([one, two], [two, one], "unordered") and not matches([one, two], [one], "unordered")
    assert matches([one, two], [one], "subset") and not matches([one], [one, one], "subset")


async def test_a_kept_conversation_becomes_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = conversations()[0]
    turn = RecordedTurn.model_validate(known.turns[0].model_dump(exclude={"expect", "conversation"}) | {"conversation": "abc"})
    await Recorder(tmp_path).keep(turn)
    file = tmp_path / f"{turn.at:%Y-%m-%d}.jsonl"
    assert list(read(file)) == ["abc"]
    monkeypatch.setattr(cases.conversations, "__defaults__", (tmp_path / "set",))
    monkeypatch.setattr(command, "FOLDER", tmp_path / "set")
    assert command.main(["promote", str(file), "--conversation", "nobody"]) == 2
    assert command.main(["promote", str(file), "--conversation", "abc", "--id", "real-1"]) == 0
    (case,) = conversations(tmp_path / "set")
    assert case.id == "real-1" and not case.scripted and case.turns[0].said == turn.said
    assert command.main(["promote", str(file), "--conversation", "abc", "--id", "real-1"]) == 2


def test_a_set_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "en.jsonl"
    some = conversations()[:2]
    write(some, file)
    assert conversations(tmp_path) == some
    assert not list(tmp_path.glob("*.part"))
