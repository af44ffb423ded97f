// The chosen row and the panel below it: its findings, how sure it is, what both sides hold, what speaks for it.

import { make, say } from "./words.js";
import { settings } from "./settings.js";
import { rowOf, rows, table } from "./rows.js";
import { light, matchesOf, unlight } from "./marks.js";

/** Tells of "chosen", after another row or none has been chosen. */
export const choice = new EventTarget();

export const current = { row: null, panel: null };

function told(finding) {
  const copies = [".severity", ".said"].map((part) =>
    [...finding.element.querySelectorAll(part)].map((each) => each.cloneNode(true)),
  );
  const link = make("a", { href: `#f${finding.number}`, data: { p: finding.number } }, say("finding", finding));
  return make("div", { className: `told ${finding.severity}` }, make("p", {}, link, " ", ...copies[0]), ...copies[1]);
}

function certainty(row) {
  const level = say(row.level);
  const figure = make("span", { className: "for" }, ` (${row.element.dataset.c})`);
  return make("p", {}, say(row.gap ? "certainty_gap" : "certainty", { level }), figure);
}

function matches(row) {
  const items = matchesOf(row).map((match) => {
    const kind = make("span", { className: "for" }, say(match.kind));
    const said = make("span", {}, `${match.en} = ${match.ja}`);
    return make("li", {}, make("button", { type: "button", data: { m: match.name } }, kind, " ", said));
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
  return [["+", "for"], ["-", "against"]]
    .filter(([sign]) => sides[sign].length)
    .map(([sign, key]) => make("p", { className: "for" }, say(key, { reasons: sides[sign].join(say("and")) })));
}

function open(row) {
  const box = make("div", { className: "box" }, ...row.findings.map(told), certainty(row), ...matches(row), ...reasons(row));
  const cell = make("td", { colSpan: 3 }, box);
  const panel = make("tr", { className: "panel" }, cell);
  cell.setAttribute("role", "cell");
  panel.setAttribute("role", "row");
  panel.lang = "";
  row.element.after(panel);
  return panel;
}

/** What a filter hides is shown when it is asked for. */
function reveal(element) {
  const group = element.parentElement;
  if (group.classList.contains("off")) {
    for (const other of group.rows) other.hidden = true;
    group.classList.remove("off");
  }
  element.hidden = false;
}

let bringing = null;

/** Brings a row into view and keeps it there for the few frames in which what is around it is drawn for the first time. */
export function bringIntoView(element) {
  const block = element.clientHeight > innerHeight / 2 ? "start" : "center";
  let top = NaN;
  let frames = 6;
  const task = () => {
    if (bringing !== task || !frames--) return;
    if (!(Math.abs(element.getBoundingClientRect().top - top) < 2)) {
      element.scrollIntoView({ block, behavior: "instant" });
      top = element.getBoundingClientRect().top;
    }
    requestAnimationFrame(task);
  };
  bringing = task;
  task();
}

/** Makes a row the chosen one; ``scroll`` brings it into view, ``focus`` moves the keyboard there. */
export function choose(row, { scroll = true, focus = true } = {}) {
  if (row !== current.row) {
    leave();
    current.row = row;
    row.element.classList.add("chosen");
    row.element.tabIndex = -1;
    current.panel = open(row);
  }
  reveal(row.element);
  row.shown = true;
  if (scroll) bringIntoView(row.element);
  if (focus) row.element.focus({ preventScroll: true });
  choice.dispatchEvent(new Event("chosen"));
}

/** Closes the panel; no row is chosen. */
export function leave() {
  if (!current.row) return;
  unlight();
  current.row.element.classList.remove("chosen");
  current.panel.remove();
  current.row = current.panel = null;
  choice.dispatchEvent(new Event("chosen"));
}

/** The next row on the page that is shown, forwards or backwards. */
export function neighbour(step) {
  let index = current.row ? current.row.index + step : step > 0 ? 0 : rows.length - 1;
  while (rows[index] && !rows[index].shown) index += step;
  return rows[index];
}

function followHash() {
  const target = document.getElementById(location.hash.slice(1));
  const row = rowOf(target);
  if (row) {
    choose(row);
  } else if (target?.matches("tr")) {
    reveal(target);
    bringIntoView(target);
  }
}

function clicked(event) {
  const row = rowOf(event.target);
  if (!row || event.target.closest("a, button") || !getSelection().isCollapsed) return;
  choose(row, { scroll: false });
  const name = event.target.closest(".m")?.dataset.m.split(" ")[0];
  if (name) current.panel.querySelector(`button[data-m="${name}"]`)?.focus({ preventScroll: true });
}

function lightFrom(event) {
  const names = event.target.closest?.("[data-m], [data-p]")?.dataset;
  if (!current.panel?.contains(event.target) || !names) return;
  if (names.m) light(current.row, "data-m", [names.m]);
  else light(current.row, "data-p", [names.p]);
}

export function startCurrent() {
  table.addEventListener("click", clicked);
  table.addEventListener("focusin", lightFrom);
  table.addEventListener("pointerover", lightFrom);
  table.addEventListener("focusout", unlight);
  settings.addEventListener("language", () => {
    if (!current.row) return;
    current.panel.remove();
    current.panel = open(current.row);
  });
  addEventListener("hashchange", followHash);
  // A link to where the address points already changes nothing in the address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) followHash();
  });
  if (location.hash) followHash();
}
