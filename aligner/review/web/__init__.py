"""The server of the review page: a JSON interface over one session, on this machine alone.

What may live here: HTTP, and nothing of what actions mean (`review.actions`) or how they are kept (`review.session`).

Rules of the interface
----------------------

- **Who may ask.** The address that the browser is opened with carries a token that works once; it is exchanged for a
  cookie (``HttpOnly``, ``SameSite=Strict``), without which everything answers 403. Host, Origin
  and Sec-Fetch-Site are checked on every request (`guard`). A POST is ``Content-Type: application/json`` and at most
  1 MiB. The content security policy allows scripts, styles and images from ``/static/`` alone, nothing inline, and no
  HTML made from strings (trusted types): build the page with ``createElement`` and ``textContent``.
- **Versions.** The state has a version, a number that grows with every action. Every answer that tells of the state
  holds ``"version"``. A POST names the version it was based on; if the state has moved on, it is refused with 409.
- **Ids.** Sentences (per language), pairs (*beads*) and findings have ids that stay what they are while others are
  changed. An id is never used for something else within the life of a version; what an edit replaces gets new ids.
- **Offsets** into sentences count UTF-16 code units, as JavaScript's strings do.
- **Wording** for a reader is always ``{"en": …, "ja": …}``; the page chooses.
- **Errors** are ``{"error": {"code": "…", "message": {"en": …, "ja": …}}}`` with a status of 400 (makes no sense),
  403, 404, 409 (stale), 413, 415, 422 (is understood and cannot be done, such as a link of nothing with nothing).

Objects
-------

Sentence::

    {"id": 12, "text": "…", "line": 7, "paragraph": 3, "kind": "body", "starts": true, "changed": false}

``starts``: first of its paragraph. ``kind``: body, heading, list, table, code, quote, dateline, markup. ``changed``:
its text is not the file's (edited, or written into a gap). ``line`` is the file's, or what the side's ``counted``
counts.

Row (a bead with all there is about it)::

    {"id": 40, "place": 38, "en": [Sentence…], "ja": [Sentence…], "confidence": 0.97, "level": "high|medium|low",
     "moved": false, "made": "found|user", "confirmed": false, "comment": "", "findings": [3, 9]}

``place`` is its 0-based place in the table, in the order of the source text. A bead made by the user is confirmed.

Finding::

    {"id": 3, "kind": "number", "relation": "scale", "severity": "error|warning|info", "confidence": 0.9 | null,
     "level": "high|medium|low", "message": {"en", "ja"}, "name": {"en", "ja"}, "missing": false, "place": 38,
     "beads": [40], "status": "open|accepted|done|rejected|aside", "reason": "" , "comment": "", "alike": 4,
     "marks": {"en": [[12, 4, 9]], "ja": [[10, 0, 3]]}}

``missing``: whether it is about text of the original without a translation. ``place``: of its first bead, -1 for what
is about no sentence. ``beads``: every bead it touches. ``alike``: how many findings, itself included, a decision "for
all alike" would reach. ``marks``: [sentence, start, end] of what it is on.

Progress::

    {"findings": 57, "decided": 42, "open": {"error": 3, "warning": 8, "info": 4}, "beads": 120, "confirmed": 30,
     "resolved": 2}

``resolved``: findings that went away because the text or the alignment was mended.

Reading (GET)
-------------

``/``
    The page. ``/?token=…`` exchanges the token and sends on to ``/``.
``/static/NAME``
    A file of ``aligner/review/page/static/``, or one that the HTML report has too, read at the start of the server; no
    other path leads to a file.
``/api/session``
    ``{"version", "name", "program", "source": "en|ja", "source_known", "sides": {"en": {"name", "counted",
    "sentences"}, "ja": {…}}, "editable": "ja", "progress": Progress, "kinds": [{"kind", "name", "count"}…],
    "severities": {"error": n…}, "statuses": [{"status", "name", "count"}…], "reasons": [{"reason", "name", "status":
    ["aside"…], "comment": false}…], "undo": Label | null, "redo": Label | null, "stale": [{"name", "problem": {"en",
    "ja"}}…], "carried": Report | null, "formats": [{"format", "name", "suffix"}…], "limits": {"text": 20000,
    "comment": 4000}}``. A Label is ``{"kind": "link", "name": {"en", "ja"}}``. ``reasons`` with ``"comment": true``
    want one. ``stale`` lists texts that changed on disk since they were aligned. ``carried``, after decisions were
    carried over to changed texts: ``{"carried": n, "lost": [{"what": {"en", "ja"}, "why": {"en", "ja"}, "text":
    "…"}…]}``.
``/api/rows?from=0&count=60`` or ``/api/rows?around=BEAD&count=60``
    ``{"version", "from", "total", "rows": [Row…]}``; at most 400 rows. ``around`` has the bead in the middle.
    ``context=2`` with ``around`` is the same as ``count=5``: two sentences or pairs before and after.
``/api/findings?from=0&count=100`` with any of ``kind``, ``severity``, ``level``, ``status`` (each may be several,
    parted by commas), ``q`` (text in a message or a sentence it touches) and ``order=place|severity``
    ``{"version", "from", "total", "findings": [Finding…]}``; at most 1,000.
``/api/findings/ID``
    ``{"version", "finding": Finding, "rows": [Row…]}``: with its beads and two more before and after.
``/api/next?from=PLACE&after=ID&direction=1|-1`` and the filters of findings
    ``{"version", "finding": Finding | null, "number": 12, "total": 57}``: the next one in document order after
    finding ``after`` or, without it, from a place on; it goes round at the end. ``status=open`` is what the keys
    want.
``/api/map?buckets=200``
    ``{"version", "total", "buckets": [{"from": 0, "rows": 25, "worst": "error|warning|info|null", "open": 2,
    "decided": 1, "unpaired": 3, "confirmed": 4, "confidence": 0.71}…]}``. ``worst``: of the open ones;
    ``confidence``: the least.
``/api/search?q=…&lang=en|ja&from=0&count=100``
    ``{"version", "total", "hits": [{"place", "bead", "lang", "sentence", "start", "end"}…]}``. Both languages without
    ``lang``. Case, width and white space do not count.
``/api/evidence/BEAD``
    ``{"version", "bead", "confidence", "level", "percent", "reasons": [{"kind", "weight": 1.25, "strength": {"en",
    "ja"}, "said": {"en", "ja"}, "en": [[sentence, start, end]…] | null, "ja": …}…], "runners_up": [{"en": [ids],
    "ja": [ids], "probability": 0.02, "said": {"en", "ja"}, "reasons": […]}…]}``, weightiest reasons first. The
    runners-up come from a search around the bead.
``/api/history?before=VERSION&count=100``
    ``{"rows": [{"version", "time": "2025-01-31T12:00:00Z", "tab", "kind", "name": {"en", "ja"}, "said": {"en", "ja"},
    "who", "comment", "about": {"en"?, "ja"?, "before"?, "count"?}, "undone": false}…]}``, newest first: the journal.
    ``about`` quotes the texts as they were.
``/api/export/FORMAT``
    A download. ``?lang=en|ja`` words it. The formats are listed in ``/api/session``.
``/api/events``
    Server-sent events. ``event: change``, ``id: VERSION``, ``data: {"version", "kind", "tab", "beads": [ids that are
    new or changed], "gone": [ids], "findings": [ids that are new, changed or gone], "structure": bool, "everything":
    bool, "progress": Progress}`` after every action; ``structure`` says that rows came, went or moved, ``everything``
    that the texts are others (after ``carry``, or its undoing) and all must be fetched anew. ``event: reload`` asks
    for the same of a tab that was away too long. A client that reconnects with ``Last-Event-ID`` gets what it missed.
    ``event: closing`` says that the server ends.

Acting (POST ``/api/action``)
-----------------------------

``{"version": 17, "tab": "a1b2", "action": {"kind": "…", …}}``. ``tab`` is any name of up to 40 characters that the
tab gives itself, so that it knows its own actions in the events. The answer is what the event's data holds, with
``"state": {"undo", "redo"}`` as in the session, sent only once the action is on disk. With 409 comes, beside the
error, ``"version"``, ``"progress"`` and ``"changes"``: the events' data since the version that was named, or null.

decide
    ``findings`` (ids), ``status``, ``reason`` ("" or one of the list), ``comment``?, ``alike``? ("same": all of that
    kind, relation and content; "kind": all of that kind and relation; of either those that have the same status now).
    ``status: "open"`` takes it back.
comment
    ``finding`` or ``bead``, ``text`` ("" removes it).
confirm
    ``beads`` (ids), ``confirmed`` (bool); or ``sure: 0.9``: all pairs at least so sure without an open finding.
link
    ``en``, ``ja`` (ids of consecutive sentences): they correspond, whatever they were in before.
unlink
    ``bead``: its sentences correspond to nothing.
merge
    ``beads`` (ids of neighbours): one bead.
split
    ``lang``, ``sentence``, ``offset``: the sentence becomes two at the caret, and its bead is searched again.
divide
    ``bead``, ``en``, ``ja``: numbers of sentences; the first so many become a bead, the rest another.
boundary
    ``bead``, ``lang``, ``edge`` ("start" or "end"), ``by`` (1 or -1): that boundary moves down (1) or up (-1) the
    text by one sentence, from or to the neighbour.
realign
    ``beads`` (the first and the last id, or one, whose neighbours are then searched with it): that stretch is searched
    again; what the user made or confirmed stays.
edit
    ``sentence``, ``text``: the sentence of the translation now reads so.
insert
    ``beads`` (ids of neighbouring gaps of the source), ``text``: the missing translation.
undo, redo
    Nothing else.
carry
    Nothing else: the texts that changed on disk are aligned again, and what was done is carried over. May take a while.

What ``link``, ``unlink``, ``merge``, ``divide`` and ``boundary`` make is the user's and stays fixed in every later
search; sentences that they set free are searched again with their neighbours, in the same action.
"""
