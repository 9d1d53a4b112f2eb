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
    _mongo_options(commands.add_parser("mongo", help="put a pack into MongoDB, or see whether it is whole there"))
    given = parser.parse_args(argv)
    return {"check": _check, "import": command.run, "mongo": _mongo}[given.command](given)


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack", nargs="?", type=Path, default=os.environ.get("CITY_PACK") or None,
        help="an operator's pack (default: CITY_PACK, or else the carried pack)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def _mongo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("load", "verify"))
    parser.add_argument("--uri", default=os.environ.get("MONGODB_URI"), help="default: MONGODB_URI")
    parser.add_argument("--pack", type=Path, default=os.environ.get("CITY_PACK") or None, help="default: CITY_PACK")
    parser.add_argument("--embedding-model", default=os.environ.get("EMBEDDING_MODEL") or None, help="default: EMBEDDING_MODEL")


def _mongo(given: argparse.Namespace) -> int:
    if not given.uri:
        print("refused: give --uri or set MONGODB_URI", file=sys.stderr)
        return 2
    try:
        from tools.mongo_command import run
    except ImportError as error:
        print(f"refused: {error.name} is not installed; it comes with the extra `mongodb`", file=sys.stderr)
        return 2
    return run(given.action, given.uri, given.pack, given.embedding_model)


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
