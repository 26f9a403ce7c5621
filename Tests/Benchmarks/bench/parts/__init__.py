"""One part of the benchmarks a file; in the order in which they are run."""

from collections.abc import Callable

from ..run import Run
from .cgi import measure_cgi
from .connect import measure_connect
from .growth import measure_growth
from .instructions import measure_instructions
from .logins import measure_logins
from .memory import measure_memory
from .pages import measure_pages
from .tariff_plan import measure_tariff_plan

PARTS: dict[str, Callable[[Run], None]] = {
    "pages": measure_pages,
    "connect": measure_connect,
    "logins": measure_logins,
    "tariff-plan": measure_tariff_plan,
    "cgi": measure_cgi,
    "memory": measure_memory,
    "instructions": measure_instructions,
    "growth": measure_growth,
}
