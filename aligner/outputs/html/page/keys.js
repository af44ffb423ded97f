// Single keys. They keep out of the way: not while something is written, not with a modifier, not when turned off.

import { keysOn } from "./settings.js";
import { choose, current, leave, neighbour } from "./current.js";
import { changeSides, step } from "./steps.js";

function openHelp() {
  document.getElementById("help").showModal();
  document.getElementById("help-close").focus();
}

function stepRow(by) {
  const row = neighbour(by);
  if (row) choose(row);
}

const ACTIONS = {
  n: () => step(1),
  p: () => step(-1),
  j: () => stepRow(1),
  k: () => stepRow(-1),
  l: changeSides,
  "/": () => document.getElementById("search").focus(),
  "?": openHelp,
};

function writing(element) {
  return element?.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
}

/** Closes what is open, the innermost first. A search that is left stays as it is. */
function escape(event) {
  const more = document.getElementById("more");
  if (more.open) {
    more.open = false;
    more.querySelector("summary").focus();
  } else if (writing(document.activeElement)) {
    event.preventDefault();
    (current.row?.element ?? document.getElementById("texts")).focus({ preventScroll: true });
  } else if (current.row) {
    const { element } = current.row;
    leave();
    element.focus({ preventScroll: true });
  }
}

export function startKeys() {
  document.getElementById("help-open").addEventListener("click", openHelp);
  document.getElementById("help-close").addEventListener("click", () => document.getElementById("help").close());
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]"))
      return;
    if (event.key === "Escape") {
      escape(event);
      return;
    }
    const action = ACTIONS[event.key];
    if (!action || !keysOn() || writing(event.target)) return;
    event.preventDefault();
    action();
  });
}
