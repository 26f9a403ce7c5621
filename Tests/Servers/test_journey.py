"""Login, consent, back in the app: at every mount, with and without kept connections, with nginx's own parameters."""

import re
from urllib.parse import urlsplit

import pytest

from harness.customer import Manners
from harness.fixtures import Stacks
from harness.journey import Journey, travel
from harness.sandbox import PASSWORD, email
from harness.stack import Layout
from harness.texts import text

LAYOUTS = [
    Layout(),
    Layout(keep_conn=False),
    Layout(mount="/connect/lunar"),
    Layout(mount="/connect/lunar", keep_conn=False),
    Layout(stock_parameters=True),
    Layout(mount="/connect/lunar", stock_parameters=True, public_url=True),
    Layout(mount="/connect/lunar", public_url=True),
]

NIGHT_OWL = {
    "object": "tariff",
    "display_name": "Lunar Night Owl",
    "direction": "IMPORT",
    "connection_type": "DIRECT",
    "integration_instance": "LUNAR_ENERGY",
    "timezone": "Europe/London",
    "provider_tariff_reference": "LE-1001",
    "data": [
        {
            "months": ["All"],
            "days_and_hours": [
                {
                    "days": ["All"],
                    "hours": [
                        {"valid_from": "00:00:00", "valid_to": "00:30:00", "rate": [{"value": 0.2439255}]},
                        {"valid_from": "00:30:00", "valid_to": "07:30:00", "rate": [{"value": 0.0700035}]},
                        {"valid_from": "07:30:00", "valid_to": "00:00:00", "rate": [{"value": 0.2439255}]},
                    ],
                }
            ],
        }
    ],
}


@pytest.fixture(scope="module", params=LAYOUTS, ids=str)
def journey(request: pytest.FixtureRequest, stacks: Stacks) -> Journey:
    return travel(stacks(request.param))


def test_every_step_answers_with_its_status(journey: Journey) -> None:
    steps = [journey.start, journey.login, journey.consent_page, journey.consent, journey.end]
    assert [step.status for step in steps] == [200, 303, 200, 303, 200]


def test_the_first_page_is_the_login_of_the_provider(journey: Journey) -> None:
    assert journey.start.page.heading == text("login.title")


def test_the_consent_page_names_the_app(journey: Journey) -> None:
    assert journey.consent_page.page.heading == text("consent.title")


def test_the_login_leads_to_the_page_route_below_the_mount(journey: Journey) -> None:
    assert journey.login.location == journey.stack.path("/page", journey.token)


def test_consent_leads_back_to_the_app(journey: Journey) -> None:
    assert journey.consent.location == f"{journey.stack.sandbox.url}/app/return?fp_cot={journey.token}"


def test_the_app_shows_the_tariff(journey: Journey) -> None:
    assert journey.end.page.main["data-outcome"] == "connected"
    assert "Lunar Night Owl" in journey.end.page.text
    assert "0.2439255" in journey.end.page.text


def test_every_address_on_every_page_is_root_relative_below_the_mount(journey: Journey) -> None:
    for answer in (journey.start, journey.consent_page):
        for address in answer.page.addresses:
            # The app's and the provider's own: privacy, terms, logo. And the empty icon.
            if address.startswith(journey.stack.sandbox.url + "/") or address == "data:,":
                continue
            assert address.startswith(journey.stack.mount + "/"), address
            assert not address.startswith("//"), address


def test_every_address_of_ours_on_the_pages_exists(journey: Journey) -> None:
    assets = {a for answer in (journey.start, journey.consent_page) for a in answer.page.addresses if "/assets/" in a}
    assert len(assets) >= 2
    for asset in assets:
        answer = journey.customer.request("GET", asset)
        assert answer.status == 200, asset
        assert re.match("text/(css|javascript); charset=utf-8", answer.headers["Content-Type"]), asset


def test_what_the_pages_load_may_be_kept_for_a_year(journey: Journey) -> None:
    for asset in [address for address in journey.start.page.addresses if "/assets/" in address]:
        answer = journey.customer.request("GET", asset)
        assert answer.headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"], asset
        assert not {"Set-Cookie", "Expires", "Vary"} & set(answer.headers), asset


def test_the_first_page_with_its_styles_is_under_14_kb(journey: Journey) -> None:
    styles = [address for address in journey.start.page.addresses if address.endswith(".css")]
    assert len(styles) == 2
    sizes = [len(journey.customer.request("GET", style).body) for style in styles]
    assert len(journey.start.body) + sum(sizes) < 14 * 1024


def test_connect_received_exactly_the_bodies_of_the_protocol(journey: Journey) -> None:
    start, capture, consent = journey.stack.sandbox.bodies(journey.token)
    access_token = capture["data"].pop("access_token")  # type: ignore[attr-defined]
    assert re.fullmatch(r"v1\.[0-9a-f]{8}\.[0-9A-Za-z_-]+", access_token)
    assert start == {"connect_token": journey.token, "route": "start_tariff_integration"}
    assert capture == {
        "route": "auth_metadata_capture",
        "connect_token": journey.token,
        "data": {"login": email("ada"), "password": PASSWORD, "contract_id": "LE-1001"},
    }
    auth_metadata_id = consent["data"].pop("auth_metadata_id")  # type: ignore[attr-defined]
    assert re.fullmatch("amd_[0-9a-f]{24}", auth_metadata_id)
    assert consent == {"route": "consent_capture", "connect_token": journey.token, "data": {"consent_given": True}}


def test_connect_received_json_that_says_so(journey: Journey) -> None:
    calls = journey.stack.sandbox.calls(journey.token)
    assert {(call["content_type"], call["accept"]) for call in calls} == {("application/json", "application/json")}


def test_flatpeak_reads_the_tariff_afterwards(journey: Journey) -> None:
    read = journey.stack.sandbox.read(journey.token)
    assert read["outcome"] == "tariff", read
    tariff = dict(read["tariff"])  # type: ignore[call-overload]
    assert re.fullmatch(r"20\d\d-01-01T00:00:00Z", tariff.pop("contract_end_date"))
    assert tariff == NIGHT_OWL


def test_the_session_cookie_is_below_the_mount_and_out_of_reach_of_scripts(journey: Journey) -> None:
    (field,) = journey.start.set_cookies
    name, *attributes = field.split("; ")
    assert re.match(r"rb_[0-9a-f]{8}=v1\.", name)
    assert attributes == [f"Path={journey.stack.mount or '/'}", "Max-Age=7200", "HttpOnly", "SameSite=Lax"]


def test_the_session_ends_with_the_return_to_the_app(journey: Journey) -> None:
    assert journey.customer.cookies == {}


def test_no_page_is_kept_by_a_cache(journey: Journey) -> None:
    answers = [journey.start, journey.login, journey.consent_page, journey.consent]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_pages_carry_the_security_headers(journey: Journey) -> None:
    for answer in (journey.start, journey.consent_page):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src "), policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_answer_repeats_what_the_customer_typed(journey: Journey) -> None:
    for answer in journey.ours:
        assert PASSWORD not in answer.text
        assert email("ada") not in answer.text


def test_a_forged_host_changes_nothing(journey: Journey) -> None:
    customer = journey.stack.customer()
    token = journey.stack.sandbox.token()
    answer = customer.request("GET", journey.stack.link(token), {"Host": "evil.example"})
    assert answer.status == 200
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("manners", list(Manners), ids=lambda manners: manners.value)
@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[3], LAYOUTS[4], LAYOUTS[5]], ids=str)
def test_every_kind_of_client_gets_through(stacks: Stacks, layout: Layout, manners: Manners) -> None:
    assert travel(stacks(layout), manners=manners).end.page.main["data-outcome"] == "connected"


def test_an_export_session_ends_with_the_export_tariff(stacks: Stacks) -> None:
    journey = travel(stacks(Layout()), "export", direction="EXPORT")
    capture = journey.stack.sandbox.bodies(journey.token)[1]["data"]
    assert (capture["direction"], capture["contract_id"]) == ("EXPORT", "LE-1006")  # type: ignore[index]
    tariff = journey.stack.sandbox.read(journey.token)["tariff"]
    assert (tariff["direction"], tariff["display_name"]) == ("EXPORT", "Lunar Give Back")  # type: ignore[index]


def test_a_head_request_has_the_head_of_the_page_alone(stacks: Stacks) -> None:
    stack = stacks(Layout())
    answer = stack.customer().request("HEAD", stack.link(stack.sandbox.token()))
    assert (answer.status, answer.body) == (200, b"")
    assert urlsplit(answer.url).path == "/"


def test_connect_token_is_taken_for_fp_cot_at_the_start(stacks: Stacks) -> None:
    stack = stacks(Layout())
    token = stack.sandbox.token()
    page = stack.customer().open(f"/?connect_token={token}")
    assert page.status == 200
    assert page.page.form("/auth_metadata_capture").action == f"/auth_metadata_capture?fp_cot={token}"
