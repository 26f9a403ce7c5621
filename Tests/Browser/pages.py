"""How to reach each page, and each state of it."""

from collections.abc import Callable

from visitor import Visitor


def _logged_in(name: str) -> Callable[[Visitor, str], None]:
    def reach(visitor: Visitor, token: str) -> None:
        visitor.open(token)
        visitor.log_in(name)

    return reach


def _code(visitor: Visitor, token: str) -> None:
    _logged_in("code")(visitor, token)
    visitor.field("code.label").fill("000000")
    visitor.press("common.submit")


def _no_choice(visitor: Visitor, token: str) -> None:
    _logged_in("homes")(visitor, token)
    # Browsers insist on a choice; who gets by without one sees this page.
    visitor.page.evaluate("for (const radio of document.querySelectorAll('[type=radio]')) radio.required = false")
    visitor.press("common.submit")


def _connect_down(visitor: Visitor, token: str) -> None:
    visitor.stack.sandbox.fault("down", token)
    visitor.open(token)


def _connect_words(visitor: Visitor, token: str) -> None:
    visitor.stack.sandbox.fault("error_page", token)
    visitor.open(token)


def _cookies_blocked(visitor: Visitor, token: str) -> None:
    visitor.open(token)
    visitor.context.clear_cookies()
    visitor.log_in()


def _no_token(visitor: Visitor, _: str) -> None:
    visitor.page.goto(visitor.stack.url + "/")


def _session_lost(visitor: Visitor, token: str) -> None:
    visitor.open(token)
    # As cookies are that other keys have sealed.
    visitor.context.add_cookies([{**cookie, "value": "A" * 200} for cookie in visitor.context.cookies()])  # type: ignore[typeddict-item]
    visitor.log_in()


def _too_long(visitor: Visitor, token: str) -> None:
    visitor.open(token)
    visitor.log_in(password="x" * 2000)


def _invalid_token(visitor: Visitor, _: str) -> None:
    visitor.page.goto(visitor.stack.url + "/?fp_cot=none")


def _login(visitor: Visitor, token: str) -> None:
    visitor.open(token)


#: Name of the page, its heading, and the way there.
PAGES: dict[str, tuple[str, Callable[[Visitor, str], None]]] = {
    "login": ("login.title", _login),
    "failed-login": ("failed_login.title", _logged_in("nobody")),
    "code": ("code.title", _logged_in("code")),
    "code-wrong": ("code.title", _code),
    "homes": ("accounts.title", _logged_in("homes")),
    "homes-none-chosen": ("accounts.title", _no_choice),
    "homes-thirty": ("accounts.title", _logged_in("thirty")),
    "no-tariffs": ("no_tariffs.title", _logged_in("none")),
    "consent": ("consent.title", _logged_in("ada")),
    "error-provider-down": ("problem.providerDown.title", _logged_in("down")),
    "error-rate-limit": ("problem.rateLimited.title", _logged_in("limited")),
    "error-connect-down": ("problem.connectDown.title", _connect_down),
    "error-connect-refused": ("problem.connectRefused.title", _connect_words),
    "error-session-lost": ("problem.sessionLost.title", _session_lost),
    "error-too-long": ("problem.tooLarge.title", _too_long),
    "error-cookies": ("problem.cookiesBlocked.title", _cookies_blocked),
    "error-invalid-token": ("problem.invalidToken.title", _invalid_token),
    "error-no-token": ("problem.missingToken.title", _no_token),
}
