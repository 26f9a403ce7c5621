"""The web servers of deploy/, by name."""

from .shipped import Shipped
from .shipped_apache import (
    ApacheCgid,
    ApacheFcgid,
    ApacheProxy,
    ApacheWithTLS,
    SharedHosting,
    SharedHostingCGI,
    SharedHostingFcgid,
)
from .shipped_lighttpd import Lighttpd
from .shipped_nginx import NginxWithTLS, ShippedNginx

WEB_SERVERS: dict[str, type[Shipped]] = {
    "nginx": ShippedNginx,
    "nginx-tls": NginxWithTLS,
    "apache-proxy-fcgi": ApacheProxy,
    "apache-tls": ApacheWithTLS,
    "apache-fcgid": ApacheFcgid,
    "apache-cgid": ApacheCgid,
    "lighttpd": Lighttpd,
    "shared-hosting": SharedHosting,
    "shared-hosting-fcgid": SharedHostingFcgid,
    "shared-hosting-cgi": SharedHostingCGI,
}
