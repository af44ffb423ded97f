// Single keys, and the list of them in the help. They keep out of the way: not while something is written, not while an
// input method is at work, not with a modifier, not when turned off.

import { make, say } from "./words.js";
import { keysOn, settings } from "./settings.js";
import { choose, current, dropPicks, leave, pickSentence, step, stepSentence } from "./current.js";
import { changeSides } from "./list.js";
import { goBack } from "./notices.js";
import { openHistory } from "./papers.js";
import { stepFinding } from "./steps.js";
import { table, shownRow } from "./table.js";
import { TOOLS, use } from "./tools.js";
import { STATUS_KEYS, decide, focusComment } from "./verdict.js";
import { composing } from "./writing.js";

const help = document.getElementById("help");

function openHelp() {
  help.showModal();
  document.getElementById("help-close").focus({ preventScroll: true });
  help.scrollTop = 0;
}

function pick() {
  const { sentence } = current;
  if (sentence) pickSentence(sentence.lang, sentence.id);
  else stepSentence(1);
}

/** To the first thing that can be done with the chosen row. */
function toSide() {
  const controls = [...document.querySelectorAll("#side :is(button, textarea)")];
  controls.find((it) => it.checkVisibility())?.focus();
}

function openExports() {
  const menu = document.getElementById("exports");
  menu.open = true;
  menu.querySelector("summary").focus();
}

/** Group, then key, message of the help, what it does. */
const KEYS = [
  ["going", "n", "key_next", () => stepFinding(1)],
  ["going", "p", "key_previous", () => stepFinding(-1)],
  ["going", "j", "key_down", () => step(1)],
  ["going", "k", "key_up", () => step(-1)],
  ["going", "l", "key_list", changeSides],
  ["going", "i", "key_side", toSide],
  ["going", "/", "key_search", () => document.getElementById("search").focus()],
  ...Object.entries(STATUS_KEYS).map(([key, status]) => ["deciding", key, `key_${status}`, () => decide(status)]),
  ["deciding", "c", "key_comment", focusComment],
  ...Object.entries(TOOLS).map(([name, [key]]) => ["mending", key, `hint_${name}`, () => use(name)]),
  ["other", "z", "undo", () => goBack("undo")],
  ["other", "Z", "redo", () => goBack("redo")],
  ["other", "h", "history", openHistory],
  ["other", "o", "exports", openExports],
  ["other", "?", "key_help", openHelp],
];
const ACTIONS = Object.fromEntries(KEYS.map(([, key, , act]) => [key, act]));
/** Told in the help and dealt with below. */
const TOLD = [
  ["going", "↑ ↓", "key_arrows"],
  ["going", "Shift+↑ ↓", "key_stretch"],
  ["mending", "← →", "key_sentence"],
  ["mending", "Space", "key_pick"],
  ["other", "Ctrl+Z / Ctrl+Y", "key_ways"],
  ["other", "Esc", "key_escape"],
];

function writing(element) {
  return element?.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
}

/** Keys that only mean something in the table. */
const IN_TABLE = {
  ArrowDown: (event) => step(1, { extend: event.shiftKey }),
  ArrowUp: (event) => step(-1, { extend: event.shiftKey }),
  J: () => step(1, { extend: true }),
  K: () => step(-1, { extend: true }),
  ArrowRight: () => stepSentence(1),
  ArrowLeft: () => stepSentence(-1),
  " ": pick,
};

/** Closes what is open, the innermost first. */
function escape(event) {
  const open = document.querySelector("details.more[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (current.picked.en.size + current.picked.ja.size) {
    dropPicks();
  } else if (writing(document.activeElement) || !table.contains(document.activeElement)) {
    event.preventDefault();
    (shownRow(current.bead)?.element ?? document.getElementById("texts")).focus({ preventScroll: true });
  } else if (current.bead !== null) {
    leave();
    document.getElementById("texts").focus({ preventScroll: true });
  }
}

function withControl(event) {
  const key = event.key.toLowerCase();
  const way = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
  if (!way || writing(event.target)) return;
  event.preventDefault();
  goBack(way);
}

function pressed(event) {
  if (composing(event) || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey) {
    withControl(event);
    return;
  }
  if (event.key === "Escape") {
    escape(event);
    return;
  }
  if (writing(event.target)) return;
  const inTable = table.contains(event.target) || event.target === document.body || event.target.id === "texts";
  const onControl = event.target.closest?.("button:not(.sentence), a, summary, input");
  const arrow = inTable && !onControl ? IN_TABLE[event.key] : undefined;
  const act = arrow ?? (keysOn() ? ACTIONS[event.key] : undefined);
  if (!act) return;
  event.preventDefault();
  act(event);
}

function list() {
  const groups = ["going", "deciding", "mending", "other"].map((group) => {
    const told = [...KEYS, ...TOLD].filter(([of]) => of === group);
    const items = told.map(([, key, message]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(message))),
    );
    return [make("h3", {}, say(`keys_${group}`)), make("dl", { className: "keys" }, ...items)];
  });
  document.getElementById("keys").replaceChildren(...groups.flat());
}

export function startKeys() {
  list();
  settings.addEventListener("language", list);
  document.addEventListener("keydown", pressed);
  document.getElementById("help-open").addEventListener("click", openHelp);
  document.getElementById("help-close").addEventListener("click", () => help.close());
  // A menu that is left is closed.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.more[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.('tbody button[data-act="write"]');
    if (!control) return;
    const bead = Number(control.closest("tr").dataset.bead);
    choose(bead, { scroll: false }).then(() => use("write"));
  });
}
