"""The pairs of folders for a run: found once, and found again only if the files changed.

Reading and embedding thousands of documents takes a good part of the time of aligning them. So a run that continues
takes over the pairs of the run before it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from aligner.batch.files import stamps
from aligner.batch.manifest import Entry, Manifest
from aligner.batch.pairing.find_pairs import PairingOptions, find_pairs
from aligner.batch.plan import described
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.batch.files import Folder

PAIRS = "pairs.json"


@dataclass(frozen=True, slots=True)
class Folders:
    """Two folders, or one tree, in which to find pairs."""

    first: str
    second: str | None
    how: PairingOptions

    def manifest(self, out: Folder, on_progress: Callable[[int, int], None]) -> Manifest:
        """Return the pairs and the unpaired files.

        Args:
            out: the folder in which the pairs are kept.
            on_progress: called with the number of files read and the number of all files.

        Raises:
            InputError: if a folder cannot be read, or there is no pair in them.
        """
        digest = self._digest()
        stored = out.read(PAIRS)
        kept = json.loads(stored) if stored else {}
        if kept.get("asked") == digest:
            rows = kept["pairs"]
            entries = [Entry(row[0], row[1], row[2], tuple(row[3])) for row in rows]
        else:
            entries = find_pairs(self.first, self.second, self.how, on_progress)
            rows = [[entry.source, entry.target, entry.confidence, entry.reasons] for entry in entries]
            out.write(PAIRS, (json.dumps({"asked": digest, "pairs": rows}, indent=0) + "\n").encode())
        if not any(entry.is_pair for entry in entries):
            raise InputError("no two files are translations of each other; taiyaku pair shows why", name=self.first)
        return Manifest(tuple(entries))

    def _digest(self) -> str:
        """Return a digest of what the pairs depend on: names, sizes and times of the files, and the options."""
        how = {field.name: str(getattr(self.how, field.name)) for field in fields(self.how) if field.name != "settings"}
        files = [(folder, stamps(folder)) for folder in (self.first, self.second) if folder is not None]
        dependencies = json.dumps([files, how, described(self.how.settings)], sort_keys=True)
        return hashlib.sha256(dependencies.encode("utf-8", "surrogatepass")).hexdigest()
