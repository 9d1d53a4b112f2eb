"""`python -m evals` measures the program against its labelled sets, offline, and fails when a figure fell below its floor."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from evals import floors, report
from evals.outcome import Outcome
from evals.registry import SUITES, Suite
from evals.stand import stand


def main(
    arguments: Sequence[str] | None = None, *, suites: Mapping[str, Suite] = SUITES, floors_file: Path = floors.FILE,
    report_folder: Path = report.FOLDER,
) -> int:  # fmt: skip
    """Runs the chosen suites. Returns 0, or 1 when a figure is below its floor."""
    given = _parser(suites).parse_args(arguments)
    chosen = {name: suites[name] for name in given.suite or suites if given.suite or not (given.short and suites[name].slow)}
    known = floors.load(floors_file)
    outcomes: dict[str, Outcome] = {}
    breaches: list[floors.Breach] = []
    for name, (outcome, seconds) in asyncio.run(_run(chosen)).items():
        fallen = floors.breaches(name, outcome, known, suites[name].ceilings)
        print(report.table(name, outcome, seconds, fallen), end="\n\n", flush=True)
        for failure in outcome.failures if given.failures else []:
            print(f"  {failure.id} {failure.text}\n    " + "\n    ".join(failure.reasons))
        outcomes[name] = outcome
        breaches += fallen
    print(f"Every failing case: {report.write(outcomes, breaches, report_folder)}")
    if given.write_floors:
        for name, outcome in outcomes.items():
            known[name] = floors.from_figures(outcome.figures, suites[name].margins, suites[name].ceilings)
        floors.save(known, floors_file)
        print(f"Floors of {', '.join(outcomes)} set.")
        return 0
    if breaches:
        print("\nBelow the floor:", *breaches, sep="\n  ")
        return 1
    if missing := [name for name in chosen if name not in known]:
        print(f"No floor yet for {', '.join(missing)}.")
    return 0


async def _run(chosen: Mapping[str, Suite]) -> dict[str, tuple[Outcome, float]]:
    done: dict[str, tuple[Outcome, float]] = {}
    async with stand() as program:
        for name, suite in chosen.items():
            started = time.perf_counter()
            outcome = await suite.run(program)
            done[name] = outcome, time.perf_counter() - started
    return done


def _parser(suites: Mapping[str, Suite]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--suite", action="append", choices=list(suites), help="only this one; may be repeated")
    parser.add_argument("--short", action="store_true", help="leave out slow suites, as continuous integration does")
    parser.add_argument("--failures", action="store_true", help="print every failing case")
    parser.add_argument("--write-floors", action="store_true", help="set the floors of these suites from the present figures")
    return parser


if __name__ == "__main__":
    sys.exit(main())
