"""`docs/command-line.md` holds what the commands say of themselves; ``TAIYAKU_REWRITE_GOLDEN=1`` writes it anew.

Told from the parameters, not from click's own help, whose form differs from one version to the next.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import aligner.cli.main  # noqa: F401  # adds the commands to the group
from aligner.cli.commands import SETTINGS, taiyaku
from tests.outputs.test_golden import REWRITE

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[1] / "docs" / "command-line.md"
#: The start of the first section. This test writes all sections; only the text above them is written by hand.
FIRST = "\n## "


def commands(group: click.Group, path: str = "taiyaku") -> Iterator[tuple[str, click.Command]]:
    """The commands of a group and of groups within it, by name."""
    for name, command in sorted(group.commands.items()):
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands(taiyaku))


@click.command
@SETTINGS
def settings(**_: object) -> None:
    """What an alignment is made with, the same for every command that makes one."""


SHARED = {it.name: it.to_info_dict() for it in settings.params}


def argument(parameter: click.Parameter) -> str:
    name = (parameter.metavar or parameter.name or "").upper().strip("[]")
    return name if parameter.required else f"[{name}]"


def option(parameter: click.Option) -> str:
    """The names of an option and what it takes."""
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if parameter.is_flag:
        return f"`{names}`"
    if isinstance(parameter.type, click.Choice):
        return f"`{names}` {', '.join(f'`{choice}`' for choice in parameter.type.choices)}"
    taken = "N" if isinstance(parameter.type, click.types.IntParamType) else parameter.type.name.upper()
    return f"`{names} {parameter.metavar or taken}`"


def prose(text: str) -> str:
    """A text of the help as Markdown: one line, < opens no tag, and names of options are code."""
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*|-(?= is))", r"`\1`", " ".join(text.split()).replace("<", "&lt;"))


def told(parameter: click.Option) -> str:
    text = prose(parameter.help or "")
    if parameter.required:
        text += " Required."
    if parameter.show_default:
        text += f" Default: `{parameter.default}`."
    return text.strip().replace("|", "\\|")


def section(path: str) -> str:
    command = COMMANDS[path]
    arguments = [argument(it) for it in command.params if isinstance(it, click.Argument)]
    options = [it for it in command.params if isinstance(it, click.Option) and not it.hidden]
    usage = " ".join([path, *arguments, *(["[OPTIONS]"] if options else [])])
    text = "\n\n".join(map(prose, (command.help or "").split("\n\n")))
    own = [it for it in options if SHARED.get(it.name) != it.to_info_dict()]
    more = "" if len(own) == len(options) else "\nAnd the [settings](#settings).\n"
    return f"\n## {path}\n\n    {usage}\n\n{text}\n{table(own) if own else ''}{more}"


def table(options: list[click.Option]) -> str:
    return "\n| option | |\n|---|---|\n" + "".join(f"| {option(it)} | {told(it)} |\n" for it in options)


def shared() -> str:
    options = [it for it in settings.params if isinstance(it, click.Option)]
    return f"\n## Settings\n\n{settings.help}\n{table(options)}"


def test_the_page_is_what_the_commands_say() -> None:
    head = PAGE.read_text("utf-8").split(FIRST)[0]
    made = head + "".join(map(section, COMMANDS)) + shared()
    if os.environ.get(REWRITE):
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made, f"the page differs; if it should, set {REWRITE}=1 and run the test again"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_says_what_it_does_and_every_option_what_for(path: str) -> None:
    assert COMMANDS[path].help
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help or isinstance(parameter.type, click.Choice), parameter.name
