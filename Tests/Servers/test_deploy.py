"""What `ratebridge deploy` renders is what the real programs accept."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness.places import BIN, NGINX
from harness.shipped import Shipped

PATH = os.environ["PATH"] + ":/usr/sbin"
MOUNTS = pytest.mark.parametrize("mount", ["/", "/energy/lunar"])


def _render(folder: Path, *arguments: str) -> str:
    """Into the folder, with the logs and certificates of an installation beside it; what comes next."""
    command = [BIN / "ratebridge", "deploy", *arguments, "--host", "energy.example.org", "--socket", "/run/own/x.sock"]
    run = subprocess.run([*command, "--out", folder], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    Shipped.certificate(folder / "tls")
    for file in (folder / "ratebridge").glob("*"):
        text = file.read_text().replace("/var/log/nginx/", f"{folder}/").replace("/var/log/lighttpd/", f"{folder}/")
        file.write_text(text.replace("/etc/letsencrypt/live/energy.example.org", f"{folder}/tls"))
    return run.stderr


def _check(*command: str | Path, **environment: str) -> None:
    run = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": PATH, **environment},
    )
    assert run.returncode == 0, run.stdout + run.stderr


def _nginx(folder: Path, site: str) -> None:
    temporary = "".join(f"{name}_temp_path {name};" for name in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi"))
    conf = f"pid nginx.pid; events {{}} http {{ access_log off; {temporary} {site} }}"
    (folder / "nginx.conf").write_text(conf)
    _check(NGINX, "-t", "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf")


def test_nginx_takes_a_host_of_its_own(tmp_path: Path) -> None:
    assert "nginx -t" in _render(tmp_path, "nginx")
    _nginx(tmp_path, "include ratebridge/http.conf; include ratebridge/own-host.conf;")


def test_nginx_takes_a_path(tmp_path: Path) -> None:
    _render(tmp_path, "nginx", "--mount", "/energy/lunar")
    _nginx(tmp_path, "include ratebridge/http.conf; server { listen 80; include ratebridge/sub-path.conf; }")


@MOUNTS
def test_nginx_takes_several_backends(tmp_path: Path, mount: str) -> None:
    _render(tmp_path, "scale-out", "--mount", mount)
    _nginx(tmp_path, "include ratebridge/ratebridge.conf;")


@MOUNTS
@pytest.mark.parametrize("module", ["proxy_fcgi", "fcgid", "cgid"])
def test_apache_takes_each_module(tmp_path: Path, module: str, mount: str) -> None:
    assert "apache2ctl -t" in _render(tmp_path, "apache", "--module", module, "--mount", mount)
    names = ["mpm_event", "authz_core", "alias", "setenvif", "env", "headers", "ssl", "proxy", "proxy_fcgi", "fcgid", "cgid"]
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in names)
    conf = tmp_path / "apache2.conf"
    base = f'ServerRoot "{tmp_path}"\nErrorLog "{tmp_path}/error.log"\nServerName localhost\n'
    conf.write_text(f"{base}{modules}Include ratebridge/own-host.conf\n")
    _check("apache2", "-t", "-f", conf, APACHE_LOG_DIR=str(tmp_path))


@MOUNTS
def test_lighttpd_takes_it(tmp_path: Path, mount: str) -> None:
    assert "lighttpd -tt" in _render(tmp_path, "lighttpd", "--mount", mount)
    file = "root.conf" if mount == "/" else "sub-path.conf"
    conf = tmp_path / "lighttpd.conf"
    conf.write_text(f'server.document-root = "{tmp_path}"\nserver.port = 8999\ninclude "ratebridge/{file}"\n')
    _check("lighttpd", "-tt", "-f", conf)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert "systemd-analyze verify" in _render(tmp_path, "systemd", "--provider", "octopus-energy-uk")
    program = shutil.which("true")
    service = tmp_path / "ratebridge.service"
    service.write_text(service.read_text().replace("/usr/local/bin/ratebridge-fcgi", str(program)))
    _check("systemd-analyze", "verify", tmp_path / "ratebridge.socket", service)


def test_shared_hosting_runs_its_script(tmp_path: Path) -> None:
    _render(tmp_path, "shared-hosting", "--mount", "/energy", "--provider", "tibber")
    assert "PUBLIC_URL=https://energy.example.org/energy\n" in (tmp_path / "private/env.blank").read_text()
    run = subprocess.run([tmp_path / "web/ratebridge.cgi"], capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout) == (78, "")
    assert "is not there" in run.stderr
