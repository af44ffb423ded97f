// The map: the whole document in a strip. Left the source, right the translation, holes where text is missing, ticks
// for findings, a frame around what is in view. A slider for the keyboard and for screen readers.

import { figure, say } from "./words.js";
import { afterFrame } from "./frames.js";
import { settings } from "./settings.js";
import { groups, rows, table } from "./rows.js";
import { bringIntoView, choose } from "./current.js";
import { filters } from "./filters.js";

const SEVERITIES = ["error", "warning", "info"];

const map = document.getElementById("map");
const canvas = map.querySelector("canvas");
const backdrop = new OffscreenCanvas(1, 1); // the map without its frame

let visible = groups;
let at = 0;
const colours = {};

/** Reads the colours of the page, as the canvas needs them. */
function readColours() {
  const sample = document.createElement("span");
  map.append(sample);
  for (const name of ["line", "edge", "accent", ...SEVERITIES]) {
    sample.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(sample).color;
  }
  sample.remove();
}

/** What the map shows of a row: the severity it is drawn in, and which side is missing, if one is. */
function marksOf(row) {
  const severities = row.findings.filter((it) => !it.element.hidden).map((it) => it.severity);
  const tone = SEVERITIES.find((severity) => severities.includes(severity));
  const hole = row.gap ? [...row.element.cells].findIndex((cell) => cell.classList.contains("hole")) - 1 : -1;
  return { tone, hole };
}

/** Draws all but the frame. Rows that share a line of the map are drawn the mildest first: the worst is seen. */
function draw() {
  const scale = devicePixelRatio || 1;
  const width = Math.round(map.clientWidth * scale);
  const height = Math.round(map.clientHeight * scale);
  if (!width || !height) return;
  Object.assign(backdrop, { width, height });
  Object.assign(canvas, { width, height });
  const ink = backdrop.getContext("2d");
  const column = Math.floor(width * 0.36);
  const next = column + Math.max(1, Math.round(scale));
  const least = Math.ceil(2 * scale);
  ink.fillStyle = colours.line;
  ink.fillRect(0, 0, column, height);
  ink.fillRect(next, 0, column, height);
  const found = rows.filter((row) => row.gap || row.findings.length).map((row) => ({ row, ...marksOf(row) }));
  for (const tone of [undefined, ...[...SEVERITIES].reverse()]) {
    ink.fillStyle = colours[tone ?? "edge"];
    for (const { row, hole } of found.filter((it) => it.tone === tone)) {
      const y = Math.floor((row.index / rows.length) * height);
      const tall = Math.max(least, Math.ceil(((row.index + 1) / rows.length) * height) - y);
      if (hole >= 0) ink.fillRect(hole * next, y, column, tall);
      if (tone) ink.fillRect(2 * next, y, width, Math.min(tall, 2 * least));
    }
  }
  frame();
}

/** The row at a height of the window: its group by halving, then the row in it. */
function rowAt(y) {
  let [low, high] = [0, visible.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (visible[middle].element.getBoundingClientRect().bottom > y) high = middle;
    else low = middle + 1;
  }
  const inside = visible[low]?.rows.filter((row) => row.shown) ?? [];
  return inside.find((row) => row.element.getBoundingClientRect().bottom > y) ?? inside.at(-1);
}

/** Draws the frame around what is in view, and says where that is. */
function frame() {
  const ink = canvas.getContext("2d");
  const first = rowAt(table.tHead.getBoundingClientRect().bottom);
  const last = rowAt(innerHeight - 1);
  ink.clearRect(0, 0, canvas.width, canvas.height);
  ink.drawImage(backdrop, 0, 0);
  if (!first || !last) return;
  const line = Math.max(1, Math.round(devicePixelRatio || 1)) * 1.5;
  const y = (first.index / rows.length) * canvas.height;
  const tall = Math.max(((last.index - first.index + 1) / rows.length) * canvas.height, 4 * line);
  ink.lineWidth = line;
  ink.strokeStyle = colours.accent;
  ink.strokeRect(line / 2, y + line / 2, canvas.width - line, Math.min(tall, canvas.height - y) - line);
  // The keyboard goes from where it was, however much of the document is in view.
  if (document.activeElement !== map) at = first.index;
  tell();
}

function tell() {
  const row = rows[at];
  if (!row) return;
  const place = { row: figure(at + 1), rows: figure(rows.length) };
  const said = row.findings.map((finding) => say("finding", finding)).join(say("and"));
  map.ariaValueNow = String(at + 1);
  map.ariaValueText = said ? say("row_findings", { ...place, findings: said }) : say("row", place);
}

/** Scrolls the texts to a row without choosing it. */
function show(index) {
  at = Math.min(Math.max(index, 0), rows.length - 1);
  bringIntoView(rows[at].element);
  tell();
}

/** The next row there is something to see of, forwards or backwards. */
function nextMark(by) {
  let index = at + by;
  while (rows[index] && !rows[index].gap && !rows[index].findings.length) index += by;
  return rows[index] ? index : at;
}

function pressed(event) {
  const tenth = Math.max(1, Math.round(rows.length / 10));
  const moves = {
    ArrowDown: () => nextMark(1),
    ArrowUp: () => nextMark(-1),
    ArrowRight: () => at + 1,
    ArrowLeft: () => at - 1,
    PageDown: () => at + tenth,
    PageUp: () => at - tenth,
    Home: () => 0,
    End: () => rows.length - 1,
  };
  if (event.key === "Enter" && rows[at]) choose(rows[at]);
  else if (moves[event.key]) show(moves[event.key]());
  else return;
  event.preventDefault();
}

function pointed(event) {
  const { top, height } = map.getBoundingClientRect();
  show(Math.floor(((event.clientY - top) / height) * rows.length));
}

export function startMap() {
  if (!rows.length) return;
  readColours();
  const [drawSoon, frameSoon] = [afterFrame(draw), afterFrame(frame)];
  addEventListener("scroll", frameSoon, { passive: true });
  new ResizeObserver(drawSoon).observe(map);
  settings.addEventListener("language", tell);
  settings.addEventListener("colours", () => {
    readColours();
    drawSoon();
  });
  filters.addEventListener("filtered", () => {
    visible = groups.filter((group) => group.rows.some((row) => row.shown));
    drawSoon();
  });
  map.addEventListener("keydown", pressed);
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    pointed(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) pointed(event);
  });
}
