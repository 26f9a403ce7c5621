"""`POST /api/tariff_plan`: what FlatPeak's backend gets, and what whoever else tries."""

import json

import pytest
from test_journey import NIGHT_OWL

from harness.checks import check_api_error
from harness.customer import Answer, Manners
from harness.journey import travel
from harness.sandbox import PASSWORD, email
from harness.servers import TARIFF_PLAN_TOKEN, Responder, responder_environment
from harness.stack import Stack

BEARER = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}"}


def _post(stack: Stack, body: str | bytes, headers: dict[str, str] = BEARER, origin: str = "") -> Answer:
    return stack.customer(Manners.CURL).request(
        "POST", f"{origin}/api/tariff_plan", {"Content-Type": "application/json", **headers}, body
    )


def _read(stack: Stack, name: str, reference: str | None = None, origin: str = "", **data: str) -> Answer:
    metadata: dict[str, object] = {"data": {"login": email(name), "password": PASSWORD, **data}}
    if reference:
        metadata["reference_id"] = reference
    return _post(stack, json.dumps({"auth_metadata": metadata}), origin=origin)


def _without_end(tariff: dict) -> dict:
    return {name: value for name, value in tariff.items() if name != "contract_end_date"}


def _rates(answer: Answer) -> list[list[dict]]:
    schedules = answer.json["tariff"]["data"][0]["days_and_hours"]
    return [period["rate"] for schedule in schedules for period in schedule["hours"]]


# Tariffs


def test_the_answer_is_the_tariff_under_its_key_with_the_address_beside_it(stack: Stack) -> None:
    answer = _read(stack, "ada")
    assert answer.status == 200
    assert set(answer.json) == {"tariff", "postal_address"}
    assert _without_end(answer.json["tariff"]) == NIGHT_OWL
    assert answer.json["postal_address"] == {
        "address_line1": "12 Crescent Street",
        "address_line2": "Brighton",
        "post_code": "BN1 2CD",
        "country_code": "GB",
    }


def test_tiers_keep_their_bounds_and_the_last_is_open(stack: Stack) -> None:
    assert _rates(_read(stack, "tiers")) == [
        [{"value": 0.1995, "to_kwh": 8}, {"value": 0.243, "to_kwh": 20}, {"value": 0.2977125}]
    ]


def test_weekdays_and_the_weekend_have_their_own_prices(stack: Stack) -> None:
    schedules = _read(stack, "weekend").json["tariff"]["data"][0]["days_and_hours"]
    assert [(schedule["days"], len(schedule["hours"])) for schedule in schedules] == [
        (["Weekday"], 3),
        (["Weekend"], 1),
    ]


def test_money_keeps_every_digit_on_the_wire(stack: Stack) -> None:
    text = _read(stack, "ada").text
    assert '"value":0.2439255' in text
    assert '"value":0.0700035' in text


def test_the_live_contract_of_several_is_read(stack: Stack) -> None:
    assert _read(stack, "moved").json["tariff"]["provider_tariff_reference"] == "LE-1008"


def test_a_reference_names_the_contract(stack: Stack) -> None:
    assert _read(stack, "homes", "LE-1012").json["tariff"]["provider_tariff_reference"] == "LE-1012"


def test_the_contract_that_was_stored_is_read(stack: Stack) -> None:
    answer = _read(stack, "homes", contract_id="LE-1013")
    assert answer.json["tariff"]["provider_tariff_reference"] == "LE-1013"


def test_an_export_session_reads_the_export_contract(stack: Stack) -> None:
    assert _read(stack, "export", direction="EXPORT").json["tariff"]["direction"] == "EXPORT"


def test_flatpeak_can_read_again_and_again(stack: Stack) -> None:
    token = travel(stack).token
    reads = [stack.sandbox.read_again(token) for _ in range(3)]
    assert [read["outcome"] for read in reads] == ["tariff"] * 3


def test_a_stored_token_that_does_not_open_is_done_without(stack: Stack) -> None:
    assert _read(stack, "ada", access_token="v1.00000000.AAAAAAAAAAAAAAAA").status == 200


def test_an_answer_is_never_cached(stack: Stack) -> None:
    assert _read(stack, "ada").headers["Cache-Control"] == "no-store"


def test_the_bare_format_is_the_tariff_alone(stack: Stack) -> None:
    settings = {**stack.sandbox.environment, "TARIFF_PLAN_FORMAT": "bare"}
    origin = stack.add(Responder(stack.folder, responder_environment(**settings), "bare"))
    assert _without_end(_read(stack, "ada", origin=origin).json) == NIGHT_OWL


# Who may ask


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Bearer {TARIFF_PLAN_TOKEN}x",
        f"Bearer {TARIFF_PLAN_TOKEN[:-1]}",
        f"Basic {TARIFF_PLAN_TOKEN}",
        TARIFF_PLAN_TOKEN,
    ],
)
def test_without_the_token_it_is_a_401_that_says_how(stack: Stack, header: str) -> None:
    answer = _post(stack, '{"auth_metadata":{"data":{}}}', {"Authorization": header})
    check_api_error(answer, 401, "unauthorised")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_taken_in_any_case(stack: Stack) -> None:
    answer = _post(stack, "{}", {"Authorization": f"bearer {TARIFF_PLAN_TOKEN}"})
    assert answer.status == 422


def test_without_a_token_set_it_answers_all_and_start_up_warns(stack: Stack) -> None:
    environment = responder_environment(**{**stack.sandbox.environment, "TARIFF_PLAN_TOKEN": ""})
    responder = Responder(stack.folder, environment, "open")
    origin = stack.add(responder)
    assert _post(stack, "{}", {}, origin).status == 422
    assert responder.text().count("TARIFF_PLAN_TOKEN is not set") == 1


# Bodies that ask nothing


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"auth_metadata":null}',
        '{"auth_metadata":{}}',
        '{"auth_metadata":{"data":null}}',
        '{"auth_metadata":{"data":"text"}}',
        '{"auth_metadata":{"data":[]}}',
        '{"data":{"login":"a","password":"b"}}',
        '{"auth_metadata":{"data":{}}',
        b"\xff\xfe{}",
        "[" * 50_000,
        '{"auth_metadata":{"data":' + '{"a":' * 20_000,
    ],
)
def test_a_body_without_data_is_a_422(stack: Stack, body: str | bytes) -> None:
    assert check_api_error(_post(stack, body), 422, "invalid_request") == "Invalid credentials"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": email("ada")},
        {"login": 1, "password": True},
        {"login": "", "password": ""},
        {"password": PASSWORD, "login": None},
    ],
    ids=str,
)
def test_data_without_credentials_is_a_400_and_no_crash(stack: Stack, data: dict[str, object]) -> None:
    answer = _post(stack, json.dumps({"auth_metadata": {"data": data}}))
    check_api_error(answer, 400, "invalid_credentials")


# Refusals


@pytest.mark.parametrize(
    ("name", "reference", "code"),
    [
        ("nobody-at-all", None, "invalid_credentials"),
        ("limited", None, "rate_limited"),
        ("down", None, "provider_unavailable"),
        ("late", None, "provider_unavailable"),
        ("broken", None, "provider_unavailable"),
        ("code", None, "code_required"),
        ("homes", None, "selection_required"),
        ("none", None, "no_tariff"),
        ("ada", "LE-9999", "unknown_reference"),
        ("ada", "LE-1002", "unknown_reference"),
        ("ada", "../login", "unknown_reference"),
    ],
)
def test_a_refusal_is_a_400_with_its_code(stack: Stack, name: str, reference: str | None, code: str) -> None:
    message = check_api_error(_read(stack, name, reference), 400, code)
    assert message.endswith(".")


def test_a_rate_limit_is_passed_on_with_its_wait(stack: Stack) -> None:
    assert _read(stack, "limited").headers["Retry-After"] == "120"


def test_a_provider_that_never_answers_is_a_400_in_time(impatient: Stack) -> None:
    check_api_error(_read(impatient, "hang"), 400, "provider_timeout")


def test_a_tariff_with_a_hole_is_a_500_that_names_rule_and_place(stack: Stack) -> None:
    message = check_api_error(_read(stack, "gap"), 500, "tariff_invalid", "server_error")
    assert "gap_in_time_period" in message
    assert "data[0].days_and_hours[0].hours[1].valid_from" in message


def test_the_app_is_told_of_a_tariff_with_a_hole(stack: Stack) -> None:
    journey = travel(stack, "gap")
    assert journey.end.page.main["data-outcome"] == "failed"
    assert "tariff_invalid" in journey.end.page.text


def test_no_error_repeats_the_credentials(stack: Stack) -> None:
    for name in ("nobody-at-all", "down", "broken", "gap", "code"):
        answer = _read(stack, name)
        assert PASSWORD not in answer.text
        assert email(name) not in answer.text
