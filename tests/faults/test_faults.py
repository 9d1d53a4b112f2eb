"""Whatever fails, in whatever way: the turn answers in time, says what is missing, leaves nothing behind and recovers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.schema import LANGUAGES
from graph.answer import Answer
from graph.composer.words import words
from graph.services import Services
from tests.faults.dependencies import SUBJECTS, Subject
from tests.faults.matrix import (
    DEADLINE_SECONDS,
    OPEN_SECONDS,
    PAGE,
    Outcome,
    Scene,
    all_outcomes,
    loaded,
    page,
    sentence,
    worded,
)
from tests.faults.servers import FAULTS, RETRY_AFTER_SECONDS, Fault, Faulty, serving
from tests.guard.clock import Clock

CELLS = [(subject, fault) for subject in SUBJECTS for fault in FAULTS]
NAMES = [f"{subject.name}-{fault}" for subject, fault in CELLS]
PATIENCE = 2.0
"""Seconds a turn itself may take on a busy machine."""


@pytest.fixture(scope="module")
def base() -> Services:
    return loaded()


@pytest.fixture(scope="module")
def outcomes(base: Services) -> Iterator[dict[tuple[str, Fault], Outcome]]:
    before = _sockets()
    found = asyncio.run(all_outcomes(base))
    assert _sockets() <= before, "sockets are left open"
    yield {(o.subject, o.fault): o for o in found}


def _sockets() -> int:
    return sum(link.readlink().name.startswith("socket:") for link in Path("/proc/self/fd").iterdir() if link.is_symlink())


@pytest.mark.parametrize(("subject", "fault"), CELLS, ids=NAMES)
def test_a_turn_answers_in_time_at_the_right_level_with_the_right_words(
    outcomes: dict[tuple[str, Fault], Outcome], subject: Subject, fault: Fault
) -> None:
    found = outcomes[subject.name, fault]
    assert found.seconds <= DEADLINE_SECONDS
    answer = found.answer
    assert (answer.degradation.level, answer.degradation.unavailable) == (2, [subject.name]), answer.text
    assert answer.text.count(sentence("en", subject.says)) == 1, answer.text
    assert not [wrong for wrong in subject.never if wrong in answer.text], answer.text


@pytest.mark.parametrize(("subject", "fault"), CELLS, ids=NAMES)
def test_it_recovers_once_the_breaker_lets_a_call_through(
    outcomes: dict[tuple[str, Fault], Outcome], subject: Subject, fault: Fault
) -> None:
    found = outcomes[subject.name, fault]
    assert found.healthy.degradation.level == 1, found.healthy.degradation
    assert subject.healthy in found.healthy.text, found.healthy.text
    window = max(OPEN_SECONDS, RETRY_AFTER_SECONDS if fault == "429_retry_after" else 0)
    assert found.recovered_seconds <= window + PATIENCE
    assert not found.left


@pytest.mark.parametrize("subject", SUBJECTS, ids=[s.name for s in SUBJECTS])
async def test_every_language_says_what_is_missing(base: Services, subject: Subject) -> None:
    answers = await worded(base, subject)
    assert [language for language, _ in answers] == list(LANGUAGES)
    for language, answer in answers:
        assert answer.degradation.unavailable == [subject.name], (language, answer.text)
        assert sentence(language, subject.says) in answer.text.replace("\u2068", "").replace("\u2069", ""), answer.text


async def test_a_turn_that_needs_nothing_of_it_is_whole_while_everything_is_down(base: Services) -> None:
    scene = Scene(base, **{k: v for s in SUBJECTS[:-1] for k, v in s.settings("http://127.0.0.1:9").items()})
    for question in ("What is Moda like?", "How do I say thank you in Turkish?", "Where can I eat in Balat?"):
        answer, _ = await scene.ask(question, "en")
        assert answer.degradation.level == 1, answer.degradation
    await scene.services.aclose()


async def test_two_that_are_down_are_both_named(base: Services) -> None:
    scene = Scene(base, weather_base_url="http://127.0.0.1:9", rates_url="http://127.0.0.1:9")
    answer, _ = await scene.ask("What is the weather like now, and how much is 500 lira in euros?", "en")
    assert answer.degradation.unavailable == ["rates", "weather"] and answer.degradation.level == 2
    assert sentence("en", "rates-none") in answer.text and sentence("en", "weather-normal") in answer.text
    await scene.services.aclose()


async def test_an_old_forecast_is_given_with_its_age_and_a_too_old_one_is_not(base: Services) -> None:
    server, wall = Faulty(SUBJECTS[0].bodies), Clock()
    async with serving(server):
        kept = {"fresh_seconds": 3600, "stale_seconds": 12 * 3600, "open_seconds": 0.01}
        scene = Scene(base, guards={"weather": kept}, weather_base_url=f"http://127.0.0.1:{server.port}/v1/forecast")
        scene.services.loaded.city.live.weather.upstream.wall = wall

        async def asked() -> Answer:
            await asyncio.sleep(0.02)
            return (await scene.ask(SUBJECTS[0].questions["en"], "en"))[0]

        assert (await asked()).degradation.level == 1
        server.fault = "500"
        wall.seconds += 40 * 60
        assert (await asked()).degradation.level == 1, "as good as live"
        wall.seconds += 60 * 60
        answer = await asked()
        assert answer.degradation.unavailable == ["weather"]
        assert words("en").say("weather-stale", minutes=100) in answer.text and "17" in answer.text
        wall.seconds += 12 * 3600
        assert sentence("en", "weather-normal") in (await asked()).text
        await scene.services.aclose()


def test_the_page_is_current(outcomes: dict[tuple[str, Fault], Outcome]) -> None:
    assert page(list(outcomes.values())) == PAGE.read_text("utf-8"), "run python -m tests.faults"
