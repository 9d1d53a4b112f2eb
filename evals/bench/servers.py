"""The servers of a benchmark: each a process of its own on loopback, ended with the run."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from evals.bench.wire import HOST, Heard, ask, connect, request

ROOT = Path(__file__).resolve().parents[2]
LOG = "complaints.log"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    started_at: float
    """`time.perf_counter()` just before the process was started."""


@contextmanager
def running(arguments: list[str], environment: dict[str, str], log: Path, *, wait_seconds: float = 60) -> Iterator[Server]:
    """Starts `python -m …` and waits until it listens; what it complains of is added to `log`.

    Raises `RuntimeError` when it ends or stays silent.
    """
    port, began = free_port(), time.perf_counter()
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if k in os.environ}
    with log.open("ab") as complaints:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=ROOT, env={**kept, **environment, "HOST": HOST, "PORT": str(port)},
            stdout=subprocess.DEVNULL, stderr=complaints,
        )  # fmt: skip
    try:
        while True:
            try:
                connect(port).close()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > wait_seconds:
                    raise RuntimeError(f"{arguments} does not listen") from None
                time.sleep(0.01)
        yield Server(port, process.pid, began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def process(arguments: list[str], environment: dict[str, str], folder: Path, log: Path) -> Iterator[None]:
    """`python -m …` in a folder, with every process it starts ended in the end."""
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if k in os.environ}
    with log.open("ab") as complaints:
        started = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=folder, env={**kept, **environment}, stdout=subprocess.DEVNULL,
            stderr=complaints, start_new_session=True,
        )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)


@contextmanager
def ours(folder: Path, weather: str) -> Iterator[Server]:
    """The service as `make run` starts it, with a database of its own, no answer cache and a weather service that answers."""
    database = folder / f"bench-{time.monotonic_ns()}.db"
    environment = {
        "DATABASE_URL": f"sqlite:///{database}", "ANSWER_CACHE_SECONDS": "0", "WEATHER_BASE_URL": weather,
        "LLM_BASE_URL": "", "LLM_MODEL": "",
    }  # fmt: skip
    with running(["app"], environment, folder / LOG) as server:
        yield server


@contextmanager
def bare(folder: Path, recorded: dict[str, list[dict[str, str]]]) -> Iterator[Server]:
    """The bare endpoint with these frames."""
    file = folder / "frames.json"
    file.write_text(json.dumps(recorded, ensure_ascii=False), encoding="utf-8")
    with running(["evals.bench.bare", str(file)], {}, folder / LOG) as server:
        yield server


def first_answer(server: Server, question: dict[str, Any]) -> tuple[float, Heard]:
    """Seconds from the start of the process to the end of its first answer."""
    opened = connect(server.port)
    heard = ask(opened, request(question))
    opened.close()
    return time.perf_counter() - server.started_at, heard


class _Weather(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        days = [(date.today() + timedelta(days=n)).isoformat() for n in range(-1, 8)]
        body = json.dumps({
            "current": {"temperature_2m": 12.4, "weather_code": 61, "wind_speed_10m": 14.0},
            "daily": {
                "time": days, "temperature_2m_min": [9.0] * 9, "temperature_2m_max": [14.0] * 9, "precipitation_sum": [2.5] * 9,
                "precipitation_probability_max": [60] * 9, "wind_speed_10m_max": [22.0] * 9, "weather_code": [61] * 9,
            },
        }).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextmanager
def weather() -> Iterator[str]:
    """A forecast service that always answers the same; yields its address."""
    server = ThreadingHTTPServer((HOST, 0), _Weather)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/v1/forecast"
    finally:
        server.shutdown()
        server.server_close()
