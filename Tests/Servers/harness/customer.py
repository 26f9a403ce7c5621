"""A customer with a browser: keeps cookies, fills in forms, follows redirects."""

import http.client
import json
import ssl
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from .ledger import LEDGER
from .page import Page

Fields = dict[str, str] | list[tuple[str, str]]


class Manners(Enum):
    """What a client says about where its requests come from."""

    BROWSER = "browser"
    #: Origin, but no Sec-Fetch fields.
    OLD_BROWSER = "old-browser"
    #: Neither.
    CURL = "curl"

    def fields(self, method: str, origin: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        if self is Manners.BROWSER:
            fields["Sec-Fetch-Mode"] = "navigate"
            fields["Sec-Fetch-Site"] = "same-origin" if method == "POST" else "none"
        if self is not Manners.CURL and method == "POST":
            fields["Origin"] = origin
        return fields


@dataclass
class Answer:
    url: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def page(self) -> Page:
        assert (self.headers["Content-Type"] or "").startswith("text/html"), (
            f"{self.status}, no page: {self.body[:200]!r}"
        )
        return Page(self.text)

    @property
    def json(self) -> dict:
        assert self.headers["Content-Type"] == "application/json", f"{self.status}, no JSON: {self.body[:200]!r}"
        return json.loads(self.body)

    @property
    def location(self) -> str | None:
        return self.headers["Location"]

    @property
    def set_cookies(self) -> list[str]:
        return self.headers.get_all("Set-Cookie") or []


class Customer:
    def __init__(self, origin: str, manners: Manners = Manners.BROWSER) -> None:
        self.origin = origin
        self.manners = manners
        #: Name to value and path, for the responder's host.
        self.cookies: dict[str, tuple[str, str]] = {}
        self.history: list[Answer] = []

    # What a person does.

    def open(self, address: str) -> Answer:
        """Opens an address and follows wherever it leads."""
        return self.follow(self.request("GET", address))

    def submit(self, answer: Answer, route: str, filled: Fields | None = None, **hidden: str) -> Answer:
        """Fills in a form of a page and sends it; no redirect is followed."""
        form = answer.page.form(route, **hidden)
        values = {**form.values, **dict(filled or {})}
        return self.post(urljoin(answer.url, form.action), values)

    def follow(self, answer: Answer) -> Answer:
        """Goes where redirects lead."""
        for _ in range(5):
            if answer.location is None:
                return answer
            answer = self.request("GET", urljoin(answer.url, answer.location))
        raise AssertionError(f"a redirect loop: {answer.url}")

    # What a browser does.

    def post(self, address: str, form: Fields, headers: dict[str, str] | None = None) -> Answer:
        for name, value in form.items() if isinstance(form, dict) else form:
            if name in {"login", "password", "otpCode"}:
                LEDGER.keep(f"a form's {name}", value)
        fields = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self.request("POST", address, fields, urlencode(form))

    def request(
        self, method: str, address: str, headers: dict[str, str] | None = None, body: str | bytes | None = None
    ) -> Answer:
        """One request. An empty value takes a header field away."""
        url = urljoin(self.origin, address)
        parts = urlsplit(url)
        fields = {**self.manners.fields(method, self.origin), **(headers or {})}
        ours = url.startswith(self.origin)
        cookies = "; ".join(
            f"{name}={value}" for name, (value, path) in self.cookies.items() if self._fits(path, parts.path)
        )
        if ours and cookies:
            fields.setdefault("Cookie", cookies)
        connection = self.connection(parts)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                method,
                target,
                body.encode() if isinstance(body, str) else body,
                {name: value for name, value in fields.items() if value},
            )
            response = connection.getresponse()
            answer = Answer(url, response.status, response.headers, response.read())
        finally:
            connection.close()
        if ours:
            self._keep(answer.set_cookies)
        self.history.append(answer)
        return answer

    @staticmethod
    def connection(parts: SplitResult) -> http.client.HTTPConnection:
        host = parts.hostname or ""
        if parts.scheme == "https":
            # The tests' certificates are signed by themselves.
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection(host, parts.port, timeout=90, context=context)
        return http.client.HTTPConnection(host, parts.port, timeout=90)

    @staticmethod
    def _fits(cookie_path: str, path: str) -> bool:
        """RFC 6265 section 5.1.4."""
        return path == cookie_path or path.startswith(cookie_path if cookie_path.endswith("/") else cookie_path + "/")

    def _keep(self, fields: list[str]) -> None:
        for field in fields:
            pair, *attributes = [part.strip() for part in field.split(";")]
            name, _, value = pair.partition("=")
            values = dict(attribute.partition("=")[::2] for attribute in attributes)
            LEDGER.keep("a cookie", value)
            if values.get("Max-Age") == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = (value, values.get("Path", "/"))
