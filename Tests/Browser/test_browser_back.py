"""The back button and reload, on each page: never a dead end."""

import pytest

from harness.texts import text
from visitor import Look, Visitor, Visitors

#: A customer, and the page that follows the login.
PAGES = {
    "ada": "consent.title",
    "code": "code.title",
    "homes": "accounts.title",
    "thirty": "accounts.title",
    "none": "no_tariffs.title",
    "nobody": "failed_login.title",
    "down": "problem.providerDown.title",
}
BOTH = [Look(), Look(scripts=False)]


@pytest.fixture(params=BOTH, ids=str)
def visitor(visitors: Visitors, token: str, request: pytest.FixtureRequest) -> Visitor:
    visitor = visitors(request.param)
    visitor.open(token)
    return visitor


def test_the_login_page_can_be_reloaded(visitor: Visitor) -> None:
    visitor.page.reload()
    visitor.log_in()
    assert visitor.heading == text("consent.title")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_reloaded(visitor: Visitor, name: str) -> None:
    visitor.log_in(name)
    assert visitor.heading == text(PAGES[name])
    visitor.page.reload()
    assert visitor.heading == text(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_back_leads_to_a_login_that_works(visitor: Visitor, name: str) -> None:
    visitor.log_in(name)
    visitor.page.go_back()
    assert visitor.heading == text("login.title")
    visitor.log_in("flat")
    assert visitor.heading == text("consent.title")
    visitor.press("consent.allow")
    assert "Lunar Simple" in visitor.page.locator("table").inner_text()


@pytest.mark.parametrize("name", ["ada", "code", "homes", "none"])
def test_back_and_forward_lead_to_a_page_that_goes_on(visitor: Visitor, name: str) -> None:
    visitor.log_in(name)
    visitor.page.go_back()
    visitor.page.go_forward()
    # The login that was gone back to may have begun the session anew.
    assert visitor.heading in (text(PAGES[name]), text("login.title"))


def test_back_from_the_app_leads_to_a_page_that_says_it_is_done(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.press("consent.allow")
    assert visitor.outcome == "connected"
    visitor.page.go_back()
    assert visitor.heading == text("problem.connectRefused.title")


def test_back_from_a_choice_leads_to_the_choice_or_the_login(visitor: Visitor) -> None:
    visitor.log_in("homes")
    visitor.page.get_by_label("The Old Lighthouse").check()
    visitor.press("common.submit")
    assert visitor.heading == text("consent.title")
    visitor.page.go_back()
    assert visitor.heading in (text("accounts.title"), text("login.title"), text("consent.title"))
