"""Apache with deploy/apache (three ways) and deploy/shared-hosting."""

import os
import shutil
from pathlib import Path

from .places import DEPLOY
from .shipped import Shipped
from .waiting import free_port

#: What Debian's apache2.conf and mods-enabled have.
BASE = """
ServerRoot "{home}"
DefaultRuntimeDir "{home}"
PidFile "{home}/apache2.pid"
Mutex file:{home}
ServerName localhost
Listen 127.0.0.1:{port}
{modules}
DocumentRoot "{home}/site"
ErrorLog "{home}/error.log"
LogLevel warn
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory "{home}/site">
    Require all granted
</Directory>
<IfModule mod_fcgid.c>
    FcgidIPCDir "{home}/fcgid"
    FcgidProcessTableFile "{home}/fcgid.table"
</IfModule>
<IfModule mod_cgid.c>
    ScriptSock "{home}/cgid.sock"
</IfModule>
{site}
"""
MODULES = ["mpm_event", "authz_core", "dir", "alias", "setenvif", "env"]


class Apache(Shipped):
    software = "apache2"
    modules: tuple[str, ...] = ()

    def site(self) -> str:
        """What follows the distribution's settings."""
        raise NotImplementedError

    def prepare(self) -> list[str | Path]:
        for name in ("site", "fcgid"):
            (self.home / name).mkdir()
        (self.home / "site/index.html").write_text("the site")
        site = self.site()
        modules = "\n".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in [*MODULES, *self.modules]
        )
        conf = self.home / "httpd.conf"
        conf.write_text(BASE.format(home=self.home, port=self.port, modules=modules, site=site))
        return [*self._as_somebody(), "apache2", "-f", conf, "-DFOREGROUND"]

    def _as_somebody(self) -> list[str | Path]:
        """Apache does not serve as root: as another account that still reaches all that root does."""
        if os.geteuid() != 0:
            return []
        for path in [self.home, *self.home.rglob("*")]:
            shutil.chown(path, "www-data", "www-data")
        power = "+dac_override"
        return ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", "--pdeathsig=TERM"] + [
            f"--inh-caps={power}",
            f"--ambient-caps={power}",
        ]

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "APACHE_LOG_DIR": str(self.home)}

    @property
    def logs(self) -> list[Path]:
        return [*super().logs, self.home / "error.log"]


class ApacheWay(Apache):
    """One of the three files of deploy/apache."""

    way = ""

    def site(self) -> str:
        self.settle(self.places, "apache")
        return f"""
Define RATEBRIDGE_MOUNT {self.mount}/
{self.definition}
Include ratebridge/common.conf
Include ratebridge/{self.way}.conf
"""

    @property
    def places(self) -> dict[str, str]:
        return {}

    @property
    def definition(self) -> str:
        return f'Define RATEBRIDGE_SOCKET "{self.socket}"'


class ApacheProxy(ApacheWay):
    way = "proxy-fcgi"
    modules = ("proxy", "proxy_fcgi")


class ApacheWithTLS(ApacheProxy):
    """A host name of its own."""

    modules = ("proxy", "proxy_fcgi", "ssl", "headers")
    mounts = ("",)
    scheme = "https"

    def site(self) -> str:
        self.certificate(self.home / "tls")
        self.plain_port = free_port()
        places = {"*:443": f"127.0.0.1:{self.port}", "*:80": f"127.0.0.1:{self.plain_port}"}
        places |= {"/etc/letsencrypt/live/connect.example.com": f"{self.home}/tls"}
        self.settle(places, "apache")
        return f"Listen 127.0.0.1:{self.plain_port}\n{self.definition}\nInclude ratebridge/own-host.conf"


class ApacheFcgid(ApacheWay):
    way = "fcgid"
    modules = ("fcgid",)
    starts_responder = True

    @property
    def places(self) -> dict[str, str]:
        self.write_settings(self.home / "settings/.env")
        return {"/etc/ratebridge ": f"{self.home}/settings ", "/usr/local/bin/ratebridge-fcgi": str(self.program)}

    @property
    def definition(self) -> str:
        return f'Define RATEBRIDGE_PROGRAM "{self.home}/ratebridge/ratebridge.cgi"'


class ApacheCgid(ApacheFcgid):
    way = "cgid"
    modules = ("cgid",)


class SharedHosting(Apache):
    """A customer's home: `public_html`, and beside it what the web does not reach."""

    modules = ("rewrite", "fcgid", "cgid")
    starts_responder = True
    mounts = ("", "/connect")

    @property
    def logs(self) -> list[Path]:
        return [*super().logs, self.home / "ratebridge/ratebridge.log"]

    def site(self) -> str:
        shared = DEPLOY / "shared-hosting"
        web = self.home / "public_html" / self.mount.strip("/")
        shutil.copytree(shared / "web", web, dirs_exist_ok=True)
        private = self.home / "ratebridge"
        shutil.copytree(shared / "private", private)
        self.write_settings(private / ".env")
        (private / "ratebridge-fcgi").symlink_to(self.program)
        if not self.mount:
            script = web / "ratebridge.cgi"
            script.write_text(script.read_text().replace("folder=../../ratebridge", "folder=../ratebridge"))
        return f"""
CustomLog "{self.home}/ratebridge-access.log" "%m %U %>s"
<VirtualHost 127.0.0.1:{self.port}>
    DocumentRoot "{self.home}/public_html"
    <Directory "{self.home}/public_html">
        Options Indexes FollowSymLinks
        AllowOverride FileInfo Options
        Require all granted
    </Directory>
</VirtualHost>
"""


class SharedHostingFcgid(SharedHosting):
    """Where the host has no CGI."""

    modules = ("rewrite", "fcgid")
    mounts = ("/connect",)


class SharedHostingCGI(SharedHosting):
    """Where the host has no mod_fcgid."""

    modules = ("rewrite", "cgid")
