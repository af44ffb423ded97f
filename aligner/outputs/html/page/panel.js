// What is known about a row: its findings, how sure it is, what both sides hold, what speaks for it and against it.

import { make, say } from "./words.js";
import { matchesOf } from "./marks.js";

function told(finding) {
  const copies = [".severity", ".said", ".head .certainty"].map((part) =>
    [...finding.element.querySelectorAll(part)].map((each) => each.cloneNode(true)),
  );
  const link = make("a", { href: `#f${finding.number}`, data: { p: finding.number } }, say("finding", finding));
  const [severity, said, certainty] = copies;
  const head = make("p", {}, link, " ", ...severity, " ", ...certainty);
  return make("div", { className: `told ${finding.severity}` }, head, ...said);
}

function certainty(row) {
  const level = say(row.level);
  const figure = make("span", { className: "for" }, ` (${row.element.dataset.c})`);
  return make("p", {}, say(row.gap ? "certainty_gap" : "certainty", { level }), figure);
}

function matches(row) {
  const items = matchesOf(row).map((match) => {
    const kind = make("span", { className: "for" }, say(match.kind));
    const ends = [make("span", { lang: "en" }, match.en), " = ", make("span", { lang: "ja" }, match.ja)];
    return make("li", {}, make("button", { type: "button", data: { m: match.name } }, kind, " ", ...ends));
  });
  return items.length ? [make("div", {}, make("h3", {}, say("matches")), make("ul", {}, ...items))] : [];
}

/** What speaks for a pair and what against it, from ``meaning+strong length-slight``. */
function reasons(row) {
  const reading = (row.element.dataset.why ?? "").matchAll(/(\w+)([+-])(\w+)/g);
  const sides = { "+": [], "-": [] };
  for (const [, kind, sign, strength] of reading) {
    sides[sign].push(say("reason", { kind: say(`why_${kind}`), strength: say(strength) }));
  }
  return [
    ["+", "for"],
    ["-", "against"],
  ]
    .filter(([sign]) => sides[sign].length)
    .map(([sign, key]) => make("p", { className: "for" }, say(key, { reasons: sides[sign].join(say("and")) })));
}

/** A table row that holds all this, to stand below the row it is about. */
export function panelOf(row) {
  const findings = make("div", { id: "told" }, ...row.findings.map(told));
  const box = make("div", { className: "box" }, findings, certainty(row), ...matches(row), ...reasons(row));
  const cell = make("td", { role: "cell", colSpan: 3 }, box);
  return make("tr", { role: "row", className: "panel" }, cell);
}
