"""What is kept of a conversation, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.endpoint import ModelServer, Says
from evals.recorded.cases import read
from graph.record import masked
from tests.serving import Served, ask


def kept(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for file in sorted(folder.glob("*.jsonl")) for row in file.read_text().splitlines()]


def test_only_what_a_traveller_agrees_to_is_kept(start: Callable[..., Served], tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with start(record_dir=folder).client() as client:
        ask(client, "Where can I eat vegan near Kadıköy?")
        assert not kept(folder)
        first = ask(client, "Is Topkapı Palace open on Tuesday?", record=True, location={"lat": 41.00851, "lon": 28.98012})
        ask(client, "and how do I get there from Taksim?", record=True, conversation_id=first["conversation_id"])
    turns = kept(folder)
    assert next(t["said"]["text"] for t in turns) == first["text"]
    assert len({t["conversation"] for t in turns}) == 1
    assert first["conversation_id"] not in json.dumps(turns)
    assert turns[0]["location"] == {"lat": 41.01, "lon": 28.98}
    assert turns[0]["calls"][0]["artifact"]["type"] == "places"
    assert turns[1]["said"]["legs"]


def test_nothing_is_kept_when_no_folder_is_named(start: Callable[..., Served], tmp_path: Path) -> None:
    with start().client() as client:
        ask(client, "Is Topkapı Palace open on Tuesday?", record=True)
    assert not list(tmp_path.glob("**/*.jsonl"))


def test_a_folder_that_cannot_be_written_costs_no_answer(start: Callable[..., Served], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with start(record_dir=tmp_path / "file").client() as client:
        assert ask(client, "Is Topkapı Palace open on Tuesday?", record=True)["places"]


def test_what_a_model_said_is_kept_as_it_said_it(
    start: Callable[..., Served], tmp_path: Path, model: tuple[ModelServer, str]
) -> None:
    endpoint, url = model
    invention = "The palace opens at 07:13 and costs 9 lira."
    endpoint.replies = [Says(invention)]
    with start(record_dir=tmp_path / "kept", llm_base_url=url, llm_model="scripted").client() as client:
        answer = ask(client, "Is Topkapı Palace open on Tuesday?", record=True)
    (turn,) = kept(tmp_path / "kept")
    assert [r["text"] for r in turn["replies"]] == [invention]
    assert "07:13" not in answer["text"] and turn["said"]["text"] == answer["text"]
    (again,) = read(next((tmp_path / "kept").glob("*.jsonl"))).values()
    assert again[0].replies[0].text == invention


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("write me at ayse.k@example.org please", "ayse.k@example.org"),
        ("call +90 532 123 45 67", "532 123 45 67"),
        ("my name is Priya, where is the metro", "Priya"),
        ("adım Mehmet, restoran lazım", "Mehmet"),
        ("je m’appelle Zoé Martin et je cherche un hôtel", "Zoé Martin"),
        ("меня зовут Ольга", "Ольга"),
        ("ich heiße Jürgen", "Jürgen"),
        ("اسمي ليلى واريد مطعم", "ليلى"),
        ("we are in room 412", "412"),
        ("booking XK47QP at the hotel", "XK47QP"),
        ("see https://example.org/me", "example.org"),
        ("my card 4111 1111 1111 1111", "4111"),
    ],
)
def test_what_names_a_person_is_masked(said: str, hidden: str) -> None:
    assert hidden not in masked(said) and "•••" in masked(said)


@pytest.mark.parametrize("said", ["table for 4 at 19:30 under 1500 lira", "tram T1 or bus 500T?", "2026-12-31 dinner", "112"])
def test_what_the_question_needs_stays(said: str) -> None:
    assert masked(said) == said
