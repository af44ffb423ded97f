"""The anchors that site generators make from headings.

    github       GitHub; also Docusaurus, Astro and mdBook
    hugo         Hugo with its default ``autoHeadingIDType = "github"``
    vitepress    VitePress and VuePress
    mkdocs       MkDocs: Python-Markdown's ``toc`` extension, without and with letters other than ASCII
    asciidoctor  Asciidoctor with its default prefix and separator

The rule: a heading has several possible anchors, because a generator may read its text with or without inline marks, or
may be configured differently. An anchor that is one of them counts as existing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aligner.model import AnchorRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_IMAGE = re.compile(r"!\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,300})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.{0,300}?-->")
_SHORTCODE = re.compile(r"\{\{.{0,300}?\}\}")
_EMPHASIS = re.compile(
    r"(?<!\\)(\*{1,3}|~~)(?=\S)([^*~]{1,300})(?<=[^\s\\])\1|(?<![\w\\])(_{1,2})(?=\S)([^_]{1,300})(?<=[^\s\\])\3(?!\w)"
)
_CODE = re.compile(r"(?<!`)(`++)(.{1,300}?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_VITEPRESS_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_COMBINING = re.compile("[\u0300-\u036f]")
_CONTROL = re.compile("[\x00-\x1f]")
#: The number that generators add to an anchor that the page already has.
_NUMBERED = re.compile(r"[-_][0-9]{1,3}$")


def heading_anchors(headings: Iterable[str], rule: AnchorRule | None) -> dict[str, int]:
    """Return the anchors that a generator may give to headings, each with the place of its first heading.

    Args:
        headings: the texts of all headings of a page, in order.
        rule: the generator; None for the anchors of every generator.

    >>> heading_anchors(["Set `up` (quick)", "Set up quick"], AnchorRule.GITHUB)
    {'set-up-quick': 0, 'set-up-quick-1': 1}
    """
    anchors: dict[str, int] = {}
    for generator in AnchorRule if rule is None else (rule,):
        for slug in _RULES[generator]:
            taken: dict[str, int] = {}
            for place, heading in enumerate(headings):
                for base in dict.fromkeys((slug(plain_text(heading)), slug(heading))):
                    anchors.setdefault(_unique(base, taken, generator), place)
    return {folded_anchor(anchor): place for anchor, place in anchors.items()}


def folded_anchor(anchor: str) -> str:
    """Return an anchor without differences of case, percent-encoding and Unicode normalisation.

    >>> folded_anchor("%E6%A1%9F%E6%A9%8B") == folded_anchor("桟橋")
    True
    """
    return unicodedata.normalize("NFKC", unquote(anchor)).casefold()


def anchor_letters(anchor: str) -> str:
    """Return the letters and figures of an anchor, without the number of a repeated one. All rules keep them.

    >>> anchor_letters("Set-Up_(quick)-1")
    'setupquick'
    """
    return "".join(char for char in _NUMBERED.sub("", folded_anchor(anchor)) if char.isalnum())


def plain_text(heading: str) -> str:
    """Return the text of a heading without inline marks: code, emphasis, links, images, tags, escapes.

    >>> plain_text("Use `--all` with [the **list**](list.md)")
    'Use --all with the list'
    """
    text = _SHORTCODE.sub("", _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", heading))))
    text = _EMPHASIS.sub(lambda match: match[2] or match[4], _CODE.sub(r"\2", text))
    return html.unescape(_ESCAPED.sub(r"\1", text)).strip()


def _unique(base: str, taken: dict[str, int], rule: AnchorRule) -> str:
    """Return an anchor with a number if there is an equal one before it.

    Python-Markdown and Asciidoctor count from the second one on with an underscore, the others with a hyphen.
    Asciidoctor's first number is 2. An empty anchor of Python-Markdown is ``_1``.
    """
    times = taken.get(base, 0)
    taken[base] = times + 1
    if rule is AnchorRule.MKDOCS:
        number = times if base else times + 1
        return f"{base}_{number}" if number else base
    if rule is AnchorRule.ASCIIDOCTOR:
        return f"{base}_{times + 1}" if times else base
    return f"{base}-{times}" if times else base


def _github(text: str) -> str:
    """Return the anchor of github-slugger 2, the library that Docusaurus and Astro use.

    It keeps letters, marks, decimal figures, connectors, hyphens and spaces; spaces become hyphens.
    Source: https://github.com/Flet/github-slugger (``regex.js``, ``script/generate-regex.js``).
    """
    return "".join(char for char in text.lower() if _is_kept(char)).replace(" ", "-")


def _is_kept(char: str) -> bool:
    return char in " -" or char.isalpha() or unicodedata.category(char) in {"Mn", "Mc", "Me", "Nd", "Nl", "Pc"}


def _hugo(text: str) -> str:
    """Return the anchor of Hugo: letters, decimal figures, underscores and hyphens; spaces become hyphens.

    Source: https://gohugo.io/configuration/markup/#autoheadingidtype and ``markup/goldmark/autoid.go`` of Hugo.
    """
    kept = (char for char in text.strip().lower() if char in " -_" or char.isalpha() or char.isdecimal())
    return "".join(kept).replace(" ", "-")


def _vitepress(text: str) -> str:
    """Return the anchor of VitePress. Accents are removed; special characters become one hyphen.

    Source: https://github.com/mdit-vue/mdit-vue (``packages/shared/src/slugify.ts``), the default of
    https://vitepress.dev/guide/markdown#header-anchors.
    """
    bare = _CONTROL.sub("", _COMBINING.sub("", unicodedata.normalize("NFKD", text)))
    slug = re.sub("-{2,}", "-", _VITEPRESS_SPECIAL.sub("-", bare)).strip("-")
    return (f"_{slug}" if slug[:1].isdecimal() and slug[:1].isascii() else slug).lower()


def _mkdocs(text: str) -> str:
    """Return the anchor of Python-Markdown's ``slugify``, which drops all letters other than ASCII.

    Source: https://python-markdown.github.io/extensions/toc/#usage (``slugify``) and
    https://www.mkdocs.org/user-guide/writing-your-docs/.
    """
    return _mkdocs_unicode(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


def _mkdocs_unicode(text: str) -> str:
    """Return the anchor of ``slugify_unicode``; the ``slugify`` of pymdown-extensions agrees apart from case.

    Source: https://python-markdown.github.io/extensions/toc/#usage (``slugify_unicode``) and
    https://facelessuser.github.io/pymdown-extensions/extras/slugs/.
    """
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKC", text)).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


def _pymdown(text: str) -> str:
    """Return the anchor of the ``slugify`` of pymdown-extensions, which keeps successive hyphens."""
    return re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", text)).strip().lower().replace(" ", "-")


def _asciidoctor(text: str) -> str:
    """Return the anchor of Asciidoctor: an underscore, then words with underscores between them.

    Source: https://docs.asciidoctor.org/asciidoc/latest/sections/auto-ids/.
    """
    kept = re.sub(r"[^\w\s.-]", "", text.lower())
    return "_" + re.sub(r"[\s.-]+|_{2,}", "_", kept).strip("_")


_RULES: Mapping[AnchorRule, tuple[Callable[[str], str], ...]] = {
    AnchorRule.GITHUB: (_github,),
    AnchorRule.HUGO: (_hugo,),
    AnchorRule.VITEPRESS: (_vitepress,),
    AnchorRule.MKDOCS: (_mkdocs, _mkdocs_unicode, _pymdown),
    AnchorRule.ASCIIDOCTOR: (_asciidoctor,),
}
