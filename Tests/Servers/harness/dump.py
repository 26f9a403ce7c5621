#!/usr/bin/python3
"""Answers with the parameters that the web server sent, in their order: a FastCGI responder, at a socket or at descriptor 0
(mod_fcgid), or a CGI program."""

import os
import socket
import sys
import threading
from pathlib import Path

#: Its path: a web server may start it.
DUMP = Path(__file__).resolve()


class Dump:
    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener

    @classmethod
    def at(cls, path: Path) -> None:
        """Serves a new unix socket, as long as this process lives."""
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        path.chmod(0o666)
        listener.listen()
        threading.Thread(target=cls(listener).serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    @staticmethod
    def _converse(connection: socket.socket) -> None:
        stream = connection.makefile("rwb")
        pairs = b""
        while header := stream.read(8):
            kind, length, padding = header[1], int.from_bytes(header[4:6]), header[6]
            content = stream.read(length)
            stream.read(padding)
            if kind == 4:
                pairs += content
            if kind == 5 and not length:
                text = b"".join(name + b"=" + value + b"\n" for name, value in _read(pairs))
                answer = b"Content-Type: text/plain\r\n\r\n" + text
                stream.write(b"\1\6\0\1" + len(answer).to_bytes(2) + b"\0\0" + answer + b"\1\6\0\1\0\0\0\0")
                stream.write(b"\1\3\0\1\0\x08\0\0" + bytes(8))
                stream.flush()
                break
        connection.close()


def _read(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name-value pairs (FastCGI 1.0 section 3.4)."""
    pairs = []
    place = 0
    while place < len(data):
        lengths = []
        for _ in range(2):
            size = 4 if data[place] & 0x80 else 1
            lengths.append(int.from_bytes(data[place : place + size]) & (0x7FFF_FFFF if size == 4 else 0x7F))
            place += size
        name, value = data[place : place + lengths[0]], data[place + lengths[0] : place + sum(lengths)]
        pairs.append((name, value))
        place += sum(lengths)
    return pairs


def main() -> None:
    if "GATEWAY_INTERFACE" not in os.environ:
        Dump(socket.socket(fileno=0)).serve()
    sys.stdin.buffer.read()
    # As it was handed over: os.environ may have been added to.
    environment = Path("/proc/self/environ").read_bytes().replace(b"\0", b"\n")
    sys.stdout.buffer.write(b"Content-Type: text/plain\r\n\r\n" + environment)


if __name__ == "__main__":
    main()
