"""A small git repository for tests."""

from __future__ import annotations

import os
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

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        """Run git with a fixed identity, at noon of a day, and return what it prints."""
        own = ("user.name=Test", "user.email=test@example.org", "commit.gpgsign=false", "core.autocrlf=false")
        options = [option for setting in own for option in ("-c", setting)]
        when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
        command = ["git", "-C", str(self.folder), *options, *arguments]
        return subprocess.run(command, check=True, capture_output=True, env=os.environ | when).stdout.decode().strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Put a text in place of another that stands in a file once."""
        text = (self.folder / name).read_bytes().decode()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def commit(self, message: str, day: str = "2026-01-01") -> str:
        """Commit everything and return the id of the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")
