"""Reads rule files. Every error names the file, the line and the key.

A rule file is TOML. `docs/rules.md` describes every key. The name of a built-in set stands for its file: ``jtf`` has
the choices of the style guide, and ``consistent`` has the same rules without choices, so that the most frequent variant
of a document counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import SettingsError, reason_of
from aligner.findings.kinds import OFF, is_kind_or_relation, severity_or_off
from aligner.findings.rules.rule import NO_RULES, Rule, RuleFile
from aligner.findings.rules.rule_table import KEYS, read_rule
from aligner.findings.severities import profile
from aligner.model import FindingKind, Severity
from aligner.text.toml_positions import Value, did_you_mean, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The built-in sets.
BUILT_IN = ("jtf", "consistent")
#: The value of a choice that leaves it to the document.
MAJORITY = "majority"
_FILE_KEYS = ("include", "profile", "glossary", "severity", "choose", "lists", "rules")
#: Maximum depth of files that include each other, and maximum size of a file.
_DEPTH, _SIZE = 4, 1 << 20


def load_rules(path: Path | None) -> RuleFile:
    """Load a rule file or a built-in set; no rules for None.

    Raises:
        SettingsError: when the file cannot be read, or a rule in it is wrong.
    """
    return NO_RULES if path is None else _load(path, 0)


def _load(path: Path, depth: int) -> RuleFile:
    name = str(path)
    if path.name in BUILT_IN and not path.exists():
        return _built_in(path.name, depth)
    try:
        with path.open("rb") as file:
            data = file.read(_SIZE + 1)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"{name}: cannot be read: {reason_of(error)}; name a rule file, or one of {', '.join(BUILT_IN)}"
        ) from None
    if len(data) > _SIZE:
        raise SettingsError(f"{name}: is larger than {_SIZE} bytes; no rule file is")
    return _file(data, name, path.parent, depth)


def _built_in(name: str, depth: int) -> RuleFile:
    read = _file(files(__package__).joinpath("jtf.toml").read_bytes(), "jtf.toml", Path(), depth)
    digest = hashlib.sha256(f"{name} {read.sha256}".encode()).hexdigest()
    return replace(_without_choices(read) if name == "consistent" else read, name=name, sha256=digest)


def _file(data: bytes, name: str, folder: Path, depth: int) -> RuleFile:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(f"{name}:{line}: not UTF-8; save it as UTF-8") from None
    root = parse(text, name)
    given = root.table(_FILE_KEYS)
    included = [_included(value, folder, depth) for value in _listed(given, "include", "names of rule files")]
    rules = {rule.id: replace(rule, examples=()) for file in included for rule in file.rules}
    rules |= _own_rules(given)
    severities: dict[str, Severity | None] = {}
    for file in included:
        severities |= file.severities
    for key, value in given["severity"].entries() if "severity" in given else ():
        _set_severity(key, value, rules, severities)
    for key, value in given["choose"].entries() if "choose" in given else ():
        rule = rules[_known(key, value, rules)]
        rules[key] = _chosen(rule, value)
    glossary = next((file.glossary for file in included if file.glossary is not None), None)
    if "glossary" in given:
        glossary = _glossary(given["glossary"], folder)
    return RuleFile(
        rules=tuple(rules.values()),
        name=Path(name).name,
        sha256=_digest(data, included, glossary if "glossary" in given else None),
        profile=_profile(given["profile"]) if "profile" in given else _first(file.profile for file in included),
        glossary=glossary,
        severities=severities,
    )


def _own_rules(given: Mapping[str, Value]) -> dict[str, Rule]:
    """Return the rules of the file itself by id."""
    rules: dict[str, Rule] = {}
    lists = dict(_word_lists(given))
    for table in _listed(given, "rules", "tables with an id"):
        rule = read_rule(table.table(KEYS), table, lists)
        if rule.id in rules:
            raise table.error(f"there is another rule with the id {rule.id}; use another id")
        rules[rule.id] = rule
    return rules


def _digest(data: bytes, included: Sequence[RuleFile], glossary: Path | None) -> str:
    """Return a digest of everything that a rule file consists of."""
    digest = hashlib.sha256(data)
    for file in included:
        digest.update(file.sha256.encode())
    if glossary is not None:
        digest.update(glossary.read_bytes())
    return digest.hexdigest()


def _listed(given: Mapping[str, Value], key: str, what: str) -> list[Value]:
    return given[key].items(what) if key in given else []


def _first(names: Iterator[str]) -> str:
    return next(filter(None, names), "")


def _included(value: Value, folder: Path, depth: int) -> RuleFile:
    name = value.string()
    if depth >= _DEPTH:
        raise value.error("files include each other more than four deep; include each file once")
    return _load(Path(name) if name in BUILT_IN else folder / name, depth + 1)


def _word_lists(given: Mapping[str, Value]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in given["lists"].entries() if "lists" in given else ():
        if not name.isidentifier():
            raise value.error("is not a name; use letters, digits and _")
        yield name, tuple(word.string() for word in value.items("words"))


def _set_severity(key: str, value: Value, rules: dict[str, Rule], severities: dict[str, Severity | None]) -> None:
    """Set the severity of a rule, of a kind of finding, or of a kind and its relation."""
    severity = severity_or_off(value.choice((*Severity, OFF)))
    if key in rules:
        rules[key] = replace(rules[key], severity=severity)
    elif is_kind_or_relation(key):
        severities[key] = severity
    else:
        raise value.error(f"there is no rule or kind {key!r}{did_you_mean(key, (*rules, *FindingKind))}")


def _known(key: str, value: Value, rules: Mapping[str, Rule]) -> str:
    with_variants = [name for name, rule in rules.items() if rule.variants]
    if key not in with_variants:
        raise value.error(f"there is no rule {key!r} with variants{did_you_mean(key, with_variants)}")
    return key


def _chosen(rule: Rule, value: Value) -> Rule:
    """Return a rule with the variant that the file chooses. A rule that is off is turned on."""
    want = value.choice((*rule.variants, MAJORITY))
    return replace(rule, want=None if want == MAJORITY else want, severity=rule.severity or Severity.INFO)


def _without_choices(file: RuleFile) -> RuleFile:
    return replace(file, rules=tuple(replace(rule, want=None) for rule in file.rules if rule.variants))


def _profile(value: Value) -> str:
    try:
        profile(value.string())
    except SettingsError as error:
        raise value.error(str(error)) from None
    return value.string()


def _glossary(value: Value, folder: Path) -> Path:
    path = folder / value.string()
    if not path.is_file():
        raise value.error("there is no such file; its name counts from the folder of the rule file")
    return path
