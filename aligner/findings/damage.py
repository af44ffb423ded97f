"""Text that a program damaged: characters in a wrong encoding, half-width katakana, dates made by a spreadsheet.

    mojibake      text that was decoded with a wrong encoding, or whose characters were lost: ã€Œ, 縺ゅ, �, ？？？？
    half-width    half-width katakana in a text that has full-width katakana
    date          a value that a spreadsheet took for a date: 3/4 and 2024-03-04, SEPT2 and 9月2日

The rule: what both sides of a pair have is no damage. ``detail.restored`` is the text that mojibake was, if it is
known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.build import build_finding, in_bead
from aligner.findings.inspection import LIKELY
from aligner.findings.spreadsheet_dates import changed_dates
from aligner.messages import say
from aligner.model import LANGS, NO_LANGUAGE, FindingKind, Lang, Severity, Span
from aligner.text.folding import fold
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Document, Finding, Segment

#: Characters that stand for bytes from 0x80 on in Windows-1252.
_HIGH = "\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: UTF-8 and Shift_JIS read as Windows-1252, UTF-8 read as Shift_JIS (kana become 縺, 繧 and 繝), ISO-2022-JP without
#: its escapes, and characters that were replaced or lost.
_WESTERN = re.compile(f"[{_HIGH}]{{2,}}")
_SHIFTED = re.compile("(?:[縺繧繝][^\\s]{1,2}){2,}")
_ESCAPED = re.compile(r"\x1b?\$[B@](?:[!-~]{2}){2,}\x1b?\([BJ]")
_LOST = re.compile(r"\ufffd+|[?？]{4,}|(?:锟斤拷?|ï¿½)+")
#: One of these is in every piece of mojibake; few sentences have any.
_SIGN = re.compile(rf"[{_HIGH}]{{2}}|[縺繧繝]|\$[B@]|\ufffd|[?？]{{4}}|锟")
_HALF_WIDTH = re.compile("[ｦ-ﾟ]{2,}")
_FULL_WIDTH = re.compile("[ァ-ヺ]")
#: Minimum share of half-width katakana in all katakana of a text that is written in half-width katakana. A choice.
_HABIT = 0.3


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every damaged passage and value."""
    findings: list[Finding] = []
    for lang in LANGS:
        document = inspection.alignment.bitext.side(lang)
        half_width = lang is Lang.JA and _is_full_width(document)
        for segment in document.segments:
            if document.paragraphs[segment.paragraph].kind in NO_LANGUAGE:
                continue
            bead = inspection.beads_of[lang][segment.id]
            findings += _mojibake(inspection, bead, document, segment)
            if half_width:
                findings += _half_width(inspection, bead, document, segment)
    findings += _dates(inspection)
    return findings


def _mojibake(inspection: Inspection, bead: Bead, document: Document, segment: Segment) -> Iterator[Finding]:
    """Yield one finding about the first passage in a wrong encoding of a segment."""
    text = document.segment_text(segment.id)
    if not _SIGN.search(text):
        return
    other = inspection.alignment.bitext.side(document.lang.other)
    there = " ".join(other.segment_text(k) for k in bead.side(other.lang))
    for span, restored in _broken(text):
        broken = text[slice(*span)]
        if broken in there or (set(broken) <= set("?？") and re.search(r"[?？]{4}", there)):
            continue
        yield build_finding(
            inspection.alignment.bitext,
            FindingKind.DAMAGE,
            "mojibake",
            say(
                "damage.restored" if restored else "damage.mojibake",
                source=inspection.direction,
                side=document.lang,
                text=broken,
                restored=restored,
            ),
            locations=in_bead(bead, document.lang, segment.id, _placed(segment, span)),
            confidence=1.0,
            about=["mojibake", text],
            restored=restored,
        )
        return


def _placed(segment: Segment, span: tuple[int, int]) -> Span:
    return Span(segment.start + span[0], segment.start + span[1])


def _broken(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the spans in a wrong encoding, with the text that they were, or "" if it is not known.

    >>> list(_broken("It saysÂ ã€Œæ—¥æœ¬ã€ today"))[0][1]
    '「日本'
    """
    for match in _WESTERN.finditer(text):
        if restored := _decoded(match[0]):
            yield match.span(), restored
    for match in _SHIFTED.finditer(text):
        restored = match[0].encode("cp932", "ignore").decode("utf-8", "ignore")
        if JAPANESE.search(restored):
            yield match.span(), restored
    for match in _ESCAPED.finditer(text):
        yield match.span(), ""
    for match in _LOST.finditer(text):
        yield match.span(), ""


def _decoded(text: str) -> str:
    """Return the text that was read as Windows-1252, or "": from UTF-8, or kana from Shift_JIS."""
    data = b"".join(_byte(char) for char in text)
    for encoding, wanted in (("utf-8", _TYPICAL), ("cp932", _KANA)):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError as error:
            # The end of a passage is often cut or was a character that is not printed.
            decoded = data[: error.start].decode(encoding) if error.start >= _ENOUGH else ""
        if decoded and wanted.search(decoded):
            return decoded
    return ""


#: What is in text that was UTF-8: letters of Western Europe, punctuation, Japanese. Shift_JIS decodes nearly any
#: bytes, so kana are wanted, two in a row.
_TYPICAL = re.compile("[\u00a0-\u00ff\u2010-\u2030\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_KANA = re.compile("[ぁ-んァ-ヶ]{2}")
#: Minimum bytes of a passage whose rest cannot be decoded.
_ENOUGH = 3


def _byte(char: str) -> bytes:
    """Return the byte of a character in Windows-1252, with the codes that it leaves undefined as they are."""
    code = ord(char)
    return bytes([code]) if code < _BYTES else char.encode("cp1252")


#: Characters below this code are bytes of the same value.
_BYTES = 0x100


def _is_full_width(document: Document) -> bool:
    """Whether a text writes katakana in full width, apart from a few places."""
    half = sum(map(len, _HALF_WIDTH.findall(document.text)))
    return 0 < half < _HABIT * (half + len(_FULL_WIDTH.findall(document.text)))


def _half_width(inspection: Inspection, bead: Bead, document: Document, segment: Segment) -> Iterator[Finding]:
    """Yield one finding about the half-width katakana of a segment, unless they are quoted."""
    text = document.segment_text(segment.id)
    for match in _HALF_WIDTH.finditer(text):
        if text[: match.start()].count("「") > text[: match.start()].count("」"):
            continue
        yield build_finding(
            inspection.alignment.bitext,
            FindingKind.DAMAGE,
            "half-width",
            say("damage.half_width", source=inspection.direction, side=Lang.JA, text=match[0], full=fold(match[0])),
            locations=in_bead(bead, Lang.JA, segment.id, _placed(segment, match.span())),
            confidence=1.0,
            severity=Severity.INFO if inspection.direction is Lang.JA else None,
            about=["half-width", text],
        )
        return


def _dates(inspection: Inspection) -> Iterator[Finding]:
    """Yield the values of which a spreadsheet made dates."""
    bitext = inspection.alignment.bitext
    for bead in inspection.alignment.beads:
        if not bead.paired or bead.confidence < LIKELY:
            continue
        texts = {lang: [(k, bitext.side(lang).segment_text(k)) for k in bead.side(lang)] for lang in LANGS}
        for lang in LANGS:
            value_texts = "\n".join(text for _, text in texts[lang.other])
            for k, text in texts[lang]:
                for span, value in changed_dates(text, value_texts):
                    segment = bitext.side(lang).segments[k]
                    yield build_finding(
                        bitext,
                        FindingKind.DAMAGE,
                        "date",
                        say(
                            "damage.date",
                            source=inspection.direction,
                            side=lang,
                            date=text[slice(*span)],
                            value=value,
                        ),
                        locations=in_bead(bead, lang, k, _placed(segment, span)),
                        confidence=bead.confidence,
                        about=["date", text, value],
                        value=value,
                    )
