// What is searched for, shown where it stands, without touching the page's elements (CSS Custom Highlight API).

import { textNodes } from "./rows.js";

/** More places than this are found and counted, but not shown in colour. */
const MOST = 2000;

function* places(text, wanted) {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) yield at;
}

/** The range of a stretch of a cell's text, which may lie in several text nodes. Static: no change has to move it. */
function rangeOf(nodes, start, end) {
  const place = {};
  let before = 0;
  for (const node of nodes) {
    const after = before + node.length;
    if (start >= before && start < after) Object.assign(place, { startContainer: node, startOffset: start - before });
    if (end > before && end <= after) Object.assign(place, { endContainer: node, endOffset: end - before });
    before = after;
  }
  return new StaticRange(place);
}

/** Colours a text wherever it stands in some rows. */
export function highlight(wanted, rows) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  if (!wanted) return;
  const ranges = [];
  for (const row of rows) {
    [...row.cells].forEach((cell, side) => {
      const found = [...places(row.folded[side], wanted)];
      if (!found.length || ranges.length > MOST) return;
      const nodes = [...textNodes(cell)];
      for (const at of found) ranges.push(rangeOf(nodes, at, at + wanted.length));
    });
    if (ranges.length > MOST) break;
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
