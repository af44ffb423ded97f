r"""Reads LaTeX: scans for blocks, keeps offsets, and expands no macro.

The scanner makes one pass over the tokens that form blocks: environments, titles, items, captions, displayed formulas,
rows, blank lines and comments. Text between them is kept with its commands. Commands that only format words are marks,
so that they do not separate a sentence from its end. Other files are not read.

Everything before ``\begin{document}`` and after its end is markup, except the title. Formulas and listings are code.
Invisible content (labels, spacing, pictures, definitions) is markup if it is alone, and left out at the ends of text.
"""

from __future__ import annotations

import re

from aligner.document.blocks import Block, markup
from aligner.document.formats.latex_tokens import (
    TOKEN,
    Arguments,
    argument_counts,
    command_kinds,
    environment_kinds,
)
from aligner.document.layout import is_stopped
from aligner.document.split_languages import part_blocks
from aligner.model import ParagraphKind, Reason, Span

_KINDS = {"list": ParagraphKind.LIST, "quote": ParagraphKind.QUOTE, "table": ParagraphKind.TABLE}
_SEEN = re.compile(r"[^\W_]")
#: Options that are settings: the place of a float, an equals sign, a length.
_SETTING = re.compile(r"[!hHtbpcTBC]{0,6}$|[^=]{0,200}=|[\d.,\s]*+(?:[a-z]{2})?$|\\\w+$|<[^<>]*>$")
#: Commands whose arguments are not prose, such as those that a document defines.
_ONLY_COMMANDS = re.compile(r"(?:\\[A-Za-z@]++\*?+(?:\[[^\[\]]*+\])?+(?:\{[!-z|~]*+\})*+\s*+)++$")
_LONGEST_COMMANDS = 300
#: Commands that define others, whose text is shown where they are used.
_DEFINES = re.compile(r"\\(?:[egx]?def|let|(?:re)?newcommand|providecommand|(?:re)?newenvironment)(?![A-Za-z])")
#: Characters before a comment that are checked for a sentence end.
_LOOK_BACK = 200
#: Longest argument in a table whose line breaks end no row, as in ``\\makecell{A\\\\B}``.
_LONGEST_ARGUMENT = 500
#: Maximum depth of environments that is tracked.
_DEEPEST = 50
_TITLES_BEFORE = ("title", "subtitle")


def scan(text: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of a LaTeX text."""
    blocks = _Scanner(text).blocks()
    return part_blocks(text, blocks) if mixed else blocks


class _Scanner:
    """Reads token by token; the open paragraph is what has been read since the last block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._arguments = Arguments(text)
        self._done: list[Block] = []
        self._environments: list[str] = []
        self._preamble = "\\begin{document}" in text
        self._unclosed: set[str] = set()  # closings that are missing, so that they are searched for once
        self._dressed: list[bool] = []  # of the open braces
        self._argument_end = 0  # of an argument in a table, whose line breaks end no row
        self._open(0, 0)

    def _open(self, start: int, inner: int) -> None:
        """Begin a paragraph, of which the text begins after its mark."""
        self._start, self._inner = start, inner
        self._marks: list[Span] = []  # what only dresses the text
        self._unseen: list[Span] = []  # commands that are hidden at either end of the text

    def blocks(self) -> list[Block]:
        """Return the blocks, in order."""
        pos = 0
        while (match := TOKEN.search(self._text, pos)) is not None:
            pos = self._take(match)
        self._flush(len(self._text))
        return self._done

    def _take(self, match: re.Match[str]) -> int:
        """Read a token, and return the offset of the next one."""
        if match["edge"]:
            return self._edge(match["edge"], match["environment"], match.start(), match.end())
        if match["command"]:
            return self._command(match)
        if self._preamble:
            return match.end()
        if match["formula"]:
            closing = "\\]" if match["formula"] == "\\[" else "$$"
            return self._verbatim(match.start(), match.end(), closing, ParagraphKind.CODE) or match.end()
        self._read_mark(match)
        return match.end()

    def _read_mark(self, match: re.Match[str]) -> None:
        """Read a token that separates text or lies within it: comment, brace, blank line, end of a row or line."""
        if match["comment"]:
            self._comment(Span(*match.span()))
        elif match["brace"] == "{":
            self._dressed.append(False)
            group = self._arguments.group(match.start()) if self._in_table() else None
            if group is not None and group.end - group.start <= _LONGEST_ARGUMENT:
                self._argument_end = max(self._argument_end, group.end)
        elif match["brace"] and self._dressed and self._dressed.pop():
            self._mark(match.start(), match.end())
        elif match["blank"] and not self._in_table():
            self._flush(match.start())
        elif match["break"] and self._in_table() and match.start() >= self._argument_end:
            self._flush(match.start())
            self._open(match.start(), match.end())
        elif match["break"]:
            self._mark(match.start(), match.end())

    def _command(self, match: re.Match[str]) -> int:
        name, end = match["command"], match.end()
        kind = command_kinds().get(name, "")
        if kind == "title" and (not self._preamble or name in _TITLES_BEFORE):
            return self._titled(match.start(), end, ParagraphKind.HEADING)
        if self._preamble:
            return end
        if kind == "caption":
            return self._titled(match.start(), end, ParagraphKind.BODY)
        if kind == "item":
            return self._item(match.start(), end, name)
        if name == "par":
            self._flush(match.start())
            self._open(match.start(), end)
            return end
        return self._within(kind, name, match.start(), end)

    def _within(self, kind: str, name: str, start: int, end: int) -> int:
        """Read a command within a paragraph, and return the offset after it."""
        if kind == "unseen":
            end = self._arguments.end(end, name)
            self._hide(start, end)
        elif kind == "alone":
            self._hide(start, end)
        elif kind == "dress":
            if dressed := self._text.startswith("{", end):
                self._dressed.append(True)
            end += dressed
            self._mark(start, end)
        return end

    def _titled(self, start: int, pos: int, kind: ParagraphKind) -> int:
        """Read a title or caption from the last braces, without its short form. Return the offset after it."""
        option = self._arguments.option(pos)
        if option is not None:
            pos = option.end + 1
        title = None
        while (group := self._arguments.group(pos)) and (title is None or kind is ParagraphKind.BODY):
            title, pos = group, group.end + 1
        if title is None:
            return pos
        self._flush(start)
        if option is not None:  # for the table of contents
            self._add(option, ParagraphKind.MARKUP, reason=Reason.NAVIGATION)
            start = option.end + 1
        self._add(Span(start, pos), kind, title)
        return pos

    def _item(self, start: int, pos: int, name: str) -> int:
        """Read an item, whose label in brackets may be a term. Return the offset after it."""
        self._flush(start)
        label = self._arguments.option(pos)
        key = self._arguments.group(pos if label is None else label.end + 1) if name == "bibitem" else None
        end = max([pos, *(argument.end + 1 for argument in (label, key) if argument)])
        if label is not None and key is None and label.end - label.start > len("(iii)"):
            self._add(Span(start, end), ParagraphKind.LIST, label)
        else:
            self._open(start, end)
        return end

    def _edge(self, edge: str, name: str, start: int, end: int) -> int:
        """Read the beginning or end of an environment, and return the offset after it."""
        if self._preamble and (edge, name) != ("begin", "document"):
            return end
        self._flush(start)
        self._preamble = False
        if edge == "end":
            if name == "document" and end < len(self._text.rstrip()):
                self._add(Span(start, end), ParagraphKind.MARKUP)
                self._add(_trimmed(self._text, end, len(self._text)), ParagraphKind.MARKUP, reason=Reason.HIDDEN)
                return len(self._text)
            if name in self._environments:
                del self._environments[self._environments.index(name) :]
            self._add(Span(start, end), ParagraphKind.MARKUP)
            return end
        kind = environment_kinds().get(name, "")
        if kind in ("code", "picture"):
            code = ParagraphKind.CODE if kind == "code" else ParagraphKind.MARKUP
            if closed := self._verbatim(start, end, f"\\end{{{name}}}", code, argument_counts().get(name, 0)):
                return closed
        if len(self._environments) < _DEEPEST:
            self._environments.append(name)
        return self._environment_head(name, start, end)

    def _environment_head(self, name: str, start: int, end: int) -> int:
        """Read the arguments of an environment: settings, and perhaps a title. Return the offset after them."""
        count = argument_counts().get(name, 0)
        title = None
        while option := self._arguments.option(end):
            if not _SETTING.match(self._text, option.start, option.end):
                title = option
            end = option.end + 1
        for _ in range(abs(count)):
            if group := self._arguments.group(end):
                title, end = (group if count < 0 else title), group.end + 1
        self._add(Span(start, end), ParagraphKind.HEADING if title else ParagraphKind.MARKUP, title)
        return end

    def _verbatim(self, start: int, inner: int, closing: str, kind: ParagraphKind, groups: int = 0) -> int:
        """Add text up to ``closing`` without parsing it. Return the offset after it, or 0 if there is no end."""
        stop = -1 if closing in self._unclosed else self._text.find(closing, inner)
        if stop < 0:
            self._unclosed.add(closing)
            return 0
        self._flush(start)
        option = self._arguments.option(inner)
        if option is not None and option.end < stop and not closing.startswith(("\\]", "$")):
            inner = option.end + 1
        for _ in range(groups):
            if (group := self._arguments.group(inner)) and group.end < stop:
                inner = group.end + 1
        self._add(Span(start, stop + len(closing)), kind, None if kind is ParagraphKind.MARKUP else Span(inner, stop))
        return stop + len(closing)

    def _comment(self, comment: Span) -> None:
        """Read a comment. On a separate line after a sentence end it is markup; otherwise it is in its paragraph."""
        before = self._text[max(self._inner, comment.start - _LOOK_BACK) : comment.start]
        begun = before.strip() or self._start < self._inner
        after_unseen = self._unseen and not self._text[self._unseen[-1].end : comment.start].strip()
        own_line = before.rstrip(" \t\u3000")[-1:] in ("\n", "\r", "")
        if begun and (after_unseen or not own_line or not is_stopped(before.strip())):
            self._hide(*comment)
        else:
            self._flush(comment.start)
            self._add(comment, ParagraphKind.MARKUP, reason=Reason.COMMENT)

    def _in_table(self) -> bool:
        """Return whether the innermost environment of a known kind is a table."""
        kinds = (environment_kinds().get(name) for name in reversed(self._environments))
        return next((kind for kind in kinds if kind), "") == "table"

    def _mark(self, start: int, end: int) -> None:
        self._marks.append(Span(start, end))

    def _hide(self, start: int, end: int) -> None:
        self._mark(start, end)
        self._unseen.append(Span(start, end))

    def _flush(self, end: int) -> None:
        """Ends the open paragraph."""
        whole = _trimmed(self._text, self._start, end)
        inner = self._without_unseen(_trimmed(self._text, self._inner, end))
        content = self._text[inner.start : inner.end]
        kinds = (environment_kinds().get(name, "") for name in reversed(self._environments))
        kind = next((_KINDS[name] for name in kinds if name in _KINDS), ParagraphKind.BODY)
        nothing = not _SEEN.search(content) or (kind is ParagraphKind.BODY and self._is_commands(content))
        if self._preamble or nothing:
            if whole.start < whole.end:
                self._done.append(markup(*whole, reason=self._reason(whole, content)))
        else:
            marks = tuple(mark for mark in self._marks if inner.start <= mark.start and mark.end <= inner.end)
            self._done.append(Block(whole.start, whole.end, kind, inner, inner.start, marks))
        self._open(end, end)

    def _reason(self, whole: Span, content: str) -> Reason:
        """Return why a paragraph without prose is left out."""
        if self._preamble or "{" in content:
            return Reason.METADATA
        return Reason.DEFINITION if _DEFINES.match(self._text, whole.start, whole.end) else Reason.MARKUP

    def _is_commands(self, content: str) -> bool:
        """Return whether a paragraph consists of commands without prose, such as those that a document defines."""
        dressed = len(self._marks) > len(self._unseen)
        return not dressed and len(content) <= _LONGEST_COMMANDS and _ONLY_COMMANDS.match(content) is not None

    def _without_unseen(self, inner: Span) -> Span:
        """Return a span without invisible content at its ends."""
        for unseen in self._unseen:
            if unseen.start == inner.start:
                inner = _trimmed(self._text, unseen.end, inner.end)
        for unseen in reversed(self._unseen):
            if unseen.end == inner.end and unseen.start >= inner.start:
                inner = _trimmed(self._text, inner.start, unseen.start)
        return inner

    def _add(self, whole: Span, kind: ParagraphKind, inner: Span | None = None, reason: Reason = Reason.MARKUP) -> None:
        """Add a block outside the open paragraph. The next paragraph starts after it."""
        inside = _trimmed(self._text, *inner) if inner is not None else whole
        if inner is None or not _SEEN.search(self._text[inside.start : inside.end]):
            self._done.append(markup(*whole, reason=reason))
        else:
            self._done.append(Block(whole.start, whole.end, kind, inside, inside.start))
        self._open(whole.end, whole.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
