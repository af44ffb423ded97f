"""The page and the files that belong to it, read once at the start: no request leads to the file system."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "json": "application/json",
}


class Assets:
    """The files by name, and the page."""

    def __init__(self, words: Mapping[str, object]) -> None:
        """Read them.

        Args:
            words: what the page's template is filled with.
        """
        from jinja2 import Environment, PackageLoader, StrictUndefined

        folder = files("aligner.review").joinpath("page")
        self._files = {
            it.name: (it.read_bytes(), _TYPES[it.name.rpartition(".")[2]])
            for it in folder.joinpath("static").iterdir()
            if it.name.rpartition(".")[2] in _TYPES
        }
        templates = Environment(
            loader=PackageLoader("aligner.review", "page/templates"), autoescape=True, undefined=StrictUndefined
        )
        self._page = templates.get_template("page.html").render(words)

    def file(self, name: str) -> Response | None:
        """The answer that is a file; None where there is none of that name."""
        if name not in self._files:
            return None
        content, media_type = self._files[name]
        return Response(content, media_type=media_type)

    def page(self) -> Response:
        """The answer that is the page."""
        return Response(self._page, media_type="text/html; charset=utf-8")
