"""The one HTTP client for everything but language models: bounded in time and size, to one host, with checked certificates."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from tools.guard import Failed, Failure

USER_AGENT = "istanbul-companion/1"
MAX_BYTES = 2 * 1024 * 1024
MAX_REDIRECTS = 3
CONNECT_SECONDS = 1.5
_LIMITS = httpx2.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=30.0)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECURE_PORTS = {"http": 80, "https": 443}


@dataclass
class Http:
    """One pool of connections for the process. `verify` may name a bundle of certificates beside the system's own."""

    verify: ssl.SSLContext | bool = True
    _client: httpx2.AsyncClient | None = field(default=None, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, repr=False)

    async def get(
        self, url: str, params: Mapping[str, str] | None = None, *, seconds: float, max_bytes: int = MAX_BYTES
    ) -> bytes:
        """The body of a 200. All of it, redirects to the same host included, within `seconds`; raises `Failed`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(url, params, seconds, max_bytes)
        except TimeoutError:
            raise Failed("timeout") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise Failed(failure_of(error)) from error

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> None:
        """Hands over a body; returns on a 2xx within `seconds`, raises `Failed` otherwise. Follows no redirect."""
        try:
            async with asyncio.timeout(seconds):
                timeout = httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
                async with self._opened().stream("POST", url, content=body, headers=dict(headers), timeout=timeout) as response:
                    if not response.is_success:
                        raise Failed("server_error" if response.status_code >= 500 else "rejected")
        except TimeoutError:
            raise Failed("timeout") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise Failed(failure_of(error)) from error

    async def aclose(self) -> None:
        """Closes the connections."""
        client, self._client = self._client, None
        if client is not None and self._loop is asyncio.get_running_loop():
            await client.aclose()

    def _opened(self) -> httpx2.AsyncClient:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            # No compression: a small body would otherwise be allowed to become a large one.
            headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
            self._client = httpx2.AsyncClient(verify=self.verify, follow_redirects=False, headers=headers, limits=_LIMITS)
            self._loop = loop
        return self._client

    async def _follow(self, url: str, params: Mapping[str, str] | None, seconds: float, max_bytes: int) -> bytes:
        client, at = self._opened(), httpx2.URL(url).copy_merge_params(dict(params or {}))
        timeout = httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        for _ in range(MAX_REDIRECTS + 1):
            async with client.stream("GET", at, timeout=timeout) as response:
                if response.status_code in _REDIRECTS:
                    at = _next(at, response)
                    continue
                _check(response, max_bytes)
                body = bytearray()
                async for chunk in response.aiter_raw(65536):
                    body += chunk
                    if len(body) > max_bytes:
                        raise Failed("too_large")
                return bytes(body)
        raise Failed("redirect")


class Bounded(httpx2.AsyncHTTPTransport):
    """For clients of others, which read an answer to its end: gives it up after `max_bytes`."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(limits=_LIMITS)
        self._max_bytes = max_bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream, self._max_bytes)
        return response


@dataclass
class _Counted(httpx2.AsyncByteStream):
    stream: httpx2.AsyncByteStream
    left: int

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self.stream:
            self.left -= len(chunk)
            if self.left < 0:
                raise TooLarge("the answer is too large")
            yield chunk

    async def aclose(self) -> None:
        await self.stream.aclose()


class TooLarge(httpx2.ReadError):
    """An answer beyond what a `Bounded` transport lets through."""


def _next(at: httpx2.URL, response: httpx2.Response) -> httpx2.URL:
    """Where a redirect leads, on the same host and port; from http to https of the same host is allowed as well."""
    to = at.join(response.headers.get("location", ""))
    if to.host != at.host or to.scheme not in _SECURE_PORTS or (at.scheme == "https" and to.scheme == "http"):
        raise Failed("redirect")
    if to.scheme == at.scheme and (to.port or 0) != (at.port or 0):
        raise Failed("redirect")
    return to


def _check(response: httpx2.Response, max_bytes: int) -> None:
    status = response.status_code
    if status in (429, 503):
        wait = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
        raise Failed("rate_limited" if status == 429 else "server_error", wait)
    if status >= 500:
        raise Failed("server_error")
    if status != 200:
        raise Failed("rejected")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise Failed("malformed")
    announced = response.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise Failed("too_large")


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, section 10.2.3), a number or a date; None for none or nonsense."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when - now).total_seconds()) if when.tzinfo else None


def failure_of(error: BaseException) -> Failure:
    """The class of a client's error, from what caused it."""
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    kinds: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Failure], ...] = (
        (socket.gaierror, "dns"),
        (ssl.SSLError, "tls"),
        (ConnectionRefusedError, "refused"),
        (httpx2.PoolTimeout, "full"),
        (httpx2.TimeoutException, "timeout"),
        (TooLarge, "too_large"),
        ((httpx2.InvalidURL, httpx2.UnsupportedProtocol), "rejected"),
    )
    return next((name for kind, name in kinds if any(isinstance(c, kind) for c in causes)), "closed")
