"""The HTTP client against real servers: bounded in time and size, to one host, over TLS it can check."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx2
import pytest

from tools.guard import Failed
from tools.http import USER_AGENT, Bounded, Http, failure_of, retry_after


@asynccontextmanager
async def answering(reply: Callable[[str], bytes]) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers each path with the bytes given for it; its URL, and the heads of the requests it saw."""
    heads: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        heads.append(head)
        writer.write(reply(head.split()[1]))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heads


def ok(body: bytes = b"fine", headers: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {len(body)}\r\n{headers}\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nconnection: close\r\ncontent-length: 0\r\nlocation: {to}\r\n\r\n".encode()


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http()
    yield client
    await client.aclose()


async def failure(http: Http, url: str, **given: float) -> str:
    with pytest.raises(Failed) as raised:
        await http.get(url, seconds=given.pop("seconds", 2), **given)  # type: ignore[arg-type]
    return raised.value.failure


async def test_it_says_who_it_is_and_asks_for_no_compression(http: Http) -> None:
    async with answering(lambda path: ok()) as (url, heads):
        assert await http.get(url, {"a": "b c"}, seconds=2) == b"fine"
    assert f"user-agent: {USER_AGENT}".lower() in heads[0].lower() and "accept-encoding: identity" in heads[0].lower()
    assert heads[0].startswith("GET /?a=b+c ") or heads[0].startswith("GET /?a=b%20c ")


async def test_parameters_of_the_setting_are_kept(http: Http) -> None:
    async with answering(lambda path: ok()) as (url, heads):
        await http.get(f"{url}/x?key=1", {"a": "2"}, seconds=2)
    assert "key=1" in heads[0] and "a=2" in heads[0]


async def test_a_redirect_on_the_same_host_is_followed(http: Http) -> None:
    async with answering(lambda path: ok(b"there") if path == "/there" else moved("/there")) as (url, _):
        assert await http.get(f"{url}/here", seconds=2) == b"there"


@pytest.mark.parametrize(
    "to", ["http://127.0.0.2/", "http://127.0.0.1:1/", "ftp://127.0.0.1/", "file:///etc/passwd", "http://example.test/"]
)
async def test_a_redirect_elsewhere_is_not(http: Http, to: str) -> None:
    async with answering(lambda path: moved(to)) as (url, heads):
        assert await failure(http, url) == "redirect"
        assert len(heads) == 1


async def test_a_redirect_without_end_is_given_up(http: Http) -> None:
    async with answering(lambda path: moved("/again")) as (url, heads):
        assert await failure(http, url) == "redirect"
        assert len(heads) == 4


async def test_a_body_as_large_as_allowed_is_read_and_a_larger_one_is_not(http: Http) -> None:
    async with answering(lambda path: ok(b"x" * 1000)) as (url, _):
        assert len(await http.get(url, seconds=2, max_bytes=1000)) == 1000
        assert await failure(http, url, max_bytes=999) == "too_large"


async def test_a_body_that_unpacks_into_a_large_one_is_refused(http: Http) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    async with answering(lambda path: ok(bomb, "content-encoding: gzip\r\n")) as (url, _):
        assert await failure(http, url) == "malformed"


@pytest.mark.parametrize(
    ("status", "name"), [(404, "rejected"), (204, "rejected"), (500, "server_error"), (429, "rate_limited")]
)
async def test_other_statuses_are_failures(http: Http, status: int, name: str) -> None:
    async with answering(lambda path: f"HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".encode()) as (
        url,
        _,
    ):
        assert await failure(http, url) == name


async def test_all_of_it_ends_in_time_redirects_included(http: Http) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.25)
        writer.write(moved("/again"))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(slowly, "127.0.0.1", 0)
    async with server:
        started = time.monotonic()
        assert await failure(http, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seconds=0.4) == "timeout"
        assert time.monotonic() - started < 0.8


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://127.0.0.1/x", "http://"])
async def test_an_address_that_is_none_is_our_own_fault(http: Http, url: str) -> None:
    assert await failure(http, url) in ("rejected", "dns", "refused")


NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), ("0", 0), ("Sat, 21 Nov 2026 12:01:00 GMT", 60), ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        (None, None), ("", None), ("soon", None), ("-5", None), ("1.5", None),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


async def test_a_client_of_others_gives_an_endless_answer_up() -> None:
    async with answering(lambda path: ok(b"x" * 5000)) as (url, _):
        async with httpx2.AsyncClient(transport=Bounded(5000)) as client:
            assert len((await client.get(url)).content) == 5000
        async with httpx2.AsyncClient(transport=Bounded(4999)) as client:
            with pytest.raises(httpx2.ReadError) as raised:
                await client.get(url)
    assert failure_of(raised.value) == "too_large"
