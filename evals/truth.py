"""The truth set: scripted model replies with planted inventions, over recorded tool results, read through the gate."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from data.schema import LANGUAGES, Language
from evals.cases import DATA, Strict, rows
from evals.stand import TUESDAY
from graph.gate.evidence import Evidence
from graph.gate.gate import Failure, Gate, Stopped
from tools.gazetteer.names import Gazetteer
from tools.results import AnyArtifact, Artifact

FOLDER = DATA / "truth"
_ARTIFACTS: TypeAdapter[list[Artifact]] = TypeAdapter(list[AnyArtifact])


class Said(Strict):
    """A sentence of a reply; `invented` names what is wrong with it."""

    text: str
    invented: str | None = None


class Reply(Strict):
    """A reply of a scripted model over the recorded `results`. Rules are not tuned on the `locked` half."""

    id: str
    results: str
    locked: bool
    said: list[Said]


@dataclass(frozen=True)
class Judged:
    """Sentences of a reply that got out though invented, and that were lost though true, with the gate's reasons."""

    escaped: list[Said]
    lost: list[Said]
    reasons: list[Failure]


def replies(language: Language) -> list[Reply]:
    return [Reply.model_validate_json(row) for row in rows(FOLDER / f"{language}.jsonl")]


@cache
def _recorded(language: Language) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"results-{language}.json").read_text(encoding="utf-8"))
    return found


@cache
def results(language: Language, name: str) -> list[Artifact]:
    """The recorded artifacts of one set of tool calls."""
    return _ARTIFACTS.validate_python(_recorded(language)[name]["artifacts"])


def judged(reply: Reply, language: Language, gazetteer: Gazetteer) -> Judged:
    """The reply sentence by sentence through a gate, as a stream of words."""
    evidence = Evidence.of(results(language, reply.results), "", language, TUESDAY, gazetteer)
    gate = Gate(evidence, gazetteer)
    for said in reply.said:
        try:
            for word in f"{said.text} ".split(" "):
                gate.feed(word + " " if word else "")
        except Stopped:
            break
    with suppress(Stopped):
        gate.finish()
    shown = " ".join(gate.text.split())
    out = [said for said in reply.said if " ".join(said.text.split()) in shown]
    return Judged([s for s in out if s.invented], [s for s in reply.said if s not in out and not s.invented], gate.failures)


def everything() -> list[tuple[Language, Reply]]:
    return [(language, reply) for language in LANGUAGES for reply in replies(language)]
