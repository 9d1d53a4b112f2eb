"""What is broken in the program shows in the figures: against the floors in the repository, a real break is red."""

from __future__ import annotations

import dataclasses

import pytest

from evals import floors
from evals.messages import Message, locked
from evals.outcome import Outcome
from evals.registry import SUITES
from evals.stand import Stand
from evals.suites import answers, emergency, language, routes, signals
from graph.understanding.language import Guess
from tools.registry import TOOLS
from tools.results import Artifact
from tools.transit.planner import Journeys, Planner


def fallen(name: str, outcome: Outcome) -> set[str]:
    """The metrics of a suite that are below their floor."""
    return {b.metric for b in floors.breaches(name, outcome, floors.load(), SUITES[name].ceilings)}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """A fifth of the messages is enough to see a break."""
    chosen = locked()[::5]
    for suite in (signals, language):
        monkeypatch.setattr(suite, "locked", lambda: chosen)
    return chosen


async def test_a_broken_tool_is_seen(program: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> Artifact:
        raise RuntimeError("broken")

    monkeypatch.setitem(TOOLS, "find_restaurants", dataclasses.replace(TOOLS["find_restaurants"], run=broken))
    assert {"passed", "form"} <= fallen("answers", await answers.run(program))


@pytest.mark.usefixtures("few")
async def test_a_wrong_threshold_is_seen(program: Stand) -> None:
    for limits in program.loaded.understander.detector.thresholds.values():
        limits.update(dict.fromkeys(limits, 1.01))
    assert {"micro_f1", "macro_f1", "none_precision"} <= fallen("signals", await signals.run(program))


@pytest.mark.usefixtures("few")
async def test_a_deaf_language_detector_is_seen(program: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    detector = type(program.loaded.understander.languages)
    monkeypatch.setattr(detector, "guess", lambda *_: Guess("en", 1.0))
    assert {"accuracy", "short"} <= fallen("language", await language.run(program))


async def test_a_triage_that_is_always_calm_or_never_is_seen(program: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    triage = type(program.loaded.triage)
    calm, alarm = (program.loaded.triage.assess(text) for text in ("hello", "he is not breathing, help"))
    assert (calm.level, alarm.level) == ("none", "emergency")
    monkeypatch.setattr(triage, "assess", lambda *_: calm)
    assert {"seen", "certain"} <= fallen("emergency", await emergency.run(program))
    monkeypatch.setattr(triage, "assess", lambda *_: alarm)
    assert {"calm", "kind"} <= fallen("emergency", await emergency.run(program))


async def test_a_planner_without_routes_is_seen(program: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Planner, "plan", lambda *_, **__: Journeys([], [], []))
    assert fallen("routes", await routes.run(program)) == {"passed", "same"}
