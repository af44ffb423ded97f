"""A small git repository for tests."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A repository in a folder, on a branch `main`, whatever the machine's own git is told to do."""

    folder: Path

    def __post_init__(self) -> None:
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        own = ("user.name=Test", "user.email=test@example.org", "commit.gpgsign=false", "core.autocrlf=false")
        options = [option for setting in own for option in ("-c", setting)]
        subprocess.run(["git", "-C", str(self.folder), *options, *arguments], check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Put a text in place of another that stands in a file once."""
        text = (self.folder / name).read_bytes().decode()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
