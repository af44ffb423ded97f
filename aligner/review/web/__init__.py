"""The server of the review page: a JSON interface to one session, on this machine only.

This package owns HTTP. `review.actions` defines the actions, `review.session` saves them, and `review.page_state` has
the types of the responses.

Rules of the interface
----------------------

- **Access.** The browser is opened with an address that carries a token. The token works once and is exchanged for a
  cookie (``HttpOnly``, ``SameSite=Strict``); without the cookie every request gets 403. Host, Origin and
  Sec-Fetch-Site are checked on every request (`guard`). A POST has ``Content-Type: application/json`` and at most
  1 MiB. The content security policy allows scripts, styles and images from ``/static/`` only, no inline code, and no
  HTML made from strings (trusted types): the page is built with ``createElement`` and ``textContent``.
- **Versions.** The state has a version, a number that grows with every action. Every response about the state contains
  ``"version"``. A POST names the version that it is based on. If the state has a newer version, the response is 409.
- **Ids.** Segments (by language; the interface calls them sentences), beads and findings have ids. An id does not
  change when others change. In one version, an id is never used for two things. Segments that replace others get new
  ids.
- **Offsets** into segments count UTF-16 code units, as JavaScript's strings do.
- **Texts for people** are ``{"en": …, "ja": …}``. The page shows one of the two.
- **Errors** are a ``Refusal`` with the status 400 (not valid), 403, 404, 409 (stale), 413, 415 or 422 (valid, but not
  possible).

Reading (GET)
-------------

``/``
    The page. ``/?token=…`` exchanges the token and redirects to ``/``.
``/static/NAME``
    A file of ``aligner/review/page/static/``, or a file that it shares with the HTML report. The server reads them when
    it starts. No other path leads to a file.
``/api/session``
    ``Overview``. With ``less_certain=1``, less certain findings are counted too.
``/api/rows?from=0&count=60`` or ``/api/rows?around=BEAD&count=60``
    ``Rows``, at most 400. ``around`` has the bead in the middle; ``context=2`` with it is the same as ``count=5``.
``/api/findings?from=0&count=100`` with any of ``kind``, ``severity``, ``level``, ``status`` (several are separated by
    commas), ``q`` (text in a message or a segment it is about) and ``order=place|severity|certainty``
    ``Findings``, at most 1,000. Less certain findings are left out unless ``less_certain=1`` is given.
``/api/findings/ID``
    ``FindingRows``: with its beads and two more before and after.
``/api/next?from=PLACE&after=ID&direction=1|-1`` and the filters of findings
    ``NextFinding``: the next one in document order after the finding ``after``. Without ``after``, it is the next one
    after a place. After the last finding, the first one is returned.
``/api/map?buckets=200``
    ``DocumentMap``. With ``less_certain=1``, less certain findings are counted too.
``/api/search?q=…&lang=en|ja&from=0&count=100``
    ``Hits`` in both languages, or in ``lang``. Case, width and white space are ignored.
``/api/evidence/BEAD``
    ``Evidence``.
``/api/history?before=VERSION&count=100``
    ``Journal``.
``/api/drafts``
    ``Drafts``: the texts that were written and not yet saved.
``/api/export/FORMAT``
    A download. ``?lang=en|ja`` sets the language of its wording. ``Overview.formats`` lists the formats.
``/api/events``
    Server-sent events. ``event: change``, ``id: VERSION``, with a ``ChangeEvent`` after every action.
    ``event: reload`` asks a tab that was away too long to fetch everything again. A client that reconnects with
    ``Last-Event-ID`` gets what it missed. ``event: closing``: the server stops.

Keeping drafts (POST ``/api/draft``)
------------------------------------

``{"place": "edit:12", "text": "…"}`` (`requests.DraftRequest`). The page sends a draft at every pause in typing, and an
empty one when the text was saved or given up. A draft changes no version, and no tab gets an event. The response is
204.

Acting (POST ``/api/action``)
-----------------------------

``{"version": 17, "tab": "a1b2", "action": {"kind": "…", …}}`` (`requests.Request`). ``tab`` is a name of up to 40
characters that the tab chooses. With it, the tab recognises its own actions among the events. The response is ``Done``,
and it is sent when the action is on disk. If the state has a newer version, the response is ``Stale``.

decide
    ``findings`` (ids), ``status``, ``reason`` ("" or one of the list), ``comment``?, ``alike``? ("same": all of that
    kind, relation and content; "kind": all of that kind and relation; of these, those with the same status now),
    ``less_certain``? (bool: whether "kind" includes less certain findings). ``status: "open"`` takes a decision back.
comment
    ``finding`` or ``bead``, ``text`` ("" removes it).
confirm
    ``beads`` (ids), ``confirmed`` (bool); or ``sure: 0.9``: all pairs with this confidence or more and no open finding.
link
    ``en``, ``ja`` (ids of consecutive segments): they become a bead. They are removed from their previous beads.
unlink
    ``bead``: its segments no longer have a counterpart.
merge
    ``beads`` (ids of neighbours): they become one bead.
split
    ``lang``, ``sentence``, ``offset``: the segment becomes two at the caret, and its bead is searched again.
divide
    ``bead``, ``en``, ``ja``: how many of its first segments become one bead. The other segments become another bead.
boundary
    ``bead``, ``lang``, ``edge`` ("start" or "end"), ``by`` (1 or -1): this boundary moves down (1) or up (-1) by one
    segment. The neighbouring bead loses or gets this segment.
realign
    ``beads``: the first and the last id, or one id, which stands for the bead and its neighbours. These beads are
    aligned again. Beads that the user made or confirmed do not change.
edit
    ``sentence``, ``text``: the new text of a segment of the translation.
insert
    ``beads`` (ids of neighbouring gaps of the source), ``text``: the missing translation.
undo, redo
    No other fields.
carry
    No other fields. The texts that changed on disk are aligned again, and the work of the user is moved to them. This
    can take some time.

Beads that ``link``, ``unlink``, ``merge``, ``divide`` and ``boundary`` make belong to the user. No later search changes
them. The same action also aligns the segments again that are then in no bead, together with their neighbours.
"""
