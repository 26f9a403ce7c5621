"""What every error page has to have."""

from .customer import Answer
from .stack import Stack
from .texts import text


def check_problem(
    answer: Answer, status: int, problem: str, stack: Stack, token: str | None, *, retry: bool = True
) -> None:
    """The true status, the title of the problem, the token, and "Try again"."""
    assert (answer.status, answer.page.heading) == (status, text(f"problem.{problem}.title"))
    assert answer.headers["Cache-Control"] == "no-store"
    again = text("common.try_again")
    if token:
        assert token in answer.page.definitions
    if token and retry:
        assert answer.page.link(again) == stack.link(token)
    else:
        assert again not in [label for label, _ in answer.page.links]


def check_api_error(answer: Answer, status: int, code: str, kind: str = "api_error") -> str:
    """The error object of `/api/tariff_plan`; its message."""
    error = answer.json
    assert (answer.status, error["object"], error["type"], error["code"]) == (status, "error", kind, code), error
    assert set(error) == {"object", "type", "code", "message"}
    return error["message"]
