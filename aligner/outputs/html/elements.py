"""HTML elements from Python. The library markupsafe escapes every string that is not HTML already.

Only ``Html`` reaches a page as it is, and only this module, the templates and the page's own files make it. Any other
string is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Html
from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    #: What an attribute may be: text, a number, present without a value (True), absent (False, None).
    Value: TypeAlias = str | int | bool | None

__all__ = ["Html", "element", "escape", "join"]

#: Elements that hold nothing and have no end tag.
_VOID = frozenset({"br", "input", "meta"})


def join(parts: Iterable[str], between: str = "") -> Html:
    """Parts one after the other, each escaped unless it is HTML."""
    return Html(str.join(escape(between), map(escape, parts)))  # noqa: S704 - every part is escaped


def element(name: str, /, *children: str, **attributes: Value) -> Html:
    """An element; strings inside it are escaped unless they are HTML.

    An underscore in an attribute's name is written as a hyphen; an underscore at its end is removed (``class_``). An
    attribute that is None or False is left out. An attribute that is True is written without a value.

    >>> str(element("p", "1 < 2 ", element("b", "so"), class_="note", data_at=3, hidden=True, title=None))
    '<p class="note" data-at="3" hidden>1 &lt; 2 <b>so</b></p>'
    """
    start = f"<{name}{''.join(map(_attribute, attributes.items()))}>"
    inside = "" if name in _VOID else f"{''.join(map(escape, children))}</{name}>"
    return Html(start + inside)  # noqa: S704 - attributes and children are escaped


def _attribute(item: tuple[str, Value]) -> str:
    key, value = item
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{value if isinstance(value, int) else escape(value)}"'
