"""Importing any part of the project reads no data, opens no connection and writes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["app", "graph", "tools", "data", "prompts", "evals"]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
)
WATCH = """
import importlib, json, os, sys
root = sys.argv[1]
seen = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(args[0]))
        mode = str(args[1] or "r")
        writes = any(c in mode for c in "wax+") or (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR))
        installed = os.sep + ".venv" + os.sep in path or ".egg-info" + os.sep in path
        ours = path.startswith(root + os.sep) and not installed
        if (ours and not path.endswith((".py", ".pyc")) and "__pycache__" not in path) or (writes and path != os.devnull):
            seen.append([event, path])
    elif event in ("socket.connect", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen", "os.mkdir"):
        seen.append([event, str(args)[:200]])
sys.addaudithook(watch)
for module in sys.argv[2:]:
    importlib.import_module(module)
print(json.dumps(seen))
"""


def imported(*modules: str, cwd: Path) -> list[list[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", WATCH, str(ROOT), *modules]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_importing_the_service_does_nothing_else(tmp_path: Path) -> None:
    assert (
        imported("app.main", "app.__main__", "graph.builder", "tools.registry", "data.load", "prompts.load", cwd=tmp_path) == []
    )
    assert list(tmp_path.iterdir()) == []


def test_importing_every_module_does_nothing_else(tmp_path: Path) -> None:
    assert imported(*(m for m in MODULES if not m.startswith("evals") and "train" not in m), cwd=tmp_path) == []


@pytest.mark.parametrize("module", ["app.main", "graph.builder", "tools.registry", "data.load", "graph.triage.triage"])
def test_every_room_can_be_entered_first(module: str, tmp_path: Path) -> None:
    assert imported(module, cwd=tmp_path) == []


def test_the_rooms_below_do_not_know_those_above() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
