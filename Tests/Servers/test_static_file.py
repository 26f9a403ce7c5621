"""The release file alone in a root folder of its own: it needs names, certificates, a time zone's file, and /proc."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from harness.cgi import CGI
from harness.checks import check_api_error
from harness.customer import Answer, Customer, Manners
from harness.jail import ZONE, Jail, JailedResponder, is_possible
from harness.journey import reach_consent
from harness.names import NameServer
from harness.page import Page
from harness.places import CHROOT, RELEASE, REPOSITORY
from harness.sandbox import PASSWORD, email
from harness.servers import APP_SECRET, TARIFF_PLAN_TOKEN, Responder, responder_environment
from harness.stack import Stack
from harness.texts import text
from harness.tls import TLSFront, make_certificates
from harness.waiting import until

pytestmark = pytest.mark.skipif(not is_possible(), reason="chroot(2) and mount(2) are root's")

#: Found in etc/hosts, and by the name server alone.
CONNECT, PROVIDER = "connect.ratebridge.test", "api.lunar.ratebridge.test"


@dataclass
class World:
    """Connect and the provider behind TLS and names, for responders in jails."""

    stack: Stack
    folder: Path
    nameserver: NameServer
    ca: Path
    port: int

    def settings(self, **changes: str) -> dict[str, str]:
        return responder_environment(
            **{
                "CONNECT_API_URL": f"https://{CONNECT}:{self.port}/connect",
                "LUNAR_ENERGY_API_URL": f"https://{PROVIDER}:{self.port}/lunar",
                **changes,
            }
        )

    def jail(self, name: str, *, ca: bool = True, zone: bool = True) -> Jail:
        root = self.folder / name
        return Jail(root, self.nameserver.address, [CONNECT], self.ca if ca else None, zone=zone)

    def customer(self, jail: Jail, **changes: str) -> Customer:
        """In front of an nginx in front of the jail."""
        customer = self.stack.customer()
        customer.origin = self.stack.add(JailedResponder(jail, self.settings(**changes)))
        return customer

    def start(self, customer: Customer) -> Answer:
        return customer.open(self.stack.link(self.stack.sandbox.token()))

    def read_tariff(self, customer: Customer) -> Answer:
        body = json.dumps({"auth_metadata": {"data": {"login": email("ada"), "password": PASSWORD}}})
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TARIFF_PLAN_TOKEN}"}
        return Customer(customer.origin, Manners.CURL).request("POST", "/api/tariff_plan", headers, body)


@pytest.fixture(scope="module")
def world(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("jails")
    ca = make_certificates(folder, [CONNECT, PROVIDER])
    front = TLSFront(folder, stack.sandbox.port)
    nameserver = NameServer({PROVIDER})
    yield World(stack, folder, nameserver, ca, front.port)
    nameserver.stop()
    front.stop()


@pytest.fixture(scope="module")
def jail(world: World) -> Jail:
    return world.jail("jail")


@pytest.fixture(scope="module")
def jailed(world: World, jail: Jail) -> Customer:
    return world.customer(jail)


# The files


@pytest.mark.parametrize("name", ["ratebridge-fcgi", "ratebridge"])
def test_a_release_file_asks_for_no_library_and_no_loader(name: str) -> None:
    headers = subprocess.run(["readelf", "-lW", RELEASE / name], capture_output=True, text=True, check=True).stdout
    assert "LOAD" in headers
    assert "INTERP" not in headers
    assert "DYNAMIC" not in headers


@pytest.mark.parametrize("name", ["ratebridge-fcgi", "ratebridge"])
def test_without_proc_a_release_file_says_so_in_a_plain_line(name: str, tmp_path: Path) -> None:
    shutil.copy(RELEASE / name, tmp_path / name)
    result = subprocess.run([CHROOT, tmp_path, f"/{name}", "--version"], capture_output=True, text=True, env={})
    assert (result.returncode, result.stdout) == (78, "")
    assert result.stderr.startswith("ratebridge: there is no /proc, ")
    assert result.stderr.count("\n") == 1


def test_the_responder_carries_no_icu() -> None:
    assert b"icudt" not in (RELEASE / "ratebridge-fcgi").read_bytes()


def test_the_responder_is_below_31_mb() -> None:
    assert (RELEASE / "ratebridge-fcgi").stat().st_size < 31_000_000


def test_at_rest_the_responder_takes_what_the_handbook_says(tmp_path: Path) -> None:
    page = (REPOSITORY / "deploy/handbook/sizing.md").read_text()
    megabytes = int(re.findall(r"^\| memory[^|]*\| (\d+) MB", page, re.M)[0])
    responder = Responder(tmp_path, responder_environment(), binaries=RELEASE)
    until(lambda: "serving" in responder.text(), "it serves")
    resident = responder.status("VmRSS") / 1024
    responder.stop()
    assert abs(resident - megabytes) < 3


def test_the_jail_holds_five_files_and_no_more(world: World) -> None:
    names = {"etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt", ZONE}
    assert world.jail("five").files == {"ratebridge-fcgi", *names}


# FastCGI


def test_over_fastcgi_the_whole_journey_works_in_there(world: World, jailed: Customer) -> None:
    token = world.stack.sandbox.token()
    page = reach_consent(world.stack, jailed, token)
    assert page.page.heading == text("consent.title")
    end = jailed.submit(page, "/consent_capture")
    assert end.location == f"{world.stack.sandbox.url}/app/return?fp_cot={token}"


def test_the_tariff_is_read_in_there_with_the_end_of_the_contract_in_local_time(
    world: World, jailed: Customer
) -> None:
    answer = world.read_tariff(jailed)
    assert answer.status == 200, answer.text
    assert answer.json["tariff"]["contract_end_date"]


def test_the_provider_was_found_by_the_name_server_and_connect_by_the_hosts_file(
    world: World, jailed: Customer
) -> None:
    world.read_tariff(jailed)
    world.start(jailed)
    assert set(world.nameserver.asked) == {PROVIDER}


def test_a_name_that_nobody_knows_is_a_page_and_the_responder_goes_on(world: World) -> None:
    jail = world.jail("lost")
    customer = world.customer(jail, CONNECT_API_URL="https://nowhere.ratebridge.test/connect")
    assert [world.start(customer).status, world.start(customer).status] == [502, 502]
    assert "nowhere.ratebridge.test" in world.nameserver.asked
    assert "the name 'nowhere.ratebridge.test' cannot be resolved" in jail.log.read_text()


def test_a_module_of_nsswitch_that_is_not_there_is_passed_over(world: World) -> None:
    jail = world.jail("nsswitch")
    (jail.root / "etc/nsswitch.conf").write_text("hosts: files mdns4_minimal [NOTFOUND=return] resolve dns\n")
    customer = world.customer(jail)
    assert world.start(customer).status == 200
    assert world.read_tariff(customer).status == 200


# CGI


def test_as_cgi_the_whole_journey_works_in_there(world: World, jail: Jail) -> None:
    cgi = CGI(world.settings(), program=jail.command)
    token = world.stack.sandbox.token()
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_ORIGIN": "http://localhost"}
    assert cgi.request("GET", f"/?fp_cot={token}")[0] == 200
    login = urlencode({"login": email("ada"), "password": PASSWORD}).encode()
    assert cgi.request("POST", f"/auth_metadata_capture?fp_cot={token}", login, **form)[0] == 303
    _, _, page = cgi.request("GET", f"/page?fp_cot={token}")
    assert Page(page).heading == text("consent.title")
    consent = urlencode(Page(page).form("/consent_capture").values).encode()
    status, fields, _ = cgi.request("POST", f"/consent_capture?fp_cot={token}", consent, **form)
    assert (status, fields["Location"]) == (303, f"{world.stack.sandbox.url}/app/return?fp_cot={token}")


# The machine's own modules


@pytest.fixture
def trap(tmp_path: Path) -> dict[str, str]:
    """A module for names and accounts that ends whoever loads it, and the environment in which it is found."""
    compiler = shutil.which("cc") or shutil.which("clang") or "cc"
    source = tmp_path / "trap.c"
    source.write_text("void _exit(int);\n__attribute__((constructor)) static void end(void) { _exit(99); }\n")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", tmp_path / "libnss_trap.so.2", source], check=True)
    (tmp_path / "nsswitch.conf").write_text("hosts: files dns\npasswd: files trap\ngroup: files trap\n")
    return {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": str(tmp_path), "APP_SECRET": APP_SECRET}


def test_doctor_of_a_release_file_loads_no_module_to_look_accounts_up(stack: Stack, trap: dict[str, str]) -> None:
    mount = 'mount --bind "$LD_LIBRARY_PATH/nsswitch.conf" /etc/nsswitch.conf && exec "$@"'
    doctor = [RELEASE / "ratebridge", "doctor", "--socket", f"unix:{stack.responder.socket}"]
    run = subprocess.run(
        ["unshare", "-m", "sh", "-c", mount, "sh", *doctor],
        env=trap | stack.sandbox.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode in (0, 1, 2), (run.returncode, run.stderr)
    assert "socket" in run.stdout


# What is missing


def test_without_certificate_authorities_the_log_says_what_to_install(world: World) -> None:
    jail = world.jail("no-ca", ca=False)
    customer = world.customer(jail)
    assert world.start(customer).status == 502
    assert "CA_FILE" in jail.log.read_text()


def test_without_time_zones_the_start_says_what_to_install(world: World) -> None:
    jail = world.jail("no-zones", zone=False)
    world.customer(jail)
    assert "install tzdata, or set TZDIR" in jail.log.read_text()


def test_without_time_zones_a_tariff_that_needs_one_is_refused_by_its_name(world: World) -> None:
    answer = world.read_tariff(world.customer(world.jail("no-zone-either", zone=False)))
    message = check_api_error(answer, 400, "provider_unavailable")
    assert "'Europe/London' is not in /usr/share/zoneinfo" in message
