"""A name server of the tests' own (RFC 1035), for what resolves names without nsswitch's files."""

import socket
import struct
from threading import Thread

_ADDRESS_QUESTION = 1


class NameServer:
    """Answers on UDP port 53 of a loopback address that nobody else has; every name of `names` is 127.0.0.1."""

    def __init__(self, names: set[str], address: str = "127.53.53.53") -> None:
        self.names = names
        self.address = address
        #: The names that were asked for.
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, 53))
        Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                question, client = self._socket.recvfrom(512)
            except OSError:
                return
            self._socket.sendto(self._answer(question), client)

    def _answer(self, message: bytes) -> bytes:
        labels, at = [], 12
        while length := message[at]:
            labels.append(message[at + 1 : at + 1 + length].decode())
            at += 1 + length
        name = ".".join(labels).lower()
        self.asked.append(name)
        (kind,) = struct.unpack_from("!H", message, at + 1)
        question = message[12 : at + 5]
        known = name in self.names
        # A name that has no IPv6 address is no unknown name: no error, and no answer.
        address = known and kind == _ADDRESS_QUESTION
        head = message[:2] + struct.pack("!HHHHH", 0x8180 | (0 if known else 3), 1, int(address), 0, 0)
        record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + socket.inet_aton("127.0.0.1")
        return head + question + (record if address else b"")
