"""The rules of TMX 1.4 and of XLIFF 1.2 and 2.1, as far as this program writes them, in a form of our own.

A grammar names for every element its attributes (``!`` for one that is required, with a pattern for its value) and
the order of its children, as a pattern over their names. ``problems`` lists what breaks it; an element or attribute
that the grammar does not know is a problem too, so the rules stay as strict as what is written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

LANG, SPACE = "xml:lang", "xml:space"
CODE = r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*"
ANY = r"(?s:.*)"
TEXT = "text"


@dataclass(frozen=True)
class Rule:
    """What an element may hold: ``children`` is a pattern over names, each followed by a space; TEXT allows none."""

    children: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: bool = False


_STAMP = r"\d{8}T\d{6}Z"
_NOTES = r"((note|prop) )*"

TMX = {
    "tmx": Rule("header body ", {"version!": r"1\.4"}),
    "header": Rule(
        r"((note|prop|ude) )*",
        {
            "creationtool!": ANY,
            "creationtoolversion!": ANY,
            "segtype!": "block|paragraph|sentence|phrase",
            "o-tmf!": ANY,
            "adminlang!": CODE,
            "srclang!": rf"{CODE}|\*all\*",
            "datatype!": ANY,
            "creationdate": _STAMP,
        },
    ),
    "body": Rule("(tu )*"),
    "tu": Rule(rf"{_NOTES}(tuv )+", {"tuid": r"\S+", "segtype": "block|paragraph|sentence|phrase"}),
    "tuv": Rule(rf"{_NOTES}seg ", {f"{LANG}!": CODE}),
    "seg": Rule("", text=True),
    "note": Rule("", {LANG: CODE}, text=True),
    "prop": Rule("", {"type!": ".+"}, text=True),
}

_X = r"x-\S+"
XLIFF = {
    "xliff": Rule("(file )+", {"version!": r"1\.2"}),
    "file": Rule(
        "(header )?body ",
        {
            "original!": ANY,
            "source-language!": CODE,
            "target-language": CODE,
            "datatype!": "plaintext",
            "tool-id": ANY,
            "date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        },
    ),
    "header": Rule("((note|tool) )*"),
    "tool": Rule("", {"tool-id!": ANY, "tool-name!": ANY, "tool-version": ANY}),
    "body": Rule("((group|trans-unit|bin-unit) )*"),
    "trans-unit": Rule(
        "source (target )?((context-group|note) )*", {"id!": ".+", SPACE: "default|preserve", "approved": "yes|no"}
    ),
    "source": Rule("", {LANG: CODE}, text=True),
    "target": Rule(
        "",
        {
            LANG: CODE,
            "state": rf"new|translated|needs-translation|needs-review-translation|signed-off|final|{_X}",
        },
        text=True,
    ),
    "context-group": Rule("(context )+", {"purpose": "information|location|match", "name": ".+"}),
    "context": Rule("", {"context-type!": rf"sourcefile|linenumber|{_X}"}, text=True),
    "note": Rule(
        "",
        {LANG: CODE, "from": ANY, "priority": "[1-9]|10", "annotates": "source|target|general"},
        text=True,
    ),
}

_NAME = r"[\w.\-:]+"
XLIFF21 = {
    "xliff": Rule("(file )+", {"version!": r"2\.1", "srcLang!": CODE, "trgLang": CODE}),
    "file": Rule("(metadata )?(notes )?((unit|group) )+", {"id!": _NAME, "original": ANY}),
    "unit": Rule("(metadata )?(notes )?((segment|ignorable) )+", {"id!": _NAME}),
    "metadata": Rule("(metaGroup )+"),
    "metaGroup": Rule("((metaGroup|meta) )+", {"category": ANY}),
    "meta": Rule("", {"type!": ".+"}, text=True),
    "notes": Rule("(note )+"),
    "note": Rule(
        "",
        {"id": _NAME, "category": ".+", "priority": "[1-9]|10", "appliesTo": "source|target", LANG: CODE},
        text=True,
    ),
    "segment": Rule(
        "source (target )?",
        {"id": _NAME, "state": "initial|translated|reviewed|final", "subState": r"(?!xlf:)[\w-]+:\S+"},
    ),
    "source": Rule("(cp )*", {LANG: CODE, SPACE: "default|preserve"}, text=True),
    "target": Rule("(cp )*", {LANG: CODE, SPACE: "default|preserve"}, text=True),
    "cp": Rule("", {"hex!": "([0-9A-F]{2})+"}),
}


def problems(content: bytes, grammar: Mapping[str, Rule]) -> list[str]:
    """What breaks the rules, empty for a valid file."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    found = [problem for element in root.iter() for problem in _of_element(element, grammar)]
    if grammar is TMX:
        return found
    return [*found, *_of_xliff(root)]


def _of_element(element: Element, grammar: Mapping[str, Rule]) -> Iterator[str]:
    name = _name(element)
    rule = grammar.get(name)
    if rule is None:
        yield f"{name} is no element here"
        return
    children = "".join(f"{_name(child)} " for child in element)
    if not re.fullmatch(rule.children, children):
        yield f"{name} holds {children or 'nothing'}"
    if not rule.text and ((element.text or "").strip() or any((child.tail or "").strip() for child in element)):
        yield f"{name} holds text"
    given = {_attribute(str(key)): str(value) for key, value in element.attrib.items()}
    known = {key.removesuffix("!"): pattern for key, pattern in rule.attributes.items()}
    yield from (f"{name} lacks {key[:-1]}" for key in rule.attributes if key.endswith("!") and key[:-1] not in given)
    for key, value in given.items():
        if key not in known:
            yield f"{name} has no attribute {key}"
        elif not re.fullmatch(known[key], value):
            yield f"{name}: {key} is {value!r}"


def _of_xliff(root: Element) -> Iterator[str]:
    """What holds between elements: ids that occur once, languages that are those of the file, states that fit."""
    old = root.get("version") == "1.2"
    for file in root.iter("{*}file"):
        ids = Counter(it.get("id") for it in file.iter("{*}trans-unit", "{*}unit"))
        yield from (f"id {it} is given {count} times" for it, count in ids.items() if count > 1)
        names = Counter(it.get("name") for it in file.iter("{*}context-group") if it.get("name"))
        yield from (f"context-group {it} is given {count} times" for it, count in names.items() if count > 1)
        tools = {it.get("tool-id") for it in file.iter("{*}tool")}
        if file.get("tool-id") is not None and file.get("tool-id") not in tools:
            yield "tool-id names no tool"
        place = file if old else root
        languages = {
            "source": place.get("source-language" if old else "srcLang"),
            "target": place.get("target-language" if old else "trgLang"),
        }
        for tag, wanted in languages.items():
            for element in file.iter(f"{{*}}{tag}"):
                if element.get("{http://www.w3.org/XML/1998/namespace}lang") != wanted:
                    yield f"a {tag} is not in {wanted}"
    for segment in root.iter("{*}segment"):
        if segment.get("subState") is not None and segment.get("state") is None:
            yield "a subState without state"
        if segment.get("state") in {"translated", "reviewed", "final"} and segment.find("{*}target") is None:
            yield f"a segment without target is {segment.get('state')}"


def _name(element: Element) -> str:
    return etree.QName(element).localname


def _attribute(key: str) -> str:
    return key.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
