"""TLS as a provider has it: a certificate authority of the tests' own, and an nginx in front of what speaks none."""

import os
import subprocess
from pathlib import Path

from .places import NGINX
from .process import Process
from .waiting import answers, free_port


def make_certificates(folder: Path, names: list[str], environment: dict[str, str] | None = None) -> Path:
    """`ca.pem`, and a `server.pem` with `server.key` for the names; the authority's file. They are good for two days."""
    ca = folder / "ca.pem"
    _openssl("req", "-x509", *_NEW_KEY, "-keyout", folder / "ca.key", "-out", ca, "-subj", "/CN=Tests", "-days", "2", environment=environment)
    alternatives = ",".join(f"DNS:{name}" for name in names)
    # The second certificate is signed by the first.
    signed = ["-CA", ca, "-CAkey", folder / "ca.key", "-addext", "basicConstraints=critical,CA:FALSE"]
    _openssl(
        *["req", "-x509", *_NEW_KEY, "-keyout", folder / "server.key", "-out", folder / "server.pem", *signed],
        *["-subj", f"/CN={names[0]}", "-addext", f"subjectAltName={alternatives}", "-days", "2"],
        environment=environment,
    )
    return ca


_NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def _openssl(*arguments: str | Path, environment: dict[str, str] | None) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, env={**os.environ, **(environment or {})})


class TLSFront(Process):
    """An nginx that ends TLS, at `port`, and passes on to another port of this machine."""

    def __init__(self, folder: Path, upstream: int, keepalive: int = 75) -> None:
        home = folder / "tls"
        home.mkdir()
        self.port = free_port()
        (home / "nginx.conf").write_text(_CONF.format(home=home, certificates=folder, port=self.port, to=upstream, keepalive=keepalive))
        command = [NGINX, "-e", home / "error.log", "-p", home, "-c", home / "nginx.conf"]
        if os.geteuid() == 0:
            command += ["-g", "user root;"]
        super().__init__("tls", command, folder / "tls.log", {})
        self.wait_for(lambda: answers(self.port))


_CONF = """\
daemon off;
pid {home}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    keepalive_timeout {keepalive}s;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificates}/server.pem;
        ssl_certificate_key {certificates}/server.key;
        location / {{
            proxy_pass http://127.0.0.1:{to};
        }}
    }}
}}
"""
