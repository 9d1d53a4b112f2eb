"""References, ellipsis and corrections over several turns, and constraints that must still hold in the eighth."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver

from data.schema import Language
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from evals.understanding import Dialogue, Expected, Lasting, read
from graph.answer import Answer
from graph.builder import Graph, build
from graph.context import Context
from graph.understanding.dialogue import Memory


async def run(stand: Stand) -> Outcome:
    """`references` over the locked dialogues, `open` over the others; `persistence` is the share of slots that lasted."""
    outcome, graph = Outcome(), build(stand.services, InMemorySaver())
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for case in read("dialogues", Dialogue):
        outcome.cases += 1
        answer, before = await _talk(graph, case.id, case.turns, case.language)
        wrong = complaints(case.expect, answer, before)
        metric = "references" if case.split == "locked" else "open"
        for key in (case.language, ALL):
            hits[metric, key].append(not wrong)
        if wrong and case.split == "open":
            outcome.failures.append(Failure(case.id, case.language, " >> ".join(case.turns), wrong))
    for lasting in read("persistence", Lasting):
        outcome.cases += 1
        answer, _ = await _talk(graph, lasting.id, lasting.turns, lasting.language)
        held = answer.understanding.constraints.model_dump(mode="json")
        lost = {slot: value for slot, value in lasting.constraints.items() if held.get(slot) != value}
        for key in (lasting.language, ALL):
            hits["persistence", key] += [slot not in lost for slot in lasting.constraints]
        if lost:
            outcome.failures.append(Failure(lasting.id, lasting.language, lasting.turns[0], [f"lost {lost}, held {held}"]))
    for (metric, key), listed in hits.items():
        outcome.put(metric, key, rate(listed) or 0.0)
    return outcome


async def _talk(graph: Graph, id: str, turns: list[str], language: Language) -> tuple[Answer, Memory]:
    """The last answer of a conversation, and what was remembered before it."""
    config: RunnableConfig = {"configurable": {"thread_id": id}}
    state: dict[str, Any] = {}
    before: Memory = {}
    for number, text in enumerate(turns):
        before = (await graph.aget_state(config)).values.get("memory") or {}
        context = Context(language=language, turn_id=f"{id}-{number}")
        state = await graph.ainvoke({"messages": [HumanMessage(text)]}, config, context=context)
    return Answer.model_validate(state["turn"]["answer"]), before


def complaints(expect: Expected, answer: Answer, before: Memory) -> list[str]:
    """What the last answer of a dialogue does not hold."""
    found, wrong = answer.understanding, []
    if expect.refers_to:
        wanted, said = expect.refers_to, found.refers_to.name if found.refers_to else None
        if wanted.startswith("#"):
            nth, shown = int(wanted[1:]), before.get("shown") or []
            wanted = str(shown[nth - 1 if nth > 0 else nth]["id"]) if len(shown) >= abs(nth) else "nothing was shown"
            said = found.refers_to.id if found.refers_to else None
        if said != wanted:
            wrong.append(f"refers to {said}, expected {wanted}")
    if expect.entity and expect.entity not in [e.name for e in found.entities]:
        wrong.append(f"names {[e.name for e in found.entities]}, expected {expect.entity}")
    signals = [s.name for s in found.signals]
    if not set(expect.signals) <= set(signals):
        wrong.append(f"signals {signals}, expected {expect.signals}")
    held = found.constraints.model_dump(mode="json")
    wrong += [f"{k} is {held.get(k)}, expected {v}" for k, v in expect.constraints.items() if held.get(k) != v]
    return wrong
