"""Many customers at once, each with a session of its own: asyncio and plain sockets."""

import asyncio
import re
import resource
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .ledger import LEDGER
from .page import Page
from .sandbox import PASSWORD, email
from .stack import Stack


def raise_descriptor_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@dataclass
class Member:
    number: int
    token: str
    cookie: str = ""
    status: int = 0
    location: str = ""
    page: Page | None = None


@dataclass
class Swarm:
    stack: Stack
    members: list[Member]
    in_flight: int = 0
    peak: int = 0
    _gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(64))

    async def open_sessions(self) -> None:
        """Each opens its link; a few at a time."""

        async def one(member: Member) -> None:
            async with self._gate:
                head, _ = await self.exchange("GET", self.stack.link(member.token))
            assert self._keep_cookie(member, head), head

        await asyncio.gather(*map(one, self.members))

    async def log_in(self, barrier: type[asyncio.Barrier] = asyncio.Barrier) -> None:
        """All at once: each sends its form but for the last byte, and that when all the others have come so far."""
        ready = barrier(len(self.members))

        async def one(member: Member) -> None:
            form = urlencode({"login": email(f"load-{member.number}"), "password": PASSWORD})
            path = self.stack.path("/auth_metadata_capture", member.token)
            try:
                head, _ = await self.exchange("POST", path, form, member.cookie, ready)
            except (OSError, asyncio.IncompleteReadError):
                return
            if found := re.match(r"HTTP/1.1 (\d+)", head):
                member.status = int(found[1])
            if found := re.search(r"\r\nLocation: (\S+)", head):
                member.location = found[1]
            self._keep_cookie(member, head)

        await asyncio.gather(*map(one, self.members))

    async def go_on(self) -> None:
        """Each goes where it was sent to; a few at a time."""

        async def one(member: Member) -> None:
            async with self._gate:
                head, body = await self.exchange("GET", member.location, cookie=member.cookie)
            assert head.startswith("HTTP/1.1 200 "), head
            member.page = Page(body.decode())

        await asyncio.gather(*map(one, self.members))

    @staticmethod
    def _keep_cookie(member: Member, head: str) -> bool:
        found = re.search(r"Set-Cookie: ([^;]+)", head)
        if found:
            member.cookie = found[1]
            LEDGER.keep("a cookie", member.cookie.partition("=")[2])
        return found is not None

    async def exchange(
        self,
        method: str,
        path: str,
        form: str = "",
        cookie: str = "",
        ready: asyncio.Barrier | None = None,
        port: int | None = None,
    ) -> tuple[str, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port or self.stack.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.stack.port}", "Connection: close"]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        if method == "POST":
            lines += [
                "Sec-Fetch-Site: same-origin",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(form)}",
            ]
        message = ("\r\n".join(lines) + "\r\n\r\n" + form).encode()
        if ready:
            writer.write(message[:-1])
            await ready.wait()
            message = message[-1:]
        writer.write(message)
        await writer.drain()
        if ready:
            self.in_flight += 1
            self.peak = max(self.peak, self.in_flight)
        try:
            answer = await reader.read()
        finally:
            self.in_flight -= ready is not None
            writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return head.decode(), body


def swarm(stack: Stack, count: int) -> Swarm:
    return Swarm(stack, [Member(number, stack.sandbox.token()) for number in range(count)])
