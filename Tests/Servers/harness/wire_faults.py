"""Answers that come late, in part or not at all, and answers that break HTTP/1.1 (RFC 9112)."""

import asyncio
import json
from collections.abc import Callable
from itertools import count

from .fault_proxy import Call, Fault


def cut(at: int) -> Fault:
    """The connection ends after so many bytes."""

    async def fault(call: Call) -> bool:
        await call.send(call.answer[:at])
        return False

    return fault


def reset(at: int) -> Fault:
    """It breaks after so many bytes."""

    async def fault(call: Call) -> bool:
        await call.send(call.answer[:at])
        call.reset()
        return False

    return fault


def stall(at: int) -> Fault:
    """Nothing comes after so many bytes."""

    async def fault(call: Call) -> bool:
        await call.send(call.answer[:at])
        await call.wait()
        return False

    return fault


def drip(seconds: float) -> Fault:
    """A byte at a time."""

    async def fault(call: Call) -> bool:
        for byte in call.answer:
            await call.send(bytes([byte]))
            await asyncio.sleep(seconds)
        return True

    return fault


def in_turn(faults: list[Fault]) -> Fault:
    """Each call has the next of them."""
    numbers = count()

    async def fault(call: Call) -> bool:
        return await faults[next(numbers)](call)

    return fault


def says(data: bytes, *, ends: bool = True) -> Fault:
    """Something else in the answer's place; `ends` says whether the connection does with it."""

    async def fault(call: Call) -> bool:
        await call.send(data)
        if not ends:
            await call.wait()
        return False

    return fault


def repeats(beginning: bytes, again: bytes) -> Fault:
    """Something without end."""

    async def fault(call: Call) -> bool:
        await call.send(beginning)
        block = again * max(1, 16_384 // len(again))
        while True:
            await call.send(block)

    return fault


def rewritten(change: Callable[[bytes, bytes], bytes], *, ends: bool = True) -> Fault:
    """The true answer's head and body, made into something else."""

    async def fault(call: Call) -> bool:
        await call.send(change(call.head, call.body))
        if not ends:
            await call.wait()
        return False

    return fault


def otherwise(change: Callable[[bytes, bytes], bytes]) -> Fault:
    """The true answer in other clothes, on a connection that goes on."""

    async def fault(call: Call) -> bool:
        await call.send(change(call.head, call.body))
        return True

    return fault


#: What no answer may become: whoever takes it for one shows it.
SMUGGLED = "smuggled-answer"
_SECOND = json.dumps({"object": "error", "code": SMUGGLED, "message": SMUGGLED}).encode()
SECOND_ANSWER = b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n%b" % (len(_SECOND), _SECOND)


def with_length(head: bytes, length: object) -> bytes:
    """The head with another Content-Length."""
    lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*lines, f"Content-Length: {length}".encode()]) + b"\r\n\r\n"


def chunked(head: bytes, body: bytes) -> bytes:
    """The head for chunks, and what stands in their place."""
    lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*lines, b"Transfer-Encoding: chunked"]) + b"\r\n\r\n" + body


_GIGABYTE = 1 << 30
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

#: Each breaks the answer at once, so that what comes of it comes at once.
BROKEN: dict[str, Fault] = {
    "cut at the start": cut(0),
    "cut in the head": cut(20),
    "reset at the start": reset(0),
    "reset in the head": reset(20),
    "no HTTP": says(b"SSH-2.0-OpenSSH\r\n"),
    "HTTP/0.9": says(b"{}"),
    "HTTP/2": says(b"\0\0\0\4\0\0\0\0\0"),
    "a status of four digits": says(b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}"),
    "a status that is no number": says(b"HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\n{}"),
    "a NUL in the head": says(_OK + b"X: a\0b\r\nContent-Length: 2\r\n\r\n{}"),
    "a field without a name": says(_OK + b": a\r\nContent-Length: 2\r\n\r\n{}"),
    "a length that is too long": rewritten(lambda head, body: with_length(head, len(body) + 9) + body),
    "a length that is too short": rewritten(lambda head, body: with_length(head, len(body) - 9) + body),
    "a length below nought": rewritten(lambda head, body: with_length(head, -1) + body),
    "a length beyond all numbers": rewritten(lambda head, body: with_length(head, 10**30) + body),
    "two lengths": rewritten(lambda head, body: with_length(head, 1)[:-2] + b"Content-Length: 2\r\n\r\n" + body),
    "a length and chunks": rewritten(lambda head, body: head[:-2] + b"Transfer-Encoding: chunked\r\n\r\n" + body),
    "a chunk's size that is no number": rewritten(lambda head, body: chunked(head, b"zz\r\n" + body)),
    "a chunk's size below nought": rewritten(lambda head, body: chunked(head, b"-1\r\n" + body)),
    "a chunk's size beyond all numbers": rewritten(lambda head, body: chunked(head, b"f" * 17 + b"\r\n" + body)),
    "a chunk that is longer than it says": rewritten(lambda head, body: chunked(head, b"1\r\n" + body)),
    "chunks without an end": rewritten(lambda head, body: chunked(head, b"%x\r\n%b\r\n" % (len(body), body))),
    "compressed unasked": says(_OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\0"),
    "head without end": repeats(_OK, b"X-Filler: " + b"x" * 100 + b"\r\n"),
    "a field without end": repeats(_OK + b"X: ", b"x"),
    "a gigabyte, announced": repeats(_OK + b"Content-Length: %d\r\n\r\n" % _GIGABYTE, b"[" * 1024),
    "a gigabyte in chunks": repeats(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"[" * 1024 + b"\r\n"),
    "a gigabyte without a length": repeats(_OK + b"Connection: close\r\n\r\n", b"[" * 1024),
    "switching protocols": says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
}

#: Each keeps whoever waits for the end of it waiting.
ENDLESS: dict[str, Fault] = {
    "silence": stall(0),
    "a head that stops": stall(20),
    "a length that is too long, and the connection stays": rewritten(
        lambda head, body: with_length(head, len(body) + 9) + body, ends=False
    ),
    "chunks that stop": rewritten(lambda head, body: chunked(head, b"ffff\r\n" + body), ends=False),
    "100 Continue without end": repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a byte now and then": drip(0.05),
}

#: Each is odd, and lawful: the answer counts.
LAWFUL: dict[str, Fault] = {
    "a byte at a time": drip(0),
    "a thousand times 100 Continue before": otherwise(
        lambda head, body: b"HTTP/1.1 100 Continue\r\n\r\n" * 1000 + head + body
    ),
    "early hints before": otherwise(lambda head, body: b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + head + body),
    "in chunks of one byte": otherwise(
        lambda head, body: chunked(head, b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n")
    ),
}

#: Another answer behind the true one, for which nobody asked.
TWO_ANSWERS = otherwise(lambda head, body: head + body + SECOND_ANSWER)
