"""The checks that every request must pass before it is processed: its sender and its size.

The server listens on this machine alone, but every page of the web that the user has open can send requests there too,
and a name that an attacker controls can be made to lead there. So:

- Host is the server's own address in figures. A rebound name arrives with its own.
- The session's cookie is there; a page of another site does not send it (``SameSite=Strict``).
- Origin, where there is one, is the server's own, and a POST must have one. Sec-Fetch-Site, which browsers set and no
  page can change, is checked for the same.
- What is posted is JSON, which no form can send, and not too long.

Every answer forbids what the page does not need: see `_HEADERS`.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from aligner.messages import say
from aligner.review.web.query_parameters import whole_number

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a request's body, and characters of its address.
LONGEST_BODY, LONGEST_ADDRESS = 1 << 20, 4096
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


class Guard:
    """The application behind its checks. Owns the token and the cookie.

    The token is in the address that the browser is opened with. It works once: whoever reads it later, in a history or
    a list of processes, gets nothing for it.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._host = f"127.0.0.1:{port}"
        self._token: str | None = secrets.token_urlsafe(32)
        self._secret = secrets.token_urlsafe(32)
        # Browsers share cookies between ports: another review on this machine has a cookie of another name.
        self.cookie = f"taiyaku-{port}"

    @property
    def address(self) -> str:
        """What the browser is to open, once."""
        return f"http://{self._host}/?token={self._token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a WebSocket; there are none here
            await send({"type": "websocket.close", "code": 1008})
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._elsewhere(scope, headers) or self._unknown(scope, headers)
        if refusal is None and scope["method"] == "POST":
            refusal = _unfit(headers)
        if refusal is not None:
            await refusal(scope, receive, answer)
        else:
            await self._app(scope, _limited(receive), answer)

    def _elsewhere(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that was not meant for here, or not sent from here."""
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return refused(HTTPStatus.METHOD_NOT_ALLOWED, "method")
        if headers.getlist("host") != [self._host]:
            return refused(HTTPStatus.FORBIDDEN, "host")
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return refused(HTTPStatus.REQUEST_URI_TOO_LONG, "address")
        if not self._from_here(scope["method"], headers):
            return refused(HTTPStatus.FORBIDDEN, "origin")
        return None

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to whoever is not known, or becomes so by it."""
        opening = scope["path"] == "/" and scope["method"] == "GET"
        if opening and scope["query_string"].startswith(b"token="):
            if self._is_known(headers):  # the link was opened before
                return RedirectResponse("/", HTTPStatus.SEE_OTHER)
            return self._exchanged(scope["query_string"][len(b"token=") :].decode("latin-1"))
        if not self._is_known(headers):
            return refused(HTTPStatus.FORBIDDEN, "cookie", plain=opening)
        return None

    def _from_here(self, method: str, headers: Headers) -> bool:
        """Whether no other site had a part in the request."""
        origins = headers.getlist("origin")
        if origins not in ([f"http://{self._host}"], []) or (method == "POST" and not origins):
            return False
        # ``none`` is an address that the user typed or opened.
        allowed = {"same-origin"} if method == "POST" else {"same-origin", "none"}
        return set(headers.getlist("sec-fetch-site")) <= allowed

    def _is_known(self, headers: Headers) -> bool:
        sent = cookie_parser(headers.get("cookie", "")).get(self.cookie, "")
        return secrets.compare_digest(sent.encode(), self._secret.encode())

    def _exchanged(self, sent: str) -> Response:
        """The token for the cookie, and on to the address without it."""
        if self._token is None or not secrets.compare_digest(sent.encode(), self._token.encode()):
            return refused(HTTPStatus.FORBIDDEN, "token", plain=True)
        self._token = None
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict", path="/")
        return answer


def refused(status: HTTPStatus, code: str, *, plain: bool = False) -> Response:
    """An error as the page reads it."""
    message = say(f"review.refused_{code}")
    if plain:
        return PlainTextResponse(f"{message['en']}\n{message['ja']}\n", status)
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def _unfit(headers: Headers) -> Response | None:
    """The answer to a POST that is not JSON, or too long."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media")
    length = whole_number(headers.get("content-length", ""))
    if length is None:
        return refused(HTTPStatus.LENGTH_REQUIRED, "length")
    if length > LONGEST_BODY:
        return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body")
    return None


def _limited(receive: Receive) -> Receive:
    """What is received, up to the limit; a request longer than it states is cut off."""
    held = 0

    async def receive_some() -> Message:
        nonlocal held
        message = await receive()
        held += len(message.get("body", b""))
        return message if held <= LONGEST_BODY else {"type": "http.disconnect"}

    return receive_some
