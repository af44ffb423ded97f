// Where the user is: the chosen row and those chosen with it, the sentence and the caret in it, the sentences picked for
// a link, the finding that is looked at. What is chosen stays chosen while the table is drawn anew.
//
// Tells of "chosen" when another row, "at" when another sentence, "finding" when another finding has become current,
// "picked" when sentences were picked or dropped.

import { announce, say } from "./words.js";
import { findingsOf, inUse, review } from "./review.js";
import { bringPlace, bringRow, drawing, rowAt, sentenceElement, shownRow, shownRows, table } from "./table.js";

export const choice = new EventTarget();

export const current = {
  bead: null, // id of the chosen row
  place: -1,
  last: null, // id of the other end of the chosen stretch; null when it is one row
  sentence: null, // { lang, id, offset }
  finding: null, // id
  picked: { en: new Set(), ja: new Set() },
};

function tell(name) {
  choice.dispatchEvent(new Event(name));
}

export function currentRow() {
  return shownRow(current.bead)?.row ?? null;
}

/** The chosen rows, in order; those of a stretch that are there. */
export function chosenRows() {
  const one = currentRow();
  const other = current.last === null ? null : shownRow(current.last)?.row;
  if (!one) return [];
  if (!other) return [one];
  const [first, last] = [Math.min(one.place, other.place), Math.max(one.place, other.place)];
  const found = [];
  for (let place = first; place <= last; place++) {
    const row = rowAt(place)?.row;
    if (row) found.push(row);
  }
  return found;
}

/** Shows in the table what is chosen, picked, and where the sentence is. */
function paint() {
  for (const element of table.querySelectorAll(".chosen, .at, .picked, .along")) {
    element.classList.remove("chosen", "at", "picked", "along");
  }
  for (const element of table.querySelectorAll("[aria-current], [aria-pressed]")) {
    for (const name of ["aria-current", "aria-pressed", "role", "tabindex"]) {
      if (element.matches("tr") && name !== "aria-current") continue;
      element.removeAttribute(name);
    }
  }
  for (const row of chosenRows()) shownRow(row.id).element.classList.add(row.id === current.bead ? "chosen" : "along");
  const chosen = shownRow(current.bead)?.element;
  if (chosen) {
    chosen.setAttribute("aria-current", "true");
    for (const span of chosen.querySelectorAll(".sentence")) {
      const picked = current.picked[span.dataset.lang].has(Number(span.dataset.sentence));
      span.tabIndex = -1;
      span.role = "button";
      span.ariaPressed = String(picked);
    }
  }
  for (const lang of ["en", "ja"]) {
    for (const id of current.picked[lang]) sentenceElement(lang, id)?.classList.add("picked");
  }
  if (current.sentence) sentenceElement(current.sentence.lang, current.sentence.id)?.classList.add("at");
}

/** The stretch of the window in which rows are seen whole: below what sticks above, over what lies at the lower edge. */
function headEnd() {
  const head = document.querySelector("thead");
  return getComputedStyle(head).position === "sticky" ? Math.max(head.getBoundingClientRect().bottom, 0) : 0;
}

function footStart() {
  const side = document.getElementById("side");
  return getComputedStyle(side).position === "fixed" ? side.getBoundingClientRect().top : innerHeight;
}

/** Brings a row into view, and keeps it there for the frames in which what is around it is first drawn. */
let bringing = null;
export function bringIntoView(element) {
  let frames = 5;
  let top = NaN;
  const task = () => {
    if (bringing !== task || !frames-- || !element.isConnected) return;
    const box = element.getBoundingClientRect();
    const head = headEnd();
    const room = footStart();
    const outside = box.top < head + 8 || box.bottom > room - (room - head) * 0.2;
    if (outside && !(Math.abs(box.top - top) < 2)) {
      const wanted = head + Math.max(8, (room - head - box.height) * 0.35);
      scrollBy({ top: box.top - wanted, behavior: "instant" });
      top = element.getBoundingClientRect().top;
    }
    requestAnimationFrame(task);
  };
  bringing = task;
  task();
}

/** Makes a row the chosen one. With `extend` the stretch from the one that was chosen before. */
export async function choose(bead, { place, focus = true, scroll = true, extend = false } = {}) {
  const found = await bringRow(bead, place);
  if (!found) return null;
  if (extend && current.bead !== null && bead !== current.bead) current.last ??= current.bead;
  else if (!extend) current.last = null;
  if (current.last === bead) current.last = null;
  const other = current.bead !== bead;
  current.bead = bead;
  current.place = found.row.place;
  if (other) current.sentence = null;
  if (!current.finding || !found.row.findings.includes(current.finding)) setFinding(findingsOf(found.row)[0]?.id ?? null);
  paint();
  if (scroll) bringIntoView(found.element);
  if (focus) found.element.focus({ preventScroll: true });
  tell("chosen");
  return found.row;
}

/** Steps are taken one after the other, however fast they are asked for: each begins where the last one ended. */
let going = Promise.resolve();
export function inTurn(go) {
  going = going.then(go).catch(() => announce(say("lost")));
  return going;
}

/** The next row, or the one before; where none is chosen, the one in view. */
export function step(by, { extend = false } = {}) {
  return inTurn(async () => {
    const from = current.bead === null ? (placeInView() ?? 0) - by : current.place;
    const found = await bringPlace(from + by);
    if (found && found.row.id !== current.bead) await choose(found.row.id, { place: found.row.place, extend });
  });
}

/** The place of the first row that is whole in view. */
export function placeInView() {
  const top = headEnd();
  const seen = shownRows()
    .map(({ row, element }) => ({ row, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > top + 10 && box.top < innerHeight);
  seen.sort((a, b) => a.row.place - b.row.place);
  return seen[0]?.row.place;
}

/** The last place of which something is in view. */
export function lastPlaceInView() {
  const seen = shownRows().filter(({ element }) => element.getBoundingClientRect().top < innerHeight);
  return Math.max(-1, ...seen.map(({ row }) => row.place));
}

export function setFinding(id) {
  if (current.finding === id) return;
  current.finding = id;
  tell("finding");
}

/** The sentences of the chosen row, in the order in which they are read. */
function sentencesOfRow() {
  const row = currentRow();
  const { source, editable } = review.session;
  return row ? [source, editable].flatMap((lang) => row[lang].map((it) => ({ lang, id: it.id, text: it.text }))) : [];
}

/** Goes to a sentence of the chosen row; the caret is where it was clicked. */
export function goToSentence(lang, id, { offset = null, focus = true } = {}) {
  current.sentence = { lang, id, offset };
  paint();
  if (focus) sentenceElement(lang, id)?.focus({ preventScroll: true });
  tell("at");
}

export function stepSentence(by) {
  const all = sentencesOfRow();
  if (!all.length) return;
  const at = all.findIndex((it) => it.lang === current.sentence?.lang && it.id === current.sentence.id);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  goToSentence(next.lang, next.id);
}

/** Picks a sentence for a link, or drops it. */
export function pickSentence(lang, id) {
  const picked = current.picked[lang];
  if (!picked.delete(id)) picked.add(id);
  paint();
  const [en, ja] = [current.picked.en.size, current.picked.ja.size];
  announce(say("picked", { en, ja }));
  tell("picked");
}

export function dropPicks() {
  current.picked.en.clear();
  current.picked.ja.clear();
  paint();
  tell("picked");
}

/** No row is chosen any more. */
export function leave() {
  current.bead = current.last = current.sentence = null;
  current.place = -1;
  setFinding(null);
  dropPicks();
  tell("chosen");
}

/** After a change: what is gone is not chosen, and the row that took the place of the chosen one is. */
export async function follow(change) {
  for (const [lang, ids] of Object.entries(current.picked)) {
    for (const id of ids) if (!sentenceElement(lang, id) && change.structure) ids.delete(id);
  }
  if (current.finding !== null && !review.findings.has(current.finding)) setFinding(null);
  if (current.bead === null) return;
  const focused = document.activeElement === document.body || table.contains(document.activeElement);
  current.last = null;
  const there = change.everything || change.gone.includes(current.bead) ? null : await bringRow(current.bead);
  let next = there;
  if (!next) {
    const sentence = current.sentence && sentenceElement(current.sentence.lang, current.sentence.id)?.closest("tr");
    const near = change.beads
      .map((bead) => shownRow(bead))
      .filter(Boolean)
      .sort((a, b) => Math.abs(a.row.place - current.place) - Math.abs(b.row.place - current.place));
    next = (sentence && shownRow(Number(sentence.dataset.bead))) ?? near[0] ?? (await bringPlace(current.place));
  }
  if (!next) {
    leave();
    return;
  }
  const { sentence } = current;
  await choose(next.row.id, { place: next.row.place, focus: focused, scroll: focused });
  if (sentence && sentenceElement(sentence.lang, sentence.id)) {
    goToSentence(sentence.lang, sentence.id, { focus: focused });
  }
}

/** Where in a sentence a point of the window is. */
function offsetAt(event, span) {
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (at) return at.offsetNode === span.firstChild ? at.offset : null;
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range?.startContainer === span.firstChild ? range.startOffset : null;
}

async function clicked(event) {
  const element = event.target.closest("tbody > tr");
  if (!element || event.target.closest("a, button")) return;
  if (!getSelection().isCollapsed && !event.ctrlKey && !event.metaKey) return;
  const bead = Number(element.dataset.bead);
  const place = shownRow(bead)?.row.place;
  const span = event.target.closest(".sentence");
  const { lang, sentence } = span?.dataset ?? {};
  if (span && (event.ctrlKey || event.metaKey)) {
    const id = Number(sentence);
    await choose(bead, { place, scroll: false });
    pickSentence(lang, id);
    return;
  }
  await choose(bead, { place, scroll: false, extend: event.shiftKey });
  if (span) goToSentence(lang, Number(sentence), { offset: offsetAt(event, span) });
}

export function startCurrent() {
  table.addEventListener("click", clicked);
  // With Shift rows are chosen, not text.
  table.addEventListener("mousedown", (event) => {
    if (event.shiftKey) event.preventDefault();
  });
  drawing.addEventListener("drawn", paint);
  review.addEventListener("scope", () => {
    const finding = review.findings.get(current.finding);
    if (finding && !inUse(finding)) setFinding(null);
  });
}
