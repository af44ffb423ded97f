// The map: the whole document in a strip. Left the original, right the translation, holes where text is missing, what is
// confirmed, ticks for findings that are open, a frame around what is in view. A slider for the keyboard.

import { figure, say } from "./words.js";
import { get, review, scope } from "./review.js";
import { afterFrame } from "./frames.js";
import { settings } from "./settings.js";
import { bringPlace, drawing, rowCount } from "./table.js";
import { bringIntoView, choice, choose, lastPlaceInView, placeInView } from "./current.js";

const MOST = 600;

const map = document.getElementById("map");
const canvas = map.querySelector("canvas");
const backdrop = new OffscreenCanvas(1, 1); // the map without its frame
const colours = {};

let buckets = [];
let at = 0;

/** The colours of the page, as the canvas needs them. */
function readColours() {
  const sample = document.createElement("span");
  map.append(sample);
  for (const name of ["line", "edge", "accent", "sure", "error", "warning", "info"]) {
    sample.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(sample).color;
  }
  sample.remove();
}

async function read() {
  const answer = await get("/api/map", { buckets: Math.min(MOST, Math.max(rowCount(), 1)), ...scope() });
  ({ buckets } = answer);
  map.ariaValueMax = String(rowCount());
  draw();
}

/** Draws all but the frame; ticks last, the worst of them on top. */
function draw() {
  const scale = devicePixelRatio || 1;
  const width = Math.round(map.clientWidth * scale);
  const height = Math.round(map.clientHeight * scale);
  const rows = rowCount();
  if (!width || !height || !rows) return;
  Object.assign(backdrop, { width, height });
  Object.assign(canvas, { width, height });
  const ink = backdrop.getContext("2d");
  const column = Math.floor(width * 0.62);
  const y = (place) => Math.floor((place / rows) * height);
  ink.fillStyle = colours.line;
  ink.fillRect(0, 0, column, height);
  for (const it of buckets) {
    const [top, tall] = [y(it.from), Math.max(y(it.from + it.rows) - y(it.from), 1)];
    if (it.confirmed) {
      ink.fillStyle = colours.sure;
      ink.globalAlpha = (0.5 * it.confirmed) / it.rows;
      ink.fillRect(0, top, column, tall);
      ink.globalAlpha = 1;
    }
    if (it.unpaired) {
      ink.fillStyle = colours.edge;
      ink.fillRect(0, top, column, Math.max(tall, Math.round(scale)));
    }
  }
  const least = Math.ceil(3 * scale);
  for (const severity of ["info", "warning", "error"]) {
    ink.fillStyle = colours[severity];
    for (const it of buckets) {
      if (it.worst === severity) ink.fillRect(column + scale, y(it.from), width, Math.max(y(it.rows), least));
    }
  }
  frame();
}

/** Draws the frame around what is in view, and says where that is. */
function frame() {
  const rows = rowCount();
  const [first, last] = [placeInView(), lastPlaceInView()];
  if (!rows || first === undefined || !backdrop.width) return;
  const ink = canvas.getContext("2d");
  ink.clearRect(0, 0, canvas.width, canvas.height);
  ink.drawImage(backdrop, 0, 0);
  const line = Math.max(1, Math.round(devicePixelRatio || 1)) * 1.5;
  const top = (first / rows) * canvas.height;
  const tall = Math.max(((last - first + 1) / rows) * canvas.height, 4 * line);
  ink.lineWidth = line;
  ink.strokeStyle = colours.accent;
  ink.strokeRect(line / 2, top + line / 2, canvas.width - line, Math.min(tall, canvas.height - top) - line);
  if (document.activeElement !== map) at = first;
  tell();
}

function tell() {
  const it = buckets.find((each) => each.from <= at && at < each.from + each.rows);
  map.ariaValueNow = String(at + 1);
  const place = { row: figure(at + 1), rows: figure(rowCount()) };
  map.ariaValueText = it?.open ? say("map_open", { ...place, open: it.open }) : say("map_row", place);
}

async function show(place, { chosen = false } = {}) {
  at = Math.min(Math.max(place, 0), rowCount() - 1);
  tell();
  const found = await bringPlace(at);
  if (!found) return;
  if (chosen) await choose(found.row.id, { place: found.row.place });
  else bringIntoView(found.element);
}

/** The next stretch with something still to be seen to, forwards or backwards. */
function nextMark(by) {
  const found = by > 0 ? buckets : [...buckets].reverse();
  return found.find((it) => it.open && (by > 0 ? it.from > at : it.from < at))?.from ?? at;
}

function pressed(event) {
  const tenth = Math.max(1, Math.round(rowCount() / 10));
  const moves = {
    ArrowDown: () => nextMark(1),
    ArrowRight: () => nextMark(1),
    ArrowUp: () => nextMark(-1),
    ArrowLeft: () => nextMark(-1),
    PageDown: () => at + tenth,
    PageUp: () => at - tenth,
    Home: () => 0,
    End: () => rowCount() - 1,
  };
  if (event.key === "Enter") show(at, { chosen: true });
  else if (moves[event.key]) show(moves[event.key]());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startMap() {
  readColours();
  const [drawSoon, frameSoon, readSoon] = [draw, frame, read].map(afterFrame);
  read();
  addEventListener("scroll", frameSoon, { passive: true });
  new ResizeObserver(drawSoon).observe(map);
  settings.addEventListener("language", tell);
  settings.addEventListener("colours", () => {
    readColours();
    drawSoon();
  });
  drawing.addEventListener("drawn", frameSoon);
  choice.addEventListener("chosen", frameSoon);
  review.addEventListener("change", readSoon);
  review.addEventListener("scope", readSoon);
  map.addEventListener("keydown", pressed);
  const pointed = (event) => {
    const { top, height } = map.getBoundingClientRect();
    show(Math.floor(((event.clientY - top) / height) * rowCount()));
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    pointed(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) pointed(event);
  });
}
