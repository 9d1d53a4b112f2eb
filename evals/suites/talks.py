"""Whole conversations, judged turn by turn: what each later message needs, what it points at, and which wishes still hold.

Written by somebody who had not seen the program, and labelled with what holds in each turn. Figures are of the locked half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from pydantic import Field

from data.schema import LANGUAGES, Language
from evals.cases import DATA, Strict, rows
from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from graph.answer import Answer
from graph.builder import Graph, build
from graph.context import Context
from graph.understanding.model import Understanding

FOLDER = DATA / "talks"
MOMENT = "2026-11-21T12:00:00+03:00"
"""The Saturday noon all these conversations were written for."""
APART = frozenset({"emergency"})
"""What the emergency suites judge."""
LASTING = frozenset({"diet", "step_free", "with_children", "party_size", "budget", "avoid"})


class Said(Strict):
    """A message, the signals it needs in its place, the name it points at, and every constraint that holds."""

    text: str
    signals: list[str]
    refers_to: str | None = None
    constraints: Annotated[dict[str, Any], Field(default_factory=dict)]


class Talk(Strict):
    id: str
    split: Literal["open", "locked"]
    turns: list[Said]


def talks() -> Iterator[tuple[Language, Talk]]:
    """Every conversation with its language. Raises `ValidationError` for one that is not sound."""
    for language in LANGUAGES:
        yield from ((language, Talk.model_validate_json(row)) for row in rows(FOLDER / f"{language}.jsonl"))


async def run(stand: Stand) -> Outcome:
    """`signals`: micro F1 of the messages after the first; `points_at`: of those that point at something, how many at the
    right thing; `lasts`: the share of lasting constraints held; `open`: `signals` of the half that may be read."""
    outcome, graph = Outcome(), build(stand.services, InMemorySaver())
    signals: dict[tuple[str, str], Tally] = defaultdict(Tally)
    shares: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for language, talk in talks():
        outcome.cases += 1
        wrong: list[str] = []
        for number, said in enumerate(talk.turns):
            found = await _understood(graph, talk.id, number, said.text, language)
            if number == 0:
                continue
            got, wanted = frozenset(str(s.name) for s in found.signals) - APART, frozenset(said.signals) - APART
            if got != wanted:
                wrong.append(f"{said.text}: {sorted(got)}, expected {sorted(wanted)}")
            for key in (language, ALL):
                signals["open" if talk.split == "open" else "signals", key].add(wanted, got)
                if talk.split == "locked":
                    _hold(shares, key, said, found)
        if wrong and talk.split == "open":
            outcome.failures.append(Failure(talk.id, language, talk.turns[0].text, wrong))
    for (metric, key), tally in signals.items():
        outcome.put(metric, key, tally.micro_f1)
    for (metric, key), listed in shares.items():
        outcome.put(metric, key, rate(listed) or 0.0)
    return outcome


def _hold(shares: dict[tuple[str, str], list[bool]], key: str, said: Said, found: Understanding) -> None:
    if said.refers_to:
        shares["points_at", key].append(found.refers_to is not None and found.refers_to.name == said.refers_to)
    held: Mapping[str, Any] = found.constraints.model_dump(mode="json")
    shares["lasts", key] += [held.get(slot) == value for slot, value in said.constraints.items() if slot in LASTING]


async def _understood(graph: Graph, id: str, number: int, text: str, language: Language) -> Understanding:
    config: RunnableConfig = {"configurable": {"thread_id": id}}
    context = Context(language=language, turn_id=f"{id}-{number}", now=MOMENT)
    state = await graph.ainvoke({"messages": [HumanMessage(text)]}, config, context=context)
    return Answer.model_validate(state["turn"]["answer"]).understanding
