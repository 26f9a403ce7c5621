"""Where things are."""

import os
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
#: The folder of the executables; RATEBRIDGE_BIN chooses another one.
BIN = (REPOSITORY / os.environ.get("RATEBRIDGE_BIN", ".build/debug")).resolve()
#: Where deploy/build puts the release files.
RELEASE = (REPOSITORY / ".build/dist").resolve()
RESPONDER = BIN / "ratebridge-fcgi"
#: The release files, where they have been built and no others were chosen: for figures.
FASTEST = RELEASE if (RELEASE / "ratebridge-fcgi").exists() and "RATEBRIDGE_BIN" not in os.environ else BIN
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
CHROOT = shutil.which("chroot", path=os.environ.get("PATH", "") + ":/usr/sbin") or "chroot"
SPAWN_FCGI = shutil.which("spawn-fcgi")
CHROMIUM = "/usr/bin/chromium"
#: nginx's configuration of deploy/up, with @…@ to fill in.
NGINX_CONF = REPOSITORY / "deploy/nginx/loopback.conf"
DEPLOY = REPOSITORY / "deploy"
OUR_PARAMETERS = REPOSITORY / "deploy/nginx/fastcgi_params"
STOCK_PARAMETERS = Path("/etc/nginx/fastcgi_params")
