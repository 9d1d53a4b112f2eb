"""The endpoint of tests and evals speaks the protocol that `openai`'s and LangChain's own clients speak, and fails as told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import openai
import pytest
from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI

from evals.bench.servers import running
from evals.endpoint import Breaks, Calls, Empty, Endless, Fails, Leaks, ModelServer, Reply, Says, Stalls, rules
from tests.serving import listening

TOOL = {"type": "function", "function": {"name": "get_weather", "description": "Weather", "parameters": {"type": "object"}}}
ASKED: list[Any] = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello?"}]


@pytest.fixture
def server() -> Iterator[tuple[ModelServer, openai.OpenAI]]:
    app = ModelServer()
    with listening(app) as served:
        yield app, openai.OpenAI(base_url=f"{served.url}/v1", api_key="local", max_retries=0, timeout=1.0)


def streamed(client: openai.OpenAI, **given: Any) -> list[Any]:
    options = {"include_usage": True}
    with client.chat.completions.create(model="any", messages=ASKED, stream=True, stream_options=options, **given) as chunks:  # type: ignore[call-overload]
        return list(chunks)


def said(chunks: list[Any]) -> str:
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


def test_a_text_comes_word_by_word_with_its_usage(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Says("Moda is by the sea.")]
    chunks = streamed(client)
    assert said(chunks) == "Moda is by the sea." and len(chunks) > 5
    assert chunks[-1].usage.total_tokens == chunks[-1].usage.prompt_tokens + chunks[-1].usage.completion_tokens > 0
    whole = client.chat.completions.create(model="any", messages=ASKED)
    assert whole.choices[0].message.content == "Moda is by the sea." and whole.usage and whole.usage.total_tokens > 0


def test_calls_come_side_by_side_and_in_pieces(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Calls("get_weather", {"when": "today"}, (Calls("plan_route", {"to": "Moda"}),))]
    whole = client.chat.completions.create(model="any", messages=ASKED, tools=[TOOL])  # type: ignore[list-item]
    calls = whole.choices[0].message.tool_calls or []
    assert [c.function.name for c in calls] == ["get_weather", "plan_route"]  # type: ignore[union-attr]
    parts = [t for c in streamed(client, tools=[TOOL]) if c.choices for t in c.choices[0].delta.tool_calls or []]
    arguments = "".join(p.function.arguments for p in parts if p.index == 1)
    assert json.loads(arguments) == {"to": "Moda"}


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Fails(429), openai.RateLimitError),
        (Fails(500), openai.InternalServerError),
        (Fails(401), openai.AuthenticationError),
        (Stalls(), openai.APITimeoutError),
        (Says("Late.", before=3.0), openai.APITimeoutError),
    ],
)
def test_faults_are_what_the_client_takes_them_for(
    server: tuple[ModelServer, openai.OpenAI], reply: Reply, error: type[Exception]
) -> None:
    app, client = server
    app.replies = [reply]
    with pytest.raises(error):
        client.chat.completions.create(model="any", messages=ASKED)


def test_a_stall_in_the_middle_is_noticed(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Stalls("Moda is")]
    with pytest.raises((openai.APITimeoutError, httpx2.TimeoutException)):
        streamed(client)


def test_a_stream_cut_in_mid_token_has_no_end(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Breaks("Moda is")]
    try:
        chunks = streamed(client)
    except (openai.APIError, json.JSONDecodeError):
        return
    assert all(c.choices[0].finish_reason is None for c in chunks if c.choices)


def test_there_may_be_no_choice_and_no_end(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Empty()]
    assert client.chat.completions.create(model="any", messages=ASKED).choices == []
    app.replies = [Endless("and on ")]
    with client.chat.completions.create(model="any", messages=ASKED, stream=True) as chunks:
        for n, _ in enumerate(chunks):
            if n > 500:
                break


def test_it_can_repeat_what_it_was_told_in_secret(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Leaks("Sure: ")]
    assert client.chat.completions.create(model="any", messages=ASKED).choices[0].message.content == "Sure: Be kind."


async def test_langchains_client_reads_it_too(server: tuple[ModelServer, openai.OpenAI]) -> None:
    app, client = server
    app.replies = [Calls("get_weather", {}, raw='{"when": "tod')]
    model = ChatOpenAI(model="any", base_url=str(client.base_url), api_key="local", max_retries=0, stream_usage=True)  # type: ignore[arg-type]
    whole: Any = None
    async for chunk in model.bind_tools([TOOL]).astream([HumanMessage("Hello?")]):
        whole = chunk if whole is None else whole + chunk
    assert whole.usage_metadata["total_tokens"] > 0
    assert whole.tool_calls or whole.invalid_tool_calls


def test_a_script_goes_by_what_was_asked_and_keeps_nothing() -> None:
    script = rules(
        [
            {
                "contains": "route",
                "replies": [{"kind": "calls", "name": "plan_route", "args": {}}, {"kind": "says", "text": "Go."}],
            },
            {"replies": [{"kind": "says", "text": "Hm."}]},
        ]
    )
    asked = {"role": "user", "content": "a route"}
    called = {"role": "assistant", "tool_calls": [{}]}
    assert script({"messages": [asked]}) == Calls("plan_route", {})
    assert script({"messages": [asked, called, {"role": "tool"}]}) == Says("Go.")
    assert script({"messages": [asked, called, {"role": "tool"}, called]}) == Says("Go.")
    assert script({"messages": [asked, {"role": "user", "content": "else"}]}) == Says("Hm.")


def test_it_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps([{"replies": [{"kind": "says", "text": "Alone."}]}]))
    with running(["evals.endpoint", str(file)], {}, tmp_path / "complaints.log") as alone:
        body = {"model": "any", "messages": [{"role": "user", "content": "x"}]}
        reply = httpx.post(f"http://127.0.0.1:{alone.port}/v1/chat/completions", json=body).json()
    assert reply["choices"][0]["message"]["content"] == "Alone."
