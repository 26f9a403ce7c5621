"""Last of all: what the servers wrote while the other tests ran."""

import hashlib

from harness.ledger import LEDGER
from harness.stack import Stack


def test_no_log_holds_a_password_a_token_or_a_cookie(stack: Stack, token: str) -> None:
    stack.customer().open(stack.link(token))
    assert LEDGER.logs
    assert LEDGER.findings() == []


def test_the_check_of_the_logs_finds_what_it_looks_for(stack: Stack, token: str) -> None:
    log = stack.folder / "leaky"
    log.write_text(f"a=1\nfp_cot={token}\nlogin=ada%40lunar.example\n")
    before = len(LEDGER.findings())
    LEDGER.watch(log)
    try:
        assert [finding.split(":")[1] for finding in LEDGER.findings()[before:]] == ["2", "3"]
    finally:
        log.unlink()


def test_a_request_is_told_with_route_status_and_a_hash_of_the_token(stack: Stack, token: str) -> None:
    stack.customer().open(stack.link(token))
    fingerprint = hashlib.sha256(token.encode()).hexdigest()[:8]
    (line,) = [line for line in stack.responder.text().splitlines() if f"token={fingerprint}" in line]
    assert "route=start" in line
    assert "status=200" in line
