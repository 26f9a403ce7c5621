import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.register_assert_rewrite("harness.checks", "harness.page", "harness.customer", "harness.doctor")

from harness.doctor import adapted_nginx, open_folder  # noqa: E402, F401
from harness.fixtures import (  # noqa: E402, F401
    _logs,
    alone,
    impatient,
    pytest_runtest_makereport,
    pytest_sessionfinish,
    pytest_terminal_summary,
    shipped,
    stack,
    stacks,
    token,
)
