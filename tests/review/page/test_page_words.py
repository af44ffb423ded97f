"""The page's words: every one that is said exists, and every one that exists is said."""

from __future__ import annotations

import re
from importlib.resources import files

from aligner.review.web.assets import OWN, SHARED_MODULES, SHARED_STYLES, page_words

PAGE = files("aligner.review").joinpath("page")
REPORT = files("aligner.outputs.html").joinpath("page")
SCRIPTS = {f"{name}.js": REPORT.joinpath(f"{name}.js").read_text("utf-8") for name in SHARED_MODULES} | {
    it.name: it.read_text("utf-8") for it in PAGE.joinpath("static").iterdir() if it.name.endswith(".js")
}
TEMPLATE = PAGE.joinpath("templates", "page.html").read_text("utf-8")
#: Beginnings of messages that are put together, and what may follow.
PARTS = ("action_", "level_", "side_", "source_", "target_", "tool_", "hint_", "edge_", "cannot_", "keys_", "key_")


def test_what_the_frame_says_exists() -> None:
    named = set(re.findall(r'data-(?:say|label|hint)="(\w+)"', TEMPLATE))
    assert len(named) > 40
    for lang, words in page_words().items():
        assert named <= words.keys(), lang


def test_what_the_script_says_exists_and_nothing_else_is_there() -> None:
    source = "".join(SCRIPTS.values())
    said = set(re.findall(r'say\(\s*"(\w+)"', source)) | set(
        re.findall(r'"(key_\w+|tool_\w+|list_\w+|write_\w+)"', source)
    )
    words = set(page_words()["en"])
    assert said <= words
    told = said | set(re.findall(r'data-(?:say|label|hint)="(\w+)"', TEMPLATE))
    quoted = {name for name in words if f'"{name}"' in source}
    rest = {name for name in words - told - quoted if not name.startswith(PARTS) and not name.endswith("_one")}
    assert rest <= {"undo_what", "redo_what", "undo_nothing", "redo_nothing"}


def test_tools_and_keys_have_their_words() -> None:
    words = page_words()["ja"]
    tools = re.findall(r"^  (\w+): \[\"", SCRIPTS["tools.js"], re.MULTILINE)
    assert len(tools) == 12
    assert all(f"hint_{name}" in words for name in tools)
    assert all(f"tool_{name}" in words for name in tools if not name.startswith(("start", "end", "write")))


def test_every_file_of_the_page_is_there_and_loads_nothing_from_elsewhere() -> None:
    for name in OWN:
        assert PAGE.joinpath("static", f"{name}.css").is_file()
    for text in (*SCRIPTS.values(), TEMPLATE):
        assert not re.search(r"https?://|innerHTML|insertAdjacentHTML|document\.write|eval\(|style=\"|onclick", text)
    imported = {name for text in SCRIPTS.values() for name in re.findall(r'from "\./(\w+\.js)"', text)}
    assert imported <= set(SCRIPTS)
    assert set(SHARED_STYLES) & set(OWN) == set()
    assert not any(PAGE.joinpath("static", f"{name}.js").is_file() for name in SHARED_MODULES)
