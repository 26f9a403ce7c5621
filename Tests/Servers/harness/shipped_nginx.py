"""nginx with deploy/nginx: the root of a host, a path of a site, a host name of its own with TLS."""

import os
from pathlib import Path

from .places import NGINX
from .shipped import Shipped
from .waiting import free_port

#: What a distribution's nginx.conf has.
BASE = """
daemon off;
pid nginx.pid;
error_log nginx-error.log;
events {{ worker_connections 1024; }}
http {{
    access_log site-access.log;
    client_body_temp_path client_body;
    fastcgi_temp_path fastcgi;
    proxy_temp_path proxy;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include ratebridge/http.conf;
    {site}
}}
"""


#: What the site has of its own: the second would take assets and scripts away.
OTHERS = r"location / { return 200 'the site'; } location ~* \.(css|js|svg|php)$ { return 200 'a file of the site'; }"


class ShippedNginx(Shipped):
    software = "nginx"
    file = "root.conf"
    plain_port = 0

    @property
    def places(self) -> dict[str, str]:
        return {
            "unix:/run/ratebridge/fcgi.sock": f"unix:{self.socket}",
            "/var/log/nginx/": f"{self.home}/",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port or self.port};",
        }

    def prepare(self) -> list[str | Path]:
        self.settle(self.places, "nginx")
        site = f"include ratebridge/{self.file};"
        if self.mount:
            inside = "include ratebridge/sub-path.conf; large_client_header_buffers 4 36k;"
            site = f"server {{ listen 127.0.0.1:{self.port}; {inside} {OTHERS} }}"
        # nginx as root gives the work to another user, who has to reach the socket.
        user = "user root;" if os.geteuid() == 0 else ""
        (self.home / "nginx.conf").write_text(user + BASE.format(site=site))
        return [NGINX, "-e", self.home / "nginx-error.log", "-p", self.home, "-c", self.home / "nginx.conf"]


class NginxWithTLS(ShippedNginx):
    file = "own-host.conf"
    mounts = ("",)
    scheme = "https"

    @property
    def places(self) -> dict[str, str]:
        self.plain_port = free_port()
        return {
            **super().places,
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "listen [::]:443 ssl http2;": "",
            "listen [::]:80;": "",
            "/etc/letsencrypt/live/connect.example.com": f"{self.home}/tls",
        }

    def prepare(self) -> list[str | Path]:
        self.certificate(self.home / "tls")
        return super().prepare()
