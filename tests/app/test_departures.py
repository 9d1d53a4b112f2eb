"""A client that leaves takes its turn with it and leaves the conversation usable; a turn ends in time whatever hangs."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable

import httpx
import pytest

from evals.endpoint import ModelServer, Says, Stalls
from tests.app.test_chat import check
from tests.serving import PATIENCE, EventReader, Served, StreamEvent, ask, shown, stream
from tests.weather_server import WeatherServer

Model = tuple[ModelServer, str]
Weather = tuple[WeatherServer, str]


def leave_after(client: httpx.Client, event: str, body: dict[str, object]) -> list[StreamEvent]:
    """Reads a stream up to the first event of that name, then hangs up."""
    reader, found = EventReader(), []
    with client.stream("POST", "/api/v1/chat/stream", json=body) as reply:
        for line in reply.iter_lines():
            if got := reader.line(line):
                found.append(got)
                if got.name == event:
                    break
    return found


def active(client: httpx.Client) -> float:
    found = re.search(r"^companion_active_turns (\S+)$", client.get("/metrics").text, re.MULTILINE)
    assert found
    return float(found.group(1))


def test_leaving_while_the_model_is_silent_ends_the_turn(start: Callable[..., Served], model: Model) -> None:
    endpoint, url = model
    endpoint.replies = [Stalls()]
    served = start(llm_base_url=url, llm_model="slow")
    with served.client() as client:
        found = leave_after(client, "understanding", {"message": "What is Moda like?"})
        assert served.turns_left() == []
        assert active(client) == 0
        endpoint.replies = [Says("Moda is by the sea.")]
        conversation = found[0].data["conversation_id"]
        answer = ask(client, "And what is Balat like?", conversation_id=conversation)
        check(answer)
        assert answer["conversation_id"] == conversation


def test_leaving_in_the_middle_of_a_sentence_ends_the_turn(start: Callable[..., Served], model: Model) -> None:
    endpoint, url = model
    endpoint.replies = [Stalls("Moda is by the sea. It is")]
    served = start(llm_base_url=url, llm_model="slow")
    with served.client() as client:
        found = leave_after(client, "token", {"message": "What is Moda like?"})
        assert served.turns_left() == []
        endpoint.replies = [Says("Balat is colourful.")]
        check(ask(client, "And what is Balat like?", conversation_id=found[0].data["conversation_id"]))


def test_leaving_while_a_tool_runs_leaves_no_call_unanswered(start: Callable[..., Served], weather: Weather) -> None:
    service, url = weather
    service.mood = "silent"
    served = start(weather_base_url=url, weather_timeout_seconds=4)
    with served.client() as client:
        found = leave_after(client, "tool", {"message": "Will it rain tomorrow in Istanbul?"})
        assert served.turns_left() == []
        assert active(client) == 0
        conversation = found[0].data["conversation_id"]
        check(ask(client, "What is Balat like?", conversation_id=conversation))
        roles = [m["role"] for m in client.get(f"/api/v1/conversations/{conversation}").json()["messages"]]
        assert roles[-2:] == ["user", "assistant"]


def test_leaving_before_the_json_is_there_ends_the_turn(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="slow")

    async def hang_up() -> None:
        async with served.async_client() as client:
            turn = asyncio.create_task(client.post("/api/v1/chat", json={"message": "What is Moda like?"}))
            while await asyncio.to_thread(served.run, running()) == 0:
                assert not turn.done()
            turn.cancel()
            await asyncio.wait([turn])

    async def running() -> int:
        return sum(t.get_name().startswith("turn-") for t in asyncio.all_tasks())

    asyncio.run(hang_up())
    assert served.turns_left() == []


async def test_many_who_leave_at_once_leave_nothing(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="slow")

    async with served.async_client() as client:

        async def leave() -> None:
            async with client.stream("POST", "/api/v1/chat/stream", json={"message": "What is Moda like?"}) as reply:
                async for line in reply.aiter_lines():
                    if line == "event: understanding":
                        return

        await asyncio.gather(*(leave() for _ in range(20)))
    assert served.turns_left() == []


def test_a_second_turn_waits_no_longer_than_its_own_deadline(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="slow", turn_deadline_seconds=3)
    with served.client() as client:
        conversation = ask(client, "Hello!")["conversation_id"]
        body = {"message": "What is Moda like?", "conversation_id": conversation}
        with client.stream("POST", "/api/v1/chat/stream", json=body) as first:
            lines = first.iter_lines()
            next(line for line in lines if line == "event: understanding")
            began = time.monotonic()
            check(ask(client, "What is Balat like?", conversation_id=conversation))
            assert time.monotonic() - began < 4.5


@pytest.mark.parametrize("deadline", [0.001, 0.05, 0.3])
def test_however_short_the_deadline_the_turn_ends_with_an_answer(start: Callable[..., Served], deadline: float) -> None:
    served = start(turn_deadline_seconds=deadline)
    with served.client() as client:
        client.post("/api/v1/understand", json={"message": "hello"})
        began = time.monotonic()
        found = stream(client, "Where do I eat near Galata and how do I get there from Kadıköy?", language="tr")
        assert time.monotonic() - began < deadline + 1.5
        answer = found[-1].data["answer"]
        check(answer)
        assert answer["language"] == "tr"
        assert shown(found) == answer["text"]
        if answer["degradation"]["level"] > 1:
            assert answer["degradation"]["unavailable"]


def test_an_emergency_needs_no_time(start: Callable[..., Served]) -> None:
    with start(turn_deadline_seconds=0.3).client() as client:
        assert ask(client, "My friend is not breathing, help!")["emergency"] is not None


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
def test_the_text_of_a_turn_that_failed_is_in_the_right_language(start: Callable[..., Served], language: str) -> None:
    with start(turn_deadline_seconds=0.0001).client() as client:
        answer = ask(client, "Galata Kulesi", language=language)
        check(answer)
        assert answer["language"] == language
        assert "112" in answer["text"] or answer["degradation"]["level"] < 4


def test_a_hanging_weather_service_cannot_hold_a_turn(start: Callable[..., Served], weather: Weather) -> None:
    service, url = weather
    service.mood = "silent"
    served = start(weather_base_url=url, weather_timeout_seconds=30, turn_deadline_seconds=2.5)
    with served.client() as client:
        began = time.monotonic()
        answer = ask(client, "Will it rain tomorrow in Istanbul?", language="en")
        assert time.monotonic() - began < 3.0
        check(answer)
        assert answer["degradation"]["level"] in (2, 3)
        assert answer["degradation"]["unavailable"] == ["weather"]
        assert "weather" in answer["text"].lower() or "forecast" in answer["text"].lower()


def test_a_hanging_model_cannot_hold_a_turn(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="slow", turn_deadline_seconds=2.5)
    with served.client() as client:
        began = time.monotonic()
        answer = ask(client, "What is Moda like?", language="en")
        assert time.monotonic() - began < 3.0
        check(answer)
        assert answer["degradation"] == {"level": 2, "name": "partial", "unavailable": ["model"]}
        assert "Moda" in answer["text"]


def test_the_server_stops_while_turns_are_running(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="slow", turn_deadline_seconds=PATIENCE)
    with served.client() as client:
        leave_after(client, "understanding", {"message": "What is Moda like?"})
    assert served.turns_left() == []
