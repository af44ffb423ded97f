"""New entries of files of strings, for keys that only the original has.

A new entry comes after the entry of the key before it, with the same indent and the same signs between key and value.
Keys of mappings are written only into the mapping of that neighbour. Any other key is refused.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from aligner.errors import OutputError
from aligner.outputs.write_back.files import Splice
from aligner.outputs.write_back.markup import margin_of

if TYPE_CHECKING:
    from aligner.outputs.write_back.changes import Fill
    from aligner.outputs.write_back.files import TextFile
    from aligner.outputs.write_back.runs import Stream

_JSON_KEY = re.compile(r'("(?:[^"\\]|\\.)*+")(\s*+:\s*+)"\Z')
_APPLE_KEY = re.compile(r'(?<!\s)(\s*+=\s*+)"\Z')
_PROPERTIES_KEY = re.compile(r"[ \t\f]*+(?:[^\s=:\\]|\\.)++([ \t\f]*+[=:]?[ \t\f]*+)")
_YAML_KEY = re.compile(r"([ ]*+)([\w.-]++|'[^']*+'|\"[^\"\\]*+\")(:[ ]++)['\"]?\Z")
_YAML_REST = re.compile(r"['\"]?[ \t]*+(?:#[^\r\n]*+)?(?=\r?\n|\Z)")
_NAME = re.compile(r"[\w-]+")
#: Characters that are escaped in the keys of properties.
_MARKED = re.compile(r"([\\\s=:#!])")


def new_entry(file: TextFile, fill: Fill, stream: Stream, form: str) -> Splice:
    """Return a new entry.

    Args:
        file: the file.
        fill: the key and the translation.
        stream: the texts of the file.
        form: the format: json, properties, apple, android or yaml.

    Raises:
        OutputError: there is no entry to put it after, or the key belongs into another mapping.
    """
    if fill.after is None:
        raise no_entry(file, fill)
    place = stream.end_of(fill.after)
    start, value = stream.run_at(place)
    line = file.text.rfind("\n", 0, start) + 1
    words = value.escaped(fill.text)
    if form == "json":
        return _json(file, fill, words, (line, start, place))
    if form == "yaml":
        return _yaml(file, fill, (line, start, place))
    if form == "properties":
        return _properties(file, fill, words, (line, start, place))
    if form == "apple":
        return _apple(file, fill, words, (line, start, place))
    return _android(file, fill, words, place)


def no_entry(file: TextFile, fill: Fill) -> OutputError:
    """Return the error for a key that has no place."""
    return OutputError(f"{file.name}: has no entry {fill.key!r}; add it to the file and start the review again")


def _json(file: TextFile, fill: Fill, words: str, places: tuple[int, int, int]) -> Splice:
    line, start, place = places
    match = _JSON_KEY.search(file.text, line, start)
    if match is None or file.text[place : place + 1] != '"':
        raise no_entry(file, fill)
    name = _name_beside(file, fill, str(json.loads(match[1])))
    indent = file.text[line : match.start()]
    margin = " " if indent.strip() else file.line_end + indent
    key = json.dumps(name, ensure_ascii=file.text.isascii())
    return Splice(place + 1, place + 1, f',{margin}{key}{match[2]}"{words}"')


def _yaml(file: TextFile, fill: Fill, places: tuple[int, int, int]) -> Splice:
    line, start, place = places
    match, rest = _YAML_KEY.match(file.text[line:start]), _YAML_REST.match(file.text, place)
    if match is None or rest is None:
        raise no_entry(file, fill)
    name = _name_beside(file, fill, match[2].strip("'\""))
    key = name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    value = json.dumps(fill.text, ensure_ascii=False)
    return Splice(rest.end(), rest.end(), f"{file.line_end}{match[1]}{key}{match[3]}{value}")


def _properties(file: TextFile, fill: Fill, words: str, places: tuple[int, int, int]) -> Splice:
    line, _, place = places
    match = _PROPERTIES_KEY.match(file.text, line)
    between = (match[1] if match else "") or "="
    end = re.compile(r"[^\r\n]*").match(file.text, place)
    last = end.end() if end else place
    key = _MARKED.sub(r"\\\1", fill.key)
    return Splice(last, last, f"{file.line_end}{key}{between}{words}")


def _apple(file: TextFile, fill: Fill, words: str, places: tuple[int, int, int]) -> Splice:
    line, start, place = places
    match = _APPLE_KEY.search(file.text, line, start)
    end = file.text.find(";", place)
    if match is None or end < 0 or file.text[place : place + 1] != '"':
        raise no_entry(file, fill)
    key = fill.key.replace("\\", "\\\\").replace('"', '\\"')
    return Splice(end + 1, end + 1, f'{file.line_end}"{key}"{match[1]}"{words}";')


def _android(file: TextFile, fill: Fill, words: str, place: int) -> Splice:
    end = file.text.find("</string>", place)
    opened = file.text.rfind("<string ", 0, place)
    if end < 0 or opened < 0 or not _NAME.fullmatch(fill.key) or "<item" in file.text[opened:end]:
        raise no_entry(file, fill)
    end += len("</string>")
    return Splice(end, end, f'{margin_of(file, opened)}<string name="{fill.key}">{words}</string>')


def _name_beside(file: TextFile, fill: Fill, neighbour: str) -> str:
    """Return the name of a key in the mapping of its neighbour, whose name in the file is given.

    Raises:
        OutputError: the key belongs into another mapping, or that is not certain.
    """
    if fill.neighbour == neighbour:
        if "." in neighbour or not re.search(r"[.\[]", fill.key):
            return fill.key
    elif fill.neighbour.endswith(f".{neighbour}"):
        name = fill.key.removeprefix(fill.neighbour[: -len(neighbour)])
        if name != fill.key and not re.search(r"[.\[]", name):
            return name
    raise no_entry(file, fill)
