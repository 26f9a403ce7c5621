"""Connect, and the provider: from memory, so that what is measured is the responder."""

import http.client
from pathlib import Path

from harness.process import Process
from harness.waiting import answers, free_port

from .front import Front
from .places import OUT

#: What Connect answers to the start of a session.
START_PAGE = (
    '{"route":"auth_metadata_capture","type":"render","live_mode":false,"direction":"IMPORT","data":{'
    '"account":{"display_name":"Nova","privacy_url":"https://nova.example/privacy",'
    '"terms_url":"https://nova.example/terms"},"provider":{"id":"prv_63a6087272941ef077a8fd3e",'
    '"display_name":"Lunar Energy","logo_url":"https://lunar.example/logo.svg","accent_color":"#3b2f7f"}}}'
)
TOKEN = "cot_65df3e949a785c52283026ec"


class Upstream(Process):
    """programs/upstream.c: the provider's login takes `delay` seconds, or as long as `hold` of them take to come."""

    def __init__(self, folder: Path, delay: float = 0, hold: int = 0, name: str = "upstream") -> None:
        self.port = free_port()
        command: list[str | Path] = [OUT / "upstream", str(self.port), str(int(delay * 1000)), str(hold)]
        super().__init__(name, command, folder / f"{name}.log", {})
        self.wait_for(lambda: answers(self.port))

    @property
    def settings(self) -> dict[str, str]:
        origin = f"http://127.0.0.1:{self.port}"
        return {"CONNECT_API_URL": f"{origin}/connect", "LUNAR_ENERGY_API_URL": f"{origin}/lunar"}

    @property
    def peak(self) -> int:
        """How many logins have waited at once."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/peak")
        return int(connection.getresponse().read())


def connect_by_nginx(folder: Path, answer: str = START_PAGE, name: str = "connect") -> tuple[Process, str]:
    """An nginx of its own that gives one answer to everything; where it is."""
    front = Front(folder)
    origin = front.site(f"location / {{ default_type application/json; return 200 '{answer}'; }}")
    return front.start(name, workers=1), origin
