"""PostgreSQL and Redis for tests: the machine's own programs, or servers that are named to us."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest

from evals.bench import stores
from evals.bench.stores import PostgresServer, RedisServer


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server that may be killed. Skips where there is none."""
    try:
        with stores.postgres() as server:
            yield server
    except stores.NoServer as missing:
        pytest.skip(str(missing))


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    try:
        with stores.redis() as server:
            yield server
    except stores.NoServer as missing:
        pytest.skip(str(missing))


@contextmanager
def postgres_url() -> Iterator[str]:
    """A server's address: the one in `TEST_POSTGRES_URL`, whose user may create databases, or one of our own."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    with postgres_server() as server:
        yield server.url


@contextmanager
def database(url: str) -> Iterator[str]:
    """A new, empty database on a server; dropped at the end if the server still answers."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield psycopg.conninfo.make_conninfo(url, dbname=name) if "://" not in url else f"{url.rpartition('/')[0]}/{name}"
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    except psycopg.OperationalError:
        pass
