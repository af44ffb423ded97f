"""Every attack on the review's server that we know of, tried on one that runs."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import aligner.review
from aligner.review.web.guard import LONGEST_BODY
from aligner.review.web.serving import HERE
from tests.review.reviews import session_file
from tests.review.serving import LONG, Client, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(aligner.review.__file__).parent
ACT = json.dumps({"version": 0, "tab": "evil", "action": {"kind": "unlink", "bead": 2}}).encode()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(session_file(tmp_path_factory.mktemp("review"))) as client:
        yield client
        assert client.get("/api/session")["version"] == 0, "an attack got through"


def code(answer: tuple[int, dict[str, str], bytes]) -> tuple[int, str]:
    return answer[0], json.loads(answer[2])["error"]["code"]


def raw(tab: Client, request: bytes) -> bytes:
    """What comes back for bytes as they are."""
    with socket.create_connection((HERE, tab.port), timeout=LONG) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while piece := connection.recv(65536):
            found += piece
    return found


# Who may ask.


def test_it_listens_on_this_machine_alone(tab: Client) -> None:
    for address in {it[4][0] for it in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HERE}:
        if str(address).startswith("127."):
            continue
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((str(address), tab.port), timeout=LONG)


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/rows", "/api/events", "/static/page.js", "/none"])
def test_without_the_cookie_nothing_is_told(tab: Client, path: str) -> None:
    assert tab.send("GET", path, known=False)[0] == 403


@pytest.mark.parametrize("cookie", ["", "x", "taiyaku-1=x", "{name}=", "{name}=x", "{name}={secret}x", "{name}=é"])
def test_a_guessed_cookie_is_refused(tab: Client, cookie: str) -> None:
    name, secret = tab.cookie.split("=")
    sent = cookie.format(name=name, secret=secret)
    assert code(tab.send("GET", "/api/session", known=False, cookie=sent)) == (403, "cookie")


def test_the_token_works_once(tmp_path: Path) -> None:
    with serving(session_file(tmp_path)) as tab:
        for token in ("", "x", tab.cookie.split("=")[1]):
            status, headers, _ = tab.send("GET", f"/?token={token}", known=False)
            assert (status, "set-cookie" in headers) == (403, False)


def test_the_cookie_is_kept_from_scripts_and_other_sites(tmp_path: Path) -> None:
    from contextlib import closing

    from aligner.review.service import ReviewService
    from aligner.review.session_files import open_session
    from aligner.review.web.serving import Server

    with closing(open_session(session_file(tmp_path))) as session:
        guard = Server(ReviewService(session), 1, lambda _: None).guard
        answer = guard._exchanged(guard.address.partition("token=")[2])
        (cookie,) = [value.decode() for name, value in answer.raw_headers if name == b"set-cookie"]
        assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "samesite=strict", "path=/"}
        assert answer.headers["location"] == "/"
        assert "token=None" in guard.address, "the address does not work again"
        assert len(cookie.split("=")[1].split(";")[0]) >= 43


# From where.


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", "0:{port}", " "]
)
def test_a_rebound_name_is_refused(tab: Client, host: str) -> None:
    for method, body in (("GET", None), ("POST", ACT)):
        path = "/api/session" if method == "GET" else "/api/action"
        assert code(tab.send(method, path, body, host=host.format(port=tab.port))) == (403, "host")


def test_so_are_two_hosts_or_none(tab: Client) -> None:
    good = f"Host: 127.0.0.1:{tab.port}\r\n"
    for hosts in ("", good + "Host: evil.example\r\n"):
        answer = raw(tab, f"GET /api/session HTTP/1.1\r\n{hosts}Cookie: {tab.cookie}\r\n\r\n".encode())
        assert answer.split(b" ")[1] in {b"400", b"403"}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1", ""])
def test_a_post_of_another_site_is_refused(tab: Client, origin: str) -> None:
    answer = tab.send("POST", "/api/action", ACT, origin=origin.format(port=tab.port))
    assert code(answer) == (403, "origin")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "x"])
def test_and_one_that_the_browser_says_is_from_elsewhere(tab: Client, site: str) -> None:
    assert code(tab.send("POST", "/api/action", ACT, sec_fetch_site=site)) == (403, "origin")
    if site != "none":
        assert code(tab.send("GET", "/api/session", sec_fetch_site=site)) == (403, "origin")
        # Not even the token is taken from a link on another page.
        assert tab.send("GET", "/?token=x", known=False, sec_fetch_site=site)[0] == 403


def test_other_sites_cannot_read_what_they_ask_for(tab: Client) -> None:
    assert code(tab.send("GET", "/api/session", origin="http://evil.example")) == (403, "origin")
    _, headers, _ = tab.send("GET", "/api/session")
    assert not any(name.startswith("access-control") for name in headers)
    assert tab.send("OPTIONS", "/api/action", origin="http://evil.example")[0] in {403, 405}


@pytest.mark.parametrize(
    "media", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_a_form_can_send_is_refused(tab: Client, media: str) -> None:
    assert code(tab.send("POST", "/api/action", ACT, content_type=media)) == (415, "media")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_refused(tab: Client, method: str) -> None:
    assert tab.send(method, "/api/action", ACT)[0] in {400, 405}


def test_nothing_is_done_by_a_get(tab: Client) -> None:
    assert tab.send("GET", "/api/action?kind=unlink&bead=2&version=0")[0] == 405


def test_there_are_no_websockets(tab: Client) -> None:
    answer = raw(
        tab,
        f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n".encode(),
    )
    assert b" 101 " not in answer.split(b"\r\n")[0]


# How much.


def test_a_long_body_is_refused_before_it_is_read(tab: Client) -> None:
    assert code(tab.send("POST", "/api/action", b"", content_length=str(LONGEST_BODY + 1))) == (413, "body")
    assert tab.send("POST", "/api/action", b"x" * (LONGEST_BODY + 1))[0] == 413


@pytest.mark.parametrize("length", ["", "-1", "x", "1e9", "9" * 30])
def test_so_is_one_that_does_not_say_how_long_it_is(tab: Client, length: str) -> None:
    head = (
        f"POST /api/action HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nCookie: {tab.cookie}\r\nOrigin: {tab.origin}\r\n"
    )
    head += "Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n"
    head += f"Content-Length: {length}\r\n" if length else "Transfer-Encoding: chunked\r\n"
    body = b"" if length else b"%x\r\n%s\r\n0\r\n\r\n" % (len(ACT), ACT)
    assert raw(tab, f"{head}\r\n".encode() + body).split(b" ")[1] in {b"400", b"411"}


def test_long_addresses_and_heads_are_refused(tab: Client) -> None:
    assert code(tab.send("GET", "/api/search?q=" + "x" * 5000)) == (414, "address")
    assert tab.send("GET", "/" + "x" * 5000)[0] == 414
    answer = raw(tab, f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nX: {'x' * 100_000}\r\n\r\n".encode())
    assert b" 200 " not in answer


def test_windows_are_cut_to_size(tab: Client) -> None:
    for path in (
        "rows?count=999999999",
        "findings?count=999999999",
        "map?buckets=999999999",
        "search?q=a&count=99999999",
    ):
        assert tab.send("GET", f"/api/{path}")[0] == 200


# Where.


@pytest.mark.parametrize(
    "path",
    [
        "/static/../templates/page.html",
        "/static/%2e%2e/templates/page.html",
        "/static/..%2ftemplates%2fpage.html",
        "/static/%2e%2e%5ctemplates%5cpage.html",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/page.js%00.css",
        "/static/.",
        "/static/",
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/static/page.js/../../__init__.py",
    ],
)
def test_no_path_leads_to_a_file(tab: Client, path: str) -> None:
    status, _, body = tab.send("GET", path)
    assert status in {400, 404}
    assert b"root:" not in body
    assert b"<html" not in body


def test_no_handler_opens_a_file_by_a_name_from_a_request() -> None:
    for module in (PACKAGE / "web").glob("*.py"):
        text = module.read_text("utf-8")
        assert not re.search(r"\bopen\(|\bPath\(|FileResponse|StaticFiles", text), module.name


# What the page may do.


@pytest.mark.parametrize("path", ["/", "/api/session", "/static/page.js", "/none"])
def test_every_answer_forbids_what_the_page_does_not_need(tab: Client, path: str) -> None:
    _, headers, _ = tab.send("GET", path)
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_refusals_forbid_it_too(tab: Client) -> None:
    _, headers, _ = tab.send("GET", "/", known=False)
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_text_is_never_taken_for_markup(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>&\"'</textarea>"
    path = session_file(tmp_path)
    named = path.rename(tmp_path / "<img src=x onerror=alert(1)>.taiyaku")
    with serving(named) as tab:
        tab.act("edit", sentence=1, text=evil)
        tab.act("comment", bead=3, text=evil)
        _, headers, page = tab.send("GET", "/")
        assert b"<img" not in page
        for path_ in ("/api/rows", "/api/history", "/api/search?q=alert"):
            _, headers, _ = tab.send("GET", path_)
            assert headers["content-type"].startswith("application/json")
        assert tab.get("/api/search?q=alert")["total"] == 1


def test_the_page_loads_nothing_from_elsewhere_and_has_nothing_inline() -> None:
    page = (PACKAGE / "page" / "templates" / "page.html").read_text("utf-8")
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|\|\s*safe\b", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    for it in (PACKAGE / "page").rglob("*.*"):
        if it.suffix in {".html", ".js", ".css"}:
            found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", it.read_text("utf-8"))
            assert [address for address in found if "www.w3.org" not in address] == [], it.name


def test_the_token_stands_in_no_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(session_file(tmp_path)) as tab:
        tab.get("/api/session")
    out, err = capfd.readouterr()
    assert "token" not in out + err
    assert tab.cookie.split("=")[1] not in out + err


@pytest.mark.parametrize("last", ["¹", "-1", "1.0", "x", "9" * 5000])
def test_a_last_event_that_is_no_number_is_not_valid(tab: Client, last: str) -> None:
    status, name = code(tab.send("GET", "/api/events", last_event_id=last))
    assert (status, name) == (400, "malformed")
