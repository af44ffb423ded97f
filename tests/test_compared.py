"""The table "What is compared and what is not" of `docs/ci.md`: every row is tried on two small pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import aligner
from aligner.model import Lang
from aligner.settings import Settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "ci.md"
EN = """---
title: The tower
weight: 3
date: 2026-01-02
---

# The tower

The **tower** is old and stands beside the sea.

## Open the tower {#open}

Ask the keeper for the key. Call `createDoor` first.

```js
const door = createDoor() // It is old.
```

:::tip
The tower has two doors.
:::

![The tower](tower.png)

See [the rules](https://example.org/rules.html) and [the map](map.md#north), then [go on](#go-on).

> The sea is cold.

- The red key
- The blue key

| Door | Key |
|---|---|
| North | Red |

## Close the tower {#close-the-tower}

The tower closes at nine.

<a id="go-on"></a>
"""
JA = """---
title: 塔
weight: 3
date: 2026-01-02
---

# 塔

**塔**は古く、海のそばに立っています。

## 塔を開ける {#open}

管理人に鍵を頼んでください。最初に`createDoor`を呼び出します。

```js
const door = createDoor() // It is old.
```

:::tip
塔には2つの扉があります。
:::

![塔](tower.png)

[規則](https://example.org/rules.html)と[地図](map.md#north)を見てから[進んで](#go-on)ください。

> 海は冷たいです。

- 赤い鍵
- 青い鍵

| 扉 | 鍵 |
|---|---|
| 北 | 赤 |

## 塔を閉める {#close-the-tower}

塔は9時に閉まります。

<a id="go-on"></a>
"""
#: The first words of each row, with an edit of the Japanese page and the rule of the finding; None for no finding.
EDITS: dict[str, tuple[str, str, str | None]] = {
    "a sentence": ("9時", "8時", "number.time"),
    "explicit anchor": ("{#open}", "{#akeru}", "markup.anchor"),
    "level of": ("## 塔を閉める", "### 塔を閉める", "markup.level"),
    "a link to an anchor": ('<a id="go-on"></a>', "", "markup.fragment"),
    "address of": ("rules.html", "rule.html", "markup.link"),
    "file of": ("tower.png", "door.png", "markup.link"),
    "a note": (":::tip", ":::danger", "markup.directive"),
    "a list": ("- 赤い鍵\n- 青い鍵", "赤い鍵\n\n青い鍵", "markup.elements"),
    "an image": ("![塔](tower.png)", "塔", "markup.link"),
    "a table cell": ("| 北 | 赤 |", "| 北 |", "markup.cells"),
    "a field": ("weight: 3", "weight: 4", "markup.field"),
    "language of": ("```js", "```python", "code.language"),
    "a name in": ("= createDoor", "= createdoor", "code.lines"),
    "code in": ("`createDoor`", "`createdoor`", "code.inline"),
    "a comment": (" // It is old.", "", "code.comment"),
    "other fields": ("2026-01-02", "2026-03-04", None),
    "bold": ("**塔**", "塔", None),
    "a quotation": ("> 海", "海", None),
    "comments of": ("塔は9時", "<!-- note -->\n塔は9時", None),
    "horizontal": ("塔は9時", "---\n\n塔は9時", None),
    "spaces": ("const door", "const  door", None),
    "options": ("```js", '```js title="door.js"', None),
    "fragment": ("map.md#north", "map.md", None),
}


def rules(ja: str, folder: Path) -> set[str]:
    texts = {Lang.EN: EN, Lang.JA: ja}
    for lang, text in texts.items():
        (folder / f"page.{lang}.md").write_text(text, "utf-8")
    settings = Settings(source_lang=Lang.EN, meaning=False)
    result = aligner.align_files(folder / "page.en.md", folder / "page.ja.md", settings=settings)
    return {f"{finding.kind}.{finding.detail['relation']}" for finding in result.record.findings}


def rows() -> list[tuple[str, str]]:
    part = PAGE.read_text("utf-8").partition("## What is compared and what is not")[2].partition("\n## ")[0]
    return re.findall(r"^\| (?!change|---)(.+?) \| (.+?) \|$", part, re.MULTILINE)


def test_every_row_has_an_edit_and_names_its_finding() -> None:
    assert len(rows()) == len(EDITS)
    for (change, reported), (words, (_, _, rule)) in zip(rows(), EDITS.items(), strict=True):
        assert change.startswith(words)
        assert reported == (f"`{rule}`" if rule else "not reported") or words == "a sentence"


def test_the_pages_have_no_finding(tmp_path: Path) -> None:
    assert rules(JA, tmp_path) == set()


@pytest.mark.parametrize("words", EDITS)
def test_an_edit(words: str, tmp_path: Path) -> None:
    before, after, rule = EDITS[words]
    edited = JA.replace(before, after, 1)
    assert edited != JA
    assert rules(edited, tmp_path) == ({rule} if rule else set())
