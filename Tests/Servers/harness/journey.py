"""The whole way of a customer, step by step."""

from dataclasses import dataclass

from .customer import Answer, Customer, Manners
from .sandbox import PASSWORD, email
from .stack import Stack


@dataclass
class Journey:
    stack: Stack
    token: str
    customer: Customer
    start: Answer
    login: Answer
    consent_page: Answer
    consent: Answer
    #: The app's page.
    end: Answer

    @property
    def ours(self) -> list[Answer]:
        """What the responder answered."""
        return [answer for answer in self.customer.history if answer.url.startswith(self.stack.origin)]


def sign_in(stack: Stack, customer: Customer, token: str, name: str = "ada", password: str = PASSWORD) -> Answer:
    """Opens the link and sends the login form; the answer to that."""
    page = customer.open(stack.link(token))
    return customer.submit(page, "/auth_metadata_capture", {"login": email(name), "password": password})


def reach_consent(stack: Stack, customer: Customer, token: str, name: str = "ada") -> Answer:
    """Up to the consent page."""
    return customer.follow(sign_in(stack, customer, token, name))


def travel(stack: Stack, name: str = "ada", manners: Manners = Manners.BROWSER, **token: str) -> Journey:
    """From the link to the app's page."""
    cot = stack.sandbox.token(**token)
    customer = stack.customer(manners)
    start = customer.request("GET", stack.link(cot))
    login = customer.submit(start, "/auth_metadata_capture", {"login": email(name), "password": PASSWORD})
    consent_page = customer.follow(login)
    consent = customer.submit(consent_page, "/consent_capture")
    return Journey(stack, cot, customer, start, login, consent_page, consent, customer.follow(consent))
