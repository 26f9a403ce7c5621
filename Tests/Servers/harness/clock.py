"""A responder whose clock is ahead."""

import shutil
import subprocess
from pathlib import Path


def ahead(seconds: int, folder: Path) -> dict[str, str]:
    """Environment variables that put a dynamically linked program's clock ahead."""
    library = folder / "later.so"
    if not library.exists():
        compiler = shutil.which("cc") or shutil.which("clang") or "cc"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-o", library, Path(__file__).with_name("later.c"), "-ldl"], check=True
        )
    return {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(seconds)}
