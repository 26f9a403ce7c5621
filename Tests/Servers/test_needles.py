"""That the search of the logs finds secrets in every coat."""

import base64
import json
from urllib.parse import quote

import pytest

from harness.needles import Needles

SECRETS = ["moonlight", 'pä"ss/w&rd + more', "v1.0123abcd." + "Zm9vYmFy_-" * 200]


@pytest.fixture(scope="module")
def needles() -> Needles:
    needles = Needles()
    for secret in SECRETS:
        needles.add("a secret", secret)
    return needles


@pytest.mark.parametrize("secret", SECRETS, ids=["password", "odd password", "cookie"])
@pytest.mark.parametrize(
    "coat", [str, lambda text: quote(text, safe=""), json.dumps], ids=["raw", "percent-encoded", "JSON"]
)
def test_a_secret_in_a_coat_is_found(needles: Needles, secret: str, coat) -> None:  # type: ignore[no-untyped-def]
    assert list(needles.find(b"x=" + coat(secret).encode() + b"; y"))


@pytest.mark.parametrize("secret", SECRETS, ids=["password", "odd password", "cookie"])
@pytest.mark.parametrize("before", ["", "a", "ab", "login=ada&password="])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_in_base64_it_is_found_wherever_it_stands(  # type: ignore[no-untyped-def]
    needles: Needles, secret: str, before: str, encode
) -> None:
    assert list(needles.find(b"x=" + encode(f"{before}{secret}&more".encode()) + b"; y"))


def test_what_is_no_secret_is_not_found(needles: Needles) -> None:
    assert not list(needles.find(json.dumps({"moon": "light", "id": "v1.0123abcd."}).encode() * 100))


def test_digits_inside_an_id_are_no_code() -> None:
    needles = Needles()
    needles.add("a code", "246810")
    assert not list(needles.find(b"request=a246810f"))
    assert list(needles.find(b"code=246810 "))
