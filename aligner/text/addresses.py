"""Compares two addresses: whether they are the same page, possibly in two languages."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: A language or country as a separate part of an address: /en/, ja., ?hl=ja, _ja.html, /en-US.
_LANGUAGE = re.compile(r"(?<![a-z0-9])(?:(?:en|ja)(?:[-_](?:us|gb|jp))?|jp|us|english|japanese)(?![a-z0-9])")
_PARAMETER = re.compile(r"(?<=[?&])(?:hl|lang|language|locale|l|gl)=(?=&|#|$)&?")
_SEPARATORS = re.compile(r"[/._-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://(?:www\.)?")
_SUFFIX = re.compile(r"(?:/?index)?\.(?:html?|md|rst|php)(?=[?#]|$)")
_JAPANESE_SITE = re.compile(
    r"^[a-z][a-z0-9+.-]*://(?:[\w-]+\.)*(?:ja|jp)(?:\.[\w.-]+)?(?:[:/?#]|$)|[/?=._-]ja(?:[/&#._-]|$)"
)
#: An address of at least this many characters is not the ending of another one by chance.
_LONG_ENOUGH = 8
#: A fragment that encodes the content of a page: https://play.example.org/#eNp9kE1LxDAQhv9K…
_CONTENT = re.compile(r"(?=\S{0,99}[0-9])(?=\S{0,99}[A-Z])(?=\S{0,99}[a-z])[\w+/=%~-]{32,}")
_TRANSLATED = re.compile(r"[^\x00-\x7f]")


def same_address(en: str, ja: str) -> bool:
    """Whether two addresses lead to the same page, apart from its language.

    A page with a Japanese name matches any page of the same site, and a fragment in Japanese matches any fragment. So
    does a fragment that is the content of a playground, because its comments and strings are translated.

    >>> same_address("https://en.wikipedia.org/wiki/Pier", "https://ja.wikipedia.org/wiki/桟橋")
    True
    >>> same_address("https://example.com/en/guide.html#first-steps", "https://example.com/ja/guide/#最初の手順")
    True
    >>> same_address("https://example.com/en/guide", "https://example.com/ja/tour")
    False
    """
    if en == ja:
        return True
    plain_en, plain_ja = unquote(en).casefold(), unquote(ja).casefold()
    (en_page, _, en_part), (ja_page, _, ja_part) = plain_en.partition("#"), plain_ja.partition("#")
    if not _same_page(_plain(en_page), _plain(ja_page)):
        return _is_translated(en_page, ja_page)
    if not en_part or not ja_part or _plain(en_part) == _plain(ja_part) or _TRANSLATED.search(ja_part):
        return True
    return all(_CONTENT.fullmatch(address.partition("#")[2]) for address in (en, ja))


def is_japanese_site(address: str) -> bool:
    """Whether an address shows that its page is in Japanese; translators replace original addresses by such ones.

    >>> is_japanese_site("https://www.example.co.jp/guide"), is_japanese_site("https://example.com/guide")
    (True, False)
    """
    return _JAPANESE_SITE.search(address.casefold()) is not None


def _same_page(one: str, other: str) -> bool:
    """Whether two are equal, except that one may lack its site (a relative address) or follow that of an archive."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer == shorter or (len(shorter) >= _LONG_ENOUGH and longer.endswith(f"/{shorter}"))


def _plain(address: str) -> str:
    bare = _LANGUAGE.sub("", _SUFFIX.sub("", _SCHEME.sub("", address)))
    return _SEPARATORS.sub("/", _PARAMETER.sub("", bare)).strip("/?&")


def _is_translated(en: str, ja: str) -> bool:
    """Whether a page of the same site has a Japanese name."""
    return _TRANSLATED.search(ja) is not None and _site(en) == _site(ja)


def _site(address: str) -> str:
    return _LANGUAGE.sub("", _SCHEME.sub("", address).partition("/")[0]).strip(".")
