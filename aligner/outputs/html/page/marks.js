// What both sides of a row hold lights up at both ends, from either end or from the list of matches below the row.

import { say } from "./words.js";
import { rowOf, table } from "./rows.js";

/** The matches of a row: name, kind, and what stands on either side, in the order of the text. */
export function matchesOf(row) {
  const found = new Map();
  for (const cell of row.cells) {
    for (const piece of cell.querySelectorAll("[data-m]")) {
      for (const name of piece.dataset.m.split(" ")) {
        if (!found.has(name)) found.set(name, { name, kind: name[0] === "n" ? "number" : "name", en: "", ja: "" });
        found.get(name)[cell.lang] += piece.textContent;
      }
    }
  }
  return [...found.values()].filter((match) => match.en && match.ja);
}

/** A match in words. */
function sayMatch(match) {
  return say("match", { kind: say(match.kind), en: match.en, ja: match.ja });
}

let lit = [];

export function unlight() {
  for (const element of lit) element.classList.remove("lit");
  lit = [];
}

/** Lights what bears one of some names in a row and in the panel below it. */
export function light(row, attribute, names) {
  unlight();
  const selector = names.map((name) => `[${attribute}~="${name}"]`).join();
  const below = row.element.nextElementSibling;
  lit = [...row.element.querySelectorAll(selector)];
  if (below?.classList.contains("panel")) lit.push(...below.querySelectorAll(selector));
  for (const element of lit) element.classList.add("lit");
}

function pointed(event) {
  const piece = event.target.closest?.("td .m, td .p");
  const row = rowOf(piece);
  if (!row) return;
  if (piece.dataset.m) {
    const names = piece.dataset.m.split(" ");
    light(row, "data-m", names);
    const said = matchesOf(row).filter((match) => names.includes(match.name));
    piece.title = said.map(sayMatch).join("\n");
  } else {
    light(row, "data-p", piece.dataset.p.split(" "));
  }
}

export function startMarks() {
  table.addEventListener("pointerover", pointed);
  table.addEventListener("pointerout", (event) => {
    if (event.target.closest?.("td .m, td .p")) unlight();
  });
}
