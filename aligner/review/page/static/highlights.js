// Stretches of sentences that are marked, as the browser's highlights: the text itself stays one piece, so that offsets
// in it are those of the server.

import { sentenceElement } from "./table.js";

const names = ["error", "warning", "info", "decided", "match", "lit", "found"];
const highlights = new Map();

/** One that is marked above another is drawn over it. */
names.forEach((name, priority) => {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const highlight = Object.assign(new Highlight(), { priority });
  CSS.highlights.set(name, highlight);
  highlights.set(name, highlight);
});

/** The range of a stretch, where its sentence is drawn and as long as it should be. */
function rangeOf(lang, [sentence, start, end]) {
  const text = sentenceElement(lang, sentence)?.firstChild;
  if (!text || end > text.length) return null;
  const range = new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
  return range;
}

/** Marks stretches, {en: [[sentence, start, end]…], ja: …}, and nothing else by that name. */
export function mark(name, ...places) {
  const highlight = highlights.get(name);
  if (!highlight) return;
  highlight.clear();
  for (const place of places) {
    for (const lang of ["en", "ja"]) {
      for (const stretch of place?.[lang] ?? []) {
        const range = rangeOf(lang, stretch);
        if (range) highlight.add(range);
      }
    }
  }
}
