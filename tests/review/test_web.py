"""What the server answers, as `aligner.review.web` promises it."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from aligner.review.actions import ACTIONS
from aligner.review.session_files import create_session
from aligner.review.session_store import SessionFile
from tests.outputs.records import harbour, with_uncertain
from tests.review.reviews import demo, session_file
from tests.review.serving import Client, Listener, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


#: Findings of the record made by hand, both about missing text.
UNSURE = (2, 3)


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Client]:
    with serving(session_file(tmp_path)) as client:
        yield client


@pytest.fixture(scope="module")
def demo_tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("demo") / "demo.taiyaku"
    create_session(path, demo(), [], {})
    with serving(path) as client:
        yield client


def test_the_page_and_its_files_are_there(tab: Client) -> None:
    status, headers, body = tab.send("GET", "/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"harbour.taiyaku" in body
    for line in body.decode().split('"'):
        if line.startswith("/static/"):
            status, headers, _ = tab.send("GET", line)
            assert status == 200
            assert headers["content-type"].split(";")[0] in {"text/css", "text/javascript", "image/svg+xml"}


def test_the_session_says_what_it_is_about(tab: Client) -> None:
    session = tab.get("/api/session")
    assert (session["name"], session["version"], session["source"]) == ("harbour.taiyaku", 0, "en")
    assert session["sides"]["ja"] == {"name": "minato.txt", "counted": "line", "sentences": 9}
    assert session["progress"]["findings"] == sum(kind["count"] for kind in session["kinds"])
    assert (session["undo"], session["redo"], session["stale"], session["carried"]) == (None, None, [], None)
    for listed in ("kinds", "statuses", "reasons"):
        assert all(entry["name"]["en"] and entry["name"]["ja"] for entry in session[listed])


def test_rows_are_fetched_in_windows(tab: Client) -> None:
    whole = tab.get("/api/rows?count=400")
    assert whole["total"] == len(whole["rows"]) == 10
    assert [row["place"] for row in whole["rows"]] == list(range(10))
    assert tab.get("/api/rows?from=3&count=2")["rows"] == whole["rows"][3:5]
    assert tab.get("/api/rows?from=99")["rows"] == []
    middle = whole["rows"][5]["id"]
    assert tab.get(f"/api/rows?around={middle}&context=2")["rows"] == whole["rows"][3:8]
    covered = {lang: [it["id"] for row in whole["rows"] for it in row[lang]] for lang in ("en", "ja")}
    assert sorted(covered["en"]) == list(range(11))
    assert sorted(covered["ja"]) == list(range(9))


def test_findings_are_filtered_found_and_followed(tab: Client) -> None:
    everything = tab.get("/api/findings")
    errors = tab.get("/api/findings?severity=error&order=severity")
    assert 0 < errors["total"] < everything["total"]
    assert {it["severity"] for it in errors["findings"]} == {"error"}
    kinds = tab.get("/api/findings?kind=number,omission")["findings"]
    assert {it["kind"] for it in kinds} == {"number", "omission"}
    (byline,) = tab.get("/api/findings?q=%E9%BB%92%E5%B4%8E%E6%96%B0%E5%A0%B1")["findings"]
    assert byline["kind"] == "addition"
    order = [it["id"] for it in everything["findings"]]
    seen, after = [], order[-1]
    for k in range(len(order)):
        found = tab.get(f"/api/next?after={after}&status=open")
        assert (found["number"], found["total"]) == (k + 1, len(order))
        after = found["finding"]["id"]
        seen.append(after)
    assert seen == order
    assert tab.get(f"/api/next?after={order[0]}&direction=-1")["finding"]["id"] == order[-1]
    assert tab.get("/api/next?from=3")["finding"]["place"] >= 3
    assert tab.get("/api/next?from=3&direction=-1")["finding"]["place"] <= 3
    assert tab.get("/api/next?status=done") == {"version": 0, "finding": None, "number": 0, "total": 0}
    one = tab.get(f"/api/findings/{order[2]}")
    assert one["finding"]["id"] == order[2]
    assert set(one["finding"]["beads"]) <= {row["id"] for row in one["rows"]}


@pytest.fixture
def unsure_tab(tmp_path: Path) -> Iterator[Client]:
    """A review with two findings that are not certain enough."""
    with serving(session_file(tmp_path, with_uncertain(harbour(), *UNSURE))) as client:
        yield client


def test_less_certain_findings_count_only_when_asked_for(unsure_tab: Client) -> None:
    tab = unsure_tab
    found, whole = tab.get("/api/findings"), tab.get("/api/findings?less_certain=1")
    assert (found["total"], found["withheld"], whole["total"], whole["withheld"]) == (3, 2, 5, 0)
    assert {it["id"] for it in whole["findings"] if it["less_certain"]} == set(UNSURE)
    assert not any(it["less_certain"] for it in found["findings"])
    assert tab.get("/api/findings?severity=info")["withheld"] == 0
    assert (tab.get("/api/next?from=0")["total"], tab.get("/api/next?from=0&less_certain=1")["total"]) == (3, 5)
    for query, findings in (("", 3), ("?less_certain=1", 5)):
        session = tab.get(f"/api/session{query}")
        assert (session["progress"]["findings"], session["progress"]["less_certain"]) == (findings, 2)
        assert sum(session["progress"]["open"].values()) == findings
        for counted in ("kinds", "statuses"):
            assert sum(entry["count"] for entry in session[counted]) == findings
        assert sum(session["severities"].values()) == findings
    for query, findings in (("", 3), ("&less_certain=1", 5)):
        buckets = tab.get(f"/api/map?buckets=10{query}")["buckets"]
        assert sum(bucket["open"] for bucket in buckets) == findings
    assert tab.send("GET", "/api/findings?less_certain=yes")[0] == 400


def test_a_less_certain_finding_that_was_decided_stays(unsure_tab: Client) -> None:
    tab = unsure_tab
    progress = tab.act("decide", findings=[UNSURE[0]], status="accepted")["progress"]
    assert (progress["findings"], progress["decided"], progress["less_certain"]) == (4, 1, 1)
    assert UNSURE[0] in {it["id"] for it in tab.get("/api/findings")["findings"]}
    progress = tab.act("decide", findings=[UNSURE[0]], status="open")["progress"]
    assert (progress["findings"], progress["decided"], progress["less_certain"]) == (3, 0, 2)
    assert tab.act("comment", finding=UNSURE[1], text="?")["progress"]["findings"] == 4


def test_findings_can_be_ordered_by_their_certainty(unsure_tab: Client) -> None:
    found = unsure_tab.get("/api/findings?less_certain=1&order=certainty")["findings"]
    certainties = [it["certainty"] for it in found]
    assert certainties == sorted(certainties, reverse=True)
    assert {it["id"] for it in found[-2:]} == set(UNSURE)


def test_a_decision_for_a_kind_reaches_less_certain_findings_only_when_they_are_shown(unsure_tab: Client) -> None:
    tab = unsure_tab
    asked = {"findings": [UNSURE[0]], "status": "rejected", "reason": "false-alarm", "alike": "kind"}
    assert tab.act("decide", **asked)["progress"]["decided"] == 1
    tab.act("undo")
    assert tab.act("decide", **asked, less_certain=True)["progress"]["decided"] == 2


def test_the_map_holds_every_row(tab: Client) -> None:
    for count in (1, 3, 500):
        found = tab.get(f"/api/map?buckets={count}")
        assert sum(it["rows"] for it in found["buckets"]) == found["total"] == 10
        assert len(found["buckets"]) == min(count, 10)
    assert {it["worst"] for it in tab.get("/api/map?buckets=10")["buckets"]} >= {None, "error"}


def test_text_is_found_whatever_its_width_and_its_offsets_are_a_browsers(tab: Client) -> None:
    tab.act("edit", sentence=8, text="𠮟られた犬はﾌﾟﾛｼﾞｪｸﾄ無料。")
    (hit,) = tab.get("/api/search?q=%E3%83%97%E3%83%AD%E3%82%B8%E3%82%A7%E3%82%AF%E3%83%88&lang=ja")["hits"]
    text = "𠮟られた犬はﾌﾟﾛｼﾞｪｸﾄ無料。".encode("utf-16-le")
    assert text[2 * hit["start"] : 2 * hit["end"]].decode("utf-16-le") == "ﾌﾟﾛｼﾞｪｸﾄ"
    both = tab.get("/api/search?q=KUROSAKI")
    assert both["total"] == len(both["hits"]) == 4
    assert tab.get("/api/search?q=KUROSAKI&from=1&count=2") == {**both, "hits": both["hits"][1:3]}
    many = tab.get("/api/search?q=a&count=1000")
    assert many["total"] == len(many["hits"])
    pages = [tab.get(f"/api/search?q=a&from={k}&count=7")["hits"] for k in range(0, many["total"], 7)]
    assert [hit for page in pages for hit in page] == many["hits"]
    assert tab.get("/api/search?q=KUROSAKI&lang=ja")["total"] == 0
    assert tab.get("/api/search?q=%20")["total"] == 0


def test_decisions_are_made_taken_back_and_done_again(tab: Client) -> None:
    answer = tab.act("decide", findings=[1], status="aside", reason="conversion", comment="円換算")
    assert answer["progress"]["decided"] == 1
    assert answer["state"]["undo"]["name"]["ja"] == "指摘の判定"
    finding = tab.get("/api/findings/1")["finding"]
    assert (finding["status"], finding["reason"], finding["comment"]) == ("aside", "conversion", "円換算")
    assert tab.act("undo")["progress"]["decided"] == 0
    assert tab.act("redo")["progress"]["decided"] == 1
    assert tab.act("decide", findings=[1], status="open")["progress"]["decided"] == 0
    history = tab.get("/api/history")["rows"]
    assert [row["kind"] for row in history] == ["decide", "redo", "undo", "decide"]
    assert tab.get("/api/history?before=3&count=1")["rows"] == history[2:3]


def test_one_decision_for_all_alike(tab: Client) -> None:
    assert (
        tab.act("decide", findings=[2], status="rejected", reason="false-alarm", alike="kind")["progress"]["decided"]
        > 1
    )


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ({"kind": "decide", "findings": [1], "status": "aside"}, "no_reason"),
        ({"kind": "decide", "findings": [1], "status": "aside", "reason": "other"}, "no_comment"),
        ({"kind": "decide", "findings": [1], "status": "rejected", "reason": "mended"}, "reason"),
        ({"kind": "decide", "findings": [], "status": "open"}, "no_finding"),
        ({"kind": "decide", "findings": [99], "status": "open"}, "no_finding"),
        ({"kind": "decide", "findings": [1], "status": "open"}, "nothing"),
        ({"kind": "link", "en": [], "ja": [1]}, "one_side"),
        ({"kind": "link", "en": [1, 3], "ja": [1]}, "not_consecutive"),
        ({"kind": "link", "en": [77], "ja": [1]}, "no_sentence"),
        ({"kind": "unlink", "bead": 0}, "not_paired"),
        ({"kind": "unlink", "bead": 77}, "no_pair"),
        ({"kind": "merge", "beads": [1]}, "one_pair"),
        ({"kind": "merge", "beads": [1, 3]}, "not_consecutive"),
        ({"kind": "divide", "bead": 3, "en": 1, "ja": 2}, "empty_part"),
        ({"kind": "divide", "bead": 3, "en": 5, "ja": 0}, "no_sentence"),
        ({"kind": "boundary", "bead": 1, "lang": "en", "edge": "start", "by": -1}, "no_neighbour"),
        ({"kind": "boundary", "bead": 1, "lang": "en", "edge": "start", "by": 0}, "nothing"),
        ({"kind": "split", "lang": "ja", "sentence": 1, "offset": 0}, "nothing_to_split"),
        ({"kind": "split", "lang": "ja", "sentence": 77, "offset": 1}, "nothing_to_split"),
        ({"kind": "edit", "sentence": 77, "text": "x"}, "no_sentence"),
        ({"kind": "edit", "sentence": 1, "text": " \n"}, "empty_text"),
        ({"kind": "insert", "beads": [1], "text": "x"}, "not_a_gap"),
        ({"kind": "insert", "beads": [], "text": "x"}, "not_a_gap"),
        ({"kind": "insert", "beads": [5, 7], "text": "x"}, "not_consecutive"),
        ({"kind": "realign", "beads": []}, "no_pair"),
        ({"kind": "carry"}, "not_changed"),
        ({"kind": "undo"}, "undo"),
        ({"kind": "redo"}, "redo"),
    ],
)
def test_what_cannot_be_done_is_said_in_both_languages(tab: Client, action: dict[str, object], code: str) -> None:
    status, answer = tab.post({"version": 0, "tab": "tab", "action": action})
    assert (status, answer["error"]["code"]) == (422, code)
    assert answer["error"]["message"].keys() == {"en", "ja"}
    assert tab.get("/api/session")["version"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        [],
        "x",
        {},
        {"version": 0, "tab": "t"},
        {"version": 0, "tab": "t", "action": {"kind": "rm"}},
        {"version": 0, "tab": "t", "action": {"kind": ["link"]}},
        {"version": "0", "tab": "t", "action": {"kind": "undo"}},
        {"version": True, "tab": "t", "action": {"kind": "undo"}},
        {"version": 0, "tab": "t" * 41, "action": {"kind": "undo"}},
        {"version": 0, "tab": "t", "action": {"kind": "link", "en": [0.5], "ja": [1]}},
        {"version": 0, "tab": "t", "action": {"kind": "link", "en": 1, "ja": [1]}},
        {"version": 0, "tab": "t", "action": {"kind": "link", "en": [-1], "ja": [1]}},
        {"version": 0, "tab": "t", "action": {"kind": "confirm", "sure": 3}},
        {"version": 0, "tab": "t", "action": {"kind": "confirm", "beads": [1], "confirmed": "yes"}},
        {"version": 0, "tab": "t", "action": {"kind": "edit", "sentence": 1, "text": "x" * 20001}},
        {"version": 0, "tab": "t", "action": {"kind": "edit", "sentence": 1, "text": "\ud800"}},
        {"version": 0, "tab": "t", "action": {"kind": "edit", "sentence": 1, "text": "a\0b"}},
        {"version": 0, "tab": "t", "action": {"kind": "edit", "sentence": 1 << 60, "text": "x"}},
        {"version": 0, "tab": "t", "action": {"kind": "split", "lang": "fr", "sentence": 1, "offset": 1}},
        {"version": 0, "tab": "t", "action": {"kind": "decide", "findings": [1], "status": "gone"}},
        {"version": 0, "tab": "t", "action": {"kind": "decide", "findings": [1], "status": "open", "alike": "x"}},
    ],
)
def test_what_makes_no_sense_is_refused(tab: Client, asked: object) -> None:
    status, answer = tab.post(asked)
    assert (status, answer["error"]["code"]) == (400, "malformed")
    assert tab.get("/api/session")["version"] == 0


@pytest.mark.parametrize(
    "path",
    [
        "/api/rows?count=x",
        "/api/rows?from=-1",
        "/api/rows?from=" + "9" * 21,
        "/api/findings?kind=x",
        "/api/findings?status=x,open",
        "/api/search?lang=fr&q=x",
    ],
)
def test_so_is_an_address_that_makes_none(tab: Client, path: str) -> None:
    status, _, body = tab.send("GET", path)
    assert (status, json.loads(body)["error"]["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "path", ["/api/rows?around=99", "/api/findings/99", "/api/none", "/static/none.js", "/api/findings/x", "/x"]
)
def test_what_is_not_there_is_not_found(tab: Client, path: str) -> None:
    status, _, body = tab.send("GET", path)
    assert (status, json.loads(body)["error"]["code"]) == (404, "found")


@pytest.mark.parametrize(
    "draft",
    [
        {"place": "edit:x", "text": ""},
        {"place": "page:1", "text": ""},
        {"place": "edit:1\n", "text": ""},
        {"place": "edit:" + "1" * 17, "text": ""},
        {"place": "edit:1", "text": "x" * 100_001},
        {"place": "edit:1"},
        ["edit:1", ""],
    ],
)
def test_drafts_that_make_no_sense_are_refused(tab: Client, draft: object) -> None:
    status, _, body = tab.send("POST", "/api/draft", json.dumps(draft).encode())
    assert (status, json.loads(body)["error"]["code"]) == (400, "malformed")


def test_drafts_are_returned_with_the_bead_that_they_are_about(tab: Client) -> None:
    (row,) = tab.get("/api/rows?count=1")["rows"]
    finding = tab.get("/api/findings?count=1")["findings"][0]["id"]
    sentence = row[tab.get("/api/session")["editable"]][0]["id"]
    places = {f"edit:{sentence}": row["id"], f"insert:{row['id']}": row["id"], "edit:999": None, "finding:999": None}
    for place in (*places, f"finding:{finding}"):
        assert tab.send("POST", "/api/draft", json.dumps({"place": place, "text": place}).encode())[0] == 204
    found = {draft["place"]: draft["bead"] for draft in tab.get("/api/drafts")["drafts"]}
    assert found.pop(f"finding:{finding}") is not None
    assert found == places


def test_the_address_works_again_for_a_browser_that_has_the_cookie(tab: Client) -> None:
    status, headers, _ = tab.send("GET", "/?token=used")
    assert (status, headers["location"]) == (303, "/")
    assert tab.send("GET", "/?token=used", known=False)[0] == 403


def test_body_that_is_no_json(tab: Client) -> None:
    for body in (b"{", b"\xff", b"[" * 100_000):
        assert tab.send("POST", "/api/action", body)[0] == 400


def test_a_stale_action_is_refused_with_what_happened_since(tab: Client) -> None:
    tab.act("comment", bead=3, text="一")
    tab.act("unlink", bead=2)
    status, answer = tab.post({"version": 0, "tab": "other", "action": {"kind": "unlink", "bead": 3}})
    assert (status, answer["error"]["code"], answer["version"]) == (409, "stale", 2)
    assert [it["kind"] for it in answer["changes"]] == ["comment", "unlink"]
    assert answer["changes"][0]["beads"] == [3]
    assert 2 in answer["changes"][1]["gone"]
    assert answer["changes"][1]["structure"]


def test_two_tabs_stay_in_step(tab: Client) -> None:
    with Listener(tab) as one, Listener(tab) as two:
        one.wait()
        two.wait()
        tab.act("decide", findings=[1], status="accepted")
        tab.act("undo")
        for listener in (one, two):
            name, data = listener.next()
            assert (name, data["version"], data["kind"], data["findings"]) == ("change", 1, "decide", [1])
            assert listener.next()[1]["kind"] == "undo"
    # A tab that was away hears what it missed, and nothing twice.
    with Listener(tab, last="1") as back:
        assert back.next()[1]["version"] == 2
        back.wait()
        tab.act("redo")
        assert back.next()[1]["version"] == 3


def test_a_tab_that_was_away_before_a_restart_is_told_to_begin_anew(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    with serving(path) as tab:
        tab.act("comment", bead=3, text="一")
    with serving(path) as tab:
        with Listener(tab, last="0") as back:
            assert back.next() == ("reload", {"version": 1})
        status, answer = tab.post({"version": 0, "tab": "x", "action": {"kind": "undo"}})
        assert (status, answer["changes"]) == (409, None)
        assert tab.act("undo")["version"] == 2


def test_pages_are_told_that_the_server_ends(tmp_path: Path) -> None:
    with serving(session_file(tmp_path)) as tab:
        listener = Listener(tab)
        listener.wait()
    with listener:
        assert listener.next()[0] == "closing"


def test_every_action_by_its_request(tab: Client) -> None:
    """Each once, with what it does to the rows; the search is made without meaning here."""
    assert tab.act("link", en=[5], ja=[0])["structure"]
    assert tab.act("undo")["structure"]
    merged = tab.act("merge", beads=[1, 2])
    (bead,) = [k for k in merged["beads"] if k > 9]
    (row,) = tab.get(f"/api/rows?around={bead}&count=1")["rows"]
    assert ([it["id"] for it in row["en"]], [it["id"] for it in row["ja"]]) == ([0, 1], [1, 2])
    assert (row["made"], row["confirmed"]) == ("user", True)
    tab.act("divide", bead=bead, en=1, ja=1)
    tab.act("boundary", bead=3, lang="ja", edge="end", by=-1)
    assert [it["id"] for it in tab.get("/api/rows")["rows"][4]["ja"]] == [4, 5]
    tab.act("split", lang="ja", sentence=1, offset=5)
    tab.act("edit", sentence=2, text="2021年4月3日、14年の工事を経て黒崎港が開いた。")
    gap = next(row["id"] for row in tab.get("/api/rows")["rows"] if not row["ja"])
    written = tab.act("insert", beads=[gap], text="漁師たちの声")
    assert written["structure"]
    assert tab.get("/api/search?q=%E6%BC%81%E5%B8%AB%E3%81%9F%E3%81%A1")["total"] == 1
    before = tab.get("/api/session")["progress"]["confirmed"]
    tab.act("confirm", beads=[tab.get("/api/rows")["rows"][-1]["id"]])
    assert tab.act("confirm", sure=0.0)["progress"]["confirmed"] > before + 1
    while tab.get("/api/session")["undo"]:
        tab.act("undo")
    assert [row["id"] for row in tab.get("/api/rows")["rows"]] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_reasons_are_given_in_words_with_their_places_and_what_else_was_considered(demo_tab: Client) -> None:
    hit = demo_tab.get("/api/search?q=2%2C340%20people")["hits"][0]
    found = demo_tab.get(f"/api/evidence/{hit['bead']}")
    assert found["level"] == "high"
    weights = [abs(it["weight"]) for it in found["reasons"]]
    assert weights == sorted(weights, reverse=True)
    rows = {row["id"]: row for row in demo_tab.get("/api/rows?count=400")["rows"]}
    texts = {lang: {it["id"]: it["text"] for it in rows[hit["bead"]][lang]} for lang in ("en", "ja")}
    marked = {
        texts[lang][sentence].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        for reason in found["reasons"]
        for lang in ("en", "ja")
        for sentence, start, end in reason[lang] or ()
    }
    assert "London" in marked
    assert all(it["said"]["en"] and it["said"]["ja"] and it["strength"]["ja"] for it in found["reasons"])
    assert found["runners_up"]
    for it in found["runners_up"]:
        assert 0 < it["probability"] < 1
        assert it["en"] or it["ja"]
        assert it["said"]["ja"]
    assert demo_tab.send("GET", "/api/evidence/999")[0] == 422


def test_reasons_of_a_gap_name_the_closest_sentence(demo_tab: Client) -> None:
    hit = demo_tab.get("/api/search?q=Proven%20in%20service")["hits"][0]
    found = demo_tab.get(f"/api/evidence/{hit['bead']}")
    assert any(it["en"] and it["ja"] for it in found["reasons"])


def test_a_bug_is_told_as_one_and_changes_nothing(tab: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(ACTIONS, "merge", broken)
    status, answer = tab.post({"version": 0, "tab": "t", "action": {"kind": "merge", "beads": [1, 2]}})
    assert (status, answer["error"]["code"]) == (500, "bug")
    assert "ZeroDivisionError" in answer["error"]["message"]["en"]
    assert tab.get("/api/session")["version"] == 0


def test_a_full_disk_is_told(tab: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(SessionFile, "append", full)
    status, answer = tab.post({"version": 0, "tab": "t", "action": {"kind": "unlink", "bead": 2}})
    assert (status, answer["error"]["code"]) == (507, "disk")
    assert "disk is full" in answer["error"]["message"]["en"]
    assert tab.get("/api/session")["version"] == 0


def test_what_is_handed_over_is_a_download(tab: Client) -> None:
    for form in tab.get("/api/session")["formats"]:
        if form["format"] == "tmx":
            assert tab.send("GET", "/api/export/tmx")[0] == 422
            tab.act("confirm", sure=0.5)
        status, headers, body = tab.send("GET", f"/api/export/{form['format']}?lang=ja")
        assert status == 200, form
        assert headers["content-disposition"].startswith("attachment; filename*=UTF-8''harbour")
        assert headers["content-disposition"].endswith(form["suffix"])
        assert len(body) > 100
    assert tab.send("GET", "/api/export/exe")[0] == 422
    assert tab.send("GET", "/api/export/tmx?lang=fr")[0] == 400
