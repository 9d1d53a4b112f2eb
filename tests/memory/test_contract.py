"""What holds of every store: the same tests against SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, STDOUT
from typing import Any
from uuid import uuid4

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import Checkpoint, empty_checkpoint
from langgraph.graph import END, START, StateGraph

from graph.memory import MIGRATIONS, Memory, open_memory
from graph.state import State


def config(thread: str, checkpoint: str | None = None) -> RunnableConfig:
    found: dict[str, Any] = {"thread_id": thread, "checkpoint_ns": ""}
    return {"configurable": {**found, "checkpoint_id": checkpoint} if checkpoint else found}


def checkpoint(version: str, **values: Any) -> Checkpoint:
    return {**empty_checkpoint(), "channel_values": values, "channel_versions": dict.fromkeys(values, version)}


async def put(memory: Memory, thread: str, saved: Checkpoint, parent: str | None = None, step: int = 0) -> RunnableConfig:
    versions = saved["channel_versions"]
    return await memory.saver.aput(config(thread, parent), saved, {"source": "loop", "step": step, "parents": {}}, versions)


async def test_a_record_belongs_to_its_owner(url: str) -> None:
    async with open_memory(url) as memory:
        await memory.create("one", "alice")
        await memory.create("two", None)
        assert await memory.owned("one", "alice") and await memory.owned("two", None)
        assert not await memory.owned("one", "bob") and not await memory.owned("one", None)
        assert not await memory.owned("two", "alice") and not await memory.owned("three", None)


async def test_a_record_is_never_taken_over(url: str) -> None:
    async with open_memory(url) as memory:
        await memory.create("one", "alice")
        await memory.create("one", "bob")
        assert await memory.owned("one", "alice") and not await memory.owned("one", "bob")


@pytest.mark.parametrize("strange", ["\x00", "a\x00b", "\ud800", "x" * 65, "", "a b", "a'; DROP TABLE conversations; --"])
async def test_an_id_nobody_was_given_is_nobodys_and_harms_nothing(url: str, strange: str) -> None:
    async with open_memory(url) as memory:
        assert not await memory.owned(strange, None)
        assert not memory.access.failing


async def test_what_was_put_is_read_again(url: str) -> None:
    said = [
        HumanMessage("Wo ist die Hagia Sophia? 🕌 أين", id="1"),
        AIMessage("", id="2", tool_calls=[{"name": "search", "args": {"query": "Ayasofya"}, "id": "c1", "type": "tool_call"}]),
        ToolMessage("{}", tool_call_id="c1", artifact={"places": [{"lat": 41.0086, "none": None}]}, id="3"),
        AIMessage("In Sultanahmet.", id="4", additional_kwargs={"sources": ["a"]}),
    ]
    turn = {"id": "t", "timings_ms": {"admit": 0.1}, "cached": False, "card": None}
    async with open_memory(url) as memory:
        saved = checkpoint("1", messages=said, turn=turn, memory={"constraints": {"diet": ["vegan"]}})
        await put(memory, "one", saved)
    async with open_memory(url) as memory:
        found = await memory.saver.aget_tuple(config("one"))
        assert found and found.checkpoint["channel_values"] == saved["channel_values"]
        assert found.checkpoint["id"] == saved["id"] and found.parent_config is None
        assert await memory.saver.aget_tuple(config("two")) is None


async def test_the_latest_checkpoint_is_read_and_older_ones_are_there(url: str) -> None:
    async with open_memory(url) as memory:
        first, second = checkpoint("1", messages=["a"]), checkpoint("2", messages=["a", "b"])
        await put(memory, "one", first)
        await put(memory, "one", second, first["id"], 1)
        latest = await memory.saver.aget_tuple(config("one"))
        assert latest and latest.checkpoint["channel_values"] == {"messages": ["a", "b"]}
        assert latest.parent_config and latest.parent_config["configurable"]["checkpoint_id"] == first["id"]
        older = await memory.saver.aget_tuple(config("one", first["id"]))
        assert older and older.checkpoint["channel_values"] == {"messages": ["a"]}
        listed = [c.checkpoint["id"] async for c in memory.saver.alist(config("one"))]
        assert listed == [second["id"], first["id"]]
        assert [c.checkpoint["id"] async for c in memory.saver.alist(config("one"), limit=1)] == [second["id"]]


async def test_pending_writes_are_kept_with_their_checkpoint(url: str) -> None:
    async with open_memory(url) as memory:
        where = await put(memory, "one", checkpoint("1", messages=["a"]))
        await memory.saver.aput_writes(where, [("messages", HumanMessage("b", id="b")), ("turn", {"id": "t"})], "task")
        found = await memory.saver.aget_tuple(config("one"))
        assert found and found.pending_writes
        assert [(t, c) for t, c, _ in found.pending_writes] == [("task", "messages"), ("task", "turn")]
        assert found.pending_writes[0][2].text == "b"


async def test_putting_again_changes_nothing(url: str) -> None:
    async with open_memory(url) as memory:
        saved = checkpoint("1", messages=["a"])
        for _ in range(2):
            await put(memory, "one", saved)
        assert len([c async for c in memory.saver.alist(config("one"))]) == 1


async def test_erasing_leaves_nothing_of_one_and_all_of_the_others(url: str) -> None:
    async with open_memory(url) as memory:
        for thread in ("one", "two"):
            await memory.create(thread, None)
            where = await put(memory, thread, checkpoint("1", messages=["a"]))
            await memory.saver.aput_writes(where, [("messages", "b")], "task")
        await memory.erase("one")
        assert not await memory.owned("one", None) and await memory.saver.aget_tuple(config("one")) is None
        kept = await memory.saver.aget_tuple(config("two"))
        assert await memory.owned("two", None) and kept and kept.pending_writes
        await memory.erase("one")


async def test_a_fresh_conversation_is_not_looked_up(url: str) -> None:
    async with open_memory(url) as memory:
        await put(memory, "one", checkpoint("1", messages=["a"]))
        memory.saver.fresh.add("one")
        assert await memory.saver.aget_tuple(config("one")) is None
        memory.saver.fresh.discard("one")
        assert await memory.saver.aget_tuple(config("one"))


async def test_a_hundred_conversations_at_once(url: str) -> None:
    async def speak(state: State) -> dict[str, Any]:
        await asyncio.sleep(random.random() / 100)
        return {"messages": [AIMessage(str(state["messages"][-1].text).upper())]}

    async with open_memory(url) as memory:
        builder = StateGraph(State)
        builder.add_node("speak", speak)
        builder.add_edge(START, "speak")
        builder.add_edge("speak", END)
        graph = builder.compile(checkpointer=memory.saver)

        async def converse(number: int) -> None:
            thread = uuid4().hex
            await memory.create(thread, str(number))
            for turn in range(3):
                said = {"messages": [HumanMessage(f"word {number} {turn}")]}
                await graph.ainvoke(said, config(thread), durability="exit")  # type: ignore[arg-type]
            state = await graph.aget_state(config(thread))
            texts = [str(m.text) for m in state.values["messages"]]
            assert texts == [t for turn in range(3) for t in (f"word {number} {turn}", f"WORD {number} {turn}")]
            assert await memory.owned(thread, str(number))

        await asyncio.gather(*(converse(n) for n in range(100)))


async def test_opening_again_keeps_everything(url: str) -> None:
    async with open_memory(url) as memory:
        await memory.create("one", "alice")
    for _ in range(2):
        async with open_memory(url) as memory:
            assert await memory.owned("one", "alice")


async def test_two_that_open_at_once_do_not_disturb_each_other(url: str) -> None:
    """In processes of their own, as replicas are."""
    program = (
        "import asyncio, sys\n"
        "from graph.memory import open_memory\n"
        "async def main():\n"
        "    async with open_memory(sys.argv[1]) as memory:\n"
        "        assert not memory.access.failing\n"
        "        await memory.create(sys.argv[2], None)\n"
        "        await memory.ping()\n"
        "asyncio.run(main())\n"
    )
    started = await asyncio.gather(
        *(
            asyncio.create_subprocess_exec(sys.executable, "-c", program, url, f"c{n}", stdout=PIPE, stderr=STDOUT)
            for n in range(4)
        )
    )
    said = [(await process.communicate())[0].decode() for process in started]
    assert [p.returncode for p in started] == [0] * 4, "\n".join(said)
    async with open_memory(url) as memory:
        assert all([await memory.owned(f"c{n}", None) for n in range(4)])
        assert await versions(url) == list(range(len(MIGRATIONS)))


async def versions(url: str) -> list[int]:
    """What `companion_migrations` says was applied."""
    statement = "SELECT version FROM companion_migrations ORDER BY version"
    if url.startswith("sqlite"):
        import aiosqlite

        async with aiosqlite.connect(url.removeprefix("sqlite:///")) as connection:
            return [row[0] for row in await connection.execute_fetchall(statement)]
    import psycopg

    async with await psycopg.AsyncConnection.connect(url) as postgres:
        return [row[0] for row in await (await postgres.execute(statement)).fetchall()]


async def test_a_database_of_the_first_version_is_brought_forward(url: str) -> None:
    """The table as it was before there were migrations, with a row in it."""
    statements = [MIGRATIONS[0], "INSERT INTO conversations VALUES ('old', 'alice', 1.5, 2.5)"]
    if url.startswith("sqlite"):
        import aiosqlite

        async with aiosqlite.connect(url.removeprefix("sqlite:///")) as connection:
            for statement in statements:
                await connection.execute(statement)
            await connection.commit()
    else:
        import psycopg

        async with await psycopg.AsyncConnection.connect(url) as postgres:
            for statement in statements:
                await postgres.execute(statement)
    async with open_memory(url) as memory:
        assert await memory.owned("old", "alice")
        await memory.create("new", None)
    assert await versions(url) == [0, 1]
