"""The parts of an Office file and how they refer to each other (Open Packaging Conventions, ISO/IEC 29500-2).

Only what a reader asks for is unpacked. Nothing outside the file is ever followed, and macros are parts that no reader
asks for.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from aligner.document.formats.office.kinds import Kind, refuse_others
from aligner.document.formats.office.names import named
from aligner.document.formats.packages import Package
from aligner.document.formats.xml import decode_xml, parse, stream
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from aligner.settings import Settings


_NO_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"


class Relation(NamedTuple):
    """A reference of a part: the last word of the relation's type, and the name of the other part."""

    kind: str
    target: str


class Parts:
    """An Office file.

    Attributes:
        name: the file, for messages.
        package: its members.
        main: the name of its main part.

    Raises:
        InputError: when it is no such file, old, protected, or damaged.
    """

    def __init__(self, data: bytes, name: str, settings: Settings, kind: Kind) -> None:
        refuse_others(data, name, kind)
        self.name = name
        self.package = Package(data, name, settings)
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._read: set[str] = set()
        self._spelled = {member.lower(): member for member in self.package.members}
        self.main = next(
            (relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"), ""
        )
        if not self.main or self.main.endswith(".bin"):
            raise InputError(f"is no {kind.name} of the usual kind; save it as {kind.suffix}", name=name)
        if named(self.root(self.main)) != kind.root:
            raise InputError(f"is no {kind.name}; check its suffix and --input-format", name=name)

    def root(self, part: str) -> Element:
        """Return the parsed content of a part.

        Raises:
            InputError: when there is no such part, or it is no well-formed XML.
        """
        with self._named(part):
            return parse(self.package.read(part), self.name).root

    def stream(self, part: str, *tags: str) -> Iterator[Element]:
        """Yield the elements of some tags in a part, as `xml.stream` gives them; raises as `root` does."""
        with self._named(part):
            yield from stream(decode_xml(self.package.read(part), self.name).text, self.name, *tags)

    @contextmanager
    def _named(self, part: str) -> Iterator[None]:
        """Name the part in an error of its XML, but no line: a part has only one or two lines."""
        try:
            yield
        except InputError as error:
            problem = error.problem if error.line is None else f"its part {part!r} {error.problem}"
            raise InputError(problem, name=self.name) from None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """By their ids, what a part refers to within the file; "" is the file as a whole."""
        if part not in self._relations:
            self._relations[part] = self._relations_of(part)
        return self._relations[part]

    def _relations_of(self, part: str) -> Mapping[str, Relation]:
        folder = posixpath.dirname(part)
        relations = {}
        for relation in self.relations_root(part):
            path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            inside = self._spelled.get(path.lower())
            if inside is not None and relation.get("TargetMode") != "External":
                relations[relation.get("Id", "")] = Relation(relation.get("Type", "").rpartition("/")[2], inside)
        return relations

    def take(self, part: str) -> bool:
        """Return whether a part is taken for the first time: one that is referred to a million times is read once."""
        first = part not in self._read
        self._read.add(part)
        return first

    def relations_root(self, part: str) -> Element:
        """Return the parsed relations of a part, empty ones where it has none."""
        member = self._spelled.get(relations_of(part).lower())
        return etree.Element(_NO_RELATIONS) if member is None else self.root(member)

    def related(self, part: str, kind: str) -> Element | None:
        """Return the content of the first part of a kind that a part refers to."""
        target = next((relation.target for relation in self.relations(part).values() if relation.kind == kind), None)
        return None if target is None else self.root(target)


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relations of a part."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")
