"""What times tell: gold documents as made-up subtitles, aligned with and without their times.

    python -m tests.benchmarks.timed CORPORA ami-gaps ami-merge [--without DIR] [--no-meaning] [--limit N] [--out FILE]

Every segment becomes a cue. The text is laid on a clock as it would be spoken (14 letters of English or 6 characters of
Japanese a second, the longer side of a pair counting, pauses between), and each side's cues start and end near those
times, as two people set them: off by a quarter of a second at the start and half a second at the end, one deviation.
What has no counterpart takes its time on its own side. Then the Japanese clock is changed:

    same       as it is
    template   cues of pairs one to one have exactly the times of the English
    offset     37.4 seconds later
    pal        25 frames a second for 23.976, and 12 seconds earlier
    break      from the middle on 90 seconds later, as where advertisements were shown
    unrelated  as if spoken at other times altogether: nothing should get worse
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from aligner.evidence.threads import one_thread_each
from aligner.gold.scores import one_sided_apart
from aligner.matching.feature_names import TIME_FEATURES
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, prepare
from aligner.model import Bitext, Document, Lang, Paragraph, Segment, Span
from aligner.parameters import load_parameters
from tests.benchmarks.command import publish, read_arguments, written
from tests.benchmarks.gold_sets import parameters_without, read_set
from tests.benchmarks.tally import Tally, count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from aligner.parameters import Parameters
    from tests.benchmarks.gold_sets import Bead, GoldDocument

Times = list[tuple[float, float]]
CLOCKS: dict[str, Callable[[float, float], float]] = {
    "same": lambda time, _: time,
    "template": lambda time, _: time,
    "offset": lambda time, _: time + 37.4,
    "pal": lambda time, _: time * 23.976 / 25 - 12,
    "break": lambda time, whole: time if time < whole / 2 else time + 90,
}
LETTERS, CHARACTERS = 14.0, 6.0


def in_order(gold: GoldDocument) -> Iterator[Bead]:
    """The beads as they follow each other; of gaps at one place the English first."""
    starts = {side: {bead[side][0]: bead for bead in gold.beads if bead[side]} for side in (0, 1)}
    i = j = 0
    while i < len(gold.en) or j < len(gold.ja):
        bead = starts[0].get(i)
        if bead is None or (bead[1] and bead[1][0] != j):
            bead = starts[1][j]
        yield bead
        i, j = i + len(bead[0]), j + len(bead[1])


def lay_out(gold: GoldDocument, clock: str) -> tuple[Times, Times]:
    """When every segment of both sides is shown, in seconds."""
    draw = Random(gold.name)
    shown: tuple[Times, Times] = ([], [])
    now = 60.0
    for bead in in_order(gold):
        texts = [gold.en[k] for k in bead[0]], [gold.ja[k] for k in bead[1]]
        lengths = [[len(text) / rate for text in side] for side, rate in zip(texts, (LETTERS, CHARACTERS), strict=True)]
        spoken = max(0.8, *map(sum, lengths))
        for own, side in zip(shown, lengths, strict=True):
            edge = now
            for length in side:
                end = edge + spoken * length / sum(side)
                own.append((edge + draw.gauss(0, 0.25), end + draw.gauss(0, 0.5)))
                edge = end
        if clock == "template" and len(bead[0]) == len(bead[1]) == 1:
            shown[1][-1] = shown[0][-1]
        now += spoken + draw.uniform(0, 2.5)
    if clock == "unrelated":
        shown[1][:] = unrelated(gold.ja, draw)
        return shown
    change = CLOCKS[clock]
    shown[1][:] = [(change(start, now), change(end, now)) for start, end in shown[1]]
    return shown


def unrelated(texts: Sequence[str], draw: Random) -> Times:
    """Times that have nothing to do with what is said."""
    found, now = [], draw.uniform(0, 300)
    for _ in texts:
        end = now + draw.uniform(0.8, 9)
        found.append((now, end))
        now = end + draw.expovariate(1 / 4)
    return found


def document(lang: Lang, texts: Sequence[str], times: Times) -> Document:
    """Every segment a cue; they come in the order of their starts, the first at once."""
    paragraphs, segments, start = [], [], 0
    earliest = min((time for time, _ in times), default=0.0)
    latest = 0
    for k, (text, (first, last)) in enumerate(zip(texts, times, strict=True)):
        latest = max(latest, round(1000 * (first - earliest)))
        time = Span(latest, max(latest + 300, round(1000 * (last - earliest))))
        paragraphs.append(Paragraph(k, start, start + len(text), time=time))
        segments.append(Segment(k, k, start, start + len(text), k + 1))
        start += len(text) + 1
    return Document(lang, lang, "\n".join(texts) + "\n", tuple(paragraphs), tuple(segments))


def align(gold: GoldDocument, clock: str, parameters: Parameters, *, meaning: bool) -> frozenset[Bead]:
    """The beads found; for no clock times weigh nothing."""
    times = lay_out(gold, clock or "same")
    bitext = Bitext(document(Lang.EN, gold.en, times[0]), document(Lang.JA, gold.ja, times[1]))
    weights = parameters.with_meaning if meaning else parameters.without_meaning
    assert weights is not None
    if not clock:
        weights = replace(weights, pair={**weights.pair, **dict.fromkeys(TIME_FEATURES, 0.0)})
    with one_thread_each():
        prepared = prepare(bitext, parameters.lexicon, encoder_of(parameters) if meaning else None)
        found = match(bitext, prepared, weights)
    return frozenset(one_sided_apart([(bead.en, bead.ja) for bead in found.beads]))


def measure(name: str, arguments: argparse.Namespace) -> dict[str, Tally]:
    """The counts of a set, by clock."""
    parameters = load_parameters(parameters_without(arguments.without, name))
    meaning = not arguments.no_meaning and parameters.with_meaning is not None
    found = {clock: Tally() for clock in ("", *CLOCKS, "unrelated")}
    for gold in read_set(arguments.corpora / name, arguments.limit):
        for clock, tally in found.items():
            tally.documents.append(count(gold.beads, align(gold, clock, parameters, meaning=meaning)))
    return found


def main() -> None:
    """Measure, and print a page."""
    arguments = read_arguments(__doc__)
    rows = ["| set | times | strict F1 | gap F1 |", "|---|---|---|---|"]
    for name in arguments.sets:
        for clock, tally in measure(name, arguments).items():
            rows.append(f"| {name} | {clock or 'none'} | {tally.strict:.3f} | {tally.gap_f1:.3f} |")
            print(rows[-1], flush=True)
    publish(f"`{written('tests.benchmarks.timed', arguments)}`\n\n" + "\n".join(rows) + "\n", arguments)


if __name__ == "__main__":
    main()
