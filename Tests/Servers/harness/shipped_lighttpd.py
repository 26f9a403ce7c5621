"""lighttpd with deploy/lighttpd: the root of a host, and a path of a site."""

from pathlib import Path

from .shipped import Shipped

#: What a distribution's lighttpd.conf has.
BASE = """
server.modules = ( "mod_access" )
server.document-root = "{home}/site"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{home}/error.log"
server.upload-dirs = ( "{home}" )
index-file.names = ( "index.html" )
include "ratebridge/{file}"
"""


class Lighttpd(Shipped):
    software = "lighttpd"

    def prepare(self) -> list[str | Path]:
        places = {
            "/run/ratebridge/fcgi.sock": str(self.socket),
            "/var/log/lighttpd/": f"{self.home}/",
        }
        self.settle(places, "lighttpd")
        (self.home / "site").mkdir()
        (self.home / "site/index.html").write_text("the site")
        conf = self.home / "lighttpd.conf"
        file = "sub-path.conf" if self.mount else "root.conf"
        conf.write_text(BASE.format(home=self.home, port=self.port, file=file))
        return ["lighttpd", "-D", "-f", conf]

    @property
    def logs(self) -> list[Path]:
        return [*super().logs, self.home / "error.log"]
