"""The page and the files that belong to it, read once at the start: no request leads to the file system."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import Response

from aligner.messages import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Style sheets, in order: those of the HTML report, so that the page looks the same, and those of the page.
SHARED_STYLES = ("colours", "type", "frame", "controls", "findings", "texts", "rows")
OWN = ("top", "desk", "dialogs", "work", "side")
#: Modules of the report's script that the page uses too.
SHARED_MODULES = ("settings", "frames")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "json": "application/json",
}


def page_words() -> dict[str, dict[str, str]]:
    """The texts of the page's script by language: the words of the page, and the names of actions."""
    actions = messages("review")
    return {
        lang: {**words, **{name: text for name, text in actions[lang].items() if name.startswith("action_")}}
        for lang, words in messages("review_page").items()
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
            file.name: (file.read_bytes(), _TYPES[file.name.rpartition(".")[2]])
            for file in folder.joinpath("static").iterdir()
            if file.name.rpartition(".")[2] in _TYPES
        }
        templates = Environment(
            loader=PackageLoader("aligner.review", "page/templates"), autoescape=True, undefined=StrictUndefined
        )
        report = files("aligner.outputs.html").joinpath("page")
        for name in (*(f"{style}.css" for style in SHARED_STYLES), *(f"{module}.js" for module in SHARED_MODULES)):
            self._files[name] = (report.joinpath(name).read_bytes(), _TYPES[name.rpartition(".")[2]])
        self._page = templates.get_template("page.html").render(
            {**words, "styles": (*SHARED_STYLES, *OWN), "words": page_words()}
        )

    def file(self, name: str) -> Response | None:
        """The answer that is a file; None where there is none of that name."""
        if name not in self._files:
            return None
        content, media_type = self._files[name]
        return Response(content, media_type=media_type)

    def page(self) -> Response:
        """The answer that is the page."""
        return Response(self._page, media_type="text/html; charset=utf-8")
