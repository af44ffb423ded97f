"""The routes: they turn requests into views and actions, and the results into the answers that `web` describes.

Rules: a read works on one state, which never changes. An action goes through `Session` in a thread, and is sent to
every tab afterwards, in order.
"""

from __future__ import annotations

import asyncio
import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from aligner.model import Lang
from aligner.review.page_state import (
    DocumentMap,
    Done,
    Error,
    FindingRows,
    Findings,
    Hits,
    NextFinding,
    Refusal,
    Rows,
    Stale,
)
from aligner.review.refusal import RefusedError, StaleError
from aligner.review.requests import MalformedError, read_draft, read_request
from aligner.review.search import matching_findings, next_finding, search_text, withheld_findings
from aligner.review.web.guard import refused
from aligner.review.web.query_parameters import event_of, filter_of, flag_of, number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from aligner.review.model import Finding
    from aligner.review.requests import Request as ActionRequest
    from aligner.review.service import ReviewService
    from aligner.review.web.assets import Assets
    from aligner.review.web.events import Events

#: The most rows, findings and hits in one answer, and the most stretches of the map: at least what the page requests at
#: once, but few enough to keep every answer small.
MOST_ROWS, MOST_FINDINGS, MOST_HITS, MOST_BUCKETS = 400, 1000, 1000, 2000
#: Rows before and after those that a finding touches.
CONTEXT = 2
#: Orders of the findings other than that of the document, which decides between findings that are equal in them.
ORDERS: Mapping[str, Callable[[Finding], float]] = {
    "severity": lambda finding: finding.severity.rank,
    "certainty": lambda finding: -finding.certainty,
}


class Answers:
    """The answers of the routes."""

    def __init__(self, service: ReviewService, events: Events, assets: Assets) -> None:
        self._service, self._events, self._assets = service, events, assets
        self._acting = asyncio.Lock()

    def routes(self) -> list[Route]:
        """The routes of the application."""
        return [
            Route("/", self.page),
            Route("/static/{name}", self.static),
            Route("/api/session", self.session),
            Route("/api/rows", self.rows),
            Route("/api/findings", self.findings),
            Route("/api/findings/{id:int}", self.finding),
            Route("/api/next", self.next),
            Route("/api/map", self.map),
            Route("/api/search", self.search),
            Route("/api/evidence/{id:int}", self.evidence),
            Route("/api/export/{name}", self.export),
            Route("/api/history", self.history),
            Route("/api/events", self.listen),
            Route("/api/drafts", self.drafts),
            Route("/api/draft", self.keep_draft, methods=["POST"]),
            Route("/api/action", self.act, methods=["POST"]),
        ]

    async def page(self, _: Request) -> Response:
        """The page itself."""
        return self._assets.page()

    async def static(self, request: Request) -> Response:
        """A file that belongs to the page; the names are those found at the start."""
        file = self._assets.file(request.path_params["name"])
        if file is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return file

    async def session(self, request: Request) -> Response:
        """What the review is about, and its progress."""
        less_certain = flag_of(request, "less_certain")
        return answer(await run_in_threadpool(self._service.overview, less_certain=less_certain))

    async def rows(self, request: Request) -> Response:
        """A window of the table."""
        version, views = self._service.views()
        count = number_of(request, "count", 60, most=MOST_ROWS)
        first = number_of(request, "from", 0)
        if "around" in request.query_params:
            place = views.state.place.get(number_of(request, "around", 0))
            if place is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            if "context" in request.query_params:
                count = 2 * number_of(request, "context", CONTEXT, most=MOST_ROWS // 2) + 1
            first = max(place - count // 2, 0)
        rows = views.rows(first, count)
        return answer(Rows(version, first, len(views.state.table), rows))

    async def findings(self, request: Request) -> Response:
        """A window of the findings that match the filters."""
        version, views = self._service.views()
        wanted = filter_of(request)
        matches = matching_findings(views, wanted)
        if order := ORDERS.get(text_of(request, "order")):
            matches.sort(key=order)
        first, count = number_of(request, "from", 0), number_of(request, "count", 100, most=MOST_FINDINGS)
        shown = [views.finding(note) for note in matches[first : first + count]]
        return answer(Findings(version, first, len(matches), withheld_findings(views, wanted), shown))

    async def finding(self, request: Request) -> Response:
        """A finding with its rows and those around them."""
        version, views = self._service.views()
        note = views.state.findings.get(request.path_params["id"])
        if note is None or note.gone:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        places = [views.state.place[bead] for bead in views.state.beads_of(note)]
        first = max(min(places, default=0) - CONTEXT, 0)
        count = min(max(places, default=-1) + CONTEXT + 1 - first, MOST_ROWS)
        rows = views.rows(first, count) if places else []
        return answer(FindingRows(version, views.finding(note), rows))

    async def next(self, request: Request) -> Response:
        """The next finding that matches the filters."""
        version, views = self._service.views()
        note, number, total = next_finding(
            views,
            filter_of(request),
            place=number_of(request, "from", 0),
            after=number_of(request, "after", 0) if "after" in request.query_params else None,
            forward=text_of(request, "direction") != "-1",
        )
        shown = None if note is None else views.finding(note)
        return answer(NextFinding(version, shown, number, total))

    async def map(self, request: Request) -> Response:
        """The map of the document."""
        version, views = self._service.views()
        count = number_of(request, "buckets", 200, most=MOST_BUCKETS)
        buckets = views.map(count, less_certain=flag_of(request, "less_certain"))
        return answer(DocumentMap(version, len(views.state.table), buckets))

    async def search(self, request: Request) -> Response:
        """Places where a text occurs."""
        version, views = self._service.views()
        lang = text_of(request, "lang")
        if lang and lang not in list(Lang):
            raise MalformedError("lang")
        langs = (Lang(lang),) if lang else (views.state.source, views.state.source.other)
        first, count = number_of(request, "from", 0), number_of(request, "count", 100, most=MOST_HITS)
        total, hits = await run_in_threadpool(search_text, views.state, text_of(request, "q"), langs, first, count)
        return answer(Hits(version, total, hits))

    async def evidence(self, request: Request) -> Response:
        """Why a bead is as it is, and its alternatives."""
        return answer(await run_in_threadpool(self._service.evidence, request.path_params["id"]))

    async def export(self, request: Request) -> Response:
        """An export, as a download."""
        lang = text_of(request, "lang") or Lang.EN
        if lang not in list(Lang):
            raise MalformedError("lang")
        content, media, name = await run_in_threadpool(self._service.export, request.path_params["name"], Lang(lang))
        named = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return Response(content, media_type=media, headers={"Content-Disposition": named})

    async def history(self, request: Request) -> Response:
        """The journal, newest first."""
        before = number_of(request, "before", 1 << 53)
        return answer(self._service.journal(before, number_of(request, "count", 100, most=1000)))

    async def listen(self, request: Request) -> Response:
        """The events of all tabs."""
        if self._events.full:
            return refused(HTTPStatus.SERVICE_UNAVAILABLE, "tabs")
        now = self._service.version
        last = event_of(request)
        stream = self._events.listen(now if last is None else last, now)
        return StreamingResponse(stream, media_type="text/event-stream")

    async def drafts(self, _: Request) -> Response:
        """The texts that are written and not yet saved."""
        return answer(await run_in_threadpool(self._service.drafts))

    async def keep_draft(self, request: Request) -> Response:
        """Store a draft."""
        await run_in_threadpool(self._service.keep_draft, read_draft(await request.body()))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def act(self, request: Request) -> Response:
        """Perform an action, send it to every tab, and answer."""
        asked = read_request(await request.body())
        async with self._acting:
            try:
                event, steps = await run_in_threadpool(self._service.act, asked)
            except StaleError as error:
                return self._stale(error, asked)
            self._events.publish(event)
        return answer(Done(**msgspec.structs.asdict(event), state=steps))

    def _stale(self, error: StaleError, asked: ActionRequest) -> Response:
        version, views = self._service.version, self._service.views()[1]
        missed = self._events.since(asked.version, version)
        return answer(Stale(_error(error), version, missed, views.progress()), HTTPStatus.CONFLICT)


def answer(value: msgspec.Struct, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _error(error: RefusedError) -> Error:
    return Error(error.code, error.message)


async def _refused(_: Request, error: Exception) -> Response:
    status = HTTPStatus.BAD_REQUEST if isinstance(error, MalformedError) else HTTPStatus.UNPROCESSABLE_ENTITY
    return answer(Refusal(_error(error)), status) if isinstance(error, RefusedError) else Response(status_code=status)


async def _not_found(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return refused(HTTPStatus(status), "method" if status == HTTPStatus.METHOD_NOT_ALLOWED else "found")


async def _failed(_: Request, error: Exception) -> Response:
    """The answer to an internal error. The server also reports it on standard error."""
    return answer(Refusal(_error(RefusedError("bug", problem=type(error).__name__))), HTTPStatus.INTERNAL_SERVER_ERROR)


async def _not_saved(_: Request, error: Exception) -> Response:
    return answer(Refusal(_error(RefusedError("disk", problem=str(error)))), HTTPStatus.INSUFFICIENT_STORAGE)


def application(service: ReviewService, events: Events, assets: Assets) -> Starlette:
    """The application, which `guard.Guard` is put in front of."""
    return Starlette(
        routes=Answers(service, events, assets).routes(),
        exception_handlers={
            RefusedError: _refused,
            HTTPException: _not_found,
            sqlite3.Error: _not_saved,
            Exception: _failed,
        },
    )
