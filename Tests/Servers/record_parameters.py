"""Records what each web server says of a request, for Tests/Replays/parameters: python Tests/Servers/record_parameters.py"""

import http.client
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from harness.dump import DUMP, Dump  # noqa: E402
from harness.places import OUR_PARAMETERS, REPOSITORY, STOCK_PARAMETERS  # noqa: E402
from harness.process import Process  # noqa: E402
from harness.servers import Nginx  # noqa: E402
from harness.shipped import MOUNT, Shipped  # noqa: E402
from harness.shipped_apache import ApacheProxy  # noqa: E402
from harness.waiting import free_port  # noqa: E402
from harness.web_servers import WEB_SERVERS  # noqa: E402

FOLDER = REPOSITORY / "Tests/Replays/parameters"
QUERY = "fp_cot=cot_of-the-parameters"
BODY = "a=1234567890123456789012345678901234567"
FORM = "application/x-www-form-urlencoded"
#: What differs with the machine, and that nobody reads.
LEFT_OUT = {"REMOTE_ADDR", "REMOTE_PORT", "SERVER_ADDR", "DOCUMENT_ROOT", "PATH_TRANSLATED"}
LEFT_OUT |= {"REQUEST_ID", "SERVER_SOFTWARE", "CONTEXT_DOCUMENT_ROOT", "SERVER_ADMIN", "SERVER_SIGNATURE", "PATH", "PWD", "OLDPWD"}


class ApacheStock(ApacheProxy):
    """As Apache's own manual has it: no PATH_INFO, and an address for a file's name."""

    def site(self) -> str:
        place = f'<Location "{self.mount}/">\nRequire all granted\n</Location>\n'
        return place + f'ProxyPass "{self.mount}/" "unix:{self.socket}|fcgi://localhost{self.mount}/"'


def parameters(port: int, mount: str, method: str) -> list[str]:
    """The lines of one request, with names in the place of what is this request's."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": FORM} if method == "POST" else {}
    connection.request(method, f"{mount}/page?{QUERY}", BODY if method == "POST" else None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == 200, (answer.status, text)
    lines = []
    for line in text.splitlines():
        name, _, value = line.partition("=")
        is_file = name == "SCRIPT_FILENAME" and value.startswith("/")
        if name in LEFT_OUT or is_file or (name.startswith("HTTP_") and name not in {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"}):
            continue
        lines.append(f"{name}={_named(value, mount, method, port)}")
    return lines


def _named(value: str, mount: str, method: str, port: int) -> str:
    places = {f"{mount}/page?{QUERY}": "{{uri}}", QUERY: "{{query}}", f"{mount}/page": "{{mount}}{{route}}"}
    places |= {mount: "{{mount}}", "/page": "{{route}}", FORM: "{{content_type}}", f"127.0.0.1:{port}": "{{host}}"}
    for ours, name in places.items():
        value = value.replace(ours, name)
    whole = {method: "{{method}}", str(len(BODY)): "{{content_length}}", str(port): "{{port}}", "127.0.0.1": "{{name}}"}
    return whole.get(value, value)


def record(name: str, server: Process, port: int, mount: str = MOUNT) -> None:
    try:
        lines = [f"# {name}, as recorded by Tests/Servers/record_parameters.py."]
        lines += [*parameters(port, mount, "GET"), "[POST]", *parameters(port, mount, "POST")]
        (FOLDER / f"{name}.txt").write_text("\n".join(lines) + "\n")
        print(f"{name}: {len(lines)} lines")
    finally:
        server.stop()


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="ratebridge-parameters-"))
    path = folder / "dump.sock"
    Dump.at(path)
    for name, file in {"nginx": OUR_PARAMETERS, "nginx-stock": STOCK_PARAMETERS}.items():
        port = free_port()
        record(name, Nginx(folder, path, port, mount=MOUNT, parameters=file), port)
    Shipped.program = DUMP
    for name, server in {**WEB_SERVERS, "apache-stock": ApacheStock}.items():
        # nginx has been asked; TLS adds HTTPS=on alone; shared hosting has its mod_fcgid in "shared-hosting".
        if name.startswith("nginx") or name.endswith("-tls") or name == "shared-hosting-fcgid":
            continue
        port, mount = free_port(), server.mounts[-1]
        record(name, server(folder, port, mount, path, {}), port, mount)


if __name__ == "__main__":
    main()
