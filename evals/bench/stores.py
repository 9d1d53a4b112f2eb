"""PostgreSQL and Redis servers of one's own: on free ports, in temporary folders, to be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30.0


class NoServer(RuntimeError):
    """The program is not installed."""


def _program(name: str) -> str:
    """Where a server's program is. Raises `NoServer`."""
    found = shutil.which(name) or next((str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None)
    if found is None:
        raise NoServer(f"{name} is not installed (apt-get install postgresql redis-server)")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class StoreServer:
    """A server process in a session of its own, so that one signal reaches all of it. Its port and data outlive a kill."""

    folder: Path
    command: list[str]
    port: int
    user: str | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Returns when it accepts connections. Raises `RuntimeError` when it does not within half a minute."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True, user=self.user,
                extra_groups=[] if self.user else None,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def answers(self) -> bool:
        raise NotImplementedError

    def kill(self) -> None:
        """`kill -9` on every process of it."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait(PATIENCE_SECONDS)

    def freeze(self) -> None:
        """Stops it in its tracks: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, number)


class PostgresServer(StoreServer):
    @property
    def url(self) -> str:
        return self.database("postgres")

    def database(self, name: str) -> str:
        return f"postgresql://postgres@{HOST}:{self.port}/{name}"

    def answers(self) -> bool:
        """Whether it is past its recovery: an open port is not enough."""
        import psycopg

        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class RedisServer(StoreServer):
    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as opened:
                opened.sendall(b"PING\r\n")
                return opened.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A running PostgreSQL with nothing in it. Raises `NoServer`."""
    initdb, program = _program("initdb"), _program("postgres")
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with _folder(user) as folder:
        data = folder / "data"
        subprocess.run(
            [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, user=user, extra_groups=[] if user else None,
        )  # fmt: skip
        port = _free_port()
        # Without fsync it survives being killed; only the machine must not go down.
        given = {
            "port": port,
            "listen_addresses": HOST,
            "unix_socket_directories": folder,
            "fsync": "off",
            "max_connections": 60,
        }
        options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
        server = PostgresServer(folder, [program, "-D", str(data), *options], port, user)
        yield from _served(server)


@contextmanager
def redis() -> Iterator[RedisServer]:
    """A running Redis that keeps nothing on disk. Raises `NoServer`."""
    program = _program("redis-server")
    with _folder(None) as folder:
        port = _free_port()
        command = [program, "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(folder)]
        yield from _served(RedisServer(folder, command, port))


def _served(server: Any) -> Iterator[Any]:
    server.start()
    try:
        yield server
    finally:
        server.thaw()
        server.kill()


@contextmanager
def _folder(user: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="store-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        yield folder
