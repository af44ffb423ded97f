"""What the server sends is what the types of the page's state say, by the JSON schemas made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest

from aligner.review.page_state import ANSWERS, schema
from aligner.review.session_files import create_session
from tests.review.reviews import demo
from tests.review.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.review.serving import Client


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The demonstration document after some actions."""
    path = tmp_path_factory.mktemp("state") / "demo.taiyaku"
    create_session(path, demo(), [], {})
    with serving(path) as client:
        client.act("comment", bead=3, text="一")
        client.act("decide", findings=[0, 1], status="aside", reason="conversion")
        client.act("edit", sentence=8, text="𠮟られた犬は123匹いる。")
        client.act("undo")
        yield client


def closed(whole: Any) -> Any:
    """A schema that refuses properties it does not name."""
    if isinstance(whole, dict):
        named = {key: closed(value) for key, value in whole.items()}
        return named | {"additionalProperties": False} if "properties" in whole else named
    return [closed(value) for value in whole] if isinstance(whole, list) else whole


def check(answer: str, data: Any) -> None:
    """The answer fits its schema, and nothing is in it that the schema does not name."""
    jsonschema.validate(data, closed(schema(answer)))
    assert msgspec.json.decode(msgspec.json.encode(msgspec.convert(data, ANSWERS[answer]))) == data


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ("session", "/api/session"),
        ("rows", "/api/rows?count=400"),
        ("session", "/api/session?less_certain=1"),
        ("findings", "/api/findings"),
        ("findings", "/api/findings?less_certain=1&order=certainty"),
        ("finding", "/api/findings/2"),
        ("next", "/api/next?from=0"),
        ("next", "/api/next?status=done"),
        ("map", "/api/map?buckets=9"),
        ("search", "/api/search?q=2021"),
        ("evidence", "/api/evidence/12"),
        ("history", "/api/history"),
    ],
)
def test_an_answer_is_what_its_type_says(tab: Client, answer: str, path: str) -> None:
    check(answer, tab.get(path))


def test_so_is_the_answer_to_an_action(tab: Client) -> None:
    version = tab.get("/api/session")["version"]
    action = {"kind": "comment", "bead": 5, "text": "二"}
    for asked, status, answer in (
        ({"version": version, "tab": "t", "action": action}, 200, "action"),
        ({"version": version, "tab": "t", "action": action}, 409, "stale"),
        ({"version": version + 1, "tab": "t", "action": action}, 422, "refusal"),
        ({"version": version + 1, "tab": "t", "action": {"kind": "rm"}}, 400, "refusal"),
    ):
        got, data = tab.post(asked)
        assert got == status
        check(answer, data)


def test_a_schema_refuses_what_is_not_named(tab: Client) -> None:
    data = tab.get("/api/map?buckets=9")
    for wrong in ({**data, "more": 1}, {**data, "total": "9"}, {key: data[key] for key in ("version", "total")}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, closed(schema("map")))


def test_every_answer_has_a_schema() -> None:
    for answer in ANSWERS:
        jsonschema.Draft202012Validator.check_schema(schema(answer))
