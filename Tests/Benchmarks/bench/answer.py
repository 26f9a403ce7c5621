"""An answer as a CGI program writes it, so that others can give the very same."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .places import RESPONDER


@dataclass(frozen=True)
class CGIAnswer:
    text: bytes

    @property
    def status(self) -> int:
        return int(self.fields.get("Status", "200")[:3])

    @property
    def fields(self) -> dict[str, str]:
        head = self.text.partition(b"\r\n\r\n")[0].decode()
        return dict(line.split(": ", 1) for line in head.split("\r\n"))

    @property
    def body(self) -> bytes:
        return self.text.partition(b"\r\n\r\n")[2]

    def written(self, file: Path) -> Path:
        file.write_bytes(self.text)
        return file


def cgi_environment(environment: Mapping[str, str], target: str) -> dict[str, str]:
    """What a web server gives a CGI program for a GET."""
    path, _, query = target.partition("?")
    return {
        **environment,
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
    }


def ask(environment: Mapping[str, str], target: str) -> CGIAnswer:
    """The responder's answer to a GET."""
    result = subprocess.run(
        [RESPONDER], env=cgi_environment(environment, target), stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return CGIAnswer(result.stdout)
