from __future__ import annotations

import pytest

from aligner.text.listing import Change, compare_listings

#: English and Japanese listing, and how far they differ.
LISTINGS = [
    ("a(1)\n  b(2)", "a( 1 )\n\nb(2)", None),
    ("a() // one", "a() // 一", Change.COMMENT),
    ("a() # one\n# two\n# three", "a() # 一\n# 二", Change.COMMENT),
    ("/* one\n two */\na()", "/* 一 */\na()", Change.COMMENT),
    ("<!-- one -->\n<p>", "<!-- 一 -->\n<p>", Change.COMMENT),
    ("-- one\nSELECT 1", "-- 一\nSELECT 1", Change.COMMENT),
    ("#include <a.h>", "#include <b.h>", Change.LINES),
    ("see http://a.example", "see http://b.example", Change.LINES),
    ('say("Hi", 1)', 'say("やあ", 1)', Change.STRING),
    ('say("Hi", 1)', 'say("やあ", 2)', Change.LINES),
    ('say("Hi")', 'say("Ho")', Change.LINES),
    ('get("a>=4.2")  # get it', 'get("a>=4.1")  # 取得', Change.LINES),
    ('say("a", "Hi")', 'say("b", "やあ")', Change.LINES),
    ('say("a", "Hi")  # greet', 'say("a", "やあ")  # あいさつ', Change.STRING),
    ("<p>Hi</p>", "<p>やあ</p>", Change.TEXT),
    ("error: no boat", "error: no boat\n（船がない）", Change.TEXT),
    ("名前", "名札", Change.LINES),
    ("a()\nb()", "a()", Change.LINES),
]


@pytest.mark.parametrize(("en", "ja", "change"), LISTINGS)
def test_how_far_listings_differ(en: str, ja: str, change: Change | None) -> None:
    found = compare_listings(en, ja)
    assert (found and found.change) == change
    assert bool(found and found.lines) is (change is Change.LINES)


def test_long_listings_are_compared_line_by_line() -> None:
    lines = [f"a({k})" for k in range(1500)]
    changed = [*lines[:700], "b()", *lines[701:], "c()"]
    found = compare_listings("\n".join(lines), "\n".join(changed))
    assert found is not None
    text = "\n".join(changed)
    assert [it.ja and text[slice(*it.ja)] for it in found.lines] == ["b()", "c()"]
    assert found.lines[1].en is None
