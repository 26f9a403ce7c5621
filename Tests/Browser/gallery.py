"""The folder of screenshots that a person can look through: .build/screenshots/index.html."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from harness.places import REPOSITORY

SCREENSHOTS = REPOSITORY / ".build/screenshots"
#: What differs from request to request is the same in every picture.
_SAME = """for (const value of document.querySelectorAll("dd")) {
    value.textContent = value.textContent.replace(/[0-9a-f]{12,}/, (digits) => "0".repeat(digits.length));
}"""
#: What sticks to the window's edge would lie in the middle of a page that is higher.
_REST = "(position) => document.querySelectorAll('.bar').forEach((bar) => { bar.style.position = position; })"
_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Ratebridge: every page</title>
<style>body{font:1rem system-ui;margin:1rem}section{display:flex;gap:1rem;overflow-x:auto;align-items:start}
figure{margin:0}img{max-height:30rem;max-width:30rem;border:1px solid #999}figcaption{font-size:.875rem}</style>
<h1>Ratebridge: every page</h1>
"""


def _is_whole(session: pytest.Session) -> bool:
    """Whether every picture is taken anew: the others' would be missed."""
    files = {item.path for item in session.items}
    return files.issuperset(Path(__file__).parent.glob("test_*.py")) and not session.config.option.keyword


class Gallery:
    def take(self, page: Page, subject: str, look: str, is_whole: bool = True) -> bytes:
        """Keeps a picture of the whole page, or of what is seen of it."""
        page.evaluate(_SAME)
        if is_whole:
            page.evaluate(_REST, "static")
        picture = page.screenshot(
            path=SCREENSHOTS / f"{subject}--{look}.png", full_page=is_whole, scale="css", animations="disabled"
        )
        page.evaluate(_REST, "")
        return picture

    def write_index(self) -> None:
        subjects: dict[str, list[str]] = {}
        for file in sorted(SCREENSHOTS.glob("*--*.png")):
            subjects.setdefault(file.stem.split("--")[0], []).append(file.stem)
        rows = []
        for subject, names in subjects.items():
            figures = "".join(
                f'<figure><a href="{html.escape(name)}.png"><img src="{html.escape(name)}.png" loading="lazy" '
                f'alt="{html.escape(name)}"></a><figcaption>{html.escape(name.split("--")[1])}</figcaption></figure>'
                for name in names
            )
            rows.append(f"<h2>{html.escape(subject)}</h2><section>{figures}</section>\n")
        (SCREENSHOTS / "index.html").write_text(_HEAD + "".join(rows))


@pytest.fixture(scope="session")
def gallery(request: pytest.FixtureRequest) -> Iterator[Gallery]:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    if _is_whole(request.session):
        for old in SCREENSHOTS.glob("*.png"):
            old.unlink()
    gallery = Gallery()
    yield gallery
    gallery.write_index()
