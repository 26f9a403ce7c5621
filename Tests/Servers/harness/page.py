"""Reads a page as far as a person would: headings, text, links, forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    #: Names and values as a browser would send them untouched; those of radio buttons are left out.
    values: dict[str, str] = field(default_factory=dict)
    #: What radio buttons offer, by name.
    choices: dict[str, list[str]] = field(default_factory=dict)
    button: str = ""

    @property
    def path(self) -> str:
        return self.action.partition("?")[0]


class Page(HTMLParser):
    """`links` are (text, href); `addresses` is every URL on the page."""

    VOID = {"input", "meta", "link", "img", "br", "hr"}

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.title = self.heading = self.text = ""
        self.links: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.forms: list[Form] = []
        self.main: dict[str, str] = {}
        self.definitions: list[str] = []
        self._open: list[str] = []
        self._href: str | None = None
        self.feed(html)
        self.close()
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.addresses += [values[name] for name in ("href", "src", "action", "formaction") if name in values]
        if tag not in self.VOID:
            self._open.append(tag)
        match tag:
            case "form":
                self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower()))
            case "input" if self.forms and "name" in values:
                if values.get("type") == "radio":
                    self.forms[-1].choices.setdefault(values["name"], []).append(values.get("value", ""))
                else:
                    self.forms[-1].values[values["name"]] = values.get("value", "")
            case "a":
                self._href = values.get("href")
                self.links.append(("", self._href or ""))
            case "main":
                self.main = values

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in {"script", "style"}:
            return
        if "title" in self._open:
            self.title += data
            return
        self.text += data + " "
        if "h1" in self._open:
            self.heading += data
        if "a" in self._open and self.links:
            text, href = self.links[-1]
            self.links[-1] = (text + data, href)
        if "button" in self._open and self.forms:
            self.forms[-1].button += data
        if inside == "dd":
            self.definitions.append(data)

    def form(self, route: str, **values: str) -> Form:
        """The form that posts to a route, with these hidden values if there are several."""
        found = [
            form
            for form in self.forms
            if form.path.endswith(route) and all(form.values.get(name) == value for name, value in values.items())
        ]
        assert len(found) == 1, f"{len(found)} forms for {route} on «{self.heading}»"
        return found[0]

    def link(self, text: str) -> str:
        """The address of the link with that text."""
        found = [href for label, href in self.links if label.strip() == text]
        assert len(found) == 1, f"{len(found)} links «{text}» on «{self.heading}»"
        return found[0]
