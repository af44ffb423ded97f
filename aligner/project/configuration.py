"""The settings file of a project: ``taiyaku.toml``, or ``[tool.taiyaku]`` in ``pyproject.toml``.

The file is searched in the working folder and then in its parent folders; the first one counts. An unknown key or a
wrong value is an error that names file, line and key. `docs/settings.md` describes every key of `KEYS`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from aligner.document.formats.registry import format_named
from aligner.errors import SettingsError
from aligner.findings.kinds import OFF, kinds, severity_or_off
from aligner.findings.rules.reading import BUILT_IN
from aligner.findings.severities import profile
from aligner.model import AnchorRule, FindingKind, Lang, Severity, TextKind
from aligner.project.pair_options import PairOptions
from aligner.project.patterns import Pattern
from aligner.project.site_generator import anchors_of
from aligner.settings import Settings
from aligner.text.input_files import is_file
from aligner.text.toml_positions import Value, did_you_mean, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.findings.severities import Severities

OWN_FILE = "taiyaku.toml"
SHARED_FILE = "pyproject.toml"

#: Every key of a settings file, and those of an entry of `pairs`.
KEYS = (
    "pairs", "exclude", "source-lang", "target-lang", "profile", "text-kind", "glossary", "rules", "severity",
    "fail-on", "min-certainty", "baseline", "history", "translated-from", "cache", "input-format",
    "anchors",
)  # fmt: skip
#: The keys of an entry that name its files, and those that override the keys of the project.
_FILE_KEYS = ("source", "target", "file")
PAIR_KEYS = (
    *_FILE_KEYS, "source-lang", "target-lang", "profile", "text-kind", "input-format", "glossary", "rules",
    "severity", "anchors",
)  # fmt: skip

NEVER = "never"
#: The front matter field with the commit that was translated, and the folder of the cache, where none is named.
TRANSLATED_FROM = "default_lang_commit"
CACHE = ".taiyaku-cache"


class Placed(Protocol):
    """A value with a place in a file."""

    @property
    def place(self) -> str:
        """File, line and key."""
        ...


@dataclass(frozen=True, slots=True)
class PairPattern:
    """Patterns of originals and translations; ``target`` is None for files that contain both languages.

    ``stated`` is the value that states the first pattern. Its place takes time and is needed for messages only.
    ``ref`` is the revision that has the originals; empty if they are in the working tree.
    """

    source: Pattern
    target: Pattern | None
    stated: Placed = field(compare=False)
    ref: str = ""
    options: PairOptions = field(default_factory=PairOptions)

    @property
    def shown(self) -> str:
        """The pattern of the originals as it is written."""
        return f"{self.ref}:{self.source.text}" if self.ref else self.source.text


@dataclass(frozen=True, slots=True)
class Project:
    """The content of a settings file.

    Attributes:
        root: the folder of the file; all its paths are relative to it.
        pairs: patterns of originals and their translations.
        exclude: patterns of originals or translations to ignore.
        settings: settings for every alignment.
        severities: severity by kind, or by kind and relation (``number.bound``); None leaves such findings out.
        fail_on: the lowest severity that fails; None if nothing fails.
        min_certainty: the lowest certainty of a finding that counts; None for the default.
        baseline: the file with the accepted findings.
        history: the front matter field with the commit that was translated; None looks up no history.
        cache: the folder for the results of earlier runs; None for no cache.
        file: the settings file; None if there is none.
    """

    root: Path
    pairs: tuple[PairPattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    settings: Settings = field(default_factory=Settings)
    severities: Severities = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    min_certainty: float | None = None
    baseline: Path | None = None
    history: str | None = TRANSLATED_FROM
    cache: Path | None = None
    file: str | None = None

    def with_settings(self, stated: Mapping[str, Any]) -> Project:
        """Return the project with settings that override those of the file and of its entries of pairs."""
        pairs = tuple(replace(pair, options=pair.options.without(stated)) for pair in self.pairs)
        return replace(self, settings=replace(self.settings, **stated), pairs=pairs)


def find_project(folder: Path) -> Project:
    """Read the settings of the project that a folder belongs to.

    Raises:
        SettingsError: when neither the folder nor a parent has a settings file, or its settings are wrong.
    """
    for above in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            file = above / name
            if not file.is_file():
                continue
            shown = os.path.relpath(file, folder)
            root = parse(_read(file, shown), shown).at(*(() if name == OWN_FILE else ("tool", "taiyaku")))
            if root is not None:
                return replace(_project(root, Path(os.path.relpath(above, folder)), above), file=name)
    raise SettingsError(
        f"there is no {OWN_FILE} here or above, nor a {SHARED_FILE} with [tool.taiyaku]; "
        "write one (docs/settings.md), or name the files: taiyaku check SOURCE TARGET"
    )


def _read(file: Path, shown: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{shown}: cannot be read: {error.strerror}; check the permissions") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{shown}:{line}: not UTF-8; save it as UTF-8") from None


def _project(root: Value, folder: Path, there: Path) -> Project:
    """Return the project. ``folder`` is relative to the working folder, ``there`` is the same folder as given."""
    given = root.table(KEYS)
    pairs = given.get("pairs")
    if pairs is None:
        raise root.error("has no pairs; name at least one, as in [[pairs]] with source and target")
    fail_on = given["fail-on"].choice((*Severity, NEVER)) if "fail-on" in given else Severity.ERROR
    settings = _settings(root, given, folder, there)
    if settings.anchors is None:
        settings = replace(settings, anchors=anchors_of(there))
    return Project(
        root=folder,
        pairs=tuple(_pair(entry, settings, folder, there) for entry in pairs.items("tables with source and target")),
        exclude=tuple(map(_pattern, given["exclude"].items("patterns"))) if "exclude" in given else (),
        settings=settings,
        severities=_severities(given),
        fail_on=None if fail_on == NEVER else Severity(fail_on),
        min_certainty=given["min-certainty"].share() if "min-certainty" in given else None,
        baseline=folder / given["baseline"].string() if "baseline" in given else None,
        history=_field(given) if "history" not in given or given["history"].truth() else None,
        cache=_cache(given, folder),
    )


def _field(given: Mapping[str, Value]) -> str:
    return given["translated-from"].string() if "translated-from" in given else TRANSLATED_FROM


def _cache(given: Mapping[str, Value], folder: Path) -> Path | None:
    name = given["cache"].string() if "cache" in given else CACHE
    return None if name == OFF else folder / name


def _settings(root: Value, given: Mapping[str, Value], folder: Path, there: Path) -> Settings:
    """Return the settings for alignments from the keys."""
    chosen = _chosen(given, folder, there)
    try:
        return Settings(**chosen)
    except SettingsError as error:
        raise root.error(str(error)) from None


def _chosen(given: Mapping[str, Value], folder: Path, there: Path) -> dict[str, Any]:
    """Return the fields of `Settings` that the keys state."""
    chosen: dict[str, Any] = {}
    for key in ("source-lang", "target-lang"):
        if key in given:
            chosen[key.replace("-", "_")] = Lang(given[key].choice(tuple(Lang)))
    if "profile" in given:
        chosen["profile"] = _profile(given["profile"])
    if "text-kind" in given:
        chosen["text_kind"] = TextKind(given["text-kind"].choice(tuple(TextKind)))
    if "glossary" in given:
        chosen["glossary"] = folder / given["glossary"].string()
        if not is_file(there / given["glossary"].string()):
            raise given["glossary"].error("there is no such file; its name counts from the folder of the settings file")
    if "rules" in given:
        chosen["rules"] = _rules(given["rules"], folder, there)
    if "input-format" in given:
        chosen["input_format"] = _input_format(given["input-format"])
    if "anchors" in given:
        chosen["anchors"] = AnchorRule(given["anchors"].choice(tuple(AnchorRule)))
    return chosen


def _rules(value: Value, folder: Path, there: Path) -> Path:
    """Return the rule file, or the name of a built-in set."""
    name = value.string()
    if is_file(there / name):
        return folder / name
    if name not in BUILT_IN:
        raise value.error(f"there is no such file or built-in set; sets are {', '.join(BUILT_IN)}")
    return Path(name)


def _profile(value: Value) -> str:
    name = value.string()
    try:
        profile(name)
    except SettingsError as error:
        raise value.error(str(error)) from None
    return name


def _input_format(value: Value) -> str:
    name = value.string()
    try:
        return format_named(name).name
    except SettingsError as error:
        raise value.error(str(error)) from None


def _pair(entry: Value, settings: Settings, folder: Path, there: Path) -> PairPattern:
    given = entry.table(PAIR_KEYS)
    options = PairOptions(tuple(_chosen(given, folder, there).items()), tuple(_severities(given).items()))
    try:
        options.settings_over(settings)
    except SettingsError as error:
        raise entry.error(str(error)) from None
    named = set(given).intersection(_FILE_KEYS)
    if named == {"file"}:
        return PairPattern(_pattern(given["file"]), None, given["file"], options=options)
    if named != {"source", "target"}:
        raise entry.error("needs source and target, or file alone for files that hold both languages")
    if ":" in given["target"].string():
        raise given["target"].error("names a revision, which only source can")
    ref, source, target = *_original(given["source"]), _pattern(given["target"])
    if source.wildcards != target.wildcards:
        raise given["target"].error(
            f"must have the wildcards of the source in the same order ({' '.join(source.wildcards) or 'none'})"
        )
    return PairPattern(source, target, given["source"], ref, options)


def _original(value: Value) -> tuple[str, Pattern]:
    """Return the revision and the pattern of ``REF:PATTERN``, or of a pattern alone."""
    ref, colon, pattern = value.string().rpartition(":")
    if colon and not ref:
        raise value.error("names no revision before the colon, as in upstream/main:docs/**/*.md")
    return ref, _pattern(value, pattern)


def _pattern(value: Value, text: str | None = None) -> Pattern:
    try:
        return Pattern(value.string() if text is None else text)
    except ValueError as error:
        raise value.error(str(error)) from None


def _severities(given: Mapping[str, Value]) -> dict[str, Severity | None]:
    return dict(_severity(*entry) for entry in given["severity"].entries()) if "severity" in given else {}


def _severity(rule: str, value: Value) -> tuple[str, Severity | None]:
    """Return a rule (``number`` or ``number.bound``) and its severity."""
    kind, point, relation = rule.partition(".")
    if kind not in list(FindingKind):
        raise value.error(f"there is no kind {kind!r} of findings{did_you_mean(kind, tuple(FindingKind))}")
    if value.is_table:
        raise value.error(f'write a kind and its relation in quotation marks: "{kind}.…" = "{OFF}"')
    known = kinds()[FindingKind(kind)].relations
    if point and relation not in known:
        raise value.error(f"there is no relation {relation!r} of this kind{did_you_mean(relation, tuple(known))}")
    return rule, severity_or_off(value.choice((*Severity, OFF)))
