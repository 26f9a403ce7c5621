"""A customer in a real browser, and the browser."""

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Response, sync_playwright

from harness.ledger import LEDGER
from harness.places import CHROMIUM
from harness.sandbox import PASSWORD, email
from harness.stack import Stack
from harness.texts import text

_numbers = itertools.count(1)
#: Chromium's sandbox does not work for root.
BROWSER_ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []


@dataclass(frozen=True)
class Look:
    """What the browser is: how wide, in which colours and language, with or without scripts."""

    device: str = "desktop"
    scheme: str = "light"
    scripts: bool = True
    language: str = "en"

    def __str__(self) -> str:
        parts = [self.device, self.scheme, "" if self.language == "en" else self.language, "" if self.scripts else "no-scripts"]
        return "-".join(part for part in parts if part)


class Visitor:
    """One tab."""

    def __init__(self, context: BrowserContext, stack: Stack, language: str = "en") -> None:
        self.context = context
        self.stack = stack
        self.language = language
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        #: Answers of ours that say that we failed.
        self.faults: list[str] = []
        self.page.on("response", self._judge)
        self.page.on("console", self._complain)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _judge(self, response: Response) -> None:
        if response.status >= 500 and response.url.startswith(self.stack.origin):
            self.faults.append(f"{response.status} ({urlsplit(response.url).path})")

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # A page with a status of 4xx or 5xx is itself told as an error; ours have them on purpose.
        address = message.location.get("url", "")
        if address.endswith("/favicon.ico") and address.startswith(self.stack.sandbox.url):
            return  # The app's page has none; browsers ask once.
        is_page = address.startswith(self.stack.origin) and "/assets/" not in address
        if message.text.startswith("Failed to load resource") and is_page:
            return
        self.complaints.append(f"{message.text} ({urlsplit(address).path})")

    # Where the visitor stands.

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def outcome(self) -> str | None:
        """What the app's page says."""
        return self.page.locator("main").get_attribute("data-outcome")

    # What the visitor does.

    def open(self, token: str) -> None:
        self.page.goto(self.stack.origin + self.stack.link(token))

    def log_in(self, name: str = "ada", password: str = PASSWORD) -> None:
        """Fills in the login form and sends it."""
        self.fill_in(name, password)
        self.press("login.submit")

    def fill_in(self, name: str, password: str = PASSWORD) -> None:
        """Fills in the login form. Nobody is somebody else each time: the provider counts failures."""
        if name == "nobody":
            name = f"nobody-{next(_numbers)}"
        LEDGER.keep("a form's password", password)
        self.field("field.email").or_(self.field("field.text")).fill(email(name))
        self.page.get_by_label(self.text("field.password"), exact=True).fill(password)

    def text(self, key: str) -> str:
        return text(key, language=self.language)

    def field(self, key: str) -> Locator:
        return self.page.get_by_label(self.text(key))

    def button(self, key: str) -> Locator:
        """The button or link with that text."""
        label = self.text(key)
        button = self.page.get_by_role("button", name=label, exact=True)
        return button.or_(self.page.get_by_role("link", name=label, exact=True))

    def press(self, key: str) -> None:
        """Presses the button, or follows the link, and waits for the page that comes."""
        with self.page.expect_navigation():
            self.button(key).click()

    def cookies(self) -> list[str]:
        return [cookie["value"] for cookie in self.context.cookies()]  # type: ignore[typeddict-item]


Visitors = Callable[..., Visitor]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(Path(__file__).parent / "fonts.conf")}
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS, env=environment)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def lasting_visitors(playwright: Playwright, browser: Browser, stack: Stack) -> Visitors:
    """Makes visitors, each with cookies of its own, whose context the caller closes."""

    def visitor(look: Look = Look(), at: Stack = stack) -> Visitor:
        options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
        if look.device == "phone":
            options = dict(playwright.devices["iPhone 13"])
            del options["default_browser_type"]
        elif look.device == "narrow":
            options = {"viewport": {"width": 320, "height": 640}}
        options.update(color_scheme=look.scheme, java_script_enabled=look.scripts, locale={"en": "en-GB"}.get(look.language, look.language))
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        return Visitor(context, at, look.language)

    return visitor


@pytest.fixture
def visitors(lasting_visitors: Visitors) -> Iterator[Visitors]:
    """Makes visitors that leave when the test ends."""
    made: list[Visitor] = []

    def visitor(*arguments: Any, **options: Any) -> Visitor:
        made.append(lasting_visitors(*arguments, **options))
        return made[-1]

    yield visitor
    for one in made:
        one.context.close()
