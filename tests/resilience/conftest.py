"""Servers that are killed while the service runs as a process of its own, under uvicorn, over real HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from evals.bench.servers import ROOT, free_port
from evals.bench.stores import PostgresServer, RedisServer
from tests.stores import postgres_server, redis_server


@dataclass
class Process:
    """`python -m app`."""

    url: str
    popen: subprocess.Popen[bytes]
    log: Path

    def terminate(self) -> None:
        self.popen.send_signal(signal.SIGTERM)

    def said(self) -> str:
        return self.log.read_text(errors="replace")


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def run(tmp_path: Path, unreachable: str) -> Iterator[Callable[..., Process]]:
    """Starts the service with the settings given, by their names in the environment, and waits until it is ready."""
    with ExitStack() as stack:

        def starting(**given: str) -> Process:
            port, log = free_port(), tmp_path / f"service-{time.monotonic_ns()}.log"
            environment = {
                **{k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "PYTHONPATH")},
                "HOST": "127.0.0.1", "PORT": str(port), "WEATHER_BASE_URL": unreachable,
                "DATABASE_URL": f"sqlite:///{tmp_path / 'companion.db'}", "ANSWER_CACHE_SECONDS": "0",
                **{name.upper(): value for name, value in given.items()},
            }  # fmt: skip
            with log.open("wb") as out:
                popen = subprocess.Popen([sys.executable, "-m", "app"], cwd=ROOT, env=environment, stdout=out, stderr=out)
            process = Process(f"http://127.0.0.1:{port}", popen, log)
            stack.callback(popen.wait)
            stack.callback(popen.kill)
            _ready(process)
            return process

        yield starting


def _ready(process: Process) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.popen.poll() is None:
        try:
            if httpx.get(f"{process.url}/api/health/ready", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(process.said()[-2000:])
