"""One turn as server-sent events: which come, in which order, and that they add up to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from tests.app.test_chat import check
from tests.serving import PATIENCE, EventReader, Served, StreamEvent, events, shown, stream

ORDINARY = re.compile(r"start understanding( tool)*( reset)?( token)+ done")
EMERGENCY = re.compile(r"start emergency understanding( token)+ done")


def order(found: list[StreamEvent]) -> str:
    return " ".join(e.name for e in found)


@pytest.mark.parametrize(
    "message",
    [
        "Where can I have breakfast in Beşiktaş?",
        "Wie komme ich von Sirkeci nach Üsküdar?",
        "Hava nasıl?",
        "Bonjour !",
        "Расскажи про Балат",
        "ما هي الأحداث هذا الأسبوع؟",
        "asdf qwer zxcv",
        "🙂",
    ],
)
def test_events_come_in_the_contracts_order(client: httpx.Client, message: str) -> None:
    assert ORDINARY.fullmatch(order(stream(client, message)))


def test_an_emergency_comes_before_anything_else(client: httpx.Client) -> None:
    found = stream(client, "He collapsed and is not breathing", language="en")
    assert EMERGENCY.fullmatch(order(found))
    assert found[1].data["card"] == found[-1].data["answer"]["emergency"]


def test_ids_rise(client: httpx.Client) -> None:
    ids = [int(e.id) for e in stream(client, "Which museums are near Sultanahmet?")]
    assert ids == sorted(set(ids)) and ids[0] >= 1


@pytest.mark.parametrize(
    "message", ["Where can I eat baklava in Karaköy?", "Hello!", "Her arm is bleeding heavily, call somebody!"]
)
def test_the_tokens_are_the_answers_text(client: httpx.Client, message: str) -> None:
    found = stream(client, message)
    answer = found[-1].data["answer"]
    check(answer)
    assert shown(found) == answer["text"]


def test_start_names_what_the_answer_names(client: httpx.Client) -> None:
    found = stream(client, "What is Moda like?")
    answer = found[-1].data["answer"]
    assert found[0].data == {"conversation_id": answer["conversation_id"], "message_id": answer["message_id"]}


def test_understanding_is_the_answers(client: httpx.Client) -> None:
    found = stream(client, "Where can I eat künefe in Fatih today?")
    told = next(e for e in found if e.name == "understanding").data
    answer = found[-1].data["answer"]
    assert told["understanding"] == answer["understanding"]


def test_done_is_the_answer_however_the_contract_is_read(client: httpx.Client) -> None:
    data = dict(stream(client, "What is Moda like?")[-1].data)
    nested = data.pop("answer")
    assert nested == data


def test_every_tool_that_starts_ends(client: httpx.Client) -> None:
    tools = [
        e.data for e in stream(client, "Where do I eat near Galata and how do I get there from Kadıköy?") if e.name == "tool"
    ]
    started = [t["name"] for t in tools if t["status"] == "started"]
    ended = [t["name"] for t in tools if t["status"] in ("ok", "degraded", "failed")]
    assert started and sorted(started) == sorted(ended)
    assert all(t["ms"] >= 0 for t in tools if t["status"] != "started")


def test_nothing_between_may_keep_or_buffer_it(client: httpx.Client) -> None:
    body = {"message": "Hello!"}
    with client.stream("POST", "/api/v1/chat/stream", json=body, headers={"Accept-Encoding": "gzip, br"}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in reply.headers and "content-length" not in reply.headers
        events(reply.iter_lines())


def test_the_stream_and_the_json_say_the_same(client: httpx.Client) -> None:
    message = "What is on at Rumeli Hisarı?"
    streamed = stream(client, message)[-1].data["answer"]
    whole = client.post("/api/v1/chat", json={"message": message}).json()
    own = {"conversation_id", "message_id", "timings_ms", "cached", "text", "suggestions"}
    assert {k: v for k, v in streamed.items() if k not in own} == {k: v for k, v in whole.items() if k not in own}


def test_a_bad_request_is_a_problem_rather_than_a_stream(client: httpx.Client) -> None:
    reply = client.post("/api/v1/chat/stream", json={"message": ""})
    assert reply.status_code == 422 and reply.headers["content-type"] == "application/problem+json"


def test_comments_keep_a_quiet_stream_open(start: Callable[..., Served], silent_model: str) -> None:
    served = start(llm_base_url=silent_model, llm_model="silent", llm_timeout_seconds=30)
    reader = EventReader()
    with (
        served.client() as client,
        client.stream("POST", "/api/v1/chat/stream", json={"message": "What is Moda like?"}) as reply,
    ):
        for line in reply.iter_lines():
            reader.line(line)
            if reader.comments:
                break
    assert reader.comments
    assert served.turns_left() == []
    assert PATIENCE > 5
