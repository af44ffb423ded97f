"""Settings of a page and of its code blocks that differ: fields of the front matter, languages of fences.

Most fields of front matter belong to one language or one file (titles, dates, translators). The rule: only fields that
place or configure a page are compared, and only if both pages have them. A language is compared if both fences state
it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.build import new_finding, place_detail
from aligner.findings.inspection import LIKELY
from aligner.messages import say
from aligner.model import Document, Finding, FindingKind, Lang, ParagraphKind, Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection

#: Fields of Hugo, Jekyll, Docusaurus, MkDocs, VitePress and Starlight that do not depend on the language of the page.
_FIELDS = frozenset({
    "weight", "order", "nav_order", "sidebar_position", "slug", "permalink", "url", "id", "draft", "layout", "type",
    "template", "toc", "hide_title", "hidden", "published", "noindex", "toc_hide",
})  # fmt: skip
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?:---|\+\+\+)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(?P<name>[A-Za-z_]\w*)[ \t]*[:=][ \t]*(?P<value>[^\s#\[{|>][^\n#]*)", re.MULTILINE)
#: Maximum number of characters of a page in which front matter is looked for.
_LONGEST = 10_000
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]+)")
#: Other names of a language, or of one that is coloured in the same way.
_SAME = {
    "js": "javascript", "jsx": "javascript", "mjs": "javascript", "ts": "typescript", "tsx": "typescript",
    "py": "python", "python3": "python", "rb": "ruby", "rs": "rust", "yml": "yaml", "md": "markdown",
    "sh": "shell", "bash": "shell", "zsh": "shell", "console": "shell", "shellsession": "shell",
    "shell-session": "shell", "txt": "text", "plaintext": "text", "plain": "text", "jsonc": "json", "json5": "json",
    "golang": "go", "cs": "c#", "csharp": "c#", "c++": "cpp", "docker": "dockerfile",
}  # fmt: skip


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every field and every fence whose value differs."""
    return [*_fields(inspection), *_fences(inspection)]


def _fields(inspection: Inspection) -> Iterator[Finding]:
    bitext = inspection.alignment.bitext
    if not all(page.segments and page.is_file for page in (bitext.en, bitext.ja)):
        return
    fields = {lang: _read_fields(bitext.side(lang)) for lang in Lang}
    bead = inspection.beads_of[Lang.JA][0]
    for name in sorted(fields[Lang.EN].keys() & fields[Lang.JA].keys()):
        en, ja = (_value(fields[lang][name]) for lang in (Lang.EN, Lang.JA))
        if en.casefold() == ja.casefold():
            continue
        what = say("markup.field", name=name)
        yield new_finding(
            FindingKind.MARKUP,
            "field",
            say("markup.differs", source=inspection.direction, what=what, en=en, ja=ja),
            {Lang.EN: bead.en or (0,), Lang.JA: bead.ja},
            confidence=1.0,
            about=["field", name, en, ja],
            detail={str(lang): place_detail(bitext.side(lang), *_value_span(fields[lang][name])) for lang in Lang},
        )


def _read_fields(document: Document) -> dict[str, re.Match[str]]:
    """Return the fields of a page that are compared, by name."""
    front = _FRONT_MATTER.match(document.text, 0, _LONGEST)
    if front is None:
        return {}
    matches = _FIELD.finditer(document.text, *front.span("fields"))
    return {match["name"]: match for match in matches if match["name"].lower() in _FIELDS}


def _value(field: re.Match[str]) -> str:
    return field["value"].strip().strip("\"'")


def _value_span(field: re.Match[str]) -> Span:
    return Span(field.start("value"), field.start("value") + len(field["value"].rstrip()))


def _fences(inspection: Inspection) -> Iterator[Finding]:
    bitext = inspection.alignment.bitext
    for bead in inspection.alignment.beads:
        if not bead.paired or bead.confidence < LIKELY:
            continue
        en, ja = (_listings(bitext.side(lang), bead.side(lang)) for lang in (Lang.EN, Lang.JA))
        for one, other in zip(en, ja, strict=True) if len(en) == len(ja) else ():
            fences = {Lang.EN: _fence(bitext.en, one), Lang.JA: _fence(bitext.ja, other)}
            stated = {lang: fence for lang, fence in fences.items() if fence is not None}
            names = {lang: fence["language"] for lang, fence in stated.items()}
            if len({_SAME.get(name.casefold(), name.casefold()) for name in names.values()}) < len(fences):
                continue
            what = say("markup.fence_language")
            yield new_finding(
                FindingKind.CODE,
                "language",
                say("markup.differs", source=inspection.direction, what=what, en=names[Lang.EN], ja=names[Lang.JA]),
                {Lang.EN: (one.id,), Lang.JA: (other.id,)},
                confidence=bead.confidence,
                about=["language", *names.values(), bitext.en.segment_text(one.id)],
                detail={
                    str(lang): place_detail(bitext.side(lang), *fence.span("language"))
                    for lang, fence in stated.items()
                },
            )


def _listings(document: Document, segments: tuple[int, ...]) -> list[Segment]:
    of_bead = [document.segments[k] for k in segments]
    return [segment for segment in of_bead if document.paragraphs[segment.paragraph].kind is ParagraphKind.CODE]


def _fence(document: Document, listing: Segment) -> re.Match[str] | None:
    """Return the fence of a listing that states a language; None for others."""
    return _FENCE.match(document.text, document.paragraphs[listing.paragraph].start, listing.start)
