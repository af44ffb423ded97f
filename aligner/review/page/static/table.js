// The table: rows in groups, of which only those near the window are there. A group that is away keeps its height.
//
// Tells of "drawn" when rows came or were drawn anew.

import { get, review } from "./review.js";
import { settings } from "./settings.js";
import { rowElement, sideName } from "./rows.js";

/** Rows of a group, the height one is taken for before it is drawn, groups kept though they are out of sight. */
const SIZE = 40;
const GUESS = 78;
const KEPT = 8;

export const table = document.getElementById("table");
export const drawing = new EventTarget();

/** Groups in order: { element, index, rows, near, loading }. */
let groups = [];
let total = 0;
/** Rows that are there: by id, { row, element }. */
const shown = new Map();
const sentences = { en: new Map(), ja: new Map() };

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const group = groups.find((it) => it.element === entry.target);
      if (!group) continue;
      group.near = entry.isIntersecting;
      if (group.near && !group.rows) load(group);
    }
    thin();
  },
  { rootMargin: "900px 0px" },
);

export function rowCount() {
  return total;
}

/** A row that is there, by its id. */
export function shownRow(bead) {
  return shown.get(bead);
}

export function shownRows() {
  return [...shown.values()];
}

/** The row that is there at a place of the table. */
export function rowAt(place) {
  const row = groups[Math.floor(place / SIZE)]?.rows?.[place % SIZE];
  return row && shown.get(row.id);
}

/** The element of a sentence, and the row it is in, where it is there. */
export function sentenceElement(lang, id) {
  return sentences[lang].get(id)?.element;
}

export function sentenceRow(lang, id) {
  return sentences[lang].get(id)?.row;
}

function forget(group) {
  for (const row of group.rows ?? []) {
    if (shown.get(row.id)?.group === group) shown.delete(row.id);
    for (const lang of ["en", "ja"]) {
      for (const it of row[lang]) if (sentences[lang].get(it.id)?.group === group) sentences[lang].delete(it.id);
    }
  }
  group.rows = null;
}

function draw(group, rows) {
  forget(group);
  group.rows = rows;
  const elements = rows.map((row) => {
    const element = rowElement(row);
    shown.set(row.id, { row, element, group });
    for (const span of element.querySelectorAll(".sentence")) {
      sentences[span.dataset.lang].set(Number(span.dataset.sentence), { row, element: span, group });
    }
    return element;
  });
  group.element.replaceChildren(...elements);
  group.element.style.blockSize = "";
}

/** Groups that are long out of sight leave their place empty, at the height they had. */
function thin() {
  const away = groups.filter((it) => it.rows && !it.near && !it.element.contains(document.activeElement));
  for (const group of away.slice(0, Math.max(away.length - KEPT, 0))) {
    const height = group.element.getBoundingClientRect().height;
    forget(group);
    group.element.replaceChildren();
    group.element.style.blockSize = `${height}px`;
  }
}

async function read(group) {
  const answer = await get("/api/rows", { from: group.index * SIZE, count: SIZE });
  if (answer.total !== total) lay(answer.total);
  return answer.rows;
}

function load(group) {
  group.loading ??= read(group)
    .then((rows) => {
      draw(group, rows);
      drawing.dispatchEvent(new Event("drawn"));
    })
    .finally(() => {
      group.loading = null;
    });
  return group.loading;
}

/** As many groups as so many rows take. */
function lay(count) {
  total = count;
  table.setAttribute("aria-rowcount", String(total + 1));
  const needed = Math.ceil(total / SIZE);
  for (const group of groups.splice(needed)) {
    watcher.unobserve(group.element);
    forget(group);
    group.element.remove();
  }
  while (groups.length < needed) {
    const element = document.createElement("tbody");
    element.setAttribute("role", "rowgroup");
    element.style.blockSize = `${Math.min(SIZE, total - groups.length * SIZE) * GUESS}px`;
    groups.push({ element, index: groups.length, rows: null, near: false, loading: null });
    table.append(element);
    watcher.observe(element);
  }
}

/** The row of a bead, read first where it is not there; the place is looked up where it is not known. */
export async function bringRow(bead, place) {
  if (shown.has(bead)) return shown.get(bead);
  let at = place;
  if (at === undefined) {
    const answer = await get("/api/rows", { around: bead, count: 1 });
    if (!answer) return null;
    at = answer.from;
  }
  const group = groups[Math.floor(at / SIZE)];
  if (!group) return null;
  if (!group.rows) await load(group);
  return shown.get(bead) ?? null;
}

/** The row at a place, read first where it is not there. */
export async function bringPlace(place) {
  const at = Math.min(Math.max(place, 0), total - 1);
  const group = groups[Math.floor(at / SIZE)];
  if (group && !group.rows) await load(group);
  return rowAt(at) ?? null;
}

/** Draws anew what is there; what is near is read again, the rest when it is come to. */
export async function renew(change) {
  if (!change.structure && !change.everything) {
    const touched = new Set(change.beads.map((bead) => shown.get(bead)?.group).filter(Boolean));
    const answers = await Promise.all([...touched].map(read));
    [...touched].forEach((group, k) => draw(group, answers[k]));
  } else {
    const wanted = groups.filter((it) => it.rows && it.near);
    for (const group of groups.filter((it) => it.rows && !it.near)) forget(group);
    const answers = await Promise.all(wanted.map(read));
    wanted.forEach((group, k) => {
      if (groups.includes(group)) draw(group, answers[k]);
    });
  }
  drawing.dispatchEvent(new Event("drawn"));
}

/** Draws what is there once more, from what is known. */
export function redraw() {
  for (const group of groups) if (group.rows) draw(group, group.rows);
  drawing.dispatchEvent(new Event("drawn"));
}

function nameColumns() {
  const { source } = review.session;
  document.getElementById("th-source").textContent = sideName(source);
  document.getElementById("th-target").textContent = sideName(source === "en" ? "ja" : "en");
}

/** Lays out all rows and reads the first. */
export async function startTable() {
  nameColumns();
  lay(review.session.progress.beads);
  if (groups.length) await load(groups[0]);
  settings.addEventListener("language", () => {
    nameColumns();
    redraw();
  });
}
