"""A load generator: connections that are kept alive, each asking again as soon as it has its answer."""

from __future__ import annotations

import asyncio
import time

_LARGEST = 4 * 1024**2  # bytes of one answer that the client takes without pausing


class ServerError(RuntimeError):
    """The server under test did not answer 200."""


async def _client(host: str, port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection(host, port, limit=_LARGEST)
    answers = 0
    try:
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n", 1)[0]:
                raise ServerError(head.decode("latin-1").split("\r\n", 1)[0])
            await reader.readexactly(_length(head))
            answers += 1
            if b"connection: close" in head.lower():
                writer.close()
                reader, writer = await asyncio.open_connection(host, port, limit=_LARGEST)
    finally:
        writer.close()
    return answers


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ServerError("the answer does not say how long it is")


async def _all(host: str, port: int, request: bytes, seconds: float, connections: int) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_client(host, port, request, until) for _ in range(connections))))


def requests_per_second(address: tuple[str, int], path: str, seconds: float = 8, connections: int = 8) -> float:
    """Answers with status 200 a second; the path may hold a query, already percent-encoded."""
    host, port = address
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/html\r\n\r\n".encode("ascii")
    return asyncio.run(_all(host, port, request, seconds, connections)) / seconds
