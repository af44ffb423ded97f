"""What the commands `check` and `status` check, and how: from arguments, options and the settings file."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.cli.commands import settings_of
from aligner.cli.write_output import complain
from aligner.errors import SettingsError
from aligner.model import Severity
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.project.checking import Checking
    from aligner.project.configuration import Project
    from aligner.project.git import Revision
    from aligner.project.pairs import Pair
    from aligner.project.results import Check

NEVER = "never"


@dataclass(frozen=True, slots=True)
class CheckJob:
    """The pairs to check, and how.

    Attributes:
        checking: how pairs are checked.
        pairs: the pairs to check.
        baseline: the file of the baseline; None if there is none.
        whole: whether the pairs are all pairs of a project.
        plain: whether they are two texts without baseline and revision.
    """

    checking: Checking
    pairs: Sequence[Pair]
    baseline: Path | None
    whole: bool
    plain: bool

    @property
    def files(self) -> list[Path]:
        """The files of all pairs."""
        return [self.checking.root / name for pair in self.pairs for name in pair.files]

    def check(self) -> Check:
        """Check the pairs."""
        from aligner.cli.progress import Pages

        if self.plain:
            return self.checking.check_alone(self.pairs[0])
        with Pages() as progress:
            return replace(self.checking, on_page=progress.set).check(self.pairs, whole=self.whole)


def job_of(
    source: Path | None,
    target: Path | None,
    *,
    fail_on: str | None = None,
    min_certainty: float | None = None,
    baseline: Path | None = None,
    changed_since: str | None = None,
    update: bool = False,
    judged: bool = True,
    workers: int | None = None,
    no_cache: bool = False,
    only_new: bool = False,
    **choices: Any,
) -> CheckJob:
    """Make the job from arguments and options, and from the settings file if no text is named.

    The baseline is read only if findings are ``judged``.
    """
    from aligner.cli.write_output import check_output
    from aligner.evidence.threads import cores
    from aligner.project.baseline import read_baseline
    from aligner.project.cache import Cache
    from aligner.project.checking import Checking
    from aligner.project.configuration import Project, find_project
    from aligner.project.git import revision
    from aligner.project.pairs import find_orphans, find_pairs, pair_of

    settings = settings_of(**choices)
    if source is None:
        project = find_project(Path.cwd()).with_settings(_stated(settings))
        pairs = find_pairs(project)
        pairs = sorted([*pairs, *find_orphans(project, pairs)])
    else:
        project = Project(Path(), settings=settings)
        pairs = [pair_of(source, target)]
    file = (baseline or project.baseline) if judged else None
    if only_new and (update or (file is None and changed_since is None)):
        raise SettingsError(
            "--only-new compares with --changed-since REV or a baseline, and is not for --update-baseline"
        )
    if update and file is None:
        raise SettingsError("there is no baseline to update; name one with --baseline FILE or in the settings file")
    plain = source is not None and file is None and changed_since is None
    if not plain and "-" in (pairs[0].source, pairs[0].target):
        raise SettingsError("standard input has no name to be known by in a baseline or a revision; give a file")
    if update and file is not None:
        check_output(file, [project.root / name for pair in pairs for name in pair.files])
    since = None if changed_since is None else revision(project.root, changed_since)
    whole = source is None
    cache = project.cache if whole and not no_cache else None
    checking = Checking(
        root=project.root,
        settings=project.settings,
        severities=project.severities,
        fail_on=project.fail_on if fail_on is None else None if fail_on == NEVER else Severity(fail_on),
        min_certainty=project.min_certainty if min_certainty is None else min_certainty,
        baseline=None if file is None or (update and not file.exists()) else read_baseline(file),
        revision=since,
        history=_history(project) if whole else None,
        changed=_changed(project, since) if whole and since else None,
        cache=None if cache is None else Cache(cache),
        workers=workers or cores(),
        only_new=only_new,
    )
    return CheckJob(checking, pairs, file, whole=whole, plain=plain)


def _history(project: Project) -> str | None:
    """Return the field of the commit that was translated; None if there is no history to look it up in."""
    from aligner.project import git

    if project.history is None or not git.is_installed() or not git.is_repository(project.root):
        return None
    if git.is_shallow(project.root):
        complain(
            "the repository has only a part of its history, so what changed since the translation is not known; "
            "fetch all of it (fetch-depth: 0), or set history = false"
        )
        return None
    return project.history


def _changed(project: Project, since: Revision) -> frozenset[str] | None:
    """Return the changed files since a revision; None if the settings file or a file that it names is among them."""
    changed = since.changed()
    options = [pair.options for pair in project.pairs]
    named = (project.settings.glossary, project.settings.rules, *(path for one in options for path in one.files))
    shared = {project.file, *(Path(os.path.relpath(path, project.root)).as_posix() for path in filter(None, named))}
    return changed if changed is not None and shared.isdisjoint(changed) else None


def _stated(settings: Settings) -> dict[str, Any]:
    """Return the settings from the command line, which override those of a settings file."""
    return {
        field.name: value for field in fields(Settings) if (value := getattr(settings, field.name)) != field.default
    }
