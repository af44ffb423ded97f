"""The command ``review``: opens the review page in the browser and serves it until interrupted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import SETTINGS, settings_of
from aligner.cli.option_types import READ, WRITTEN, Count
from aligner.cli.write_output import check_output, complain
from aligner.errors import SettingsError, missing_package

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Open the review page: decide on findings, correct the alignment, export.")
@click.argument("source", type=READ)
@click.argument("target", type=READ, required=False)
@click.option("--session", type=WRITTEN, metavar="FILE", help="Session file. Default: NAME.taiyaku.")
@click.option("--port", type=Count(0, 65535), default=0, metavar="N", help="Port. Default: any free port.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option(
    "--reviewer", metavar="NAME", help="Name of the reviewer for the protocol. Default: the name of the account."
)
@click.option(
    "--recover", is_flag=True, help="Save the readable part of a damaged session to a new session, and open it."
)
@SETTINGS
def review(
    *,
    source: Path,
    target: Path | None,
    session: Path | None,
    port: int,
    no_browser: bool,
    reviewer: str | None,
    recover: bool,
    **choices: Any,
) -> None:
    """Review SOURCE and TARGET, a record (made with align --format json), or a session (NAME.taiyaku).

    All work is kept in the session, and the review continues where it was left. The texts are never changed.
    """
    settings = settings_of(**choices)
    try:
        for module in ("jinja2", "starlette", "uvicorn"):
            import_module(module)
    except ModuleNotFoundError as error:
        raise SettingsError(missing_package("the review page", error, "review")) from None
    from aligner.review.recovery import recovered
    from aligner.review.service import ReviewService
    from aligner.review.session_files import open_session
    from aligner.review.start_session import is_session, session_for
    from aligner.review.web.serving import bind, serve

    if session is not None and not is_session(session):
        check_output(session, [source, target])
    listening = bind(port)
    try:
        path = session_for(source, target, settings, session)
        if recover:
            path, rows = recovered(path, session)
            click.echo(f"{path}: saved, with {rows} actions", err=True)
        opened = open_session(path, who=_account() if reviewer is None else reviewer[:100])
        try:
            serve(ReviewService(opened), listening, lambda address: _show(address, browser=not no_browser))
        finally:
            opened.close()
    finally:
        listening.close()


def _account() -> str:
    """Return the name of the user's account, or "" if it has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _show(address: str, *, browser: bool) -> None:
    """Open the address in a browser, or print it if there is none or none is wanted."""
    import webbrowser

    if browser:
        try:
            if webbrowser.open(address):
                click.echo("The review is open in the browser; press Ctrl+C here to end it.", err=True)
                return
        except webbrowser.Error:
            pass
        complain("no browser could be opened; open this address in one on this machine (it works once):")
    click.echo(address)


__all__ = ["review"]
