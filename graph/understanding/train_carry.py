"""Trains the follow-up model: `python -m graph.understanding.train_carry`, after the signal model, whose scores it reads.

Learns from the `train` rows of `evals/data/ellipsis` (a turn before and a message after it), the open conversations of
`evals/data/talks` and, as examples of messages
that stand by themselves, from the signals' training messages after a turn about something else. The same data give the same
bytes. Needs the `dev` extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.neural_network import MLPClassifier

from data.schema import Language
from graph.layered import LayeredModel
from graph.layered import quantised as layers
from graph.linear import LinearModel, Vector, grams, laid_out, uncalibrated
from graph.understanding import carry, dialogue, kinds, signals
from graph.understanding.dialogue import Focus, Memory
from graph.understanding.model import SIGNALS, Reference
from graph.understanding.roles import PLACES
from graph.understanding.train import (
    FOLDS,
    Reader,
    calibrated,
    calibrations,
    label,
    layered,
    linear,
    listed,
    out_of_fold,
    rows,
    stacked,
)  # fmt: skip
from tools.gazetteer.names import tokenize
from tools.text import clean

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "ellipsis"
TALKS = MESSAGES.parent / "talks"
UNITS, ROUNDS = 24, 15
"""Of the decision's hidden layer, and passes over the messages."""
PLACED_UNITS, PLACED_ROUNDS = 32, 4
APART_WEIGHT = 0.5
"""Of the model of signals in their place: its units, passes, and what a message counts that stands by itself."""
DECIDED = "meant"
"""What the decision tells of a signal."""
APART_EVERY = 3
"""One short message of the signals' training in so many is shown after a turn about something else."""


@dataclass(frozen=True)
class FollowUp:
    """A message after a turn with the signals `before`; `signals` is what it needs in that place, `labelled` by somebody.

    `topic` is the place the conversation is about, "list" where several were shown; `points` what the message speaks of without
    naming it: "topic", "first" … of the list, "" for nothing, None where nobody said.
    """

    id: str
    language: Language
    before: tuple[str, ...]
    text: str
    signals: frozenset[str]
    labelled: bool = True
    topic: str = ""
    points: str | None = None

    @property
    def continues(self) -> bool:
        """Whether it asks for nothing but what the turn before asked for."""
        return bool(self.signals) and self.signals <= set(self.before)


def follow_ups(*splits: str) -> Iterator[FollowUp]:
    """The labelled follow-ups that have something to go on with."""
    for language, row in listed(MESSAGES, *splits):
        if row["before_signals"]:
            yield FollowUp(
                row["id"], language, tuple(row["before_signals"]), row["text"], frozenset(row["signals"]),
                topic=row.get("topic", ""), points=row.get("points"),
            )  # fmt: skip


def talked(reader: Reader) -> Iterator[FollowUp]:
    """The later messages of whole conversations, each with what was spoken of until then."""
    names = reader.names
    by_name = {target.name: target for target in names.by_id.values() if target.family in PLACES}
    for language, talk in listed(TALKS, "open"):
        memory = Memory()
        for number, said in enumerate(talk["turns"]):
            text, wanted = clean(said["text"]), frozenset(said["signals"]) - {"emergency"}
            tokens = tokenize(text)
            mentions = names.mentions(tokens, language)
            recalled, spoken = dialogue.recalled(memory, tokens, mentions, reader.lexicons[language])
            topic, meant = recalled.get("topic"), by_name.get(said["refers_to"] or "")
            beside = names.beside(topic["id"], kinds.names(spoken)) if topic else None
            before = memory.get("signals", [])
            if number and before:
                told = meant is not None and meant.id in {topic["id"] if topic else "", beside.id if beside else ""}
                points = "topic" if told else None if said["refers_to"] else ""
                yield FollowUp(
                    f"{talk['id']}-{number}", language, tuple(before), text, wanted,
                    topic=topic["name"] if topic else "", points=points,
                )  # fmt: skip
            named = [
                Focus(id=m.target.id, name=m.target.name, kind=m.target.kind) for m in mentions if m.target.family in PLACES
            ]
            reference = Reference(name=meant.name, id=meant.id) if meant else None
            after = dialogue.topic(recalled, named, (), reference, None, [])
            memory = Memory(
                signals=[name for name in SIGNALS if name in wanted] or before,
                topic=after,
                spoken=dialogue.remembered(memory.get("spoken", []), after),
            )


def apart() -> Iterator[FollowUp]:
    """Messages that stand by themselves, each after a turn about something else."""
    for row in rows("train"):
        key = crc32(row["id"].encode())
        before = SIGNALS[key // 7 % len(SIGNALS)]
        if key % APART_EVERY == 0 and before not in row["signals"] and len(row["text"].split()) <= carry.LONGEST:
            yield FollowUp(row["id"], row["language"], (before,), row["text"], frozenset(row["signals"]), labelled=False)


@dataclass(frozen=True)
class Listener:
    """What lays a follow-up out as `Understander.read` does."""

    reader: Reader
    detector: signals.SignalDetector

    def read(self, row: FollowUp) -> tuple[carry.Blocks, Vector, dict[str, float]]:
        """What the models see of a message, and what it is taken for by itself."""
        read = self.reader.read(row.text, row.language)
        scores = self.detector.scores(read.features)
        topic, letters = self.topic(row), grams(read.text)
        named = kinds.names(kinds.spoken(read.tokens, read.mentions, self.reader.lexicons[row.language]))
        blocks = carry.features(letters, read.evidence, read.cues, scores, row.before, read.tokens, read.mentions, topic, named)
        return blocks, carry.context(letters, read.evidence, row.before, topic, named), scores

    def topic(self, row: FollowUp) -> carry.Topic:
        """The topic as `Understander` tells it; two in three nobody named get one, as a message may follow any reply."""
        if row.points is None and not row.topic:
            return carry.Topic(("", "sight", carry.LIST)[crc32(row.id.encode()) % 3])
        if row.topic in ("", carry.LIST):
            return carry.Topic(row.topic)
        named = self.reader.names.mentions(tokenize(row.topic), "tr")
        return carry.Topic(named[0].target.family, named[0].target.kind) if named else carry.Topic("place")


@dataclass(frozen=True)
class Trained:
    """The model, the decision, and for each label whether it is right about a message it had not seen: 1 or 0, NaN where the
    label is not known."""

    model: LinearModel
    placed: LayeredModel
    decision: LayeredModel
    right: NDArray[np.float64]


def trained(found: Sequence[FollowUp]) -> Trained:
    """Everything that follows from these messages; the same messages give the same model."""
    listener = Listener(Reader.load(), signals.SignalDetector.load())
    read = [listener.read(row) for row in found]
    x = stacked([laid_out(blocks, carry.BLOCKS) for blocks, _, _ in read], carry.COLUMNS)
    folds = np.array([crc32(row.text.encode()) % FOLDS for row in found])
    told = np.array([row.labelled for row in found])
    every = np.ones(len(found), bool)
    pointing = np.array([row.points == "topic" for row in found])
    said = np.array([row.points in ("", "topic") or not row.labelled for row in found])
    continues = np.array([row.continues for row in found])
    goes_on, points = (label(x, folds, y, known, told) for y, known in ((continues, every), (pointing, said)))
    placed, chances = _placed(stacked([each for _, each, _ in read], carry.CONTEXT_COLUMNS), found, folds)
    seen = [
        Seen(row, scores, dict(zip(SIGNALS, t.tolist(), strict=True)), g, p)
        for row, (_, _, scores), t, g, p in zip(found, read, chances, goes_on.chances, points.chances, strict=True)
    ]
    decision = _decision([each for each in seen if each.row.labelled], listener)
    right = np.array([goes_on.right, points.right])
    return Trained(linear(carry.LABELS, (goes_on, points)), placed, decision, right)


@dataclass(frozen=True)
class Seen:
    """A follow-up with what the models say of it that had not seen it: every signal by itself and in its place, and whether it
    goes on with the turn before and points at the topic."""

    row: FollowUp
    scores: dict[str, float]
    placed: dict[str, float]
    goes_on: float
    points: float


def _placed(x: csr_matrix, found: Sequence[FollowUp], folds: NDArray[np.int64]) -> tuple[LayeredModel, NDArray[np.float64]]:
    """The model of the signals in their place, and the chance of each for every message, by one that had not seen it."""
    truth = np.array([[name in row.signals for name in SIGNALS] for row in found])
    weight = np.array([1.0 if row.labelled else APART_WEIGHT for row in found])
    whole, margins = out_of_fold(partial(_layers, x, truth, weight, folds), x, folds)
    told = np.array([row.labelled for row in found])
    platt = calibrations(margins[told], truth[told])
    return layers(SIGNALS, whole.coefs_, whole.intercepts_, platt), calibrated(margins, platt)


def _layers(
    x: csr_matrix, truth: NDArray[np.bool_], weight: NDArray[np.float64], folds: NDArray[np.int64], without: int | None
) -> MLPClassifier:
    kept = folds != without
    return layered(x[kept], truth[kept], weight[kept], units=PLACED_UNITS, rounds=PLACED_ROUNDS)


def _decision(seen: Sequence[Seen], listener: Listener) -> LayeredModel:
    """How much each thing that speaks for a signal counts, from scores of models that had not seen the messages."""
    read = [
        carry.weighed(
            each.scores, each.placed, each.row.before, each.goes_on, each.points, len(tokenize(each.row.text)),
            listener.topic(each.row) if each.row.topic else carry.Topic(),
        )
        for each in seen
    ]  # fmt: skip
    truth = np.array([name in each.row.signals for each in seen for name in SIGNALS])
    model = layered(np.concatenate(read), truth, np.ones(len(truth)), units=UNITS, rounds=ROUNDS)
    return layers((DECIDED,), model.coefs_, model.intercepts_, uncalibrated((DECIDED,)))


def main() -> None:
    found = [*follow_ups("train"), *talked(Reader.load()), *apart()]
    learnt = trained(found)
    learnt.model.save(carry.ARTEFACT)
    learnt.placed.save(carry.CONTEXT)
    learnt.decision.save(carry.DECISION)
    told = np.array([row.labelled for row in found])
    for name, right in zip(carry.LABELS, learnt.right, strict=True):
        known = told & ~np.isnan(right)
        print(f"{name}: {known.sum()}, out of fold {right[known].mean():.3f}; others {right[~told].mean():.3f}")


if __name__ == "__main__":
    main()
