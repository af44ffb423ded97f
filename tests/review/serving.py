"""A server in a thread, and a client that speaks to it as a browser does, or as nobody should."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, Self

from aligner.review.service import ReviewService
from aligner.review.session_files import open_session
from aligner.review.web.serving import Server, bind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = 20.0


class Client:
    """A browser's tab: knows the cookie, and sends what browsers send."""

    def __init__(self, address: str) -> None:
        self.port = int(address.split(":")[2].split("/", maxsplit=1)[0])
        self.origin = f"http://127.0.0.1:{self.port}"
        status, headers, _ = self.send("GET", address[len(self.origin) :], known=False)
        assert status == 303
        self.cookie = headers["set-cookie"].split(";")[0]

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        known: bool = True,
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer; headers are given with underscores, an empty one is left out."""
        sent = {"Sec-Fetch-Site": "same-origin"}
        if known:
            sent["Cookie"] = self.cookie
        if method == "POST":
            sent |= {"Origin": self.origin, "Content-Type": "application/json"}
        sent |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=LONG)) as connection:
            connection.putrequest(method, path, skip_host="Host" in sent, skip_accept_encoding=True)
            if body is not None and "Content-Length" not in sent:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def get(self, path: str) -> Any:
        """The JSON of an answer that must be there."""
        status, _, body = self.send("GET", path)
        assert status == 200, body
        return json.loads(body)

    def post(self, asked: Any) -> tuple[int, Any]:
        """Status and JSON of an action's answer."""
        status, _, body = self.send("POST", "/api/action", json.dumps(asked).encode())
        return status, json.loads(body)

    def act(self, kind: str, **fields: Any) -> Any:
        """Do something based on the present version; it must be done."""
        version = self.get("/api/session")["version"]
        status, answer = self.post({"version": version, "tab": "tab", "action": {"kind": kind, **fields}})
        assert status == 200, answer
        return answer


class Listener:
    """The events of a review, as a tab hears them."""

    def __init__(self, client: Client, last: str = "") -> None:
        self._connection = socket.create_connection(("127.0.0.1", client.port), timeout=LONG)
        head = f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.cookie}\r\n"
        head += f"Last-Event-ID: {last}\r\n" if last else ""
        self._connection.sendall(f"{head}\r\n".encode())
        self._lines = self._connection.makefile("r", encoding="utf-8", newline="\n")
        assert " 200 " in self._lines.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._connection.close()

    def wait(self) -> None:
        """Until the server has begun to tell."""
        while not self._lines.readline().startswith(":"):
            pass

    def next(self) -> tuple[str, Any]:
        """The next event: its name and data."""
        name = ""
        while True:
            line = self._lines.readline()
            if line.startswith("event: "):
                name = line.removeprefix("event: ").strip()
            elif line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))


@contextmanager
def serving(path: Path) -> Iterator[Client]:
    """A session served, and a tab on it."""
    addresses: list[str] = []
    ready = threading.Event()

    def opened(address: str) -> None:
        addresses.append(address)
        ready.set()

    with closing(open_session(path)) as session, closing(bind()) as listening:
        server = Server(ReviewService(session), listening.getsockname()[1], opened)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert ready.wait(LONG)
            yield Client(addresses[0])
        finally:
            server.should_exit = True
            thread.join(LONG)
