import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "Servers"), str(Path(__file__).parent)]
pytest.register_assert_rewrite("visitor")

from harness.fixtures import (  # noqa: E402, F401
    _logs,
    pytest_runtest_makereport,
    pytest_sessionfinish,
    pytest_terminal_summary,
    stack,
    stacks,
    token,
)
from gallery import gallery  # noqa: E402, F401
from visitor import browser, lasting_visitors, playwright, visitors  # noqa: E402, F401
