"""Short messages after a turn: what they need in that place, where their words alone often do not say it, and whether they
speak of a place they do not name."""

from __future__ import annotations

from collections import defaultdict

from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from graph.understanding.carry import LIST
from graph.understanding.dialogue import Focus, Memory, wished
from graph.understanding.train_carry import follow_ups
from tools.gazetteer.names import Gazetteer, tokenize

PLACES = {"topic": 0, "first": 0, "second": 1, "third": 2, "last": -1}
"""Which of what was shown a row says is meant."""


async def run(stand: Stand) -> Outcome:
    """Micro F1 of the signals over the locked rows; `alone` is the same with nothing remembered.

    `points_at`: F1 of what is spoken of without being named, over the rows whose writer said what that is.
    """
    outcome, understander = Outcome(), stand.loaded.understander
    read = understander.read
    ours: dict[str, Tally] = defaultdict(Tally)
    alone: dict[str, Tally] = defaultdict(Tally)
    pointed: dict[str, Tally] = defaultdict(Tally)
    for row in follow_ups("locked"):
        outcome.cases += 1
        memory = Memory(language=row.language, signals=list(row.before), wished=wished(list(row.before)))
        shown = _spoken_of(row.topic, understander.gazetteer)
        memory["shown"] = shown
        memory["topic"] = shown[0] if shown else None
        understood, unaware = (
            read(row.text, now=TUESDAY, declared=row.language, memory=known).understanding for known in (memory, None)
        )
        found, by_itself = (frozenset(str(s.name) for s in each.signals) for each in (understood, unaware))
        if row.points is not None:
            wanted = {shown[PLACES[row.points]]["name"]} if row.points and shown else set()
            reference = understood.refers_to
            for key in (row.language, ALL):
                pointed[key].add(frozenset(wanted), frozenset({reference.name} if reference else ()))
        for key in (row.language, ALL):
            ours[key].add(row.signals, found)
            alone[key].add(row.signals, by_itself)
        if found != row.signals:
            reasons = [f"after {sorted(row.before)}: found {sorted(found)}, expected {sorted(row.signals)}"]
            outcome.failures.append(Failure(row.id, row.language, "(locked)", reasons))
    for key, tally in ours.items():
        outcome.put("micro_f1", key, tally.micro_f1)
        outcome.put("alone", key, alone[key].micro_f1)
        outcome.put("points_at", key, pointed[key].micro_f1)
    return outcome


def _spoken_of(topic: str, names: Gazetteer) -> list[Focus]:
    """The place the conversation is about, or three that were shown."""
    if topic == LIST:
        return [Focus(id=None, name=f"{LIST} {n}", kind="eatery") for n in range(3)]
    named = names.mentions(tokenize(topic), "tr")
    if not named:
        return [Focus(id=None, name=topic, kind="place")] if topic else []
    target = named[0].target
    return [Focus(id=target.id, name=names.usual(target.id, target.name), kind=target.kind)]
