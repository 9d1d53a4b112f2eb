"""The chaos run of the benchmark, in short: half of everything fails, and every turn is answered."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from evals.bench import chaos, stores
from evals.bench.faults import FAULTS, GOOD, World, background


def test_every_turn_is_answered_in_time_and_none_is_lost() -> None:
    try:
        found = chaos.measured(8)
    except stores.NoServer as missing:
        pytest.skip(str(missing))
    assert found["turns"] > 50
    assert not found["unanswered"] and not found["late"] and not found["lost"] and not found["complaints"]
    assert found["lines"]["store"]["cuts"] and sum(n for fault, n in found["world"].items() if fault != "ok")
    assert not chaos.failed(found) and "level" in chaos.shown(found)


@pytest.mark.parametrize("flaw", [{"unanswered": ["x"]}, {"late": 1}, {"lost": ["x"]}])
def test_one_turn_is_enough_to_fail(flaw: dict[str, object]) -> None:
    assert not chaos.failed({"unanswered": [], "late": 0, "lost": []})
    assert chaos.failed({"unanswered": [], "late": 0, "lost": [], **flaw})


def test_the_world_fails_as_often_as_it_is_told() -> None:
    import httpx

    with background() as behind:
        world = World(0.5, random.Random(1))
        url = f"http://127.0.0.1:{behind.serve(world)}"

        def call(_: int) -> None:
            with suppress(httpx.HTTPError):
                httpx.get(f"{url}/v1/forecast", timeout=0.1)

        with ThreadPoolExecutor(20) as pool:
            list(pool.map(call, range(200)))
        faulty = sum(world.answered[fault] for fault in FAULTS)
        assert faulty + world.answered["ok"] == 200 and 70 <= faulty <= 130
        world.share = 0
        assert {path: httpx.get(url + path, timeout=5).status_code for path in GOOD} == dict.fromkeys(GOOD, 200)
