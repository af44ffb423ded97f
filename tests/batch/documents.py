"""Small documents in both languages, all different, and folders of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_THINGS = (
    ("bridge", "橋"),
    ("tunnel", "トンネル"),
    ("station", "駅"),
    ("library", "図書館"),
    ("harbour", "港"),
    ("museum", "博物館"),
    ("factory", "工場"),
)
_PLACES = (("Kanazawa", "金沢"), ("Sendai", "仙台"), ("Kobe", "神戸"), ("Nagoya", "名古屋"), ("Sapporo", "札幌"))


def english(number: int) -> str:
    """A document of four sentences, the third of which every third Japanese document lacks."""
    (thing, _), (place, _) = _THINGS[number % 7], _PLACES[number % 5]
    return (
        f"The {thing} in {place} was built in {1900 + number}.\n\n"
        f"It is {120 + number} metres long and cost {3 + number} million yen. "
        f"About {40 + number} people work there every day.\n\n"
        f"The {thing} opens at {6 + number % 5} in the morning.\n"
    )


def japanese(number: int) -> str:
    """Its translation."""
    (_, thing), (_, place) = _THINGS[number % 7], _PLACES[number % 5]
    people = "" if number % 3 == 0 else f"毎日およそ{40 + number}人がそこで働いています。"
    return (
        f"{place}の{thing}は{1900 + number}年に建てられました。\n\n"
        f"長さは{120 + number}メートルで、費用は{3 + number}00万円でした。{people}\n\n"
        f"{thing}は午前{6 + number % 5}時に開きます。\n"
    )


def write_folders(root: Path, count: int) -> None:
    """So many pairs in ``en/`` and ``ja/``."""
    for lang, text in (("en", english), ("ja", japanese)):
        (root / lang).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (root / lang / f"{number:03}.txt").write_text(text(number), "utf-8")


def write_manifest(root: Path, count: int) -> Path:
    """The same, with a manifest that names them from the last to the first."""
    write_folders(root, count)
    path = root / "pairs.tsv"
    rows = [f"en/{number:03}.txt\tja/{number:03}.txt" for number in reversed(range(count))]
    path.write_text("\n".join(["source\ttarget", *rows]) + "\n", "utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """Everything in an output that has to be the same however it was made."""
    tables = ("documents", "beads", "findings", "tmx", "sentences", "left-out")
    return {
        str(path.relative_to(out)): path.read_bytes() for table in tables for path in sorted((out / table).glob("*"))
    }
