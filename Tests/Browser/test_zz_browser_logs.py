"""Last of all: what the servers wrote while the browser was there."""

from harness.ledger import LEDGER
from harness.stack import Stack


def test_no_log_holds_a_password_a_token_or_a_cookie(stack: Stack) -> None:
    assert LEDGER.logs
    assert LEDGER.findings() == []
