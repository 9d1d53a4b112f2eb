"""`langgraph dev` serves the graph, and the stock client of its server works with it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from langgraph_sdk import get_client

ROOT = Path(__file__).resolve().parents[2]
LANGGRAPH = Path(sys.executable).with_name("langgraph")
STARTING_SECONDS = 120.0


@dataclass
class Studio:
    """A running development server, and everything it has printed."""

    url: str
    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)
    ready: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)
            if "Application started" in line or "Server started" in line:
                self.ready.set()
        self.ready.set()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("studio")
    for name in ("app", "graph", "tools", "data", "prompts", "langgraph.json", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".env").write_text("WEATHER_BASE_URL=http://127.0.0.1:9/\n")
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "LANGSMITH_TRACING": "false",
        "LANGGRAPH_CLI_NO_ANALYTICS": "1",
        "NO_COLOR": "1",
    }
    process = subprocess.Popen(
        [str(LANGGRAPH), "dev", "--no-browser", "--no-reload", "--host", "127.0.0.1", "--port", str(port)],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    running = Studio(f"http://127.0.0.1:{port}", process)
    listener = threading.Thread(target=running.listen, daemon=True)
    listener.start()
    try:
        assert running.ready.wait(STARTING_SECONDS) and process.poll() is None, "".join(running.printed)
        assert httpx.get(f"{running.url}/ok", timeout=30).json()["ok"] is True
        yield running
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        listener.join(10)


async def test_the_stock_client_streams_a_turn_and_reads_it_back(studio: Studio) -> None:
    client = get_client(url=studio.url)
    assert [a["graph_id"] for a in await client.assistants.search()] == ["companion"]
    thread = await client.threads.create()
    asked = {"messages": [{"role": "user", "content": "Where can I eat lahmacun in Fatih?"}]}
    chunks = [
        c
        async for c in client.runs.stream(
            thread["thread_id"], "companion", input=asked, stream_mode=["messages-tuple", "values"]
        )
    ]
    names = {c.event.partition("|")[0] for c in chunks}
    assert {"metadata", "messages", "values"} <= names and "error" not in names, chunks
    answer = [c.data for c in chunks if c.event == "values"][-1]["messages"][-1]
    assert answer["type"] == "ai" and "lahmacun" in answer["content"]
    spoken = [
        c.data[0] for c in chunks if c.event == "messages" and c.data[0]["type"] == "AIMessageChunk" and c.data[0]["content"]
    ]
    assert len(spoken) > 1 and {m["id"] for m in spoken} == {answer["id"]}, "what is streamed is the message that is kept"
    assert "".join(m["content"] for m in spoken) == answer["content"]
    whole = [c.data[0] for c in chunks if c.event == "messages" and c.data[0]["type"] == "ai" and c.data[0]["content"]]
    assert whole == [], "an answer that was streamed is not sent a second time"

    state = await client.threads.get_state(thread["thread_id"])
    assert [m["type"] for m in state["values"]["messages"]] == ["human", "ai", "tool", "ai"]
    assert state["next"] == []
    history = await client.threads.get_history(thread["thread_id"], limit=50)
    assert {step for h in history for step in h["next"]} >= {"triage", "understand", "tools", "compose"}

    again = {"messages": [{"role": "user", "content": "And how do I get to the first one from Taksim?"}]}
    found = await client.runs.wait(thread["thread_id"], "companion", input=again)
    assert [m["type"] for m in found["messages"]].count("human") == 2


async def test_studio_sees_what_goes_in_and_out(studio: Studio) -> None:
    client = get_client(url=studio.url)
    assistant = (await client.assistants.search())[0]["assistant_id"]
    schemas = await client.assistants.get_schemas(assistant)
    assert set(schemas["input_schema"]["properties"]) == {"messages"}
    assert set(schemas["output_schema"]["properties"]) == {"messages", "turn"}
    assert set(schemas["context_schema"]["properties"]) >= {"language", "lat", "lon"}
    drawn = await client.assistants.get_graph(assistant)
    assert {"triage", "compose", "verify"} <= {str(n["id"]) for n in drawn["nodes"]}


async def test_the_page_and_the_api_are_served_beside_it(studio: Studio) -> None:
    async with httpx.AsyncClient(base_url=studio.url, timeout=30) as client:
        assert (await client.get("/api/health/ready")).json() == {"status": "ok"}
        reply = await client.post("/api/v1/chat", json={"message": "Hello!"})
        assert reply.status_code == 200 and reply.json()["text"]
        assert (await client.get("/")).headers["content-type"].startswith("text/html")


def test_the_graph_is_loaded_without_a_complaint(studio: Studio) -> None:
    assert httpx.get(f"{studio.url}/ok", timeout=30).status_code == 200
    loud = [
        line for line in studio.printed if re.search(r"\b(warning|error|critical|exception|traceback)\b", line, re.IGNORECASE)
    ]
    about_us = [
        line for line in loud if re.search(r"graph|schema|checkpoint|companion|app\.main|blocking|import", line, re.IGNORECASE)
    ]
    assert about_us == [], "".join(about_us)
