// Everything that can be done to the chosen pair, by name: what its button says, its key, whether it can be done now.

import { announce, say } from "./words.js";
import { act, review } from "./review.js";
import { chosenRows, choose, current, currentRow, dropPicks, step } from "./current.js";
import { rowAt, sentenceRow, shownRow } from "./table.js";
import { openDivide } from "./dividing.js";
import { openSplit } from "./splitting.js";
import { write } from "./writing.js";

const paired = (row) => row && row.en.length > 0 && row.ja.length > 0;

async function confirm() {
  const rows = chosenRows();
  const confirmed = !rows.every((row) => row.confirmed);
  const done = await act("confirm", { beads: rows.map((row) => row.id), confirmed });
  if (done && confirmed && rows.length === 1) await step(1);
}

/** What is picked, with the sentences of the chosen row where nothing of a side is. */
function linked() {
  const picked = { en: [...current.picked.en], ja: [...current.picked.ja] };
  const row = currentRow();
  for (const lang of ["en", "ja"]) {
    if (!picked[lang].length && row && (picked.en.length || picked.ja.length)) picked[lang] = row[lang].map((it) => it.id);
  }
  return picked;
}

async function link() {
  const { en, ja } = linked();
  // The server wants them in the order of the text.
  const order = (lang) => (a, b) => {
    const [one, other] = [sentenceRow(lang, a), sentenceRow(lang, b)];
    return one && other && one !== other ? one.place - other.place : a - b;
  };
  const done = await act("link", { en: en.sort(order("en")), ja: ja.sort(order("ja")) });
  if (!done) return;
  dropPicks();
  const bead = done.beads.find((it) => shownRow(it)?.row.en.some((each) => en.includes(each.id)));
  if (bead !== undefined) await choose(bead);
}

function merge() {
  const rows = chosenRows();
  const other = rows.length > 1 ? rows : [rows[0], rowAt(rows[0].place + 1)?.row].filter(Boolean);
  return act("merge", { beads: other.map((it) => it.id) });
}

/** The side that a boundary is moved on: that of the sentence or, without one, of the translation. */
function side() {
  return current.sentence?.lang ?? review.session.editable;
}

function moveBoundary(edge, by) {
  return act("boundary", { bead: current.bead, lang: side(), edge, by });
}

function realign() {
  const rows = chosenRows();
  const ends = rows.length > 1 ? [rows[0].id, rows.at(-1).id] : [rows[0].id];
  return act("realign", { beads: ends });
}

/** Name: [key, what must hold, what it does]. */
export const TOOLS = {
  confirm: ["y", () => paired(currentRow()), confirm],
  write: ["e", () => currentRow()?.[review.session.editable].length || currentRow()?.[review.session.source].length, write],
  link: ["=", () => linked().en.length > 0 && linked().ja.length > 0, link],
  unlink: ["x", () => paired(currentRow()), () => act("unlink", { bead: current.bead })],
  merge: ["m", () => currentRow() && (chosenRows().length > 1 || rowAt(current.place + 1)), merge],
  divide: ["d", () => currentRow() && currentRow().en.length + currentRow().ja.length > 1, openDivide],
  split: ["s", () => currentRow() !== null, openSplit],
  start_up: ["{", () => currentRow() !== null, () => moveBoundary("start", -1)],
  start_down: ["}", () => currentRow() !== null, () => moveBoundary("start", 1)],
  end_up: ["[", () => currentRow() !== null, () => moveBoundary("end", -1)],
  end_down: ["]", () => currentRow() !== null, () => moveBoundary("end", 1)],
  realign: ["r", () => currentRow() !== null, realign],
};

/** Uses a tool, where it can be used; says why not, where it cannot. */
export function use(name) {
  const [, can, does] = TOOLS[name];
  if (!currentRow()) announce(say("choose_first"));
  else if (!can()) announce(say(`cannot_${name in CANNOT ? name : "tool"}`));
  else return does();
  return null;
}

const CANNOT = { link: true, unlink: true, confirm: true, divide: true };
