"""The pairs of folders for a run: found once, and found again only when the folders hold other files.

Reading and embedding thousands of documents takes as long as aligning a good part of them, so a run that goes on takes
over what the run before it found.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from aligner.batch.files import stamps
from aligner.batch.manifest import Entry, Manifest
from aligner.batch.pairing.find_pairs import How, find_pairs
from aligner.batch.plan import described
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.batch.files import Folder

PAIRS = "pairs.json"


@dataclass(frozen=True, slots=True)
class Folders:
    """Two folders, or one tree, in which pairs are to be looked for."""

    first: str
    second: str | None
    how: How

    def manifest(self, out: Folder, seen: Callable[[int, int], None]) -> Manifest:
        """The pairs, and the files left alone.

        Args:
            out: where the pairs are kept.
            seen: told how many files were read, and of how many.

        Raises:
            InputError: when a folder cannot be read, or there is no pair in them.
        """
        asked = self._digest()
        stored = out.read(PAIRS)
        kept = json.loads(stored) if stored else {}
        if kept.get("asked") == asked:
            rows = kept["pairs"]
            entries = [Entry(row[0], row[1], row[2], tuple(row[3])) for row in rows]
        else:
            entries = find_pairs(self.first, self.second, self.how, seen)
            rows = [[entry.source, entry.target, entry.confidence, entry.reasons] for entry in entries]
            out.write(PAIRS, (json.dumps({"asked": asked, "pairs": rows}, indent=0) + "\n").encode())
        if not any(entry.is_pair for entry in entries):
            raise InputError("no two files are translations of each other; taiyaku pair shows why", name=self.first)
        return Manifest(tuple(entries))

    def _digest(self) -> str:
        """What the pairs depend on: names, sizes and times of the files, and how pairs are looked for."""
        how = {it.name: str(getattr(self.how, it.name)) for it in fields(self.how) if it.name != "settings"}
        files = [(folder, stamps(folder)) for folder in (self.first, self.second) if folder is not None]
        asked = json.dumps([files, how, described(self.how.settings)], sort_keys=True)
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
