"""The graph has the shape of the architecture, and the README shows it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import draw
from graph.builder import Graph
from graph.builder import graph as studio

README = Path(__file__).resolve().parents[2] / "README.md"
NODES = {"admit", "triage", "recall", "understand", "dispatch", "tools", "appraise", "compose", "verify", "remember"}
EDGES = {
    ("__start__", "admit"),
    ("admit", "triage"),
    ("triage", "recall"),
    ("triage", "remember"),
    ("recall", "remember"),
    ("recall", "understand"),
    ("understand", "dispatch"),
    ("dispatch", "tools"),
    ("dispatch", "appraise"),
    ("tools", "appraise"),
    ("appraise", "compose"),
    ("compose", "tools"),
    ("compose", "verify"),
    ("verify", "remember"),
    ("remember", "__end__"),
}


def test_every_node_of_the_architecture_is_there_and_leads_where_it_says(graph: Graph) -> None:
    drawn = graph.get_graph()
    assert {n for n in drawn.nodes if not n.startswith("__")} == NODES
    assert {(e.source, e.target) for e in drawn.edges} == EDGES


def test_nothing_is_computed_before_danger_is_ruled_out(graph: Graph) -> None:
    before = {e.source for e in graph.get_graph().edges if e.target == "triage"}
    assert before == {"admit"}


def test_every_answer_is_verified_and_remembered(graph: Graph) -> None:
    edges = {(e.source, e.target) for e in graph.get_graph().edges}
    assert {source for source, target in edges if target == "__end__"} == {"remember"}
    assert {source for source, target in edges if target == "remember"} == {"verify", "triage", "recall"}


def test_studio_gets_a_graph_without_a_memory_of_its_own() -> None:
    assert studio.checkpointer is None
    assert studio.name == "istanbul-companion"


def test_a_caller_sends_messages_alone(graph: Graph) -> None:
    assert set(graph.get_input_jsonschema()["properties"]) == {"messages"}
    assert set(graph.get_context_jsonschema()["properties"]) >= {"language", "lat", "lon"}


def test_the_readme_shows_the_graph_as_it_is() -> None:
    text = README.read_text(encoding="utf-8")
    assert draw.with_diagram(text) == text, "run: python -m graph.draw"


def test_the_drawing_names_every_node() -> None:
    assert all(f"{source} -" in draw.diagram() for source in NODES)


@pytest.mark.parametrize("text", ["", f"{draw.START} only", f"{draw.END}{draw.START}", f"{draw.START}{draw.END}" * 2])
def test_a_text_without_one_place_for_the_drawing_is_refused(text: str) -> None:
    with pytest.raises(draw.NoPlace):
        draw.with_diagram(text)


def test_drawing_changes_nothing_outside_its_marks() -> None:
    text = f"before\n{draw.START}\nold \\1\n{draw.END}\nafter\n"
    drawn = draw.with_diagram(text)
    assert drawn.startswith(f"before\n{draw.START}\n```mermaid\n") and drawn.endswith(f"```\n{draw.END}\nafter\n")
    assert "old" not in drawn
    assert draw.with_diagram(drawn) == drawn
