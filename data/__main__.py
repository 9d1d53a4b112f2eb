"""`python -m data check | import | mongo`: what an operator does with city packs. Nothing here runs in the service."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from data.check import FLOORS, as_text, examine
from data.ingest import command
from data.load import PackError, layers, load, load_network
from data.network import NetworkError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code: 0 is well, 1 is a finding, 2 is a refusal, 130 was interrupted."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _check_options(commands.add_parser("check", help="count what a pack holds and look for what is wrong with it"))
    command.options(commands.add_parser("import", help="bring a file of others into an operator's pack"))
    given = parser.parse_args(argv)
    return _check(given) if given.command == "check" else command.run(given)


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack", nargs="?", type=Path, default=os.environ.get("CITY_PACK") or None,
        help="an operator's pack (default: CITY_PACK, or else the carried pack)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def _check(given: argparse.Namespace) -> int:
    try:
        pack = load(*layers(given.pack))
        network = load_network(given.pack, pack.sources)
    except (PackError, NetworkError) as error:
        print(f"broken pack: {error}", file=sys.stderr)
        return 2
    health = examine(pack, date.today(), network, FLOORS if given.pack is None else None)
    print(json.dumps(asdict(health), ensure_ascii=False, indent=1) if given.json else as_text(health))
    return 1 if health.problems else 0


if __name__ == "__main__":
    sys.exit(main())
