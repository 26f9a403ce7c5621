"""Between login and consent: a one-time code, the choice of a home, no contract at all."""

import pytest

from harness.customer import Answer, Customer
from harness.journey import reach_consent, sign_in
from harness.sandbox import CODE, EXPIRED_CODE, PASSWORD, email
from harness.stack import Stack
from harness.texts import text

EXTRA = "/extra_auth_metadata_capture"


@pytest.fixture
def customer(stack: Stack) -> Customer:
    return stack.customer()


def _reach(stack: Stack, customer: Customer, token: str, name: str) -> Answer:
    return reach_consent(stack, customer, token, name)


def _data(stack: Stack, token: str) -> dict:
    """What Connect was given at last, without the sealed token."""
    data = dict(stack.sandbox.bodies(token)[-1]["data"])  # type: ignore[call-overload]
    assert data.pop("access_token").startswith("v1.")
    return data


# One-time codes


def test_after_the_login_a_code_is_asked_for(stack: Stack, token: str, customer: Customer) -> None:
    login = sign_in(stack, customer, token, "code")
    assert (login.status, login.location) == (303, stack.path("/page", token))
    assert customer.follow(login).page.heading == text("code.title")


def test_the_code_page_says_where_the_code_went(stack: Stack, token: str, customer: Customer) -> None:
    assert text("code.lead_to", hint="+44 •••• 123") in _reach(stack, customer, token, "code").page.text


def test_connect_hears_nothing_before_the_code(stack: Stack, token: str, customer: Customer) -> None:
    _reach(stack, customer, token, "code")
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


@pytest.mark.parametrize("code", [CODE, " 246 810 "])
def test_the_right_code_leads_to_consent(stack: Stack, token: str, customer: Customer, code: str) -> None:
    answer = customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": code})
    assert (answer.status, answer.location) == (303, stack.path("/page", token))
    assert customer.follow(answer).page.heading == text("consent.title")


def test_connect_receives_the_login_and_not_the_code(stack: Stack, token: str, customer: Customer) -> None:
    customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": CODE})
    assert _data(stack, token) == {"login": email("code"), "password": PASSWORD, "contract_id": "LE-1010"}


def test_flatpeak_reads_the_tariff_after_a_code(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": CODE})
    end = customer.follow(customer.submit(customer.follow(answer), "/consent_capture"))
    assert end.page.main["data-outcome"] == "connected"


def test_a_wrong_code_is_a_422_that_counts_the_tries(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": "000000"})
    assert (answer.status, answer.page.heading) == (422, text("code.title"))
    assert text("code.wrong") in answer.page.text
    assert text("code.attempts", attempts="4") in answer.page.text


def test_an_expired_code_is_said_to_have_expired(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": EXPIRED_CODE})
    assert answer.status == 422
    assert text("code.expired") in answer.page.text


def test_after_a_wrong_code_the_right_one_works(stack: Stack, token: str, customer: Customer) -> None:
    wrong = customer.submit(_reach(stack, customer, token, "code"), EXTRA, {"otpCode": "000000"})
    answer = customer.submit(wrong, EXTRA, {"otpCode": CODE})
    assert customer.follow(answer).page.heading == text("consent.title")


def test_five_wrong_codes_end_the_sign_in(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "code")
    for _ in range(5):
        page = customer.submit(page, EXTRA, {"otpCode": "000000"})
    assert (page.status, page.page.heading) == (422, text("failed_login.title"))
    assert customer.open(page.page.link(text("common.try_again"))).page.heading == text("login.title")


@pytest.mark.parametrize("form", [{}, {"otpCode": ""}, {"otpCode": "   "}], ids=str)
def test_no_code_is_a_422_on_the_same_page(stack: Stack, token: str, customer: Customer, form: dict[str, str]) -> None:
    _reach(stack, customer, token, "code")
    answer = customer.post(stack.path(EXTRA, token), form)
    assert (answer.status, answer.page.heading) == (422, text("code.title"))


def test_a_form_of_another_step_leads_to_the_step_that_is_due(stack: Stack, token: str, customer: Customer) -> None:
    _reach(stack, customer, token, "code")
    answer = customer.post(stack.path(EXTRA, token), {"account": "LE-1010"})
    assert (answer.status, answer.location) == (303, stack.path("/page", token))


def test_the_code_page_can_be_reloaded(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "code")
    assert customer.open(page.url).page.text == page.page.text


def test_a_code_page_offers_to_set_the_tariff_by_hand(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "code"), "/action")
    assert customer.follow(answer).page.main["data-outcome"] == "manual"


def test_a_code_page_without_a_session_starts_again(stack: Stack, token: str, customer: Customer) -> None:
    customer.open(stack.link(token))
    answer = customer.post(stack.path(EXTRA, token), {"otpCode": CODE})
    assert (answer.status, answer.location) == (303, stack.path("/page", token))


# Homes


def test_every_home_is_offered_with_its_address(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "homes").page
    assert page.heading == text("accounts.title")
    assert page.form(EXTRA).choices == {"account": ["LE-1011", "LE-1012", "LE-1013"]}
    assert all(line in page.text for line in ("Flat 3 & 4", '"Seaview", 9 O\'Connell Parade, Hove, BN3 5GH'))


@pytest.mark.parametrize("home", ["LE-1011", "LE-1012", "LE-1013"])
def test_connect_receives_the_home_that_was_chosen(stack: Stack, token: str, customer: Customer, home: str) -> None:
    answer = customer.submit(_reach(stack, customer, token, "homes"), EXTRA, {"account": home})
    assert customer.follow(answer).page.heading == text("consent.title")
    assert _data(stack, token) == {"login": email("homes"), "password": PASSWORD, "contract_id": home}


def test_flatpeak_reads_the_home_that_was_chosen(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "homes"), EXTRA, {"account": "LE-1013"})
    customer.follow(customer.submit(customer.follow(answer), "/consent_capture"))
    assert stack.sandbox.read(token)["tariff"]["provider_tariff_reference"] == "LE-1013"  # type: ignore[index]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"account": ""},
        {"account": "LE-1001"},
        {"account": "LE-1010' OR 1=1"},
        {"account": "<script>alert(1)</script>"},
        {"otpCode": CODE},
    ],
    ids=str,
)
def test_a_choice_that_was_not_offered_is_a_422_and_reaches_nobody(
    stack: Stack, token: str, customer: Customer, form: dict[str, str]
) -> None:
    _reach(stack, customer, token, "homes")
    answer = customer.post(stack.path(EXTRA, token), form)
    assert (answer.status, answer.page.heading) == (422, text("accounts.title"))
    assert text("accounts.problem") in answer.page.text
    assert "alert(1)" not in answer.text
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


def test_a_home_that_is_not_listed_leads_to_the_tariff_by_hand(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "homes"), "/action")
    assert customer.follow(answer).page.main["data-outcome"] == "manual"


def test_a_code_and_then_a_home(stack: Stack, token: str, customer: Customer) -> None:
    homes = customer.follow(customer.submit(_reach(stack, customer, token, "codehomes"), EXTRA, {"otpCode": CODE}))
    assert homes.page.heading == text("accounts.title")
    consent = customer.follow(customer.submit(homes, EXTRA, {"account": "LE-1015"}))
    assert consent.page.heading == text("consent.title")
    assert _data(stack, token) == {"login": email("codehomes"), "password": PASSWORD, "contract_id": "LE-1015"}


# Thirty homes: their list fits no cookie


def test_thirty_homes_are_all_offered(stack: Stack, token: str, customer: Customer) -> None:
    choices = _reach(stack, customer, token, "thirty").page.form(EXTRA).choices["account"]
    assert choices == [f"LE-20{number:02}" for number in range(1, 31)]


def test_thirty_homes_are_all_offered_after_a_reload(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "thirty")
    assert len(customer.open(page.url).page.form(EXTRA).choices["account"]) == 30


def test_no_answer_sets_more_cookie_than_nginx_takes(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "thirty"), EXTRA, {"account": "LE-2030"})
    customer.follow(answer)
    assert all(sum(map(len, answer.set_cookies)) < 3_000 for answer in customer.history)


def test_one_of_thirty_homes_is_connected(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "thirty"), EXTRA, {"account": "LE-2030"})
    customer.follow(customer.submit(customer.follow(answer), "/consent_capture"))
    assert stack.sandbox.read(token)["tariff"]["provider_tariff_reference"] == "LE-2030"  # type: ignore[index]


def test_none_of_thirty_homes_is_a_422_with_all_thirty(stack: Stack, token: str, customer: Customer) -> None:
    answer = customer.submit(_reach(stack, customer, token, "thirty"), EXTRA, {"account": "LE-2031"})
    assert answer.status == 422
    assert len(answer.page.form(EXTRA).choices["account"]) == 30


# No contract


def test_without_a_contract_another_provider_is_offered(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "none")
    assert page.page.heading == text("no_tariffs.title")
    end = customer.follow(customer.submit(page, "/action", None, action="DISCONNECT"))
    assert end.page.main["data-outcome"] == "disconnected"


def test_select_another_provider_is_told_connect_as_the_protocol_has_it(
    stack: Stack, token: str, customer: Customer
) -> None:
    customer.submit(_reach(stack, customer, token, "none"), "/action", None, action="DISCONNECT")
    assert stack.sandbox.bodies(token)[-1] == {
        "connect_token": token,
        "route": "auth_metadata_capture",
        "type": "submit",
        "action": "DISCONNECT",
    }


def test_without_a_contract_the_tariff_can_be_set_by_hand(stack: Stack, token: str, customer: Customer) -> None:
    page = _reach(stack, customer, token, "none")
    end = customer.follow(customer.submit(page, "/action", None, action="DISMISS_DIRECT"))
    assert end.page.main["data-outcome"] == "manual"


# Back and twice


def test_a_login_form_sent_twice_leads_to_where_the_first_led(stack: Stack, token: str, customer: Customer) -> None:
    page = customer.open(stack.link(token))
    form = {"login": email("ada"), "password": PASSWORD}
    first = customer.submit(page, "/auth_metadata_capture", form)
    second = customer.submit(page, "/auth_metadata_capture", form)
    assert second.location == first.location
    assert stack.sandbox.routes(token).count("auth_metadata_capture") == 1


def test_going_back_from_consent_and_logging_in_as_somebody_else_starts_from_the_link(
    stack: Stack, token: str, customer: Customer
) -> None:
    _reach(stack, customer, token, "ada")
    consent = _reach(stack, customer, token, "flat")
    customer.follow(customer.submit(consent, "/consent_capture"))
    assert stack.sandbox.read(token)["tariff"]["display_name"] == "Lunar Simple"  # type: ignore[index]
