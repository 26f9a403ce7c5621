"""The nginx in front of everything that is compared: one process, a port for each contender."""

import os
import resource
from dataclasses import dataclass, field
from pathlib import Path

from harness.places import NGINX, OUR_PARAMETERS
from harness.process import Process
from harness.waiting import answers, free_port

#: As many as a process is assumed to have.
DESCRIPTORS = 20_000
#: Idle connections that each of nginx's two workers keeps, where connections are kept.
KEPT = 8


@dataclass
class Front:
    """Sites are added first, then it is started."""

    folder: Path
    _upstreams: list[str] = field(default_factory=list)
    _servers: list[str] = field(default_factory=list)
    _ports: list[int] = field(default_factory=list)

    def responder(self, socket: Path, *, keep: bool, parameters: str = "") -> str:
        """A FastCGI responder at a unix socket; the origin to reach it at."""
        name = self._upstream(socket, keep)
        return self.site(
            f"location / {{ fastcgi_pass {name}; fastcgi_keep_conn {'on' if keep else 'off'}; fastcgi_read_timeout 90s;"
            f" fastcgi_split_path_info ^()((?s:/.*))$; include {OUR_PARAMETERS}; {parameters} }}"
        )

    def proxy(self, socket: Path, *, keep: bool) -> str:
        """An HTTP server at a unix socket."""
        name = self._upstream(socket, keep)
        kept = 'proxy_http_version 1.1; proxy_set_header Connection "";' if keep else ""
        return self.site(f"location / {{ proxy_pass http://{name}; {kept} }}")

    def site(self, locations: str) -> str:
        """A server with locations of one's own."""
        port = free_port()
        while port in self._ports:
            port = free_port()
        self._ports.append(port)
        self._servers.append(
            f"server {{ listen 127.0.0.1:{port} backlog=8192; client_max_body_size 2m; "
            f"large_client_header_buffers 4 64k; {locations} }}"
        )
        return f"http://127.0.0.1:{port}"

    def _upstream(self, socket: Path, keep: bool) -> str:
        name = f"backend{len(self._upstreams)}"
        kept = f"keepalive {KEPT};" if keep else ""
        self._upstreams.append(f"upstream {name} {{ server unix:{socket}; {kept} }}")
        return name

    def start(self, name: str = "nginx", workers: int = 2) -> Process:
        home = self.folder / name
        home.mkdir()
        (home / "nginx.conf").write_text(self._configuration(home, workers))
        process = Process(
            name, [NGINX, "-e", home / "error.log", "-p", home, "-c", home / "nginx.conf"], home / "output.log", {}
        )
        process.wait_for(lambda: all(map(answers, self._ports)))
        return process

    def _configuration(self, home: Path, workers: int) -> str:
        limit = min(DESCRIPTORS, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        temporary = "".join(
            f"    {kind}_temp_path {home}/{kind};\n" for kind in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi")
        )
        parts = "\n".join(f"    {part}" for part in [*self._upstreams, *self._servers])
        return (
            ("user root;\n" if os.geteuid() == 0 else "")
            + f"daemon off;\nworker_processes {workers};\nworker_rlimit_nofile {limit};\npid {home}/nginx.pid;\n"
            + f"events {{ worker_connections {limit}; }}\n"
            + f"http {{\n    access_log off;\n    keepalive_requests 1000000000;\n{temporary}{parts}\n}}\n"
        )
