"""Modules of other packages without all that comes with them.

Some packages import everything they have as soon as one name is asked of them: NLTK its parsers, its readers of corpora
and, where it is installed, scipy; pypinyin a table of phrases. What is wanted of them here is one small module each,
and the rest takes longer than aligning a page does. The rule kept: whoever imports such a package otherwise, before or
after, finds it whole.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_one_at_a_time = Lock()


def module_alone(name: str) -> ModuleType:
    """A module inside a package, imported without running the ``__init__`` of the packages around it.

    Bare packages stand in for those while the module is imported, and go away again. A package that was imported before
    is used as it is, and one whose module cannot do without its ``__init__`` is imported whole.

    Raises:
        ModuleNotFoundError: when there is no such package or module.
    """
    packages = name.split(".")[:-1]
    with _one_at_a_time:
        if packages[0] not in sys.modules and find_spec(packages[0]) is not None:
            try:
                for depth in range(1, len(packages) + 1):
                    _stand_in(".".join(packages[:depth]))
                return import_module(name)
            except (ImportError, AttributeError):
                pass
            finally:
                _forget(packages[0])
    return import_module(name)


def _stand_in(package: str) -> None:
    """A package that knows where its modules are, and nothing else."""
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    sys.modules[package] = module_from_spec(spec)


def _forget(package: str) -> None:
    """As if nothing of a package had been imported; what is held of it goes on working."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
