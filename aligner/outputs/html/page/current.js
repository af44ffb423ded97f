// The chosen row: how it is chosen, brought into view, and left; its panel opens and closes with it.

import { settings } from "./settings.js";
import { rowOf, rows, table } from "./rows.js";
import { light, unlight } from "./marks.js";
import { panelOf } from "./panel.js";

/** Tells of "chosen", after another row or none has been chosen. */
export const choice = new EventTarget();

export const current = { row: null, panel: null };

function open(row) {
  const panel = panelOf(row);
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

/** Brings a row into view, and keeps it there for the few frames in which what is around it is first drawn. */
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
    row.element.setAttribute("aria-describedby", "told");
    current.panel = open(row);
  }
  reveal(row.element);
  row.shown = true;
  if (scroll) bringIntoView(row.element);
  if (focus) row.element.focus({ preventScroll: true });
  choice.dispatchEvent(new Event("chosen"));
}

/** Writes the panel of the chosen row again. */
export function rewritePanel() {
  if (!current.row) return;
  current.panel.remove();
  current.panel = open(current.row);
}

/** Closes the panel; no row is chosen. */
export function leave() {
  if (!current.row) return;
  unlight();
  current.row.element.classList.remove("chosen");
  current.row.element.removeAttribute("aria-describedby");
  current.panel.remove();
  current.row = current.panel = null;
  choice.dispatchEvent(new Event("chosen"));
}

/** The row that is in view, somewhat above the middle of the window. */
function rowInView() {
  const { left, width } = table.getBoundingClientRect();
  return rowOf(document.elementFromPoint(left + width / 2, innerHeight * 0.4));
}

/** The next row that is shown, forwards or backwards from the chosen one; where there is none, the one in view. */
export function neighbour(step) {
  const inView = current.row ? null : rowInView();
  if (inView) return inView;
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
  settings.addEventListener("language", rewritePanel);
  addEventListener("hashchange", followHash);
  // A link to where the address points already changes nothing in the address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) followHash();
  });
  if (location.hash) followHash();
}
