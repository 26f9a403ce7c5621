"""A request as a web server gives it to a CGI program (RFC 3875)."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from .places import RESPONDER


class CGI:
    """A web server that starts a program for every request."""

    def __init__(
        self,
        settings: dict[str, str],
        mount: str = "/cgi-bin/ratebridge",
        program: Sequence[str | Path] = (RESPONDER,),
    ) -> None:
        self.settings = settings
        self.mount = mount
        self.program = program
        self.cookie = ""

    def request(
        self, method: str, target: str, body: bytes = b"", *arguments: str, **parameters: str
    ) -> tuple[int, dict[str, str], str]:
        parts = urlsplit(target)
        environment = {
            **self.settings,
            "GATEWAY_INTERFACE": "CGI/1.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": self.mount,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            **parameters,
        }
        if self.cookie:
            environment["HTTP_COOKIE"] = self.cookie
        result = subprocess.run(
            [*self.program, *arguments], env=environment, cwd="/", input=body, capture_output=True, timeout=60
        )
        head, _, content = result.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
        assert result.returncode == 0, result.stderr
        if "Set-Cookie" in fields:
            self.cookie = fields["Set-Cookie"].partition(";")[0]
        return int(fields["Status"].split()[0]), fields, content.decode()
