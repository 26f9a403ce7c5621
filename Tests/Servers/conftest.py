import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.register_assert_rewrite("harness.checks", "harness.page", "harness.customer")

from harness.fixtures import _logs, impatient, pytest_runtest_makereport, stack, stacks, token  # noqa: E402, F401
