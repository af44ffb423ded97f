"""The command line of the benchmarks that measure gold sets one after another and write a page."""

from __future__ import annotations

import argparse
from pathlib import Path


def read_arguments(description: str | None) -> argparse.Namespace:
    """What was asked for: ``corpora``, ``sets``, ``without``, ``no_meaning``, ``limit`` and ``out``."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--no-meaning", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def written(module: str, arguments: argparse.Namespace) -> str:
    """The command again, folders by what they hold."""
    command: str = f"python -m {module} CORPORA {' '.join(arguments.sets)}"
    command += " --without DIR" * (arguments.without is not None) + " --no-meaning" * arguments.no_meaning
    return command + ("" if arguments.limit is None else f" --limit {arguments.limit}")


def publish(page: str, arguments: argparse.Namespace) -> None:
    """Print a page, and write it where that was asked for."""
    print("\n" + page)
    if arguments.out:
        arguments.out.write_text(page, "utf-8")
