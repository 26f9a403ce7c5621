"""Where things are."""

import os
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
#: The folder of the executables; RATEBRIDGE_BIN chooses another one.
BIN = (REPOSITORY / os.environ.get("RATEBRIDGE_BIN", ".build/debug")).resolve()
RESPONDER = BIN / "ratebridge-fcgi"
COMMAND_LINE = BIN / "ratebridge"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
SPAWN_FCGI = shutil.which("spawn-fcgi")
CHROMIUM = "/usr/bin/chromium"
#: nginx's configuration of deploy/up, with @…@ to fill in.
NGINX_CONF = REPOSITORY / "deploy/nginx/loopback.conf"
OUR_PARAMETERS = REPOSITORY / "deploy/nginx/fastcgi_params"
STOCK_PARAMETERS = Path("/etc/nginx/fastcgi_params")
