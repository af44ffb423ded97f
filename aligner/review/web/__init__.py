"""The server of the review page: a JSON interface to one session, on this machine only.

This package owns HTTP. What an action means is in `review.actions`, how it is kept in `review.session`, and the types
of what is sent in `review.page_state`.

Rules of the interface
----------------------

- **Access.** The browser is opened with an address that carries a token. The token works once and is exchanged for a
  cookie (``HttpOnly``, ``SameSite=Strict``); without the cookie every request gets 403. Host, Origin and
  Sec-Fetch-Site are checked on every request (`guard`). A POST has ``Content-Type: application/json`` and at most
  1 MiB. The content security policy allows scripts, styles and images from ``/static/`` only, no inline code, and no
  HTML made from strings (trusted types): the page is built with ``createElement`` and ``textContent``.
- **Versions.** The state has a version, a number that grows with every action. Every answer about the state holds
  ``"version"``. A POST names the version it is based on; if the state has moved on, the answer is 409.
- **Ids.** Segments (per language; the interface calls them sentences), beads and findings have ids that stay while
  others change. An id is never used for something else within the life of a version; what an edit replaces gets new
  ids.
- **Offsets** into segments count UTF-16 code units, as JavaScript's strings do.
- **Texts for a reader** are ``{"en": …, "ja": …}``; the page chooses.
- **Errors** are a ``Refusal`` with the status 400 (not valid), 403, 404, 409 (stale), 413, 415 or 422 (valid, but not
  possible).

Reading (GET)
-------------

``/``
    The page. ``/?token=…`` exchanges the token and redirects to ``/``.
``/static/NAME``
    A file of ``aligner/review/page/static/``, or a file that it shares with the HTML report. They are read when the
    server starts; no other path leads to a file.
``/api/session``
    ``Overview``.
``/api/rows?from=0&count=60`` or ``/api/rows?around=BEAD&count=60``
    ``Rows``, at most 400. ``around`` has the bead in the middle; ``context=2`` with it is the same as ``count=5``.
``/api/findings?from=0&count=100`` with any of ``kind``, ``severity``, ``level``, ``status`` (several are separated by
    commas), ``q`` (text in a message or a segment it is about) and ``order=place|severity``
    ``Findings``, at most 1,000.
``/api/findings/ID``
    ``FindingRows``: with its beads and two more before and after.
``/api/next?from=PLACE&after=ID&direction=1|-1`` and the filters of findings
    ``NextFinding``: the next one in document order after the finding ``after`` or, without it, from a place on. After
    the last comes the first.
``/api/map?buckets=200``
    ``DocumentMap``.
``/api/search?q=…&lang=en|ja&from=0&count=100``
    ``Hits`` in both languages, or in ``lang``. Case, width and white space do not count.
``/api/evidence/BEAD``
    ``Evidence``.
``/api/history?before=VERSION&count=100``
    ``Journal``.
``/api/export/FORMAT``
    A download, worded by ``?lang=en|ja``. ``Overview.formats`` lists the formats.
``/api/events``
    Server-sent events. ``event: change``, ``id: VERSION``, with a ``ChangeEvent`` after every action.
    ``event: reload`` asks a tab that was away too long to fetch everything again. A client that reconnects with
    ``Last-Event-ID`` gets what it missed. ``event: closing``: the server stops.

Acting (POST ``/api/action``)
-----------------------------

``{"version": 17, "tab": "a1b2", "action": {"kind": "…", …}}`` (`requests.Request`). ``tab`` is a name of up to 40
characters that the tab gives itself, so that it knows its own actions among the events. The answer is ``Done``, sent
once the action is on disk; where the state has moved on it is ``Stale``.

decide
    ``findings`` (ids), ``status``, ``reason`` ("" or one of the list), ``comment``?, ``alike``? ("same": all of that
    kind, relation and content; "kind": all of that kind and relation; of these, those with the same status now).
    ``status: "open"`` takes a decision back.
comment
    ``finding`` or ``bead``, ``text`` ("" removes it).
confirm
    ``beads`` (ids), ``confirmed`` (bool); or ``sure: 0.9``: all pairs with this confidence or more and no open finding.
link
    ``en``, ``ja`` (ids of consecutive segments): they become a bead, whatever they were in before.
unlink
    ``bead``: its segments correspond to nothing.
merge
    ``beads`` (ids of neighbours): they become one bead.
split
    ``lang``, ``sentence``, ``offset``: the segment becomes two at the caret, and its bead is searched again.
divide
    ``bead``, ``en``, ``ja``: numbers of segments; the first so many become a bead, the rest another.
boundary
    ``bead``, ``lang``, ``edge`` ("start" or "end"), ``by`` (1 or -1): that boundary moves down (1) or up (-1) by one
    segment, from or to the neighbour.
realign
    ``beads`` (the first and the last id, or one, which is searched with its neighbours): that stretch is searched
    again; what the user made or confirmed stays.
edit
    ``sentence``, ``text``: the new text of a segment of the translation.
insert
    ``beads`` (ids of neighbouring gaps of the source), ``text``: the missing translation.
undo, redo
    No other fields.
carry
    No other fields: the texts that changed on disk are aligned again, and what was done is moved to them. It may take a
    while.

What ``link``, ``unlink``, ``merge``, ``divide`` and ``boundary`` make is the user's and stays in every later search.
Segments that they free are searched again with their neighbours, in the same action.
"""
