"""Clients that cost little themselves: a request is bytes made beforehand, an answer is read and hardly looked at."""

import re
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    data: bytes
    expects: bytes = b"200"


def get(path: str, cookies: str) -> Request:
    return Request(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode())


def post(path: str, cookies: str, body: str) -> Request:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
    return Request(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode(), expects=b"302")


def all_at_once(work: Callable[[T], list[float]], shares: Sequence[T]) -> list[float]:
    """Each share in a thread of its own; the seconds every single piece took."""
    with ThreadPoolExecutor(len(shares)) as threads:
        return [seconds for each in threads.map(work, shares) for seconds in each]


def send(port: int, requests: Iterable[Request], *, until: float = float("inf")) -> list[float]:
    """One after another on one kept connection, to the last one or the moment `until`; the seconds each took."""
    taken = []
    with connected(port) as server:
        for request in requests:
            began = time.perf_counter()
            if began > until:
                break
            server.sendall(request.data)
            _expect(request, _answer(server))
            taken.append(time.perf_counter() - began)
    return taken


def connected(port: int) -> socket.socket:
    server = socket.create_connection(("127.0.0.1", port))
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def status(server: socket.socket, request: Request) -> int:
    """Send it and wait for the whole answer, whatever it is."""
    server.sendall(request.data)
    return int(_answer(server)[9:12])


def _answer(server: socket.socket) -> bytes:
    said = b""
    while b"\r\n\r\n" not in said:
        said += _more(server)
    head = said.index(b"\r\n\r\n")
    length = LENGTH.search(said, 0, head + 2)
    assert length, said[:head]
    end = head + 4 + int(length[1])
    while len(said) < end:
        said += _more(server)
    return said


def _more(server: socket.socket) -> bytes:
    data = server.recv(1 << 18)
    if not data:
        raise ConnectionError("The server hung up.")
    return data


def _expect(request: Request, answer: bytes) -> None:
    if answer[9:12] != request.expects:
        line = request.data.partition(b"\r\n")[0].decode()
        raise SystemExit(f"{line} was answered with {answer[:4000].decode(errors='replace')}")
