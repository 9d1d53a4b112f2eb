"""A world that fails half of the time: services that misbehave over TCP, and lines to the stores that are cut."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from evals.bench.wire import HOST

FAULTS = ("closed", "error", "limited", "limited_for_long", "silent", "drip", "half", "garbage", "wrong_shape")
SILENCE_SECONDS = 30.0


def _weather() -> Any:
    days = [(date.today() + timedelta(days=n)).isoformat() for n in range(-1, 7)]
    hours = [f"{day}T{hour:02}:00" for day in days for hour in range(24)]
    return {
        "current": {"temperature_2m": 12.4, "weather_code": 61, "wind_speed_10m": 14.0},
        "hourly": {
            "time": hours, "temperature_2m": [11.0] * len(hours), "precipitation_probability": [40] * len(hours),
            "wind_gusts_10m": [20.0] * len(hours),
        },
        "daily": {
            "time": days, "temperature_2m_min": [9.0] * 8, "temperature_2m_max": [14.0] * 8, "precipitation_sum": [2.5] * 8,
            "precipitation_probability_max": [60] * 8, "wind_speed_10m_max": [22.0] * 8, "weather_code": [61] * 8,
        },
    }  # fmt: skip


def _marine() -> Any:
    days = [(date.today() + timedelta(days=n)).isoformat() for n in range(7)]
    return {
        "current": {"wave_height": 0.4, "sea_surface_temperature": 15.2},
        "daily": {"time": days, "wave_height_max": [0.7] * 7},
    }


def _route() -> Any:
    return {
        "code": "Ok",
        "routes": [{
            "distance": 850.0, "duration": 640.0,
            "geometry": {"type": "LineString", "coordinates": [[28.97, 41.01], [28.98, 41.01]]},
            "legs": [{"distance": 850.0, "duration": 640.0, "steps": []}],
        }],
        "waypoints": [{"location": [28.97, 41.01]}, {"location": [28.98, 41.01]}],
    }  # fmt: skip


def _earthquakes() -> Any:
    when = datetime.now(UTC) - timedelta(hours=3)
    return {
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature", "id": "x1", "geometry": {"type": "Point", "coordinates": [28.4, 40.8, -8.0]},
            "properties": {
                "time": when.isoformat().replace("+00:00", "Z"), "mag": 3.1, "magtype": "ml", "depth": 8.0, "lat": 40.8,
                "lon": 28.4, "flynn_region": "SEA OF MARMARA", "unid": "x1", "auth": "EMSC", "evtype": "ke",
            },
        }],
    }  # fmt: skip


def _rates() -> str:
    rates = "".join(f"<Cube currency='{c}' rate='{r}'/>" for c, r in (("USD", 1.08), ("GBP", 0.84), ("TRY", 48.2)))
    return (
        "<gesmes:Envelope xmlns:gesmes='http://www.gesmes.org/xml/2002-08-01' "
        "xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'>"
        f"<Cube><Cube time='{date.today()}'>{rates}</Cube></Cube></gesmes:Envelope>"
    )


def _events() -> str:
    day = date.today() + timedelta(days=1)
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "BEGIN:VEVENT", "UID:1@bench", f"DTSTAMP:{day:%Y%m%d}T000000Z",
        f"DTSTART:{day:%Y%m%d}T170000Z", f"DTEND:{day:%Y%m%d}T190000Z", "SUMMARY:Open-air concert", "LOCATION:Moda",
        "END:VEVENT", "END:VCALENDAR", "",
    ])  # fmt: skip


GOOD: dict[str, tuple[str, Any]] = {
    "/v1/forecast": ("application/json", _weather),
    "/v1/marine": ("application/json", _marine),
    "/route": ("application/json", _route),
    "/earthquakes": ("application/json", _earthquakes),
    "/rates.xml": ("application/xml", _rates),
    "/events.ics": ("text/calendar", _events),
}


@dataclass
class World:
    """HTTP services of which a share of the answers are faults, drawn at random."""

    share: float
    random: random.Random
    answered: Counter[str] = field(default_factory=Counter)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SILENCE_SECONDS)
            path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
            fault = self.random.choice(FAULTS) if self.random.random() < self.share else "ok"
            self.answered[fault] += 1
            await self._answer(path, fault, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, fault: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind, make = next((good for prefix, good in GOOD.items() if path.startswith(prefix)), ("text/plain", lambda: ""))
        made = make()
        body = (made if isinstance(made, str) else json.dumps(made)).encode()
        match fault:
            case "closed":
                return
            case "error":
                await _send(writer, 500, kind, b"out of order")
            case "limited":
                await _send(writer, 429, kind, b"", "Retry-After: 1\r\n")
            case "limited_for_long":
                later = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
                await _send(writer, 429, kind, b"", f"Retry-After: {later}\r\n")
            case "silent":
                await asyncio.wait_for(reader.read(), SILENCE_SECONDS)
            case "drip":
                writer.write(_head(200, kind, len(body)))
                for byte in body:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(0.2)
            case "half":
                writer.write(_head(200, kind, len(body)) + body[: len(body) // 2])
                await writer.drain()
            case "garbage":
                await _send(writer, 200, kind, b"<html>maintenance" + body[:40])
            case "wrong_shape":
                await _send(writer, 200, kind, b'{"current": {}, "daily": []}')
            case _:
                await _send(writer, 200, kind, body)


def _head(status: int, kind: str, length: int, more: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{more}Connection: close\r\n\r\n".encode()
    )


async def _send(writer: asyncio.StreamWriter, status: int, kind: str, body: bytes, more: str = "") -> None:
    writer.write(_head(status, kind, len(body), more) + body)
    await writer.drain()


@dataclass
class Line:
    """A line to a server that is cut half of the time: every connection dies, and none is made until it is mended."""

    port: int
    random: random.Random
    mean_seconds: float = 2.0
    cuts: int = 0
    killed: int = 0
    whole: bool = True
    _open: set[asyncio.StreamWriter] = field(default_factory=set, repr=False)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.whole:
            self.killed += 1
            writer.transport.abort()
            return
        try:
            there, onward = await asyncio.open_connection(HOST, self.port)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, onward}
        try:
            await asyncio.gather(_pump(reader, onward), _pump(there, writer))
        finally:
            for end in (writer, onward):
                self._open.discard(end)
                end.transport.abort()

    async def cut_and_mend(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self.random.expovariate(1 / self.mean_seconds))
            self.cut()
            await asyncio.sleep(self.random.expovariate(1 / self.mean_seconds))
            self.whole = True

    def cut(self) -> None:
        self.whole = False
        self.cuts += 1
        self.killed += len(self._open) // 2
        for end in self._open:
            end.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, asyncio.CancelledError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()


@dataclass
class Background:
    """An event loop in a thread of its own, so that what fails does so on time while others are busy."""

    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def serve(self, server: World | Line) -> int:
        """The port on which it now listens."""

        async def start() -> int:
            listening = await asyncio.start_server(server.serve, HOST, 0)
            return int(listening.sockets[0].getsockname()[1])

        return int(self.run(start()))


@contextmanager
def background() -> Iterator[Background]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Background(loop)
    finally:

        async def end() -> None:
            tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
