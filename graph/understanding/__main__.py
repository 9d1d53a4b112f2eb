"""`python -m graph.understanding "message" [language]` shows every stage of reading a message and why each signal fired."""

from __future__ import annotations

import json
import sys
from typing import Any, cast

from data.load import load
from graph.understanding.pipeline import Understander
from tools.clock import istanbul_now
from tools.gazetteer.build import build
from tools.transit.planner import Planner


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    gazetteer = build(load(), ((s.id, s.name, s.aliases) for s in Planner.load().stop_names()))
    declared = cast(Any, sys.argv[2]) if len(sys.argv) > 2 else None
    explained = Understander.load(gazetteer).explain(sys.argv[1], istanbul_now(), declared)
    print(json.dumps(explained, ensure_ascii=False, indent=2, default=str))


if __name__ == "__main__":
    main()
