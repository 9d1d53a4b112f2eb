"""What the benchmark's client hears is what was sent, and a stream that breaks off is not taken for an answer."""

from __future__ import annotations

import socket
import threading

import pytest

from evals.bench.wire import BrokenStream, ask, checked, connect, frames, request, unchunked

BODY = (
    "id: 1\nevent: start\ndata: {}\n\n: ping\n\n"
    'id: 2\nevent: token\ndata: {"text":"مرحبا: nice"}\n\nid: 3\nevent: done\ndata: {"a":1}\n\n'
).encode()


def streamed(body: bytes = BODY, size: int = 75) -> bytes:
    """An HTTP answer in chunks that cut through events and letters."""
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)
    return b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + chunks + b"0\r\n\r\n"


def test_frames_come_back_whole() -> None:
    assert unchunked(streamed(size=7).partition(b"\r\n\r\n")[2]) == BODY
    heard = list(frames(streamed(size=7)))
    assert [f["event"] for f in heard] == ["start", "token", "done"]
    assert heard[1]["data"] == '{"text":"مرحبا: nice"}'


def test_only_a_finished_stream_counts() -> None:
    assert checked(streamed())
    with pytest.raises(BrokenStream):
        checked(streamed(BODY.replace(b"done", b"error")))
    with pytest.raises(BrokenStream):
        checked(streamed(BODY.replace(b'{"a":1}', b'{"degradation":{"level":4}}')))
    with pytest.raises(BrokenStream):
        checked(b"HTTP/1.1 500 Internal Server Error\r\n\r\n")


@pytest.mark.parametrize(("answer", "whole"), [(streamed(), True), (streamed()[:-20], False)])
def test_a_turn_over_a_real_socket(answer: bytes, whole: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(65536)
                peer.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with connect(server.getsockname()[1]) as opened:
            if whole:
                heard = ask(opened, request({"message": "selam"}))
                assert 0 < heard.first_ms <= heard.whole_ms
            else:
                with pytest.raises(BrokenStream):
                    ask(opened, request({"message": "selam"}))
        thread.join()
