"""`python -m evals.recorded`: record scripts, promote what the recorder kept, replay, let a model judge."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from evals import report
from evals.recorded import record
from evals.recorded.cases import FOLDER, conversations, promoted, read, write
from evals.recorded.judge import judged
from evals.recorded.replay import Replayer
from evals.recorded.scripts import scripts
from evals.suites import recorded
from graph.models import speakers
from graph.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0, 1 when a replay differs, 2 for what cannot be done."""
    given = _parser().parse_args(arguments)
    done: int = {"record": _record, "promote": _promote, "replay": _replay, "judge": _judge}[given.command](given)
    return done


def _record(given: argparse.Namespace) -> int:
    found = asyncio.run(record.recorded(s for s in scripts() if not given.id or s.id in given.id))
    fresh = {c.id: c for c in found}
    known = {c.id: c for c in conversations()} | fresh
    for language in sorted({c.language for c in found}):
        listed = [c for c in known.values() if c.language == language]
        write(sorted(listed, key=lambda c: c.id), FOLDER / f"{language}.jsonl")
    print(
        f"{len(found)} conversations, {sum(len(c.turns) for c in found)} turns recorded. Read the difference before it counts."
    )
    return 0


def _promote(given: argparse.Namespace) -> int:
    """Adds one recorded conversation to the set."""
    kept = read(given.file)
    if given.conversation not in kept:
        print(f"no conversation {given.conversation!r} in {given.file}; it holds {', '.join(kept) or 'none'}", file=sys.stderr)
        return 2
    case = promoted(kept[given.conversation], id=given.id or given.conversation, scripted=False)
    known = conversations()
    if any(c.id == case.id for c in known):
        print(f"there is a case {case.id!r} already", file=sys.stderr)
        return 2
    write([*(c for c in known if c.language == case.language), case], FOLDER / f"{case.language}.jsonl")
    print(f"{case.id}: {len(case.turns)} turns in {case.language}. Read it, and write what each turn must bring into `expect`.")
    return 0


def _replay(given: argparse.Namespace) -> int:
    """Replays a recorder's own file, or the set."""
    found = [promoted(t, id=name, scripted=False) for name, t in read(given.file).items()] if given.file else conversations()

    async def run() -> recorded.Outcome:
        return await recorded.replay(found, await Replayer.start(), given.runs)

    outcome = asyncio.run(run())
    print(report.table("recorded", outcome, 0.0, []))
    print(f"Every difference: {report.write({'recorded': outcome}, [])}")
    return 0 if outcome.figures.get("pass_k", {}).get("all", 1.0) == 1.0 else 1


def _judge(given: argparse.Namespace) -> int:
    models = speakers(Settings())
    if not models:
        print("no model is configured: set LLM_BASE_URL and LLM_MODEL", file=sys.stderr)
        return 2
    for language, mark in asyncio.run(judged(conversations(), models[0][1])).items():
        print(f"{language}: {mark:.2f}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.recorded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("record", help="play the scripts against the service and write the cases")
    command.add_argument("--id", action="append", help="only this script; may be repeated")
    command = commands.add_parser("promote", help="make a case of a conversation the recorder kept")
    command.add_argument("file", type=Path)
    command.add_argument("--conversation", required=True)
    command.add_argument("--id", help="the case's id; else the pseudonym")
    command = commands.add_parser("replay", help="answer conversations again and compare")
    command.add_argument("file", type=Path, nargs="?", help="a recorder's file; else the committed set")
    command.add_argument("--runs", type=int, default=recorded.RUNS, help="how often: pass^k")
    commands.add_parser("judge", help="ask the configured model for marks; decides nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
