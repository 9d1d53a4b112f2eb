"""Recorded conversations as cases: what was said, what came back, and what somebody expects of it.

`said` is what the program answered when the conversation was recorded and read; a replay must answer the same. `expect` was
written down with the message, before any answer was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows
from graph.record import RecordedTurn
from tools.registry import TOOLS

FOLDER = DATA / "conversations"
OUTSIDE = frozenset(name for name, tool in TOOLS.items() if tool.needs)
"""Tools that go out to the network: a replay gives back what they returned then. The others run."""


class Wanted(BaseModel):
    """What a turn must bring, whatever the words. An absent key is not checked; lists of `_any` want at least one.

    `emergency` names the kinds that would be right, separated by `|`; None is none, `*` whatever.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    signals: list[str] = []
    signals_any: list[str] = []
    signals_not: list[str] = []
    tools_any: list[str] = []
    places_any: list[str] = []
    places_not: list[str] = []
    places: bool = False
    route: bool = False
    constraints: dict[str, object] = {}
    refers_to: str | None = None
    language: Language | None = None
    emergency: str | None = None
    says_any: list[str] = []


class CaseTurn(RecordedTurn):
    conversation: str = ""
    expect: Wanted = Wanted()


class Conversation(BaseModel):
    """`scripted`: its messages were written for this set and sent to the running service; else travellers sent them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    language: Language
    scripted: bool
    turns: list[CaseTurn] = Field(min_length=1)


def conversations(folder: Path = FOLDER) -> list[Conversation]:
    """The whole set. Raises `ValidationError` for a case nothing can check."""
    return [
        Conversation.model_validate_json(row)
        for language in LANGUAGES
        if (folder / f"{language}.jsonl").exists()
        for row in rows(folder / f"{language}.jsonl")
    ]


def write(found: Iterable[Conversation], file: Path) -> None:
    """The file whole or not at all."""
    text = "".join(c.model_dump_json(exclude_defaults=True, exclude_none=True) + "\n" for c in found)
    draft = file.with_suffix(".part")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def promoted(turns: Sequence[RecordedTurn], *, id: str, scripted: bool, expect: Sequence[Wanted] = ()) -> Conversation:
    """A recorded conversation as a case: what tools of the city returned is left out, for they run again."""
    wanted = [*expect, *[Wanted()] * len(turns)]
    kept = [
        CaseTurn.model_validate(
            t.model_dump(exclude={"conversation", "calls"})
            | {"calls": [c if c.name in OUTSIDE else c.model_copy(update={"artifact": None}) for c in t.calls], "expect": w}
        )
        for t, w in zip(turns, wanted, strict=False)
    ]
    return Conversation(id=id, language=turns[0].said.language, scripted=scripted, turns=kept)


def read(file: Path) -> dict[str, list[RecordedTurn]]:
    """A recorder's file, by conversation. Raises `ValidationError` and `OSError`."""
    found: dict[str, list[RecordedTurn]] = {}
    adapter = TypeAdapter(RecordedTurn)
    for row in rows(file):
        turn = adapter.validate_json(row)
        found.setdefault(turn.conversation, []).append(turn)
    return found
