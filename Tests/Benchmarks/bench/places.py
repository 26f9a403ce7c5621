"""Where things are."""

import shutil
from pathlib import Path

from harness.places import RELEASE, REPOSITORY

OUT = REPOSITORY / ".build/bench"
RESULT = OUT / "result.json"
RESPONDER = RELEASE / "ratebridge-fcgi"
TARIFFS = RELEASE / "benchmark-tariffs"
PROGRAMS = REPOSITORY / "Tests/Benchmarks/programs"
HANDBOOK = REPOSITORY / "deploy/handbook"
PHP_FPM = next(iter(sorted(Path("/usr/sbin").glob("php-fpm*"))), None)
NODE = shutil.which("node") if Path("/usr/share/nodejs/express").exists() else None
