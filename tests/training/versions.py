"""Learn how versions of one document are distinguished (`aligner.batch.pairing.versions`), from histories of projects.

    python -m tests.training.versions NAME=REPOSITORY:EN:JA … [--pages 40]

EN and JA are the folders of a repository with the pages of the two languages. Three versions of a page are taken from
the commits in which both its texts differ from earlier ones: the first, the one in the middle and the last. Pages of
which a side has equal sentences in two versions are left out, since nothing can distinguish them.

First each project is left out of learning in turn: the versions of all its pages are mixed, a tenth of either side
loses its partner, and `match_documents` pairs them. Then the weights of all projects are printed.
"""

from __future__ import annotations

import argparse
import subprocess
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np

from aligner import api
from aligner.batch.pairing import versions
from aligner.batch.pairing.content import match_documents
from aligner.batch.pairing.profile import profile
from aligner.batch.pairing.versions import WEIGHTS, compare_versions
from aligner.errors import InputError
from aligner.matching.prepare import encoder_of
from aligner.model import Lang
from aligner.parameters import load_parameters
from tests.batch.sides import gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Floats64
    from aligner.batch.pairing.profile import Profile

_VERSIONS = 3
#: The chance of a version to have no partner.
ALONE = 0.1
#: Draws of each group for learning, and of each project for measuring.
_DRAWS, _ROUNDS = 5, 5
#: Gradient steps, their size, and the pull of weights towards zero.
_STEPS, _STEP, _PULL = 3000, 0.5, 0.005
#: Bytes of a shorter page, which is a stub.
_STUB = 400


class Project(NamedTuple):
    """A repository and its folders of pages."""

    name: str
    repository: str
    en: str
    ja: str


class Version(NamedTuple):
    """The profiles of a version of a page."""

    en: Profile
    ja: Profile


@dataclass(frozen=True)
class Group:
    """The versions of a page."""

    project: str
    versions: Sequence[Version]


class Example(NamedTuple):
    """Scores are linear in ``features`` (features and a constant, pairs); ``right`` is (pairs,)."""

    features: Floats64
    matchings: Floats64
    right: Floats64


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=_project)
    parser.add_argument("--pages", type=int, default=40)
    arguments = parser.parse_args()
    groups = [group for project in arguments.projects for group in groups_of(project, arguments.pages)]
    for project in arguments.projects:
        own = [group for group in groups if group.project == project.name]
        weights, bias = learn([group for group in groups if group.project != project.name])
        print(f"{project.name}, {len(own)} pages: {measure(own, weights, bias)}", flush=True)
    weights, bias = learn(groups)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in weights.items()), f"BIAS = {bias:.2f}", sep="\n")


def _project(text: str) -> Project:
    name, _, rest = text.partition("=")
    repository, en, ja = rest.rsplit(":", 2)
    return Project(name, repository, en, ja)


def groups_of(project: Project, pages: int) -> Iterator[Group]:
    """Yield the versions of some pages, drawn with a fixed seed, that differ in both languages."""
    listed = _git(project, "ls-tree", "-r", "--name-only", "HEAD", "--", project.ja).decode().splitlines()
    listed = [page for page in listed if page.endswith((".md", ".mdx"))]
    count = 0
    for k in np.random.default_rng(0).permutation(len(listed)).tolist():
        made = _versions(project, listed[k]) if count < pages else []
        if len(made) == _VERSIONS:
            count += 1
            yield Group(project.name, made)


def _versions(project: Project, page: str) -> list[Version]:
    """Return the versions of a page; fewer than `_VERSIONS` if it has not so many that differ in both languages."""
    texts: list[tuple[bytes, bytes]] = []
    original = project.en + page.removeprefix(project.ja)
    for commit in reversed(_git(project, "log", "--format=%H", "--", page).decode().split()):
        try:
            both = _git(project, "show", f"{commit}:{original}"), _git(project, "show", f"{commit}:{page}")
        except subprocess.CalledProcessError:
            continue
        if min(map(len, both)) > _STUB and not any(one in seen for seen in texts for one in both):
            texts.append(both)
    if len(texts) < _VERSIONS:
        return []
    made = [_profiled(*texts[k], Path(page).suffix) for k in (0, len(texts) // 2, -1)]
    known = [version for version in made if version is not None]
    distinct = [{tuple(profile.sentences.tolist()) for profile in side} for side in zip(*known, strict=True)]
    return known if all(len(side) == _VERSIONS for side in distinct) else []


def _git(project: Project, *arguments: str) -> bytes:
    command = ["git", "-C", project.repository, *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _profiled(en: bytes, ja: bytes, suffix: str) -> Version | None:
    encoder = encoder_of(load_parameters())
    profiles = []
    with TemporaryDirectory() as folder:
        for content, lang in ((en, Lang.EN), (ja, Lang.JA)):
            file = Path(folder, f"{lang}{suffix}")
            file.write_bytes(content)
            try:
                document = api.read_document(file, lang)
            except InputError:
                return None
            if not document.segments:
                return None
            profiles.append(profile(document, encoder))
    return Version(*profiles)


def learn(groups: Sequence[Group]) -> tuple[dict[str, float], float]:
    """Return the weights, none of which is negative, and the bias that make the right matchings most probable."""
    random = np.random.default_rng(2)
    drawn = [_example(group, random) for group in groups for _ in range(_DRAWS)]
    examples = [example for example in drawn if example is not None]
    scale = np.append(np.concatenate([example.features[:-1] for example in examples], axis=1).std(axis=1) + 1e-9, 1.0)
    pull = np.append(np.full(len(WEIGHTS), _PULL), 0.0)
    weights = np.zeros(len(scale))
    for step in range(_STEPS):
        slope = np.zeros(len(scale))
        for features, matchings, right in examples:
            scores = matchings @ ((weights / scale) @ features)
            share = np.exp(scores - scores.max())
            slope += features @ (right - (share / share.sum()) @ matchings) / scale
        weights += _STEP / (1 + 5 * step / _STEPS) * (slope / len(examples) - pull * weights)
        weights[:-1] = np.maximum(weights[:-1], 0)
    weights /= scale
    learned = dict(zip(WEIGHTS, weights[:-1].tolist(), strict=True)) | {"path": WEIGHTS["path"]}
    return learned, float(weights[-1])


def _example(group: Group, random: np.random.Generator) -> Example | None:
    kept = [np.flatnonzero(random.random(_VERSIONS) > ALONE) for _ in range(2)]
    if min(map(len, kept)) == 0 or max(map(len, kept)) == 1:
        return None
    with TemporaryDirectory() as folder:
        en = gather([version.en for version in group.versions], Path(folder, "en"))
        ja = gather([version.ja for version in group.versions], Path(folder, "ja"))
        features = compare_versions(en, ja, kept[0].tolist(), kept[1].tolist()).features
    right = (kept[0][:, None] == kept[1][None]).astype(np.float64)
    flat = np.concatenate([features, np.ones((1, *right.shape))]).reshape(len(features) + 1, -1)
    return Example(flat, _matchings(*right.shape), right.ravel())


@cache
def _matchings(rows: int, columns: int) -> Floats64:
    """Return every one-to-one matching, in which some may stay alone, as a row of zeros and ones."""
    made = []
    for chosen in product(range(-1, columns), repeat=rows):
        held = [column for column in chosen if column >= 0]
        if len(set(held)) == len(held):
            matching = np.zeros((rows, columns))
            for row, column in enumerate(chosen):
                matching[row, max(column, 0)] = float(column >= 0)
            made.append(matching.ravel())
    return np.array(made)


def measure(groups: Sequence[Group], weights: dict[str, float], bias: float) -> str:
    """Pair the mixed versions of all pages with some weights, and return precision and recall at some confidences."""
    counts = {least: np.zeros(3) for least in (0.5, 0.7, 0.9)}
    together = [version for group in groups for version in group.versions]
    alone = round(ALONE * len(together))
    for seed in range(_ROUNDS):
        random = np.random.default_rng(seed)
        order = random.permutation(len(together))
        sides = [random.permutation(order[alone:]), random.permutation(np.append(order[:alone], order[2 * alone :]))]
        with TemporaryDirectory() as folder, patch.multiple(versions, WEIGHTS=weights, BIAS=bias):
            en = gather([together[k].en for k in sides[0]], Path(folder, "en"))
            ja = gather([together[k].ja for k in sides[1]], Path(folder, "ja"))
            pairs = match_documents(en, ja).pairs
        there = len(set(sides[0].tolist()) & set(sides[1].tolist()))
        for least, count in counts.items():
            sure = [sides[0][match.en] == sides[1][match.ja] for match in pairs if match.confidence >= least]
            count += [sum(sure), len(sure), there]
    return "; ".join(
        f"from confidence {least} precision {right / max(found, 1):.3f}, recall {right / max(there, 1):.3f}"
        for least, (right, found, there) in counts.items()
    )


if __name__ == "__main__":
    main()
