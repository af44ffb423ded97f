// Which stretches of the texts are marked: what findings are about, and what the evidence of the chosen pair rests on.

import { findingsOf } from "./review.js";
import { mark } from "./highlights.js";
import { drawing, shownRows } from "./table.js";

function markFindings() {
  const places = { error: [], warning: [], info: [], decided: [] };
  const seen = new Set(shownRows().flatMap(({ row }) => findingsOf(row)));
  for (const finding of seen) {
    const still = finding.status === "open" || finding.status === "accepted";
    places[still ? finding.severity : "decided"].push(finding.marks);
  }
  for (const [name, found] of Object.entries(places)) mark(name, ...found);
}

/** The matches of the chosen pair, faintly. */
export function markMatches(reasons) {
  mark("match", ...reasons.filter((it) => it.en && it.ja));
}

/** One of them, or one finding, lit. */
export function light(place) {
  if (place) mark("lit", place);
  else mark("lit");
}

export function startMarking() {
  drawing.addEventListener("drawn", markFindings);
}
