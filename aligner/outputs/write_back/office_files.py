"""Word, PowerPoint and Excel files: the text elements of their parts.

The parts with text are read one after another as one text. Only the characters inside text elements are replaced, so
runs keep their formatting, and new words have that of the run in which the edit begins. All other parts are copied.

Rule: no element is added inside a paragraph, except for line breaks in Word.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from aligner.document.formats.office.kinds import KINDS
from aligner.document.formats.office.parts import Parts
from aligner.errors import OutputError
from aligner.outputs.write_back.files import Splice, TextFile
from aligner.outputs.write_back.markup import ENTITIES, Token, escaped, tokens
from aligner.outputs.write_back.runs import Notation, Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aligner.outputs.write_back.changes import NewParagraph
    from aligner.settings import Settings

#: The parts with text that a main part refers to, in order, by the kind of file.
_PARTS = {
    "docx": ("footnotes", "endnotes", "diagramData"),
    "pptx": ("slide",),
    "xlsx": ("sharedStrings", "worksheet"),
}
#: Elements whose text is not shown: alternatives, readings over kanji, moved text at its old place.
_UNSEEN = frozenset({"Fallback", "rt", "rPh", "moveFrom"})
_NUMBER = re.compile(r"(\d+)")
#: Properties of a paragraph that a new one must not have: the end of a section, a tracked change.
_NOT_COPIED = re.compile(r"<(\w+:)?(sectPr|pPrChange|ins|del|rPrChange)\b(?:[^<>]*/>|.*?</\1?\2>)", re.DOTALL)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PRESERVED = ' xml:space="preserve"'


class OfficeFile:
    """The parts with text of a file.

    Attributes:
        file: their text, one part after another.
    """

    def __init__(self, data: bytes, name: str, form: str, settings: Settings) -> None:
        """Read the parts of a file in one of the formats docx, pptx and xlsx."""
        parts = Parts(data, name, settings, KINDS[form])
        related = [parts.main]
        for kind in _PARTS[form]:
            targets = {relation.target for relation in parts.relations(parts.main).values() if relation.kind == kind}
            for target in sorted(targets, key=_naturally):
                notes = (relation for relation in parts.relations(target).values() if relation.kind == "notesSlide")
                related += [target, *(relation.target for relation in notes)]
        self._data, self._name = data, name
        self._parts = {part: parts.package.read(part) for part in dict.fromkeys(related)}
        self.file = TextFile(b"".join(self._parts.values()), name, "utf-8")

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """Return the file with some characters of its parts replaced."""
        ordered = sorted((*splices, *_kept_space(self.file.text, splices)), key=lambda splice: splice[:2])
        changed: dict[str, bytes] = {}
        start = 0
        for part, content in self._parts.items():
            text = TextFile(content, self._name, "utf-8")
            end = start + len(text.text)
            own = [Splice(s.start - start, s.end - start, s.text) for s in ordered if start <= s.start < end]
            if own:
                changed[part] = text.spliced(own)
            start = end
        return _packed(self._data, changed)


def runs_of_word(file: TextFile) -> Iterator[Run]:
    """Yield the texts of a Word document. A line end in new words becomes a line break."""
    written = _legal(file)
    for token, before in _texts(file.text):
        name = _name_before(file.text, before.start)
        prefix = name.rpartition("t")[0]
        broken = f"</{name}><{prefix}br/><{name}{_PRESERVED}>"
        if token.name == "noBreakHyphen":
            yield Run("-", (token.start, token.end), _in_element(written, f"{_prefix(file.text, token)}t"))
        else:
            yield from _runs(file.text, token, _with_breaks(written, broken))


def runs_of_slides(file: TextFile) -> Iterator[Run]:
    """Yield the texts of a presentation."""
    written = _legal(file)

    def checked(text: str) -> str:
        if "\n" in text:
            raise OutputError(f"{file.name}: a line end cannot be written into a slide; write it on one line")
        return written(text)

    for token, _ in _texts(file.text):
        yield from _runs(file.text, token, checked)


def runs_of_cells(file: TextFile) -> Iterator[Run]:
    """Yield the texts of a workbook."""
    for token, _ in _texts(file.text):
        yield from _runs(file.text, token, _legal(file))


def new_paragraph(file: TextFile, paragraph: NewParagraph, end: int) -> Splice:
    """Return a new paragraph after the one that ends at a place, with its style and the formatting of its last run."""
    stack: list[Token] = []
    run: Token | None = None
    for token in tokens(file.text):
        if token.kind == "open" and token.name == "p":
            stack.append(token)
        elif token.kind == "open" and token.name == "r" and token.start < end:
            run = token
        elif token.kind == "close" and token.name == "p" and stack:
            opened = stack.pop()
            if opened.start < end <= token.start and run is not None:
                prefix = _prefix(file.text, opened)
                style = _NOT_COPIED.sub("", _properties(file.text, opened.end, f"{prefix}pPr"))
                look = _NOT_COPIED.sub("", _properties(file.text, run.end, f"{prefix}rPr"))
                words = _legal(file)(paragraph.text.replace("\n", " "))
                space = _PRESERVED if prefix == "w:" else ""
                text = f"<{prefix}r>{look}<{prefix}t{space}>{words}</{prefix}t></{prefix}r>"
                return Splice(token.end, token.end, f"<{prefix}p>{style}{text}</{prefix}p>")
    raise OutputError(f"{file.name}: there is no place for the new paragraph {paragraph.text[:30]!r}; add it by hand")


def _texts(raw: str) -> Iterator[tuple[Token, Token]]:
    """Yield the content of every text element that is shown, or an element that shows a character, with the tag before.

    Text in a run that is marked as hidden is left out.
    """
    hidden = False
    before = Token("open", "", 0, 0, ())
    for token in tokens(raw):
        if token.name == "r":
            hidden = False
        elif token.name == "vanish" and "r" in token.around and "=" not in token.rest:
            hidden = True
        shown = not hidden and not _UNSEEN.intersection(token.around)
        if shown and token.kind in {"text", "cdata"} and token.around[-1:] == ("t",):
            yield token, before
        elif shown and token.name == "noBreakHyphen" and token.kind == "single":
            yield token, token
        before = token


def _runs(raw: str, token: Token, written: Callable[[str], str]) -> Iterator[Run]:
    yield from runs_of(raw, token.start, token.end, Notation(written, *ENTITIES))


def _legal(file: TextFile) -> Callable[[str], str]:
    """Return the function that writes words into an element, without characters that XML does not allow."""
    written = escaped(file)
    return lambda text: written(_ILLEGAL.sub("\ufffd", text))


def _with_breaks(written: Callable[[str], str], broken: str) -> Callable[[str], str]:
    return lambda text: broken.join(map(written, text.split("\n")))


def _in_element(written: Callable[[str], str], name: str) -> Callable[[str], str]:
    return lambda text: f"<{name}{_PRESERVED}>{written(text)}</{name}>"


def _name_before(raw: str, start: int) -> str:
    """Return the name of the tag at a place."""
    match = re.compile(r"<([\w:]++)").match(raw, start)
    return match[1] if match else "t"


def _prefix(raw: str, tag: Token) -> str:
    """Return the prefix of a tag's name, with its colon."""
    name = _name_before(raw, tag.start)
    return name[: name.rfind(":") + 1]


def _properties(raw: str, start: int, name: str) -> str:
    """Return the element of properties that begins at a place; "" if there is none."""
    if not raw.startswith(f"<{name}", start):
        return ""
    closing = f"</{name}>"
    end, single = raw.find(closing, start), raw.find(">", start)
    if raw[single - 1] == "/":
        return raw[start : single + 1]
    return raw[start : end + len(closing)]


def _kept_space(raw: str, splices: Sequence[Splice]) -> Iterator[Splice]:
    """Yield the attribute that keeps white space at the ends of a text, where an edit put some there."""
    touched = sorted(splices, key=lambda splice: splice[:2])
    for token, before in _texts(raw):
        own = [splice for splice in touched if token.start <= splice.start and splice.end <= token.end]
        if not own or raw[before.end - 2 : before.end] != "t>" or before.rest or _prefix(raw, before) == "a:":
            continue
        pieces: list[str] = []
        end = token.start
        for splice in own:
            pieces += (raw[end : splice.start], splice.text)
            end = splice.end
        content = "".join((*pieces, raw[end : token.end]))
        if content != content.strip():
            yield Splice(before.end - 1, before.end - 1, _PRESERVED)


def _packed(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the package with the content of some members replaced. All keep their order, time and compression."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as package:
        for entry in old.infolist():
            member = entry.orig_filename.replace("\\", "/")
            kept = ZipInfo(member, entry.date_time)
            kept.compress_type, kept.create_system = entry.compress_type, entry.create_system
            kept.external_attr = entry.external_attr
            package.writestr(kept, changed[member] if member in changed else old.read(entry))
    return made.getvalue()


def _naturally(part: str) -> list[str | int]:
    """Return a key by which slide10 comes after slide9."""
    return [int(piece) if k % 2 else piece for k, piece in enumerate(_NUMBER.split(part))]
