"""Stands between the responder and an upstream, and spoils what comes back."""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from .ledger import LEDGER


class Call:
    """One HTTP call of the responder's: what it asked, and what the upstream answered, byte for byte."""

    def __init__(
        self, request: bytes, answer: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.request = request
        self.answer = answer
        self._reader = reader
        self._writer = writer

    @property
    def head(self) -> bytes:
        """Of the answer, with the empty line."""
        return self.answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

    @property
    def body(self) -> bytes:
        return self.answer.partition(b"\r\n\r\n")[2]

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def wait(self) -> None:
        """Until the responder hangs up."""
        await self._reader.read()

    def reset(self) -> None:
        """The connection ends with an RST (socket(7), SO_LINGER)."""
        self._writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0"
        )
        self._writer.transport.abort()


#: What upstreams hand out for the responder alone.
_TOKENS = re.compile(rb'"(?:access_token|refresh_token|challenge)":"([^"]+)"')

#: Answers a call in its own way; whether the connection goes on.
Fault = Callable[[Call], Awaitable[bool]]


async def _faithfully(call: Call) -> bool:
    await call.send(call.answer)
    return True


class FaultProxy:
    """At 127.0.0.1:`port`, in a thread of its own; with a context, it speaks TLS."""

    def __init__(self, upstream: int, tls: ssl.SSLContext | None = None) -> None:
        self._upstream = upstream
        self._tls = tls
        self._fault: Fault = _faithfully
        self._open: set[asyncio.StreamWriter] = set()
        self._listener: asyncio.Server | None = None
        self.port = 0
        #: Calls that came.
        self.calls = 0
        self._loop = asyncio.new_event_loop()
        # Connections that break are what it is for.
        self._loop.set_exception_handler(lambda *_: None)
        Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self._listen())

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://localhost:{self.port}"

    @contextmanager
    def faulty(self, fault: Fault) -> Iterator[None]:
        """What is called meanwhile goes wrong; then all is well again, and on new connections."""
        self._fault = fault
        try:
            yield
        finally:
            self._fault = _faithfully
            self.hang_up()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Nobody listens meanwhile."""
        self._do(self._shut())
        try:
            yield
        finally:
            self._do(self._listen())

    def hang_up(self) -> None:
        """Every connection ends."""
        self._do(self._hang_up())

    def stop(self) -> None:
        self._do(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _do(self, work: Awaitable[None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)  # type: ignore[arg-type]

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(
            self._converse, "127.0.0.1", self.port, ssl=self._tls, backlog=4096, reuse_address=True
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        if self._listener:
            self._listener.close()
        await self._hang_up()

    async def _hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            is_kept = True
            while is_kept:
                call = Call(*await self._pass_on(reader), reader, writer)
                is_kept = await self._fault(call)
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
        """Reads a request, and the upstream's answer to it; every pair has a connection of its own there."""
        request = await _read_message(reader)
        self.calls += 1
        there, back = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            back.write(request)
            answer = await _read_message(there)
        finally:
            back.close()
        for token in _TOKENS.findall(answer):
            LEDGER.keep("an upstream's token", token.decode())
        return request, answer


async def _read_message(reader: asyncio.StreamReader) -> bytes:
    """With Content-Length, or without a body: as our client and the sandbox write them."""
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    assert b"transfer-encoding" not in head.lower()
    return head + (await reader.readexactly(int(lengths[0].partition(b":")[2])) if lengths else b"")
