"""HTML elements from Python, with everything escaped that is not HTML already.

The rule kept here: only `Html` reaches a page as it is, and only this module and the page's own files make it. Any
other string is text, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    #: What an attribute may be: text, a number, there without a value, not there.
    Value: TypeAlias = str | int | bool | None

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
#: Elements that hold nothing and have no end tag.
_VOID = frozenset({"br", "input", "meta"})


class Html(str):
    """What may stand in a page as it is."""

    __slots__ = ()


def escape(text: str) -> Html:
    """A text as HTML that shows it, in an element or in a quoted attribute.

    >>> escape('</script> & "x"')
    '&lt;/script&gt; &amp; &quot;x&quot;'
    """
    return text if isinstance(text, Html) else Html(text.translate(_ESCAPES))


def join(parts: Iterable[str], between: str = "") -> Html:
    """Parts one after the other, each escaped unless it is HTML."""
    return Html(escape(between).join(map(escape, parts)))


def element(name: str, /, *children: str, **attributes: Value) -> Html:
    """An element; strings inside it are escaped unless they are HTML.

    An underscore in an attribute's name stands for a hyphen, one at its end for nothing (``class_``). An attribute
    that is None or False is left out, one that is True has no value.

    >>> element("p", "1 < 2 ", element("b", "so"), class_="note", data_at=3, hidden=True, title=None)
    '<p class="note" data-at="3" hidden>1 &lt; 2 <b>so</b></p>'
    """
    start = "".join((f"<{name}", *(_attribute(key, value) for key, value in attributes.items()), ">"))
    return Html(start if name in _VOID else f"{start}{join(children)}</{name}>")


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
